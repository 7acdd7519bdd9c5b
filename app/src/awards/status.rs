//! What follows a grant, on the applicant's page of the application.

use super::instalments::{InstalmentLine, Instalments};
use crate::{
    messages::awards::request_kind,
    subsidies::{LookedAt, LookedAtCard},
};
use chrono::NaiveDate;
use domain::{
    awards::{RequestKind, StageName},
    money::Yen,
    subsidies::HandedIn,
    wareki::{format_date, format_date_with_weekday},
};
use elements::{ButtonKind, ButtonLink, Buttons, Notice, NoticeKind, Section, SummaryList, SummaryRow};
use leptos::prelude::*;

/// What an applicant sees of it.
#[derive(Debug, Clone)]
pub struct AwardStatus {
    /// Where it stands.
    pub stage: StageName,
    /// By when their step is due.
    pub due: Option<NaiveDate>,
    /// 確定額.
    pub fixed: Option<Yen>,
    /// 支払済額.
    pub paid: Yen,
    /// 振込日 of what is on its way to them.
    pub pay_on: Option<NaiveDate>,
    /// 概算払・分割払, part by part; empty where the programme pays once.
    pub instalments: Vec<InstalmentLine>,
    /// Why the last claim of one was sent back.
    pub returned: Option<String>,
    /// From when the next one can be claimed, where that is to come.
    pub claim_from: Option<NaiveDate>,
    /// What they have to pay back, and by when.
    pub owed: Vec<(Yen, NaiveDate)>,
    /// What the officer asks of the report, in their words.
    pub asked: Option<String>,
    /// What they asked for: waits for an answer, or what was answered.
    pub request: Option<(RequestKind, Option<String>)>,
    /// Where a colleague looks at what is handed in next, once somebody was asked.
    pub looked: Vec<LookedAt>,
    /// What they can do now, the most urgent first: words and address.
    pub acts: Vec<(&'static str, String)>,
    /// The letters: name, day, where it opens.
    pub letters: Vec<(String, NaiveDate, String)>,
}

impl AwardStatus {
    /// What a colleague looks at in place of the next step, and by when that is due, in words.
    pub(crate) fn looked_at(&self) -> Option<(LookedAt, Option<String>)> {
        let looked = self.looked.iter().find(|one| is_next_step(one))?;
        Some((looked.clone(), self.due.map(|day| format!("{}まで", format_date(day)))))
    }
}

/// An advance can be claimed beside the next step, and is none.
fn is_next_step(looked: &LookedAt) -> bool {
    looked.what != HandedIn::Advance
}

/// The section.
#[component]
pub fn AwardStatusSection(
    /// What it shows.
    award: AwardStatus,
) -> impl IntoView {
    let AwardStatus {
        stage: _,
        due,
        fixed,
        paid,
        pay_on,
        instalments,
        returned,
        claim_from,
        owed,
        asked,
        request,
        looked,
        acts,
        letters,
    } = award;
    let is_looked_at = looked.iter().any(is_next_step);
    let looked = looked
        .into_iter()
        .filter(|one| !is_next_step(one))
        .map(|looked| view! { <LookedAtCard looked kind=ButtonKind::Secondary/> })
        .collect_view();
    let owed = owed
        .into_iter()
        .map(|(yen, day)| {
            let title = format!("{yen}の返還をお願いします（期限 {}）", format_date(day));
            view! { <Notice kind=NoticeKind::Warning title><p>"返還命令書と一緒にお送りする納付書で納めてください。"</p></Notice> }
        })
        .collect_view();
    let asked = asked.map(|words| {
        view! { <Notice kind=NoticeKind::Warning title="実績報告の補正をお願いします"><p>{words}</p></Notice> }
    });
    let request = request.map(|(kind, answer)| {
        let title = match &answer {
            None => format!("「{}」の申請に、回答をお待ちください", request_kind(kind)),
            Some(_) => format!("「{}」の申請は、承認されませんでした", request_kind(kind)),
        };
        let words = answer.map(|words| view! { <p>{words}</p> });
        view! { <Notice title>{words}</Notice> }
    });
    let mut kind = if is_looked_at { ButtonKind::Secondary } else { ButtonKind::Primary };
    let buttons = acts
        .into_iter()
        .map(|(words, href)| {
            let own = std::mem::replace(&mut kind, ButtonKind::Secondary);
            view! { <ButtonLink href kind=own>{words}</ButtonLink> }
        })
        .collect_view();
    let letters = letters
        .into_iter()
        .map(|(name, day, href)| view! { <li><a href=href>{format!("{name}（PDF）{}", format_date(day))}</a></li> })
        .collect_view();
    let due = due.map(|day| view! { <SummaryRow label="期限">{format_date(day)}</SummaryRow> });
    let fixed =
        fixed.map(|yen| view! { <SummaryRow label="確定額"><strong>{yen.to_string()}</strong></SummaryRow> });
    let paid =
        (paid > Yen::ZERO).then(|| view! { <SummaryRow label="支払済額">{paid.to_string()}</SummaryRow> });
    let pay_on = pay_on.map(|day| {
        view! { <SummaryRow label="振込予定日"><strong>{format_date_with_weekday(day)}</strong></SummaryRow> }
    });
    let claim_from = claim_from.map(|day| {
        view! { <SummaryRow label="次の概算払">{format!("{}から請求できます", format_date(day))}</SummaryRow> }
    });
    view! {
        {looked}
        {owed}
        {asked}
        {request}
        <Section title="交付決定の後の手続">
            <SummaryList>{due}{fixed}{paid}{pay_on}{claim_from}</SummaryList>
            <Buttons>{buttons}</Buttons>
            <ul class="files">{letters}</ul>
        </Section>
        <Instalments lines=instalments returned/>
    }
}
