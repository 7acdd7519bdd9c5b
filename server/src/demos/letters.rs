//! Mails about sessions: to the other house, and to those who come; one recipient each, in the change's transaction.

use super::{
    along, asked,
    calendars::{Asks, invite},
    tokens, views,
};
use crate::{app::App, error::Error, mail::letters};
use app::{
    mails::{
        MailText, coming as waiting_texts,
        demos::{self as texts, About, Coming, ComingLinks},
    },
    paths,
};
use domain::{
    demos::{Side, Slot},
    email::Email,
    subsidies::Reason,
};
use store::{
    Tx,
    demos::{
        registrations::{self, Registration, Way},
        sessions::Session,
        switching, waiting,
    },
    tenants::{self, Tenant},
};

/// To the federation: 開催の依頼.
pub(super) async fn requested(app: &App, tx: &Tx, from: &Tenant, session: &Session) -> Result<(), Error> {
    to_federation(app, tx, from, session, |about| texts::requested(about, &session.request.candidates)).await
}

/// To everybody whom a request that waits concerns, but who changed it: what is different. The house that asked is written
/// to where it said, though that is changed, too.
pub(super) async fn amended(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    changes: &str,
) -> Result<(), Error> {
    let text = |about: &About| texts::amended(about, changes);
    if from.id == session.federation {
        to_municipality(app, tx, from, session, text).await?;
        along::tell(app, tx, from, session, Asks::Take, text).await?;
    } else {
        to_federation(app, tx, from, session, text).await?;
        along::later(app, tx, session, changes).await?;
    }
    asked::tell_open(app, tx, from, session, text).await
}

/// To the municipality and those that joined it: 開催が決まりました.
pub(super) async fn confirmed(app: &App, tx: &Tx, from: &Tenant, session: &Session) -> Result<(), Error> {
    let Some(held) = session.stage.session() else { return Ok(()) };
    let place = views::location(session);
    let text = |about: &About| texts::confirmed(about, &held.slot, &place);
    to_municipality(app, tx, from, session, text).await?;
    along::tell(app, tx, from, session, Asks::Take, text).await?;
    along::were_told_now(app, tx, session, session.sequence).await
}

/// To the municipality and those that joined it: 仮に押さえました.
pub(super) async fn booked(app: &App, tx: &Tx, from: &Tenant, session: &Session) -> Result<(), Error> {
    let Some(held) = session.stage.session() else { return Ok(()) };
    let place = views::location(session);
    let text = |about: &About| texts::booked(about, &held.slot, &place);
    to_municipality(app, tx, from, session, text).await?;
    along::tell(app, tx, from, session, Asks::Take, text).await?;
    along::were_told_now(app, tx, session, session.sequence).await
}

/// To everybody concerned but those who changed it: the other house, those that joined, and everybody who comes. `before` is
/// the session as it was.
pub(super) async fn moved(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    (before, session): (&Session, &Session),
    note: &str,
) -> Result<(), Error> {
    let Some(held) = session.stage.session() else { return Ok(()) };
    let was = before.stage.session().map(|held| held.slot).filter(|slot| *slot != held.slot);
    let place = views::location(session);
    let text = |about: &About| texts::moved(about, was.as_ref(), &held.slot, &place, note);
    if from.id == session.federation {
        to_municipality(app, tx, from, session, text).await?;
        along::tell(app, tx, from, session, Asks::Take, text).await?;
        along::were_told_now(app, tx, session, session.sequence).await?;
    } else {
        to_federation(app, tx, from, session, text).await?;
        along::later(app, tx, session, note).await?;
    }
    for one in registrations::of_session(tx, session.id).await?.iter().filter(|one| !one.is_walk_in()) {
        coming(app, tx, from, session, one, |coming| texts::rearranged(coming, note)).await?;
    }
    Ok(())
}

/// To the federation: which of the dates that it offered was chosen.
pub(super) async fn date_chosen(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    slot: &Slot,
) -> Result<(), Error> {
    to_federation(app, tx, from, session, |about| texts::date_chosen(about, slot)).await
}

/// To the federation: 公開枠を取りました.
pub(super) async fn taken(app: &App, tx: &Tx, from: &Tenant, session: &Session) -> Result<(), Error> {
    let Some(held) = session.stage.session() else { return Ok(()) };
    to_federation(app, tx, from, session, |about| texts::taken(about, &held.slot)).await
}

pub(super) async fn to_federation(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    text: impl FnOnce(&About) -> MailText,
) -> Result<(), Error> {
    let federation = tenants::by_id(tx, session.federation).await?;
    let url = app.address_of(&paths::demo_session(&federation.slug, session.id));
    let sender = sender(from);
    let about = About { to: &federation.name, from: &sender, municipality: &session.name, url: Some(&url) };
    let to = (federation.settings.email.as_str(), federation.name.as_str());
    send(app, tx, from, session, to, text(&about)).await
}

