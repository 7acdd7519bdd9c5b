//! Whose turn it is, in one sentence.

use crate::icon::{Icon, Shape};
use crate::words::Words;
use leptos::prelude::*;

/// Who has to act now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// The one who looks.
    Yours,
    /// The other side; there is nothing to do but wait.
    Theirs,
    /// Nobody: it is over.
    Nobody,
}

/// A card that says at a glance whether there is something to do, by when, and where.
#[component]
pub fn TurnCard(
    /// Who has to act.
    turn: Turn,
    /// What happens now, as a sentence to the reader: 「領収書を入れ直してください」.
    #[prop(into)]
    sentence: String,
    /// By when, in words.
    #[prop(optional, into)]
    deadline: Words,
    /// What it is about: programme, office, number.
    #[prop(optional, into)]
    about: Words,
    /// A button, more words.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (class, shape, words) = match turn {
        Turn::Yours => ("turn turn--yours", Shape::Warning, "あなたの番です"),
        Turn::Theirs => ("turn turn--theirs", Shape::Half, "お待ちください"),
        Turn::Nobody => ("turn turn--nobody", Shape::Tick, "終わりました"),
    };
    let about = about.map(|about| view! { <p class="turn__about">{about}</p> });
    let deadline = deadline.map(|deadline| view! { <p class="turn__deadline">{deadline}</p> });
    view! {
        <div class=class>
            <p class="turn__who"><Icon shape/>{words}</p>
            <p class="turn__sentence">{sentence}</p>
            {about}
            {deadline}
            {children.map(|children| children())}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn it_says_in_words_whether_there_is_something_to_do() {
        let html = html(|| {
            view! { <TurnCard turn=Turn::Yours sentence="領収書を入れ直してください。" deadline="11月30日(月)まで"/> }
        });
        assert!(html.contains("あなたの番です") && html.contains("11月30日(月)まで"), "{html}");
    }
}
