//! Tenants (市区町村・都道府県・国保連合会・国保中央会).

use crate::{
    Error, Tx,
    entities::{closed_days, tenant_codes, tenants},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{accounts::TenantKind, ids::TenantId, municipality_code::MunicipalityCode};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    /// Its id.
    pub id: TenantId,
    /// Which of the four.
    pub kind: TenantKind,
    /// Its word in routes.
    pub slug: String,
    /// Its name: みどり野市.
    pub name: String,
    /// What it set for itself.
    pub settings: TenantSettings,
    /// Its 全国地方公共団体コード, one or several.
    pub codes: Vec<String>,
}

impl Tenant {
    /// In which prefecture it is, by its codes.
    pub fn prefecture(&self) -> Option<u8> {
        let code = self.codes.first()?.parse::<MunicipalityCode>().ok()?;
        Some(code.prefecture())
    }
}

/// What a tenant sets for itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenantSettings {
    /// Whose name stands under a notice: みどり野市長　山田　太郎.
    pub head: String,
    /// The department that answers: 介護保険課.
    pub department: String,
    /// Its telephone.
    pub phone: String,
    /// When it answers: 平日8時30分から17時15分.
    pub hours: String,
    /// Its address for replies.
    pub email: String,
    /// Its postal address.
    pub address: String,
    /// What stands before a document number: みどり介.
    pub document_prefix: String,
}

/// Adds a tenant.
pub async fn add(tx: &Tx, tenant: &Tenant, now: DateTime<Utc>) -> Result<(), Error> {
    let row = tenants::Model {
        id: tenant.id.uuid(),
        kind: tenant.kind.word().to_owned(),
        slug: tenant.slug.clone(),
        name: tenant.name.clone(),
        settings: serde_json::to_value(&tenant.settings)?,
        created_at: now,
        version: 1,
    };
    tenants::Entity::insert(tenants::ActiveModel::from(row)).exec(tx.connection()).await?;
    for code in &tenant.codes {
        let row = tenant_codes::ActiveModel { tenant_id: Set(tenant.id.uuid()), code: Set(code.clone()) };
        tenant_codes::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// The tenant with this word in its routes. Its codes are there only in its own scope or the system's.
pub async fn by_slug(tx: &Tx, slug: &str) -> Result<Option<Tenant>, Error> {
    named(tx.connection(), slug).await
}

/// The same, where every row is seen.
pub(crate) async fn named(connection: &impl ConnectionTrait, slug: &str) -> Result<Option<Tenant>, Error> {
    whole(connection, tenants::Entity::find().filter(tenants::Column::Slug.eq(slug))).await
}

/// The tenant of the scope.
pub async fn own(tx: &Tx) -> Result<Tenant, Error> {
    by_id(tx, tx.tenant()?).await
}

/// The tenant with this id.
pub async fn by_id(tx: &Tx, id: TenantId) -> Result<Tenant, Error> {
    whole(tx.connection(), tenants::Entity::find_by_id(id.uuid())).await?.ok_or(Error::Missing)
}

/// Every tenant, by name; their names are public.
pub async fn all(tx: &Tx) -> Result<Vec<Tenant>, Error> {
    let rows = tenants::Entity::find().order_by_asc(tenants::Column::Name).all(tx.connection()).await?;
    wholes(tx, rows).await
}

/// The tenants of a kind, the oldest first; their names are public.
pub async fn of_kind(tx: &Tx, kind: TenantKind) -> Result<Vec<Tenant>, Error> {
    let rows = tenants::Entity::find()
        .filter(tenants::Column::Kind.eq(kind.word()))
        .order_by_asc(tenants::Column::CreatedAt)
        .order_by_asc(tenants::Column::Id)
        .all(tx.connection())
        .await?;
    wholes(tx, rows).await
}

/// Those of these tenants that there are, in no order; their names are public.
pub async fn several(tx: &Tx, ids: &[TenantId]) -> Result<Vec<Tenant>, Error> {
    let wanted = ids.iter().map(|id| id.uuid());
    let rows = tenants::Entity::find().filter(tenants::Column::Id.is_in(wanted)).all(tx.connection()).await?;
    wholes(tx, rows).await
}

/// The houses whose rows everybody reads (国保中央会), and the scope's own: of the catalogue of 介護ソフト, of published rates.
pub(crate) async fn read_by_all(tx: &Tx) -> Result<Vec<Uuid>, Error> {
    let mut houses: Vec<Uuid> = tenants::Entity::find()
        .select_only()
        .column(tenants::Column::Id)
        .filter(tenants::Column::Kind.eq(TenantKind::Central.word()))
        .into_tuple()
        .all(tx.connection())
        .await?;
    houses.push(tx.tenant()?.uuid());
    Ok(houses)
}

/// One, with its codes: every request asks, in one statement.
async fn whole(
    connection: &impl ConnectionTrait,
    one: Select<tenants::Entity>,
) -> Result<Option<Tenant>, Error> {
    let named_by = tenants::Entity::belongs_to(tenant_codes::Entity)
        .from(tenants::Column::Id)
        .to(tenant_codes::Column::TenantId);
    let rows = one
        .join(JoinType::LeftJoin, named_by.into())
        .order_by_asc(tenant_codes::Column::Code)
        .select_also(tenant_codes::Entity)
        .all(connection)
        .await?;
    let mut tenant = None;
    let mut codes = Vec::new();
    for (row, code) in rows {
        tenant = Some(row);
        codes.extend(code.map(|code| code.code));
    }
    tenant.map(|row| with_codes(row, codes)).transpose()
}

/// Several, with the codes of all of them read at once.
async fn wholes(tx: &Tx, rows: Vec<tenants::Model>) -> Result<Vec<Tenant>, Error> {
    let of_all = tenant_codes::Entity::find()
        .filter(tenant_codes::Column::TenantId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(tenant_codes::Column::Code)
        .all(tx.connection())
        .await?;
    let mut codes: BTreeMap<Uuid, Vec<String>> = BTreeMap::new();
    for code in of_all {
        codes.entry(code.tenant_id).or_default().push(code.code);
    }
    let tenant = |row: tenants::Model| {
        let codes = codes.remove(&row.id).unwrap_or_default();
        with_codes(row, codes)
    };
    rows.into_iter().map(tenant).collect()
}

fn with_codes(row: tenants::Model, codes: Vec<String>) -> Result<Tenant, Error> {
    Ok(Tenant {
        id: row.id.into(),
        kind: row.kind.parse().map_err(|word: domain::accounts::UnknownWord| Error::Unreadable(word.0))?,
        slug: row.slug,
        name: row.name,
        settings: serde_json::from_value(row.settings)?,
        codes,
    })
}

/// The tenant's own closed days (閉庁日), besides weekends, holidays and the turn of the year.
pub async fn closed_days(tx: &Tx) -> Result<Vec<NaiveDate>, Error> {
    let rows = tx.rows::<closed_days::Entity>()?.all(tx.connection()).await?;
    Ok(rows.into_iter().map(|row| row.day).collect())
}

/// The next number of one of the tenant's own series (document numbers), from 1, without gaps.
pub async fn next_number(tx: &Tx, series: &str) -> Result<i64, Error> {
    let row = tx
        .connection()
        .query_one_raw(tx.statement(
            "INSERT INTO counters (tenant_id, name, value) VALUES ($1, $2, 1)
             ON CONFLICT (tenant_id, name) DO UPDATE SET value = counters.value + 1 RETURNING value",
            [tx.tenant()?.uuid().into(), series.into()],
        ))
        .await?
        .ok_or(Error::Missing)?;
    Ok(row.try_get("", "value")?)
}
