//! 実績集計: what a municipality tells its prefecture, and what the prefecture reads of all of them.

use crate::{exports::SaveLinks, paths, when};
use chrono::{DateTime, Utc};
use domain::{
    fiscal_year::FiscalYear,
    wareki::format_date,
    year_end::{Totals, YearResult},
};
use elements::{
    BackLink, Breadcrumb, Button, Buttons, Column, Crumb, Density, EmptyState, Notice, NoticeKind,
    PageHeader, PostForm, Section, Table,
};
use leptos::prelude::*;

/// What a municipality would tell, and what it told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultsView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// Its name.
    pub municipality: String,
    /// What stands now.
    pub result: YearResult,
    /// The prefecture; none where it is no house here.
    pub prefecture: Option<String>,
    /// When it was told last, and whether the numbers are still those.
    pub told: Option<(DateTime<Utc>, bool)>,
    /// Whether the officer tells.
    pub may_send: bool,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The page of a municipality.
#[component]
pub fn ResultsPage(
    /// What it shows.
    results: ResultsView,
) -> impl IntoView {
    let ResultsView { slug, municipality, result, prefecture, told, may_send, done } = results;
    let year = result.year;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let told = told.map(|(at, same)| {
        let after = if same {
            "提出した数字と同じです。"
        } else {
            "提出したあとに数字が変わっています。"
        };
        view! { <p>{format!("{}に提出しました。いまの数字は、{after}", when::moment(at))}</p> }
    });
    let send = match (prefecture, may_send) {
        (Some(prefecture), true) => view! {
            <PostForm action=paths::results_sending(&slug, year)>
                <p>{format!("下の数字だけが{prefecture}に見えるようになります。申請や事業所の内容は見えません。提出し直すと、前の数字と置き換わります。")}</p>
                <Buttons><Button>{format!("{prefecture}に提出する")}</Button></Buttons>
            </PostForm>
        }
        .into_any(),
        (Some(prefecture), false) => {
            view! { <p>{format!("{prefecture}への提出は、担当が行います。")}</p> }.into_any()
        }
        (None, _) => view! {
            <Notice title="都道府県はこのシステムを使っていません"><p>"下の表を保存して、メールなどで報告してください。"</p></Notice>
        }
        .into_any(),
    };
    let save = paths::export_of(&paths::results(&slug, year));
    let lines = vec![CountyLine { municipality, result, at: None }];
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("年度・記録", paths::records(&slug))] here="都道府県への実績集計"/>
        {done}
        <PageHeader title=format!("{}の実績集計（都道府県への報告）", year.label())/>
        {told}
        {send}
        <Section title="報告する数字">
            <SaveLinks what="実績集計" here=save/>
            {table(lines)}
        </Section>
    }
}

/// What a municipality told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountyLine {
    /// Which.
    pub municipality: String,
    /// What.
    pub result: YearResult,
    /// When; none where it is not told yet.
    pub at: Option<DateTime<Utc>>,
}

/// What a prefecture reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountyView {
    /// The prefecture's word in addresses.
    pub slug: String,
    /// The year.
    pub year: FiscalYear,
    /// By name.
    pub lines: Vec<CountyLine>,
    /// Municipalities that use the system and have told nothing.
    pub silent: Vec<String>,
}

/// The page of a prefecture.
#[component]
pub fn CountyPage(
    /// What it shows.
    county: CountyView,
) -> impl IntoView {
    let CountyView { slug, year, lines, silent } = county;
    let others = [year.previous(), year.next()].map(|other| {
        let href = paths::county(&slug, other);
        view! { <a href=href>{other.label()}</a>"　" }
    });
    let silent = (!silent.is_empty()).then(|| {
        view! { <p>{format!("まだ提出していない市区町村：{}", silent.join("、"))}</p> }
    });
    let list = if lines.is_empty() {
        view! { <EmptyState title="この年度の実績を提出した市区町村はまだありません"/> }.into_any()
    } else {
        let save = paths::export_of(&paths::county(&slug, year));
        view! { <SaveLinks what="県内の実績集計" here=save/>{table(lines)} }.into_any()
    };
    view! {
        <BackLink href=paths::tenant(&slug) label="ホーム"/>
        <PageHeader title=format!("{}の県内の実績集計", year.label())/>
        <p>{others.into_iter().collect_view()}</p>
        {silent}
        {list}
    }
}

fn table(lines: Vec<CountyLine>) -> impl IntoView {
    let total = Totals::of(lines.iter().flat_map(|line| &line.result.programmes)).unwrap_or_default();
    let rows = lines
        .into_iter()
        .flat_map(|line| {
            let CountyLine { municipality, result, at } = line;
            let rate = result.adoption;
            let adoption = rate.percent().map_or_else(
                || "－".to_owned(),
                |percent| {
                    format!(
                        "{percent}%（{}/{}、{}）",
                        rate.numerator,
                        rate.denominator,
                        format_date(rate.as_of)
                    )
                },
            );
            let told = at.map(when::moment);
            result.programmes.into_iter().map(move |one| {
                let counts = [one.received, one.granted, one.refused, one.withdrawn, one.open];
                let counts = counts.map(|n| view! { <td class="number">{n}</td> }).into_iter().collect_view();
                let amounts = [one.budget, one.committed, one.paid];
                let amounts = amounts
                    .map(|yen| view! { <td class="number">{yen.grouped()}</td> })
                    .into_iter()
                    .collect_view();
                view! {
                    <tr>
                        <th scope="row">{municipality.clone()}</th>
                        <td>{one.title}</td>
                        {counts}
                        {amounts}
                        <td>{adoption.clone()}</td>
                        <td>{told.clone()}</td>
                    </tr>
                }
            })
        })
        .collect_view();
    let counts = [
        total.tally.received,
        total.tally.granted,
        total.tally.refused,
        total.tally.withdrawn,
        total.tally.open,
    ];
    let amounts = [total.budget, total.committed, total.paid];
    let foot = ViewFnOnce::from(move || {
        let counts = counts.map(|n| view! { <td class="number">{n}</td> }).into_iter().collect_view();
        let amounts =
            amounts.map(|yen| view! { <td class="number">{yen.grouped()}</td> }).into_iter().collect_view();
        view! { <tr><th scope="row">"合計"</th><td></td>{counts}{amounts}<td></td><td></td></tr> }.into_any()
    });
    let columns = vec![
        Column::new("市区町村"),
        Column::new("補助事業"),
        Column::number("受付"),
        Column::number("交付"),
        Column::number("不交付"),
        Column::number("取下げ"),
        Column::number("決定前"),
        Column::number("予算額"),
        Column::number("決定額"),
        Column::number("支払額"),
        Column::new("導入率"),
        Column::new("提出"),
    ];
    view! { <Table caption="実績集計" caption_hidden=true density=Density::Dense columns foot>{rows}</Table> }
}
