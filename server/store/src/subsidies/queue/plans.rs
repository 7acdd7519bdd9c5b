//! How the database goes about the desk's queries: for the test that none of them reads every application.

use super::{
    counts::{counted, waits},
    filter::{Cutoff, List, filtered, late, orders, window},
    place::neighbouring,
};
use crate::{Error, Tx, entities::applications, plans};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _, QueryTrait as _};
use uuid::Uuid;

/// What the ageing strip counts, and what is over the standard time: read from one index alone, whatever rows hold.
pub async fn strip_plans(tx: &Tx) -> Result<Vec<(String, String)>, Error> {
    let backend = tx.engine().backend();
    let cutoff = Cutoff { rules: Uuid::nil().into(), paused_days: 0, until: NaiveDate::default() };
    let overdue = tx
        .rows::<applications::Entity>()?
        .select_only()
        .column(applications::Column::ProgrammeVersionId)
        .filter(late(&[cutoff]));
    plans::of(tx, vec![waits(tx)?.build(backend), overdue.build(backend)]).await
}

/// Each query with the steps of its plan. On PostgreSQL a scan of a whole table is only planned where no index serves.
pub async fn plans(tx: &Tx, list: &List<'_>) -> Result<Vec<(String, String)>, Error> {
    let backend = tx.engine().backend();
    let mut queries = vec![
        window(tx, list, &orders(list.queue), None, 0..50)?.build(backend),
        counted(tx, list)?.build(backend),
        tx.rows::<applications::Entity>()?
            .filter(applications::Column::ReceiptNumber.eq("R6-0001"))
            .build(backend),
    ];
    if let Some(row) = filtered(tx, list)?.one(tx.connection()).await? {
        queries.extend(neighbouring(tx, list, &row)?.map(|query| query.build(backend)));
        queries.push(
            applications::Entity::find()
                .filter(applications::Column::TenantId.eq(row.tenant_id))
                .filter(applications::Column::OfficeId.eq(row.office_id))
                .build(backend),
        );
    }
    plans::of(tx, queries).await
}
