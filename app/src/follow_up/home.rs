//! What a supporter has to do today, on the home page.

use crate::{messages::follow_up as words, paths};
use chrono::NaiveDate;
use domain::follow_up::Due;
use elements::{Section, Tag};
use leptos::prelude::*;

/// A next action that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueAtHome {
    /// The office's name.
    pub name: String,
    /// What is to be done.
    pub action: String,
    /// By when.
    pub on: NaiveDate,
    /// The office's history.
    pub href: String,
}

/// The officer's own next actions of today and before; nothing where there is none.
#[component]
pub fn FollowUpsAtHome(
    /// The tenant's word in addresses.
    slug: String,
    /// The first of them, and how many there are.
    due: (Vec<DueAtHome>, u64),
    /// The day in Japan.
    today: NaiveDate,
) -> impl IntoView {
    let (lines, total) = due;
    (total > 0).then(|| {
        let lines = lines
            .into_iter()
            .map(|DueAtHome { name, action, on, href }| {
                let (tone, label) = words::due(Due::of(on, today));
                view! { <li><a href=href>{name}</a>{format!("　{action}　")}<Tag tone label/></li> }
            })
            .collect_view();
        let all = format!("今日までにする支援を見る（{total}件）");
        let href = paths::follow_up(&slug);
        view! {
            <Section title="今日までにする支援">
                <ul>{lines}</ul>
                <p><a href=href>{all}</a></p>
            </Section>
        }
    })
}
