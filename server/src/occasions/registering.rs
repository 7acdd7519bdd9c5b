//! A body registers, changes and takes back: the same for the public page, an officer of the body, and the host.

use super::letters::{self, Letter};
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
            Ok(Ok(registered))
        }
        // An officer of the body types no name of it.
        Err(RegisterError::Registered) if matches!(usage, BodyUse::Own { .. }) => {
            Ok(Err(vec![(Field::People, Problem::RegisteredByOthers)]))
        }
        Err(error) => problem(error, kept, 0).map(Err),
    }
}

/// Changes a registration from a form, and writes to it: whether it has an address to write to.
pub(super) async fn change(
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
    match bodies::change(tx, registered, &form, app.clock.now()).await {
        Ok(changed) => Ok(Ok(letters::to(app, tx, host, kept, &changed, Letter::Changed).await?)),
        Err(error) => problem(error, kept, registered.said.people).map(Err),
    }
}

/// Takes a registration back, and writes to it.
pub(super) async fn withdraw(
    app: &App,
    tx: &Tx,
    (host, kept): (&Tenant, &Kept),
    registered: &Registered,
) -> Result<(), Error> {
    bodies::withdraw(tx, registered, app.clock.now()).await?;
    letters::to(app, tx, host, kept, registered, Letter::Withdrawn).await?;
    Ok(())
}

/// What is wrong, as the form says it; `own` places are the body's already.
fn problem(error: RegisterError, kept: &Kept, own: u16) -> Result<Vec<(Field, Problem)>, Error> {
    match error {
        RegisterError::Store(error) => Err(error.into()),
        RegisterError::Registered => Ok(vec![(Field::BodyName, Problem::Registered)]),
        RegisterError::Full => {
            let left = kept.left().unwrap_or(0).saturating_add(own);
            Ok(vec![(Field::People, Problem::Full { left })])
        }
    }
}
