//! Several of a few, or one promise.

use crate::choices::{Choice, option};
use crate::field::FieldText;
use crate::form::FormState;
use crate::words::Words;
use leptos::prelude::*;

/// Check boxes under a legend.
#[component]
pub fn Checks(
    /// The form this field belongs to.
    #[prop(into)]
    form: FormState,
    /// Name of every box and id of the first.
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
    /// Whether none may be chosen.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let text = FieldText::of(&form, &name, hint.0, optional);
    let invalid = text.invalid();
    let items = options
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            let checked = form.values(&name).any(|value| value == choice.value);
            option("checkbox", &name, index, choice, checked, invalid)
        })
        .collect_view();
    text.group(legend, view! { <div class="options">{items}</div> })
}

/// One check box that stands alone: a promise, a setting. Sends `yes` when ticked.
#[component]
pub fn Check(
    /// The form this field belongs to.
    #[prop(into)]
    form: FormState,
    /// Name and id of the box.
    #[prop(into)]
    name: String,
    /// What ticking it says, as a sentence.
    #[prop(into)]
    label: String,
    /// What it causes.
    #[prop(optional, into)]
    hint: Words,
) -> impl IntoView {
    let text = FieldText::of(&form, &name, None, true);
    let invalid = text.invalid();
    let error = text.error.clone().map(|error| {
        view! {
            <p class="field__error" id=format!("{name}-error")>
                <crate::Icon shape=crate::Shape::Error/>
                <span><span class="hidden">"エラー："</span>{error}</span>
            </p>
        }
    });
    let checked = form.value(&name) == "yes";
    let mut choice = Choice::new("yes", label);
    choice.hint = hint.0;
    view! {
        <div class=if invalid.is_some() { "field field--error" } else { "field" }>
            {error}
            {option("checkbox", &name, 0, choice, checked, invalid)}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;
    use domain::form::Typed;

    #[test]
    fn every_ticked_box_stays_ticked() {
        let form = FormState::filled(Typed::default().with("service", "15").with("service", "43"));
        let options = vec![
            Choice::new("11", "訪問介護"),
            Choice::new("15", "通所介護"),
            Choice::new("43", "居宅介護支援"),
        ];
        let html = html(|| view! { <Checks form=&form name="service" legend="サービス種類" options/> });
        assert_eq!(html.matches(" checked").count(), 2, "{html}");
        assert!(html.contains("<fieldset") && html.contains("<legend"));
    }

    #[test]
    fn a_promise_not_given_is_asked_for_beside_its_box() {
        let form =
            FormState::rejected(Typed::default(), vec![("promise", "誓約に同意してください".to_owned())]);
        let html = html(|| view! { <Check form=&form name="promise" label="誓約します"/> });
        assert!(html.contains("誓約に同意してください") && html.contains(r#"aria-invalid="true""#), "{html}");
        assert!(!html.contains(" checked"));
    }
}
