//! The letter with the code of an office's first sign-in, as an officer issues it.

use crate::paths;
use chrono::{DateTime, Utc};
use domain::{ids::OfficeId, tokyo, wareki};
use elements::{
    BackLink, Button, ButtonKind, ButtonLink, Buttons, Notice, NoticeKind, PageHeader, PostForm, Section,
    SummaryList, SummaryRow,
};
use leptos::prelude::*;

/// The last code of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedLetter {
    /// When it was issued.
    pub issued: DateTime<Utc>,
    /// The first moment at which it no longer serves.
    pub expires: DateTime<Utc>,
    /// When somebody began with it.
    pub used: Option<DateTime<Utc>>,
    /// Whether its time is over.
    pub expired: bool,
}

/// The office a letter goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterOffice {
    /// Its id.
    pub id: OfficeId,
    /// Its name.
    pub name: String,
    /// Its number.
    pub number: String,
    /// Who speaks for it already.
    pub people: Vec<String>,
}

/// The code just issued, to print; otherwise what became of the last one.
#[component]
pub fn OfficeLetterPage(
    /// The tenant's word in addresses.
    slug: String,
    /// To whom.
    office: LetterOffice,
    /// The last code, without the code itself.
    #[prop(optional_no_strip)]
    last: Option<IssuedLetter>,
    /// The code, in groups of four; shown only just after it was issued.
    #[prop(optional_no_strip)]
    code: Option<String>,
) -> impl IntoView {
    let LetterOffice { id, name, number, people } = office;
    let until = last.as_ref().map(|last| last_day(last.expires));
    let body = match (code, until) {
        (Some(code), Some(until)) => issued(paths::office_letter_pdf(&slug, id), code, &until),
        (Some(_), None) | (None, _) => not_shown(paths::office_letter(&slug, id), last.as_ref()),
    };
    let people = if people.is_empty() {
        view! { <p>"まだだれも登録していません。"</p> }.into_any()
    } else {
        view! { <ul>{people.into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}</ul> }
            .into_any()
    };
    view! {
        <BackLink href=paths::office(&slug, id) label=name.clone()/>
        <PageHeader
            title="ご利用コードのお知らせ"
            caption=format!("{name}（{number}）")
            lead="メールアドレスが分からない事業所に、はじめてのログインに使うコードを手紙でお知らせします。"
        />
        {body}
        <Section title="この事業所の担当者として登録した方">{people}</Section>
    }
}

fn issued(pdf: String, code: String, until: &str) -> AnyView {
    let until = format!("{until}まで");
    view! {
        <Notice kind=NoticeKind::Warning live=true title="コードを発行しました。この画面を閉じると、コードは二度と表示されません。">
            <p>"今すぐお知らせを印刷し、事業所に郵送してください。コードをメールや電話で伝えないでください。"</p>
        </Notice>
        <SummaryList>
            <SummaryRow label="ご利用コード"><code class="secret">{code}</code></SummaryRow>
            <SummaryRow label="有効期限">{until}</SummaryRow>
        </SummaryList>
        <Buttons><ButtonLink href=pdf>"お知らせ（PDF）を開いて印刷する"</ButtonLink></Buttons>
    }
    .into_any()
}

fn not_shown(action: String, last: Option<&IssuedLetter>) -> AnyView {
    let (state, button) = match last {
        None => ("まだ発行していません。".to_owned(), "コードを発行する"),
        Some(IssuedLetter { used: Some(used), .. }) => (
            format!("{}に、コードを使った登録がありました。", tokyo::format(*used)),
            "別の方のためにもう一度発行する",
        ),
        Some(IssuedLetter { expired: true, expires, .. }) => (
            format!("前のコードは、使われないまま{}に期限が切れました。", last_day(*expires)),
            "コードを発行し直す",
        ),
        Some(IssuedLetter { issued, expires, .. }) => (
            format!(
                "{}に発行し、まだ使われていません（{}まで有効）。発行し直すと、前のコードは使えなくなります。",
                tokyo::format(*issued),
                last_day(*expires)
            ),
            "コードを発行し直す",
        ),
    };
    view! {
        <p>{state}</p>
        <PostForm action=action><Button kind=ButtonKind::Secondary>{button}</Button></PostForm>
    }
    .into_any()
}

/// The last day on which it serves.
fn last_day(expires: DateTime<Utc>) -> String {
    wareki::format_date(tokyo::date(expires - chrono::TimeDelta::seconds(1)))
}
