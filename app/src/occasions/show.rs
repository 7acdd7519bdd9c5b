//! One occasion, for the officers of its house.

use super::{admission_words, when_words, where_words};
use crate::{
    messages::occasions::{kind, stage, stage_tone, unit},
    paths,
};
use domain::{
    ids::OccasionId,
    occasions::{Headcount, Occasion, Stage, Table, Turnout},
};
use elements::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Buttons, Crumb, HiddenField, Notice, NoticeKind, PageHeader,
    PostForm, Section, Stat, Stats, SummaryList, SummaryRow,
};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct OccasionView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The occasion.
    pub id: OccasionId,
    /// The version that is looked at.
    pub version: i32,
    /// What it is.
    pub occasion: Occasion,
    /// Where it stands.
    pub stage: Stage,
    /// Who is registered.
    pub registered: Headcount,
    /// Who waits for places.
    pub waiting: Headcount,
    /// Who came; none while nobody was counted.
    pub came: Option<Headcount>,
    /// Who came, by channel.
    pub turnout: Vec<Turnout>,
    /// The line of totals.
    pub table: Table,
    /// Whether the officer may change it.
    pub keeps: bool,
    /// Whether who came may be counted.
    pub counts: bool,
    /// Who of the house's lecturers speaks, and what goes there.
    pub lecturers: Vec<String>,
    /// Whether the house has equipment besides, which it lends its cities too.
    pub lends: bool,
    /// The address of the public page, where there is one.
    pub public: Option<String>,
    /// What was just done, as a sentence.
    pub done: Option<String>,
}

/// What an occasion is, for whoever reads it.
#[component]
pub fn OccasionFacts(
    /// The occasion.
    occasion: Occasion,
) -> impl IntoView {
    let note =
        Some(occasion.times_note.clone()).filter(|note| !note.is_empty()).map(|note| view! { <p>{note}</p> });
    let summary = Some(occasion.summary.clone())
        .filter(|summary| !summary.is_empty())
        .map(|summary| view! { <SummaryRow label="内容"><p class="said__body">{summary}</p></SummaryRow> });
    let may_change =
        occasion.may_change.then(|| view! { <p class="muted">"内容は変更になることがあります。"</p> });
    let (at, whereabouts, admission) =
        (when_words(&occasion), where_words(&occasion), admission_words(&occasion));
    view! {
        <SummaryList>
            <SummaryRow label="種類">{kind(occasion.kind)}</SummaryRow>
            <SummaryRow label="日時"><p>{at}</p>{note}</SummaryRow>
            <SummaryRow label="場所">{whereabouts}</SummaryRow>
            {summary}
            <SummaryRow label="参加の申込み">{admission}</SummaryRow>
        </SummaryList>
        {may_change}
    }
}

/// The page.
#[component]
pub fn OccasionPage(
    /// What it shows.
    view: OccasionView,
) -> impl IntoView {
    let done =
        view.done.clone().map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let cancelled = match &view.stage {
        Stage::Cancelled { reason, .. } => {
            let why = format!("理由：{}", reason.as_str());
            Some(
                view! { <Notice kind=NoticeKind::Warning title="この催しは中止になりました"><p>{why}</p></Notice> },
            )
        }
        Stage::Draft | Stage::Published { .. } => None,
    };
    let actions = actions(&view);
    let counts = counts(&view);
    let names = &view.lecturers;
    let words =
        if names.is_empty() { "まだ決まっていません".to_owned() } else { names.join("、") };
    let label = if view.lends { "講師・機材" } else { "派遣する講師" };
    let lecturers = view! { <SummaryList><SummaryRow label>{words}</SummaryRow></SummaryList> };
    let OccasionView { slug, occasion, stage: state, public, .. } = view;
    let join = Some(occasion.join.clone())
        .filter(|join| !join.is_empty())
        .map(|join| view! { <Section title="オンラインでの参加方法（申し込んだ団体だけに知らせます）"><p class="said__body">{join}</p></Section> });
    let public = public.filter(|_| state.is_public()).map(|public| {
        view! { <p>"公開しているページ："<a href=public.clone()>{public.clone()}</a></p> }
    });
    let title = occasion.title.clone();
    view! {
        <Breadcrumb crumbs=vec![Crumb::new("催し", paths::occasions(&slug))] here=title.clone()/>
        {done}
        {cancelled}
        <PageHeader title tag=Some((stage_tone(&state), stage(&state).to_owned()))/>
        {actions}
        {public}
        {counts}
        <Section title="催しの内容"><OccasionFacts occasion/>{lecturers}</Section>
        {join}
    }
}

