//! Where the offices of a drawing stand: linked ones near each other, none upon another. The same network is always drawn
//! in the same way, so that a page that is opened again shows what it showed.

use super::Network;

/// Where an office stands, from 0 to the width and the height of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
}

/// How often the offices are moved.
const ROUNDS: u32 = 240;
/// The angle between one office and the next of the spiral on which they begin, so that no two begin at one point.
const GOLDEN: f64 = 2.399_963_229_728_653;

#[derive(Debug, Clone, Copy, Default)]
struct Point {
    x: f64,
    y: f64,
}

/// Places some offices of a network within a box, in the order in which they are given. `gap` is how near two may stand.
///
/// Offices push each other away, links pull, and everything is drawn towards the middle so that parts without a link
/// between them stay within sight (Fruchterman and Reingold 1991).
pub fn layout(network: &Network, shown: &[usize], (width, height): (i32, i32), gap: i32) -> Vec<Place> {
    let links = links(network, shown);
    let mut points: Vec<Point> = (0_u32..).zip(shown).map(|(number, _)| begun(f64::from(number))).collect();
    // The distance at which pushing and pulling are even, where the drawing is about as large as its offices need.
    let even = 1.0;
    let begin = f64::from(u32::try_from(shown.len()).unwrap_or(u32::MAX)).sqrt();
    for round in 0..ROUNDS {
        let heat = begin * 0.12 * (1.0 - f64::from(round) / f64::from(ROUNDS)) + 0.005;
        let mut moves = vec![Point::default(); points.len()];
        push(&points, &mut moves, even);
        for (one, other) in &links {
            let (dx, dy, distance) = apart(points[*one], points[*other]);
            let pull = distance / even;
            moves[*one].x -= dx * pull;
            moves[*one].y -= dy * pull;
            moves[*other].x += dx * pull;
            moves[*other].y += dy * pull;
        }
        for (point, by) in points.iter_mut().zip(&moves) {
            let (x, y) = (by.x - point.x * 0.35, by.y - point.y * 0.35);
            let length = x.hypot(y).max(1e-9);
            let step = length.min(heat);
            point.x += x / length * step;
            point.y += y / length * step;
        }
    }
    fitted(&points, (width, height), gap)
}

fn links(network: &Network, shown: &[usize]) -> Vec<(usize, usize)> {
    let at = |place: &usize| shown.iter().position(|one| one == place);
    let of = |(number, place): (usize, &usize)| {
        let later = network.partners(*place).iter().filter_map(at).filter(move |other| *other > number);
        later.map(|other| (number, other)).collect::<Vec<_>>()
    };
    shown.iter().enumerate().flat_map(of).collect()
}

fn begun(number: f64) -> Point {
    let (angle, far) = (number * GOLDEN, (number + 0.5).sqrt());
    Point { x: angle.cos() * far, y: angle.sin() * far }
}

/// From the second to the first, as `dx`, `dy` and the distance.
fn apart(one: Point, other: Point) -> (f64, f64, f64) {
    let (dx, dy) = (one.x - other.x, one.y - other.y);
    (dx, dy, dx.hypot(dy).max(1e-6))
}

fn push(points: &[Point], moves: &mut [Point], even: f64) {
    for (number, one) in points.iter().enumerate() {
        for (before, other) in points.iter().enumerate().take(number) {
            let (dx, dy, distance) = apart(*one, *other);
            let push = even * even / (distance * distance);
            moves[number].x += dx * push;
            moves[number].y += dy * push;
            moves[before].x -= dx * push;
            moves[before].y -= dy * push;
        }
    }
}

/// Stretches the drawing to its box, to whole numbers, and moves apart what would stand upon each other.
fn fitted(points: &[Point], (width, height): (i32, i32), gap: i32) -> Vec<Place> {
    let (across, down) = (spread(points, |point| point.x), spread(points, |point| point.y));
    let mut places: Vec<Place> = Vec::with_capacity(points.len());
    for (x, y) in across.into_iter().zip(down) {
        let wanted = Place { x: rounded(x * f64::from(width)), y: rounded(y * f64::from(height)) };
        places.push(free(wanted, &places, (width, height), gap));
    }
    places
}

