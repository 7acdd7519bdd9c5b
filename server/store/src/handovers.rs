//! 引き継ぎ: all that one person works on becomes another's in one transaction, with one event that holds a digest.
//!
//! What moved is kept piece by piece, so that exactly this can be given back, and so that the history of one
//! application tells of it.

use crate::{
    Error, Tx, accounts,
    entities::{applications as rows, handover_items, handovers},
    events::{Event, hex},
    subsidies::applications::{Application, move_to},
    tx::Engine,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, ApplicationId, HandoverId},
    subsidies::{StageName, WrongStage},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// Applications of one statement.
const CHUNK: usize = 500;

/// The noun of what is handed over, in `handover_items`.
const APPLICATION: &str = "application";

/// How many applications stand where.
pub type Counts = BTreeMap<StageName, u64>;

/// A handover that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// Its id.
    pub id: HandoverId,
    /// Whose work it was.
    pub from: AccountId,
    /// Whose it became.
    pub to: AccountId,
    /// Who did it.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// When it was given back.
    pub returned_at: Option<DateTime<Utc>>,
    /// How many pieces moved.
    pub pieces: u64,
}

/// The stages in which somebody answers for an application.
fn open() -> impl Iterator<Item = &'static str> {
    StageName::ALL.into_iter().filter(|stage| stage.is_open()).map(StageName::code)
}

/// What a person works on, oldest first.
pub async fn work_of(tx: &Tx, account: AccountId) -> Result<Vec<Application>, Error> {
    let rows = tx
        .rows::<rows::Entity>()?
        .filter(rows::Column::AssigneeId.eq(account.uuid()))
        .filter(rows::Column::Stage.is_in(open()))
        .order_by_asc(rows::Column::SubmittedAt)
        .order_by_asc(rows::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Application::try_from).collect()
}

/// Everybody who works on something, with how much; also those who are no members any more.
pub async fn holders(tx: &Tx) -> Result<BTreeMap<AccountId, Counts>, Error> {
    let rows: Vec<(uuid::Uuid, String, i64)> = tx
        .rows::<rows::Entity>()?
        .filter(rows::Column::AssigneeId.is_not_null())
        .filter(rows::Column::Stage.is_in(open()))
        .select_only()
        .column(rows::Column::AssigneeId)
        .column(rows::Column::Stage)
        .column_as(rows::Column::Id.count(), "n")
        .group_by(rows::Column::AssigneeId)
        .group_by(rows::Column::Stage)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let mut holders: BTreeMap<AccountId, Counts> = BTreeMap::new();
    for (account, stage, n) in rows {
        let name = StageName::from_code(&stage).ok_or_else(|| Error::Unreadable(format!("stage {stage}")))?;
        holders.entry(account.into()).or_default().insert(name, u64::try_from(n).unwrap_or(0));
    }
    Ok(holders)
}

/// How many pieces are held by people who cannot sign in here any more: nobody would ever do them.
pub async fn stranded(tx: &Tx) -> Result<u64, Error> {
    let members = accounts::members(tx).await?;
    let works = |id: AccountId| {
        members.iter().any(|member| member.account.id == id && member.account.disabled_at.is_none())
    };
    let holders = holders(tx).await?;
    Ok(holders.iter().filter(|(id, _)| !works(**id)).flat_map(|(_, counts)| counts.values()).sum())
}

/// How many of these stand where.
pub fn counts(work: &[Application]) -> Counts {
    work.iter().fold(Counts::new(), |mut counts, application| {
        *counts.entry(application.stage.name()).or_default() += 1;
        counts
    })
}

/// What exactly is meant: changes with every piece that comes, goes or moves on.
pub fn digest(work: &[Application]) -> String {
    let mut digest = Sha256::new();
    for application in work {
        digest.update(application.id.uuid().as_bytes());
        digest.update(application.version.to_be_bytes());
    }
    hex(&digest.finalize())
}

