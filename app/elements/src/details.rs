//! More, for who wants it.

use leptos::prelude::*;

/// Words that open: what an office word means, where to find a number.
#[component]
pub fn Details(
    /// What will be found inside.
    #[prop(into)]
    summary: String,
    /// Whether it begins open.
    #[prop(optional)]
    open: bool,
    /// What is inside.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="details" open=open>
            <summary class="details__summary">{summary}</summary>
            <div class="details__body">{children()}</div>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn it_begins_closed_unless_told_otherwise() {
        let closed = html(|| view! { <Details summary="事業所番号とは">"10桁の番号です"</Details> });
        assert!(closed.contains("<details class=\"details\"><summary"), "{closed}");
        let open = html(|| view! { <Details summary="絞り込み" open=true>"…"</Details> });
        assert!(open.contains("<details open"), "{open}");
    }
}
