//! The list of participants on paper: to tick at the door where no screen is at hand.

use crate::{exports::SaveLinks, messages::demos::headcount, paths};
use domain::{demos::Headcount, ids::DemoId};
use elements::{BackLink, Column, Density, PageHeader, Table};
use leptos::prelude::*;

/// One registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParticipantLine {
    /// Its code.
    pub code: String,
    /// The office.
    pub office: String,
    /// Who comes.
    pub name: String,
    /// How many were registered.
    pub people: u16,
}

/// How many empty rows stand below, for who comes without a registration.
const EMPTY: usize = 5;

/// The page.
#[component]
pub fn ParticipantsPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The session.
    id: DemoId,
    /// When and where.
    about: String,
    /// Offices and people.
    registered: Headcount,
    /// Everybody, in the order of their codes.
    lines: Vec<ParticipantLine>,
) -> impl IntoView {
    let export = paths::export_of(&paths::demo_participants(&slug, id));
    let columns = vec![
        Column::new("受付番号"),
        Column::new("事業所・団体"),
        Column::new("代表の氏名"),
        Column::number("申込み（人）"),
        Column::new("来た人数"),
    ];
    let rows = lines
        .into_iter()
        .map(|ParticipantLine { code, office, name, people }| {
            view! {
                <tr><th scope="row">{code}</th><td>{office}</td><td>{name}</td><td class="number">{people}</td><td></td></tr>
            }
        })
        .collect_view();
    let empty = (0..EMPTY)
        .map(|_| {
            view! { <tr><th scope="row"><span class="muted">"当日"</span></th><td></td><td></td><td></td><td></td></tr> }
        })
        .collect_view();
    view! {
        <BackLink href=paths::demo_session(&slug, id)/>
        <PageHeader title="参加者名簿" caption=about lead=format!("申込み {}", headcount(registered))/>
        <p class="no-print muted">"このページをブラウザーから印刷してください。当日に記入し、後から「出欠を付ける」で入力できます。"</p>
        <Table caption="参加者名簿" caption_hidden=true columns density=Density::Dense>{rows}{empty}</Table>
        <SaveLinks what="参加者名簿" here=export/>
    }
}
