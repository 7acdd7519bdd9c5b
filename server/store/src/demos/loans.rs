//! 機材貸出 of a session: a row once something was noted of it, seen by both houses.

use super::{record, sessions::Session};
use crate::{Error, Tx, entities::demo_loans};
use chrono::{DateTime, Utc};
use domain::{
    demos::{Happening, LoanDays, LoanMarks, Promise},
    ids::{DemoId, LoanId, ResourceId, TenantId},
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, TryInsertResult,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;

/// What was noted of one box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loan {
    /// Which resource.
    pub resource: ResourceId,
    /// Its name.
    pub name: String,
    /// What was noted.
    pub marks: LoanMarks,
    /// How often it was changed, from 1.
    pub version: i32,
}

/// What was noted of the loans of a session.
pub async fn of_session(tx: &Tx, session: DemoId) -> Result<Vec<Loan>, Error> {
    let rows = tx
        .shared::<demo_loans::Entity>()?
        .filter(demo_loans::Column::SessionId.eq(session.uuid()))
        .order_by_asc(demo_loans::Column::Name)
        .all(tx.connection())
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Loan {
                resource: row.resource_id.into(),
                name: row.name,
                marks: LoanMarks {
                    items: serde_json::from_value(row.contents)?,
                    shipped_on: row.shipped_on,
                    arrived_on: row.arrived_on,
                    returned_on: row.returned_on,
                    note: row.note,
                },
                version: row.version,
            })
        })
        .collect()
}

/// Notes the first of a box that is lent for a session.
pub async fn begin(
    tx: &Tx,
    session: &Session,
    id: LoanId,
    (promise, days): (&Promise, LoanDays),
    marks: &LoanMarks,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = demo_loans::Model {
        tenant_id: session.federation.uuid(),
        id: id.uuid(),
        session_id: session.id.uuid(),
        shared_with: session.municipality.map(TenantId::uuid),
        resource_id: promise.resource.uuid(),
        name: promise.name.clone(),
        ships_on: days.ships,
        returns_on: days.returns,
        contents: serde_json::to_value(&marks.items)?,
        shipped_on: marks.shipped_on,
        arrived_on: marks.arrived_on,
        returned_on: marks.returned_on,
        note: marks.note.clone(),
        created_at: now,
        version: 1,
    };
    let done = demo_loans::Entity::insert(demo_loans::ActiveModel::from(row))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    if !matches!(done, TryInsertResult::Inserted(1)) {
        return Err(Error::Stale);
    }
    noted(tx, session, promise.resource, marks, now)
}

/// Notes more of it, from the version it was read at.
pub async fn change(
    tx: &Tx,
    session: &Session,
    loan: &Loan,
    marks: &LoanMarks,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let done = demo_loans::Entity::update_many()
        .col_expr(demo_loans::Column::Contents, Expr::value(serde_json::to_value(&marks.items)?))
        .col_expr(demo_loans::Column::ShippedOn, Expr::value(marks.shipped_on))
        .col_expr(demo_loans::Column::ArrivedOn, Expr::value(marks.arrived_on))
        .col_expr(demo_loans::Column::ReturnedOn, Expr::value(marks.returned_on))
        .col_expr(demo_loans::Column::Note, Expr::value(marks.note.as_str()))
        .col_expr(demo_loans::Column::Version, Expr::value(loan.version + 1))
        .filter(demo_loans::Column::TenantId.eq(session.federation.uuid()))
        .filter(demo_loans::Column::SessionId.eq(session.id.uuid()))
        .filter(demo_loans::Column::ResourceId.eq(loan.resource.uuid()))
        .filter(demo_loans::Column::Version.eq(loan.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(done.rows_affected)?;
    noted(tx, session, loan.resource, marks, now)
}

fn noted(
    tx: &Tx,
    session: &Session,
    resource: ResourceId,
    marks: &LoanMarks,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let payload = json!({
        "resource": resource,
        "shipped": marks.shipped_on,
        "arrived": marks.arrived_on,
        "returned": marks.returned_on,
        "missing": marks.missing().len(),
    });
    record(tx, session, Happening::Lent, &payload, now)
}