/// To the municipality: お断り.
pub(super) async fn declined(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    reason: &Reason,
) -> Result<(), Error> {
    to_municipality(app, tx, from, session, |about| texts::declined(about, reason.as_str())).await
}

/// To the other house, those that joined, and everybody who would have come. `session` is as it was before.
pub(super) async fn cancelled(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    by: Side,
    reason: &Reason,
) -> Result<(), Error> {
    let held = session.stage.session();
    let at = held.map(|held| held.slot);
    let text = |about: &About| texts::cancelled(about, at.as_ref(), reason.as_str());
    match by {
        Side::Federation => {
            asking_municipality(app, tx, from, session, Asks::CalledOff, text).await?;
            along::tell(app, tx, from, session, Asks::CalledOff, text).await?;
            // It is as it was before: whoever is told from now on is told of the next.
            along::were_told_now(app, tx, session, session.sequence + 1).await?;
        }
        Side::Municipality | Side::Both => {
            to_federation(app, tx, from, session, text).await?;
            along::later(app, tx, session, "").await?;
        }
    }
    if held.is_some() {
        for one in registrations::of_session(tx, session.id).await?.iter().filter(|one| !one.is_walk_in()) {
            let text = |coming: &Coming| texts::called_off(coming, reason.as_str());
            asking(app, tx, from, session, one, Asks::CalledOff, text).await?;
        }
    }
    Ok(())
}

/// To an office: 申込みを受け付けました.
pub(super) async fn registered(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    one: &Registration,
) -> Result<(), Error> {
    coming(app, tx, from, session, one, texts::registered).await
}

/// To an office: 申込みを受け付けました, or where it stands in the line.
pub(super) async fn came_in(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    one: &Registration,
) -> Result<(), Error> {
    if one.wait.is_none() {
        return registered(app, tx, from, session, one).await;
    }
    let place = waiting::line(tx, session).await?.iter().filter(|other| other.code <= one.code).count();
    let kept = kept_until(app, tx, one).await?;
    coming(app, tx, from, session, one, |coming| waiting_texts::waits(coming, place, kept.as_ref())).await
}

/// To who waits: 席が空きました.
pub(super) async fn offered(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    one: &Registration,
) -> Result<(), Error> {
    let (now, kept) = (app.clock.now(), kept_until(app, tx, one).await?);
    coming(app, tx, from, session, one, |coming| waiting_texts::offered(coming, now, kept.as_ref())).await
}

/// When the session is whose registration whoever waits keeps until they have their places.
async fn kept_until(app: &App, tx: &Tx, one: &Registration) -> Result<Option<Slot>, Error> {
    let kept = switching::given_up(tx, one, app.clock.now()).await?;
    Ok(kept.and_then(|(session, _)| session.stage.session().map(|held| held.slot)))
}

/// To who waits: ここからは先着順です.
pub(super) async fn first_come(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    one: &Registration,
) -> Result<(), Error> {
    let kept = kept_until(app, tx, one).await?;
    coming(app, tx, from, session, one, |coming| waiting_texts::first_come(coming, kept.as_ref())).await
}

/// To who asked: the answer.
pub(super) async fn answered(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    one: &Registration,
    (asked, answer): (&str, &str),
) -> Result<(), Error> {
    let text = |coming: &Coming| waiting_texts::answered(coming, asked, answer);
    match write(app, tx, from, session, one, text).await? {
        Some(text) => send(app, tx, from, session, (&one.email, &one.name), text).await,
        None => Ok(()),
    }
}

/// To the other house: 実施報告.
pub(super) async fn reported(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    summary: &str,
) -> Result<(), Error> {
    let Some(held) = session.stage.session() else { return Ok(()) };
    let text = |about: &About| waiting_texts::reported(about, &held.slot, summary);
    if from.id == session.federation {
        return to_municipality(app, tx, from, session, text).await;
    }
    let federation = tenants::by_id(tx, session.federation).await?;
    let url = app.address_of(&paths::demo_report(&federation.slug, session.id));
    let sender = sender(from);
    let about = About { to: &federation.name, from: &sender, municipality: &session.name, url: Some(&url) };
    let to = (federation.settings.email.as_str(), federation.name.as_str());
    send(app, tx, from, session, to, text(&about)).await
}

/// To an office: 申込みを変更しました.
pub(super) async fn changed(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    one: &Registration,
) -> Result<(), Error> {
    coming(app, tx, from, session, one, texts::changed).await
}

