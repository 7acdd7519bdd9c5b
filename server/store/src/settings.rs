//! What a tenant sets for itself (settings with a version, closed days with reasons), and the tenants it opened.
//!
//! The number of edits stands on the tenant's row: whoever saves names the number they saw. Closed days are single
//! facts; adding one that is there, or removing one that is not, changes nothing and says so.

use crate::{
    Error, Tx,
    entities::{closed_days, openings, tenant_codes, tenants as rows},
    events::Event,
    subsidies::deadlines,
    tenants::{Tenant, TenantSettings},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    accounts::{TenantKind, UnknownWord},
    ids::{AccountId, TenantId},
    municipality_code::MunicipalityCode,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr,
};
use serde_json::json;

/// The settings as they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What is set.
    pub settings: TenantSettings,
    /// How often the tenant's row was edited.
    pub version: i32,
}

/// The settings of the tenant of the scope.
pub async fn find(tx: &Tx) -> Result<Kept, Error> {
    let row =
        rows::Entity::find_by_id(tx.tenant()?.uuid()).one(tx.connection()).await?.ok_or(Error::Missing)?;
    Ok(Kept { settings: serde_json::from_value(row.settings)?, version: row.version })
}

/// The settings of any tenant; none where there is no such tenant. For the program's own work on mails.
pub async fn of(tx: &Tx, tenant: TenantId) -> Result<Option<TenantSettings>, Error> {
    let row = rows::Entity::find_by_id(tenant.uuid()).one(tx.connection()).await?;
    row.map(|row| Ok(serde_json::from_value(row.settings)?)).transpose()
}

