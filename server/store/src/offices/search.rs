//! The list of the register: one box, a service, a status, a page.

use super::rows::{live, status};
use crate::{
    Error, Tx,
    entities::{corporations, office_services, offices},
};
use domain::{
    ids::OfficeId,
    office_number::OfficeNumber,
    offices::{Query, Status},
    service_type::ServiceType,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait as _, PaginatorTrait as _, QueryFilter, QueryOrder,
    QuerySelect as _, QueryTrait as _, sea_query::LikeExpr,
};
use std::collections::BTreeMap;

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that the office must be known by.
    pub query: Query,
    /// A service that it must provide.
    pub service: Option<ServiceType>,
    /// The status that it must have.
    pub status: Option<Status>,
}

/// One page of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The offices of the page, by reading and number.
    pub offices: Vec<Listed>,
    /// How many there are on all pages.
    pub total: u64,
}

/// An office in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: OfficeId,
    /// 事業所番号.
    pub number: OfficeNumber,
    /// 事業所名.
    pub name: String,
    /// 法人名; empty when not known.
    pub corporation: String,
    /// 住所.
    pub address: String,
    /// 電話番号.
    pub phone: String,
    /// Whether it is open.
    pub status: Status,
    /// Its services, by code.
    pub services: Vec<ServiceType>,
}

/// Finds the offices of a page; the first page is 0.
pub async fn search(tx: &Tx, filter: &Filter, page: u64, per_page: u64) -> Result<Found, Error> {
    let mut query = live(tx)?;
    for word in filter.query.words() {
        query = query.filter(known_by(tx, word)?);
    }
    if let Some(status) = filter.status {
        query = query.filter(offices::Column::Status.eq(status.name()));
    }
    if let Some(service) = filter.service {
        let with_service = tx
            .rows::<office_services::Entity>()?
            .select_only()
            .column(office_services::Column::OfficeId)
            .filter(office_services::Column::ServiceCode.eq(service.code()))
            .into_query();
        query = query.filter(offices::Column::Id.in_subquery(with_service));
    }
    let total = query.clone().count(tx.connection()).await?;
    let rows = query
        .order_by_asc(offices::Column::NameKana)
        .order_by_asc(offices::Column::Number)
        .offset(page * per_page)
        .limit(per_page)
        .all(tx.connection())
        .await?;
    Ok(Found { offices: listed(tx, rows).await?, total })
}

pub(super) async fn listed(tx: &Tx, rows: Vec<offices::Model>) -> Result<Vec<Listed>, Error> {
    let services = tx
        .rows::<office_services::Entity>()?
        .filter(office_services::Column::OfficeId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(office_services::Column::ServiceCode)
        .all(tx.connection())
        .await?;
    let owners = tx
        .rows::<corporations::Entity>()?
        .filter(corporations::Column::Id.is_in(rows.iter().filter_map(|row| row.corporation_id)))
        .all(tx.connection())
        .await?;
    rows.into_iter()
        .map(|row| {
            let owner = owners.iter().find(|owner| Some(owner.id) == row.corporation_id);
            Ok(Listed {
                id: row.id.into(),
                number: row.number.parse().map_err(|_| Error::Unreadable(row.number))?,
                corporation: owner.map(|owner| owner.name.clone()).unwrap_or_default(),
                status: status(&row.status)?,
                services: services
                    .iter()
                    .filter(|service| service.office_id == row.id)
                    .filter_map(|service| ServiceType::from_code(&service.service_code))
                    .collect(),
                name: row.name,
                address: row.address,
                phone: row.phone,
            })
        })
        .collect()
}

/// What an office is known by: its own words, or those of an office that was merged into it.
pub(super) fn known_by(tx: &Tx, word: &str) -> Result<Condition, Error> {
    let formerly = tx
        .rows::<offices::Entity>()?
        .select_only()
        .column(offices::Column::MergedInto)
        .filter(offices::Column::MergedInto.is_not_null())
        .filter(offices::Column::SearchKey.like(containing(word)))
        .into_query();
    Ok(Condition::any()
        .add(offices::Column::SearchKey.like(containing(word)))
        .add(offices::Column::Id.in_subquery(formerly)))
}

/// How many offices of the tenant provide each service.
pub async fn counts_by_service(tx: &Tx) -> Result<BTreeMap<ServiceType, u64>, Error> {
    let sql = "SELECT s.service_code, COUNT(*) AS n FROM office_services s
         JOIN offices o ON o.tenant_id = s.tenant_id AND o.id = s.office_id AND o.merged_into IS NULL
         WHERE s.tenant_id = $1 GROUP BY s.service_code";
    let rows = tx.connection().query_all_raw(tx.statement(sql, [tx.tenant()?.uuid().into()])).await?;
    let mut counts = BTreeMap::new();
    for row in rows {
        let code: String = row.try_get("", "service_code")?;
        let count: i64 = row.try_get("", "n")?;
        if let Some(service) = ServiceType::from_code(&code) {
            counts.insert(service, u64::try_from(count).unwrap_or(0));
        }
    }
    Ok(counts)
}

/// The services of the register, without counting who provides each: read from an index alone.
pub async fn services(tx: &Tx) -> Result<Vec<ServiceType>, Error> {
    let codes = values(tx, "office_services", "service_code", "").await?;
    let mut services: Vec<ServiceType> =
        codes.iter().filter_map(|code| ServiceType::from_code(code)).collect();
    services.sort_unstable();
    Ok(services)
}

/// Which offices have a 日常生活圏域, as `ix_offices_areas` says it: word for word, or the index does not serve.
pub(crate) const HAS_AREA: &str = "area <> ''";

/// The 日常生活圏域 of the register.
pub async fn areas(tx: &Tx) -> Result<Vec<String>, Error> {
    values(tx, "offices", "area", &format!(" AND {HAS_AREA}")).await
}

/// The different values of a column in order, read by jumping in an index from one to the next, however many rows have each:
/// `DISTINCT` would read them all.
async fn values(tx: &Tx, table: &str, column: &str, condition: &str) -> Result<Vec<String>, Error> {
    let next = format!("SELECT MIN({column}) FROM {table} WHERE tenant_id = $1{condition}");
    let sql = format!(
        "WITH RECURSIVE found(value) AS (SELECT ({next})
             UNION ALL SELECT ({next} AND {column} > found.value) FROM found WHERE found.value IS NOT NULL)
         SELECT value FROM found WHERE value IS NOT NULL"
    );
    let rows = tx.connection().query_all_raw(tx.statement(&sql, [tx.tenant()?.uuid().into()])).await?;
    let values: Vec<String> = rows.iter().map(|row| row.try_get("", "value")).collect::<Result<_, _>>()?;
    Ok(values)
}

/// A pattern that finds a word anywhere, whatever signs it holds.
pub(super) fn containing(word: &str) -> LikeExpr {
    let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    LikeExpr::new(format!("%{escaped}%")).escape('\\')
}
