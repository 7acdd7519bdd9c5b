//! 都道府県別の申込状況: the table of the circular, live.

use crate::{exports::SaveLinks, messages::occasions::prefecture, paths, when};
use chrono::{DateTime, Utc};
use domain::occasions::{Row, Table as Counted};
use elements::{BackLink, Column, Density, PageHeader, Stat, Stats, Table};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct OccasionTableView {
    /// Where it leads back to.
    pub back: String,
    /// What the occasion is called.
    pub title: String,
    /// The table.
    pub table: Counted,
    /// When it was counted.
    pub at: DateTime<Utc>,
    /// Whether it counts those who came, not those who registered.
    pub came: bool,
    /// The same table of the others, where there is one.
    pub other: Option<String>,
    /// Where it is saved from.
    pub save: Option<String>,
}

/// The page.
#[component]
pub fn OccasionTablePage(
    /// What it shows.
    view: OccasionTableView,
) -> impl IntoView {
    let OccasionTableView { back, title, table, at, came, other, save } = view;
    let (heading, rate, other_words) = if came {
        ("都道府県別の参加状況", "参加率", "申込状況を見る")
    } else {
        ("都道府県別の申込状況", "申込率", "参加状況を見る")
    };
    let lead = format!(
        "{}現在。{rate}は、市区町村の合計÷市区町村の総数です。小数第2位を四捨五入し、高い順に並べています。",
        when::moment(at)
    );
    let total = table.total;
    let of = format!("{} / {}", total.municipalities(), total.there_are);
    let save = save.map(|here| view! { <SaveLinks what=heading here=paths::export_of(&here)/> });
    let other = other.map(|href| view! { <p><a href=href>{other_words}</a></p> });
    let columns = vec![
        Column::number("No."),
        Column::new("都道府県"),
        Column::number("合計（人数）"),
        Column::number("合計（団体数）"),
        Column::number("国保連（人数）"),
        Column::number("国保連（団体数）"),
        Column::number("都道府県（人数）"),
        Column::number("都道府県（団体数）"),
        Column::number(rate),
        Column::number("市区町村の総数"),
        Column::number("市区町村（合計）"),
        Column::number("特別区"),
        Column::number("市"),
        Column::number("町村"),
        Column::number("一部事務組合等"),
    ];
    let lines = std::iter::once(line(None, &total))
        .chain((1..).zip(&table.rows).map(|(number, row)| line(Some(number), row)))
        .collect_view();
    view! {
        <BackLink href=back/>
        <PageHeader title=heading caption=title lead/>
        <Stats>
            <Stat label="団体" value=total.all.bodies.to_string() unit="団体"/>
            <Stat label="人" value=total.all.people.to_string() unit="人"/>
            <Stat label=format!("市区町村の{rate}") value=total.rate_words() note=of/>
        </Stats>
        {save}
        {other}
        <Table caption=heading caption_hidden=true columns density=Density::Tight>{lines}</Table>
    }
}

fn line(number: Option<u8>, row: &Row) -> impl IntoView + use<> {
    let cells = [
        row.all.people,
        row.all.bodies,
        row.federations.people,
        row.federations.bodies,
        row.prefectures.people,
        row.prefectures.bodies,
    ]
    .map(|count| view! { <td class="number">{count.to_string()}</td> })
    .collect_view();
    let after =
        [row.there_are, row.municipalities(), row.special_wards, row.cities, row.towns, row.associations]
            .map(|count| view! { <td class="number">{count.to_string()}</td> })
            .collect_view();
    let number = number.map_or_else(String::new, |number| number.to_string());
    view! {
        <tr>
            <td class="number">{number}</td>
            <th scope="row">{prefecture(row.prefecture)}</th>
            {cells}
            <td class="number">{row.rate_words()}</td>
            {after}
        </tr>
    }
}
