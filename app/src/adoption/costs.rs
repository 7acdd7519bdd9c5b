//! 1件あたりの費用: what was spent for each office that newly adopted the system, by measure.

use super::frame::AdoptionParts;
use crate::{exports::SaveLinks, messages::adoption_funnel as words, paths};
use chrono::NaiveDate;
use domain::{
    adoption::{Measure, Spent},
    fiscal_year::FiscalYear,
    follow_up::Period,
    ids::CampaignId,
    money::Yen,
    wareki::format_date,
};
use elements::{
    Breadcrumb, Button, ButtonKind, Column, Crumb, DateField, Density, EmptyState, ErrorSummary, FormState,
    PageHeader, SearchForm, Section, Stat, Stats, Table,
    charts::{Bar, BarChart, Figure, Fill, Numbers},
};
use leptos::prelude::*;

/// What one thing cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostLine {
    /// Whose money it is.
    pub measure: Measure,
    /// Its name.
    pub name: String,
    /// Its day, where it has one.
    pub on: Option<NaiveDate>,
    /// The campaign to which it belongs.
    pub campaign: Option<(CampaignId, String)>,
    /// What was spent.
    pub yen: Yen,
    /// Newly adopted offices that it reached; none where that is not known.
    pub adopted: Option<u64>,
}

impl CostLine {
    /// The amount for one office, or why there is none.
    pub fn each(&self) -> String {
        self.adopted.map_or_else(
            || words::NO_LIST.to_owned(),
            |adopted| words::each(Spent { yen: self.yen, adopted }.each()),
        )
    }
}

/// The numbers of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostNumbers {
    /// The period.
    pub period: Period,
    /// Everything together.
    pub total: Spent,
    /// Each measure.
    pub measures: Vec<(Measure, Spent)>,
    /// Each thing.
    pub lines: Vec<CostLine>,
    /// Activities that are done without a cost.
    pub unpriced: u64,
    /// Orders of materials without an amount.
    pub unpriced_orders: u64,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostsView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The tenant's name.
    pub tenant: String,
    /// The fiscal years that are a link away.
    pub years: Vec<FiscalYear>,
    /// The numbers; none where the period cannot be read.
    pub counted: Option<CostNumbers>,
}

/// The page.
#[component]
pub fn CostsPage(
    /// What is shown.
    view: CostsView,
    /// The period as it was typed.
    form: FormState,
) -> impl IntoView {
    let CostsView { slug, tenant, years, counted } = view;
    let caption = counted.as_ref().map(|counted| {
        let Period { from, until } = counted.period;
        format!("{tenant}　{}から{}まで", format_date(from), format_date(until))
    });
    let years = years
        .into_iter()
        .map(|year| {
            let href = paths::adoption_costs_of(&slug, Period { from: year.start(), until: year.end() });
            view! { <a href=href>{year.label()}</a>"　" }
        })
        .collect_view();
    let body = counted.map(|counted| body(&slug, counted).into_any());
    view! {
        <ErrorSummary form=form.clone()/>
        <Breadcrumb crumbs=vec![Crumb::new("普及状況", paths::adoption(&slug))] here="1件あたりの費用"/>
        <PageHeader title="1件あたりの費用" caption lead="期間に使った額を、同じ期間に新しく導入した事業所の数で割ります。施策ごとの額も並べます。"/>
        <AdoptionParts slug=slug.clone() here="費用"/>
        <SearchForm action=paths::adoption_costs(&slug) label="期間を選ぶ">
            <DateField form=&form name="from" label="期間の初日" optional=true/>
            <DateField form=&form name="until" label="期間の最終日" optional=true/>
            <Button kind=ButtonKind::Secondary>"この期間で計算する"</Button>
        </SearchForm>
        <p class="no-print">"年度で選ぶ："{years}</p>
        {body}
    }
}

