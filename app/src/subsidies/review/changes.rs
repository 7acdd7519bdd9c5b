//! 再提出で変わったところ: what was asked back, and beside it what the applicant changed since, answer by answer.

use elements::{Column, Density, Section, Table};
use leptos::prelude::*;

/// What the part shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangesView {
    /// What was asked: place, and the officer's sentence.
    pub asked: Vec<(String, String)>,
    /// What changed: the question, what stood there, what stands there now.
    pub lines: Vec<(String, String, String)>,
}

/// The part.
#[component]
pub fn Changes(
    /// What it shows.
    changes: ChangesView,
) -> impl IntoView {
    let ChangesView { asked, lines } = changes;
    let asked = asked
        .into_iter()
        .map(|(place, sentence)| view! { <li><strong>{place}</strong>{format!("：{sentence}")}</li> })
        .collect_view();
    let compared = if lines.is_empty() {
        view! { <p>"入力も添付も、補正を依頼したときのままです。"</p> }.into_any()
    } else {
        let nothing = |words: String| if words.is_empty() { "（なし）".to_owned() } else { words };
        let rows = lines
            .into_iter()
            .map(|(label, was, is)| {
                view! { <tr><th scope="row">{label}</th><td>{nothing(was)}</td><td><strong>{nothing(is)}</strong></td></tr> }
            })
            .collect_view();
        let columns = ["項目", "補正の前", "再提出"].map(Column::new).to_vec();
        view! { <Table caption="再提出で変わったところ" caption_hidden=true density=Density::Dense columns>{rows}</Table> }
            .into_any()
    };
    view! {
        <Section title="再提出で変わったところ" id="changes">
            <p>"お願いしたこと："</p>
            <ul>{asked}</ul>
            {compared}
        </Section>
    }
}
