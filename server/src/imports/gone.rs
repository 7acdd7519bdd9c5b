//! What is gone from a list: judged only within the services that a person declares it complete for, and closed only
//! where a person says so.

use super::{
    BatchPath, home,
    prepared::Read,
    reading::{keep, open},
};
use crate::{actor::Keeper, app::App, error::Error, page::Page, posted::Posted};
use app::{
    imports::{COMPLETE, GoneLine, GonePage, gone_name},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    imports::{Brief, Choices, Registered},
    offices::{Completeness, gone},
    service_type::ServiceType,
};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use store::offices;

/// The services of the list to choose from, and the offices that are gone from it.
pub async fn edit(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(path): Path<BatchPath>,
) -> Result<Response, Error> {
    let batch = open(&keeper, &app, &path).await?;
    let read = Read::of(&app, keeper.tenant.id, &batch).await?;
    let tx = app.store.read(&keeper.scope()).await?;
    let register = offices::every(&tx).await?;
    drop(tx);
    let mut services: BTreeMap<ServiceType, usize> = BTreeMap::new();
    for service in written(&read).flat_map(|row| &row.services) {
        *services.entry(*service).or_default() += 1;
    }
    let complete = batch.choices.complete.clone();
    let services = services.into_iter().map(|(service, rows)| (service, rows, complete.contains(&service)));
    let services = services.collect();
    let missing = missing(&keeper, &read, &batch.choices, &register);
    let offices: BTreeMap<_, _> = register.iter().map(|office| (office.id, office)).collect();
    let lines: Vec<GoneLine> = missing
        .iter()
        .filter_map(|gone| {
            let office = offices.get(&gone.office)?;
            let chosen = batch.choices.closing.get(&office.number);
            Some(GoneLine {
                office: office.id,
                number: office.number,
                name: office.particulars.name.clone(),
                services: gone.services.iter().map(|service| service.name()).collect(),
                all: gone.all,
                closing: chosen.is_some(),
            })
        })
        .collect();
    let declared = !complete.is_empty();
    let (slug, id, version) = (keeper.tenant.slug.clone(), batch.id, batch.version);
    Ok(page.ok("一覧から消えた事業所", move || {
        view! { <GonePage slug batch=id version services declared lines/> }
    }))
}

/// Keeps for which services the list is complete, or which of the missing are closed with the import.
pub async fn update(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(path): Path<BatchPath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let batch = open(&keeper, &app, &path).await?;
    let read = Read::of(&app, keeper.tenant.id, &batch).await?;
    let mut choices = batch.choices.clone();
    let here = paths::import_gone(&keeper.tenant.slug, batch.id);
    let to = if typed.get("act") == "close" {
        let tx = app.store.read(&keeper.scope()).await?;
        let register = offices::every(&tx).await?;
        drop(tx);
        let numbers: BTreeMap<_, _> = register.iter().map(|office| (office.id, office.number)).collect();
        choices.closing = missing(&keeper, &read, &choices, &register)
            .into_iter()
            .filter_map(|gone| Some((*numbers.get(&gone.office)?, gone.services)))
            .filter(|(number, _)| typed.get(&gone_name(*number)) == "yes")
            .map(|(number, services)| (number, services.into_iter().collect()))
            .collect();
        paths::import(&keeper.tenant.slug, batch.id)
    } else {
        let named = typed.pairs().iter().filter(|(name, _)| name == COMPLETE);
        choices.complete = named.filter_map(|(_, code)| ServiceType::from_code(code)).collect();
        // What was judged under another declaration is asked again.
        choices.closing = BTreeMap::new();
        here
    };
    let version = typed.version();
    keep(&keeper, &app, &page, &batch, version, &choices, &read, &to).await
}

fn written(read: &Read) -> impl Iterator<Item = &Brief> {
    read.reading.rows.briefs().iter().filter(|row| row.is_written())
}

/// What is gone. A row with an error is in the list all the same.
fn missing(
    keeper: &Keeper,
    read: &Read,
    choices: &Choices,
    register: &[Registered],
) -> Vec<domain::offices::Gone> {
    let municipalities =
        if choices.municipalities.is_empty() { home(&keeper.tenant) } else { choices.municipalities.clone() };
    let completeness = Completeness { services: choices.complete.clone(), municipalities };
    let present: BTreeSet<_> = read
        .reading
        .rows
        .briefs()
        .iter()
        .filter_map(|row| Some((row.number?, &row.services)))
        .flat_map(|(number, services)| services.iter().map(move |service| (number, *service)))
        .collect();
    gone(register, &present, &completeness)
}
