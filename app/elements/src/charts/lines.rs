//! Lines over time.

use super::{
    figure::labelled_by,
    layout::{Scale, WIDTH, length, place, ticks},
};
use leptos::prelude::*;

/// A value of a moment; none breaks the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The moment.
    pub label: String,
    /// The value, as the scale counts.
    pub value: Option<i64>,
}

/// A line with its name. All lines of a drawing have the same moments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub name: String,
    /// From the first moment to the last.
    pub points: Vec<Point>,
}

const LEFT: i64 = 90;
const RIGHT: i64 = WIDTH - 20;
const TOP: i64 = 40;
const BOTTOM: i64 = 380;
const HEIGHT: i64 = 430;

/// Up to three lines over the same moments, each dashed in its own way, with its last value in words.
#[component]
pub fn LineChart(
    /// The id of its figure.
    #[prop(into)]
    id: String,
    /// Lines; the first is the one that matters.
    lines: Vec<Line>,
    /// What the values are.
    #[prop(optional)]
    scale: Scale,
) -> impl IntoView {
    let most = lines.iter().flat_map(|line| &line.points).filter_map(|point| point.value).max();
    let ticks = ticks(most.unwrap_or(0));
    let top = ticks.last().copied().unwrap_or(1);
    let grid = ticks
        .into_iter()
        .map(|tick| {
            let y = height_of(tick, top);
            view! {
                <line class="chart__grid" x1=LEFT x2=RIGHT y1=y y2=y/>
                <text class="chart__tick" x={LEFT - 10} y={y + 8} text-anchor="end">{scale.words(tick)}</text>
            }
        })
        .collect_view();
    let moments = lines.first().map(|line| moments(&line.points)).unwrap_or_default();
    let moments = moments
        .into_iter()
        .map(|(x, anchor, label)| {
            view! { <text class="chart__tick" x=x y={BOTTOM + 36} text-anchor=anchor>{label}</text> }
        })
        .collect_view();
    let keys = (lines.len() > 1).then(|| keys(&lines));
    let drawn = lines
        .iter()
        .enumerate()
        .map(|(n, line)| {
            let last = last(&line.points, top).map(|(x, y, value)| {
                view! {
                    <circle class="chart__dot" cx=x cy=y r="7"/>
                    <text class="chart__value" x=x y={(y - 16).max(24)} text-anchor="end">{scale.words(value)}</text>
                }
            });
            view! { <path class=class(n) d=drawn(&line.points, top)/>{last} }
        })
        .collect_view();
    view! {
        <svg class="chart__svg" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-labelledby=labelled_by(&id)>
            {grid}
            {moments}
            {drawn}
        </svg>
        {keys}
    }
}

/// Which line is which.
fn keys(lines: &[Line]) -> impl IntoView + use<> {
    let keys = lines
        .iter()
        .enumerate()
        .map(|(n, line)| {
            view! {
                <li>
                    <svg class="chart__key" viewBox="0 0 64 24" width="32" height="12" aria-hidden="true"><path class=class(n) d="M0 12H64"/></svg>
                    {line.name.clone()}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="chart__keys">{keys}</ul> }
}

const fn class(n: usize) -> &'static str {
    match n {
        0 => "chart__line",
        1 => "chart__line chart__line--2",
        _ => "chart__line chart__line--3",
    }
}

/// How low a value stands.
fn height_of(value: i64, top: i64) -> i64 {
    BOTTOM - length(value, top, BOTTOM - TOP)
}

/// The first, the middle and the last moment, each where it stands and to which side its words go.
fn moments(points: &[Point]) -> Vec<(i64, &'static str, String)> {
    let last = points.len().saturating_sub(1);
    let chosen = match points.len() {
        0..=2 => vec![(0, "start"), (last, "end")],
        _ => vec![(0, "start"), (last / 2, "middle"), (last, "end")],
    };
    let mut shown: Vec<(i64, &'static str, String)> = Vec::with_capacity(3);
    for (n, anchor) in chosen {
        let known =
            shown.iter().any(|(_, _, label)| points.get(n).is_some_and(|point| point.label == *label));
        if let Some(point) = points.get(n).filter(|_| !known) {
            shown.push((place(n, points.len(), LEFT, RIGHT), anchor, point.label.clone()));
        }
    }
    shown
}

/// The way of a line; where a value is missing it is broken.
fn drawn(points: &[Point], top: i64) -> String {
    use std::fmt::Write as _;
    let mut way = String::new();
    let mut pen = false;
    for (n, point) in points.iter().enumerate() {
        let Some(value) = point.value else {
            pen = false;
            continue;
        };
        let (x, y) = (place(n, points.len(), LEFT, RIGHT), height_of(value, top));
        // Writing to a String does not fail.
        let _ = write!(way, "{}{x} {y}", if pen { 'L' } else { 'M' });
        pen = true;
    }
    way
}

/// Where the last value stands.
fn last(points: &[Point], top: i64) -> Option<(i64, i64, i64)> {
    let known = points.iter().enumerate().rev().find_map(|(n, point)| Some((n, point.value?)));
    known.map(|(n, value)| (place(n, points.len(), LEFT, RIGHT), height_of(value, top), value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    fn points(values: &[Option<i64>]) -> Vec<Point> {
        let point =
            |(n, value): (usize, &Option<i64>)| Point { label: format!("{}月", n + 1), value: *value };
        values.iter().enumerate().map(point).collect()
    }

    #[test]
    fn a_line_is_broken_where_nothing_is_known() {
        let some = points(&[Some(0), Some(100), None, Some(200)]);
        assert_eq!(drawn(&some, 200), "M90 380L293 210M700 40");
        assert_eq!(drawn(&points(&[None, None]), 1), "");
        assert_eq!(last(&points(&[Some(50), None]), 100), Some((90, 210, 50)));
    }

    #[test]
    fn the_ends_of_time_keep_inside() {
        let words: Vec<_> =
            moments(&points(&[Some(1); 36])).into_iter().map(|(x, side, _)| (x, side)).collect();
        assert_eq!(words, [(90, "start"), (386, "middle"), (700, "end")]);
        assert_eq!(moments(&points(&[Some(1)])).len(), 1);
        assert!(moments(&[]).is_empty());
    }

    #[test]
    fn two_lines_are_told_apart_by_their_dashes_and_named() {
        let lines = vec![
            Line { name: "本市".into(), points: points(&[Some(21), Some(160)]) },
            Line { name: "県".into(), points: points(&[Some(50), Some(76)]) },
        ];
        let html = html(|| view! { <LineChart id="t" lines/> });
        assert!(html.contains("chart__line--2") && html.contains("本市") && html.contains("<ul"), "{html}");
        assert!(html.contains(">16%</text>") && html.contains(">7.6%</text>"), "{html}");
    }
}
