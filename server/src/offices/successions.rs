//! 番号の承継, entered on an office's card.

use super::OfficePath;
use crate::{
    actor::Keeper,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::offices::merging as words,
    offices::{IdentityCard, SuccessionLine, SuccessionPage},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::{OfficeId, SuccessionId},
    merging::{Direction, NewSuccession},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    offices::{self, Office, identity, mergers},
};

const TITLE: &str = "番号の承継を記録する";

/// The places of a succession's route.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct SuccessionPath {
    office: OfficeId,
    succession: SuccessionId,
}

/// What a card tells of mergers and successions.
pub(super) async fn card(tx: &Tx, office: &Office) -> Result<IdentityCard, Error> {
    let merged = mergers::into_office(tx, office.id).await?.into_iter();
    let merged =
        merged.map(|merger| (merger.id, super::merged::called(super::merged::both(&merger).1), merger.at));
    let mut successions = Vec::new();
    for known in identity::successions_of(tx, office.number).await? {
        let succession = known.succession;
        let (direction, number) = if succession.successor == office.number {
            (Direction::Before, succession.predecessor)
        } else {
            (Direction::After, succession.successor)
        };
        let other = match offices::by_number(tx, number).await? {
            Some(id) => offices::find(tx, id).await?.map(|office| (id, office.particulars.name)),
            None => None,
        };
        let (id, on, reason) = (known.id, succession.on, succession.reason);
        successions.push(SuccessionLine { id, direction, number, office: other, on, reason });
    }
    Ok(IdentityCard { merged: merged.collect(), successions })
}

fn render(page: &Page, slug: String, office: &Office, form: FormState) -> Response {
    let name = format!("{} {}", office.number, office.particulars.name);
    let (id, rejected) = (office.id, form.has_errors());
    let view = move || view! { <SuccessionPage slug office=id name form/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}

/// An empty form.
pub async fn new(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(OfficePath { office }): Path<OfficePath>,
) -> Result<Response, Error> {
    let tx = app.store.read(&keeper.scope()).await?;
    let office = offices::find(&tx, office).await?.ok_or(Error::NotFound)?;
    drop(tx);
    Ok(render(&page, keeper.tenant.slug.clone(), &office, FormState::empty()))
}

/// Records it, or shows the form again with what is wrong.
pub async fn create(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(OfficePath { office }): Path<OfficePath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&keeper.scope()).await?;
    let office = offices::find(&tx, office).await?.ok_or(Error::NotFound)?;
    let slug = keeper.tenant.slug.clone();
    let known = identity::successions(&tx).await?;
    let new = match NewSuccession::parse(&typed, office.number, &known) {
        Ok(new) => new,
        Err(mistakes) => {
            let told =
                mistakes.iter().map(|(field, mistake)| (field.name(), words::mistake(*field, mistake)));
            let form = FormState::rejected(typed, told.collect());
            return Ok(render(&page, slug, &office, form));
        }
    };
    identity::record_succession(&tx, app.clock.id(), &new.succession, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=succession", paths::office(&slug, office.id))))
}

/// Takes a succession back; twice is once.
pub async fn remove(
    keeper: Keeper,
    State(app): State<App>,
    Path(SuccessionPath { office, succession }): Path<SuccessionPath>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&keeper.scope()).await?;
    let office = offices::find(&tx, office).await?.ok_or(Error::NotFound)?;
    identity::remove_succession(&tx, succession, office.number, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=succession-removed", paths::office(&keeper.tenant.slug, office.id))))
}