/// Where each point stands along one side, from 0 to 1: two thirds by its place in the order, so that a crowd in the middle
/// spreads out over the drawing.
fn spread(points: &[Point], of: fn(&Point) -> f64) -> Vec<f64> {
    let (least, most) = points
        .iter()
        .map(of)
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| (least.min(value), most.max(value)));
    let share = |value: f64, span: f64| if span > 1e-9 { value / span } else { 0.5 };
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by(|one, other| of(&points[*one]).total_cmp(&of(&points[*other])).then(one.cmp(other)));
    let count = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let end = count(points.len().saturating_sub(1));
    let mut spread = vec![0.0; points.len()];
    for (rank, place) in order.into_iter().enumerate() {
        let own = share(of(&points[place]) - least, most - least);
        spread[place] = (own + 2.0 * share(count(rank), end)) / 3.0;
    }
    spread
}

/// The nearest point to the one that is wanted, at which nobody stands too near; the wanted one where there is none.
fn free(wanted: Place, taken: &[Place], (width, height): (i32, i32), gap: i32) -> Place {
    let clear = |x: i32, y: i32| {
        (0..=width).contains(&x)
            && (0..=height).contains(&y)
            && taken.iter().all(|other| (other.x - x).pow(2) + (other.y - y).pow(2) >= gap * gap)
    };
    let step = (gap / 2).max(1);
    for ring in 0..=(width.max(height) / step) {
        for dy in -ring..=ring {
            for dx in -ring..=ring {
                if dx.abs().max(dy.abs()) != ring {
                    continue;
                }
                let (x, y) = (wanted.x + dx * step, wanted.y + dy * step);
                if clear(x, y) {
                    return Place { x, y };
                }
            }
        }
    }
    wanted
}

/// The nearest whole number, for numbers of the size of a drawing.
fn rounded(value: f64) -> i32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a drawing is some thousand wide, and a cast saturates"
    )]
    let whole = value.round() as i32;
    whole
}

#[cfg(test)]
mod tests {
    use super::{super::testing::*, *};
    use proptest::prelude::*;

    const BOX: (i32, i32) = (1000, 640);

    fn distance(one: Place, other: Place) -> f64 {
        f64::from(one.x - other.x).hypot(f64::from(one.y - other.y))
    }

    #[test]
    fn the_same_network_is_drawn_in_the_same_way_and_links_are_short() {
        // Two full groups of six, with one link between them.
        let of = |begin: usize| {
            (begin..begin + 6).flat_map(move |one| (one + 1..begin + 6).map(move |other| (one, other)))
        };
        let links: Vec<_> = of(0).chain(of(6)).chain([(0, 6)]).collect();
        let known = network(12, &[], &links);
        let shown: Vec<usize> = (0..12).collect();
        let places = layout(&known, &shown, BOX, 28);
        assert_eq!(places, layout(&known, &shown, BOX, 28));
        let mean = |pairs: &[(usize, usize)]| {
            let sum: f64 = pairs.iter().map(|(one, other)| distance(places[*one], places[*other])).sum();
            sum / f64::from(u32::try_from(pairs.len()).unwrap())
        };
        let all = (0..6).flat_map(|one| (6..12).map(move |other| (one, other)));
        let across: Vec<_> = all.filter(|pair| *pair != (0, 6)).collect();
        assert!(mean(&links[..30]) * 1.5 < mean(&across), "{} {}", mean(&links[..30]), mean(&across));
    }

    #[test]
    fn one_office_stands_in_the_middle_and_none_nowhere() {
        let known = network(1, &[], &[]);
        assert_eq!(layout(&known, &[0], BOX, 28), [Place { x: 500, y: 320 }]);
        assert_eq!(layout(&known, &[], BOX, 28), []);
    }

    #[test]
    fn as_many_as_are_shown_have_room() {
        let links: Vec<_> = (1..150).map(|place| (place, place / 3)).collect();
        let known = network(150, &[], &links);
        let shown: Vec<usize> = (0..150).collect();
        let places = layout(&known, &shown, BOX, 28);
        for (number, one) in places.iter().enumerate() {
            assert!(places[..number].iter().all(|other| distance(*one, *other) >= 28.0), "{number}");
        }
    }

    proptest! {
        #[test]
        fn everybody_stands_within_the_drawing_and_apart(known in any_network(12)) {
            let shown: Vec<usize> = (0..known.len()).collect();
            let places = layout(&known, &shown, BOX, 28);
            prop_assert_eq!(places.len(), known.len());
            for (number, one) in places.iter().enumerate() {
                prop_assert!((0..=BOX.0).contains(&one.x) && (0..=BOX.1).contains(&one.y));
                prop_assert!(places[..number].iter().all(|other| distance(*one, *other) >= 28.0));
            }
        }
    }
}
