//! 公表用の集計: numbers of a year without contacts; groups so small that one could tell who it is are hidden.

use crate::{exports::SaveLinks, paths};
use domain::{fiscal_year::FiscalYear, money::Yen, year_end::SMALLEST};
use elements::{Breadcrumb, Column, Crumb, Density, EmptyState, Notice, PageHeader, Section, Table};
use leptos::prelude::*;

/// One group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedLine {
    /// Which: a programme or a service.
    pub name: String,
    /// Received, granted, and the amount granted; none where they are hidden.
    pub numbers: Option<(u64, u64, Yen)>,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The year.
    pub year: FiscalYear,
    /// Programme by programme.
    pub programmes: Vec<PublishedLine>,
    /// Service by service.
    pub services: Vec<PublishedLine>,
    /// All of them.
    pub total: PublishedLine,
}

/// The page.
#[component]
pub fn PublishedPage(
    /// What it shows.
    published: PublishedView,
) -> impl IntoView {
    let PublishedView { slug, year, programmes, services, total } = published;
    let save = paths::export_of(&paths::publication_table(&slug, year));
    let programmes = table("補助事業ごと", "補助事業", programmes, total.clone());
    let services = table("サービス種類ごと", "サービス種類", services, total);
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("年度・記録", paths::records(&slug))] here="公表用の集計"/>
        <PageHeader title=format!("{}の公表用の集計", year.label())/>
        <Notice title="このまま公表できます">
            <p>{format!("事業所・法人・担当者の名前は入っていません。交付決定が{SMALLEST}件に満たない区分と、合計から逆算できてしまう区分は「＊」で伏せています。")}</p>
        </Notice>
        <SaveLinks what="公表用の集計" here=save/>
        <Section title="補助事業ごと">{programmes}</Section>
        <Section title="サービス種類ごと">
            <p>"複数のサービスを提供する事業所は、番号の最も小さいサービスに数えています。"</p>
            {services}
        </Section>
    }
}

fn table(
    caption: &'static str,
    head: &'static str,
    lines: Vec<PublishedLine>,
    total: PublishedLine,
) -> impl IntoView {
    if lines.is_empty() {
        return view! { <EmptyState title="この年度に受け付けた申請はありません"/> }.into_any();
    }
    let rows = lines.into_iter().map(row).collect_view();
    let columns = vec![
        Column::new(head),
        Column::number("受付（件）"),
        Column::number("交付決定（件）"),
        Column::number("交付決定額（円）"),
    ];
    let foot = ViewFnOnce::from(move || row(total).into_any());
    view! { <Table caption caption_hidden=true density=Density::Dense columns foot>{rows}</Table> }.into_any()
}

fn row(line: PublishedLine) -> impl IntoView {
    let cells = match line.numbers {
        Some((received, granted, yen)) => [received.to_string(), granted.to_string(), yen.grouped()],
        None => ["＊", "＊", "＊"].map(str::to_owned),
    };
    let cells = cells.map(|cell| view! { <td class="number">{cell}</td> }).into_iter().collect_view();
    view! { <tr><th scope="row">{line.name}</th>{cells}</tr> }
}
