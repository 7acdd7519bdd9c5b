//! 年度・記録: every year with how it stands, and what is kept of the work.

use super::YearState;
use crate::{messages::year_end as words, paths};
use domain::{fiscal_year::FiscalYear, year_end::Tally};
use elements::{Cards, Column, Density, EmptyState, LinkCard, PageHeader, Section, Table, Tag};
use leptos::prelude::*;

/// One year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearLine {
    /// Which.
    pub year: FiscalYear,
    /// How it stands.
    pub state: YearState,
    /// What became of its receipts.
    pub tally: Tally,
    /// How much is not final.
    pub left: u64,
}

/// Something that there is of each year: what, and its address.
pub type OfYear = (&'static str, fn(&str, FiscalYear) -> String);

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordsView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The newest first.
    pub years: Vec<YearLine>,
    /// What else there is: title, sentence, address.
    pub cards: Vec<(&'static str, &'static str, String)>,
    /// What there is of each year: words, and the address of a year.
    pub of_year: Vec<OfYear>,
}

/// The page.
#[component]
pub fn RecordsPage(
    /// What it shows.
    records: RecordsView,
) -> impl IntoView {
    let RecordsView { slug, years, cards, of_year } = records;
    let list = if years.is_empty() {
        view! { <EmptyState title="公開した補助事業はまだありません"/> }.into_any()
    } else {
        let rows = years
            .into_iter()
            .map(|YearLine { year, state, tally, left }| {
                let (tone, word) = state.tag();
                let links = of_year
                    .iter()
                    .map(|(words, href)| {
                        let label = format!("{}の{words}", year.label());
                        view! { <a href=href(&slug, year) aria-label=label>{*words}</a>"　" }
                    })
                    .collect_view();
                view! {
                    <tr>
                        <th scope="row"><a href=paths::year_end(&slug, year)>{format!("{}の総点検", year.label())}</a></th>
                        <td><Tag tone label=word/></td>
                        <td>{words::equation(tally)}</td>
                        <td class="number">{left}</td>
                        <td>{links}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![
            Column::new("年度"),
            Column::new("状態"),
            Column::new("受付数の照合"),
            Column::number("終わっていないもの"),
            Column::new("資料"),
        ];
        view! { <Table caption="年度" caption_hidden=true density=Density::Dense columns>{rows}</Table> }
            .into_any()
    };
    let cards = cards
        .into_iter()
        .map(|(title, sentence, href)| view! { <LinkCard href title><p>{sentence}</p></LinkCard> })
        .collect_view();
    view! {
        <PageHeader title="年度・記録" lead="年度ごとの総点検と締め、記録の保存と廃棄、議会・都道府県・公表のための資料です。"/>
        <Section title="年度">{list}</Section>
        <Section title="記録"><Cards>{cards}</Cards></Section>
    }
}
