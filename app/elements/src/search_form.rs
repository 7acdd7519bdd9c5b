//! Finding and narrowing: forms that change nothing.

use crate::form::FormState;
use leptos::prelude::*;

/// A `<form method="get">`: its answer has an address. Fields and a button as children.
#[component]
pub fn SearchForm(
    /// The page that answers.
    #[prop(into)]
    action: String,
    /// What is searched, for readers.
    #[prop(into)]
    label: String,
    /// Fields and the button.
    children: Children,
) -> impl IntoView {
    view! { <form method="get" action=action class="search" role="search" aria-label=label novalidate>{children()}</form> }
}

/// A labelled box without ※必須, for searching.
#[component]
pub fn SearchField(
    /// The form it belongs to.
    #[prop(into)]
    form: FormState,
    /// Name and id.
    #[prop(into)]
    name: String,
    /// What may be typed: 「事業所名・番号・電話」.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let value = form.value(&name).to_owned();
    view! {
        <div class="search__field">
            <label class="search__label" for=name.clone()>{label}</label>
            <input class="input" type="search" id=name.clone() name=name value=value autocomplete="off"/>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;
    use domain::form::Typed;

    #[test]
    fn a_search_keeps_its_words_and_has_an_address() {
        let form = FormState::filled(Typed::default().with("q", "あおぞら"));
        let html = html(|| {
            view! { <SearchForm action="/t/oita/offices" label="事業所を探す"><SearchField form=&form name="q" label="名前か番号"/></SearchForm> }
        });
        assert!(html.contains(r#"method="get""#) && html.contains(r#"value="あおぞら""#), "{html}");
    }
}
