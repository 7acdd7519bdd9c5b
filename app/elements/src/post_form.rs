//! A form that changes something.

use crate::form::FormTokens;
use crate::words::Words;
use leptos::prelude::*;

/// A `<form method="post">` with the hidden values of [`FormTokens`] from the context. The browser checks
/// nothing (`novalidate`): the server does, and says it in whole sentences.
#[component]
pub fn PostForm(
    /// Where it posts to; the page's own path as a rule.
    #[prop(into)]
    action: String,
    /// Whether it carries files.
    #[prop(optional)]
    multipart: bool,
    /// More classes, such as `inline` for a form of one button.
    #[prop(optional, into)]
    class: Words,
    /// Fields and buttons.
    children: Children,
) -> impl IntoView {
    let tokens = use_context::<FormTokens>().map(|FormTokens { csrf, once }| {
        view! {
            <HiddenField name="csrf" value=csrf/>
            <HiddenField name="once" value=once/>
        }
    });
    view! {
        <form
            method="post"
            action=action
            enctype=multipart.then_some("multipart/form-data")
            class=class.map(|class| format!("form {class}")).unwrap_or_else(|| "form".to_owned())
            novalidate
        >
            {tokens}
            {children()}
        </form>
    }
}

/// A value the person does not see but the form carries, such as the version it was made from.
#[component]
pub fn HiddenField(
    /// Name of the value.
    #[prop(into)]
    name: String,
    /// The value.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn a_form_carries_its_tokens_and_leaves_checking_to_the_server() {
        let html = html(|| {
            provide_context(FormTokens { csrf: "c-1".into(), once: "o-1".into() });
            view! { <PostForm action="/t/oita/imports" multipart=true>"…"</PostForm> }
        });
        assert!(
            html.contains(r#"name="csrf" value="c-1""#) && html.contains(r#"name="once" value="o-1""#),
            "{html}"
        );
        assert!(html.contains("novalidate") && html.contains(r#"enctype="multipart/form-data""#));
    }
}
