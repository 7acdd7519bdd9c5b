//! Bars that lie: a label above each, its value in words behind it.

use super::{
    figure::labelled_by,
    layout::{WIDTH, fitting, length, room},
};
use leptos::prelude::*;

/// How a bar is filled: told apart without a colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Fill {
    /// Full: what counts.
    #[default]
    Full,
    /// Hatched: beside it.
    Hatched,
    /// Light: what is not known, or what somebody else says.
    Light,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it is.
    pub label: String,
    /// How long it is, in the unit of all bars.
    pub value: i64,
    /// Its value in words, with what it is counted over.
    pub words: String,
    /// How it is filled.
    pub fill: Fill,
}

impl Bar {
    /// A full bar.
    pub fn new(label: impl Into<String>, value: i64, words: impl Into<String>) -> Self {
        Self { label: label.into(), value, words: words.into(), fill: Fill::Full }
    }
    /// The same, filled otherwise.
    #[must_use]
    pub fn filled(self, fill: Fill) -> Self {
        Self { fill, ..self }
    }
}

/// The height of a bar with its label, and of the bar itself.
const ROW: i64 = 76;
const HEIGHT: i64 = 30;
/// Room for the value in words behind the longest bar: as much as the words need, from this to that.
const WORDS: (i64, i64) = (250, 500);

/// Bars from the left, one below the other.
#[component]
pub fn BarChart(
    /// The id of its figure.
    #[prop(into)]
    id: String,
    /// Bars, from above.
    bars: Vec<Bar>,
    /// The value of a bar that takes the whole width; the largest of them where it is not given.
    #[prop(optional)]
    most: Option<i64>,
) -> impl IntoView {
    let most = most.or_else(|| bars.iter().map(|bar| bar.value).max()).unwrap_or(0);
    let height = ROW * i64::try_from(bars.len()).unwrap_or(0);
    let hatch = format!("{id}-hatch");
    let (least, widest) = WORDS;
    let words = bars.iter().map(|bar| room(&bar.words)).max().unwrap_or(0).clamp(least, widest);
    let drawn = (0..)
        .step_by(76)
        .zip(bars)
        .map(|(top, bar): (i64, Bar)| {
            let width = length(bar.value, most, WIDTH - words);
            let (class, fill) = filling(bar.fill, &hatch);
            view! {
                <text class="chart__label" x="0" y={top + 28}>{fitting(&bar.label, 29)}</text>
                <rect class=class fill=fill x="1" y={top + 38} width=width.max(2) height=HEIGHT/>
                <text class="chart__value" x={width.max(2) + 12} y={top + 62}>{bar.words}</text>
            }
        })
        .collect_view();
    view! {
        <svg class="chart__svg" viewBox=format!("0 0 {WIDTH} {height}") role="img" aria-labelledby=labelled_by(&id)>
            <Hatch id=hatch/>
            {drawn}
        </svg>
    }
}

/// The class of a filling, and the pattern that it is drawn with.
pub(super) fn filling(fill: Fill, hatch: &str) -> (&'static str, Option<String>) {
    match fill {
        Fill::Full => ("chart__bar", None),
        Fill::Hatched => ("chart__hatched", Some(format!("url(#{hatch})"))),
        Fill::Light => ("chart__light", None),
    }
}

/// The pattern of what is hatched.
#[component]
pub(super) fn Hatch(
    /// Unique on the page.
    id: String,
) -> impl IntoView {
    view! {
        <defs>
            <pattern id=id width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect class="chart__ground" width="12" height="12"/>
                <rect class="chart__bar" width="5" height="12"/>
            </pattern>
        </defs>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn the_longest_bar_leaves_room_for_its_words() {
        let bars = vec![Bar::new("a", 300, "30.0%"), Bar::new("b", 150, "15.0%").filled(Fill::Hatched)];
        let html = html(|| view! { <BarChart id="x" bars/> });
        assert!(html.contains(r#"viewBox="0 0 720 152""#), "{html}");
        assert!(html.contains(r#"width="470""#) && html.contains(r#"width="235""#), "{html}");
        assert!(html.contains("url(#x-hatch)") && html.contains(">15.0%</text>"), "{html}");
    }

    #[test]
    fn long_words_behind_the_longest_bar_stay_inside() {
        let words = "100.0%（12345／12345事業所）";
        let html = html(|| view! { <BarChart id="x" bars=vec![Bar::new("a", 1000, words)]/> });
        let width = WIDTH - room(words);
        assert!(width < 470 && html.contains(&format!(r#"width="{width}""#)), "{html}");
    }

    #[test]
    fn a_bar_of_nothing_is_seen() {
        let html = html(|| view! { <BarChart id="x" bars=vec![Bar::new("a", 0, "0.0%")] most=1000/> });
        assert!(html.contains(r#"width="2""#), "{html}");
    }
}
