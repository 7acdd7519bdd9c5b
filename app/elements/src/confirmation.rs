//! It has arrived.

use leptos::prelude::*;

/// The panel at the top of the page after sending: what was received, and the number to keep.
#[component]
pub fn Confirmation(
    /// The page's `h1`, such as 「申請を受け付けました」.
    #[prop(into)]
    title: String,
    /// What the number is called.
    #[prop(default = "受付番号".to_owned(), into)]
    number_label: String,
    /// The number.
    #[prop(into)]
    number: String,
    /// A sentence below, such as where a copy was sent.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="confirmation">
            <h1 class="confirmation__title">{title}</h1>
            <p class="confirmation__label">{number_label}</p>
            <p class="confirmation__number">{number}</p>
            {children.map(|children| view! { <div class="confirmation__body">{children()}</div> })}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn the_number_to_keep_stands_with_its_name() {
        let html = html(|| view! { <Confirmation title="申請を受け付けました" number="R8-0012"/> });
        assert!(html.contains("<h1") && html.contains("受付番号") && html.contains("R8-0012"), "{html}");
    }
}
