//! The 47 prefectures as tiles, each about where it lies: a list in the order of their numbers that a style sheet lays out.

use leptos::prelude::*;

/// Where each prefecture stands, in the order of the numbers: column and row, from 1, of 14 and 11. Two thirds of the real
/// borders are edges of tiles.
#[rustfmt::skip]
pub const PLACES: [(u8, u8); 47] = [
    (13, 1), (13, 2), (13, 3), (13, 4), (12, 3), (12, 4), (13, 5), (14, 6), (13, 6), (12, 6), (12, 7),
    (14, 7), (13, 7), (13, 8), (12, 5), (11, 5), (10, 5), (10, 6), (11, 7), (11, 6), (10, 7), (12, 8),
    (11, 8), (10, 8), (9, 7), (9, 6), (8, 7), (8, 6), (9, 8), (8, 8), (7, 6), (6, 6), (7, 7), (6, 7),
    (5, 7), (7, 10), (7, 9), (6, 9), (6, 10), (4, 8), (3, 8), (2, 8), (3, 9), (4, 9), (4, 10), (3, 10),
    (1, 11),
];

/// Into how many classes the values are divided.
pub const CLASSES: usize = 5;

/// A prefecture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// Its number, 1 to 47.
    pub number: u8,
    /// Its name.
    pub name: String,
    /// What orders it among the others; none where nothing is told of it.
    pub value: Option<i64>,
    /// The value in words.
    pub words: String,
    /// Where its parts are; none where it has none.
    pub href: Option<String>,
}

/// In which class each value stands, from 1: as many in each as can be, and equal values in the same.
pub fn classes(values: &[Option<i64>]) -> Vec<Option<usize>> {
    let mut known: Vec<i64> = values.iter().copied().flatten().collect();
    known.sort_unstable();
    let class = |value: i64| {
        let below = known.partition_point(|other| *other < value);
        below * CLASSES / known.len().max(1) + 1
    };
    values.iter().map(|value| value.map(class)).collect()
}

/// The classes that have values, from the lowest: its number, its lowest and its highest value.
pub fn spans(values: &[Option<i64>]) -> Vec<(usize, i64, i64)> {
    let of = classes(values);
    (1..=CLASSES)
        .filter_map(|class| {
            let members = values.iter().zip(&of).filter(|(_, of)| **of == Some(class));
            let members: Vec<i64> = members.filter_map(|(value, _)| *value).collect();
            Some((class, *members.iter().min()?, *members.iter().max()?))
        })
        .collect()
}

/// The tiles, and what their colours mean. Where nothing is told of a prefecture its tile is hatched.
#[component]
pub fn TileMap(
    /// Prefectures, in the order of their numbers.
    tiles: Vec<Tile>,
    /// What the list is, for the ear.
    #[prop(into)]
    label: String,
    /// Writes a value in words, for the key.
    words: fn(i64) -> String,
) -> impl IntoView {
    let values: Vec<Option<i64>> = tiles.iter().map(|tile| tile.value).collect();
    let keys = spans(&values)
        .into_iter()
        .map(|(class, from, to)| {
            let span = if from == to { words(from) } else { format!("{}～{}", words(from), words(to)) };
            view! { <li class="tiles__key"><span class=format!("tiles__swatch tile--{class}") aria-hidden="true"></span>{span}</li> }
        })
        .collect_view();
    let drawn = tiles
        .into_iter()
        .zip(classes(&values))
        .map(|(tile, class)| {
            let Tile { number, name, words, href, .. } = tile;
            let class = class.map_or_else(|| "tile--none".to_owned(), |class| format!("tile--{class}"));
            let body =
                view! { <span class="tile__name">{name}</span>" "<span class="tile__value">{words}</span> };
            let body = match href {
                Some(href) => view! { <a class="tile__link" href=href>{body}</a> }.into_any(),
                None => view! { <span class="tile__link">{body}</span> }.into_any(),
            };
            view! { <li class=format!("tile p{number:02} {class}")>{body}</li> }
        })
        .collect_view();
    view! {
        <ol class="tiles" aria-label=label>{drawn}</ol>
        <ul class="tiles__keys">
            {keys}
            <li class="tiles__key"><span class="tiles__swatch tile--none" aria-hidden="true"></span>"示されていない"</li>
        </ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::html;
    use std::collections::BTreeSet;

    #[test]
    fn every_prefecture_has_a_place_of_its_own_in_the_frame() {
        let places: BTreeSet<_> = PLACES.into_iter().collect();
        assert_eq!(places.len(), 47);
        assert!(PLACES.iter().all(|(column, row)| (1..=14).contains(column) && (1..=11).contains(row)));
    }

    #[test]
    fn ten_values_are_five_pairs_and_equal_ones_stay_together() {
        let ten: Vec<_> = (0..10).map(Some).collect();
        let wanted = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5].map(Some);
        assert_eq!(classes(&ten), wanted);
        assert_eq!(classes(&[Some(7), None, Some(7), Some(9)]), [Some(1), None, Some(1), Some(4)]);
        assert_eq!(spans(&[Some(7), None, Some(7), Some(9)]), [(1, 7, 7), (4, 9, 9)]);
        assert_eq!(classes(&[None]), [None]);
    }

    #[test]
    fn a_tile_says_its_value_in_words_and_leads_to_its_cities() {
        let tile = |number: u8, value: Option<i64>| Tile {
            number,
            name: format!("県{number}"),
            value,
            words: value.map_or_else(|| "―".to_owned(), |value| format!("{value}%")),
            href: value.map(|_| format!("?prefecture={number}")),
        };
        let tiles = vec![tile(1, Some(12)), tile(2, None)];
        let html = html(|| view! { <TileMap tiles label="都道府県" words={|value| format!("{value}%")}/> });
        assert!(html.contains(r#"<li class="tile p01 tile--1"><a href="?prefecture=1""#), "{html}");
        assert!(html.contains(r#"<li class="tile p02 tile--none"><span class="tile__link">"#), "{html}");
        assert!(html.contains("県1</span> <span class=\"tile__value\">12%"), "{html}");
        assert!(!html.contains("style=") && html.contains("<ol"), "{html}");
    }

    #[test]
    fn a_higher_value_never_stands_in_a_lower_class() {
        for count in 0..60_i64 {
            // Several of each, in no order.
            let values: Vec<Option<i64>> =
                (0..count).map(|n| (n % 7 != 3).then_some(n * 37 % 23 - n * n % 5)).collect();
            let of = classes(&values);
            for (one, its) in values.iter().zip(&of) {
                assert_eq!(one.is_some(), its.is_some_and(|class| (1..=CLASSES).contains(&class)));
                for (other, theirs) in values.iter().zip(&of) {
                    let lower = matches!((one, other), (Some(one), Some(other)) if one < other);
                    assert!(!lower || its <= theirs, "{values:?}");
                    assert!(one.is_none() || one != other || its == theirs, "{values:?}");
                }
            }
        }
    }
}
