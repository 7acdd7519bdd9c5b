//! その後の導入: what followed sessions, mails, decisions and conversations within some days.

use super::frame::AdoptionParts;
use crate::{exports::SaveLinks, messages::adoption_funnel as words, paths};
use chrono::{Datelike as _, NaiveDate};
use domain::{
    adoption::{Cohort, Month, Tenths, Touch, Window},
    follow_up::Period,
    ids::CampaignId,
    wareki::{EraYear, format_date},
};
use elements::{
    Breadcrumb, Button, ButtonKind, Choice, Column, Crumb, DateField, Density, EmptyState, ErrorSummary,
    FormState, Notice, NoticeKind, PageHeader, SearchForm, Section, SelectField, Table, Width,
    charts::{Bar, BarChart, Figure, Fill, Numbers},
};
use leptos::prelude::*;

/// A thing that was done, with what followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThingLine {
    /// Its name.
    pub name: String,
    /// Its day, where it has one.
    pub on: Option<NaiveDate>,
    /// The campaign to which it belongs.
    pub campaign: Option<(CampaignId, String)>,
    /// What followed.
    pub cohort: Cohort,
}

/// The numbers of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CohortNumbers {
    /// The period.
    pub period: Period,
    /// What was done in it, each kind with each office once.
    pub kinds: Vec<(Touch, Cohort)>,
    /// The chosen kind by month.
    pub months: Vec<Month>,
    /// The chosen kind, one by one.
    pub things: Vec<ThingLine>,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CohortsView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The tenant's name.
    pub tenant: String,
    /// The chosen kind.
    pub touch: Touch,
    /// Within how many days.
    pub window: Window,
    /// The numbers; none where the period cannot be read.
    pub counted: Option<CohortNumbers>,
}

/// The page.
#[component]
pub fn CohortsPage(
    /// What is shown.
    view: CohortsView,
    /// The choice as it was typed.
    form: FormState,
) -> impl IntoView {
    let CohortsView { slug, tenant, touch, window, counted } = view;
    let caption = counted.as_ref().map(|counted| {
        let Period { from, until } = counted.period;
        format!("{tenant}　{}から{}まで", format_date(from), format_date(until))
    });
    let touches = Touch::ALL.into_iter().map(|one| Choice::new(one.name(), words::touch(one))).collect();
    let windows =
        Window::ALL.into_iter().map(|one| Choice::new(one.days().to_string(), words::window(one))).collect();
    let body = counted.map(|counted| body(&slug, touch, window, counted).into_any());
    view! {
        <ErrorSummary form=form.clone()/>
        <Breadcrumb crumbs=vec![Crumb::new("普及状況", paths::adoption(&slug))] here="その後の導入"/>
        <PageHeader title="その後の導入" caption lead="説明会、メール、交付決定、電話・訪問のあと、決めた日数のうちに導入した事業所を数え、同じ月にそれがなかった事業所と並べます。"/>
        <AdoptionParts slug=slug.clone() here="その後の導入"/>
        <SearchForm action=paths::adoption_cohorts(&slug) label="行ったことと期間を選ぶ">
            <SelectField form=&form name="touch" label="行ったこと" options=touches blank=None optional=true width=Width::Medium/>
            <SelectField form=&form name="within" label="日数" options=windows blank=None optional=true width=Width::Medium/>
            <DateField form=&form name="from" label="期間の初日" optional=true/>
            <DateField form=&form name="until" label="期間の最終日" optional=true/>
            <Button kind=ButtonKind::Secondary>"この条件で数える"</Button>
        </SearchForm>
        {body}
    }
}

