//! A file.

use crate::field::FieldText;
use crate::form::FormState;
use crate::words::Words;
use leptos::prelude::*;

/// A labelled native file control. The form around it needs `multipart=true`.
#[component]
pub fn FileField(
    /// The form this field belongs to.
    #[prop(into)]
    form: FormState,
    /// Name and id of the control.
    #[prop(into)]
    name: String,
    /// Which document.
    #[prop(into)]
    label: String,
    /// Kinds and size that are taken, in words.
    #[prop(into)]
    hint: String,
    /// What the file dialog offers first (`.xlsx,.csv`, `image/*,application/pdf`). Never a check.
    #[prop(optional, into)]
    accept: Words,
    /// Whether several may be chosen at once.
    #[prop(optional)]
    multiple: bool,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// When it must be filled in, where that is neither always nor never: 「どちらか必須」.
    #[prop(optional, into)]
    needed: Words,
) -> impl IntoView {
    // A browser never fills a file control again; say so instead of losing it silently.
    let hint = if form.has_errors() {
        format!("{hint}　※ファイルは、もう一度選んでください。")
    } else {
        hint
    };
    let text = FieldText::of(&form, &name, Some(hint), optional).needed(needed);
    let control = view! {
        <input
            class="file"
            type="file"
            id=name.clone()
            name=name
            accept=accept.0
            multiple=multiple
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
    fn after_a_refusal_it_says_that_the_file_must_be_chosen_again() {
        let refused = FormState::rejected(Typed::default(), vec![("name", "入力してください".to_owned())]);
        let field = |form: FormState| {
            html(
                move || view! { <FileField form name="receipt" label="領収書" hint="PDFか写真、10MBまで" accept="image/*,application/pdf"/> },
            )
        };
        assert!(!field(FormState::empty()).contains("もう一度"));
        let html = field(refused);
        assert!(html.contains("もう一度選んでください") && html.contains(r#"type="file""#), "{html}");
    }
}
