//! Writing down what was said, correcting it, and ending a next action.

use super::{FollowUpPath, list::said, office, phone};
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    faster::Faster,
    offices::OfficePath,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    follow_up::{FollowUpFormPage, FollowUpFormView, FollowUpUse},
    messages::follow_up as words,
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    follow_up::{DoneForm, Field, FollowUpForm, Next, Way},
    form::Typed,
    ids::{AccountId, FollowUpId},
    wareki::format_date,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx, accounts,
    follow_up::{self, FollowUp},
    offices::Office,
};

const NEW: &str = "支援を記録する";
const EDIT: &str = "支援の記録を直す";
/// Records shown above the form.
const BEFORE: usize = 3;

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The record whose next action this one ends.
    settles: String,
}

/// An empty form; of a call, which most are.
pub async fn new(
    clerk: Clerk,
    State(app): State<App>,
    Path(OfficePath { office: id }): Path<OfficePath>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let office = office(&tx, id).await?;
    let settles = settled(&tx, &office, &asked.settles).await?;
    let usage = FollowUpUse::New(settles.as_ref().map(ended));
    let view = shown(&tx, &clerk.tenant.slug, &office, usage, owners(&tx, None).await?).await?;
    let form = FormState::filled(Typed::default().with(Field::Way.name(), Way::Call.name()));
    Ok(page.ok(NEW, move || view! { <FollowUpFormPage page=view form/> }))
}

/// Writes it down; what it settles is done.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path(OfficePath { office: id }): Path<OfficePath>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    let tx = app.store.write(&clerk.scope()).await?;
    let office = office(&tx, id).await?;
    let settles = settled(&tx, &office, typed.get("settles")).await?;
    let owners = owners(&tx, None).await?;
    let said = match parse(&app, &clerk, &typed, &owners) {
        Ok(said) => said,
        Err(errors) => {
            let usage = FollowUpUse::New(settles.as_ref().map(ended));
            let view = shown(&tx, &slug, &office, usage, owners).await?;
            let form = FormState::rejected(typed, errors);
            return Ok(page.unprocessable(NEW, move || view! { <FollowUpFormPage page=view form/> }));
        }
    };
    let now = app.clock.now();
    follow_up::add(&tx, app.clock.id(), office.id, &said, now).await?;
    if let Some(settles) = settles {
        let version = typed.get("settles_version").parse().unwrap_or(settles.version);
        let seen = FollowUp { version, ..settles };
        match follow_up::finish(&tx, &seen, &format!("{}の記録", format_date(said.held_on)), now).await {
            // Somebody changed the action meanwhile: what was said is kept, and the action stays for them to look at.
            Ok(()) | Err(store::Error::Stale) => {}
            Err(error) => return Err(error.into()),
        }
    }
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=recorded", paths::office_history(&slug, id))))
}

/// The form, filled from what stands.
pub async fn edit(
    clerk: Clerk,
    State(app): State<App>,
    Path(FollowUpPath { follow_up: id }): Path<FollowUpPath>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let known = follow_up::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let office = office(&tx, known.office).await?;
    let (owners, usage) = (owners(&tx, Some(&known)).await?, FollowUpUse::Edit(id, known.version));
    let view = shown(&tx, &clerk.tenant.slug, &office, usage, owners).await?;
    let form = FormState::filled(known.said.fill());
    Ok(page.ok(EDIT, move || view! { <FollowUpFormPage page=view form/> }))
}