fn body(slug: &str, touch: Touch, window: Window, counted: CohortNumbers) -> impl IntoView + use<> {
    let CohortNumbers { period, kinds, months, things } = counted;
    let export = paths::adoption_cohorts_export(slug, touch, window, period);
    let written = where_it_is_written(slug, touch);
    let by_kind = by_kind(slug, window, period, kinds);
    let chosen = if months.is_empty() {
        view! {
            <EmptyState title=format!("この期間に、{}の記録はありません", words::touch(touch))>
                <p>{first_step(touch)}</p>
                <p><a href=written>"記録する画面へ進む"</a></p>
            </EmptyState>
        }
        .into_any()
    } else {
        let (by_month, by_thing) = (by_month(touch, &months), by_thing(slug, touch, things));
        view! {
            {figure(touch, window, &months, &export)}
            <Section title="月ごと">{by_month}</Section>
            <Section title="1つずつ">{by_thing}</Section>
            <SaveLinks what="その後の導入" here=export/>
        }
        .into_any()
    };
    view! {
        <Notice kind=NoticeKind::Info title="数を比べるときの注意"><p>{words::NO_PROOF}</p></Notice>
        {chosen}
        <Section title="行ったことごと">{by_kind}</Section>
    }
}

/// What makes something appear.
const fn first_step(touch: Touch) -> &'static str {
    match touch {
        Touch::Session => {
            "デモ・説明会の出欠か、周知の活動「事業者連絡会」「集団指導」の出席を記録すると数えられます。期間を広げてもお試しください。"
        }
        Touch::Mail => "お知らせを送ると数えられます。期間を広げてもお試しください。",
        Touch::Decision => "補助金の交付を決定すると数えられます。期間を広げてもお試しください。",
        Touch::Support => {
            "電話や訪問を伴走支援に記録するか、架電・訪問の結果を入力すると数えられます。期間を広げてもお試しください。"
        }
    }
}

fn where_it_is_written(slug: &str, touch: Touch) -> String {
    match touch {
        Touch::Session => paths::demos(slug),
        Touch::Mail => paths::mailings(slug),
        Touch::Decision => paths::applications(slug),
        Touch::Support => paths::follow_up(slug),
    }
}

/// Everybody to whom it was done, and everybody to whom it was not, of all months together.
fn together(months: &[Month]) -> (Cohort, Cohort) {
    months.iter().fold(Default::default(), |(touched, others), month| {
        (month.touched.and(touched), month.others.and(others))
    })
}

