//! Everything that is wrong, at the top of the page.

use crate::form::{FieldError, FormState};
use leptos::prelude::*;

/// A box above the `h1` that lists every error as a link to its field; nothing when there is none.
/// The words are those beside the fields.
#[component]
pub fn ErrorSummary(
    /// The form it speaks of.
    #[prop(into)]
    form: FormState,
) -> impl IntoView {
    form.has_errors().then(|| {
        let items = form
            .errors()
            .iter()
            .cloned()
            .map(|FieldError { field, message }| {
                // A sentence about the whole form has no field to lead to.
                if field.is_empty() {
                    view! { <li>{message}</li> }.into_any()
                } else {
                    view! { <li><a href=format!("#{field}")>{message}</a></li> }.into_any()
                }
            })
            .collect_view();
        view! {
            <div class="error-summary" role="alert" tabindex="-1" id="error-summary" autofocus aria-labelledby="error-summary-title">
                <h2 class="error-summary__title" id="error-summary-title">"入力内容に問題があります"</h2>
                <ul class="error-summary__list">{items}</ul>
            </div>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;
    use domain::form::Typed;

    #[test]
    fn it_lists_every_error_as_a_link_to_its_field() {
        let form = FormState::rejected(
            Typed::default(),
            vec![("phone", "電話番号を入力してください".to_owned()), ("", "受付は終わりました".to_owned())],
        );
        let html = html(|| view! { <ErrorSummary form=&form/> });
        assert!(html.contains(r##"<a href="#phone">電話番号を入力してください</a>"##), "{html}");
        assert!(html.contains("<li>受付は終わりました</li>"), "{html}");
        assert!(html.contains(r#"role="alert""#) && html.contains(r#"tabindex="-1""#));
    }

    #[test]
    fn a_form_without_errors_has_no_summary() {
        let html = html(|| view! { <ErrorSummary form=FormState::empty()/> });
        assert!(!html.contains("error-summary"), "{html}");
    }
}
