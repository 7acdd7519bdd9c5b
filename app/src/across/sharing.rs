//! With whom a city shares its counts, and exactly what will be seen.

use super::{headway, tables};
use crate::{
    adoption::AdoptionParts,
    messages::{
        across::{DEFINITION, UNSEEN, hidden_note, median, no_median, reader, reader_hint, readers, seen},
        across_headway::LESS,
    },
    paths, when,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    adoption::{
        Tenths,
        across::{Reader, Readers, Told, ToldHeadway, eve, month_of},
    },
    wareki::format_date,
};
use elements::{
    Button, Checks, Choice, ErrorSummary, FormState, HiddenField, Notice, NoticeKind, PageHeader, PostForm,
    Section, SummaryList, SummaryRow,
};
use leptos::prelude::*;

/// How a city stands beside the others of its prefecture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// Its own rate.
    pub own: Option<Tenths>,
    /// The median, and of how many cities; none where they are too few.
    pub median: Option<(Tenths, usize)>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct SharingView {
    /// The tenant's word in addresses.
    pub slug: String,
    /// The houses that may read, with their names where they are here.
    pub houses: Vec<(Reader, Option<String>)>,
    /// With whom it shares now.
    pub with: Readers,
    /// Who decided so and when.
    pub decided: Option<(String, DateTime<Utc>)>,
    /// The version that is looked at.
    pub version: i32,
    /// What would be told today.
    pub told: Told,
    /// How far its offices have come, and what followed, as it would be told.
    pub headway: ToldHeadway,
    /// Whether it shares its counts, and decided so before the headway was among them.
    pub less: bool,
    /// Today.
    pub today: NaiveDate,
    /// Beside the others of the prefecture.
    pub compared: Compared,
    /// Whether the officer may decide.
    pub may: bool,
    /// What was typed.
    pub form: FormState,
    /// What was just done.
    pub done: Option<&'static str>,
}

/// The page.
#[component]
pub fn SharingPage(
    /// What it shows.
    view: SharingView,
) -> impl IntoView {
    let SharingView {
        slug,
        houses,
        with,
        decided,
        version,
        told,
        headway,
        less,
        today,
        compared,
        may,
        form,
        done,
    } = view;
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let less = less.then(|| {
        view! { <Notice kind=NoticeKind::Info title="共有する数が増えました"><p>{LESS}</p></Notice> }
    });
    let decided = decided.map_or_else(
        || "まだ決めていません".to_owned(),
        |(who, at)| format!("{who}（{}）", when::moment(at)),
    );
    let (now, mistakes) = (readers(&with), form.clone());
    let decide = if may {
        let options = houses
            .into_iter()
            .map(|(of, house)| Choice::new(of.name(), reader(of)).hint(reader_hint(of, house.as_deref())))
            .collect();
        view! {
            <PostForm action=paths::adoption_sharing(&slug)>
                <HiddenField name="version" value=version.to_string()/>
                <Checks form name="with" legend="数を共有する相手" options optional=true
                    hint="選ばなければ、だれとも共有しません。選ぶのをやめた相手からは、保存するとすぐに見えなくなります。"/>
                <Button>"この内容で保存する"</Button>
            </PostForm>
        }
        .into_any()
    } else {
        view! { <p>"共有する相手を決めるのは、管理者です。"</p> }.into_any()
    };
    let seen = seen().into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let caption = format!("いま共有すると相手に見える数（{}）", format_date(today));
    let table = tables::told(caption, &told);
    let headway = headway::told(&headway, today, eve(month_of(today)));
    let compared = compared.median.map_or_else(no_median, |middle| median(compared.own, middle));
    view! {
        <ErrorSummary form=mistakes/>
        {done}
        {less}
        <PageHeader title="普及状況の数の共有" lead="普及状況の集計した数だけを、国保連合会、都道府県、国保中央会と共有できます。"/>
        <AdoptionParts slug here="数の共有"/>
        <SummaryList>
            <SummaryRow label="共有の相手">{now}</SummaryRow>
            <SummaryRow label="決めた人">{decided}</SummaryRow>
        </SummaryList>
        <Section title="共有の相手を決める">{decide}</Section>
        <Section title="相手に見えるもの">
            <ul>{seen}</ul>
            <p>{UNSEEN}</p>
            {table}
            {headway}
            <p class="muted">{DEFINITION}</p>
            <p class="muted">{hidden_note()}</p>
        </Section>
        <Section title="県内の市区町村との比較"><p>{compared}</p></Section>
    }
}
