//! The list of participants on paper: to tick at the door where no screen is at hand.

use super::replies::said_by;
use crate::{exports::SaveLinks, messages::demos::headcount, paths};
use domain::{
    demos::{Headcount, Reply},
    ids::{DemoId, RegistrationId},
};
use elements::{
    BackLink, ButtonKind, ButtonLink, Buttons, Column, Density, EmptyState, Notice, NoticeKind, PageHeader,
    Section, Table,
};
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
    /// Whether they were let in at the door already: they go to no other session.
    pub came: bool,
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
    /// What was just done, as a sentence.
    pub done: Option<&'static str>,
}

/// How many empty rows stand below, for who comes without a registration.
const EMPTY: usize = 5;

/// The page.
#[component]
pub fn ParticipantsPage(
    /// What it shows.
    participants: ParticipantsView,
) -> impl IntoView {
    let ParticipantsView { slug, id, about, registered, lines, waiting, may_act, done } = participants;
    let done = done.map(|done| {
        view! {
            <div class="no-print">
                <Notice kind=NoticeKind::Success live=true title=done>
                    <p>"メールアドレスのある相手には、メールで知らせました。"</p>
                </Notice>
            </div>
        }
    });
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
    let acts = |one: &ParticipantLine| may_act.then(|| acts_of(&slug, id, one));
    let nobody = lines.is_empty();
    let rows = lines
        .into_iter()
        .map(|one| {
            let acts = acts(&one);
            let ParticipantLine { code, office, name, phone, silent, people, replies, .. } = one;
            let said = said_by(&replies);
            let phone = (!phone.is_empty()).then(|| view! { <br/><span class="muted">{phone}</span> });
            let silent = silent.then(|| view! { <br/><span class="muted">"メールなし"</span> });
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{code}</th>
                    <td role="cell" data-label="事業所・団体">{office}{said}</td>
                    <td role="cell" data-label="代表の氏名">{name}{phone}{silent}</td>
                    <td role="cell" class="number" data-label="申込み（人）">{people}</td>
                    <td role="cell"></td>
                    {acts}
                </tr>
            }
        })
        .collect_view();
    let waiting = (!waiting.is_empty()).then(|| line(waiting, may_act, acts));
    let list = if nobody {
        view! { <EmptyState title="まだ申込みはありません"><p>"申込みがあると、ここに並びます。"</p></EmptyState> }
            .into_any()
    } else {
        view! { <Table caption="参加者名簿" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table> }
            .into_any()
    };
    let (entry, back) = (paths::demo_entry(&slug, id), paths::demo_session(&slug, id));
    let enter = may_act.then(|| {
        view! { <ButtonLink href=entry kind=ButtonKind::Secondary>"申込みを代わりに入力する"</ButtonLink> }
    });
    let badges = paths::demo_badges(&slug, id);
    view! {
        <BackLink href=back/>
        {done}
        <PageHeader title="参加者名簿" caption=about lead=format!("申込み {}", headcount(registered))/>
        <p class="no-print muted">"このページをブラウザーから印刷してください。当日に記入し、後から「出欠を付ける」で入力できます。"</p>
        <div class="no-print">
            <Buttons>{enter}<ButtonLink href=badges kind=ButtonKind::Secondary>"名札（PDF）"</ButtonLink></Buttons>
        </div>
        {list}
        {unregistered()}
        {waiting}
        <SaveLinks what="参加者名簿" here=export/>
    }
}

/// What an officer does for one of them: change it, take it to another session unless they came already, or cancel it.
fn acts_of(slug: &str, session: DemoId, one: &ParticipantLine) -> impl IntoView + use<> {
    let elsewhere = (!one.came).then(|| {
        let href = paths::demo_registration_switch(slug, session, one.id);
        let label = format!("{}の申込みを別の回に変える", one.office);
        view! { <a href=href aria-label=label>"別の回に変える"</a> }
    });
    let change = paths::demo_registration(slug, session, one.id);
    let changed = format!("{}の申込みを変更する", one.office);
    let href = paths::demo_registration_cancellation(slug, session, one.id);
    let label = format!("{}の申込みを取り消す", one.office);
    view! {
        <td role="cell" class="no-print">
            <div class="cluster"><a href=change aria-label=changed>"変更する"</a>{elsewhere}<a href=href aria-label=label>"取り消す"</a></div>
        </td>
    }
}

/// Who waits, in the order of the line.
fn line<A: IntoView + 'static>(
    waiting: Vec<ParticipantLine>,
    may_act: bool,
    acts: impl Fn(&ParticipantLine) -> Option<A>,
) -> impl IntoView {
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
            let acts = acts(&one);
            let state = if one.offered { "席を取り置き中" } else { "待っている" };
            // Nobody writes to them that a place became free.
            let silent = one.silent.then(|| view! { <br/><span class="muted">"メールなし"</span> });
            let phone = (!one.phone.is_empty())
                .then(|| view! { <br/><span class="muted">{one.phone.clone()}</span> });
            view! {
                <tr role="row">
                    <td role="cell" class="number" data-label="順番">{place}</td>
                    <th scope="row" role="rowheader">{one.office}</th>
                    <td role="cell" data-label="代表の氏名">{one.name}{phone}{silent}</td>
                    <td role="cell" class="number" data-label="希望（人）">{one.people}</td>
                    <td role="cell" data-label="状況">{state}</td>
                    {acts}
                </tr>
            }
        })
        .collect_view();
    view! {
        <Section title="キャンセル待ち">
            <Table caption="キャンセル待ち" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table>
        </Section>
    }
}

/// On paper, rows for who comes without a registration.
fn unregistered() -> impl IntoView {
    let columns = ["区分", "事業所・団体", "代表の氏名", "来た人数"].map(Column::new).to_vec();
    let rows = (0..EMPTY)
        .map(|_| view! { <tr><th scope="row">"当日"</th><td></td><td></td><td></td></tr> })
        .collect_view();
    view! {
        <div class="print-only">
            <Table caption="当日参加" columns density=Density::Dense>{rows}</Table>
        </div>
    }
}
