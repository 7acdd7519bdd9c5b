//! 申請の内容, close together: what was typed, and how the amount comes about.

use crate::subsidies::amount_steps::AmountSteps;
use domain::subsidies::{Claim, Rules};
use elements::{Section, SummaryList, SummaryRow};
use leptos::prelude::*;

/// The answers of one part.
#[derive(Debug, Clone)]
pub struct ContentSection {
    /// The part.
    pub title: String,
    /// Question and answer.
    pub answers: Vec<(String, String)>,
}

/// What the part shows.
#[derive(Debug, Clone)]
pub struct ContentView {
    /// The answers.
    pub sections: Vec<ContentSection>,
    /// The rules it was received under.
    pub rules: Rules,
    /// What is claimed, where it can be read.
    pub claim: Option<Claim>,
}

/// The part.
#[component]
pub fn Contents(
    /// What it shows.
    contents: ContentView,
) -> impl IntoView {
    let ContentView { sections, rules, claim } = contents;
    let amount = claim.map(|claim| {
        view! { <h3 class="part-title">"補助額の計算"</h3><AmountSteps rules claim/> }
    });
    let answers = parts(sections);
    view! { <Section title="申請の内容" id="contents">{answers}{amount}</Section> }
}

/// The answers of these parts, one part after another.
pub(super) fn parts(sections: Vec<ContentSection>) -> impl IntoView {
    sections
        .into_iter()
        .map(|ContentSection { title, answers }| {
            let rows = answers
                .into_iter()
                .map(|(label, value)| view! { <SummaryRow label=label>{value}</SummaryRow> })
                .collect_view();
            view! { <h3 class="part-title">{title}</h3><SummaryList dense=true>{rows}</SummaryList> }
        })
        .collect_view()
}
