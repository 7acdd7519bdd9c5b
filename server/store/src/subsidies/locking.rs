//! One order in which rows are taken on PostgreSQL: programmes by their ids, then applications and awards. Whoever moves up
//! is changed under the row of the programme, so whoever changes an application takes that row before the application's:
//! two who did it the other way round would wait for each other (decision 70). SQLite has one writer and needs none of it.

use crate::{
    Error, Tx,
    entities::{applications, programmes},
    tx::Engine,
};
use domain::subsidies::StageName;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::LockType};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Applications of one question.
const CHUNK: usize = 500;

/// Takes the programmes of these applications, or of their awards, which have the same ids. A draft may be handed in, and
/// then the first programme of its series is taken as well.
pub(crate) async fn of_applications(tx: &Tx, ids: &[Uuid]) -> Result<(), Error> {
    if tx.engine() == Engine::Sqlite {
        return Ok(());
    }
    let (mut all, mut drafts) = (BTreeSet::new(), BTreeSet::new());
    for some in ids.chunks(CHUNK) {
        let rows: Vec<(Uuid, String)> = tx
            .rows::<applications::Entity>()?
            .select_only()
            .column(applications::Column::ProgrammeId)
            .column(applications::Column::Stage)
            .filter(applications::Column::Id.is_in(some.iter().copied()))
            .into_tuple()
            .all(tx.connection())
            .await?;
        for (programme, stage) in rows {
            all.insert(programme);
            if stage == StageName::Draft.code() {
                drafts.insert(programme);
            }
        }
    }
    if !drafts.is_empty() {
        let series: Vec<Option<Uuid>> = tx
            .rows::<programmes::Entity>()?
            .select_only()
            .column(programmes::Column::SeriesId)
            .filter(programmes::Column::Id.is_in(drafts))
            .into_tuple()
            .all(tx.connection())
            .await?;
        all.extend(series.into_iter().flatten());
    }
    take(tx, all).await
}

/// The lock of an update of their sums: whoever adds a row that names one of them need not wait.
async fn take(tx: &Tx, ids: BTreeSet<Uuid>) -> Result<(), Error> {
    if ids.is_empty() {
        return Ok(());
    }
    tx.rows::<programmes::Entity>()?
        .select_only()
        .column(programmes::Column::Id)
        .filter(programmes::Column::Id.is_in(ids))
        .order_by_asc(programmes::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .into_tuple::<Uuid>()
        .all(tx.connection())
        .await?;
    Ok(())
}
