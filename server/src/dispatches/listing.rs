//! The dispatches of a house.

use super::{location, showing::house_of};
use crate::{actor::Dispatcher, app::App, error::Error, export::Saving, page::Page};
use app::{
    dispatches::{DispatchLine, DispatchesPage},
    messages::{
        demos::time,
        dispatches::{approval, payer, stage},
    },
};
use axum::{extract::State, response::Response};
use domain::{dispatches::Stage, tokyo};
use leptos::prelude::*;
use store::dispatches::{self, Dispatch};
use tables::{Field, Kind, Table};

/// Every dispatch of the house.
pub async fn index(officer: Dispatcher, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let lines: Vec<_> = dispatches::all(&tx).await?.into_iter().map(line).collect();
    let (slug, house) = (officer.tenant.slug.clone(), house_of(&officer));
    Ok(page.ok("講師派遣", move || view! { <DispatchesPage slug house lines/> }))
}

/// A dispatch as a line.
pub(super) fn line(dispatch: Dispatch) -> DispatchLine {
    DispatchLine {
        id: dispatch.id,
        slot: dispatch.asked.slot,
        place: dispatch.asked.place,
        stage: dispatch.stage.name(),
        lecturer: lecturer(&dispatch).map(str::to_owned),
        costs: dispatch.costs.map(|costs| (costs.total, costs.approval)),
        since: match dispatch.stage {
            Stage::Asked { at } => Some(tokyo::date(at)),
            _ => None,
        },
        federation: dispatch.federation_name,
        municipality: dispatch.municipality_name,
    }
}

/// Who comes.
fn lecturer(dispatch: &Dispatch) -> Option<&str> {
    match &dispatch.stage {
        Stage::Accepted { lecturer, .. } => Some(lecturer),
        Stage::Asked { .. } | Stage::Proposed { .. } | Stage::Declined { .. } | Stage::Withdrawn { .. } => {
            None
        }
    }
}

const FIELDS: [Field<Dispatch>; 11] = [
    ("国保連合会", Kind::Text, |one| one.federation_name.clone().into()),
    ("市区町村", Kind::Text, |one| one.municipality_name.clone().into()),
    ("日", Kind::Date, |one| one.asked.slot.date.into()),
    ("時間", Kind::Text, |one| time(&one.asked.slot).into()),
    ("場所", Kind::Text, |one| location(&one.asked).into()),
    ("状態", Kind::Text, |one| stage(one.stage.name()).into()),
    ("講師", Kind::Text, |one| lecturer(one).unwrap_or_default().to_owned().into()),
    ("旅費", Kind::Yen, |one| one.costs.as_ref().map(|costs| costs.total).into()),
    ("負担", Kind::Text, |one| payer(one.payer()).into()),
    ("市区町村の承認", Kind::Text, |one| {
        one.costs.as_ref().map(|costs| approval(&costs.approval).to_owned()).into()
    }),
    ("依頼日時", Kind::Moment, |one| one.created_at.into()),
];

/// Every dispatch of the house as a table to save.
pub async fn export(officer: Dispatcher, State(app): State<App>, saving: Saving) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let all = dispatches::all(&tx).await?;
    drop(tx);
    let name = format!("講師派遣_{}_{}", officer.tenant.name, app.clock.today());
    saving.answer(&name, Table::of("講師派遣", &FIELDS, &all))
}
