//! Offices added and corrected by hand.

use super::OfficePath;
use crate::{
    actor::Keeper,
    app::App,
    error::Error,
    faster::Faster,
    imports::adopters,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    errors::ANOTHER_OR_IMPORT,
    messages::offices as words,
    offices::{ADOPTER, ADOPTERS, OfficeFormPage, OfficeFormUse},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::BatchId,
    offices::{Detail, Field, Happening, NewOffice, Status, to_typed},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    offices::{self, Holder},
    views,
};

const ADD: &str = "事業所を追加する";
const EDIT: &str = "事業所を編集する";

/// What the address of the form may say: the row of a list of adopters that means the office.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    adopters: String,
    row: String,
}

/// An empty form, or one that is filled with what the row of a list of adopters says.
pub async fn new(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let home = keeper.tenant.codes.first().cloned().unwrap_or_default();
    let typed = Typed::default()
        .with(Field::Status.name(), Status::Active.name())
        .with(Field::Municipality.name(), home.as_str());
    let slug = keeper.tenant.slug.clone();
    let (usage, typed) = match adopter(&asked.adopters, &asked.row) {
        None => (OfficeFormUse::Add, typed),
        Some((batch, seq)) => {
            let tx = app.store.look(&keeper.scope()).await?;
            let (_, row) = adopters::waiting(&tx, batch, seq).await?.ok_or(Error::NotFound)?;
            views::record(&tx, app.clock.id(), app.clock.now(), "import", batch.uuid(), "rows").await?;
            tx.commit().await?;
            let said = row.row.record;
            let mut particulars = said.particulars;
            particulars.municipality = particulars.municipality.or_else(|| home.parse().ok());
            // What the list says of the adoption is not what becomes of the office.
            particulars.status = None;
            let typed = to_typed(said.number, &particulars, said.services);
            (OfficeFormUse::AddAdopter { batch, seq }, typed)
        }
    };
    Ok(page.ok(ADD, move || view! { <OfficeFormPage slug usage form=FormState::filled(typed)/> }))
}

/// The row of a list of adopters, as it is named in the address or the form.
fn adopter(batch: &str, seq: &str) -> Option<(BatchId, u32)> {
    Some((batch.parse().ok()?, seq.parse().ok()?))
}

/// Adds an office, or shows the form again with what is missing.
pub async fn create(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = keeper.tenant.slug.clone();
    let meant = adopter(typed.get(ADOPTERS), typed.get(ADOPTER));
    let usage = meant.map_or(OfficeFormUse::Add, |(batch, seq)| OfficeFormUse::AddAdopter { batch, seq });
    let rejected = move |typed: Typed, errors: Vec<(&'static str, String)>| {
        let form = FormState::rejected(typed, errors);
        page.unprocessable(ADD, move || view! { <OfficeFormPage slug usage form/> })
    };
    let office = match NewOffice::parse(&typed) {
        Ok(office) => office,
        Err(errors) => return Ok(rejected(typed, sentences(&errors))),
    };
    let tx = app.store.write(&keeper.scope()).await?;
    if let Some(holder) = offices::holder(&tx, office.number).await? {
        return Ok(rejected(typed, vec![(Field::Number.name(), taken(holder))]));
    }
    let id = app.clock.id();
    offices::add(&tx, id, &office, &|| app.clock.id(), app.clock.now()).await?;
    let slug = &keeper.tenant.slug;
    let to = match meant {
        None => format!("{}?done=added", paths::office(slug, id)),
        Some((batch, seq)) => {
            let is_decided = match adopters::waiting(&tx, batch, seq).await? {
                Some(row) => adopters::meant(&app, &tx, &row, id).await?,
                None => false,
            };
            let done = if is_decided { "decided" } else { "earlier" };
            format!("{}?rows=open&done={done}", paths::import(slug, batch))
        }
    };
    tx.commit().await?;
    Ok(see_other(&to))
}

