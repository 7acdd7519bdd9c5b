//! Small shapes that say again, without colour, what a colour says.

use leptos::prelude::*;

/// A shape on a 16 by 16 ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A full circle with a tick: done, fine.
    Tick,
    /// An octagon with a stroke: wrong, refused.
    Error,
    /// A triangle: needs a person.
    Warning,
    /// A circle with an i: to know.
    Info,
    /// A half-filled circle: under way.
    Half,
    /// An empty circle: not begun, quiet.
    Ring,
    /// A hand-over arrow: somebody else's turn.
    Arrow,
    /// A cross that removes something.
    Cross,
    /// A sheet of paper.
    Page,
    /// Points to where a link leads.
    Chevron,
    /// Small first.
    Up,
    /// Large first.
    Down,
    /// Could be sorted.
    UpDown,
}

impl Shape {
    const fn path(self) -> &'static str {
        match self {
            Self::Tick => "M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0Zm3.5 4.6L6.9 9.9 4.6 7.7 3.2 9.2l3.8 3.6 6-6.8Z",
            Self::Error => "M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7ZM7 3.5v5.7h2V3.5Zm0 7v2h2v-2Z",
            Self::Warning => "M8 .8 16 15H0ZM7.1 6v4.6h1.8V6Zm0 5.7v1.8h1.8v-1.8Z",
            Self::Info => "M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0ZM7 7v5.5h2V7Zm0-3.5v2h2v-2Z",
            Self::Half => "M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0Zm0 2v12A6 6 0 0 0 8 2Z",
            Self::Ring => "M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0Zm0 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Z",
            Self::Arrow => "M0 7h11.2L7.4 3.2 8.8 1.8 15 8l-6.2 6.2-1.4-1.4L11.2 9H0Z",
            Self::Cross => {
                "M3.2 1.8 8 6.6l4.8-4.8 1.4 1.4L9.4 8l4.8 4.8-1.4 1.4L8 9.4l-4.8 4.8-1.4-1.4L6.6 8 1.8 3.2Z"
            }
            Self::Page => "M3 0h7l4 4v12H3Zm2 2v12h7V5H9V2Zm1.5 5.5h4V9h-4Zm0 3h4V12h-4Z",
            Self::Chevron => "M5.2 1.8 11.4 8l-6.2 6.2-1.4-1.4L8.6 8 3.8 3.2Z",
            Self::Up => "M8 4l5 7H3Z",
            Self::Down => "M8 12l5-7H3Z",
            Self::UpDown => "M8 1.5l4 5.5H4ZM8 14.5l4-5.5H4Z",
        }
    }
}

/// A shape as inline SVG, in the colour of the text. Decoration: the words beside it carry the meaning.
#[component]
pub fn Icon(
    /// Which shape.
    shape: Shape,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <path fill="currentColor" fill-rule="evenodd" d=shape.path()/>
        </svg>
    }
}

/// The mark of the product: arcs that spread from a point.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="brand-mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
            <circle cx="6" cy="26" r="4" fill="currentColor"/>
            <path
                d="M6 15a11 11 0 0 1 11 11M6 6.5A19.5 19.5 0 0 1 25.5 26"
                fill="none"
                stroke="currentColor"
                stroke-width="4"
                stroke-linecap="round"
            />
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn a_shape_is_hidden_from_readers_and_takes_the_colour_of_its_words() {
        let html = html(|| view! { <Icon shape=Shape::Tick/> });
        assert!(html.contains(r#"aria-hidden="true""#) && html.contains(r#"fill="currentColor""#), "{html}");
    }
}
