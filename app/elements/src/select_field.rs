//! One of many.

use crate::choices::Choice;
use crate::field::{FieldText, Width};
use crate::form::FormState;
use crate::words::Words;
use leptos::prelude::*;

/// A labelled drop-down list. For up to seven or so, `Choices` is kinder.
#[component]
pub fn SelectField(
    /// The form this field belongs to.
    #[prop(into)]
    form: FormState,
    /// Name and id of the control.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// What can be chosen, in order.
    options: Vec<Choice>,
    /// The words of the empty first line, which sends nothing; `None` when there is always a choice.
    #[prop(default = Some("選んでください".to_owned()), into)]
    blank: Option<String>,
    /// Help with choosing.
    #[prop(optional, into)]
    hint: Words,
    /// Whether it may stay open.
    #[prop(optional)]
    optional: bool,
    /// When it must be filled in, where that is neither always nor never: 「どちらか必須」.
    #[prop(optional, into)]
    needed: Words,
    /// How wide.
    #[prop(default = Width::Long)]
    width: Width,
) -> impl IntoView {
    let text = FieldText::of(&form, &name, hint.0, optional).needed(needed);
    let chosen = form.value(&name).to_owned();
    let items = options
        .into_iter()
        .map(|choice| {
            let selected = choice.value == chosen;
            view! { <option value=choice.value selected=selected>{choice.label}</option> }
        })
        .collect_view();
    let blank = blank.map(|words| view! { <option value="">{words}</option> });
    let control = view! {
        <select
            class=format!("{} input--select", width.class())
            id=name.clone()
            name=name
            aria-describedby=text.described_by()
            aria-invalid=text.invalid()
        >
            {blank}
            {items}
        </select>
    };
    text.single(label, control)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;
    use domain::form::Typed;

    #[test]
    fn the_chosen_line_is_selected_and_the_empty_one_sends_nothing() {
        let form = FormState::filled(Typed::default().with("year", "2026"));
        let options = vec![Choice::new("2025", "令和7年度"), Choice::new("2026", "令和8年度")];
        let html = html(|| view! { <SelectField form=&form name="year" label="年度" options/> });
        assert!(html.contains(r#"<option value="">選んでください"#), "{html}");
        assert!(html.contains(r#"<option value="2026" selected"#), "{html}");
    }
}