/// Corrects it over the version that was seen.
pub async fn update(
    clerk: Clerk,
    State(app): State<App>,
    Path(FollowUpPath { follow_up: id }): Path<FollowUpPath>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    let tx = app.store.write(&clerk.scope()).await?;
    let known = follow_up::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let office = office(&tx, known.office).await?;
    let version = typed.version();
    let owners = owners(&tx, Some(&known)).await?;
    let said = match parse(&app, &clerk, &typed, &owners) {
        Ok(said) => said,
        Err(errors) => {
            let view = shown(&tx, &slug, &office, FollowUpUse::Edit(id, version), owners).await?;
            let form = FormState::rejected(typed, errors);
            return Ok(page.unprocessable(EDIT, move || view! { <FollowUpFormPage page=view form/> }));
        }
    };
    let seen = FollowUp { version, ..known.clone() };
    match follow_up::edit(&tx, &seen, &said, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => {
            let names = accounts::names(&tx).await?;
            let lines = differences(&known.said, &said, |owner| super::named(&names, owner));
            return Err(conflict(&tx, &slug, &office, &known, lines).await?);
        }
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=saved", paths::office_history(&slug, office.id))))
}

/// Ends a next action over the version that was seen.
pub async fn finish(
    clerk: Clerk,
    State(app): State<App>,
    Path(FollowUpPath { follow_up: id }): Path<FollowUpPath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    let tx = app.store.write(&clerk.scope()).await?;
    let known = follow_up::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let office = office(&tx, known.office).await?;
    let note = DoneForm::parse(&typed).map(|form| form.note).unwrap_or_default();
    let seen = FollowUp { version: typed.version(), ..known.clone() };
    match follow_up::finish(&tx, &seen, &note, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => {
            let action = known.open().map(|next| next.action.clone()).unwrap_or_default();
            let lines = vec![(words::label(Field::NextAction).to_owned(), action, "済み".to_owned())];
            return Err(conflict(&tx, &slug, &office, &known, lines).await?);
        }
        Err(error) => return Err(error.into()),
    }
    let back = if typed.get("from") == "history" {
        paths::office_history(&slug, office.id)
    } else {
        paths::follow_up(&slug)
    };
    Ok(see_other(&format!("{back}?done=finished")))
}

/// Who may have a next action: whoever can end it, and whoever has it already.
async fn owners(tx: &Tx, known: Option<&FollowUp>) -> Result<Vec<Owner>, Error> {
    let mut owners: Vec<Owner> = accounts::members(tx)
        .await?
        .into_iter()
        .filter(|member| member.account.disabled_at.is_none() && member.roles.has(Role::Clerk))
        .map(|member| (member.account.id, member.account.name))
        .collect();
    if let Some(next) = known.and_then(|known| known.said.next.as_ref())
        && owners.iter().all(|(owner, _)| *owner != next.owner)
    {
        owners.push((next.owner, super::named(&accounts::names(tx).await?, next.owner)));
    }
    Ok(owners)
}

/// Whose task a next action may be, with their name.
type Owner = (AccountId, String);

/// What was typed, or the sentences about it.
fn parse(
    app: &App,
    clerk: &Clerk,
    typed: &Typed,
    owners: &[Owner],
) -> Result<FollowUpForm, Vec<(&'static str, String)>> {
    let owners: Vec<AccountId> = owners.iter().map(|(owner, _)| *owner).collect();
    let read = FollowUpForm::parse(typed, app.clock.today(), clerk.id(), &owners);
    read.map_err(|problems| words::errors(&problems))
}

/// The record of the same office whose next action is to end; none where it is not there or not open.
async fn settled(tx: &Tx, office: &Office, id: &str) -> Result<Option<FollowUp>, Error> {
    let Ok(id) = id.parse::<FollowUpId>() else { return Ok(None) };
    let known = follow_up::find(tx, id).await?;
    Ok(known.filter(|known| known.office == office.id && known.open().is_some()))
}

fn ended(known: &FollowUp) -> (FollowUpId, i32, String) {
    let action = known.open().map(|next| next.action.clone()).unwrap_or_default();
    (known.id, known.version, action)
}

async fn shown(
    tx: &Tx,
    slug: &str,
    office: &Office,
    usage: FollowUpUse,
    owners: Vec<Owner>,
) -> Result<FollowUpFormView, Error> {
    let last = follow_up::of_office(tx, office.id).await?.iter().take(BEFORE).map(said).collect();
    let members = owners.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    Ok(FollowUpFormView {
        slug: slug.to_owned(),
        office: office.id,
        name: office.particulars.name.clone(),
        phone: phone(office),
        members,
        usage,
        last,
    })
}

/// What stands and what was about to be written, where they differ.
fn differences(
    now: &FollowUpForm,
    mine: &FollowUpForm,
    named: impl Fn(AccountId) -> String,
) -> Vec<(String, String, String)> {
    let next = |said: &FollowUpForm| {
        said.next.as_ref().map_or_else(
            || "なし".to_owned(),
            |Next { action, on, owner }| format!("{action}（{}、{}）", format_date(*on), named(*owner)),
        )
    };
    let both = |of: &dyn Fn(&FollowUpForm) -> String| (of(now), of(mine));
    [
        (Field::Way, both(&|said| words::way(said.way).to_owned())),
        (Field::HeldOn, both(&|said| format_date(said.held_on))),
        (Field::SpokenWith, both(&|said| said.spoken_with.clone())),
        (Field::Notes, both(&|said| said.notes.clone())),
        (Field::Agreed, both(&|said| said.agreed.clone())),
        (Field::NextAction, both(&next)),
    ]
    .into_iter()
    .filter(|(_, (now, mine))| now != mine)
    .map(|(field, (now, mine))| (words::label(field).to_owned(), now, mine))
    .collect()
}

async fn conflict(
    tx: &Tx,
    slug: &str,
    office: &Office,
    known: &FollowUp,
    differences: Vec<(String, String, String)>,
) -> Result<Error, Error> {
    let faster = Faster::last(tx, ("follow_up", known.id.uuid())).await?.at(known.updated_at);
    let what = format!("{}の支援の記録", office.particulars.name);
    Ok(faster.conflict(what, "この記録を変えました", differences, paths::edit_follow_up(slug, known.id)))
}
