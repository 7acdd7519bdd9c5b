//! How many mails each domain was given in its minute, whichever worker sends: carriers refuse whoever sends faster.

use super::handfuls::{Taken, put_back};
use crate::{Error, Tx, entities::mail_lanes};
use chrono::{DateTime, Utc};
use domain::mails::{Granted, Lane, Pace};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Statement, Value};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Leaves those that their domains are given in this minute, and puts the others off.
pub(super) async fn at_their_pace(
    tx: &Tx,
    found: Vec<Taken>,
    pace: &Pace,
    now: DateTime<Utc>,
) -> Result<Vec<Taken>, Error> {
    let domain = |taken: &Taken| {
        taken.email.as_ref().map(|email| email.domain().to_ascii_lowercase()).unwrap_or_default()
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
    for taken in found {
        let domain = domain(&taken);
        let granted = match (limits.get(&domain), lanes.get_mut(&domain)) {
            (Some(number), Some(lane)) => lane.grant(now, *number),
            (_, _) => Granted::Now,
        };
        match granted {
            Granted::Now => left.push(taken),
            Granted::NotBefore(later) => put_off.entry(later).or_default().push(taken.row.id),
        }
    }
    for (later, ids) in put_off {
        put_back(tx, ids, "waiting", Some(later)).await?;
    }
    keep(tx, lanes).await?;
    Ok(left)
}

/// The minutes of these domains. On PostgreSQL they are locked, in order, until the transaction ends: changed, and by
/// nothing.
async fn lanes(
    tx: &Tx,
    domains: BTreeSet<String>,
    now: DateTime<Utc>,
) -> Result<BTreeMap<String, Lane>, Error> {
    let lanes = domains.into_iter().map(|domain| (domain, Lane::new(now))).collect();
    let rows =
        tx.connection().query_all_raw(written(tx, lanes, "given = mail_lanes.given RETURNING *")).await?;
    let number = |number: i32| u32::try_from(number).unwrap_or(0);
    rows.iter()
        .map(|row| {
            let row = mail_lanes::Model::from_query_result(row, "")?;
            let lane = Lane { began: row.began_at, given: number(row.given), promised: number(row.promised) };
            Ok((row.domain, lane))
        })
        .collect()
}

async fn keep(tx: &Tx, lanes: BTreeMap<String, Lane>) -> Result<(), Error> {
    let all = "began_at = excluded.began_at, given = excluded.given, promised = excluded.promised";
    tx.connection().execute_raw(written(tx, lanes, all)).await?;
    Ok(())
}

/// Writes minutes, in the order of their domains; what is done with those that are there already is told.
fn written(tx: &Tx, lanes: BTreeMap<String, Lane>, known: &str) -> Statement {
    let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let mut values: Vec<Value> = Vec::with_capacity(lanes.len() * 4);
    let mut rows = Vec::with_capacity(lanes.len());
    for (domain, Lane { began, given, promised }) in lanes {
        let place = values.len();
        rows.push(format!("(${}, ${}, ${}, ${})", place + 1, place + 2, place + 3, place + 4));
        let row: [Value; 4] = [domain.into(), began.into(), number(given).into(), number(promised).into()];
        values.extend(row);
    }
    let sql = format!(
        "INSERT INTO mail_lanes (domain, began_at, given, promised) VALUES {}
         ON CONFLICT (domain) DO UPDATE SET {known}",
        rows.join(", ")
    );
    tx.statement(&sql, values)
}

/// Forgets minutes of domains that began before `before`. How many.
pub async fn sweep(tx: &Tx, before: DateTime<Utc>) -> Result<u64, Error> {
    let swept = mail_lanes::Entity::delete_many()
        .filter(mail_lanes::Column::BeganAt.lt(before))
        .exec(tx.connection())
        .await?;
    Ok(swept.rows_affected)
}
