//! 相乗り: what those hear of a session who joined it, and what becomes of their requests when nothing comes of it. The
//! city whose session it is reaches neither them nor their offices: what it does is told by a job in the federation's house.

use super::{calendars::Asks, letters, views};
use crate::{app::App, error::Error, jobs::JobError};
use app::{
    mails::{
        MailText,
        demos::{self as texts, About},
    },
    paths,
};
use chrono::{DateTime, Utc};
use domain::{
    demos::{Headcount, Stage},
    ids::{DemoId, JobId, TenantId},
    subsidies::Reason,
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::{
    Scope, Tx,
    demos::{
        companions::{self, Companion},
        invitations,
        registrations::{self, Registration},
        sessions::{self, Session},
    },
    events::{self, Event, Recorded},
    jobs::{self, NewJob},
    tenants::{self, Tenant},
};

/// Name of the job.
pub const JOB: &str = "demos.along";

#[derive(Deserialize)]
struct Payload {
    federation: TenantId,
    session: DemoId,
    /// When the city changed it.
    at: DateTime<Utc>,
    /// Which change it is; none where an earlier version of the program asked for it.
    #[serde(default)]
    change: Option<JobId>,
    /// Its word to everybody.
    note: String,
}

impl Payload {
    /// The change, as the federation's chain names it once it was told.
    fn change(&self) -> String {
        self.change.map_or_else(|| self.at.to_rfc3339(), |change| change.to_string())
    }
}

/// To a municipality whose request was joined to the session of another: 相乗り開催になりました.
pub(super) async fn joined(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    (lead, request): (&Session, &Session),
) -> Result<(), Error> {
    let at = lead.stage.session().map(|held| held.slot);
    let text = |about: &About| texts::joined(about, &lead.name, at.as_ref());
    letters::to_municipality(app, tx, from, request, text).await
}

/// To the municipality whose session it is: who comes along.
pub(super) async fn came(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    lead: &Session,
    others: &[Session],
) -> Result<(), Error> {
    let names: Vec<&str> = others.iter().map(|request| request.name.as_str()).collect();
    let names = names.join("、");
    letters::to_municipality(app, tx, from, lead, |about| texts::came_along(about, &names)).await
}

/// To everybody who joined a session, in the federation's house, with its date for their calendars.
pub(super) async fn tell(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    asks: Asks,
    text: impl Fn(&About) -> MailText,
) -> Result<(), Error> {
    for request in requests(tx, session).await? {
        let contact = &request.request.contact;
        let (to, url) = letters::municipality(app, tx, &request).await?;
        let sender = letters::sender(from);
        let about = About { to: &to, from: &sender, municipality: &session.name, url: url.as_deref() };
        let date = Some((asks, url.as_deref().unwrap_or_default()));
        let to = (contact.email.as_str(), contact.name.as_str());
        letters::enqueue(app, tx, from, session, to, text(&about), date).await?;
    }
    for companion in companions::of_session(tx, session.id).await? {
        // A city that a prefecture brought along asked for nothing itself.
        if companion.request.is_none() {
            to_brought(app, tx, from, session, (&companion, asks), &text).await?;
        }
    }
    Ok(())
}

async fn to_brought(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    session: &Session,
    (companion, asks): (&Companion, Asks),
    text: impl Fn(&About) -> MailText,
) -> Result<(), Error> {
    let Some(house) = companion.municipality else { return Ok(()) };
    let house = tenants::by_id(tx, house).await?;
    let url = app.address_of(&paths::demo_session(&house.slug, session.id));
    let sender = letters::sender(from);
    let about = About { to: &house.name, from: &sender, municipality: &session.name, url: Some(&url) };
    let to = (house.settings.email.as_str(), house.name.as_str());
    letters::enqueue(app, tx, from, session, to, text(&about), Some((asks, &url))).await
}

/// A request was joined to a session that has a date: its cities come along, and are told of it. In the federation's house.
pub(super) async fn bring(app: &App, tx: &Tx, from: &Tenant, session: &Session) -> Result<(), Error> {
    let Some(held) = session.stage.session() else { return Ok(()) };
    let (place, decided) = (views::location(session), session.stage.public().is_some());
    let text = |about: &About| {
        if decided {
            texts::confirmed(about, &held.slot, &place)
        } else {
            texts::booked(about, &held.slot, &place)
        }
    };
    for companion in companions::bring(tx, session, app.clock.now()).await? {
        to_brought(app, tx, from, session, (&companion, Asks::Take), text).await?;
    }
    Ok(())
}

/// The federation told everybody how a session stands from now on, as its chain has it: what a city changed before and a job
/// has yet to tell is told with it.
pub(super) async fn were_told_now(app: &App, tx: &Tx, session: &Session, sequence: i32) -> Result<(), Error> {
    if companions::of_session(tx, session.id).await?.is_empty() {
        return Ok(());
    }
    let told = json!({ "sequence": sequence });
    Ok(tx.record(Event::of(app.clock.now(), "demo.companions_told", "demo", session.id.uuid(), told))?)
}

/// Nothing comes of a session before it had a date: those who joined it wait again, each for itself, and are told; so are
/// those who agreed to come along and asked for nothing themselves. In the federation's house.
pub(super) async fn part(
    app: &App,
    tx: &Tx,
    from: &Tenant,
    lead: &Session,
    reason: &Reason,
) -> Result<(), Error> {
    for companion in companions::of_session(tx, lead.id).await? {
        let (None, Some(house)) = (companion.request, companion.municipality) else { continue };
        let house = tenants::by_id(tx, house).await?;
        let sender = letters::sender(from);
        // It sees the session no longer.
        let about = About { to: &house.name, from: &sender, municipality: &lead.name, url: None };
        let to = (house.settings.email.as_str(), house.name.as_str());
        letters::send(app, tx, from, lead, to, texts::not_held(&about, reason.as_str())).await?;
    }
    for request in companions::part(tx, lead, app.clock.now()).await? {
        letters::to_municipality(app, tx, from, &request, |about| texts::parted(about, &lead.name)).await?;
    }
    Ok(())
}

/// The city whose session it is moved it, called it off or took it back: a job tells those who joined it.
pub(super) async fn later(app: &App, tx: &Tx, session: &Session, note: &str) -> Result<(), Error> {
    if companions::of_session(tx, session.id).await?.is_empty() {
        return Ok(());
    }
    let (id, at): (JobId, _) = (app.clock.id(), app.clock.now());
    let job = NewJob {
        id,
        tenant: tx.tenant()?,
        kind: JOB,
        payload: json!({
            "federation": session.federation, "session": session.id, "at": at, "change": id, "note": note,
        }),
        unique_key: Some(format!("{JOB}:{}:{id}", session.id)),
        run_at: at,
    };
    Ok(jobs::enqueue(tx, job).await?)
}

/// Tells them how it stands now. Safe to do twice: a change is told once.
pub async fn perform(app: &App, payload: &Value) -> Result<(), JobError> {
    let payload: Payload =
        serde_json::from_value(payload.clone()).map_err(|error| JobError::Never(error.to_string()))?;
    let scope = Scope::tenant_by_system(payload.federation, "tell those who joined a session");
    let tx = app.store.write(&scope).await?;
    let Some(session) = sessions::find_to_change(&tx, payload.session).await? else { return Ok(()) };
    stands(app, &tx, &session, &payload).await.map_err(|error| match error {
        Error::Store(error) => JobError::Store(error),
        other => JobError::Later(other.to_string()),
    })?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(())
}

async fn stands(app: &App, tx: &Tx, session: &Session, payload: &Payload) -> Result<(), Error> {
    if were_told(tx, session, payload).await? || !say(app, tx, session, &payload.note).await? {
        return Ok(());
    }
    let told = json!({ "change": payload.change(), "sequence": session.sequence });
    Ok(tx.record(Event::of(app.clock.now(), "demo.companions_told", "demo", session.id.uuid(), told))?)
}

/// Writes to them how it stands; false where there is nothing to say.
async fn say(app: &App, tx: &Tx, session: &Session, note: &str) -> Result<bool, Error> {
    let house = tenants::by_id(tx, session.federation).await?;
    match &session.stage {
        Stage::Cancelled { session: None, reason, .. } => {
            part(app, tx, &house, session, reason).await?;
            Ok(true)
        }
        Stage::Cancelled { session: Some(held), reason, .. } => {
            let text = |about: &About| texts::cancelled(about, Some(&held.slot), reason.as_str());
            tell(app, tx, &house, session, Asks::Drop, text).await?;
            for one in offices(tx, session).await? {
                let text = |coming: &texts::Coming| texts::called_off(coming, reason.as_str());
                letters::asking(app, tx, &house, session, &one, Asks::Drop, text).await?;
            }
            Ok(true)
        }
        Stage::Tentative { session: held, .. }
        | Stage::DispatchAsked { session: held, .. }
        | Stage::Confirmed { session: held, .. } => {
            let place = views::location(session);
            let text = |about: &About| texts::moved(about, None, &held.slot, &place, note);
            tell(app, tx, &house, session, Asks::Take, text).await?;
            for one in offices(tx, session).await? {
                let text = |coming: &texts::Coming| texts::rearranged(coming, note);
                letters::asking(app, tx, &house, session, &one, Asks::Take, text).await?;
            }
            Ok(true)
        }
        // What was asked for is something else now: the word says what.
        Stage::Requested { .. } if !note.is_empty() => {
            tell(app, tx, &house, session, Asks::Take, |about| texts::amended(about, note)).await?;
            Ok(true)
        }
        Stage::Requested { .. }
        | Stage::Held { .. }
        | Stage::Reported { .. }
        | Stage::Joined { .. }
        | Stage::Declined { .. } => Ok(false),
    }
}

/// Whether this change was told, as the federation's chain has it; or how the session stands was told with an earlier one,
/// and there is no word to add. What else was written to somebody since says nothing of it.
async fn were_told(tx: &Tx, session: &Session, payload: &Payload) -> Result<bool, Error> {
    let change = payload.change();
    // To who knows that it is called off, a word about a change before that says nothing.
    let says_nothing = payload.note.is_empty() || matches!(session.stage, Stage::Cancelled { .. });
    let covers = |event: &Recorded| {
        let sequence = event.payload.get("sequence").and_then(Value::as_i64);
        let same = event.payload.get("change").and_then(Value::as_str) == Some(change.as_str());
        same || (says_nothing && sequence == Some(i64::from(session.sequence)))
    };
    let all = events::of_subject(tx, "demo", session.id.uuid()).await?;
    Ok(all.iter().filter(|event| event.kind == "demo.companions_told").any(covers))
}

/// How many offices of each city that comes along were told, and who of them is registered: counted in the federation's
/// house and in each city's, for the house that asked, which sees neither.
pub(super) async fn counts(
    app: &App,
    session: &Session,
    companions: &[Companion],
) -> Result<BTreeMap<TenantId, (usize, Headcount)>, Error> {
    let why = "how many come along to a joint session";
    let tx = app.store.read(&Scope::tenant_by_system(session.federation, why)).await?;
    let all = registrations::of_session(&tx, session.id).await?;
    drop(tx);
    let mut counts = BTreeMap::new();
    for house in companions.iter().filter_map(|one| one.municipality) {
        let theirs: Vec<Registration> = all.iter().filter(|one| one.house == Some(house)).cloned().collect();
        let tx = app.store.read(&Scope::tenant_by_system(house, why)).await?;
        let invited = invitations::of_session(&tx, session.id).await?.len();
        counts.insert(house, (invited, views::registered(&theirs)));
    }
    Ok(counts)
}

/// The requests of those that joined a session, in the federation's house.
async fn requests(tx: &Tx, session: &Session) -> Result<Vec<Session>, Error> {
    let mut requests = Vec::new();
    for companion in companions::of_session(tx, session.id).await? {
        if let Some(request) = companion.request {
            requests.extend(sessions::find(tx, request).await?);
        }
    }
    Ok(requests)
}

/// Who is registered in a house that joined it: the city whose session it is does not see them.
async fn offices(tx: &Tx, session: &Session) -> Result<Vec<Registration>, Error> {
    let all = registrations::of_session(tx, session.id).await?;
    let joined = |one: &Registration| one.house.is_some() && one.house != session.municipality;
    Ok(all.into_iter().filter(|one| !one.is_walk_in() && joined(one)).collect())
}
