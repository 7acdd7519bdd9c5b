//! Deciding a row of a list of adopters that nobody was sure of.

use super::{committing::evidence, facts};
use crate::{actor::Keeper, app::App, error::Error, page::see_other, posted::Posted};
use app::paths;
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    adoption::{AdoptionState, Evidence, Source},
    ids::{BatchId, OfficeId},
    office_number::OfficeNumber,
    text::normalise_code,
};
use serde_json::json;
use store::{
    Tx,
    adoption::{self, AdopterRow, RowKind, Standing},
    events::Event,
    imports::{self, Batch, BatchState},
    offices,
};

/// The places of a row's route.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct AdopterPath {
    batch: BatchId,
    seq: u32,
}

/// Says which office a row means, that it means none, or what became of an office that the list leaves out. Of two who
/// decide, the first counts.
pub async fn create(
    keeper: Keeper,
    State(app): State<App>,
    Path(AdopterPath { batch, seq }): Path<AdopterPath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&keeper.scope()).await?;
    let batch = imports::find(&tx, batch).await?.ok_or(Error::NotFound)?;
    let row = adoption::find(&tx, batch.id, seq).await?.ok_or(Error::NotFound)?;
    let back = format!("{}?rows=open", paths::import(&keeper.tenant.slug, batch.id));
    if batch.state != BatchState::Committed {
        return Ok(see_other(&back));
    }
    let wanted = match typed.get("act") {
        // What was merged since the list was read is meant as the office of today.
        "match" => match typed.get("office").parse().ok() {
            Some(office) => Some(offices::survivor(&tx, office).await?.unwrap_or(office)),
            None => None,
        },
        "number" => by_number(&tx, typed.get(&format!("number-{seq}"))).await?,
        _ => None,
    };
    let (standing, office) = match (typed.get("act"), row.row.kind, wanted) {
        ("match" | "number", RowKind::Matched(_), Some(office)) => (Standing::Matched, Some(office)),
        ("match" | "number", _, _) => {
            let number: String = typed.get(&format!("number-{seq}")).chars().take(40).collect();
            let (number, page) = (paths::query(&number), typed.get("page").parse().unwrap_or(1_u64));
            return Ok(see_other(&format!("{back}&page={page}&row={seq}&number={number}&done=no-office")));
        }
        ("set_aside", RowKind::Matched(_), _) => (Standing::SetAside, None),
        ("stopped", RowKind::Gone, _) => (Standing::Stopped, row.row.office),
        ("kept", RowKind::Gone, _) => (Standing::Kept, row.row.office),
        _ => return Ok(see_other(&back)),
    };
    match write(&app, &tx, &batch, &row, standing, office).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("{back}&done=decided")))
        }
        Err(Error::Store(store::Error::Stale)) => Ok(see_other(&format!("{back}&done=earlier"))),
        Err(error) => Err(error),
    }
}

/// A row that waits for a person and may mean an office, with its list.
pub async fn waiting(tx: &Tx, batch: BatchId, seq: u32) -> Result<Option<(Batch, AdopterRow)>, Error> {
    let batch = imports::find(tx, batch).await?.filter(|batch| batch.state == BatchState::Committed);
    let Some(batch) = batch else { return Ok(None) };
    let waits =
        |row: &AdopterRow| row.row.standing == Standing::Open && matches!(row.row.kind, RowKind::Matched(_));
    let row = adoption::find(tx, batch.id, seq).await?.filter(waits);
    Ok(row.map(|row| (batch, row)))
}

/// Says that a row means an office that was just added for it; false where somebody decided first.
pub async fn meant(
    app: &App,
    tx: &Tx,
    (batch, row): &(Batch, AdopterRow),
    office: OfficeId,
) -> Result<bool, Error> {
    match write(app, tx, batch, row, Standing::Matched, Some(office)).await {
        Ok(()) => Ok(true),
        Err(Error::Store(store::Error::Stale)) => Ok(false),
        Err(error) => Err(error),
    }
}

async fn write(
    app: &App,
    tx: &Tx,
    batch: &Batch,
    row: &AdopterRow,
    standing: Standing,
    office: Option<OfficeId>,
) -> Result<(), Error> {
    let (now, facts) = (app.clock.now(), facts(batch)?);
    if let Some(office) = office {
        offices::find(tx, office).await?.ok_or(Error::NotFound)?;
    }
    adoption::decide(tx, batch.id, row.row.seq, standing, office, now).await?;
    let said = match standing {
        Standing::Matched => Some(evidence(&row.row.record, facts, now)),
        Standing::Stopped => Some(Evidence {
            state: AdoptionState::Stopped,
            as_of: facts.as_of,
            source: Source::Officer,
            recorded_at: now,
            note: "利用事業所の一覧から消えたことを確かめました".to_owned(),
        }),
        Standing::Open | Standing::SetAside | Standing::Kept | Standing::TakenBack => None,
    };
    if let (Some(said), Some(office)) = (said, office) {
        adoption::record(tx, app.clock.id(), office, &said, Some(batch.id)).await?;
    }
    let payload = json!({ "seq": row.row.seq, "standing": standing, "office": office });
    Ok(tx.record(Event::of(now, "import.row-decided", "import", batch.id.uuid(), payload))?)
}

/// The office with a number as typed.
async fn by_number(tx: &Tx, typed: &str) -> Result<Option<OfficeId>, Error> {
    match normalise_code(typed).parse::<OfficeNumber>() {
        Ok(number) => Ok(offices::by_number(tx, number).await?),
        Err(_) => Ok(None),
    }
}
