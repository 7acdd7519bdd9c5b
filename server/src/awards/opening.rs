//! The one opening of what an applicant reads and does after a grant: whose it is, and whether this can be done now. Where
//! it cannot, the page on which whoever fills in looks at the whole is the place to be.

use super::status::Mine;
use crate::{app::App, error::Error, subsidies::filler::Filler};
use domain::ids::ApplicationId;
use store::{Scope, Tx};

/// An award before whoever fills it in.
pub(super) struct Opened {
    /// Who.
    pub filler: Filler,
    /// In which it is read, or changed.
    pub tx: Tx,
    /// What it is about.
    pub mine: Mine,
}

/// To look at.
pub(super) async fn to_read(
    filler: Filler,
    app: &App,
    id: ApplicationId,
    is_open: impl Fn(&Mine) -> bool,
) -> Result<Opened, Error> {
    let tx = app.store.read(&filler.scope()).await?;
    let mine = Box::pin(Mine::find(&tx, &filler, id)).await?;
    opened(filler, tx, id, mine, is_open)
}

/// For a change that a form makes once.
pub(super) async fn to_change(
    filler: Filler,
    app: &App,
    id: ApplicationId,
    is_open: impl Fn(&Mine) -> bool,
) -> Result<Opened, Error> {
    let scope = filler.scope();
    changed(filler, app, &scope, id, is_open).await
}

/// For what may be kept again and again: the same words twice change nothing, so the form needs no key of its own.
pub(super) async fn to_keep(
    filler: Filler,
    app: &App,
    id: ApplicationId,
    is_open: impl Fn(&Mine) -> bool,
) -> Result<Opened, Error> {
    let scope = Scope::tenant(filler.tenant.id, filler.id());
    changed(filler, app, &scope, id, is_open).await
}

async fn changed(
    filler: Filler,
    app: &App,
    scope: &Scope,
    id: ApplicationId,
    is_open: impl Fn(&Mine) -> bool,
) -> Result<Opened, Error> {
    let tx = app.store.write(scope).await?;
    let mine = Box::pin(Mine::find_to_change(&tx, &filler, id)).await?;
    opened(filler, tx, id, mine, is_open)
}

fn opened(
    filler: Filler,
    tx: Tx,
    id: ApplicationId,
    mine: Option<Mine>,
    is_open: impl Fn(&Mine) -> bool,
) -> Result<Opened, Error> {
    let Some(mine) = mine else { return Err(Error::Elsewhere(filler.filling().application(id))) };
    if is_open(&mine) { Ok(Opened { filler, tx, mine }) } else { Err(Error::Elsewhere(mine.page(&filler))) }
}
