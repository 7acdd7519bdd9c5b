//! S9 受付完了: the number to keep, what happens next and when.

use super::desk::DeskLine;
use crate::{
    messages::subsidies::{waiting_title, waiting_words},
    paths::{self, Filling, Hand},
};
use chrono::NaiveDate;
use domain::{
    ids::ApplicationId,
    money::Yen,
    subsidies::{Desk, Exhaustion, ReceiptNumber},
    wareki::format_date,
};
use elements::{ButtonKind, ButtonLink, Buttons, Confirmation, Notice, Section, Step, StepState, Steps};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ReceiptView {
    /// Whose pages.
    pub filling: Filling,
    /// Its name.
    pub municipality: String,
    /// The application.
    pub id: ApplicationId,
    /// Its number.
    pub receipt: ReceiptNumber,
    /// When it was received, in words.
    pub received: String,
    /// 交付申請額.
    pub asked: Yen,
    /// The day by which a decision is expected.
    pub expected: NaiveDate,
    /// Where it waits: by which rule, and behind how many.
    pub waits: Option<(Exhaustion, Option<u64>)>,
    /// Where the news was mailed to, where there is an address.
    pub email: Option<String>,
    /// Who answers.
    pub desk: Desk,
}

/// The page.
#[component]
pub fn ReceiptPage(
    /// What it shows.
    receipt: ReceiptView,
) -> impl IntoView {
    let ReceiptView {
        filling,
        municipality,
        id,
        receipt: number,
        received,
        asked,
        expected,
        waits,
        email,
        desk,
    } = receipt;
    let (title, waiting, when) = match waits {
        None => ("申請を受け付けました", None, Some(format!("{}ごろまで", format_date(expected)))),
        Some((policy, place)) => (
            if place.is_some() {
                "待機として受け付けました"
            } else {
                "申請を受け付けました"
            },
            Some(
                view! { <Notice title=waiting_title(policy, place)><p>{waiting_words(policy, place)}</p></Notice> },
            ),
            None,
        ),
    };
    let calendar = (when.is_some() && filling.hand == Hand::Applicant).then(|| {
        let href = paths::application_dates(&filling.slug, id);
        view! { <p><a href=href>"決定の目安の日をカレンダーに入れる（ics）"</a></p> }
    });
    let result = match when {
        Some(when) => {
            view! { <Step title="決定のお知らせ" when=when><p>{notice_words(filling.hand)}</p></Step> }
                .into_any()
        }
        None => view! { <Step title="決定のお知らせ"><p>{notice_words(filling.hand)}</p></Step> }.into_any(),
    };
    let told = match (email, filling.hand) {
        (Some(email), Hand::Applicant) => {
            format!("受付のお知らせを {email} に送りました。届かないときは、下の担当窓口へお電話ください。")
        }
        (Some(email), Hand::Officer) => {
            format!("受付のお知らせを {email} に送りました。受付票を渡すか、FAXで返すこともできます。")
        }
        (None, Hand::Applicant | Hand::Officer) => {
            "メールアドレスがないため、お知らせは送っていません。受付票を渡すか、FAXで返してください。"
                .to_owned()
        }
    };
    let next = match filling.hand {
        Hand::Applicant => view! {
            <ButtonLink href=filling.application(id)>"申請の状況を見る"</ButtonLink>
            <ButtonLink kind=ButtonKind::Secondary href=filling.copy(id)>"申請書の控え（PDF）を保存する"</ButtonLink>
        }
        .into_any(),
        Hand::Officer => view! {
            <ButtonLink href=paths::receipt_slip(&filling.slug, id)>"受付票（PDF）を保存する"</ButtonLink>
            <ButtonLink kind=ButtonKind::Secondary href=filling.copy(id)>"申請書の控え（PDF）を保存する"</ButtonLink>
            <ButtonLink kind=ButtonKind::Secondary href=filling.elsewhere(id)>"審査の画面を開く"</ButtonLink>
            <ButtonLink kind=ButtonKind::Quiet href=filling.home()>"続けて別の申請を入力する"</ButtonLink>
        }
        .into_any(),
    };
    let asks_back = match filling.hand {
        Hand::Applicant => "足りないものがあれば、補正のお願いをメールで送ります。",
        Hand::Officer => "足りないものがあれば、補正を依頼し、届いた回答を代理入力します。",
    };
    view! {
        <Confirmation title number=number.to_string()>
            <p>{format!("{received}　申請額 {asked}")}</p>
        </Confirmation>
        {waiting}
        <p>{told}</p>
        <Buttons>{next}</Buttons>
        <Section title="このあとの流れ">
            <Steps>
                <Step title="申請の受付" state=StepState::Done/>
                <Step title=format!("{municipality}が審査します") state=StepState::Current>
                    <p>{asks_back}</p>
                </Step>
                {result}
            </Steps>
            {calendar}
        </Section>
        <Section title="お問い合わせ">
            <DeskLine desk/>
            <p>{format!("お電話では受付番号「{number}」をお伝えください。")}</p>
        </Section>
    }
}

const fn notice_words(hand: Hand) -> &'static str {
    match hand {
        Hand::Applicant => "決定通知書はこのサイトから開けます。",
        Hand::Officer => "決定通知書（PDF）を印刷して送ります。",
    }
}
