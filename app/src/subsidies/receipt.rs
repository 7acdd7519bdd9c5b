//! S9 受付完了: the number to keep, what happens next and when.

use crate::paths;
use chrono::NaiveDate;
use domain::{
    ids::ApplicationId,
    money::Yen,
    subsidies::{Desk, ReceiptNumber},
    wareki::format_date,
};
use elements::{ButtonKind, ButtonLink, Buttons, Confirmation, Section, Step, StepState, Steps};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ReceiptView {
    /// The municipality's word in addresses.
    pub slug: String,
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
    /// Where the copy was mailed to.
    pub email: String,
    /// Who answers.
    pub desk: Desk,
}

/// The page.
#[component]
pub fn ReceiptPage(
    /// What it shows.
    receipt: ReceiptView,
) -> impl IntoView {
    let ReceiptView { slug, municipality, id, receipt: number, received, asked, expected, email, desk } =
        receipt;
    view! {
        <Confirmation title="申請を受け付けました" number=number.to_string()>
            <p>{format!("{received}　申請額 {asked}")}</p>
        </Confirmation>
        <p>{format!("受付のお知らせを {email} に送りました。届かないときは、下の担当窓口へお電話ください。")}</p>
        <Buttons>
            <ButtonLink href=paths::my_application(&slug, id)>"申請の状況を見る"</ButtonLink>
            <ButtonLink kind=ButtonKind::Secondary href=paths::my_copy(&slug, id)>"申請書の控え（PDF）を保存する"</ButtonLink>
        </Buttons>
        <Section title="このあとの流れ">
            <Steps>
                <Step title="申請の受付" state=StepState::Done/>
                <Step title=format!("{municipality}が審査します") state=StepState::Current>
                    <p>"足りないものがあれば、補正のお願いをメールで送ります。"</p>
                </Step>
                <Step title="決定のお知らせ" when=format!("{}ごろまで", format_date(expected))>
                    <p>"決定通知書はこのサイトから開けます。"</p>
                </Step>
            </Steps>
        </Section>
        <Section title="お問い合わせ">
            <p>{format!("{}　電話 {}（{}）", desk.section, desk.phone, desk.hours)}</p>
            <p>{format!("お電話では受付番号「{number}」をお伝えください。")}</p>
        </Section>
    }
}
