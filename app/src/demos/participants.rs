//! The list of participants on paper: to tick at the door where no screen is at hand.

use super::replies::said_by;
use crate::{exports::SaveLinks, messages::demos::headcount, paths};
use domain::{
    demos::{Headcount, Reply},
    ids::{DemoId, RegistrationId},
};
use elements::{BackLink, ButtonKind, ButtonLink, Buttons, Column, Density, PageHeader, Section, Table};
use leptos::prelude::*;

/// One registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParticipantLine {
    /// Its id.
    pub id: RegistrationId,
    /// Its code.
    pub code: String,
    /// The office.
    pub office: String,
    /// Who comes.
    pub name: String,
    /// Where to reach them by telephone; may be empty.
    pub phone: String,
    /// Whether they left no mail address: they are called.
    pub silent: bool,
    /// How many were registered.
    pub people: u16,
    /// Whether an offer holds places for one who waits.
    pub offered: bool,
    /// What was said to what was asked besides.
    pub replies: Vec<Reply>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ParticipantsView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The session.
    pub id: DemoId,
    /// When and where.
    pub about: String,
    /// Offices and people.
    pub registered: Headcount,
    /// Who has places, in the order of their codes.
    pub lines: Vec<ParticipantLine>,
    /// Who waits, in the order of the line.
    pub waiting: Vec<ParticipantLine>,
    /// Whether the officer may register and cancel for others now.
    pub may_act: bool,
}

/// How many empty rows stand below, for who comes without a registration.
const EMPTY: usize = 5;

/// The page.
#[component]
pub fn ParticipantsPage(
    /// What it shows.
    participants: ParticipantsView,
) -> impl IntoView {
    let ParticipantsView { slug, id, about, registered, lines, waiting, may_act } = participants;
    let export = paths::export_of(&paths::demo_participants(&slug, id));
    let mut columns = vec![
        Column::new("受付番号"),
        Column::new("事業所・団体"),
        Column::new("代表の氏名"),
        Column::number("申込み（人）"),
        Column::new("来た人数"),
    ];
    if may_act {
        columns.push(Column::unseen("操作"));
    }
    let cancel = |one: &ParticipantLine| {
        may_act.then(|| {
            let href = paths::demo_registration_cancellation(&slug, id, one.id);
            let label = format!("{}の申込みを取り消す", one.office);
            view! { <td class="no-print"><a href=href aria-label=label>"取り消す"</a></td> }
        })
    };
    let rows = lines
        .into_iter()
        .map(|one| {
            let cancel = cancel(&one);
            let ParticipantLine { code, office, name, phone, silent, people, replies, .. } = one;
            let said = said_by(&replies);
            let phone = (!phone.is_empty()).then(|| view! { <br/><span class="muted">{phone}</span> });
            let silent = silent.then(|| view! { <br/><span class="muted">"メールなし"</span> });
            view! {
                <tr><th scope="row">{code}</th><td>{office}{said}</td><td>{name}{phone}{silent}</td><td class="number">{people}</td><td></td>{cancel}</tr>
            }
        })
        .collect_view();
    let last = |may_act: bool| may_act.then(|| view! { <td class="no-print"></td> });
    let empty = (0..EMPTY)
        .map(|_| {
            view! { <tr><th scope="row"><span class="muted">"当日"</span></th><td></td><td></td><td></td><td></td>{last(may_act)}</tr> }
        })
        .collect_view();
    let waiting = (!waiting.is_empty()).then(|| {
        let mut columns = vec![
            Column::number("順番"),
            Column::new("事業所・団体"),
            Column::new("代表の氏名"),
            Column::number("希望（人）"),
            Column::new("状況"),
        ];
        if may_act {
            columns.push(Column::unseen("操作"));
        }
        let rows = (1..)
            .zip(waiting)
            .map(|(place, one): (usize, _)| {
                let cancel = cancel(&one);
                let state = if one.offered { "席を取り置き中" } else { "待っている" };
                view! {
                    <tr><td class="number">{place}</td><th scope="row">{one.office}</th><td>{one.name}</td><td class="number">{one.people}</td><td>{state}</td>{cancel}</tr>
                }
            })
            .collect_view();
        view! {
            <Section title="キャンセル待ち">
                <Table caption="キャンセル待ち" caption_hidden=true columns density=Density::Dense>{rows}</Table>
            </Section>
        }
    });
    let (entry, back) = (paths::demo_entry(&slug, id), paths::demo_session(&slug, id));
    let enter = may_act.then(|| {
        view! { <ButtonLink href=entry kind=ButtonKind::Secondary>"申込みを代わりに入力する"</ButtonLink> }
    });
    let badges = paths::demo_badges(&slug, id);
    view! {
        <BackLink href=back/>
        <PageHeader title="参加者名簿" caption=about lead=format!("申込み {}", headcount(registered))/>
        <p class="no-print muted">"このページをブラウザーから印刷してください。当日に記入し、後から「出欠を付ける」で入力できます。"</p>
        <div class="no-print">
            <Buttons>{enter}<ButtonLink href=badges kind=ButtonKind::Secondary>"名札（PDF）"</ButtonLink></Buttons>
        </div>
        <Table caption="参加者名簿" caption_hidden=true columns density=Density::Dense>{rows}{empty}</Table>
        {waiting}
        <SaveLinks what="参加者名簿" here=export/>
    }
}
