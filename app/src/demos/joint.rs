//! 相乗り開催: who holds a session together with whom.

use crate::{messages::demos::people, paths};
use domain::ids::DemoId;
use elements::{Section, SummaryList, SummaryRow};
use leptos::prelude::*;

/// Who holds a session together with whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JointView {
    /// The session that a request was joined to.
    pub into: Option<DemoId>,
    /// Whose session it is, for those who joined it.
    pub lead: Option<String>,
    /// Who joined it, with the people they expect.
    pub companions: Vec<(String, u16)>,
}

/// The part of a session's page; nothing where it is held by one alone.
#[component]
pub fn JointSection(
    /// The tenant's word in addresses.
    slug: String,
    /// Who.
    joint: JointView,
) -> impl IntoView {
    let JointView { into, lead, companions } = joint;
    if into.is_none() && lead.is_none() && companions.is_empty() {
        return None;
    }
    let into = into.map(|id| {
        view! { <p><a href=paths::demo_session(&slug, id)>"いっしょに開くデモ・説明会を見る"</a></p> }
    });
    let lead = lead.map(|lead| view! { <SummaryRow label="主催の市区町村">{lead}</SummaryRow> });
    let companions = companions
        .into_iter()
        .map(|(name, expected)| view! { <SummaryRow label=name>{format!("参加見込み {}", people(expected))}</SummaryRow> })
        .collect_view();
    Some(view! {
        <Section title="相乗り開催">
            {into}
            <SummaryList dense=true>{lead}{companions}</SummaryList>
        </Section>
    })
}