/// The form filled with what the register has; that it was looked at is kept.
pub async fn edit(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(OfficePath { office }): Path<OfficePath>,
) -> Result<Response, Error> {
    let tx = app.store.look(&keeper.scope()).await?;
    let office = offices::find(&tx, office).await?.ok_or(Error::NotFound)?;
    views::record(&tx, app.clock.id(), app.clock.now(), "office", office.id.uuid(), "form").await?;
    tx.commit().await?;
    let services = office.services.iter().map(|service| service.service);
    let form = FormState::filled(to_typed(Some(office.number), &office.particulars, services));
    let slug = keeper.tenant.slug.clone();
    let usage = OfficeFormUse::Edit { id: office.id, version: office.version };
    Ok(page.ok(EDIT, move || view! { <OfficeFormPage slug usage form/> }))
}

/// Saves an edited office over the version that was seen, or shows what is wrong or who was faster.
pub async fn update(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(OfficePath { office: id }): Path<OfficePath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&keeper.scope()).await?;
    let before = offices::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let version = typed.version();
    let slug = keeper.tenant.slug.clone();
    let rejected = move |typed: Typed, errors: Vec<(&'static str, String)>| {
        let (form, usage) = (FormState::rejected(typed, errors), OfficeFormUse::Edit { id, version });
        page.unprocessable(EDIT, move || view! { <OfficeFormPage slug usage form/> })
    };
    let office = match NewOffice::parse(&typed) {
        Ok(office) => office,
        Err(errors) => return Ok(rejected(typed, sentences(&errors))),
    };
    if version != before.version {
        return Err(edited_before(&tx, &keeper, &before, &typed).await?);
    }
    if let Some(holder) = offices::holder(&tx, office.number).await?.filter(|holder| holder.office != id) {
        return Ok(rejected(typed, vec![(Field::Number.name(), taken(holder))]));
    }
    offices::change(&tx, id, version, &office, &|| app.clock.id(), app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=saved", paths::office(&keeper.tenant.slug, id))))
}

fn taken(holder: Holder) -> String {
    if holder.merged { words::NUMBER_MERGED } else { words::NUMBER_TAKEN }.to_owned()
}

fn sentences(errors: &[(Field, domain::offices::Problem)]) -> Vec<(&'static str, String)> {
    errors.iter().map(|(field, problem)| (field.name(), words::problem(*field, problem))).collect()
}

/// Who was faster, and what differs between their office and what was typed.
async fn edited_before(
    tx: &Tx,
    keeper: &Keeper,
    now: &offices::Office,
    typed: &Typed,
) -> Result<Error, Error> {
    let mine = NewOffice::parse(typed);
    let differences = mine.map(|mine| {
        Detail::ALL
            .into_iter()
            .filter(|detail| {
                *detail != Detail::Capacity && now.particulars.get(*detail) != mine.particulars.get(*detail)
            })
            .map(|detail| {
                let value = |text: Option<String>| {
                    text.map_or_else(|| "（空欄）".to_owned(), |text| words::value(detail, &text))
                };
                let (theirs, ours) = (now.particulars.get(detail), mine.particulars.get(detail));
                (words::detail(detail).to_owned(), value(theirs), value(ours))
            })
            .collect()
    });
    conflict(tx, now, differences.unwrap_or_default(), paths::edit_office(&keeper.tenant.slug, now.id)).await
}

/// Who changed an office meanwhile.
pub(super) async fn conflict(
    tx: &Tx,
    now: &offices::Office,
    differences: Vec<(String, String, String)>,
    latest: String,
) -> Result<Error, Error> {
    let changes = [Happening::Edited, Happening::Merged, Happening::MergeUndone].map(Happening::code);
    let subject = ("office", now.id.uuid());
    let faster = Faster::of(tx, subject, |event| changes.contains(&event.kind.as_str())).await?;
    let faster = faster.or(ANOTHER_OR_IMPORT).at(now.updated_at);
    let what = format!("事業所 {} {}", now.number, now.particulars.name);
    Ok(faster.conflict(what, "この事業所を変更しました", differences, latest))
}