fn figure(touch: Touch, window: Window, months: &[Month], export: &str) -> impl IntoView + use<> {
    let (touched, others) = together(months);
    let tenths = |percent: Option<Tenths>| percent.map_or(0, |percent| percent.0);
    let bars = vec![
        Bar::new(
            format!("{}があった事業所（のべ）", words::touch(touch)),
            tenths(touched.percent()),
            words::cohort(touched),
        ),
        Bar::new("同じ月にそれがなかった事業所（のべ）", tenths(others.percent()), words::cohort(others))
            .filled(Fill::Hatched),
    ];
    let rows = months.iter().map(|month| {
        vec![month_name(month.first), words::cohort(month.touched), words::cohort(month.others)]
    });
    let numbers = Numbers {
        heads: ["月", "あった事業所", "なかった事業所"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
    };
    let title = format!("{}のあと{}に導入した割合", words::touch(touch), words::window(window));
    let finding = words::compared(touch, window, touched, others);
    view! {
        <Figure id="cohorts" title finding numbers csv=format!("{export}format=csv")>
            <BarChart id="cohorts" bars/>
        </Figure>
    }
}

/// `令和6年7月`.
pub fn month_name(first: NaiveDate) -> String {
    EraYear::of(first).map_or_else(
        || format!("{}年{}月", first.year(), first.month()),
        |year| format!("{year}{}月", first.month()),
    )
}

fn by_month(touch: Touch, months: &[Month]) -> impl IntoView + use<> {
    let row = |name: String, touched: Cohort, others: Cohort| {
        view! {
            <tr role="row">
                <th scope="row" role="rowheader" class="nowrap">{name}</th>
                <td role="cell" data-label="導入した割合" class="nowrap">{words::cohort(touched)}</td>
                <td role="cell" data-label="まだ日がたっていない" class="number nowrap">{touched.early.to_string()}</td>
                <td role="cell" data-label="すでに導入していた" class="number nowrap">{touched.already.to_string()}</td>
                <td role="cell" data-label="なかった事業所の割合" class="nowrap">{words::cohort(others)}</td>
                <td role="cell" data-label="まだ日がたっていない（なかった事業所）" class="number nowrap">{others.early.to_string()}</td>
            </tr>
        }
    };
    let rows =
        months.iter().map(|month| row(month_name(month.first), month.touched, month.others)).collect_view();
    let (touched, others) = together(months);
    let foot = move || row("合計（のべ）".to_owned(), touched, others);
    let columns = vec![
        Column::new("月"),
        Column::new("導入した割合（導入／事業所）"),
        Column::number("まだ日がたっていない"),
        Column::number("すでに導入していた"),
        Column::new("なかった事業所の割合"),
        Column::number("まだ日がたっていない（なかった事業所）"),
    ];
    view! {
        <p>{words::touch_counts(touch)}"。同じ月に何回あっても1件とし、その月の最初の日から数えます。"</p>
        <p>"その前の日に導入していた事業所と、日数がまだたっていない事業所は、割合の分子にも分母にも入れません。なかった事業所は、その月の1日に営業中で、その月にそれがなかった事業所です。月の1日から同じ日数を数えます。"</p>
        <Table caption="月ごとのその後の導入" caption_hidden=true density=Density::Dense columns stacks=true foot=foot>{rows}</Table>
    }
}

fn by_thing(slug: &str, touch: Touch, things: Vec<ThingLine>) -> impl IntoView + use<> {
    let rows = things
        .into_iter()
        .map(|ThingLine { name, on, campaign, cohort }| {
            let campaign = campaign.map(|(id, name)| view! { <a href=paths::campaign(slug, id)>{name}</a> });
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader">{name}</th>
                    <td role="cell" data-label="日" class="nowrap">{on.map(format_date)}</td>
                    <td role="cell" data-label="キャンペーン">{campaign}</td>
                    <td role="cell" data-label="導入した割合" class="nowrap">{words::cohort(cohort)}</td>
                    <td role="cell" data-label="まだ日がたっていない" class="number nowrap">{cohort.early.to_string()}</td>
                    <td role="cell" data-label="すでに導入していた" class="number nowrap">{cohort.already.to_string()}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words::touch_things(touch)),
        Column::new("日"),
        Column::new("キャンペーン"),
        Column::new("導入した割合（導入／事業所）"),
        Column::number("まだ日がたっていない"),
        Column::number("すでに導入していた"),
    ];
    view! {
        <Table caption=format!("{}ごとのその後の導入", words::touch_things(touch)) caption_hidden=true density=Density::Dense columns stacks=true>{rows}</Table>
    }
}

fn by_kind(slug: &str, window: Window, period: Period, kinds: Vec<(Touch, Cohort)>) -> impl IntoView + use<> {
    let rows = kinds
        .into_iter()
        .map(|(touch, cohort)| {
            let href = paths::adoption_cohorts_of(slug, touch, window, period);
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader"><a href=href>{words::touch(touch)}</a></th>
                    <td role="cell" data-label="導入した割合" class="nowrap">{words::cohort(cohort)}</td>
                    <td role="cell" data-label="まだ日がたっていない" class="number nowrap">{cohort.early.to_string()}</td>
                    <td role="cell" data-label="すでに導入していた" class="number nowrap">{cohort.already.to_string()}</td>
                    <td role="cell" data-label="数え方">{words::touch_counts(touch)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new("行ったこと"),
        Column::new("導入した割合（導入／事業所）"),
        Column::number("まだ日がたっていない"),
        Column::number("すでに導入していた"),
        Column::new("数え方"),
    ];
    view! {
        <p>"期間の中の最初の1回から数え、1事業所を1件とします。"</p>
        <Table caption="行ったことごとのその後の導入" caption_hidden=true density=Density::Dense columns stacks=true>{rows}</Table>
    }
}
