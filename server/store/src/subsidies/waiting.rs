//! 待機: applications that the budget does not hold, in the order in which they move up; and the draw that gives the order.
//!
//! The row of the programme counts who waits. Whoever comes while somebody waits stands behind them, and whoever moves
//! up does so under the lock of that row, so that nobody is overtaken and no yen is given twice.

use super::{
    applications::{Application, move_to},
    deadlines, ledger, marks,
    programmes::Programme,
    review::record,
};
use crate::{
    Error, Tx,
    entities::{applications, programmes},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::ProgrammeId,
    money::Yen,
    subsidies::{
        Entry, Exhaustion, Happening, ReceiptNumber, Rules, Score, Seed, StageName, by_score, draw, pro_rata,
    },
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait as _, PaginatorTrait as _, QueryFilter, QueryOrder,
    Select, sea_query::Expr,
};
use serde_json::json;
use std::collections::BTreeMap;

/// What a programme does with what its budget does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// How many wait.
    pub waiting: u32,
    /// When the budget was shared out, where the rules share it out after the reception.
    pub shared_out_at: Option<DateTime<Utc>>,
    /// 抽選の種.
    pub seed: Option<String>,
}

/// How a programme stands with whoever waits.
pub async fn standing(tx: &Tx, programme: ProgrammeId) -> Result<Standing, Error> {
    let row = tx
        .rows::<programmes::Entity>()?
        .filter(programmes::Column::Id.eq(programme.uuid()))
        .one(tx.connection())
        .await?
        .ok_or(Error::Missing)?;
    Ok(Standing {
        waiting: u32::try_from(row.waiting).unwrap_or(0),
        shared_out_at: row.shared_out_at,
        seed: row.draw_seed,
    })
}

fn in_order(tx: &Tx, programme: ProgrammeId) -> Result<Select<applications::Entity>, Error> {
    Ok(tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::ProgrammeId.eq(programme.uuid()))
        .filter(applications::Column::Stage.eq(StageName::Waiting.code()))
        .order_by_asc(Expr::cust("COALESCE(waiting_rank, receipt_seq)"))
        .order_by_asc(applications::Column::ReceiptSeq))
}

/// Who waits, whoever moves up next first.
pub async fn all(tx: &Tx, programme: ProgrammeId) -> Result<Vec<Application>, Error> {
    let rows = in_order(tx, programme)?.all(tx.connection()).await?;
    rows.into_iter().map(Application::try_from).collect()
}

/// 待機の順番 of one that waits, from 1; none while the draw is still to come, and for whoever does not wait.
pub async fn place(tx: &Tx, application: &Application, rules: &Rules) -> Result<Option<u64>, Error> {
    let drawn =
        || async { Ok::<_, Error>(standing(tx, application.programme).await?.shared_out_at.is_some()) };
    if application.stage.name() != StageName::Waiting
        || rules.exhaustion.is_shared_out_later() && !drawn().await?
    {
        return Ok(None);
    }
    let Some(own) = application.waiting_rank() else { return Ok(None) };
    let before = in_order(tx, application.programme)?
        .filter(Expr::cust("COALESCE(waiting_rank, receipt_seq)").lt(own))
        .count(tx.connection())
        .await?;
    Ok(Some(before + 1))
}

/// Counts one more (or fewer) who waits.
pub(super) async fn count(tx: &Tx, programme: ProgrammeId, by: i32) -> Result<(), Error> {
    tx.connection()
        .execute_raw(tx.statement(
            "UPDATE programmes SET waiting = waiting + $1 WHERE tenant_id = $2 AND id = $3",
            [by.into(), tx.tenant()?.uuid().into(), programme.uuid().into()],
        ))
        .await?;
    Ok(())
}

/// 繰り上げる: whoever the budget holds now moves up, one after the other and nobody past another. `paused_days` counts
/// the working days that somebody has spent waiting. Call it after whatever released money, in the same transaction.
pub async fn promote(
    tx: &Tx,
    programme: ProgrammeId,
    paused_days: impl Fn(&Application) -> u32,
    now: DateTime<Utc>,
) -> Result<Vec<Application>, Error> {
    // The lock of the programme's row, before anybody is looked at.
    count(tx, programme, 0).await?;
    if standing(tx, programme).await?.waiting == 0 || awaits_sharing(tx, programme).await? {
        return Ok(Vec::new());
    }
    let mut moved = Vec::new();
    for application in all(tx, programme).await? {
        let entry = Entry::reserved(application.amount);
        if !ledger::post(tx, programme, application.id, entry, now).await? {
            break;
        }
        count(tx, programme, -1).await?;
        let stage =
            application.stage.clone().promote(now).map_err(|error| Error::Unreadable(error.to_string()))?;
        let days = paused_days(&application);
        let also = vec![
            deadlines::again(tx, &application, days).await?,
            (applications::Column::PausedDays, Expr::value(i32::try_from(days).unwrap_or(i32::MAX))),
            (applications::Column::PausedAt, Expr::value(None::<DateTime<Utc>>)),
        ];
        move_to(tx, &application, &stage, also, now).await?;
        record(tx, &application, Happening::Promoted, json!({ "amount": application.amount }), now)?;
        moved.push(application);
    }
    Ok(moved)
}

