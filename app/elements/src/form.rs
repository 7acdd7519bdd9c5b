//! What a form shows again: what was typed, and what is wrong with it.

use domain::form::Typed;
use std::sync::Arc;

/// One sentence beside one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The name of the field, which is also the id of its (first) control.
    pub field: String,
    /// What to do about it, in Japanese.
    pub message: String,
}

/// A form as a person left it. Cheap to clone; components take it as `form=&form`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormState(Arc<Inner>);

#[derive(Debug, Default, PartialEq, Eq)]
struct Inner {
    typed: Typed,
    errors: Vec<FieldError>,
}

impl FormState {
    /// A form nobody has touched.
    pub fn empty() -> Self {
        Self::default()
    }
    /// A form filled from what is stored.
    pub fn filled(typed: Typed) -> Self {
        Self::new(typed, Vec::new())
    }
    /// A form that could not be taken, with a sentence for each field at fault, in the order of the page.
    pub fn rejected<F: Into<String>>(typed: Typed, errors: Vec<(F, String)>) -> Self {
        let errors =
            errors.into_iter().map(|(field, message)| FieldError { field: field.into(), message }).collect();
        Self::new(typed, errors)
    }
    fn new(typed: Typed, errors: Vec<FieldError>) -> Self {
        Self(Arc::new(Inner { typed, errors }))
    }
    /// What was typed into a field, exactly; nothing when it was not sent.
    pub fn value(&self, name: &str) -> &str {
        self.0.typed.get(name)
    }
    /// Every value of a field that may be chosen more than once.
    pub fn values<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.0.typed.all(name)
    }
    /// The first sentence about a field.
    pub fn error(&self, name: &str) -> Option<&str> {
        self.0.errors.iter().find(|error| error.field == name).map(|error| error.message.as_str())
    }
    /// Everything that was typed.
    pub fn typed(&self) -> &Typed {
        &self.0.typed
    }
    /// Every sentence, in the order of the page.
    pub fn errors(&self) -> &[FieldError] {
        &self.0.errors
    }
    /// Whether the page must answer 422 and say 「エラー：」 in its title.
    pub fn has_errors(&self) -> bool {
        !self.0.errors.is_empty()
    }
}

impl From<&Self> for FormState {
    fn from(form: &Self) -> Self {
        form.clone()
    }
}

/// The hidden values of every posted form; the shell puts them into the context.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormTokens {
    /// Proves that our page sent the form.
    pub csrf: String,
    /// Tells a form sent twice from two forms.
    pub once: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rejected_form_keeps_what_was_typed_and_the_order_of_its_errors() {
        let typed = Typed::default().with("phone", "０９７").with("service", "43").with("service", "15");
        let form = FormState::rejected(
            typed,
            vec![("phone", "短すぎます".to_owned()), ("name", "入力してください".to_owned())],
        );
        assert_eq!(form.value("phone"), "０９７");
        assert_eq!(form.values("service").collect::<Vec<_>>(), ["43", "15"]);
        assert_eq!(form.error("name"), Some("入力してください"));
        assert_eq!(form.error("service"), None);
        assert!(form.has_errors());
        assert_eq!(form.errors().iter().map(|error| &*error.field).collect::<Vec<_>>(), ["phone", "name"]);
    }
}