/// Hands this work over. A piece that somebody else moved on meanwhile makes it [`Error::Stale`], and nothing moves.
pub async fn hand_over(
    tx: &Tx,
    id: HandoverId,
    (from, to): (AccountId, AccountId),
    work: &[Application],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let by = tx.account().ok_or(Error::Missing)?;
    let tenant = tx.tenant()?.uuid();
    let row = handovers::ActiveModel {
        tenant_id: Set(tenant),
        id: Set(id.uuid()),
        from_id: Set(from.uuid()),
        to_id: Set(to.uuid()),
        account_id: Set(by.uuid()),
        at: Set(now),
        returned_at: Set(None),
    };
    handovers::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    assign(tx, work, to, now).await?;
    for some in work.chunks(CHUNK) {
        let items = some.iter().map(|application| handover_items::ActiveModel {
            tenant_id: Set(tenant),
            handover_id: Set(id.uuid()),
            subject_id: Set(application.id.uuid()),
            subject_kind: Set(APPLICATION.to_owned()),
        });
        handover_items::Entity::insert_many(items).exec_without_returning(tx.connection()).await?;
    }
    let facts = json!({
        "from": from, "to": to, "applications": work.len(), "stages": stages(work), "digest": digest(work),
    });
    tx.record(Event::of(now, "work.handed-over", "handover", id.uuid(), facts))
}

/// Gives back what a handover moved and the receiver still has. How many; none when it was given back before.
pub async fn give_back(tx: &Tx, handover: &Handover, now: DateTime<Utc>) -> Result<Option<usize>, Error> {
    let marked = handovers::Entity::update_many()
        .col_expr(handovers::Column::ReturnedAt, Expr::value(now))
        .filter(handovers::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(handovers::Column::Id.eq(handover.id.uuid()))
        .filter(handovers::Column::ReturnedAt.is_null())
        .exec(tx.connection())
        .await?;
    if marked.rows_affected == 0 {
        return Ok(None);
    }
    let moved = items(tx, handover.id).await?;
    let mut work = work_of(tx, handover.to).await?;
    work.retain(|application| moved.contains(&application.id));
    assign(tx, &work, handover.from, now).await?;
    let facts = json!({ "applications": work.len(), "stages": stages(&work), "digest": digest(&work) });
    tx.record(Event::of(now, "work.handed-back", "handover", handover.id.uuid(), facts))?;
    Ok(Some(work.len()))
}

/// The handovers of the tenant, the newest first.
pub async fn latest(tx: &Tx, limit: u64) -> Result<Vec<Handover>, Error> {
    let rows = tx
        .rows::<handovers::Entity>()?
        .order_by_desc(handovers::Column::At)
        .limit(limit)
        .all(tx.connection())
        .await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.push(whole(tx, row).await?);
    }
    Ok(all)
}

/// One handover, which this transaction will change.
pub async fn find_to_change(tx: &Tx, id: HandoverId) -> Result<Option<Handover>, Error> {
    let query = tx.rows::<handovers::Entity>()?.filter(handovers::Column::Id.eq(id.uuid()));
    let query = match tx.engine() {
        Engine::Sqlite => query,
        Engine::Postgres => query.lock_exclusive(),
    };
    match query.one(tx.connection()).await? {
        Some(row) => Ok(Some(whole(tx, row).await?)),
        None => Ok(None),
    }
}

/// The handovers that moved one application.
pub async fn of_application(tx: &Tx, application: ApplicationId) -> Result<Vec<HandoverId>, Error> {
    let rows = tx
        .rows::<handover_items::Entity>()?
        .filter(handover_items::Column::SubjectId.eq(application.uuid()))
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|row| row.handover_id.into()).collect())
}

async fn whole(tx: &Tx, row: handovers::Model) -> Result<Handover, Error> {
    let pieces = items(tx, row.id.into()).await?.len() as u64;
    Ok(Handover {
        id: row.id.into(),
        from: row.from_id.into(),
        to: row.to_id.into(),
        by: row.account_id.into(),
        at: row.at,
        returned_at: row.returned_at,
        pieces,
    })
}

async fn items(tx: &Tx, id: HandoverId) -> Result<Vec<ApplicationId>, Error> {
    let rows = tx
        .rows::<handover_items::Entity>()?
        .filter(handover_items::Column::HandoverId.eq(id.uuid()))
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|row| row.subject_id.into()).collect())
}

async fn assign(tx: &Tx, work: &[Application], to: AccountId, now: DateTime<Utc>) -> Result<(), Error> {
    for application in work {
        // What is open can be handed over; what is not any more was moved on by somebody else.
        let stage = application.stage.clone().hand_over(to).map_err(|WrongStage { .. }| Error::Stale)?;
        let also = vec![(rows::Column::AssigneeId, Expr::value(Some(to.uuid())))];
        move_to(tx, application, &stage, also, now).await?;
    }
    Ok(())
}

fn stages(work: &[Application]) -> BTreeMap<&'static str, u64> {
    counts(work).into_iter().map(|(stage, n)| (stage.code(), n)).collect()
}
