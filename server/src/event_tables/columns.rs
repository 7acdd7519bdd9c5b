//! 列の読み取りを直す: a person says what the columns of a file hold.

use super::{conflict, found};
use crate::{
    actor::HouseClerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    event_tables::{EventTableColumnsPage, EventTableColumnsView},
    messages::event_tables as words,
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    event_tables::{Chosen, Place, Reading, field, word},
    form::Typed,
    ids::EventTableId,
};
use elements::FormState;
use leptos::prelude::*;
use store::event_tables::{self, Kept};

const TITLE: &str = "列の読み取りを直す";

/// What each column is read as now, to be corrected.
pub async fn edit(
    clerk: HouseClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, EventTableId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let (kept, reading, _) = found(&tx, id).await?;
    let as_read = |typed: Typed, place: &Place| typed.with(&field(place.at), word(place.meaning));
    let form = FormState::filled(reading.columns.iter().fold(Typed::default(), as_read));
    let view = view_of(slug, &kept, reading, kept.version, form);
    Ok(page.ok(TITLE, move || view! { <EventTableColumnsPage view/> }))
}

/// Takes what a person says, or follows the words of the file again; over the version that was seen.
pub async fn save(
    clerk: HouseClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, EventTableId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (kept, reading, _) = found(&tx, id).await?;
    let version = typed.version();
    let (chosen, done) = if typed.get("act") == "forget" {
        (Chosen::default(), "forgotten")
    } else {
        let columns: Vec<u16> = reading.columns.iter().map(|place| place.at).collect();
        match Chosen::parse(&typed, &columns) {
            Ok(chosen) => (chosen, "chosen"),
            Err(problems) => {
                let form = FormState::rejected(typed, words::choice_errors(&problems));
                let view = view_of(slug, &kept, reading, version, form);
                return Ok(page.unprocessable(TITLE, move || view! { <EventTableColumnsPage view/> }));
            }
        }
    };
    if kept.removed_at.is_some() {
        return Err(conflict(&tx, &slug, &kept, None).await?);
    }
    match event_tables::choose(&tx, &kept, version, &chosen, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => return Err(conflict(&tx, &slug, &kept, None).await?),
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done={done}", paths::event_table(&slug, id))))
}

fn view_of(
    slug: String,
    kept: &Kept,
    reading: Reading,
    version: i32,
    form: FormState,
) -> EventTableColumnsView {
    EventTableColumnsView {
        slug,
        id: kept.id,
        version,
        title: kept.details.title.clone(),
        columns: reading.columns,
        corrected: !kept.chosen.is_empty(),
        form,
    }
}
