//! 割り振りの規則: the rules of a tenant in their order, and how much open work everybody has.

use crate::{
    Error, Tx, accounts,
    entities::{applications, routing_rules},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    accounts::Role,
    ids::{AccountId, ProgrammeId, RoutingRuleId},
    service_type::ServiceType,
    subsidies::{RoutingRule, RoutingTerms, StageName},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A rule as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The rule.
    pub rule: RoutingRule,
    /// Its place, from 1.
    pub position: i32,
    /// Counts its edits.
    pub version: i32,
    /// When it was last saved.
    pub updated_at: DateTime<Utc>,
}

/// Every rule, in order.
pub async fn all(tx: &Tx) -> Result<Vec<Kept>, Error> {
    let rows = tx
        .rows::<routing_rules::Entity>()?
        .order_by_asc(routing_rules::Column::Position)
        .order_by_asc(routing_rules::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Kept::try_from).collect()
}

/// One rule.
pub async fn find(tx: &Tx, id: RoutingRuleId) -> Result<Option<Kept>, Error> {
    let row = tx
        .rows::<routing_rules::Entity>()?
        .filter(routing_rules::Column::Id.eq(id.uuid()))
        .one(tx.connection());
    row.await?.map(Kept::try_from).transpose()
}

/// Adds a rule after the others.
pub async fn add(tx: &Tx, id: RoutingRuleId, terms: &RoutingTerms, now: DateTime<Utc>) -> Result<(), Error> {
    let last = all(tx).await?.last().map_or(0, |kept| kept.position);
    let RoutingTerms { programme, service, area, people } = terms;
    let row = routing_rules::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        position: last + 1,
        programme_id: programme.map(ProgrammeId::uuid),
        service_code: service.map_or("", |service| service.code()).to_owned(),
        area: area.clone(),
        people: serde_json::to_value(people)?,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    routing_rules::Entity::insert(routing_rules::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    tx.record(Event::of(now, "routing.added", "tenant", tx.tenant()?.uuid(), facts(id, terms)))
}

/// Changes a rule from the version that was seen.
pub async fn save(
    tx: &Tx,
    id: RoutingRuleId,
    version: i32,
    terms: &RoutingTerms,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let RoutingTerms { programme, service, area, people } = terms;
    let saved = routing_rules::Entity::update_many()
        .col_expr(routing_rules::Column::ProgrammeId, Expr::value(programme.map(ProgrammeId::uuid)))
        .col_expr(
            routing_rules::Column::ServiceCode,
            Expr::value(service.map_or("", |service| service.code())),
        )
        .col_expr(routing_rules::Column::Area, Expr::value(area.as_str()))
        .col_expr(routing_rules::Column::People, Expr::value(serde_json::to_value(people)?))
        .col_expr(routing_rules::Column::UpdatedAt, Expr::value(now))
        .col_expr(routing_rules::Column::Version, Expr::value(version + 1))
        .filter(routing_rules::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(routing_rules::Column::Id.eq(id.uuid()))
        .filter(routing_rules::Column::Version.eq(version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(saved.rows_affected)?;
    tx.record(Event::of(now, "routing.changed", "tenant", tx.tenant()?.uuid(), facts(id, terms)))
}

/// Takes a rule away. What it assigned stays assigned.
pub async fn remove(tx: &Tx, id: RoutingRuleId, now: DateTime<Utc>) -> Result<(), Error> {
    let gone = routing_rules::Entity::delete_many()
        .filter(routing_rules::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(routing_rules::Column::Id.eq(id.uuid()))
        .exec(tx.connection())
        .await?;
    if gone.rows_affected == 0 {
        return Ok(());
    }
    tx.record(Event::of(now, "routing.removed", "tenant", tx.tenant()?.uuid(), json!({ "rule": id })))
}

/// Puts a rule before the one above it.
pub async fn raise(tx: &Tx, id: RoutingRuleId, now: DateTime<Utc>) -> Result<(), Error> {
    let mut order: Vec<RoutingRuleId> = all(tx).await?.into_iter().map(|kept| kept.rule.id).collect();
    let Some(place) = order.iter().position(|one| *one == id).filter(|place| *place > 0) else {
        return Ok(());
    };
    order.swap(place, place - 1);
    for (one, position) in order.iter().zip(1..) {
        routing_rules::Entity::update_many()
            .col_expr(routing_rules::Column::Position, Expr::value(position))
            .filter(routing_rules::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(routing_rules::Column::Id.eq(one.uuid()))
            .exec(tx.connection())
            .await?;
    }
    tx.record(Event::of(
        now,
        "routing.moved",
        "tenant",
        tx.tenant()?.uuid(),
        json!({ "rule": id, "place": place }),
    ))
}

/// Everybody who may answer for an application, with how many open ones they have.
pub async fn loads(tx: &Tx) -> Result<BTreeMap<AccountId, u64>, Error> {
    let open = StageName::ALL.into_iter().filter(|stage| stage.is_open()).map(StageName::code);
    let held: Vec<(Uuid, i64)> = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::AssigneeId.is_not_null())
        .filter(applications::Column::Stage.is_in(open))
        .select_only()
        .column(applications::Column::AssigneeId)
        .column_as(applications::Column::Id.count(), "n")
        .group_by(applications::Column::AssigneeId)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let held: BTreeMap<Uuid, i64> = held.into_iter().collect();
    Ok(accounts::members(tx)
        .await?
        .into_iter()
        .filter(|member| member.account.disabled_at.is_none() && member.roles.has(Role::Clerk))
        .map(|member| {
            let id = member.account.id;
            (id, held.get(&id.uuid()).and_then(|n| u64::try_from(*n).ok()).unwrap_or(0))
        })
        .collect())
}

fn facts(id: RoutingRuleId, terms: &RoutingTerms) -> serde_json::Value {
    let RoutingTerms { programme, service, area, people } = terms;
    json!({
        "rule": id, "programme": programme, "service": service.map(ServiceType::code), "area": area, "people": people,
    })
}

impl TryFrom<routing_rules::Model> for Kept {
    type Error = Error;
    fn try_from(row: routing_rules::Model) -> Result<Self, Error> {
        let routing_rules::Model {
            tenant_id: _,
            id,
            position,
            programme_id,
            service_code,
            area,
            people,
            created_at: _,
            updated_at,
            version,
        } = row;
        let terms = RoutingTerms {
            programme: programme_id.map(ProgrammeId::from_uuid),
            service: ServiceType::from_code(&service_code),
            area,
            people: serde_json::from_value(people)?,
        };
        Ok(Self { rule: RoutingRule { id: id.into(), terms }, position, version, updated_at })
    }
}
