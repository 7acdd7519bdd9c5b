//! One of a few.

use crate::field::FieldText;
use crate::form::FormState;
use crate::words::Words;
use leptos::prelude::*;

/// One thing that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) hint: Option<String>,
}

impl Choice {
    /// A choice that sends `value` and reads `label`.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None }
    }
    /// The same with a sentence below it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The id of a control of a group: the first one is the name itself, so that an error can link to it.
pub(crate) fn control_id(name: &str, index: usize) -> String {
    if index == 0 { name.to_owned() } else { format!("{name}-{}", index + 1) }
}

/// One radio button or check box with its words.
pub(crate) fn option(
    kind: &'static str,
    name: &str,
    index: usize,
    choice: Choice,
    checked: bool,
    invalid: Option<&'static str>,
) -> impl IntoView + use<> {
    let id = control_id(name, index);
    let hint_id = choice.hint.as_ref().map(|_| format!("{id}-item-hint"));
    let hint = choice.hint.map(|hint| view! { <p class="option__hint" id=hint_id.clone()>{hint}</p> });
    view! {
        <div class="option">
            <input
                class="option__control"
                type=kind
                id=id.clone()
                name=name.to_owned()
                value=choice.value
                checked=checked
                aria-describedby=hint_id
                aria-invalid=invalid
            />
            <label class="option__label" for=id>{choice.label}</label>
            {hint}
        </div>
    }
}

/// Radio buttons under a legend. Nothing is chosen beforehand unless the form says so.
#[component]
pub fn Choices(
    /// The form this field belongs to.
    #[prop(into)]
    form: FormState,
    /// Name of the group and id of its first control.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// What can be chosen, in order.
    options: Vec<Choice>,
    /// Help with choosing.
    #[prop(optional, into)]
    hint: Words,
    /// Whether it may stay open.
    #[prop(optional)]
    optional: bool,
    /// When it must be filled in, where that is neither always nor never: 「どちらか必須」.
    #[prop(optional, into)]
    needed: Words,
    /// Side by side where there is room; for はい／いいえ.
    #[prop(optional)]
    inline: bool,
) -> impl IntoView {
    let text = FieldText::of(&form, &name, hint.0, optional).needed(needed);
    let chosen = form.value(&name).to_owned();
    let items = options
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            let checked = choice.value == chosen;
            // ARIA has no aria-invalid on a radio; the fieldset's description and the summary speak.
            option("radio", &name, index, choice, checked, None)
        })
        .collect_view();
    text.group(
        legend,
        view! { <div class=if inline { "options options--inline" } else { "options" }>{items}</div> },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;
    use domain::form::Typed;

    fn options() -> Vec<Choice> {
        vec![Choice::new("yes", "はい"), Choice::new("no", "いいえ").hint("あとで変えられます")]
    }

    #[test]
    fn the_first_choice_carries_the_name_as_its_id_so_that_an_error_can_lead_to_it() {
        let html = html(
            || view! { <Choices form=FormState::empty() name="used" legend="利用中ですか" options=options()/> },
        );
        assert!(html.contains(r#"id="used""#) && html.contains(r#"id="used-2""#), "{html}");
        assert!(!html.contains(" checked"), "nothing is chosen beforehand: {html}");
        assert!(html.contains(r#"aria-describedby="used-2-item-hint""#));
    }

    #[test]
    fn what_was_chosen_stays_chosen() {
        let form = FormState::filled(Typed::default().with("used", "no"));
        let html =
            html(|| view! { <Choices form=&form name="used" legend="利用中ですか" options=options()/> });
        let no = html.find(r#"value="no""#).expect("the second choice");
        assert_eq!(html.matches(" checked").count(), 1, "{html}");
        assert!(
            html.find(" checked").expect("one is checked") > html.find(r#"value="yes""#).expect("first")
                && no > 0
        );
    }
}
