//! One published version of a programme, and the copy of a programme for the next year.

use super::{programme::RulesSummary, publication::Differences};
use crate::{messages::subsidies::Difference, paths, when};
use chrono::{DateTime, Utc};
use domain::{
    ids::ProgrammeId,
    subsidies::{Rules, VersionNumber},
};
use elements::{Breadcrumb, Button, Buttons, Crumb, Notice, NoticeKind, PageHeader, PostForm, Section};
use leptos::prelude::*;

/// What the page of a version shows.
#[derive(Debug, Clone)]
pub struct VersionView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The programme.
    pub id: ProgrammeId,
    /// Its number.
    pub number: VersionNumber,
    /// Since when it applies.
    pub published_at: DateTime<Utc>,
    /// Applications that were received under it.
    pub received: u64,
    /// Its rules.
    pub rules: Rules,
    /// What it changed; none for the first.
    pub differences: Option<Vec<Difference>>,
}

/// One version.
#[component]
pub fn VersionPage(
    /// What it shows.
    version: VersionView,
) -> impl IntoView {
    let VersionView { slug, id, number, published_at, received, rules, differences } = version;
    let title = format!("第{}版", number.get());
    let lead =
        format!("{}に公開しました。この版で受け付けた申請は{received}件です。", when::moment(published_at));
    let changed = differences.map(|differences| view! { <Differences differences/> });
    view! {
        <Breadcrumb
            crumbs=vec![Crumb::new("補助事業", paths::programmes(&slug)), Crumb::new(rules.title.clone(), paths::programme(&slug, id))]
            here=title.clone()
        />
        <PageHeader title caption=rules.title.clone() lead/>
        {changed}
        <Section title="内容">
            <RulesSummary rules/>
        </Section>
    }
}

/// What the page of a copy shows.
#[derive(Debug, Clone)]
pub struct CopyView {
    /// The municipality's word in addresses.
    pub slug: String,
    /// The programme.
    pub id: ProgrammeId,
    /// Its rules.
    pub rules: Rules,
    /// The rules a year later.
    pub next: Rules,
    /// What changes.
    pub differences: Vec<Difference>,
    /// A programme of the same series in that year, if there is one.
    pub there: Option<(ProgrammeId, String)>,
}

/// 翌年度の制度を作る.
#[component]
pub fn CopyPage(
    /// What it shows.
    copy: CopyView,
) -> impl IntoView {
    let CopyView { slug, id, rules, next, differences, there } = copy;
    let year = next.fiscal_year.label();
    let title = format!("{year}の制度を作る");
    let lead = "同じ決まりを写して下書きを作ります。写した後に直せます。いまの制度とその申請は変わりません。";
    let items = differences.iter().map(|one| view! { <li>{one.sentence()}</li> }).collect_view();
    let ends = rules.ends_with_this_year().then(|| {
        let what = format!("この制度は{}までの予定です", rules.fiscal_year.label());
        view! { <Notice kind=NoticeKind::Warning title=what><p>"続けることが決まっているか、確かめてから作ってください。"</p></Notice> }
    });
    let there = there.map(|(other, name)| {
        let what = format!("{year}の制度がもうあります");
        let href = paths::programme(&slug, other);
        view! { <Notice kind=NoticeKind::Warning title=what><p><a href=href>{name}</a></p></Notice> }
    });
    let button = format!("{year}の下書きを作る");
    let back = paths::programme(&slug, id);
    view! {
        <Breadcrumb
            crumbs=vec![Crumb::new("補助事業", paths::programmes(&slug)), Crumb::new(rules.title.clone(), paths::programme(&slug, id))]
            here=title.clone()
        />
        <PageHeader title lead/>
        {ends}
        {there}
        <Section title="写すときに変わるところ">
            <ul>{items}</ul>
            <p>"文の中に書いた日付や年度、予算額は写したままです。下書きで確かめてください。"</p>
        </Section>
        <PostForm action=paths::copy_programme(&slug, id)>
            <Buttons>
                <Button>{button}</Button>
                <a href=back>"作らずに戻る"</a>
            </Buttons>
        </PostForm>
    }
}
