//! The parts of 周知, one link each, in the same order on each of their first pages.

use crate::paths;
use elements::{FilterChip, FilterChips};
use leptos::prelude::*;

/// A part of 周知.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// キャンペーン.
    Campaigns,
    /// お知らせ.
    Mailings,
    /// 資材.
    Materials,
    /// 対象リスト.
    Segments,
}

/// The links; `here` is the part that is shown.
pub fn tabs(slug: &str, here: Place) -> impl IntoView + use<> {
    let parts = [
        (Place::Campaigns, "キャンペーン", paths::campaigns(slug)),
        (Place::Mailings, "お知らせ", paths::mailings(slug)),
        (Place::Materials, "資材", paths::materials(slug)),
        (Place::Segments, "対象リスト", paths::segments(slug)),
    ];
    let chips =
        parts.into_iter().map(|(of, label, href)| FilterChip::view(label, href, of == here)).collect();
    view! { <FilterChips label="周知の中" chips/> }
}
