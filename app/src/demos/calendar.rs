//! The three ways to look at the calendar: as a list, by week, by month.

use crate::paths;
use elements::{ButtonKind, ButtonLink, FilterChip, FilterChips};
use leptos::prelude::*;

/// A way to look at the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// 一覧.
    List,
    /// 週.
    Week,
    /// 月.
    Month,
}

/// Links to the three, and to the calendar that one subscribes to.
#[component]
pub fn Looks(
    /// The tenant's word in addresses.
    slug: String,
    /// The one that is shown.
    now: Look,
) -> impl IntoView {
    let chips = vec![
        FilterChip::view("一覧", paths::demos(&slug), now == Look::List),
        FilterChip::view("週", paths::demo_week(&slug), now == Look::Week),
        FilterChip::view("月", paths::demo_month(&slug), now == Look::Month),
    ];
    view! { <FilterChips label="カレンダーの表示" chips/> }
}

/// The way to the calendar that one subscribes to.
#[component]
pub fn FeedLink(
    /// The tenant's word in addresses.
    slug: String,
) -> impl IntoView {
    view! { <ButtonLink kind=ButtonKind::Quiet href=paths::demo_feed(&slug)>"カレンダーの購読"</ButtonLink> }
}
