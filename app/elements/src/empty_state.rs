//! Nothing here yet.

use leptos::prelude::*;

/// Why a list is empty and what to do about it; the button or link as children.
#[component]
pub fn EmptyState(
    /// What is not there, as a sentence: 「申請はまだありません」.
    #[prop(into)]
    title: String,
    /// What makes something appear.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p class="empty__title">{title}</p>
            {children.map(|children| view! { <div class="empty__body">{children()}</div> })}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn an_empty_list_says_so() {
        let html = html(|| view! { <EmptyState title="申請はまだありません"/> });
        assert!(html.contains("申請はまだありません"), "{html}");
    }
}
