//! Where a city stands: the rate of a day beside an earlier one, with what is counted over what; how far the offices have
//! come; the trend; and tables by what tells offices apart.

use super::{
    frame::AdoptionParts,
    groups::{GroupLine, breakdown},
    published::{PublishedLine, beside},
    trend::trend,
};
use crate::{
    exports::SaveLinks,
    messages::{adoption as states, adoption_counts as words},
    paths,
};
use chrono::NaiveDate;
use domain::{
    adoption::{By, Source, Step, Tally},
    ids::BatchId,
    wareki::format_date,
};
use elements::{
    Button, ButtonKind, Column, DateField, Density, EmptyState, ErrorSummary, FilterChip, FilterChips,
    FormState, Notice, NoticeKind, PageHeader, SearchForm, Section, Stat, Stats, SummaryList, SummaryRow,
    Table,
};
use leptos::prelude::*;

/// A list of adopters that was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListLine {
    /// The import.
    pub id: BatchId,
    /// Whose list it is.
    pub source: Source,
    /// For which day it holds.
    pub as_of: NaiveDate,
    /// How many of its rows wait for a person.
    pub open: u64,
}

/// What is counted of two days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The day.
    pub on: NaiveDate,
    /// The day it is compared with.
    pub since: NaiveDate,
    /// The offices on the day.
    pub now: Tally,
    /// The offices on the earlier day.
    pub before: Tally,
    /// The ends of months up to the day; nothing where nothing was known.
    pub trend: Vec<(NaiveDate, Option<Tally>)>,
    /// By what tells offices apart.
    pub groups: Vec<(By, Vec<GroupLine>)>,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdoptionView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The tenant's name.
    pub tenant: String,
    /// The numbers; none where the days cannot be read.
    pub counted: Option<Counted>,
    /// Open offices that have not adopted, and whose application is under way now.
    pub applying: u64,
    /// The lists of adopters, the newest first.
    pub lists: Vec<ListLine>,
    /// What others published, the newest first.
    pub published: Vec<PublishedLine>,
}

/// The page.
#[component]
pub fn AdoptionPage(
    /// What is shown.
    adoption: AdoptionView,
    /// The days as they were typed.
    form: FormState,
) -> impl IntoView {
    let AdoptionView { slug, tenant, counted, applying, lists, published } = adoption;
    let waiting = waiting(&slug, &lists);
    let days = counted.as_ref().map(|counted| list_days(&slug, counted.on, counted.since, &lists));
    let caption = counted.as_ref().map(|counted| {
        format!("{tenant}　{}現在（{}と比べて）", format_date(counted.on), format_date(counted.since))
    });
    let beside = beside(&slug, published);
    let body = counted.map(|counted| body(&slug, &counted, applying));
    view! {
        <ErrorSummary form=form.clone()/>
        <PageHeader title="普及状況" caption lead="導入率を、分子・分母・時点・数え方と一緒に示します。導入の記録は日付ごとに残っているので、過去の日の導入率も数え直せます。"/>
        <AdoptionParts slug=slug.clone() here="導入率"/>
        {waiting}
        <SearchForm action=paths::adoption(&slug) label="日を選ぶ">
            <DateField form=&form name="on" label="この日の導入率を見る" optional=true/>
            <DateField form=&form name="since" label="比べる日" optional=true/>
            <Button kind=ButtonKind::Secondary>"この日で数える"</Button>
        </SearchForm>
        {days}
        {body}
        {beside}
    }
}

/// What a person has to decide before the numbers are right.
fn waiting(slug: &str, lists: &[ListLine]) -> Option<impl IntoView + use<>> {
    let open: u64 = lists.iter().map(|list| list.open).sum();
    let links = lists
        .iter()
        .filter(|list| list.open > 0)
        .map(|list| {
            let name = format!("{}（{}現在）", states::source(list.source), format_date(list.as_of));
            view! { <li><a href=paths::import(slug, list.id)>{name}</a>{format!("　{}件", list.open)}</li> }
        })
        .collect_view();
    (open > 0).then(|| {
        view! {
            <Notice kind=NoticeKind::Warning title=format!("一覧のうち{open}件は、どの事業所か確かめるのを待っています")>
                <p>"確かめるまで導入率に入りません（一覧から消えた事業所は、止まったと決めるまで導入済みのままです）。"</p>
                <ul>{links}</ul>
            </Notice>
        }
    })
}

/// The days of lists, each one link away as the day to compare with.
fn list_days(slug: &str, on: NaiveDate, since: NaiveDate, lists: &[ListLine]) -> Option<AnyView> {
    let mut days: Vec<(NaiveDate, Source)> = Vec::new();
    for list in lists.iter().filter(|list| list.as_of < on) {
        if days.iter().all(|(day, _)| *day != list.as_of) {
            days.push((list.as_of, list.source));
        }
    }
    let chips: Vec<FilterChip> = days
        .into_iter()
        .take(6)
        .map(|(day, source)| {
            let label = format!("{}（{}）", format_date(day), states::source(source));
            FilterChip::view(label, paths::adoption_on(slug, on, day), day == since)
        })
        .collect();
    (!chips.is_empty()).then(|| view! { <FilterChips label="一覧の日と比べる" chips/> }.into_any())
}

