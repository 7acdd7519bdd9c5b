//! What a person presses.

use crate::words::Words;
use leptos::prelude::*;

/// How much a button asks for attention. A page has one primary button at most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing this page is for.
    #[default]
    Primary,
    /// Something else that can be done.
    Secondary,
    /// Takes something away.
    Warning,
    /// Beside a row, in a bar: a button that keeps quiet.
    Quiet,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button",
            Self::Secondary => "button button--secondary",
            Self::Warning => "button button--warning",
            Self::Quiet => "button button--quiet",
        }
    }
}

/// Sends the form it stands in. Words: verb and object, such as 「この内容で申請する」.
#[component]
pub fn Button(
    /// How loud.
    #[prop(optional)]
    kind: ButtonKind,
    /// Which of several buttons of one form was pressed.
    #[prop(optional, into)]
    name: Words,
    /// The value sent with `name`.
    #[prop(optional, into)]
    value: Words,
    /// Another address to send the form to.
    #[prop(optional, into)]
    action: Words,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <button type="submit" class=kind.class() name=name.0 value=value.0 formaction=action.0>{children()}</button>
    }
}

/// A link that looks like a button, for beginning something.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How loud.
    #[prop(optional)]
    kind: ButtonKind,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! { <a class=kind.class() href=href>{children()}</a> }
}

/// Buttons in a row, one below the other on a phone.
#[component]
pub fn Buttons(
    /// The primary one first.
    children: Children,
) -> impl IntoView {
    view! { <div class="buttons">{children()}</div> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn a_button_says_which_of_the_forms_buttons_it_is() {
        let html = html(
            || view! { <Button kind=ButtonKind::Warning name="verdict" value="refuse">"不交付とする"</Button> },
        );
        assert!(
            html.contains(r#"type="submit""#) && html.contains(r#"name="verdict" value="refuse""#),
            "{html}"
        );
        assert!(html.contains("button--warning"));
    }

    #[test]
    fn a_link_that_looks_like_a_button_is_still_a_link() {
        let html = html(
            || view! { <Buttons><ButtonLink href="/demo" kind=ButtonKind::Secondary>"試す"</ButtonLink></Buttons> },
        );
        assert!(html.contains(r#"<a href="/demo" class="button button--secondary">試す</a>"#), "{html}");
    }
}