fn actions(view: &OccasionView) -> impl IntoView + use<> {
    let OccasionView { slug, id, version, stage: state, keeps, counts, occasion, .. } = view;
    let draft = *state == Stage::Draft;
    let live = !matches!(state, Stage::Cancelled { .. });
    let registers = occasion.registers();
    let (publication, version) = (paths::occasion_publication(slug, *id), version.to_string());
    let publish = (*keeps && draft).then(|| {
        view! {
            <PostForm action=publication class="inline">
                <HiddenField name="version" value=version/>
                <Button>"公開する"</Button>
            </PostForm>
        }
    });
    let edit = (*keeps && live).then(|| {
        view! { <ButtonLink href=paths::occasion_edit(slug, *id) kind=ButtonKind::Secondary>"内容を変更する"</ButtonLink> }
    });
    let enter = (*keeps && !draft && live && registers).then(|| {
        view! { <ButtonLink href=paths::occasion_body(slug, *id) kind=ButtonKind::Secondary>"電話などで受けた申込みを入力する"</ButtonLink> }
    });
    let bodies = registers.then(|| {
        view! {
            <ButtonLink href=paths::occasion_bodies(slug, *id) kind=ButtonKind::Secondary>"参加団体の一覧"</ButtonLink>
            <ButtonLink href=paths::occasion_table(slug, *id) kind=ButtonKind::Secondary>"都道府県別の申込状況"</ButtonLink>
        }
    });
    let count = (*keeps && *counts).then(|| {
        view! { <ButtonLink href=paths::occasion_attendance(slug, *id)>"参加を記録する"</ButtonLink> }
    });
    let lecturers = (*keeps && live).then(|| {
        let words = if view.lends { "講師・機材を決める" } else { "講師を決める" };
        view! { <ButtonLink href=paths::occasion_lecturers(slug, *id) kind=ButtonKind::Secondary>{words}</ButtonLink> }
    });
    let cancel = (*keeps && !draft && live).then(|| {
        view! { <ButtonLink href=paths::occasion_cancellation(slug, *id) kind=ButtonKind::Warning>"中止する"</ButtonLink> }
    });
    view! { {publish}<Buttons>{count}{edit}{lecturers}{enter}{bodies}{cancel}</Buttons> }
}

/// What is registered and who came, 団体 and 人 apart.
fn counts(view: &OccasionView) -> Option<impl IntoView + use<>> {
    let registers = view.occasion.registers();
    let registered = registers.then(|| {
        let Headcount { bodies, people } = view.registered;
        let total = view.table.total;
        let rate = format!("{} / {}", total.municipalities(), total.there_are);
        let places = view.occasion.places().map(|places| format!("定員{places}人")).unwrap_or_default();
        view! {
            <Stat label="申し込んだ団体" value=bodies.to_string() unit="団体"/>
            <Stat label="申し込んだ人" value=people.to_string() unit="人" note=places/>
            <Stat label="市区町村の申込率" value=total.rate_words() note=rate/>
        }
    });
    let Headcount { bodies, people } = view.waiting;
    let waiting = (bodies > 0).then(|| {
        view! { <Stat label="キャンセル待ちの団体" value=bodies.to_string() unit="団体" note=format!("{people}人")/> }
    });
    let came = view.came.map(|came| {
        view! {
            <Stat label="参加した団体" value=came.bodies.to_string() unit="団体"/>
            <Stat label="参加した人" value=came.people.to_string() unit="人"/>
        }
    });
    let channels = view
        .turnout
        .iter()
        .map(|one| {
            let label = format!("{}で参加", one.channel);
            view! { <Stat label value=one.number.to_string() unit=unit(one.unit)/> }
        })
        .collect_view();
    let there = registers || view.came.is_some() || !view.turnout.is_empty();
    there.then(
        || view! { <Section title="申込みと参加"><Stats>{registered}{waiting}{came}{channels}</Stats></Section> },
    )
}
