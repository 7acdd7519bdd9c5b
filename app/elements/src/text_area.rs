//! Several lines of text: the only place that writes `<textarea>`.
//!
//! Leptos 0.8 does not escape a textarea's children in server HTML, so the text is escaped here and
//! goes in through `inner_html`. The HTML parser drops one newline after the opening tag, so one is
//! put there for it to drop; a text that begins with a newline keeps its own.

use crate::field::FieldText;
use crate::form::FormState;
use crate::words::Words;
use leptos::prelude::*;

/// A labelled box for several lines.
#[component]
pub fn TextArea(
    /// The form this field belongs to.
    #[prop(into)]
    form: FormState,
    /// Name and id of the control.
    #[prop(into)]
    name: String,
    /// What belongs in it.
    #[prop(into)]
    label: String,
    /// What is useful to write, and the limit if there is one.
    #[prop(optional, into)]
    hint: Words,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// When it must be filled in, where that is neither always nor never: 「どちらか必須」.
    #[prop(optional, into)]
    needed: Words,
    /// Lines shown.
    #[prop(default = 5)]
    rows: u8,
) -> impl IntoView {
    let text = FieldText::of(&form, &name, hint.0, optional).needed(needed);
    let inner = content(form.value(&name));
    let control = view! {
        <textarea
            class="input input--area"
            id=name.clone()
            name=name
            rows=rows.to_string()
            aria-describedby=text.described_by()
            aria-invalid=text.invalid()
            inner_html=inner
        ></textarea>
    };
    text.single(label, control)
}

/// The text of a textarea as HTML.
fn content(text: &str) -> String {
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;
    use domain::form::Typed;

    fn area(value: &str) -> String {
        let form = FormState::filled(Typed::default().with("reason", value));
        html(|| view! { <TextArea form=&form name="reason" label="理由"/> })
    }

    #[test]
    fn a_text_cannot_close_the_box_from_inside() {
        let html = area("</textarea><script>alert(1)</script>&amp;");
        assert!(!html.contains("<script>"), "{html}");
        assert!(html.contains("&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 1);
    }

    #[test]
    fn a_text_that_begins_with_a_newline_keeps_it() {
        assert!(area("\n二行目から").contains(">\n\n二行目から</textarea>"));
        assert!(area("一行目").contains(">\n一行目</textarea>"));
    }
}
