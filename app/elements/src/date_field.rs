//! A date in one box.

use crate::field::{FieldText, Width};
use crate::form::FormState;
use crate::words::Words;
use leptos::prelude::*;

/// A labelled box for one date, in 和暦 or 西暦, full-width or half-width, as people copy it from paper.
#[component]
pub fn DateField(
    /// The form this field belongs to.
    #[prop(into)]
    form: FormState,
    /// Name and id of the control.
    #[prop(into)]
    name: String,
    /// Which date.
    #[prop(into)]
    label: String,
    /// Where to find it; the ways of writing stand below it.
    #[prop(optional, into)]
    hint: Words,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// When it must be filled in, where that is neither always nor never: 「どちらか必須」.
    #[prop(optional, into)]
    needed: Words,
    /// Whether nobody can know of which year it is. All others are read as `wareki::Expected` says.
    #[prop(optional)]
    year_needed: bool,
) -> impl IntoView {
    const WAYS: &str = "例：11/22（年は省けます）　令和8年11月22日　R8.11.22　2026-11-22";
    const WITH_YEAR: &str = "例：令和8年11月22日　R8.11.22　2026-11-22（どの書き方でもかまいません）";
    let ways = if year_needed { WITH_YEAR } else { WAYS };
    let hint = hint.map(|hint| format!("{hint} {ways}")).unwrap_or_else(|| ways.to_owned());
    let text = FieldText::of(&form, &name, Some(hint), optional).needed(needed);
    let control = view! {
        <input
            class=Width::Medium.class()
            type="text"
            id=name.clone()
            name=name.clone()
            value=form.value(&name).to_owned()
            autocomplete="off"
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
    fn a_date_may_be_typed_as_it_stands_on_the_paper() {
        let form = FormState::filled(Typed::default().with("paid_on", "Ｒ８．４．１"));
        let html = html(
            || view! { <DateField form=&form name="paid_on" label="支払日" hint="領収書の日付です。"/> },
        );
        assert!(html.contains(r#"value="Ｒ８．４．１""#) && html.contains(r#"type="text""#), "{html}");
        assert!(html.contains("領収書の日付です。") && html.contains("令和8年11月22日"));
        assert!(html.contains("年は省けます"), "{html}");
    }

    #[test]
    fn a_date_of_which_nobody_knows_the_year_is_not_said_to_do_without() {
        let form = FormState::empty();
        let html =
            html(|| view! { <DateField form=&form name="valid_from" label="適用の初日" year_needed=true/> });
        assert!(html.contains("令和8年11月22日") && !html.contains("省けます"), "{html}");
    }
}
