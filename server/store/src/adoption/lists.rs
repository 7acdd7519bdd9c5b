//! The lists of adopters that were recorded, and the offices whose application is under way.

use super::rows::Standing;
use crate::{
    Error, Tx,
    entities::{adopter_rows, applications, import_batches},
    words::word,
};
use chrono::NaiveDate;
use domain::{
    adoption::Source,
    ids::{BatchId, OfficeId},
    imports::Choices,
    subsidies::StageName,
};
use sea_orm::{ColumnTrait as _, QueryFilter as _, QuerySelect as _};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A list of adopters that was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List {
    /// The import.
    pub batch: BatchId,
    /// Whose list it is.
    pub source: Source,
    /// For which day it holds.
    pub as_of: NaiveDate,
    /// How many of its rows wait for a person.
    pub open: u64,
}

/// The lists that are recorded, the newest first.
pub async fn lists(tx: &Tx) -> Result<Vec<List>, Error> {
    let batches = tx
        .rows::<import_batches::Entity>()?
        .filter(import_batches::Column::State.eq("committed"))
        .filter(import_batches::Column::Kind.eq("adopters"))
        .all(tx.connection())
        .await?;
    let open: Vec<(Uuid, i64)> = tx
        .rows::<adopter_rows::Entity>()?
        .select_only()
        .column(adopter_rows::Column::BatchId)
        .column_as(adopter_rows::Column::Seq.count(), "n")
        .filter(adopter_rows::Column::Standing.eq(word(Standing::Open)?))
        .group_by(adopter_rows::Column::BatchId)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let open: BTreeMap<Uuid, u64> =
        open.into_iter().map(|(batch, n)| (batch, u64::try_from(n).unwrap_or(0))).collect();
    let mut lists = Vec::with_capacity(batches.len());
    for batch in batches {
        let choices: Choices = serde_json::from_value(batch.choices)?;
        if let Some(facts) = choices.adopters {
            lists.push(List {
                batch: batch.id.into(),
                source: facts.source,
                as_of: facts.as_of,
                open: open.get(&batch.id).copied().unwrap_or(0),
            });
        }
    }
    lists.sort_by_key(|list| std::cmp::Reverse((list.as_of, list.batch)));
    Ok(lists)
}

/// The offices whose application for money is under way now: received, and not decided.
pub async fn applying(tx: &Tx) -> Result<BTreeSet<OfficeId>, Error> {
    let under_way = [
        StageName::Waiting,
        StageName::Submitted,
        StageName::UnderReview,
        StageName::Returned,
        StageName::Proposed,
    ];
    let ids: Vec<Uuid> = tx
        .rows::<applications::Entity>()?
        .select_only()
        .column(applications::Column::OfficeId)
        .filter(applications::Column::Stage.is_in(under_way.map(StageName::code)))
        .distinct()
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(ids.into_iter().map(OfficeId::from).collect())
}
