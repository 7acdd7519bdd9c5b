//! 引き継ぎ: all that one person works on becomes another's in one transaction, with one event that holds a digest.
//!
//! What moved is kept piece by piece, so that exactly this can be given back, and so that the history of one
//! application tells of it.

mod outreach;

pub use outreach::{Piece, PieceKind};

use crate::{
    Error, Tx, accounts,
    entities::{applications as rows, handover_items, handovers},
    events::Event,
    subsidies::{
        applications::{Application, move_to},
        locking,
    },
    tx::Engine,
};
use chrono::{DateTime, Utc};
use domain::{
    accounts::Held,
    ids::{AccountId, ApplicationId, HandoverId},
    subsidies::{StageName, WrongStage},
    text::hex,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Applications of one statement.
const CHUNK: usize = 500;

/// The noun of what is handed over, in `handover_items`.
const APPLICATION: &str = "application";

/// All that somebody works on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Work {
    /// The applications somebody answers for, oldest first.
    pub applications: Vec<Application>,
    /// Awards, next actions of 伴走支援, campaigns and activities.
    pub others: Vec<Piece>,
}

impl Work {
    /// How many pieces.
    pub const fn pieces(&self) -> usize {
        self.applications.len() + self.others.len()
    }

    /// How much of what it is.
    pub fn held(&self) -> Held {
        let mut held = Held::default();
        for application in &self.applications {
            *held.stages.entry(application.stage.name()).or_default() += 1;
        }
        for piece in &self.others {
            outreach::count(&mut held, piece.kind, 1);
        }
        held
    }

    /// The rows, each with its noun in `handover_items`.
    fn rows(&self) -> Vec<(Uuid, &'static str)> {
        let applications = self.applications.iter().map(|one| (one.id.uuid(), APPLICATION));
        applications.chain(self.others.iter().map(|piece| (piece.id, piece.kind.noun()))).collect()
    }

    fn facts(&self) -> serde_json::Value {
        let held = self.held();
        let stages: BTreeMap<&str, u64> = held.stages.iter().map(|(stage, n)| (stage.code(), *n)).collect();
        json!({
            "applications": held.applications(), "stages": stages, "awards": held.awards,
            "next_actions": held.next_actions, "campaigns": held.campaigns, "activities": held.activities,
            "digest": digest(self),
        })
    }
}

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

/// What a person works on.
pub async fn work_of(tx: &Tx, account: AccountId) -> Result<Work, Error> {
    let rows = tx
        .rows::<rows::Entity>()?
        .filter(rows::Column::AssigneeId.eq(account.uuid()))
        .filter(rows::Column::Stage.is_in(open()))
        .order_by_asc(rows::Column::SubmittedAt)
        .order_by_asc(rows::Column::Id)
        .all(tx.connection())
        .await?;
    let applications = rows.into_iter().map(Application::try_from).collect::<Result<_, _>>()?;
    Ok(Work { applications, others: outreach::of(tx, account).await? })
}

/// Everybody who works on something, with how much; also those who are no members any more.
pub async fn holders(tx: &Tx) -> Result<BTreeMap<AccountId, Held>, Error> {
    let rows: Vec<(Uuid, String, i64)> = tx
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
    let mut holders: BTreeMap<AccountId, Held> = BTreeMap::new();
    for (account, stage, n) in rows {
        let name = StageName::from_code(&stage).ok_or_else(|| Error::Unreadable(format!("stage {stage}")))?;
        holders.entry(account.into()).or_default().stages.insert(name, u64::try_from(n).unwrap_or(0));
    }
    outreach::add_holders(tx, &mut holders).await?;
    Ok(holders)
}

/// How many pieces are held by people who cannot sign in here any more: nobody would ever do them.
pub async fn stranded(tx: &Tx) -> Result<u64, Error> {
    let members = accounts::members(tx).await?;
    let works = |id: AccountId| {
        members.iter().any(|member| member.account.id == id && member.account.disabled_at.is_none())
    };
    let holders = holders(tx).await?;
    Ok(holders.iter().filter(|(id, _)| !works(**id)).map(|(_, held)| held.total()).sum())
}

