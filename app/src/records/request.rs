//! 予算要求資料: what was achieved, what next year may ask for, and what it costs; printed on two pages.

use crate::{messages::records as words, paths};
use domain::{
    fiscal_year::FiscalYear,
    money::Yen,
    year_end::{DemandField as Field, ScenarioName},
};
use elements::{
    Breadcrumb, Button, ButtonLink, Buttons, Choice, Column, Crumb, Density, ErrorSummary, FormState,
    MoneyField, PageHeader, SearchForm, Section, SelectField, SummaryList, SummaryRow, Table, Width,
};
use leptos::prelude::*;

/// A list whose first line is one of its choices.
const NO_BLANK: Option<String> = None;

/// One way of thinking about next year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioLine {
    /// Which.
    pub name: ScenarioName,
    /// How many offices.
    pub offices: u32,
    /// What they cost.
    pub cost: Option<Yen>,
    /// Whether it is asked for.
    pub asked: bool,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The year that the numbers are of.
    pub year: FiscalYear,
    /// What was achieved: name and value.
    pub achieved: Vec<(String, String)>,
    /// The three.
    pub scenarios: Vec<ScenarioLine>,
    /// What the PDF is asked with.
    pub pdf: String,
    /// What was typed.
    pub form: FormState,
}

/// The page.
#[component]
pub fn RequestPage(
    /// What it shows.
    request: RequestView,
) -> impl IntoView {
    let RequestView { slug, year, achieved, scenarios, pdf, form } = request;
    let achieved = achieved
        .into_iter()
        .map(|(label, value)| view! { <SummaryRow label>{value}</SummaryRow> })
        .collect_view();
    let rows = scenarios
        .into_iter()
        .map(|ScenarioLine { name, offices, cost, asked }| {
            let cost = cost.map_or_else(|| "計算できる額を超えています".to_owned(), |yen| yen.to_string());
            let asked = asked.then_some("要求");
            view! {
                <tr>
                    <th scope="row">{words::scenario(name)}</th>
                    <td>{words::scenario_formula(name)}</td>
                    <td class="number">{offices}</td>
                    <td class="number">{cost}</td>
                    <td>{asked}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("見込み"),
        Column::new("考え方"),
        Column::number("事業所数"),
        Column::number("必要額"),
        Column::unseen("要求する見込み"),
    ];
    let options =
        ScenarioName::ALL.into_iter().map(|name| Choice::new(name.code(), words::scenario(name))).collect();
    let next = year.next();
    let (summary, action) = (form.clone(), paths::budget_request(&slug, year));
    view! {
        <ErrorSummary form=summary/>
        <Breadcrumb crumbs=vec![Crumb::new("年度・記録", paths::records(&slug))] here="予算要求資料"/>
        <PageHeader title=format!("{}の予算要求資料", next.label()) lead=format!("{}の実績から、翌年度の需要を3つの考え方で見込みます。A4で2ページのPDFになります。", year.label())/>
        <Section title="見込みの条件">
            <SearchForm action label="見込みの条件">
                <MoneyField form=&form name=Field::Each.name() label=words::demand_label(Field::Each) hint="空欄なら、ライセンスの定価です。" optional=true/>
                <SelectField form=&form name=Field::Asked.name() label=words::demand_label(Field::Asked) options blank=NO_BLANK width=Width::Medium/>
                <Button>"計算し直す"</Button>
            </SearchForm>
        </Section>
        <Section title="需要と必要額">
            <Table caption="需要の見込み" caption_hidden=true density=Density::Dense columns>{rows}</Table>
        </Section>
        <Section title="これまでの実績"><SummaryList dense=true>{achieved}</SummaryList></Section>
        <Buttons><ButtonLink href=pdf>"PDF（2ページ）を開く"</ButtonLink></Buttons>
    }
}
