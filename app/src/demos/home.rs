//! What home pages say of sessions: a federation's whole home, and a part of the others'.

use super::{
    applicant::{MyRegistration, registered},
    list::{SessionLine, SessionTable},
    tasks::{TaskLine, TaskTable},
    to_call::offered_at_home,
};
use crate::paths;
use chrono::NaiveDate;
use domain::demos::Side;
use elements::{
    ButtonKind, ButtonLink, Buttons, Cards, EmptyState, LinkCard, Notice, NoticeKind, PageHeader, Section,
};
use leptos::prelude::*;

/// So many sessions to come stand on a federation's home; the list has all.
const NEXT: usize = 10;

/// What waits for a federation.
#[derive(Debug, Clone)]
pub struct FederationHome {
    /// Its word in addresses.
    pub slug: String,
    /// Requests to decide, the oldest first.
    pub waiting: Vec<SessionLine>,
    /// Open tasks of its own that are late or due within a week.
    pub tasks: Vec<TaskLine>,
    /// Sessions to come.
    pub coming: Vec<SessionLine>,
    /// Sessions that were held not long ago and are not reported.
    pub unreported: Vec<SessionLine>,
    /// Whether the officer may enter requests and mark tasks.
    pub may_act: bool,
    /// Whether the officer keeps the people.
    pub administers: bool,
    /// The day in Japan.
    pub today: NaiveDate,
}

/// A federation's home.
#[component]
pub fn FederationHomePage(
    /// What waits.
    home: FederationHome,
) -> impl IntoView {
    let FederationHome { slug, waiting, tasks, coming, unreported, may_act, administers, today } = home;
    let late = tasks.iter().filter(|task| task.due < today).count();
    // Whoever was offered other dates answers next.
    let asked = waiting.iter().filter(|line| !line.offered).count();
    let lead = match (asked, late) {
        (0, 0) => "いま決める依頼と、遅れている準備はありません。".to_owned(),
        (0, _) => "返事を待っている依頼はありません。".to_owned(),
        (requests, _) => format!("開催の依頼が{requests}件、返事を待っています。"),
    };
    let enter = may_act.then(|| {
        view! { <ButtonLink href=paths::told_demo(&slug) kind=ButtonKind::Secondary>"電話などで受けた依頼を入力する"</ButtonLink> }
    });
    let requests = if waiting.is_empty() {
        view! { <EmptyState title="返事を待っている依頼はありません"/> }.into_any()
    } else {
        view! { <SessionTable slug=slug.clone() caption="日程を決める依頼".to_owned() side=Side::Federation lines=waiting/> }
            .into_any()
    };
    let to_call = offered_at_home(&slug, &coming);
    let people_href = paths::people(&slug);
    let (week, cities) = (paths::demo_week(&slug), paths::adoption_cities(&slug));
    let tasks = (!tasks.is_empty()).then(|| {
        let slug = slug.clone();
        view! {
            <Section title="遅れている準備・1週間以内の準備">
                <TaskTable slug caption="遅れている準備・1週間以内の準備" side=Side::Federation may_act today lines=tasks/>
            </Section>
        }
    });
    let coming = (!coming.is_empty()).then(|| {
        let (slug, list) = (slug.clone(), paths::demos(&slug));
        let more = coming.len().saturating_sub(NEXT);
        let more = (more > 0).then(|| view! { <p><a href=list>{format!("ほかの{more}件も見る")}</a></p> });
        let lines: Vec<_> = coming.into_iter().take(NEXT).collect();
        view! {
            <Section title="これから開催">
                <SessionTable slug caption="これから開催".to_owned() side=Side::Federation lines/>
                {more}
            </Section>
        }
    });
    let unreported = (!unreported.is_empty()).then(|| {
        let slug = slug.clone();
        view! {
            <Section title="実施報告がまだの開催">
                <SessionTable slug caption="実施報告がまだの開催".to_owned() side=Side::Federation lines=unreported/>
            </Section>
        }
    });
    let people = administers.then(|| {
        view! { <Cards><LinkCard href=people_href title="利用者"><p>"利用者を招き、役割を決めます。"</p></LinkCard></Cards> }
    });
    let late = (late > 0).then(|| {
        view! { <Notice kind=NoticeKind::Warning title=format!("期限を過ぎた準備が{late}件あります")/> }
    });
    view! {
        <PageHeader title="ホーム" lead/>
        {to_call}
        {late}
        <Buttons>
            <ButtonLink href=week kind=ButtonKind::Secondary>"週の予定を見る"</ButtonLink>
            <ButtonLink href=cities kind=ButtonKind::Secondary>"市区町村の普及状況を見る"</ButtonLink>
            {enter}
        </Buttons>
        <Section title="日程を決める依頼">{requests}</Section>
        {tasks}
        {unreported}
        {coming}
        {people}
    }
}

/// A municipality's part: what it has to prepare, and what comes.
#[component]
pub fn OfficerDemos(
    /// Its word in addresses.
    slug: String,
    /// Open tasks of its own that are late or due within a week.
    tasks: Vec<TaskLine>,
    /// Sessions to be reported, sessions to come and requests that wait.
    coming: Vec<SessionLine>,
    /// Whether the officer may mark tasks.
    may_act: bool,
    /// The day in Japan.
    today: NaiveDate,
) -> impl IntoView {
    let late = tasks.iter().filter(|task| task.due < today).count();
    let late = (late > 0).then(|| {
        view! { <Notice kind=NoticeKind::Warning title=format!("期限を過ぎた準備が{late}件あります")/> }
    });
    let tasks = (!tasks.is_empty()).then(|| {
        view! { <TaskTable slug=slug.clone() caption="デモ・説明会の準備" side=Side::Municipality may_act today lines=tasks/> }
    });
    let to_call = offered_at_home(&slug, &coming);
    let coming = (!coming.is_empty()).then(|| {
        view! { <SessionTable slug=slug.clone() caption="デモ・説明会".to_owned() side=Side::Municipality lines=coming/> }
    });
    let there = tasks.is_some() || coming.is_some();
    there.then(|| view! { <Section title="デモ・説明会">{to_call}{late}{tasks}{coming}</Section> })
}

/// An applicant's part: what they are registered for, and whether there is more.
#[component]
pub fn MyDemosAtHome(
    /// The municipality's word in addresses.
    slug: String,
    /// What they are registered for.
    registrations: Vec<MyRegistration>,
    /// How many sessions they can register for.
    open: usize,
) -> impl IntoView {
    let there = open > 0 || !registrations.is_empty();
    let mine = (!registrations.is_empty()).then(|| {
        let cards = registrations.into_iter().map(|one| registered(&slug, one)).collect_view();
        view! { <Cards>{cards}</Cards> }
    });
    let more = (open > 0).then(|| {
        view! {
            <p>{format!("申し込めるデモ・説明会が{open}件あります。")}</p>
            <Buttons><ButtonLink href=paths::my_demos(&slug) kind=ButtonKind::Secondary>"デモ・説明会を見る"</ButtonLink></Buttons>
        }
    });
    there.then(|| view! { <Section title="デモ・説明会">{mine}{more}</Section> })
}