fn body(slug: &str, counted: CostNumbers) -> impl IntoView + use<> {
    let CostNumbers { period, total, measures, lines, unpriced, unpriced_orders } = counted;
    if lines.is_empty() && unpriced == 0 && unpriced_orders == 0 {
        let (payments, campaigns, materials) =
            (paths::pay_runs(slug), paths::campaigns(slug), paths::materials(slug));
        let adopted = format!("この期間に新しく導入した事業所は{}件です。", total.adopted);
        return view! {
            <EmptyState title="この期間に使った額の記録はありません">
                <p>{adopted}"補助金の支払を記録するか、キャンペーンの活動を完了にして費用を入力するか、資材の注文に代金を入力すると、1件あたりの費用を計算できます。"</p>
                <p><a href=payments>"支払へ進む"</a>"　"<a href=campaigns>"周知へ進む"</a>"　"<a href=materials>"資材へ進む"</a></p>
            </EmptyState>
            {limits(unpriced, unpriced_orders)}
        }
        .into_any();
    }
    let export = paths::adoption_costs_export(slug, period);
    let (by_measure, by_line) = (by_measure(&measures, total), by_line(slug, lines));
    let each = if total.yen == Yen::ZERO { words::NOTHING.to_owned() } else { words::each(total.each()) };
    view! {
        <Stats>
            <Stat label="使った額" value=total.yen.to_string() note="下の施策の合計"/>
            <Stat label="新しく導入した事業所" value=total.adopted.to_string() unit="件" note="期間の前日は導入しておらず、最終日は導入している営業中の事業所"/>
            <Stat label="1件あたりの費用" value=each note="使った額 ÷ 新しく導入した事業所。1円未満は四捨五入"/>
        </Stats>
        {figure(&measures, &total, &export)}
        <Section title="施策ごと">{by_measure}</Section>
        <Section title="内訳">{by_line}<SaveLinks what="1件あたりの費用" here=export/></Section>
        {limits(unpriced, unpriced_orders)}
    }
    .into_any()
}

fn figure(measures: &[(Measure, Spent)], total: &Spent, export: &str) -> impl IntoView + use<> {
    let bars = measures
        .iter()
        .map(|(measure, spent)| {
            let fill = if spent.adopted == 0 { Fill::Light } else { Fill::Full };
            Bar::new(words::measure(*measure), spent.yen.get().max(0), spent.yen.to_string()).filled(fill)
        })
        .collect();
    let rows = measures.iter().map(|(measure, spent)| {
        vec![
            words::measure(*measure).to_owned(),
            spent.yen.to_string(),
            format!("{}件", spent.adopted),
            words::each(spent.each()),
        ]
    });
    let numbers = Numbers {
        heads: ["施策", "使った額", "届いて新しく導入した事業所", "1件あたりの費用"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
    };
    let finding = match total.each() {
        Some(_) if total.yen == Yen::ZERO => {
            format!("使った額の記録はありません。{}件が新しく導入しました。", total.adopted)
        }
        Some(each) => {
            format!("{}を使い、{}件が新しく導入しました。1件あたり{each}です。", total.yen, total.adopted)
        }
        None => format!("{}を使いました。1件も導入がないため、1件あたりの費用は計算しません。", total.yen),
    };
    view! {
        <Figure id="costs" title="施策ごとの使った額" finding numbers csv=format!("{export}format=csv")>
            <BarChart id="costs" bars/>
        </Figure>
    }
}

fn by_measure(measures: &[(Measure, Spent)], total: Spent) -> impl IntoView + use<> {
    let rows = measures
        .iter()
        .map(|(measure, spent)| {
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{words::measure(*measure)}</th>
                    <td role="cell" data-label="使った額" class="number nowrap">{spent.yen.to_string()}</td>
                    <td role="cell" data-label="届いて新しく導入した事業所" class="number nowrap">{format!("{}件", spent.adopted)}</td>
                    <td role="cell" data-label="1件あたりの費用" class="number">{words::each(spent.each())}</td>
                    <td role="cell" data-label="数え方">{words::measure_counts(*measure)}</td>
                </tr>
            }
        })
        .collect_view();
    let foot = move || {
        view! {
            <tr role="row">
                <th scope="row" role="rowheader">"全体"</th>
                <td role="cell" data-label="使った額" class="number nowrap">{total.yen.to_string()}</td>
                <td role="cell" data-label="新しく導入した事業所" class="number nowrap">{format!("{}件", total.adopted)}</td>
                <td role="cell" data-label="1件あたりの費用" class="number">{words::each(total.each())}</td>
                <td role="cell" data-label="数え方">"施策が届いたかどうかによらず、新しく導入した事業所のすべて"</td>
            </tr>
        }
    };
    let columns = vec![
        Column::new("施策"),
        Column::number("使った額"),
        Column::number("届いて新しく導入した事業所"),
        Column::number("1件あたりの費用"),
        Column::new("数え方"),
    ];
    view! {
        <Table caption="施策ごとの1件あたりの費用" caption_hidden=true density=Density::Dense columns stacks=true foot=foot>{rows}</Table>
    }
}

