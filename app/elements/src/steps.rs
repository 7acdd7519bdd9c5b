//! What happens, one after the other.

use crate::words::Words;
use leptos::prelude::*;

/// Where one is in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StepState {
    /// Behind.
    Done,
    /// Now.
    Current,
    /// Ahead, or a plain explanation.
    #[default]
    Ahead,
}

/// A numbered list of what happens.
#[component]
pub fn Steps(
    /// `Step` each.
    children: Children,
) -> impl IntoView {
    view! { <ol class="steps">{children()}</ol> }
}

/// One of them.
#[component]
pub fn Step(
    /// What happens.
    #[prop(into)]
    title: String,
    /// When, or how long it takes.
    #[prop(optional, into)]
    when: Words,
    /// Where one is.
    #[prop(optional)]
    state: StepState,
    /// What to do, what to have at hand.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (class, word, current) = match state {
        StepState::Done => ("step step--done", Some("済み"), None),
        StepState::Current => ("step step--current", Some("いまここ"), Some("step")),
        StepState::Ahead => ("step", None, None),
    };
    let word = word.map(|word| view! { <span class="step__state">{word}</span> });
    let when = when.map(|when| view! { <p class="step__when">{when}</p> });
    let body = children.map(|children| view! { <div class="step__body">{children()}</div> });
    view! {
        <li class=class aria-current=current>
            <span class="step__number" aria-hidden="true"></span>
            <p class="step__title">{title}{word}</p>
            {when}
            {body}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn the_present_step_is_said_in_words() {
        let html = html(|| {
            view! {
                <Steps>
                    <Step title="申請" state=StepState::Done/>
                    <Step title="審査" when="およそ30日" state=StepState::Current/>
                    <Step title="交付決定"/>
                </Steps>
            }
        });
        assert!(
            html.contains("済み") && html.contains("いまここ") && html.contains(r#"aria-current="step""#),
            "{html}"
        );
        assert_eq!(html.matches("step__state").count(), 2);
    }
}
