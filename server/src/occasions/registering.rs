//! A body registers, changes and takes back: the same for the public page, an officer of the body, and the host.

use super::{
    letters::{self, Letter},
    line,
    public::still,
};
use crate::{app::App, error::Error};
use domain::{
    form::Typed,
    occasions::{BodyForm, BodyUse, ChangeForm, Field, Problem},
};
use store::{
    Tx,
    occasions::{
        Kept,
        bodies::{self, RegisterError, Registered, Source},
        waiting,
    },
    tenants::Tenant,
};

/// Registers a body from a form, and writes to it. Problems are given back, and then nothing of it may stay.
pub(super) async fn register(
    app: &App,
    tx: &Tx,
    (host, kept): (&Tenant, &Kept),
    typed: &Typed,
    (usage, source): (&BodyUse, Source),
) -> Result<Result<Registered, Vec<(Field, Problem)>>, Error> {
    let form = match BodyForm::parse(typed, usage) {
        Ok(form) => form,
        Err(problems) => return Ok(Err(problems)),
    };
    match bodies::register(tx, app.clock.id(), kept, &form, source, app.clock.now()).await {
        Ok(registered) => {
            letters::to(app, tx, host, kept, &registered, Letter::Registered).await?;
            line::look(app, tx, kept).await?;
            Ok(Ok(registered))
        }
        // An officer of the body types no name of it.
        Err(RegisterError::Registered) if matches!(usage, BodyUse::Own { .. }) => {
            Ok(Err(vec![(Field::People, Problem::RegisteredByOthers)]))
        }
        Err(error) => problem(error, kept, None).map(Err),
    }
}

/// What the form of a registration asks for: to take the places that are kept for it, to take it back, or to change it.
/// Gives back the word of what was done. Without its version a form was made from nothing, and changes nothing.
pub(super) async fn act(
    app: &App,
    tx: &Tx,
    host: (&Tenant, &Kept),
    registered: &Registered,
    typed: &Typed,
    here: &str,
) -> Result<Result<&'static str, Vec<(Field, Problem)>>, Error> {
    let act = typed.get("act");
    if !matches!(act, "accept" | "withdraw")
        && let Err(problems) = ChangeForm::parse(typed, registered.told)
    {
        return Ok(Err(problems));
    }
    still(tx, typed, (host.1, Some(registered)), here).await?;
    match act {
        "accept" => {
            let taken = accept(app, tx, host, registered).await?;
            Ok(Ok(if taken { "accepted" } else { "gone" }))
        }
        "withdraw" => {
            withdraw(app, tx, host, registered).await?;
            Ok(Ok("withdrawn"))
        }
        _ => {
            let changed = change(app, tx, host, registered, typed).await?;
            Ok(changed.map(|mailed| if mailed { "changed" } else { "kept" }))
        }
    }
}

/// Takes the places that are kept for a body, or free, and writes to it: whether it has them now.
async fn accept(
    app: &App,
    tx: &Tx,
    (host, kept): (&Tenant, &Kept),
    registered: &Registered,
) -> Result<bool, Error> {
    match waiting::take(tx, kept, registered, app.clock.now()).await {
        Ok(taken) => {
            if registered.wait.is_some() {
                letters::to(app, tx, host, kept, &taken, Letter::Registered).await?;
            }
            Ok(true)
        }
        Err(RegisterError::Full) => Ok(false),
        Err(RegisterError::Store(error)) => Err(error.into()),
        Err(RegisterError::Registered) => Err(Error::Internal("who waits is registered")),
    }
}

/// Changes a registration from a form, and writes to it: whether it has an address to write to.
async fn change(
    app: &App,
    tx: &Tx,
    (host, kept): (&Tenant, &Kept),
    registered: &Registered,
    typed: &Typed,
) -> Result<Result<bool, Vec<(Field, Problem)>>, Error> {
    let form = match ChangeForm::parse(typed, registered.told) {
        Ok(form) => form,
        Err(problems) => return Ok(Err(problems)),
    };
    match bodies::change(tx, kept, registered, &form, app.clock.now()).await {
        Ok(changed) => {
            line::look(app, tx, kept).await?;
            Ok(Ok(letters::to(app, tx, host, kept, &changed, Letter::Changed).await?))
        }
        Err(error) => problem(error, kept, Some(registered)).map(Err),
    }
}

/// Takes a registration back, and writes to it.
async fn withdraw(
    app: &App,
    tx: &Tx,
    (host, kept): (&Tenant, &Kept),
    registered: &Registered,
) -> Result<(), Error> {
    bodies::withdraw(tx, registered, app.clock.now()).await?;
    letters::to(app, tx, host, kept, registered, Letter::Withdrawn).await?;
    line::look(app, tx, kept).await
}

/// What is wrong, as the form says it. The places of a registration that has some are its own already; one that waits may
/// ask for as many as there are at all.
fn problem(
    error: RegisterError,
    kept: &Kept,
    own: Option<&Registered>,
) -> Result<Vec<(Field, Problem)>, Error> {
    match error {
        RegisterError::Store(error) => Err(error.into()),
        RegisterError::Registered => Ok(vec![(Field::BodyName, Problem::Registered)]),
        RegisterError::Full => {
            let left = match own {
                Some(own) if own.takes_places() => kept.left().unwrap_or(0).saturating_add(own.said.people),
                Some(_) => kept.occasion.places().unwrap_or(0),
                None => kept.left().unwrap_or(0),
            };
            Ok(vec![(Field::People, Problem::Full { left })])
        }
    }
}
