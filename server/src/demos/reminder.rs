//! The daily job that reminds of sessions a week and a day before: both houses, and whoever is registered. Each reminder is a
//! row of its own in the transaction of its mail, so that it is sent once whatever crashes; of another date one is reminded
//! again. Each house does its own part: the federation writes to itself and to the municipality, the municipality to the
//! offices.

use super::{
    letters::{municipality, send, sender, write},
    views,
};
use crate::{app::App, error::Error, jobs::JobError};
use app::{
    mails::demos::{self as texts, About, Reminder},
    paths,
};
use domain::{
    accounts::TenantKind,
    demos::{Ahead, Headcount, Held, Owner, Side, StageName},
    tokyo,
};
use store::{
    Scope, Tx,
    demos::{
        calendar, chores, registrations,
        registrations::Registration,
        reminders,
        sessions::{self, Session},
    },
    tenants::{self, Tenant},
};
use uuid::Uuid;

/// Name of the job.
pub const JOB: &str = "demos.remind";
/// From which hour in Japan.
pub const HOUR: u32 = 9;

/// Every house that shares sessions, one transaction a session.
pub async fn perform(app: &App) -> Result<(), JobError> {
    let tx = app.store.read(&Scope::system(JOB)).await?;
    let houses = tenants::all(&tx).await?;
    drop(tx);
    for house in houses {
        match house.kind {
            TenantKind::Federation | TenantKind::Municipality | TenantKind::Prefecture => {
                one_house(app, &house).await?;
            }
            TenantKind::Central => {}
        }
    }
    Ok(())
}

async fn one_house(app: &App, house: &Tenant) -> Result<(), JobError> {
    let scope = Scope::tenant_by_system(house.id, JOB);
    let (from, until) = Ahead::reach(app.clock.today());
    let tx = app.store.read(&scope).await?;
    let near = calendar::between(&tx, (Some(tokyo::start_of(from)), Some(tokyo::end_of(until)))).await?;
    drop(tx);
    for listed in near.iter().filter(|session| session.stage.name() == StageName::Confirmed) {
        let tx = app.store.write(&scope).await?;
        // It may have been moved or called off since it was listed.
        let Some(session) = sessions::find_to_come(&tx, listed.id).await? else { continue };
        if session.stage.name() != StageName::Confirmed {
            continue;
        }
        remind(app, &tx, house, &session).await.map_err(|error| match error {
            Error::Store(error) => JobError::Store(error),
            other => JobError::Later(other.to_string()),
        })?;
        tx.commit().await?;
    }
    Ok(())
}

/// Whoever this house reminds of a session.
async fn remind(app: &App, tx: &Tx, house: &Tenant, session: &Session) -> Result<(), Error> {
    let Some(held) = session.stage.session() else { return Ok(()) };
    if held.slot.starts_at() <= app.clock.now() {
        return Ok(());
    }
    let all = registrations::of_session(tx, session.id).await?;
    if house.id == session.federation {
        sides(app, tx, house, session, held, &all).await?;
    }
    // A municipality sees its own offices' alone; the federation writes to those that have no municipality here.
    let own = house.id != session.federation || session.municipality.is_none();
    for one in all.iter().filter(|one| own && is_coming(one)) {
        let (today, now) = (app.clock.today(), app.clock.now());
        let told = tokyo::date(one.created_at).max(fixed_on(session));
        let Some(ahead) = Ahead::due(held.slot.date, told, today) else { continue };
        if reminders::keep(tx, session, (one.id.uuid(), ahead, held.slot.date), now).await? {
            let left = (held.slot.date - today).num_days();
            tell_office(app, tx, house, session, one, left).await?;
        }
    }
    Ok(())
}

/// Whether somebody is expected: registered beforehand, and still.
fn is_coming(one: &Registration) -> bool {
    !one.is_walk_in() && one.is_live() && one.wait.is_none()
}

/// The two houses: the federation itself, and the municipality in its name.
async fn sides(
    app: &App,
    tx: &Tx,
    house: &Tenant,
    session: &Session,
    held: &Held,
    all: &[Registration],
) -> Result<(), Error> {
    let (today, now) = (app.clock.today(), app.clock.now());
    let told = fixed_on(session);
    let Some(ahead) = Ahead::due(held.slot.date, told, today) else { return Ok(()) };
    let keep = async |whom: Uuid| reminders::keep(tx, session, (whom, ahead, held.slot.date), now).await;
    let (place, left) = (views::location(session), (held.slot.date - today).num_days());
    let registered: Headcount = views::registered(all);
    if keep(session.member.uuid()).await? {
        let open = open(tx, session, Side::Municipality).await?;
        let reminder = Reminder { slot: &held.slot, place: &place, left, registered, open: &open };
        tell_municipality(app, tx, house, session, &reminder).await?;
    }
    if keep(house.id.uuid()).await? {
        let open = open(tx, session, Side::Federation).await?;
        let reminder = Reminder { slot: &held.slot, place: &place, left, registered, open: &open };
        tell_federation(app, tx, house, session, &reminder).await?;
    }
    Ok(())
}

/// The day on which everybody learned of the date as it is.
fn fixed_on(session: &Session) -> chrono::NaiveDate {
    match &session.stage {
        domain::demos::Stage::Confirmed { at, .. } => tokyo::date(*at),
        _ => tokyo::date(session.created_at),
    }
}

/// What a side has still to do, in words.
async fn open(tx: &Tx, session: &Session, side: Side) -> Result<Vec<String>, Error> {
    let is_own = |owner: Owner| owner.is_done_by(side);
    Ok(chores::of_session(tx, session.id)
        .await?
        .into_iter()
        .filter(|task| task.done.is_none() && is_own(task.task.owner))
        .map(|task| task.task.title)
        .collect())
}

/// To an office: a week or a day before.
async fn tell_office(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    one: &Registration,
    left: i64,
) -> Result<(), Error> {
    let Some(text) = write(app, tx, from, session, one, |coming| texts::reminder(coming, left)).await? else {
        return Ok(());
    };
    send(app, tx, from, session, (&one.email, &one.name), text).await
}

/// To the municipality: a week or a day before, with what is still to do.
async fn tell_municipality(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    reminder: &Reminder<'_>,
) -> Result<(), Error> {
    let contact = &session.request.contact;
    let (to, url) = municipality(app, tx, session).await?;
    let sender = sender(from);
    let about = About { to: &to, from: &sender, municipality: &session.name, url: url.as_deref() };
    let text = texts::reminded(&about, reminder);
    send(app, tx, from, session, (&contact.email, &contact.name), text).await
}

/// To the federation itself: those who bring the sets and speak.
async fn tell_federation(
    app: &App,
    tx: &Tx,
    house: &Tenant,
    session: &Session,
    reminder: &Reminder<'_>,
) -> Result<(), Error> {
    let url = app.address_of(&paths::demo_session(&house.slug, session.id));
    let about = About { to: &house.name, from: "ひろめる", municipality: &session.name, url: Some(&url) };
    let text = texts::reminded(&about, reminder);
    send(app, tx, house, session, (&house.settings.email, &house.name), text).await
}