fn by_line(slug: &str, lines: Vec<CostLine>) -> impl IntoView + use<> {
    if lines.is_empty() {
        return view! { <p>"この期間に使った額の記録はありません。"</p> }.into_any();
    }
    let rows = lines
        .into_iter()
        .map(|line| {
            let each = line.each();
            let adopted = line.adopted.map_or_else(|| "―".to_owned(), |adopted| format!("{adopted}件"));
            let CostLine { measure, name, on, campaign, yen, .. } = line;
            let campaign = campaign.map(|(id, name)| view! { <a href=paths::campaign(slug, id)>{name}</a> });
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{name}</th>
                    <td role="cell" data-label="施策" class="nowrap">{words::measure(measure)}</td>
                    <td role="cell" data-label="日" class="nowrap">{on.map(format_date)}</td>
                    <td role="cell" data-label="キャンペーン">{campaign}</td>
                    <td role="cell" data-label="使った額" class="number nowrap">{yen.to_string()}</td>
                    <td role="cell" data-label="届いて新しく導入した事業所" class="number nowrap">{adopted}</td>
                    <td role="cell" data-label="1件あたりの費用" class="number">{each}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("名称"),
        Column::new("施策"),
        Column::new("日"),
        Column::new("キャンペーン"),
        Column::number("使った額"),
        Column::number("届いて新しく導入した事業所"),
        Column::number("1件あたりの費用"),
    ];
    view! {
        <Table caption="使った額の内訳" caption_hidden=true density=Density::Dense columns stacks=true>{rows}</Table>
    }
    .into_any()
}

fn limits(unpriced: u64, orders: u64) -> impl IntoView {
    let unpriced = (unpriced > 0).then(|| {
        let told = format!("完了した活動のうち{unpriced}件は、費用の記録がないため、0円として扱わずに除いています。費用がかからなかった活動には0円と入力してください。");
        view! { <li>{told}</li> }
    });
    let orders = (orders > 0).then(|| {
        let told = format!("資材の注文のうち{orders}件は、代金の記録がないため、0円として扱わずに除いています。代金は、資材のページの注文日から入力できます。");
        view! { <li>{told}</li> }
    });
    view! {
        <Section title="この数の限界">
            <ul>
                {unpriced}
                {orders}
                <li>"職員の人件費と会場費は、活動の費用に入力したものだけが入ります。印刷費は、資材の注文の代金か活動の費用の、どちらか一方に入力してください。両方に入力すると二重に数えます。"</li>
                <li>"資材は、前からの在庫と新しく注文したものを分けられません。そのため、注文の代金を、その資材を渡したすべての事業所と並べます。"</li>
                <li>"1つの事業所に複数の施策が届いたときは、それぞれの施策で数えます。そのため、施策ごとの件数の合計は全体の件数と一致しません。"</li>
                <li>"補助金は支払の時期が導入より遅れるため、年度をまたぐと、額と件数がずれることがあります。4月から5月までの支払は、出納整理期間でも、台帳に記録した日の期間に入ります。"</li>
                <li>"施策が届いたことと導入したことを並べた数です。施策がなくても導入した事業所が含まれます。"</li>
            </ul>
        </Section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::form::Typed;

    fn html(total: Spent, adopted: Option<u64>) -> String {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let line = CostLine {
            measure: Measure::Campaign,
            name: "夏の電話".into(),
            on: None,
            campaign: None,
            yen: total.yen,
            adopted,
        };
        let counted = CostNumbers {
            period: Period { from: day("2024-04-01"), until: day("2025-03-31") },
            total,
            measures: Measure::ALL.map(|measure| (measure, total)).to_vec(),
            lines: vec![line],
            unpriced: 2,
            unpriced_orders: 1,
        };
        let view = CostsView {
            slug: "midorino".into(),
            tenant: "みどり野市".into(),
            years: vec![FiscalYear::of(day("2024-04-01"))],
            counted: Some(counted),
        };
        let form = FormState::filled(Typed::default());
        let owner = Owner::new();
        owner.with(|| view! { <CostsPage view form/> }.to_html()).replace("<!>", "")
    }

    #[test]
    fn an_amount_says_how_it_is_rounded_and_none_says_why() {
        let some = html(Spent { yen: Yen(100), adopted: 3 }, Some(3));
        assert!(some.contains("1件あたり33円です") && some.contains("1円未満は四捨五入"), "{some}");
        assert!(some.contains("完了した活動のうち2件は") && some.contains("資材の注文のうち1件は"), "{some}");
        let nothing = html(Spent { yen: Yen(0), adopted: 26 }, Some(26));
        assert!(nothing.contains("使った額の記録はありません。26件が新しく導入しました"), "{nothing}");
        assert!(nothing.contains(words::NOTHING) && !nothing.contains("1件あたり0円"), "{nothing}");
        let nobody = html(Spent { yen: Yen(100), adopted: 0 }, None);
        assert!(nobody.contains(words::NOBODY) && nobody.contains(words::NO_LIST), "{nobody}");
        assert!(!nobody.contains('∞') && !nobody.contains("style="), "{nobody}");
    }
}
