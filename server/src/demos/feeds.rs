//! 購読: an officer's own address for a calendar program, and the calendar at it.
//!
//! The address is the feed's id with a keyed proof, so that the database gives nobody's address away; taking the row away
//! takes the address away. Whoever has it sees dates and places of the house's sessions, and nobody's name.

use super::{Done, at_home, calendars};
use crate::{
    actor::{Anyone, Partner},
    app::App,
    download,
    error::Error,
    keys::{self, Keyring},
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{FeedLine, FeedPage, FeedView},
    messages::demos::chore_owner as owner,
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::TimeDelta;
use documents::{CALENDAR_TYPE, CalendarEvent, Certainty, Purpose, When, calendar};
use domain::{accounts::TenantKind, demos::Side, ids::FeedId, tokyo};
use leptos::prelude::*;
use store::{
    Scope, Tx,
    demos::{
        calendar as sessions,
        chores::Task,
        feeds::{self, Feed},
    },
    members, tenants,
    tenants::Tenant,
};

/// What an address of a calendar is for.
const FEED: keys::Purpose = keys::Purpose::lasting("calendar feed");
/// How many days of the past and the future a calendar holds.
const PAST: i64 = 90;
const FUTURE: i64 = 730;

/// The token of a feed.
pub fn token(keys: &Keyring, feed: FeedId) -> String {
    keys.signed_id(FEED, feed.uuid())
}

/// The feed of a token that we wrote.
pub fn read(keys: &Keyring, token: &str) -> Option<FeedId> {
    keys.opened_id(FEED, token).map(FeedId::from_uuid)
}

/// The officer's address, or the way to make one.
pub async fn show(
    officer: Partner,
    State(app): State<App>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let feed = feeds::of(&tx, officer.id()).await?.map(|feed| FeedLine {
        address: app.address_of(&paths::calendar_feed(&token(&app.keys, feed.id))),
        tasks: feed.tasks,
        since: feed.created_at,
    });
    let done = match done.as_deref() {
        Some("made") => Some("購読のアドレスを作りました。カレンダーのアプリに貼り付けてください。"),
        Some("revoked") => Some("購読をやめました。前のアドレスは使えません。"),
        Some(_) | None => None,
    };
    let (slug, house) = (officer.tenant.slug.clone(), officer.tenant.name.clone());
    let view = FeedView { slug, house, feed, done };
    Ok(page.ok("カレンダーの購読", move || view! { <FeedPage view/> }))
}

/// Makes an address, a new one in the place of the old, or takes it away.
pub async fn update(
    officer: Partner,
    State(app): State<App>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let now = app.clock.now();
    let done = if typed.get("act") == "revoke" {
        feeds::revoke(&tx, officer.id(), now).await?;
        "revoked"
    } else {
        let tasks = typed.get("tasks") == "yes";
        feeds::renew(&tx, app.clock.id(), officer.id(), tasks, now).await?;
        "made"
    };
    tx.commit().await?;
    Ok(see_other(&format!("{}?done={done}", paths::demo_feed(&officer.tenant.slug))))
}

/// The calendar, for whoever has its address, while its owner belongs to the house.
pub async fn calendar_of(
    _: Anyone,
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Response, Error> {
    let id = read(&app.keys, &token).ok_or(Error::NotFound)?;
    let tx = app.store.read(&Scope::system("a calendar that is subscribed to")).await?;
    let feed = feeds::find(&tx, id).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let tx = app.store.read(&Scope::tenant(feed.tenant, feed.account)).await?;
    let member = members::find(&tx, feed.account).await?;
    let house = tenants::by_id(&tx, feed.tenant).await?;
    if member.is_none_or(|member| member.account.disabled_at.is_some()) {
        return Err(Error::NotFound);
    }
    let side = match house.kind {
        TenantKind::Federation => Side::Federation,
        TenantKind::Municipality | TenantKind::Prefecture => Side::Municipality,
        TenantKind::Central => return Err(Error::NotFound),
    };
    let events = events(&app, &tx, &house, &feed, side).await?;
    let purpose = Purpose::Publish { name: format!("デモ・説明会（{}）", house.name) };
    let file = calendar(&purpose, &events);
    Ok(download::file("demos.ics", CALENDAR_TYPE, file.into_bytes()))
}

async fn events(
    app: &App,
    tx: &Tx,
    house: &Tenant,
    feed: &Feed,
    side: Side,
) -> Result<Vec<CalendarEvent>, Error> {
    let today = app.clock.today();
    let span = (
        Some(tokyo::start_of(today - TimeDelta::days(PAST))),
        Some(tokyo::start_of(today + TimeDelta::days(FUTURE))),
    );
    let url = |path: String| app.address_of(&path);
    let mut events: Vec<CalendarEvent> = sessions::between(tx, span)
        .await?
        .iter()
        .filter_map(|session| {
            let held = session.stage.session()?;
            let page = url(paths::demo_session(&house.slug, session.id));
            Some(calendars::event(app, session, held, &page))
        })
        .collect();
    if feed.tasks {
        for (task, session) in at_home::open(tx, side, today + TimeDelta::days(FUTURE)).await? {
            let page = url(paths::demo_chore(&house.slug, session.id, task.id));
            events.push(due(app, &task, &session.name, &page));
        }
    }
    Ok(events)
}

/// The day by which a task is due.
fn due(app: &App, task: &Task, municipality: &str, page: &str) -> CalendarEvent {
    CalendarEvent {
        uid: format!("chore-{}@hiromeru", task.id),
        sequence: u32::try_from(task.version).unwrap_or(0),
        stamp: app.clock.now(),
        when: When::Day(task.due),
        summary: format!("【準備の期限】{}（{municipality}）", task.task.title),
        location: String::new(),
        description: format!("担当：{}\n{page}", owner(task.task.owner)),
        url: page.to_owned(),
        certainty: Certainty::Confirmed,
    }
}
