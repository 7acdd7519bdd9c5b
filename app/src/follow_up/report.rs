//! The report of a model project: numbers by phase, each with what it counts; printed on one page.

use crate::{exports::SaveLinks, messages::follow_up as words, paths};
use domain::{
    adoption::Rate,
    follow_up::{Figure, Figures, Period, Phase},
    wareki::format_date,
};
use elements::{
    Breadcrumb, Button, ButtonKind, Column, Crumb, DateField, Density, ErrorSummary, FormState, PageHeader,
    SearchForm, Section, Table,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The tenant's name.
    pub tenant: String,
    /// The period, with its numbers; none where it cannot be read.
    pub counted: Option<(Period, Figures)>,
}

/// A rate in words: `16.0%（30件／188件、令和6年4月1日）`.
fn rate(rate: Rate) -> String {
    let percent = rate.percent().map_or_else(|| "―".to_owned(), |percent| format!("{percent}%"));
    format!("{percent}（{}件／{}件、{}）", rate.numerator, rate.denominator, format_date(rate.as_of))
}

/// The page.
#[component]
pub fn ReportPage(
    /// What is shown.
    report: ReportView,
    /// The days as they were typed.
    form: FormState,
) -> impl IntoView {
    let ReportView { slug, tenant, counted } = report;
    let summary = view! { <ErrorSummary form=form.clone()/> };
    let choice = view! {
        <SearchForm action=paths::follow_up_report(&slug) label="期間を選ぶ">
            <DateField form=&form name="from" label="期間の初日" optional=true/>
            <DateField form=&form name="until" label="期間の最終日" optional=true/>
            <Button kind=ButtonKind::Secondary>"この期間でまとめる"</Button>
        </SearchForm>
    };
    let caption = counted.as_ref().map(|(period, _)| {
        format!("{tenant}　{}から{}まで", format_date(period.from), format_date(period.until))
    });
    let body = counted.map(|(period, figures)| phases(&slug, period, &figures));
    view! {
        {summary}
        <Breadcrumb crumbs=vec![Crumb::new("伴走支援", paths::follow_up(&slug))] here="実績"/>
        <PageHeader title="伴走支援の実績" caption lead="実態把握、周知・申込、連携支援、評価の順に、期間の数をまとめます。"/>
        {choice}
        {body}
    }
}

fn phases(slug: &str, period: Period, figures: &Figures) -> impl IntoView + use<> {
    let parts = Phase::ALL
        .into_iter()
        .map(|phase| {
            let rows = Figure::ALL
                .into_iter()
                .filter(|figure| figure.phase() == phase)
                .map(|figure| {
                    let (label, unit, counts) = words::figure(figure);
                    view! {
                        <tr>
                            <th scope="row">{label}</th>
                            <td class="number nowrap">{format!("{}{unit}", figures.get(figure))}</td>
                            <td>{counts}</td>
                        </tr>
                    }
                })
                .collect_view();
            let columns = vec![Column::new("項目"), Column::number("数"), Column::new("数え方")];
            let title = words::phase(phase);
            let rates = (phase == Phase::Evaluation).then(|| rates(period, figures));
            view! {
                <Section title>
                    {rates}
                    <Table caption=title caption_hidden=true density=Density::Dense columns>{rows}</Table>
                </Section>
            }
        })
        .collect_view();
    let within = format!("from={}&until={}&", period.from, period.until);
    let export = format!("{}/export?{within}", paths::follow_up_report(slug));
    let records = format!("{}?{within}", paths::follow_up_export(slug));
    view! {
        {parts}
        <SaveLinks what="伴走支援の実績" here=export/>
        <p class="no-print">"この期間の支援の記録も、1件ずつの表にして保存できます。"</p>
        <SaveLinks what="支援の記録" here=records/>
    }
}

fn rates(period: Period, figures: &Figures) -> impl IntoView + use<> {
    let (before, after) = figures.rates(period);
    let points = after.points_since(before).map(|points| format!("　差は{}ポイント", points.signed()));
    view! { <p>{format!("導入率　{} → {}{}", rate(before), rate(after), points.unwrap_or_default())}</p> }
}
