//! The offices by what tells them apart: a table each, with the way to those that have not adopted.

use crate::{exports::SaveLinks, messages::adoption_counts as words, paths};
use chrono::NaiveDate;
use domain::adoption::{By, Group, Tally};
use elements::{
    Column, Density, Section, Table,
    charts::{Bar, BarChart, Figure, Numbers},
};
use leptos::prelude::*;

/// A group on both days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupLine {
    /// Which.
    pub group: Group,
    /// What it is called.
    pub label: String,
    /// On the day.
    pub now: Tally,
    /// On the earlier day.
    pub before: Tally,
}

/// So many groups the page shows; the table to save has all of them.
const SHOWN: usize = 30;
/// So many bars are read well.
const BARS: usize = 12;

/// The part of the page.
pub(super) fn breakdown(
    slug: &str,
    by: By,
    lines: &[GroupLine],
    on: NaiveDate,
    since: NaiveDate,
) -> impl IntoView + use<> {
    let title = format!("{}ごとの導入率", words::by(by));
    let more = lines.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| {
        view! { <p>{format!("事業所の多い{SHOWN}件を表示しています。ほかの{more}件も、保存する表にはすべて入ります。")}</p> }
    });
    let picture = (by == By::Area && (2..=BARS).contains(&lines.len())).then(|| picture(lines));
    let rows = largest(lines).into_iter().map(|line| row(slug, line, on, since)).collect_view();
    let columns = vec![
        Column::new(words::by(by)),
        Column::number("導入済み"),
        Column::number("事業所"),
        Column::number("導入率"),
        Column::number("比べる日"),
        Column::number("差"),
        Column::number("導入予定"),
        Column::new("まだの事業所"),
    ];
    let (here, what) = (paths::adoption_export(slug, by, on, since), title.clone());
    let caption = title.clone();
    view! {
        <Section title id=format!("by-{}", by.name())>
            <p>{words::by_means(by)}</p>
            {picture}
            <Table caption caption_hidden=true density=Density::Dense columns stacks=true>{rows}</Table>
            {more}
            <SaveLinks what here/>
        </Section>
    }
}

/// The groups that are shown: those with most offices, in the order in which they came.
fn largest(lines: &[GroupLine]) -> Vec<&GroupLine> {
    let mut shown: Vec<(usize, &GroupLine)> = lines.iter().enumerate().collect();
    shown.sort_by_key(|(place, line)| (std::cmp::Reverse(line.now.all()), *place));
    shown.truncate(SHOWN);
    shown.sort_by_key(|(place, _)| *place);
    shown.into_iter().map(|(_, line)| line).collect()
}

fn row(slug: &str, line: &GroupLine, on: NaiveDate, since: NaiveDate) -> impl IntoView + use<> {
    let (now, before) = (line.now.indicator(on), line.before.indicator(since));
    let missing = now.denominator - now.numerator;
    let onward = if missing == 0 {
        view! { <span class="muted">"なし"</span> }.into_any()
    } else {
        let href = paths::adoption_offices(slug, Some(&line.group), "", on);
        let of = format!("：{}", line.label);
        view! { <a href=href>{format!("{missing}件を見る")}<span class="hidden">{of}</span></a> }.into_any()
    };
    let earlier =
        format!("{}（{}／{}）", words::percent(before.rate()), before.numerator, before.denominator);
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{line.label.clone()}</th>
            <td role="cell" data-label="導入済み" class="number">{now.numerator.to_string()}</td>
            <td role="cell" data-label="事業所" class="number">{now.denominator.to_string()}</td>
            <td role="cell" data-label="導入率" class="number nowrap">{words::percent(now.rate())}</td>
            <td role="cell" data-label="比べる日" class="number nowrap">{earlier}</td>
            <td role="cell" data-label="差" class="number nowrap">{words::points(now.points_since(before))}</td>
            <td role="cell" data-label="導入予定" class="number">{line.now.pledged.to_string()}</td>
            <td role="cell" data-label="まだの事業所" class="nowrap">{onward}</td>
        </tr>
    }
}

/// The areas as bars, and which of them stands highest and lowest.
fn picture(lines: &[GroupLine]) -> impl IntoView + use<> {
    let rate = |line: &GroupLine| line.now.indicator(NaiveDate::MIN).rate();
    let words_of = |line: &GroupLine| {
        format!("{}（{}／{}）", words::percent(rate(line)), line.now.adopted, line.now.all())
    };
    let counted = || lines.iter().filter(|line| rate(line).is_some());
    let highest = counted().max_by_key(|line| (rate(line), line.now.adopted));
    let lowest = counted().min_by_key(|line| (rate(line), line.now.adopted));
    let finding = match (highest, lowest) {
        (Some(highest), Some(lowest)) if rate(highest) > rate(lowest) => format!(
            "いちばん高いのは{}の{}、いちばん低いのは{}の{}です。",
            highest.label,
            words_of(highest),
            lowest.label,
            words_of(lowest)
        ),
        _ => "圏域による差はありません。".to_owned(),
    };
    let bars = lines
        .iter()
        .map(|line| Bar::new(line.label.clone(), rate(line).map_or(0, |rate| rate.0), words_of(line)))
        .collect();
    let rows = lines
        .iter()
        .map(|line| {
            let count = |count: u64| count.to_string();
            vec![
                line.label.clone(),
                count(line.now.adopted),
                count(line.now.all()),
                words::percent(rate(line)),
            ]
        })
        .collect();
    let heads = ["日常生活圏域", "導入済み", "事業所", "導入率"].map(str::to_owned).to_vec();
    let numbers = Numbers { heads, rows };
    view! {
        <Figure id="adoption-areas" title="圏域ごとの導入率の比較" finding numbers>
            <BarChart id="adoption-areas" bars/>
        </Figure>
    }
}
