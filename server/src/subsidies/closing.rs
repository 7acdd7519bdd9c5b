//! 受付終了のお知らせ: whoever has a draft is told once, a week before reception ends. The mail belongs to a procedure that its
//! reader began, so no opt-out stops it; who has drafts for several offices gets one that names them all.

use crate::{app::App, error::Error, jobs::JobError, mail::letters};
use app::{
    mails::subsidies::{self as texts, Unsent},
    paths,
};
use chrono::TimeDelta;
use domain::{
    accounts::TenantKind,
    ids::{AccountId, ApplicationId},
    money::Yen,
    subsidies::{Rules, Window, receives},
};
use std::collections::BTreeMap;
use store::{
    Scope, Tx,
    accounts::Account,
    members,
    subsidies::{
        applications::Application,
        closing, offices,
        programmes::{self, Programme},
    },
    tenants::{self, Tenant},
};

/// Named in the log.
const TELL: &str = "tell of the end of reception";
/// Who has typed within this time knows of the draft, and is told on the next day.
const QUIET: TimeDelta = TimeDelta::hours(12);

/// Every municipality; each person and programme in a transaction of its own. Doing it twice tells once.
pub(crate) async fn tell_all(app: &App) -> Result<(), JobError> {
    let tx = app.store.read(&Scope::system(TELL)).await?;
    let houses = tenants::all(&tx).await?;
    drop(tx);
    for house in houses.into_iter().filter(|house| house.kind == TenantKind::Municipality) {
        Box::pin(one_house(app, &house)).await.map_err(|error| match error {
            Error::Store(error) => JobError::Store(error),
            other => JobError::Later(other.to_string()),
        })?;
    }
    Ok(())
}

async fn one_house(app: &App, house: &Tenant) -> Result<(), Error> {
    // Where nobody applies on a screen, nobody has a draft on one.
    if !app.config.public_side {
        return Ok(());
    }
    let scope = Scope::tenant_by_system(house.id, TELL);
    let now = app.clock.now();
    let tx = app.store.read(&scope).await?;
    let mut due = Vec::new();
    for programme in programmes::all(&tx).await? {
        let Some((rules, window)) = ending(app, &programme) else { continue };
        let drafts = closing::to_tell(&tx, programme.id, window.opened(), now - QUIET).await?;
        for (reader, drafts) in by_reader(&tx, drafts).await? {
            due.push((reader, drafts, programme.id, rules.clone(), window));
        }
    }
    drop(tx);
    for (reader, drafts, programme, rules, window) in due {
        let tx = app.store.write(&scope).await?;
        let told = closing::tell(&tx, &drafts, window.opened(), now).await?;
        if told.is_empty() {
            continue;
        }
        let ids: Vec<_> = told.iter().map(|one| one.office).collect();
        let names: Vec<_> =
            offices::several(&tx, &ids).await?.into_iter().map(|office| office.name).collect();
        let slug = &house.slug;
        let page = match &told[..] {
            [one] => paths::my_application(slug, one.id),
            _ => paths::joint(slug, programme),
        };
        let text = texts::closing_soon(&Unsent {
            name: &reader.name,
            municipality: &house.name,
            desk: &rules.desk,
            programme: &rules.title,
            offices: &names,
            window: &window,
            url: &app.address_of(&page),
        });
        let to = (reader.email.as_deref().unwrap_or_default(), reader.name.as_str());
        letters::write(app, &tx, house, to, text, ("account", reader.id.uuid())).await?;
        tx.commit().await?;
        app.wake.notify_one();
    }
    Ok(())
}

/// The rules of a programme and its window, where that receives and ends soon.
fn ending(app: &App, programme: &Programme) -> Option<(Rules, Window)> {
    let (rules, now) = (&programme.current.as_ref()?.rules, app.clock.now());
    receives(programme.state, rules, Yen::ZERO, programme.remaining(), now).ok()?;
    let window = *rules.window_at(now).0;
    window.ends_in(now).map(|_| (rules.clone(), window))
}

/// To whom the drafts belong: whoever began one, or the first who speaks for the office where that person does no more. Who
/// has no address reads it at home.
async fn by_reader(tx: &Tx, drafts: Vec<Application>) -> Result<Vec<(Account, Vec<ApplicationId>)>, Error> {
    let places: Vec<_> = drafts.iter().map(|draft| draft.office).collect();
    let mut speakers = members::speakers_of(tx, &places).await?;
    speakers.retain(|(_, person)| person.disabled_at.is_none() && person.email.is_some());
    let mut readers: BTreeMap<AccountId, (Account, Vec<ApplicationId>)> = BTreeMap::new();
    for draft in drafts {
        let of_office = || speakers.iter().filter(|(office, _)| *office == draft.office);
        let began = of_office().find(|(_, person)| person.id == draft.account);
        let Some((_, reader)) = began.or_else(|| of_office().next()) else { continue };
        let (_, own) = readers.entry(reader.id).or_insert_with(|| (reader.clone(), Vec::new()));
        own.push(draft.id);
    }
    Ok(readers.into_values().collect())
}
