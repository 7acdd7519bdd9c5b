//! What the pages have in common: a bar in a cell, a trend, kinds of services.

use crate::messages::across::{month, month_short, number, rate, trend};
use chrono::NaiveDate;
use domain::{
    adoption::{
        Tenths,
        across::{Line, Told},
    },
    service_type::Group,
};
use elements::{
    Column, Density, Table,
    charts::{self, Figure, LineChart, Numbers, Point},
};
use leptos::prelude::*;

/// A rate as a bar of the whole; it says nothing that the number beside it does not.
pub(super) fn bar(rate: Option<Tenths>) -> impl IntoView {
    rate.map(|rate| {
        let width = rate.0.clamp(0, 1000).to_string();
        view! {
            <svg class="bar__svg" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">
                <rect class="bar__ground" x="0" y="0" width="1000" height="16"/>
                <rect class="bar__part bar__part--1" x="0" y="0" width=width height="16"/>
            </svg>
        }
    })
}

/// A month of a trend: the rate where it is told, and its cells.
pub(super) type Moment = (NaiveDate, Option<Tenths>, Vec<String>);

/// Rates over the months, with their numbers; `here` is the address where they are saved, ending in `&`.
pub(super) fn months(
    id: &'static str,
    heads: &[&str],
    months: Vec<Moment>,
    here: &str,
) -> impl IntoView + use<> {
    let csv = format!("{here}format=csv");
    let told: Vec<(NaiveDate, Tenths)> =
        months.iter().filter_map(|(month, rate, _)| rate.map(|rate| (*month, rate))).collect();
    let finding = trend(told.first().copied(), told.last().copied());
    let points = months
        .iter()
        .map(|(month, rate, _)| Point { label: month_short(*month), value: rate.map(|rate| rate.0) })
        .collect();
    let lines = vec![charts::Line { name: "導入率".to_owned(), points }];
    let numbers = Numbers {
        heads: std::iter::once("月").chain(heads.iter().copied()).map(str::to_owned).collect(),
        // The newest month is what one looks for.
        rows: months
            .into_iter()
            .rev()
            .map(|(of, _, cells)| std::iter::once(month(of)).chain(cells).collect())
            .collect(),
    };
    view! {
        <Figure id=id title="導入率の推移" finding numbers csv>
            <LineChart id=id lines/>
        </Figure>
    }
}

/// What is told of a city on a day, by kind of service and by step.
pub(super) fn told(caption: String, told: &Told) -> impl IntoView + use<> {
    let row = |name: &'static str, line: Line| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="number">{number(line.offices)}</td>
                <td class="number">{number(line.adopted)}</td>
                <td class="number">{rate(line)}</td>
                <td class="number">{number(line.pledged)}</td>
                <td class="number">{number(line.interested)}</td>
                <td class="number">{number(line.stopped)}</td>
                <td class="number">{number(line.unknown)}</td>
            </tr>
        }
    };
    let all = row("すべて", told.all);
    let groups = Group::ALL
        .into_iter()
        .filter_map(|group| told.groups.get(&group).map(|line| row(group.name(), *line)))
        .collect_view();
    let numbers =
        ["事業所", "導入済み", "導入率", "導入予定", "認知・検討中", "停止", "不明"].map(Column::number);
    let columns = std::iter::once(Column::new("サービスの区分")).chain(numbers).collect();
    view! { <Table caption columns density=Density::Dense>{all}{groups}</Table> }
}
