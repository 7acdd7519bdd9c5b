//! Requests for what is taken: none of the dates that a city asked for can be had any more. The federation sees which they are
//! and offers all of them the nearest dates at once; nobody is refused silently.

use super::{arranging::Desk, found, found_to_change, letters, owns, told};
use crate::{
    actor::{FederationClerk, PartnerClerk},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{BlockedLine, BlockedPage, DatesPage, DatesView},
    mails::demos as texts,
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    demos::{ResourceKind, Slot, StageName, Stock, Wish, taken_quarters},
    ids::DemoId,
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    Tx,
    demos::{resources::Resource, sessions, sessions::Session},
};

const TITLE: &str = "候補の日時が取れなくなった依頼";
const DATES: &str = "代わりの日時を選ぶ";
/// Name of the control by which a date is chosen.
const SLOT: &str = "slot";

/// How many dates are offered.
const OFFERED: usize = 3;

/// A request of which no date can be had.
struct Blocked {
    session: Session,
    /// Whether others were offered, of which one can still be had.
    told: bool,
    /// What was offered, or the nearest that can be had.
    nearest: Vec<Slot>,
}

/// Which of the requests that wait are blocked, the oldest first. What is offered to one first is not offered to the next.
async fn all(app: &App, tx: &Tx) -> Result<Vec<Blocked>, Error> {
    let waiting = sessions::in_stage(tx, StageName::Requested).await?;
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let mut desk = Desk::of(app, tx, None).await?;
    let any = |session: &Session, slots: &[Slot]| slots.iter().any(|slot| can_be_had(&desk, session, slot));
    let blocked: Vec<(Session, bool)> = waiting
        .into_iter()
        .filter(|session| !any(session, &session.request.candidates))
        .map(|session| {
            let told = any(&session, &session.request.offered);
            (session, told)
        })
        .collect();
    Ok(blocked
        .into_iter()
        .map(|(session, told)| {
            let nearest = if told { session.request.offered.clone() } else { nearest(&mut desk, &session) };
            Blocked { session, told, nearest }
        })
        .collect())
}

/// What a request wishes for at a time, of what a federation has.
fn wish<'a>(desk: &Desk, session: &Session, slot: Slot, kinds: &'a [ResourceKind]) -> Wish<'a> {
    let place = session.request.place;
    Wish { slot, place, travel: desk.rules.travel_to(place), kinds, chosen: &[] }
}

fn stock(desk: &Desk) -> Vec<Stock> {
    desk.among.iter().map(Resource::stock).collect()
}

/// Whether a request can have a date.
fn can_be_had(desk: &Desk, session: &Session, slot: &Slot) -> bool {
    let (stock, kinds) = (stock(desk), desk.needed(session.request.place));
    let wish = wish(desk, session, *slot, &kinds);
    slot.date > desk.today && wish.at(slot, &stock, &desk.diary).is_some()
}

/// The nearest dates that can be had instead; the first is taken on this desk, so that the next request is not offered the
/// same.
fn nearest(desk: &mut Desk, session: &Session) -> Vec<Slot> {
    let Some(first) = session.request.candidates.first().copied() else { return Vec::new() };
    let (stock, kinds) = (stock(desk), desk.needed(session.request.place));
    let wish = wish(desk, session, first, &kinds);
    let days = (desk.today, &desk.calendar);
    let all = wish.alternatives(&stock, &desk.diary, &desk.rules, days, OFFERED);
    if let Some(first) = all.first() {
        for one in stock.iter().filter(|one| first.resources.contains(&one.id)) {
            let taken = taken_quarters(&first.slot, wish.place, wish.travel, None, one.kind);
            desk.diary.take(one.id, taken);
        }
    }
    all.into_iter().map(|one| one.slot).collect()
}

