//! Everything about one thing: what happened, who looked, which mails were sent (J23).

use super::{EntryLine, list::EntryTable};
use crate::{paths, when};
use chrono::{DateTime, Utc};
use elements::{BackLink, Column, Density, EmptyState, PageHeader, Section, Table, Tag, Tone};
use leptos::prelude::*;

/// A mail about the thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentMail {
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Its subject.
    pub subject: String,
    /// What became of it.
    pub state: (Tone, String),
}

/// Everything on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The thing: 申請 R6-0007.
    pub title: String,
    /// What it belongs to, and where that stands.
    pub belongs: Vec<(String, String)>,
    /// What happened and who looked, newest first.
    pub entries: Vec<EntryLine>,
    /// The mails, oldest first.
    pub mails: Vec<SentMail>,
}

/// The page.
#[component]
pub fn HistoryPage(
    /// What it shows.
    view: HistoryView,
) -> impl IntoView {
    let HistoryView { slug, title, belongs, entries, mails } = view;
    let belongs =
        belongs.into_iter().map(|(words, href)| view! { <li><a href=href>{words}</a></li> }).collect_view();
    let list = if entries.is_empty() {
        view! { <EmptyState title="記録はありません"/> }.into_any()
    } else {
        view! { <EntryTable entries/> }.into_any()
    };
    let mails = (!mails.is_empty()).then(|| {
        let rows = mails
            .into_iter()
            .map(|SentMail { at, subject, state: (tone, label) }| {
                view! { <tr><th scope="row">{when::moment(at)}</th><td>{subject}</td><td><Tag tone label/></td></tr> }
            })
            .collect_view();
        view! {
            <Section title="送ったメール">
                <Table
                    caption="送ったメール"
                    caption_hidden=true
                    density=Density::Dense
                    columns=vec![Column::new("日時"), Column::new("件名"), Column::new("結果")]
                >
                    {rows}
                </Table>
            </Section>
        }
    });
    view! {
        <BackLink href=paths::audit(&slug) label="監査記録"/>
        <PageHeader title=title caption="監査記録"/>
        <ul>{belongs}</ul>
        <Section title="したこと・見たこと">{list}</Section>
        {mails}
    }
}
