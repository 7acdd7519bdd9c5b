//! The rate at the end of each month, as a line.

use crate::{exports::SaveLinks, messages::adoption_counts as words, paths};
use chrono::NaiveDate;
use domain::{
    adoption::{Indicator, Tally},
    wareki::format_date,
};
use elements::{
    Section,
    charts::{Figure, Line, LineChart, Numbers, Point},
};
use leptos::prelude::*;

/// Months of a year.
const YEAR: usize = 12;

/// The part of the page; ends of months of which nothing is known break the line.
pub(super) fn trend(
    slug: &str,
    on: NaiveDate,
    since: NaiveDate,
    months: &[(NaiveDate, Option<Tally>)],
) -> impl IntoView + use<> {
    let known: Vec<Option<Indicator>> =
        months.iter().map(|(day, tally)| tally.map(|tally| tally.indicator(*day))).collect();
    let finding = finding(&known);
    let points = months
        .iter()
        .zip(&known)
        .map(|((day, _), known)| {
            let value = known.and_then(Indicator::rate).map(|rate| rate.0);
            Point { label: words::month(*day), value }
        })
        .collect();
    let rows = months
        .iter()
        .zip(&known)
        .rev()
        .map(|((day, _), known)| {
            let count = |of: fn(&Indicator) -> u64| {
                known.as_ref().map_or("―".to_owned(), |known| of(known).to_string())
            };
            vec![
                format_date(*day),
                count(|known| known.numerator),
                count(|known| known.denominator),
                words::percent(known.and_then(Indicator::rate)),
            ]
        })
        .collect();
    let heads = ["時点", "導入済み", "事業所", "導入率"].map(str::to_owned).to_vec();
    let numbers = Numbers { heads, rows };
    let lines = vec![Line { name: "導入率".to_owned(), points }];
    let here = paths::adoption_trend_export(slug, on, since);
    view! {
        <Section title="導入率の推移" id="trend">
            <Figure id="adoption-trend" title="月末ごとの導入率" finding numbers csv=format!("{here}format=csv")>
                <LineChart id="adoption-trend" lines/>
            </Figure>
            <SaveLinks what="導入率の推移" here/>
        </Section>
    }
}

/// What the line shows: the last point beside the one of a year before, or the first that is known.
fn finding(known: &[Option<Indicator>]) -> String {
    let last = known.last().copied().flatten();
    let year = known.len().checked_sub(YEAR + 1).and_then(|place| known.get(place)).copied().flatten();
    let first = || known.iter().take(known.len().saturating_sub(1)).find_map(|known| *known);
    match (year.or_else(first), last) {
        (Some(before), Some(now)) => words::rise(before, now),
        (None, Some(_)) => "比べられる月がまだありません。月が変わると、推移を示せます。".to_owned(),
        (_, None) => {
            "導入状況の記録がまだありません。利用事業所の一覧を取り込むと、推移を示せます。".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(day: &str, adopted: u64) -> Indicator {
        let tally = Tally { adopted, unknown: 188 - adopted, ..Tally::default() };
        tally.indicator(day.parse().unwrap())
    }

    #[test]
    fn the_last_month_is_told_beside_the_one_of_a_year_before() {
        let mut known = vec![Some(point("2024-03-31", 2)), Some(point("2024-04-30", 4))];
        known.extend([None; 11]);
        known.push(Some(point("2025-04-01", 30)));
        assert!(finding(&known).contains("13.8ポイント上がりました"), "{}", finding(&known));
        assert!(finding(&known[12..]).contains("まだありません"));
        assert!(finding(&[None]).contains("一覧を取り込む"));
    }
}