/// How many of them nobody has told yet.
pub(super) async fn untold(app: &App, tx: &Tx) -> Result<usize, Error> {
    Ok(all(app, tx).await?.iter().filter(|one| !one.told).count())
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Offered {
    done: Option<String>,
}

/// The requests, each with the dates that can be had.
pub async fn index(
    officer: FederationClerk,
    State(app): State<App>,
    Query(Offered { done }): Query<Offered>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let lines = all(&app, &tx).await?.into_iter().map(line).collect::<Vec<_>>();
    let slug = officer.tenant.slug.clone();
    let done = done.as_deref().and_then(|done| match done {
        "offered" => {
            Some("代わりの日時を知らせました。メールアドレスのない相手には、電話で知らせてください。")
        }
        _ => None,
    });
    Ok(page.ok(TITLE, move || view! { <BlockedPage slug lines done refused=None/> }))
}

fn line(one: Blocked) -> BlockedLine {
    let Blocked { session, told, nearest } = one;
    let contact = &session.request.contact;
    BlockedLine {
        id: session.id,
        contact: format!("{}　電話 {}", contact.name, contact.phone),
        municipality: session.name,
        candidates: session.request.candidates,
        told,
        nearest,
    }
}

/// Offers the nearest dates to everybody who has not been told.
pub async fn offer(
    officer: FederationClerk,
    State(app): State<App>,
    page: Page,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let slug = officer.tenant.slug.clone();
    let tx = app.store.write(&officer.scope()).await?;
    let mut offered = 0;
    for one in all(&app, &tx).await? {
        if one.told || one.nearest.is_empty() {
            continue;
        }
        let session = found_to_change(&tx, one.session.id).await?;
        sessions::offer_dates(&tx, &session, &one.nearest, app.clock.now()).await?;
        letters::to_municipality(&app, &tx, &officer.tenant, &session, |about| {
            texts::dates_offered(about, &one.nearest)
        })
        .await?;
        offered += 1;
    }
    if offered == 0 {
        let lines = all(&app, &tx).await?.into_iter().map(line).collect::<Vec<_>>();
        let refused = Some("知らせる依頼はありません。答えを待つか、電話で相談してください".to_owned());
        return Ok(page.unprocessable(TITLE, move || view! { <BlockedPage slug lines done=None refused/> }));
    }
    tx.commit().await?;
    app.wake.notify_one();
    Ok(see_other(&format!("{}?done=offered", paths::blocked_demos(&slug))))
}

/// The dates that were offered for a request.
pub async fn show(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    if !is_offered(&session) || !owns(&session, officer.tenant.id) {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    Ok(render(&page, slug, &session, FormState::empty()))
}

/// Asks for one of them instead.
pub async fn choose(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = found_to_change(&tx, id).await?;
    if !is_offered(&session) {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    let today = app.clock.today();
    let chosen = Slot::from_code(typed.get(SLOT))
        .filter(|slot| session.request.offered.contains(slot) && slot.date > today);
    let Some(slot) = chosen else {
        let errors = vec![(SLOT, "これからの日時を選んでください".to_owned())];
        return Ok(render(&page, slug, &session, FormState::rejected(typed, errors)));
    };
    sessions::choose_date(&tx, &session, slot, app.clock.now()).await?;
    // Whoever said it to the federation on the telephone knows it.
    let is_federation = officer.tenant.id == session.federation;
    if !is_federation {
        letters::date_chosen(&app, &tx, &officer.tenant, &session, &slot).await?;
    }
    tx.commit().await?;
    app.wake.notify_one();
    Ok(told(&slug, id, if is_federation { "entered" } else { "chosen" }))
}

fn is_offered(session: &Session) -> bool {
    session.stage.name() == StageName::Requested && !session.request.offered.is_empty()
}

fn render(page: &Page, slug: String, session: &Session, form: FormState) -> Response {
    let rejected = form.has_errors();
    let dates = DatesView { slug, id: session.id, slots: session.request.offered.clone(), name: SLOT, form };
    let view = move || view! { <DatesPage dates/> };
    if rejected { page.unprocessable(DATES, view) } else { page.ok(DATES, view) }
}
