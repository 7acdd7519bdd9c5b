//! The head of a page and of its parts.

use crate::tag::{Tag, Tone};
use crate::words::Words;
use leptos::prelude::*;

/// The page's only `h1`, what it belongs to above it, its state beside it, and what can be done to the right.
#[component]
pub fn PageHeader(
    /// The page.
    #[prop(into)]
    title: String,
    /// What it belongs to: a number, a programme.
    #[prop(optional, into)]
    caption: Words,
    /// The state of what the page shows.
    #[prop(optional_no_strip, into)]
    tag: Option<(Tone, String)>,
    /// One or two sentences of what the page is for.
    #[prop(optional, into)]
    lead: Words,
    /// Buttons to the right.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let caption = caption.map(|caption| view! { <p class="page-header__caption">{caption}</p> });
    let tag = tag.map(|(tone, label)| view! { <Tag tone label/> });
    let lead = lead.map(|lead| view! { <p class="page-header__lead">{lead}</p> });
    let actions = children.map(|children| view! { <div class="page-header__actions">{children()}</div> });
    view! {
        <div class="page-header">
            <div class="page-header__words">
                {caption}
                <div class="page-header__line"><h1 class="page-header__title">{title}</h1>{tag}</div>
                {lead}
            </div>
            {actions}
        </div>
    }
}

/// A part of a page under an `h2`.
#[component]
pub fn Section(
    /// The part.
    #[prop(into)]
    title: String,
    /// Its address inside the page.
    #[prop(optional, into)]
    id: Words,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section" id=id.0>
            <h2 class="section__title">{title}</h2>
            {children()}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn a_page_has_one_first_heading_with_its_state_beside_it() {
        let html = html(|| {
            view! { <PageHeader title="あおぞら居宅介護支援事業所" caption="R8-0012" tag=(Tone::Progress, "審査中".to_owned())/> }
        });
        assert_eq!(html.matches("<h1").count(), 1);
        assert!(html.contains("R8-0012") && html.contains("審査中"), "{html}");
    }
}