/// Saves settings over the version that was seen. `fields` are the names of those that differ, for the event.
pub async fn change(
    tx: &Tx,
    version: i32,
    settings: &TenantSettings,
    fields: &[&'static str],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let tenant = tx.tenant()?.uuid();
    let changed = rows::Entity::update_many()
        .col_expr(rows::Column::Settings, Expr::value(serde_json::to_value(settings)?))
        .col_expr(rows::Column::Version, Expr::value(version + 1))
        .filter(rows::Column::Id.eq(tenant))
        .filter(rows::Column::Version.eq(version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(changed.rows_affected)?;
    tx.record(Event::of(now, "settings.changed", "tenant", tenant, json!({ "fields": fields })))
}

/// A day on which the tenant is closed by its own decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedDay {
    /// The day.
    pub day: NaiveDate,
    /// Why.
    pub reason: String,
}

/// The tenant's own closed days, in order.
pub async fn closed_days(tx: &Tx) -> Result<Vec<ClosedDay>, Error> {
    let days =
        tx.rows::<closed_days::Entity>()?.order_by_asc(closed_days::Column::Day).all(tx.connection()).await?;
    Ok(days.into_iter().map(|row| ClosedDay { day: row.day, reason: row.name }).collect())
}

/// Closes days; those that are closed already stay as they are. How many are new.
pub async fn close(tx: &Tx, days: &[NaiveDate], reason: &str, now: DateTime<Utc>) -> Result<usize, Error> {
    let tenant = tx.tenant()?.uuid();
    let mut added = Vec::with_capacity(days.len());
    for day in days {
        let done = tx
            .connection()
            .execute_raw(tx.statement(
                "INSERT INTO closed_days (tenant_id, day, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                [tenant.into(), (*day).into(), reason.into()],
            ))
            .await?;
        if done.rows_affected() == 1 {
            added.push(*day);
        }
    }
    if !added.is_empty() {
        tx.record(Event::of(now, "settings.days-closed", "tenant", tenant, json!({ "days": added })))?;
        deadlines::refresh_days(tx).await?;
    }
    Ok(added.len())
}

/// Opens on a day again, if it is still closed for this reason; false when somebody was faster.
pub async fn reopen(tx: &Tx, day: NaiveDate, reason: &str, now: DateTime<Utc>) -> Result<bool, Error> {
    let tenant = tx.tenant()?.uuid();
    let gone = closed_days::Entity::delete_many()
        .filter(closed_days::Column::TenantId.eq(tenant))
        .filter(closed_days::Column::Day.eq(day))
        .filter(closed_days::Column::Name.eq(reason))
        .exec(tx.connection())
        .await?;
    if gone.rows_affected == 0 {
        return Ok(false);
    }
    tx.record(Event::of(now, "settings.days-reopened", "tenant", tenant, json!({ "days": [day] })))?;
    deadlines::refresh_days(tx).await?;
    Ok(true)
}

/// A tenant that the tenant of the scope opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Its name.
    pub name: String,
    /// Which of the four.
    pub kind: TenantKind,
    /// Its word in addresses.
    pub slug: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The tenants that the tenant of the scope opened, the newest first.
pub async fn opened(tx: &Tx) -> Result<Vec<Opened>, Error> {
    let openings =
        tx.rows::<openings::Entity>()?.order_by_desc(openings::Column::At).all(tx.connection()).await?;
    let ids = openings.iter().map(|row| row.opened_id);
    let known = rows::Entity::find().filter(rows::Column::Id.is_in(ids)).all(tx.connection()).await?;
    openings
        .into_iter()
        .filter_map(|opening| known.iter().find(|row| row.id == opening.opened_id).map(|row| (opening, row)))
        .map(|(opening, row)| {
            let kind = row.kind.parse().map_err(|word: UnknownWord| Error::Unreadable(word.0))?;
            Ok(Opened { name: row.name.clone(), kind, slug: row.slug.clone(), at: opening.at })
        })
        .collect()
}

/// The first of these codes that a tenant of the kind has already. In the system's scope: codes are seen by their
/// tenant alone.
pub async fn taken(
    tx: &Tx,
    kind: TenantKind,
    codes: &[MunicipalityCode],
) -> Result<Option<MunicipalityCode>, Error> {
    let same_kind: Vec<_> = rows::Entity::find()
        .filter(rows::Column::Kind.eq(kind.word()))
        .all(tx.connection())
        .await?
        .into_iter()
        .map(|row| row.id)
        .collect();
    let known = tenant_codes::Entity::find()
        .filter(tenant_codes::Column::Code.is_in(codes.iter().map(ToString::to_string)))
        .filter(tenant_codes::Column::TenantId.is_in(same_kind))
        .all(tx.connection())
        .await?;
    Ok(codes.iter().copied().find(|code| known.iter().any(|row| row.code == code.as_str())))
}

/// Opens a tenant, in the system's scope; false when another has its word in addresses. Both chains tell of it, where
/// a tenant opened it.
pub async fn open(
    tx: &Tx,
    tenant: &Tenant,
    by: Option<(TenantId, AccountId)>,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let added = tx
        .connection()
        .execute_raw(tx.statement(
            "INSERT INTO tenants (id, kind, slug, name, settings, created_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, 1) ON CONFLICT DO NOTHING",
            [
                tenant.id.uuid().into(),
                tenant.kind.word().into(),
                tenant.slug.clone().into(),
                tenant.name.clone().into(),
                serde_json::to_value(&tenant.settings)?.into(),
                now.into(),
            ],
        ))
        .await?;
    if added.rows_affected() == 0 {
        return Ok(false);
    }
    for code in &tenant.codes {
        let row = tenant_codes::ActiveModel { tenant_id: Set(tenant.id.uuid()), code: Set(code.clone()) };
        tenant_codes::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    }
    let facts = json!({ "kind": tenant.kind.word(), "by": by.map(|(opener, _)| opener) });
    tx.record_for(tenant.id, Event::of(now, "tenant.added", "tenant", tenant.id.uuid(), facts))?;
    if let Some((opener, account)) = by {
        let row = openings::ActiveModel {
            tenant_id: Set(opener.uuid()),
            opened_id: Set(tenant.id.uuid()),
            account_id: Set(account.uuid()),
            at: Set(now),
        };
        openings::Entity::insert(row).exec_without_returning(tx.connection()).await?;
        let facts = json!({ "kind": tenant.kind.word() });
        tx.record_for(opener, Event::of(now, "tenant.opened", "tenant", tenant.id.uuid(), facts))?;
    }
    Ok(true)
}