/// Whether everybody still waits for the draw or the sharing.
async fn awaits_sharing(tx: &Tx, programme: ProgrammeId) -> Result<bool, Error> {
    let found = super::programmes::find(tx, programme).await?.ok_or(Error::Missing)?;
    let later = found.current.is_some_and(|version| version.rules.exhaustion.is_shared_out_later());
    Ok(later && standing(tx, programme).await?.shared_out_at.is_none())
}

/// 抽選, 按分 or 採点順: gives everybody who waits their place or their part, once. Afterwards [`promote`] lets them move up.
/// Whoever is slower gets [`Error::Stale`].
pub async fn share_out(
    tx: &Tx,
    programme: &Programme,
    rules: &Rules,
    seed: Option<&Seed>,
    now: DateTime<Utc>,
) -> Result<u64, Error> {
    let done = programmes::Entity::update_many()
        .col_expr(programmes::Column::SharedOutAt, Expr::value(now))
        .col_expr(programmes::Column::DrawSeed, Expr::value(seed.map(|seed| seed.as_str().to_owned())))
        .filter(programmes::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(programmes::Column::Id.eq(programme.id.uuid()))
        .filter(programmes::Column::Version.eq(programme.version))
        .filter(programmes::Column::SharedOutAt.is_null())
        .exec(tx.connection())
        .await?;
    Error::stale_unless(done.rows_affected)?;
    let waiting = all(tx, programme.id).await?;
    let mut scores = Vec::new();
    match (rules.exhaustion, seed) {
        (Exhaustion::Lottery, Some(seed)) => {
            let receipts: Vec<ReceiptNumber> = waiting.iter().filter_map(|one| one.receipt).collect();
            rank(tx, &waiting, draw(seed, &receipts)).await?;
        }
        (Exhaustion::ByScore, None) => {
            scores = scored(tx, &waiting).await?;
            rank(tx, &waiting, by_score(&scores)).await?;
        }
        (Exhaustion::ProRata, None) => {
            let asked: Vec<_> = waiting.iter().map(|one| one.amount).collect();
            let parts = pro_rata(programme.remaining(), &asked, rules.expense.rounding.unit());
            for (application, part) in waiting.iter().zip(parts) {
                allot(tx, application, part).await?;
            }
        }
        (
            Exhaustion::Close
            | Exhaustion::Waitlist
            | Exhaustion::Lottery
            | Exhaustion::ProRata
            | Exhaustion::ByScore,
            _,
        ) => {
            return Err(Error::Unreadable("nothing is shared out under these rules".to_owned()));
        }
    }
    let payload = json!({
        "policy": rules.exhaustion.code(),
        "seed": seed.map(Seed::as_str),
        "applications": waiting.len(),
        "remaining": programme.remaining(),
        "scores": scores.iter().map(|(receipt, score)| (receipt, score.to_string())).collect::<Vec<_>>(),
    });
    tx.record(Event::of(now, "programme.shared_out", "programme", programme.id.uuid(), payload))?;
    Ok(waiting.len() as u64)
}

/// The score of everybody who waits. Nobody stands in an order by marks who was not marked by enough reviewers.
async fn scored(tx: &Tx, waiting: &[Application]) -> Result<Vec<(ReceiptNumber, Score)>, Error> {
    let tallies = marks::tallies(tx, waiting).await?;
    let score = |one: &Application| {
        let tally = tallies.get(&one.id).filter(|tally| tally.is_enough())?;
        Some((one.receipt?, tally.mean))
    };
    let all: Option<Vec<_>> = waiting.iter().map(score).collect();
    all.ok_or_else(|| Error::Unreadable("not everybody who waits has marks of enough reviewers".to_owned()))
}

async fn rank(tx: &Tx, waiting: &[Application], order: Vec<ReceiptNumber>) -> Result<(), Error> {
    let places: BTreeMap<_, i64> = order.into_iter().zip(1..).collect();
    for application in waiting {
        let rank = application.receipt.and_then(|receipt| places.get(&receipt).copied());
        set(tx, application, applications::Column::WaitingRank, rank).await?;
    }
    Ok(())
}

async fn allot(tx: &Tx, application: &Application, part: Yen) -> Result<(), Error> {
    set(tx, application, applications::Column::AllottedYen, Some(part.get())).await?;
    set(tx, application, applications::Column::AmountYen, Some(part.get())).await
}

/// Sets one number of one that waits; nobody edits it meanwhile, so its version stays.
async fn set(
    tx: &Tx,
    application: &Application,
    column: applications::Column,
    value: Option<i64>,
) -> Result<(), Error> {
    applications::Entity::update_many()
        .col_expr(column, Expr::value(value))
        .filter(applications::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(applications::Column::Id.eq(application.id.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(())
}
