//! これまでの経過: everything that happened, the newest first, with what was asked back in full.

use crate::{
    messages::subsidies::{happening, happening_tone},
    when,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{subsidies::Happening, wareki::format_date};
use elements::{Section, Timeline, TimelineEntry};
use leptos::prelude::*;

/// Something that happened.
#[derive(Debug, Clone)]
pub struct HistoryLine {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub what: Happening,
    /// Who.
    pub by: String,
    /// What belongs to it, a paragraph each.
    pub details: Vec<String>,
}

/// What was asked back.
#[derive(Debug, Clone)]
pub struct PastCorrection {
    /// Last day for the answer.
    pub due: NaiveDate,
    /// Place and the officer's sentence.
    pub items: Vec<(String, String)>,
}

impl PastCorrection {
    /// As paragraphs of the timeline.
    pub fn details(&self) -> Vec<String> {
        let due = format!("提出期限：{}", format_date(self.due));
        let items = self.items.iter().map(|(place, sentence)| format!("{place}：{sentence}"));
        std::iter::once(due).chain(items).collect()
    }
}

/// The part.
#[component]
pub fn History(
    /// The newest first.
    lines: Vec<HistoryLine>,
) -> impl IntoView {
    let entries = lines
        .into_iter()
        .map(|HistoryLine { at, what, by, details }| {
            let details = details.into_iter().map(|words| view! { <p>{words}</p> }).collect_view();
            view! {
                <TimelineEntry title=happening(what) at=when::moment(at) datetime=when::datetime(at) by tone=happening_tone(what)>
                    {details}
                </TimelineEntry>
            }
        })
        .collect_view();
    view! { <Section title="これまでの経過" id="history"><Timeline>{entries}</Timeline></Section> }
}
