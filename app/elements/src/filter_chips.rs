//! What a list is narrowed to, one link each.

use crate::icon::{Icon, Shape};
use leptos::prelude::*;

/// A view to switch to, or a filter to remove.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterChip {
    label: String,
    href: String,
    current: bool,
    removes: bool,
    count: Option<u64>,
}

impl FilterChip {
    /// A view of the list; `current` when it is the one shown.
    pub fn view(label: impl Into<String>, href: impl Into<String>, current: bool) -> Self {
        Self { label: label.into(), href: href.into(), current, removes: false, count: None }
    }
    /// A filter in force; following it shows the list without it.
    pub fn remove(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), current: false, removes: true, count: None }
    }
    /// The same, with how many rows there are.
    #[must_use]
    pub fn count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }
}

/// Chips in a row. Each is a link, so a narrowed list has an address.
#[component]
pub fn FilterChips(
    /// What the chips do, for readers: 表示の切替え, 絞り込み.
    #[prop(into)]
    label: String,
    /// The chips.
    chips: Vec<FilterChip>,
) -> impl IntoView {
    let chips = chips
        .into_iter()
        .map(|FilterChip { label, href, current, removes, count }| {
            let count = count.map(|count| view! { <span class="chip__count">{count.to_string()}<span class="hidden">"件"</span></span> });
            let remove = removes.then(|| {
                view! { <Icon shape=Shape::Cross/><span class="hidden">"を外す"</span> }
            });
            view! {
                <li>
                    <a class="chip" href=href aria-current=current.then_some("true")>{label}{count}{remove}</a>
                </li>
            }
        })
        .collect_view();
    view! { <nav class="chips" aria-label=label><ul class="chips__list">{chips}</ul></nav> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn a_view_has_its_count_and_a_filter_says_that_it_can_be_removed() {
        let chips = vec![
            FilterChip::view("担当なし", "?v=unowned", true).count(12),
            FilterChip::remove("状態：受付", "?v=unowned&st="),
        ];
        let html = html(|| view! { <FilterChips label="絞り込み" chips/> });
        assert!(
            html.contains(r#"aria-current="true""#) && html.contains("12<span class=\"hidden\">件"),
            "{html}"
        );
        assert!(html.contains("を外す") && html.contains(r#"href="?v=unowned&amp;st=""#), "{html}");
    }
}
