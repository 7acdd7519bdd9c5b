//! 参加の受付: how people are let in; what nobody set is a registration that everybody finds.

use super::{record_in_both, sessions::Session};
use crate::{Error, Tx, entities::demo_admissions, events::Event};
use chrono::{DateTime, Utc};
use domain::{demos::Admission, ids::TenantId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

/// How people are let in, and how often that was changed; 0 where nobody set it. Whoever reads the session reads this,
/// those who joined it too.
pub async fn find(tx: &Tx, session: &Session) -> Result<(Admission, i32), Error> {
    let row = demo_admissions::Entity::find()
        .filter(demo_admissions::Column::TenantId.eq(session.federation.uuid()))
        .filter(demo_admissions::Column::SessionId.eq(session.id.uuid()))
        .one(tx.connection())
        .await?;
    match row {
        Some(row) => Ok((serde_json::from_value(row.facts)?, row.version)),
        None => Ok((Admission::default(), 0)),
    }
}

/// Sets it, from the version that was seen; [`Error::Stale`] where somebody else was faster.
pub async fn save(
    tx: &Tx,
    session: &Session,
    admission: &Admission,
    version: i32,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let facts = serde_json::to_value(admission)?;
    let done = if version == 0 {
        let row = demo_admissions::Model {
            tenant_id: session.federation.uuid(),
            session_id: session.id.uuid(),
            shared_with: session.comes_from(tx.tenant()?).map(TenantId::uuid),
            facts,
            updated_at: now,
            version: 1,
        };
        let added = demo_admissions::Entity::insert(demo_admissions::ActiveModel::from(row))
            .on_conflict(sea_orm::sea_query::OnConflict::new().do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(tx.connection())
            .await?;
        matches!(added, sea_orm::TryInsertResult::Inserted(1))
    } else {
        let saved = demo_admissions::Entity::update_many()
            .col_expr(demo_admissions::Column::Facts, Expr::value(facts))
            .col_expr(demo_admissions::Column::UpdatedAt, Expr::value(now))
            .col_expr(demo_admissions::Column::Version, Expr::value(version + 1))
            .filter(demo_admissions::Column::TenantId.eq(session.federation.uuid()))
            .filter(demo_admissions::Column::SessionId.eq(session.id.uuid()))
            .filter(demo_admissions::Column::Version.eq(version))
            .exec(tx.connection())
            .await?;
        saved.rows_affected == 1
    };
    if !done {
        return Err(Error::Stale);
    }
    let payload = json!({
        "kind": admission.kind.code(),
        "public": admission.public,
        "until": admission.until,
        "prompts": admission.prompts.len(),
    });
    record_in_both(tx, session, &Event::of(now, "demo.admission", "demo", session.id.uuid(), payload.clone()))
}
