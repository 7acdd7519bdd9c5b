//! What was judged, as a table for whoever proposes and whoever decides.

use crate::messages::subsidies::{verdict as verdict_word, verdict_tone};
use domain::subsidies::Verdict;
use elements::{Column, Density, Table, Tag, Tone};
use leptos::prelude::*;

/// One criterion with its verdict.
#[derive(Debug, Clone)]
pub struct VerdictLine {
    /// The criterion, as a sentence.
    pub criterion: String,
    /// The verdict; none while nobody has judged since the application arrived.
    pub verdict: Option<Verdict>,
    /// Why.
    pub note: String,
    /// Who judged.
    pub by: String,
}

/// The table.
#[component]
pub fn Verdicts(
    /// In the order of the review.
    lines: Vec<VerdictLine>,
) -> impl IntoView {
    let rows = lines
        .into_iter()
        .map(|VerdictLine { criterion, verdict, note, by }| {
            let tag = match verdict {
                Some(verdict) => view! { <Tag tone=verdict_tone(verdict) label=verdict_word(verdict)/> },
                None => view! { <Tag tone=Tone::Attention label="未判定"/> },
            };
            view! { <tr><th scope="row">{criterion}</th><td class="nowrap">{tag}</td><td>{note}</td><td class="nowrap">{by}</td></tr> }
        })
        .collect_view();
    let columns =
        vec![Column::new("要件"), Column::new("判定"), Column::new("メモ"), Column::new("判定した人")];
    view! { <Table caption="要件の判定" caption_hidden=true density=Density::Dense columns>{rows}</Table> }
}
