//! One line of text.

use crate::field::{FieldText, InputMode, Width};
use crate::form::FormState;
use crate::words::Words;
use leptos::prelude::*;

/// A labelled box for one line. Full-width and half-width are both welcome; the server normalises.
#[component]
pub fn TextField(
    /// The form this field belongs to.
    #[prop(into)]
    form: FormState,
    /// Name and id of the control.
    #[prop(into)]
    name: String,
    /// What belongs in it.
    #[prop(into)]
    label: String,
    /// An example, or where to find it.
    #[prop(optional, into)]
    hint: Words,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// When it must be filled in, where that is neither always nor never: 「どちらか必須」.
    #[prop(optional, into)]
    needed: Words,
    /// How wide.
    #[prop(optional)]
    width: Width,
    /// Which keyboard a phone shows.
    #[prop(optional)]
    inputmode: InputMode,
    /// What a browser may fill in (`organization`, `email`, `tel` …).
    #[prop(optional, into)]
    autocomplete: Words,
    /// A unit after the box, such as 円.
    #[prop(optional, into)]
    suffix: Words,
) -> impl IntoView {
    let text = FieldText::of(&form, &name, hint.0, optional).needed(needed);
    let code = inputmode.is_code();
    let input = view! {
        <input
            class=width.class()
            type="text"
            id=name.clone()
            name=name.clone()
            value=form.value(&name).to_owned()
            inputmode=inputmode.attribute()
            autocomplete=autocomplete.0
            autocapitalize=code.then_some("off")
            spellcheck=code.then_some("false")
            aria-describedby=text.described_by()
            aria-invalid=text.invalid()
        />
    };
    let control = match suffix.0 {
        None => input.into_any(),
        Some(suffix) => {
            view! { <span class="input-unit">{input}<span class="input-unit__unit">{suffix}</span></span> }
                .into_any()
        }
    };
    text.single(label, control)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;
    use domain::form::Typed;

    #[test]
    fn a_refused_field_keeps_what_was_typed_and_says_why_beside_it() {
        let form = FormState::rejected(
            Typed::default().with("office_number", "１２３\"><b>"),
            vec![("office_number", "10文字で入力してください".to_owned())],
        );
        let html = html(|| {
            view! { <TextField form=&form name="office_number" label="事業所番号" hint="例：4470100000" inputmode=InputMode::Numeric/> }
        });
        assert!(html.contains(r#"value="１２３&quot;&gt;&lt;b&gt;"#), "{html}");
        assert!(html.contains(r#"aria-describedby="office_number-error office_number-hint""#), "{html}");
        assert!(html.contains(r#"aria-invalid="true""#));
        assert!(html.contains("10文字で入力してください"));
        assert!(html.contains("※必須"));
        assert!(html.find("office_number-hint").expect("hint") < html.find("<input").expect("input"));
    }

    #[test]
    fn nothing_in_the_browser_refuses_what_the_server_would_take() {
        let html = html(|| {
            view! { <TextField form=FormState::empty() name="email" label="メールアドレス" optional=true inputmode=InputMode::Email/> }
        });
        assert!(html.contains(r#"type="text""#) && html.contains(r#"inputmode="email""#), "{html}");
        for banned in [" pattern", " required", "maxlength", "style=", "aria-invalid"] {
            assert!(!html.contains(banned), "{banned}: {html}");
        }
        assert!(html.contains("※任意"));
    }
}
