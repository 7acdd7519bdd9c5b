//! What every field has around its control: label, mark, hint, error, in this order for the eye,
//! and error before hint for the ear.

use crate::{Icon, Shape, form::FormState, words::Words};
use leptos::prelude::*;

/// How wide a box is, as a hint of how much belongs in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Width {
    /// About 5 characters: a count, a code.
    Short,
    /// About 12 characters: a number, a date, a phone number.
    Medium,
    /// About 24 characters: a name.
    Long,
    /// As wide as the page allows for reading.
    #[default]
    Full,
}

impl Width {
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Short => "input input--short",
            Self::Medium => "input input--medium",
            Self::Long => "input input--long",
            Self::Full => "input",
        }
    }
}

/// Which keyboard a phone shows. Never a filter: 全角 is accepted everywhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum InputMode {
    /// The ordinary keyboard.
    #[default]
    Text,
    /// Digits.
    Numeric,
    /// A phone number.
    Tel,
    /// A mail address.
    Email,
}

impl InputMode {
    pub(crate) const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Text => None,
            Self::Numeric => Some("numeric"),
            Self::Tel => Some("tel"),
            Self::Email => Some("email"),
        }
    }
    /// Codes and addresses are not words: no capitals, no spelling.
    pub(crate) const fn is_code(self) -> bool {
        !matches!(self, Self::Text)
    }
}

/// The parts of a field that do not depend on its control.
#[derive(Debug, Clone)]
pub(crate) struct FieldText {
    pub name: String,
    pub hint: Option<String>,
    pub error: Option<String>,
    pub optional: bool,
    /// When it must be filled in, where that is neither always nor never.
    pub needed: Option<String>,
}

impl FieldText {
    pub(crate) fn of(form: &FormState, name: &str, hint: Option<String>, optional: bool) -> Self {
        let error = form.error(name).map(str::to_owned);
        Self { name: name.to_owned(), hint, error, optional, needed: None }
    }

    /// The same with words of its own for when it must be filled in.
    pub(crate) fn needed(self, needed: Words) -> Self {
        Self { needed: needed.0, ..self }
    }
    /// The ids that explain the control: error, then hint.
    pub(crate) fn described_by(&self) -> Option<String> {
        let error = self.error.as_ref().map(|_| format!("{}-error", self.name));
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.name));
        match (error, hint) {
            (None, None) => None,
            (error, hint) => Some(error.into_iter().chain(hint).collect::<Vec<_>>().join(" ")),
        }
    }
    pub(crate) fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }
    const fn class(&self) -> &'static str {
        if self.error.is_some() { "field field--error" } else { "field" }
    }
    fn hint_and_error(&self) -> impl IntoView + use<> {
        let hint = self.hint.clone().map(|hint| {
            view! { <p class="field__hint" id=format!("{}-hint", self.name)>{hint}</p> }
        });
        let error = self.error.clone().map(|error| {
            view! {
                <p class="field__error" id=format!("{}-error", self.name)>
                    <Icon shape=Shape::Error/>
                    <span><span class="hidden">"エラー："</span>{error}</span>
                </p>
            }
        });
        (hint, error)
    }
    /// A field with one control.
    pub(crate) fn single(&self, label: String, control: impl IntoView + 'static) -> AnyView {
        view! {
            <div class=self.class()>
                <label class="field__label" for=self.name.clone()>{label}<RequirementMark optional=self.optional needed=self.needed.clone()/></label>
                {self.hint_and_error()}
                {control.into_any()}
            </div>
        }
        .into_any()
    }
    /// A field with several controls under one legend.
    pub(crate) fn group(&self, legend: String, controls: impl IntoView + 'static) -> AnyView {
        view! {
            <fieldset class=self.class() aria-describedby=self.described_by()>
                <legend class="field__label">{legend}<RequirementMark optional=self.optional needed=self.needed.clone()/></legend>
                {self.hint_and_error()}
                {controls.into_any()}
            </fieldset>
        }
        .into_any()
    }
}

/// 「※必須」, 「※任意」 or when it is needed, always in words.
#[component]
fn RequirementMark(optional: bool, needed: Option<String>) -> impl IntoView {
    match needed {
        Some(needed) => view! { <span class="mark mark--required">{format!("※{needed}")}</span> }.into_any(),
        None if optional => view! { <span class="mark">"※任意"</span> }.into_any(),
        None => view! { <span class="mark mark--required">"※必須"</span> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::form::Typed;

    #[test]
    fn what_is_needed_sometimes_says_when() {
        let html = crate::testing::html(
            || view! { <RequirementMark optional=false needed=Some("どちらか必須".to_owned())/> },
        );
        assert!(html.contains("※どちらか必須") && !html.contains("※必須"), "{html}");
    }

    #[test]
    fn the_ear_hears_the_error_before_the_hint() {
        let form = FormState::rejected(Typed::default(), vec![("phone", "入力してください".to_owned())]);
        let text = FieldText::of(&form, "phone", Some("例：097-000-0000".into()), false);
        assert_eq!(text.described_by().as_deref(), Some("phone-error phone-hint"));
        let untouched = FieldText::of(&FormState::empty(), "phone", None, false);
        assert_eq!(untouched.described_by(), None);
    }
}
