//! S18 執行状況: the budget of each programme of a year, what was asked for, decided and paid, and by when it is used up.

use crate::{exports::SaveLinks, messages::subsidies::forecast as forecast_words, paths};
use domain::{
    fiscal_year::FiscalYear,
    money::Yen,
    subsidies::Forecast,
    year_end::{ProgrammeResult, Totals},
};
use elements::{
    Breadcrumb, BudgetBar, Column, Crumb, Density, EmptyState, PageHeader, Part, Section, Stat, Stats, Table,
};
use leptos::prelude::*;

/// One programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExecutionLine {
    /// Its numbers.
    pub result: ProgrammeResult,
    /// 確保: asked for, not decided.
    pub reserved: Yen,
    /// By when its budget is used up.
    pub forecast: Forecast,
    /// Its ledger.
    pub href: String,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExecutionView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The year.
    pub year: FiscalYear,
    /// Its programmes.
    pub lines: Vec<ExecutionLine>,
    /// All of them together; none where the sum leaves the range of an amount.
    pub totals: Option<Totals>,
}

/// The page.
#[component]
pub fn ExecutionPage(
    /// What it shows.
    execution: ExecutionView,
) -> impl IntoView {
    let ExecutionView { slug, year, lines, totals } = execution;
    let stats = totals.map(|totals| {
        let rate = totals.executed().map_or_else(
            || "－".to_owned(),
            |mille| format!("{}.{}", mille / 10, mille % 10),
        );
        let note = format!("支払額{} ÷ 予算額{}", totals.paid, totals.budget);
        view! {
            <Stats>
                <Stat label="執行率" value=rate unit="%" note/>
                <Stat label="交付決定" value=totals.tally.granted.to_string() unit="件" note=format!("決定額{}", totals.committed)/>
                <Stat label="受付" value=totals.tally.received.to_string() unit="件" note=format!("うち決定前{}件", totals.tally.open)/>
            </Stats>
        }
    });
    let body = if lines.is_empty() {
        view! { <EmptyState title="この年度に公開した補助事業はありません"/> }.into_any()
    } else {
        let bars = lines.iter().cloned().map(bar).collect_view();
        let rows = lines.into_iter().map(row).collect_view();
        let columns = vec![
            Column::new("補助事業"),
            Column::number("予算額"),
            Column::number("審査中（確保）"),
            Column::number("交付決定"),
            Column::number("支払済"),
            Column::number("残額"),
            Column::number("受付"),
            Column::number("交付"),
            Column::number("不交付"),
            Column::number("取下げ"),
        ];
        let save = paths::export_of(&paths::execution(&slug, year));
        view! {
            {bars}
            <Section title="一覧">
                <SaveLinks what="執行状況" here=save/>
                <Table caption="執行状況" caption_hidden=true density=Density::Dense columns>{rows}</Table>
            </Section>
        }
        .into_any()
    };
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("年度・記録", paths::records(&slug))] here="執行状況"/>
        <PageHeader title=format!("{}の執行状況", year.label())/>
        {stats}
        {body}
    }
}

fn minus(yen: Yen, other: Yen) -> Yen {
    Yen(yen.get().saturating_sub(other.get()))
}

fn bar(line: ExecutionLine) -> impl IntoView {
    let ExecutionLine { result, reserved, forecast, href } = line;
    let part =
        |label: &str, yen: Yen| Part { label: label.to_owned(), amount: yen.get(), words: yen.to_string() };
    let unpaid = minus(result.committed, result.paid);
    let rest = minus(minus(result.budget, result.committed), reserved);
    view! {
        <article class="panel">
            <h2><a href=href>{result.title}</a></h2>
            <BudgetBar
                label="予算額"
                total=result.budget.get()
                total_words=result.budget.to_string()
                parts=vec![part("支払済", result.paid), part("交付決定（支払前）", unpaid), part("審査中", reserved)]
                rest_words=rest.to_string()
            />
            <p class="muted">{forecast_words(forecast)}</p>
        </article>
    }
}

fn row(line: ExecutionLine) -> impl IntoView {
    let ExecutionLine { result, reserved, href, .. } = line;
    let rest = minus(minus(result.budget, result.committed), reserved);
    let amounts = [result.budget, reserved, result.committed, result.paid, rest];
    let amounts = amounts.map(|yen| view! { <td class="number">{yen.grouped()}</td> });
    let counts = [result.received, result.granted, result.refused, result.withdrawn];
    let counts = counts.map(|n| view! { <td class="number">{n}</td> });
    view! {
        <tr>
            <th scope="row"><a href=href>{result.title}</a></th>
            {amounts.into_iter().collect_view()}
            {counts.into_iter().collect_view()}
        </tr>
    }
}
