//! How many mails each domain was given in its minute, whichever worker sends: carriers refuse whoever sends faster.

use crate::{
    Error, Tx,
    entities::{mail_lanes, mails},
    tx::Engine,
};
use chrono::{DateTime, Utc};
use domain::{
    email::Email,
    mails::{Granted, Lane, Pace},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter,
    sea_query::Expr,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Leaves those that their domains are given in this minute, and puts the others off.
pub(super) async fn at_their_pace(
    tx: &Tx,
    found: Vec<mails::Model>,
    pace: &Pace,
    now: DateTime<Utc>,
) -> Result<Vec<mails::Model>, Error> {
    let domain = |row: &mails::Model| {
        Email::parse(&row.recipient).map(|email| email.domain().to_ascii_lowercase()).unwrap_or_default()
    };
    let limits: BTreeMap<String, u32> = found
        .iter()
        .map(domain)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .filter_map(|domain| pace.of(&domain).map(|number| (domain, number)))
        .collect();
    if limits.is_empty() {
        return Ok(found);
    }
    let mut lanes = lanes(tx, limits.keys().cloned().collect(), now).await?;
    let (mut left, mut put_off) = (Vec::with_capacity(found.len()), BTreeMap::<_, Vec<Uuid>>::new());
    for row in found {
        let domain = domain(&row);
        let granted = match (limits.get(&domain), lanes.get_mut(&domain)) {
            (Some(number), Some(lane)) => lane.grant(now, *number),
            (_, _) => Granted::Now,
        };
        match granted {
            Granted::Now => left.push(row),
            Granted::NotBefore(later) => put_off.entry(later).or_default().push(row.id),
        }
    }
    for (later, ids) in put_off {
        mails::Entity::update_many()
            .col_expr(mails::Column::DueAt, Expr::value(later))
            .filter(mails::Column::Id.is_in(ids))
            .exec(tx.connection())
            .await?;
    }
    keep(tx, lanes).await?;
    Ok(left)
}

/// The minutes of these domains. On PostgreSQL they are locked, in order, until the transaction ends.
async fn lanes(tx: &Tx, domains: Vec<String>, now: DateTime<Utc>) -> Result<BTreeMap<String, Lane>, Error> {
    for domain in &domains {
        let sql = "INSERT INTO mail_lanes (domain, began_at, given, promised) VALUES ($1, $2, 0, 0)
                   ON CONFLICT DO NOTHING";
        tx.connection().execute_raw(tx.statement(sql, [domain.as_str().into(), now.into()])).await?;
    }
    let lock = match tx.engine() {
        Engine::Sqlite => "",
        Engine::Postgres => "FOR UPDATE",
    };
    let mut lanes = BTreeMap::new();
    for domain in domains {
        let sql = format!("SELECT * FROM mail_lanes WHERE domain = $1 {lock}");
        let row = tx.connection().query_one_raw(tx.statement(&sql, [domain.as_str().into()])).await?;
        let Some(row) = row else { continue };
        let row = mail_lanes::Model::from_query_result(&row, "")?;
        let number = |number: i32| u32::try_from(number).unwrap_or(0);
        let lane = Lane { began: row.began_at, given: number(row.given), promised: number(row.promised) };
        lanes.insert(domain, lane);
    }
    Ok(lanes)
}

async fn keep(tx: &Tx, lanes: BTreeMap<String, Lane>) -> Result<(), Error> {
    for (domain, Lane { began, given, promised }) in lanes {
        let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
        let row = mail_lanes::ActiveModel {
            domain: Set(domain),
            began_at: Set(began),
            given: Set(number(given)),
            promised: Set(number(promised)),
        };
        mail_lanes::Entity::update(row).exec(tx.connection()).await?;
    }
    Ok(())
}

/// Forgets minutes of domains that began before `before`. How many.
pub async fn sweep(tx: &Tx, before: DateTime<Utc>) -> Result<u64, Error> {
    let swept = mail_lanes::Entity::delete_many()
        .filter(mail_lanes::Column::BeganAt.lt(before))
        .exec(tx.connection())
        .await?;
    Ok(swept.rows_affected)
}
