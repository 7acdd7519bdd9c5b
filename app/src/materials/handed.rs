//! Where materials went: who received how many.

use crate::{exports::SaveLinks, paths};
use chrono::NaiveDate;
use domain::{ids::MaterialId, wareki::format_date};
use elements::{Breadcrumb, Column, Crumb, Density, EmptyState, PageHeader, Stat, Stats, Table};
use leptos::prelude::*;

/// Lines that the page shows; all are in the table to save.
const SHOWN: usize = 200;

/// What was handed out once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedLine {
    /// When.
    pub on: NaiveDate,
    /// Which material, and what it is called.
    pub material: (MaterialId, String),
    /// To whom, in words.
    pub to: String,
    /// What that is: 事業所, デモ・説明会 …
    pub to_kind: &'static str,
    /// Where that is, inside.
    pub href: Option<String>,
    /// How many.
    pub pieces: u32,
    /// 備考.
    pub note: String,
}

/// The page.
#[component]
pub fn HandedPage(
    /// The tenant's word in addresses.
    slug: String,
    /// What was handed out, the latest first.
    lines: Vec<HandedLine>,
) -> impl IntoView {
    let materials = paths::materials(&slug);
    let list = if lines.is_empty() {
        view! { <EmptyState title="配布の記録はまだありません"><p>"資材のページで「配布を記録する」と、ここに並びます。"</p></EmptyState> }
            .into_any()
    } else {
        let (totals, more) = (totals(&lines), lines.len().saturating_sub(SHOWN));
        let rows = lines.into_iter().take(SHOWN).map(|line| row(&slug, line)).collect_view();
        let more = (more > 0).then(|| {
            view! { <p class="muted">{format!("ほかに{more}件あります。すべての記録は、表を保存すると見られます。")}</p> }
        });
        let columns = vec![
            Column::new("日付"),
            Column::new("資材"),
            Column::new("渡した先"),
            Column::new("渡した先の種類"),
            Column::number("数"),
            Column::new("備考"),
        ];
        let save = paths::export_of(&paths::materials_handed(&slug));
        view! {
            <div class="list-head">{totals}</div>
            <Table caption="渡した先" caption_hidden=true columns density=Density::Dense stacks=true>{rows}</Table>
            {more}
            <SaveLinks what="配布先の記録" here=save/>
        }
        .into_any()
    };
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("資材", materials)] here="配布先の記録"/>
        <PageHeader title="配布先の記録" lead="どの事業所、どの会、どの活動に、何を何部渡したかです。取り消した記録は入りません。"/>
        {list}
    }
}

fn totals(lines: &[HandedLine]) -> impl IntoView + use<> {
    let mut sums: Vec<(String, u64, usize)> = Vec::new();
    for line in lines {
        let title = &line.material.1;
        match sums.iter_mut().find(|(known, ..)| known == title) {
            Some((_, pieces, times)) => {
                *pieces += u64::from(line.pieces);
                *times += 1;
            }
            None => sums.push((title.clone(), u64::from(line.pieces), 1)),
        }
    }
    let stats = sums
        .into_iter()
        .map(|(label, pieces, times)| {
            view! { <Stat label value=pieces.to_string() unit="部" note=format!("{times}回の配布")/> }
        })
        .collect_view();
    view! { <Stats>{stats}</Stats> }
}

fn row(slug: &str, line: HandedLine) -> impl IntoView + use<> {
    let HandedLine { on, material: (id, title), to, to_kind, href, pieces, note } = line;
    let whom = match href {
        Some(href) => view! { <a href=href>{to}</a> }.into_any(),
        None => to.into_any(),
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" class="nowrap">{format_date(on)}</th>
            <td role="cell" data-label="資材"><a href=paths::material(slug, id)>{title}</a></td>
            <td role="cell" data-label="渡した先">{whom}</td>
            <td role="cell" data-label="渡した先の種類">{to_kind}</td>
            <td role="cell" data-label="数" class="number">{pieces.to_string()}</td>
            <td role="cell" data-label="備考">{note}</td>
        </tr>
    }
}