/// To an office: 申込みを取り消しました.
pub(super) async fn withdrawn(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    one: &Registration,
) -> Result<(), Error> {
    asking(app, tx, from, session, one, Asks::Drop, texts::withdrawn).await
}

/// With the session's date for the reader's calendar, once there is one.
pub(super) async fn to_municipality(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    text: impl FnOnce(&About) -> MailText,
) -> Result<(), Error> {
    asking_municipality(app, tx, from, session, Asks::Take, text).await
}

async fn asking_municipality(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    asks: Asks,
    text: impl FnOnce(&About) -> MailText,
) -> Result<(), Error> {
    let contact = &session.request.contact;
    let (to, url) = municipality(app, tx, session).await?;
    let sender = sender(from);
    let about = About { to: &to, from: &sender, municipality: &session.name, url: url.as_deref() };
    let date = Some((asks, url.as_deref().unwrap_or_default()));
    enqueue(app, tx, from, session, (&contact.email, &contact.name), text(&about), date).await
}

/// Whom of the municipality one writes to, and where it looks at the session.
pub(super) async fn municipality(
    app: &App,
    tx: &Tx,
    session: &Session,
) -> Result<(String, Option<String>), Error> {
    let url = match session.municipality {
        Some(municipality) => {
            let slug = tenants::by_id(tx, municipality).await?.slug;
            Some(app.address_of(&paths::demo_session(&slug, session.id)))
        }
        None => None,
    };
    Ok((format!("{}　{}", session.name, session.request.contact.name), url))
}

/// With the session's date for the reader's calendar.
async fn coming(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    one: &Registration,
    text: impl FnOnce(&Coming) -> MailText,
) -> Result<(), Error> {
    asking(app, tx, from, session, one, Asks::Take, text).await
}

pub(super) async fn asking(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    one: &Registration,
    asks: Asks,
    text: impl FnOnce(&Coming) -> MailText,
) -> Result<(), Error> {
    // Whoever waits has no place: there is nothing for their calendar yet, and nothing in it.
    let date = one.wait.is_none().then_some((asks, ""));
    match write(app, tx, from, session, one, text).await? {
        Some(text) => enqueue(app, tx, from, session, (&one.email, &one.name), text, date).await,
        None => Ok(()),
    }
}

/// A mail to somebody who comes; none where there is no date. It speaks for the municipality in whose house they are
/// registered, whoever sends it.
pub(super) async fn write(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    one: &Registration,
    text: impl FnOnce(&Coming) -> MailText,
) -> Result<Option<MailText>, Error> {
    let Some(held) = session.stage.session() else { return Ok(None) };
    let house = match one.house.or(session.municipality) {
        Some(municipality) if municipality != from.id => tenants::by_id(tx, municipality).await?,
        Some(_) | None => from.clone(),
    };
    let along = one.house.is_some() && one.house != session.municipality;
    let pages = app.config.public_side.then(|| match one.way {
        Way::Account => (
            app.address_of(&paths::my_registration(&house.slug, session.id, one.id)),
            app.address_of(&paths::my_demo_calendar(&house.slug, session.id)),
        ),
        Way::Link | Way::Officer | Way::WalkIn => {
            let token = tokens::coming(&app.keys, one.id);
            (app.address_of(&paths::coming(&token)), app.address_of(&paths::coming_calendar(&token)))
        }
    });
    Ok(Some(text(&Coming {
        name: &one.name,
        municipality: if along { &house.name } else { &session.name },
        desk: &views::desk(&house),
        office: &one.office_name,
        slot: &held.slot,
        place: &views::location(session),
        people: one.people,
        code: one.code,
        links: pages.as_ref().map(|(change, calendar)| ComingLinks { change, calendar }),
    })))
}

pub(super) fn sender(from: &Tenant) -> String {
    format!("{}　{}", from.name, views::desk(from))
}

pub(super) async fn send(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    to: (&str, &str),
    text: MailText,
) -> Result<(), Error> {
    enqueue(app, tx, from, session, to, text, None).await
}

/// Nothing is sent where there is no address: they are called. `date` says what the mail asks of the reader's calendar,
/// and where the session's page is.
pub(super) async fn enqueue(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    (recipient, recipient_name): (&str, &str),
    text: MailText,
    date: Option<(Asks, &str)>,
) -> Result<(), Error> {
    let Ok(recipient) = recipient.parse::<Email>() else { return Ok(()) };
    let to = (recipient.as_str(), recipient_name);
    let id = letters::write(app, tx, from, to, text, ("demo", session.id.uuid())).await?;
    match date {
        Some((asks, url)) => {
            invite(app, tx, id, from, session, (&recipient, recipient_name, url), asks).await
        }
        None => Ok(()),
    }
}