fn body(slug: &str, counted: &Counted, applying: u64) -> AnyView {
    let Counted { on, since, now, before, trend: months, groups } = counted;
    let (on, since) = (*on, *since);
    if now.all() == 0 && before.all() == 0 {
        let imports = paths::imports(slug);
        return view! {
            <EmptyState title="台帳に、この日に営業中の事業所がありません">
                <p>"事業所の一覧を取り込むと、導入率を数えられます。"<a href=imports>"一覧を取り込む"</a></p>
            </EmptyState>
        }
        .into_any();
    }
    let numbers = numbers(*now, *before, on, since, applying);
    let steps = steps(slug, *now, *before, on);
    let trend = trend(slug, on, since, months);
    let parts = groups.iter().map(|(by, lines)| breakdown(slug, *by, lines, on, since)).collect_view();
    view! {
        {numbers}
        {steps}
        <SaveLinks what="導入状況ごとの事業所数" here=paths::adoption_steps_export(slug, on, since)/>
        {trend}
        {parts}
    }
    .into_any()
}

fn numbers(now: Tally, before: Tally, on: NaiveDate, since: NaiveDate, applying: u64) -> impl IntoView {
    let (told, past) = (now.indicator(on), before.indicator(since));
    let bare = |rate: Option<domain::adoption::Tenths>| {
        rate.map_or_else(|| ("―".to_owned(), None), |rate| (rate.to_string(), Some("%")))
    };
    let ((rate, unit), (earlier, earlier_unit)) = (bare(told.rate()), bare(past.rate()));
    let of = |tally: Tally, day: NaiveDate| {
        format!("{}／{}事業所、{}現在", tally.adopted, tally.all(), format_date(day))
    };
    let points = told.points_since(past);
    let (difference, points_unit) =
        points.map_or_else(|| ("―".to_owned(), None), |points| (points.signed(), Some("ポイント")));
    let (finding, source) = (words::rise(past, told), words::origin(told.source));
    view! {
        <Section title="導入率">
            <Stats>
                <Stat label="導入率" value=rate unit=unit note=of(now, on)/>
                <Stat label="比べる日の導入率" value=earlier unit=earlier_unit note=of(before, since)/>
                <Stat label="差" value=difference unit=points_unit note="丸める前の割合の差です"/>
                <Stat label="導入予定" value=now.pledged.to_string() unit="事業所" note="導入率には入れていません"/>
                <Stat label="申請中" value=applying.to_string() unit="事業所" note="きょう補助金を申請中で、まだ導入していない事業所。導入率には入れていません"/>
            </Stats>
            <p>{finding}</p>
            <SummaryList dense=true>
                <SummaryRow label="数え方">{words::definition(told.definition)}</SummaryRow>
                <SummaryRow label="出典">{source}</SummaryRow>
            </SummaryList>
        </Section>
    }
}

fn steps(slug: &str, now: Tally, before: Tally, on: NaiveDate) -> impl IntoView + use<> {
    let rows = Step::ALL
        .into_iter()
        .map(|step| {
            let count = now.get(step);
            let number = if count == 0 {
                view! { "0" }.into_any()
            } else {
                let href = paths::adoption_offices(slug, None, step.name(), on);
                let label = format!("{}の{count}件を一覧で見る", words::step(step));
                view! { <a href=href aria-label=label>{count.to_string()}</a> }.into_any()
            };
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader" class="nowrap">{words::step(step)}</th>
                    <td role="cell" data-label="この日" class="number">{number}</td>
                    <td role="cell" data-label="比べる日" class="number">{before.get(step).to_string()}</td>
                    <td role="cell" data-label="意味">{words::step_means(step)}</td>
                </tr>
            }
        })
        .collect_view();
    let foot = move || {
        view! {
            <tr role="row">
                <th scope="row" role="rowheader">"合計（分母）"</th>
                <td role="cell" data-label="この日" class="number">{now.all().to_string()}</td>
                <td role="cell" data-label="比べる日" class="number">{before.all().to_string()}</td>
                <td role="cell"></td>
            </tr>
        }
        .into_any()
    };
    let columns = vec![
        Column::new("導入状況"),
        Column::number("この日"),
        Column::number("比べる日"),
        Column::new("意味"),
    ];
    view! {
        <Section title="導入状況ごとの事業所数" id="steps">
            <Table caption="導入状況ごとの事業所数" caption_hidden=true density=Density::Dense columns stacks=true foot=ViewFnOnce::from(foot)>{rows}</Table>
        </Section>
    }
}
