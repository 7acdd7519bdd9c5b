//! A secret.

use crate::field::{FieldText, Width};
use crate::form::FormState;
use crate::words::Words;
use leptos::prelude::*;

/// A labelled box for a password. Never shown again after a refusal; pasting and password managers work.
#[component]
pub fn PasswordField(
    /// The form this field belongs to.
    #[prop(into)]
    form: FormState,
    /// Name and id of the control.
    #[prop(into)]
    name: String,
    /// What belongs in it.
    #[prop(into)]
    label: String,
    /// What makes a good one.
    #[prop(optional, into)]
    hint: Words,
    /// `true` where a new one is chosen, so that a manager offers one.
    #[prop(optional)]
    new: bool,
) -> impl IntoView {
    let text = FieldText::of(&form, &name, hint.0, false);
    let control = view! {
        <input
            class=Width::Long.class()
            type="password"
            id=name.clone()
            name=name
            autocomplete=if new { "new-password" } else { "current-password" }
            autocapitalize="off"
            spellcheck="false"
            aria-describedby=text.described_by()
            aria-invalid=text.invalid()
        />
    };
    text.single(label, control)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;
    use domain::form::Typed;

    #[test]
    fn a_password_is_never_sent_back() {
        let form = FormState::filled(Typed::default().with("password", "himitsu-no-kotoba"));
        let html = html(|| view! { <PasswordField form=&form name="password" label="パスワード"/> });
        assert!(!html.contains("himitsu") && !html.contains("value="), "{html}");
        assert!(html.contains(r#"autocomplete="current-password""#));
    }
}
