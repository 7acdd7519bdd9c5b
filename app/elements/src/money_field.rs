//! An amount in yen.

use crate::field::{InputMode, Width};
use crate::form::FormState;
use crate::text_field::TextField;
use crate::words::Words;
use leptos::prelude::*;

/// A labelled box for whole yen, with 円 after it. Commas, ￥ and full-width digits are welcome.
#[component]
pub fn MoneyField(
    /// The form this field belongs to.
    #[prop(into)]
    form: FormState,
    /// Name and id of the control.
    #[prop(into)]
    name: String,
    /// Which amount.
    #[prop(into)]
    label: String,
    /// Tax included or not, where to find it.
    #[prop(optional, into)]
    hint: Words,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// When it must be filled in, where that is neither always nor never.
    #[prop(optional, into)]
    needed: Words,
) -> impl IntoView {
    view! {
        <TextField
            form
            name
            label
            hint
            optional
            needed
            width=Width::Medium
            inputmode=InputMode::Numeric
            autocomplete="off"
            suffix="円"
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;
    use domain::form::Typed;

    #[test]
    fn an_amount_shows_its_unit_and_keeps_its_commas() {
        let form = FormState::filled(Typed::default().with("cost", "21,000"));
        let html = html(|| view! { <MoneyField form=&form name="cost" label="かかった費用" optional=true/> });
        assert!(html.contains(r#"value="21,000""#) && html.contains("円"), "{html}");
    }
}
