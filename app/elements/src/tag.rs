//! The state of something in one word.

use crate::icon::{Icon, Shape};
use leptos::prelude::*;

/// What a state means for the person who looks, not which state it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Not begun, over, or nobody's concern: 下書き, 取下げ.
    #[default]
    Neutral,
    /// New, waiting to be taken up: 受付.
    Info,
    /// Somebody is at it: 審査中, 決裁待ち.
    Progress,
    /// Ended well: 交付決定, 完了.
    Success,
    /// Needs a person, perhaps the one who looks: 補正依頼中.
    Attention,
    /// Ended badly or is late: 不交付, 期限超過.
    Danger,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tag tag--neutral",
            Self::Info => "tag tag--info",
            Self::Progress => "tag tag--progress",
            Self::Success => "tag tag--success",
            Self::Attention => "tag tag--attention",
            Self::Danger => "tag tag--danger",
        }
    }
    const fn shape(self) -> Shape {
        match self {
            Self::Neutral => Shape::Ring,
            Self::Info => Shape::Info,
            Self::Progress => Shape::Half,
            Self::Success => Shape::Tick,
            Self::Attention => Shape::Warning,
            Self::Danger => Shape::Error,
        }
    }
}

/// Colour, shape and word; never a link.
#[component]
pub fn Tag(
    /// What the state means.
    #[prop(optional)]
    tone: Tone,
    /// The state.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! { <span class=tone.class()><Icon shape=tone.shape()/>{label}</span> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn every_tone_has_a_shape_of_its_own() {
        let tones = [Tone::Neutral, Tone::Info, Tone::Progress, Tone::Success, Tone::Attention, Tone::Danger];
        let mut shapes: Vec<_> = tones.iter().map(|tone| format!("{:?}", tone.shape())).collect();
        shapes.sort();
        shapes.dedup();
        assert_eq!(shapes.len(), tones.len());
    }

    #[test]
    fn a_tag_says_its_state_in_words() {
        let html = html(|| view! { <Tag tone=Tone::Attention label="補正依頼中"/> });
        assert!(
            html.contains("補正依頼中") && html.contains("<svg") && html.contains("tag--attention"),
            "{html}"
        );
    }
}
