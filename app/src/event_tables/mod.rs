//! 申込状況の表: what somebody else printed of the registrations for an event, beside what it must be.

mod columns;
mod form;
mod show;
mod table;
#[cfg(test)]
mod tests;
mod upload;

pub use columns::{EventTableColumnsPage, EventTableColumnsView};
pub use form::EventTableFormPage;
pub use show::{EventTablePage, EventTableView};
pub use upload::EventTableUploadPage;

use crate::{adoption::AdoptionParts, paths, when};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{ids::EventTableId, wareki};
use elements::{
    ButtonLink, Column, Density, EmptyState, Notice, NoticeKind, PageHeader, Section, Table, Tag, Tone,
};
use leptos::prelude::*;

/// A table in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventTableLine {
    /// Its id.
    pub id: EventTableId,
    /// What it is called.
    pub title: String,
    /// The day of the event.
    pub held_on: Option<NaiveDate>,
    /// Where it is printed.
    pub source: String,
    /// The name of its file.
    pub file_name: String,
    /// Since when it is kept.
    pub kept_at: Option<DateTime<Utc>>,
    /// Since when it is taken away.
    pub removed_at: Option<DateTime<Utc>>,
    /// When it was read in.
    pub created_at: DateTime<Utc>,
}

/// A day as it is read.
fn day(day: NaiveDate) -> String {
    wareki::format_date(day)
}

/// The list.
#[component]
pub fn EventTablesPage(
    /// The tenant's word in addresses.
    slug: String,
    /// The tables.
    lines: Vec<EventTableLine>,
    /// Whether the house is a city, where they stand among the pages of 普及状況.
    of_city: bool,
    /// Whether the viewer may read one in.
    may_write: bool,
    /// What was just done.
    done: Option<String>,
) -> impl IntoView {
    let done = done.map(|title| view! { <Notice kind=NoticeKind::Success live=true title/> });
    let add = may_write
        .then(|| view! { <ButtonLink href=paths::new_event_table(&slug)>"表を読み込む"</ButtonLink> });
    let parts = of_city.then(|| view! { <AdoptionParts slug=slug.clone() here="申込状況の表"/> });
    let (gone, here): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.removed_at.is_some());
    let list = if here.is_empty() {
        view! {
            <EmptyState title="申込状況の表はまだありません">
                <p>"介護保険最新情報などに載っている、都道府県別・団体の種類別の申込数の表を読み込みます。合計と申込率を計算し直し、合わない数字をお知らせします。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        rows(&slug, "申込状況の表", here).into_any()
    };
    let gone = (!gone.is_empty()).then(|| {
        let rows = rows(&slug, "取り除いた表", gone);
        view! { <Section title="取り除いた表">{rows}</Section> }
    });
    view! {
        {done}
        <PageHeader title="申込状況の表" lead="ほかの団体がまとめた、催しの都道府県別の申込数です。印字された数字と、計算し直した数字を並べて確かめます。">{add}</PageHeader>
        {parts}
        {list}
        {gone}
    }
}

fn rows(slug: &str, caption: &'static str, lines: Vec<EventTableLine>) -> impl IntoView + use<> {
    let rows = lines
        .into_iter()
        .map(|line| {
            let tag = match (line.removed_at, line.kept_at) {
                (Some(_), _) => Some((Tone::Neutral, "取り除きました")),
                (None, None) => Some((Tone::Attention, "確認待ち")),
                (None, Some(_)) => None,
            };
            let tag = tag.map(|(tone, label)| view! { " "<Tag tone label/> });
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader"><a href=paths::event_table(slug, line.id)>{line.title}</a>{tag}</th>
                    <td role="cell" data-label="催しの日" class="nowrap">{line.held_on.map(day)}</td>
                    <td role="cell" data-label="出典">{line.source}</td>
                    <td role="cell" data-label="ファイル">{line.file_name}</td>
                    <td role="cell" data-label="読み込み">{when::moment(line.created_at)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("表の名前"),
        Column::new("催しの日"),
        Column::new("出典"),
        Column::new("ファイル"),
        Column::new("読み込み"),
    ];
    view! { <Table caption=caption caption_hidden=true density=Density::Dense stacks=true columns>{rows}</Table> }
}