/// What exactly is meant: changes with every piece that comes, goes or moves on.
pub fn digest(work: &Work) -> String {
    let mut digest = Sha256::new();
    let applications = work.applications.iter().map(|one| (one.id.uuid(), one.version));
    for (id, version) in applications.chain(work.others.iter().map(|piece| (piece.id, piece.version))) {
        digest.update(id.as_bytes());
        digest.update(version.to_be_bytes());
    }
    hex(&digest.finalize())
}

/// Hands this work over. A piece that somebody else moved on meanwhile makes it [`Error::Stale`], and nothing moves.
pub async fn hand_over(
    tx: &Tx,
    id: HandoverId,
    (from, to): (AccountId, AccountId),
    work: &Work,
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
    for some in work.rows().chunks(CHUNK) {
        let items = some.iter().map(|(subject, noun)| handover_items::ActiveModel {
            tenant_id: Set(tenant),
            handover_id: Set(id.uuid()),
            subject_id: Set(*subject),
            subject_kind: Set((*noun).to_owned()),
        });
        handover_items::Entity::insert_many(items).exec_without_returning(tx.connection()).await?;
    }
    let mut facts = work.facts();
    if let Some(facts) = facts.as_object_mut() {
        facts.extend([("from".to_owned(), json!(from)), ("to".to_owned(), json!(to))]);
    }
    tx.record(Event::of(now, "work.handed-over", "handover", id.uuid(), facts))
}

/// Gives back what a handover moved and the receiver still has. What that was; none when it was given back before.
pub async fn give_back(tx: &Tx, handover: &Handover, now: DateTime<Utc>) -> Result<Option<Work>, Error> {
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
    work.applications.retain(|application| moved.contains(&application.id.uuid()));
    work.others.retain(|piece| moved.contains(&piece.id));
    assign(tx, &work, handover.from, now).await?;
    tx.record(Event::of(now, "work.handed-back", "handover", handover.id.uuid(), work.facts()))?;
    Ok(Some(work))
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

/// Whether somebody holds work here, or was a side of a handover: then the tenant knows them, though they may be no
/// member any more.
pub async fn knows(tx: &Tx, account: AccountId) -> Result<bool, Error> {
    let of = account.uuid();
    let sides = Condition::any().add(handovers::Column::FromId.eq(of)).add(handovers::Column::ToId.eq(of));
    let row = tx.rows::<handovers::Entity>()?.filter(sides).one(tx.connection()).await?;
    Ok(row.is_some() || work_of(tx, account).await?.pieces() > 0)
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

async fn items(tx: &Tx, id: HandoverId) -> Result<BTreeSet<Uuid>, Error> {
    let rows = tx
        .rows::<handover_items::Entity>()?
        .filter(handover_items::Column::HandoverId.eq(id.uuid()))
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|row| row.subject_id).collect())
}

async fn assign(tx: &Tx, work: &Work, to: AccountId, now: DateTime<Utc>) -> Result<(), Error> {
    // An award has the id of its application; the other pieces have none.
    let ids: Vec<Uuid> = work.rows().iter().map(|(subject, _)| *subject).collect();
    locking::of_applications(tx, &ids).await?;
    for application in &work.applications {
        // What is open can be handed over; what is not any more was moved on by somebody else.
        let stage = application.stage.clone().hand_over(to).map_err(|WrongStage { .. }| Error::Stale)?;
        let also = vec![(rows::Column::AssigneeId, Expr::value(Some(to.uuid())))];
        move_to(tx, application, &stage, also, now).await?;
    }
    for piece in &work.others {
        outreach::give(tx, *piece, to, now).await?;
    }
    Ok(())
}
