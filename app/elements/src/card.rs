//! Things side by side.

use leptos::prelude::*;

/// Cards in a grid, one below the other on a phone.
#[component]
pub fn Cards(
    /// `Card` or `LinkCard` each.
    children: Children,
) -> impl IntoView {
    view! { <ul class="cards">{children()}</ul> }
}

/// A framed part with a heading.
#[component]
pub fn Card(
    /// What it is.
    #[prop(into)]
    title: String,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    view! { <li class="card"><h3 class="card__title">{title}</h3>{children()}</li> }
}

/// A card that leads somewhere; the whole of it can be pressed.
#[component]
pub fn LinkCard(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// What is there.
    #[prop(into)]
    title: String,
    /// More about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <li class="card card--link">
            <h3 class="card__title"><a class="card__link" href=href>{title}</a></h3>
            {children.map(|children| children())}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn a_card_that_leads_somewhere_has_one_link_named_by_its_title() {
        let html =
            html(|| view! { <Cards><LinkCard href="/a" title="申請の審査"><p>"12件"</p></LinkCard></Cards> });
        assert_eq!(html.matches("<a ").count(), 1);
        assert!(html.contains(r#"href="/a" class="card__link">申請の審査</a>"#), "{html}");
    }
}
