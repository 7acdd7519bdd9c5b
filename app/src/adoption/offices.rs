//! The offices behind a number: those of a group that stand at a step on a day.

use crate::{
    exports::SaveLinks,
    messages::{adoption as states, adoption_counts as words},
    paths,
};
use chrono::NaiveDate;
use domain::{
    adoption::{AdoptionState, Group, Step},
    ids::OfficeId,
    wareki::format_date,
};
use elements::{
    BackLink, ButtonKind, ButtonLink, Buttons, Column, Density, EmptyState, FilterChip, FilterChips,
    PageHeader, Pagination, Table, Tag,
};
use leptos::prelude::*;

/// An office of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingLine {
    /// The office.
    pub id: OfficeId,
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Its 日常生活圏域.
    pub area: String,
    /// Who runs it.
    pub corporation: String,
    /// Its services, in words.
    pub services: String,
    /// How far it had come.
    pub state: AdoptionState,
    /// Since when that is known; none where nothing is.
    pub as_of: Option<NaiveDate>,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The group with what it is called; all offices where there is none.
    pub group: Option<(Group, String)>,
    /// The step; none for all that have not adopted.
    pub step: Option<Step>,
    /// The day.
    pub on: NaiveDate,
    /// The offices of the page.
    pub lines: Vec<StandingLine>,
    /// How many there are.
    pub total: u64,
    /// The page, from 1.
    pub page: u64,
    /// Offices of a page.
    pub per_page: u64,
    /// Whether the viewer makes segments.
    pub may_write: bool,
}

/// The page.
#[component]
pub fn StandingPage(
    /// What is shown.
    standing: StandingView,
) -> impl IntoView {
    let StandingView { slug, group, step, on, lines, total, page, per_page, may_write } = standing;
    let (of, label) = match group {
        Some((group, label)) => (Some(group), label),
        None => (None, String::new()),
    };
    let address =
        |step: Option<Step>| paths::adoption_offices(&slug, of.as_ref(), step.map_or("", Step::name), on);
    let mut chips = vec![FilterChip::view("まだのすべて", address(None), step.is_none())];
    chips.extend(
        Step::ALL
            .into_iter()
            .map(|one| FilterChip::view(words::step(one), address(Some(one)), step == Some(one))),
    );
    let what = step.map_or("まだ導入していない事業所", |step| match step {
        Step::Adopted => "導入済みの事業所",
        Step::Pledged => "導入予定の事業所",
        Step::Interested => "認知・検討中の事業所",
        Step::Stopped => "停止した事業所",
        Step::Unknown => "導入状況が不明の事業所",
    });
    let caption = format!(
        "{}{}現在",
        if label.is_empty() { String::new() } else { format!("{label}　") },
        format_date(on)
    );
    // A segment asks for an area or a corporation by its name: one that has none would mean everybody.
    let named = !matches!(&of, Some(Group::Corporation(None))) && of != Some(Group::Area(String::new()));
    let segment = paths::new_segment_of_group(&slug, of.as_ref(), &label);
    let onward = (may_write && step.is_none() && total > 0 && named).then(|| {
        view! {
            <Buttons><ButtonLink href=segment kind=ButtonKind::Secondary>"この条件で対象リストを作る"</ButtonLink></Buttons>
            <p class="no-print muted">"いまの台帳と記録で選び直され、キャンペーンやお知らせの対象に使えます。"</p>
        }
    });
    let export = paths::adoption_offices_export(&slug, of.as_ref(), step.map_or("", Step::name), on);
    let list = if total == 0 {
        view! { <EmptyState title="当てはまる事業所はありません"/> }.into_any()
    } else {
        let rows = lines.into_iter().map(|line| row(&slug, line)).collect_view();
        let columns = vec![
            Column::new("事業所"),
            Column::new("サービス"),
            Column::new("圏域"),
            Column::new("法人"),
            Column::new("導入状況"),
        ];
        let here = address(step);
        view! {
            <Table caption=what caption_hidden=true density=Density::Dense stacks=true columns>{rows}</Table>
            <Pagination page total per_page href=move |page| format!("{here}&page={page}")/>
            <SaveLinks what here=export/>
        }
        .into_any()
    };
    view! {
        <BackLink href=paths::adoption(&slug)/>
        <PageHeader title=format!("{what}　{total}件") caption/>
        <div class="list-head">
            <FilterChips label="導入状況" chips/>
            <div class="list-line">{onward}</div>
        </div>
        {list}
    }
}

fn row(slug: &str, line: StandingLine) -> impl IntoView + use<> {
    let StandingLine { id, number, name, area, corporation, services, state, as_of } = line;
    let since =
        as_of.map(|day| view! { <br/><span class="muted">{format!("{}から", format_date(day))}</span> });
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><a href=paths::office(slug, id)>{name}</a><br/><span class="muted">{number}</span></th>
            <td role="cell" data-label="サービス">{services}</td>
            <td role="cell" data-label="圏域">{area}</td>
            <td role="cell" data-label="法人">{corporation}</td>
            <td role="cell" data-label="導入状況"><Tag tone=states::tone(state) label=states::state(state)/>{since}</td>
        </tr>
    }
}
