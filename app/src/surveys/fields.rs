//! One question as it is answered: on the public page, in the preview, wherever it is filled in.

use crate::messages::surveys::attribute;
use domain::surveys::{Kind, OTHER, Question};
use elements::{Checks, Choice, Choices, FormState, InputMode, TextArea, TextField, Width};
use leptos::prelude::*;

/// Values of a scale that still stand beside each other on a phone.
const INLINE: u8 = 5;

/// The control of a question. What the register knows of the office is shown, and asked only where it knows nothing.
#[component]
pub fn QuestionControl(
    /// The question.
    question: Question,
    /// What stands above the control; the text of the question where there is nothing.
    #[prop(optional_no_strip, into)]
    label: Option<String>,
    /// What was typed.
    #[prop(into)]
    form: FormState,
    /// What the register knows of the office.
    #[prop(optional_no_strip, into)]
    known: Option<String>,
) -> impl IntoView {
    let label = label.unwrap_or_else(|| question.text.clone());
    let (name, optional) = (question.field(), !question.required);
    let hint = Some(question.help.clone()).filter(|help| !help.is_empty());
    match &question.kind {
        Kind::Single { choices, other } => {
            let options = options(choices, *other);
            let beside = other_line(&question, &form);
            view! { <Choices form name legend=label hint optional options/>{beside} }.into_any()
        }
        Kind::Multiple { choices, other, at_most } => {
            let options = options(choices, *other);
            let beside = other_line(&question, &form);
            let most = at_most
                .map_or("あてはまるものを、すべて選んでください".to_owned(), |at_most| {
                    format!("{at_most}つまで選べます")
                });
            let hint = hint.map_or_else(|| most.clone(), |help| format!("{help}（{most}）"));
            view! { <Checks form name legend=label hint optional options/>{beside} }.into_any()
        }
        Kind::Scale { from, to, low, high } => {
            let options = (*from..=*to)
                .map(|step| {
                    let word = match step {
                        step if step == *from && !low.is_empty() => format!("{step}（{low}）"),
                        step if step == *to && !high.is_empty() => format!("{step}（{high}）"),
                        step => step.to_string(),
                    };
                    Choice::new(step.to_string(), word)
                })
                .collect();
            let inline = to - from < INLINE && low.is_empty() && high.is_empty();
            view! { <Choices form name legend=label hint optional options inline/> }.into_any()
        }
        Kind::Number { unit, .. } => {
            let suffix = Some(unit.clone()).filter(|unit| !unit.is_empty());
            view! {
                <TextField form name label hint optional suffix width=Width::Short inputmode=InputMode::Numeric autocomplete="off"/>
            }
            .into_any()
        }
        Kind::FreeText { lines } => {
            let rows = (*lines).clamp(2, 12);
            view! { <TextArea form name label hint optional rows/> }.into_any()
        }
        Kind::OfficeAttribute(what) => match known {
            Some(known) => {
                let words = attribute(*what);
                view! {
                    <div class="field">
                        <p class="field__label">{label}</p>
                        <p>{format!("{words}　{known}")}</p>
                        <p class="muted">"市区町村の台帳にある内容です。違うときは、最後の質問やお電話でお知らせください。"</p>
                    </div>
                }
                .into_any()
            }
            None => view! { <TextField form name label hint optional width=Width::Long autocomplete="off"/> }
                .into_any(),
        },
    }
}

fn options(choices: &[domain::surveys::Choice], other: bool) -> Vec<Choice> {
    let known = choices.iter().map(|choice| Choice::new(choice.id.to_string(), choice.text.clone()));
    known.chain(other.then(|| Choice::new(OTHER, "その他"))).collect()
}

/// The line beside 「その他」.
fn other_line(question: &Question, form: &FormState) -> Option<impl IntoView + use<>> {
    question.has_other().then(|| {
        let (name, form) = (question.other_field(), form.clone());
        view! { <TextField form name label="「その他」の内容" optional=true width=Width::Long autocomplete="off"/> }
    })
}
