//! What an office can come to, and for what it is registered.

use crate::{messages::demos::slot, paths};
use domain::{
    demos::Slot,
    ids::{DemoId, RegistrationId},
};
use elements::{
    BackLink, ButtonKind, ButtonLink, Buttons, Card, Cards, EmptyState, Notice, NoticeKind, PageHeader,
    Section,
};
use leptos::prelude::*;

/// A session one can register for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// Its id.
    pub id: DemoId,
    /// When.
    pub slot: Slot,
    /// Where.
    pub place: String,
    /// What can be tried.
    pub menu: String,
    /// Places that are left, in people.
    pub left: u16,
    /// Whether one registers at all.
    pub registers: bool,
}

/// A registration of theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MyRegistration {
    /// Its id.
    pub id: RegistrationId,
    /// Of which session.
    pub session: DemoId,
    /// When.
    pub slot: Slot,
    /// Where.
    pub place: String,
    /// For which office.
    pub office: String,
    /// How many people.
    pub people: u16,
    /// With which code it checks in.
    pub code: String,
    /// Where it stands where it waits; none where it has its places.
    pub waits: Option<String>,
    /// What it has to do with registrations of other sessions.
    pub tied: Vec<String>,
    /// Whether it can still be changed.
    pub open: bool,
}

/// The page.
#[component]
pub fn MyDemosPage(
    /// The municipality's word in addresses.
    slug: String,
    /// The municipality.
    municipality: String,
    /// What they are registered for.
    registrations: Vec<MyRegistration>,
    /// What they can register for.
    sessions: Vec<OpenSession>,
    /// What was just done, as a sentence.
    done: Option<&'static str>,
) -> impl IntoView {
    let done = done.map(|done| view! { <Notice kind=NoticeKind::Success live=true title=done/> });
    let mine = (!registrations.is_empty()).then(|| {
        let cards = registrations.into_iter().map(|one| registered(&slug, one)).collect_view();
        view! { <Section title="申し込んだデモ・説明会"><Cards>{cards}</Cards></Section> }
    });
    let open = if sessions.is_empty() {
        view! {
            <EmptyState title="いま申し込めるデモ・説明会はありません">
                <p>{format!("{municipality}が開催を決めると、ここに表示されます。")}</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let cards = sessions.into_iter().map(|one| session(&slug, one)).collect_view();
        view! { <Cards>{cards}</Cards> }.into_any()
    };
    view! {
        <BackLink href=paths::my(&slug) label="ホームへ戻る"/>
        {done}
        <PageHeader title="デモ・説明会" lead="ケアプランデータ連携システムを、実際に触って試せます。参加は無料です。"/>
        {mine}
        <Section title="申し込めるデモ・説明会">{open}</Section>
    }
}

/// One registration as a card.
pub fn registered(slug: &str, one: MyRegistration) -> impl IntoView + use<> {
    let MyRegistration { id, session, slot: at, place, office, people, code, waits, tied, open } = one;
    let calendar = paths::my_demo_calendar(slug, session);
    let href = paths::my_registration(slug, session, id);
    let calendar = waits.is_none().then(|| {
        view! { <ButtonLink href=calendar kind=ButtonKind::Secondary>"カレンダーに入れる（.ics）"</ButtonLink> }
    });
    let standing = match waits {
        Some(words) => view! { <p><strong>{words}</strong></p> }.into_any(),
        None => {
            view! { <p>"受付番号　"<strong>{code}</strong>"（当日、受付でお伝えください）"</p> }.into_any()
        }
    };
    let tied = tied.into_iter().map(|words| view! { <p>{format!("{words}。")}</p> }).collect_view();
    let change = open.then(|| {
        view! { <ButtonLink href kind=ButtonKind::Secondary>"変更・取消"</ButtonLink> }
    });
    view! {
        <Card title=slot(&at)>
            <p>{place}</p>
            <p>{format!("{office}　{people}人")}</p>
            {standing}
            {tied}
            <Buttons>
                {change}
                {calendar}
            </Buttons>
        </Card>
    }
}

fn session(slug: &str, one: OpenSession) -> impl IntoView + use<> {
    let OpenSession { id, slot: at, place, menu, left, registers } = one;
    let href = paths::my_demo(slug, id);
    let (words, label) = match (registers, left) {
        (false, _) => ("申込みはいりません。当日、会場にお越しください".to_owned(), None),
        (true, 0) => ("満席です。キャンセル待ちができます".to_owned(), Some("キャンセル待ちを申し込む")),
        (true, left) => (format!("空き　あと{left}人"), Some("申し込む")),
    };
    let button = label.map(|label| {
        view! { <Buttons><ButtonLink href kind=ButtonKind::Secondary>{label}</ButtonLink></Buttons> }
    });
    view! {
        <Card title=slot(&at)>
            <p>{place}</p>
            <p>{format!("内容　{menu}")}</p>
            <p>{words}</p>
            {button}
        </Card>
    }
}
