//! How the database goes about a segment: for the test that no condition reads a whole table.

use super::segments::meant;
use crate::{Error, Tx, plans};
use domain::offices::Segment;
use sea_orm::QueryTrait as _;

/// The steps of the plan by which the offices of a segment are found. On PostgreSQL a scan of a whole table is only
/// planned where no index serves.
pub async fn plan(tx: &Tx, segment: &Segment) -> Result<String, Error> {
    let query = meant(tx, segment).await?.build(tx.engine().backend());
    Ok(plans::of(tx, vec![query]).await?.into_iter().map(|(_, steps)| steps).collect())
}
