//! Who is linked with whom: a mark for each, and a line for each link.

use super::figure::labelled_by;
use leptos::prelude::*;

/// The width and the height of the drawing.
const SIZE: (i32, i32) = (1200, 760);
/// How near marks may stand to each other.
pub const GAP: i32 = 40;
/// How far marks stand from the border.
const MARGIN: i32 = 24;

/// The width and the height that marks may use.
pub const GROUND: (i32, i32) = (SIZE.0 - 2 * MARGIN, SIZE.1 - 2 * MARGIN);

/// How far somebody has come; each has a shape of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A full disc.
    Done,
    /// A rhomb.
    Begun,
    /// A square.
    Open,
}

/// A mark of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// From the left, within [`GROUND`].
    pub x: i32,
    /// From the top.
    pub y: i32,
    /// Its shape.
    pub mark: Mark,
    /// Its number in the table of the page.
    pub number: usize,
    /// It is what the drawing is about.
    pub centre: bool,
}

/// A line between two marks, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tie {
    /// One end.
    pub one: usize,
    /// The other.
    pub other: usize,
    /// How many of the two are done: two, one or none.
    pub done: u8,
}

/// The drawing with its name, its finding in one sentence and what its shapes mean; its numbers are those of a table that
/// the page shows below it.
#[component]
pub fn NetworkMap(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// What it is.
    #[prop(into)]
    title: String,
    /// What it shows, in one sentence.
    #[prop(into)]
    finding: String,
    /// Marks.
    spots: Vec<Spot>,
    /// Lines between them.
    ties: Vec<Tie>,
    /// What the three shapes mean.
    marks: [String; 3],
    /// What the three lines mean, both done first.
    lines: [String; 3],
) -> impl IntoView {
    let drawn_ties = ties
        .iter()
        .filter_map(|tie| {
            let (from, to) = (spots.get(tie.one)?, spots.get(tie.other)?);
            let ((x1, y1), (x2, y2)) = (at(from), at(to));
            Some(view! { <line class=line_class(tie.done) x1=x1 y1=y1 x2=x2 y2=y2/> })
        })
        .collect_view();
    let drawn_spots = spots.iter().map(spot).collect_view();
    let key = |mark: Mark, words: String| {
        view! {
            <li>
                <svg class="network__key" viewBox="0 0 40 40" aria-hidden="true">{shape(mark, (20, 20))}</svg>
                {words}
            </li>
        }
    };
    let [done, begun, open] = marks;
    let marks = [(Mark::Done, done), (Mark::Begun, begun), (Mark::Open, open)]
        .map(|(mark, words)| key(mark, words))
        .collect_view();
    let lines = [2, 1, 0]
        .into_iter()
        .zip(lines)
        .map(|(done, words)| {
            view! {
                <li>
                    <svg class="network__key" viewBox="0 0 40 40" aria-hidden="true">
                        <line class=line_class(done) x1="0" y1="20" x2="40" y2="20"/>
                    </svg>
                    {words}
                </li>
            }
        })
        .collect_view();
    let (width, height) = SIZE;
    let (title_id, finding_id) = (format!("{id}-title"), format!("{id}-finding"));
    view! {
        <figure class="chart network" id=id.clone()>
            <figcaption>
                <p class="chart__title" id=title_id>{title}</p>
                <p id=finding_id>{finding}</p>
            </figcaption>
            <svg class="network__svg" viewBox=format!("0 0 {width} {height}") role="img" aria-labelledby=labelled_by(&id)>
                {drawn_ties}
                {drawn_spots}
            </svg>
            <ul class="network__keys">{marks}{lines}</ul>
        </figure>
    }
}

const fn at(spot: &Spot) -> (i32, i32) {
    (spot.x + MARGIN, spot.y + MARGIN)
}

const fn line_class(done: u8) -> &'static str {
    match done {
        2 => "network__tie network__tie--both",
        1 => "network__tie network__tie--one",
        _ => "network__tie network__tie--none",
    }
}

fn spot(spot: &Spot) -> impl IntoView + use<> {
    let (x, y) = at(spot);
    let ring = spot.centre.then(|| view! { <circle class="network__ring" cx=x cy=y r="22"/> });
    let class = match spot.mark {
        Mark::Done => "network__number network__number--done",
        Mark::Begun | Mark::Open => "network__number",
    };
    view! {
        {ring}
        {shape(spot.mark, (x, y))}
        <text class=class x=x y={y + 5} text-anchor="middle">{spot.number.to_string()}</text>
    }
}

fn shape(mark: Mark, (x, y): (i32, i32)) -> AnyView {
    match mark {
        Mark::Done => view! { <circle class="network__done" cx=x cy=y r="16"/> }.into_any(),
        Mark::Begun => {
            let points = format!("{x},{} {},{y} {x},{} {},{y}", y - 18, x + 18, y + 18, x - 18);
            view! { <polygon class="network__begun" points=points/> }.into_any()
        }
        Mark::Open => {
            view! { <rect class="network__open" x={x - 14} y={y - 14} width="28" height="28"/> }.into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;

    #[test]
    fn every_state_has_a_shape_and_every_link_a_line() {
        let spot = |x, mark, number| Spot { x, y: 10, mark, number, centre: number == 1 };
        let spots = vec![spot(0, Mark::Done, 1), spot(100, Mark::Begun, 2), spot(200, Mark::Open, 3)];
        let ties = vec![
            Tie { one: 0, other: 1, done: 1 },
            Tie { one: 1, other: 2, done: 0 },
            Tie { one: 0, other: 9, done: 2 },
        ];
        let marks = ["導入済み", "予定", "未導入"].map(str::to_owned);
        let lines = ["できる", "片方", "なし"].map(str::to_owned);
        let html = html(|| {
            view! { <NetworkMap id="n" title="つながり" finding="2組です。" spots ties marks lines/> }
        });
        assert!(html.contains(r#"role="img" aria-labelledby="n-title n-finding""#), "{html}");
        // One of each in the drawing and one in the key; a line that leads nowhere is left out.
        for (part, count) in [
            ("network__done", 2),
            ("network__begun", 2),
            ("network__open", 2),
            ("<line", 5),
            ("network__ring", 1),
        ] {
            assert_eq!(html.matches(part).count(), count, "{part}\n{html}");
        }
        assert!(!html.contains("style="), "{html}");
    }
}
