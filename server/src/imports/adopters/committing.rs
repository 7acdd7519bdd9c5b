//! Recording a list of adopters.

use super::{facts, matched, state};
use crate::{
    actor::Keeper,
    app::App,
    error::Error,
    imports::prepared::{Raw, Read},
    page::see_other,
};
use app::paths;
use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::{
    adoption::{AdopterList, AdoptionState, Evidence, compare_lists},
    imports::{AdopterFacts, ReadRow, Record},
    matching::{Matched, Proposal},
    offices::Particulars,
};
use store::{
    Tx,
    adoption::{self, NewAdopterRow, RowKind, Standing},
    imports::{self, Batch, BatchState},
    offices,
};

/// Keeps every row; those that were matched surely are evidence from now on. What the list before of the same source had
/// and this one leaves out waits for a person.
pub async fn commit(keeper: &Keeper, app: &App, batch: &Batch) -> Result<Response, Error> {
    let back = paths::import(&keeper.tenant.slug, batch.id);
    if batch.state != BatchState::Previewed {
        return Ok(see_other(&back));
    }
    let facts = facts(batch)?;
    let read = Read::of(app, keeper.tenant.id, batch).await?;
    let tx = app.store.write(&keeper.scope()).await?;
    let found = matched(&tx, &read).await?;
    let mut raw = read.raw();
    let mut rows: Vec<NewAdopterRow> =
        (1..).zip(&found).map(|(seq, (row, matched))| kept(&mut raw, seq, row, matched)).collect();
    let next = u32::try_from(rows.len()).unwrap_or(u32::MAX) + 1;
    let now = app.clock.now();
    rows.extend(left_out(&tx, facts, &rows, next, now).await?);
    imports::begin(&tx, batch, &batch.choices, batch.summary, 0, now).await?;
    adoption::keep(&tx, batch.id, &rows).await?;
    for row in rows.iter().filter(|row| row.standing == Standing::Matched) {
        let Some(office) = row.office else { continue };
        let evidence = evidence(&row.record, facts, now);
        adoption::record(&tx, app.clock.id(), office, &evidence, Some(batch.id)).await?;
    }
    let begun = imports::find(&tx, batch.id).await?.ok_or(Error::NotFound)?;
    imports::finish(&tx, &begun, batch.summary, "", now).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{back}?done=recorded")))
}

/// What a row says of its office: from the day the row names, or else for the day of the list.
pub(super) fn evidence(record: &Record, facts: AdopterFacts, now: DateTime<Utc>) -> Evidence {
    Evidence {
        state: record.adoption.unwrap_or(AdoptionState::Using),
        as_of: record.adopted_on.unwrap_or(facts.as_of),
        source: facts.source,
        recorded_at: now,
        note: String::new(),
    }
}

fn kept(raw: &mut Raw<'_>, seq: u32, row: &ReadRow, matched: &Matched) -> NewAdopterRow {
    let office = matched.sure();
    NewAdopterRow {
        seq,
        sheet: raw.sheet(row.place).to_owned(),
        row: row.place.row,
        cells: raw.of(row.place, 1),
        record: Record { adoption: Some(state(row)), ..row.record.clone() },
        kind: RowKind::Matched(matched.kind),
        proposals: matched.proposals.clone(),
        standing: if office.is_some() { Standing::Matched } else { Standing::Open },
        office,
    }
}

/// The offices of the list before that still count and that this list leaves out. An office that a waiting row may mean
/// is not left out.
async fn left_out(
    tx: &Tx,
    facts: AdopterFacts,
    rows: &[NewAdopterRow],
    first: u32,
    now: DateTime<Utc>,
) -> Result<Vec<NewAdopterRow>, Error> {
    let Some((day, before)) = adoption::list_before(tx, facts.source, facts.as_of).await? else {
        return Ok(Vec::new());
    };
    let AdopterFacts { source, as_of } = facts;
    let named = rows.iter().flat_map(|row| &row.proposals).map(|proposal| proposal.office).collect();
    let earlier = AdopterList { source, as_of: day, offices: before };
    let later = AdopterList { source, as_of, offices: named };
    let comparison = compare_lists(&earlier, &later)
        .map_err(|_| Error::Internal("the list before is of another source or no earlier day"))?;
    let known = adoption::every(tx).await?;
    let evidence = |office| known.get(&office).map(Vec::as_slice).unwrap_or_default();
    let missing: Vec<_> =
        comparison.proposed_stops(&later, evidence, now).into_iter().map(|stop| stop.office).collect();
    let offices = offices::several(tx, &missing).await?;
    Ok((first..)
        .zip(offices)
        .map(|(seq, office)| NewAdopterRow {
            seq,
            sheet: String::new(),
            row: 0,
            cells: Vec::new(),
            record: Record {
                number: Some(office.number),
                particulars: Particulars {
                    name: office.particulars.name,
                    address: office.particulars.address,
                    ..Particulars::default()
                },
                adoption: Some(AdoptionState::Unknown),
                ..Record::default()
            },
            kind: RowKind::Gone,
            proposals: vec![Proposal {
                office: office.id,
                number: office.number,
                confidence: 1_000,
                reasons: Vec::new(),
            }],
            standing: Standing::Open,
            office: Some(office.id),
        })
        .collect())
}
