//! 返還: what was ordered back, by when, when it was asked for again, and what came.

use super::{
    ActError, Award,
    acts::{Step, move_to, record},
};
use crate::{
    Error, Tx,
    entities::{recoveries, refunds},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    awards::{Happening, Movement, RecoveryState},
    fiscal_year::FiscalYear,
    ids::{AccountId, AwardId, ProposalId, RecoveryId},
    money::Yen,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

/// 返還.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// Its id.
    pub id: RecoveryId,
    /// Of which award.
    pub award: AwardId,
    /// How much was ordered back.
    pub amount: Yen,
    /// How much of it came.
    pub refunded: Yen,
    /// Why.
    pub reason: String,
    /// 返還命令の日.
    pub ordered_on: NaiveDate,
    /// 返還の期限, as it was set last.
    pub due: NaiveDate,
    /// Where it stands.
    pub state: RecoveryState,
    /// 督促 the last time.
    pub reminded_on: Option<NaiveDate>,
    /// How often.
    pub reminders: i32,
    /// How often it was changed.
    pub version: i32,
}

/// Money that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    /// When.
    pub received_on: NaiveDate,
    /// How much.
    pub yen: Yen,
    /// Into the books of which year it goes.
    pub fiscal_year: FiscalYear,
    /// 過年度収入.
    pub late: bool,
    /// Who wrote it down.
    pub by: AccountId,
}

impl Recovery {
    pub(super) const fn ordered(
        id: RecoveryId,
        award: AwardId,
        amount: Yen,
        reason: String,
        ordered_on: NaiveDate,
        due: NaiveDate,
    ) -> Self {
        Self {
            id,
            award,
            amount,
            refunded: Yen::ZERO,
            reason,
            ordered_on,
            due,
            state: RecoveryState::Ordered,
            reminded_on: None,
            reminders: 0,
            version: 1,
        }
    }

    /// What has not come yet.
    pub const fn owed(&self) -> Yen {
        Yen(self.amount.get() - self.refunded.get())
    }
}

pub(super) async fn add(tx: &Tx, proposal: ProposalId, recovery: &Recovery) -> Result<(), Error> {
    let row = recoveries::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: recovery.id.uuid(),
        award_id: recovery.award.uuid(),
        proposal_id: proposal.uuid(),
        amount_yen: recovery.amount.get(),
        refunded_yen: 0,
        reason: recovery.reason.clone(),
        ordered_on: recovery.ordered_on,
        due_on: recovery.due,
        state: recovery.state.code().to_owned(),
        reminded_on: None,
        reminders: 0,
        version: 1,
    };
    recoveries::Entity::insert(recoveries::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// What was ordered back of an award, the newest first.
pub async fn of_award(tx: &Tx, award: AwardId) -> Result<Vec<Recovery>, Error> {
    let rows = tx
        .rows::<recoveries::Entity>()?
        .filter(recoveries::Column::AwardId.eq(award.uuid()))
        .order_by_desc(recoveries::Column::OrderedOn)
        .order_by_desc(recoveries::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Recovery::try_from).collect()
}

/// One recovery.
pub async fn find(tx: &Tx, id: RecoveryId) -> Result<Option<Recovery>, Error> {
    let row = tx
        .rows::<recoveries::Entity>()?
        .filter(recoveries::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    row.map(Recovery::try_from).transpose()
}

/// What came back of it, the first first.
pub async fn refunds(tx: &Tx, id: RecoveryId) -> Result<Vec<Refund>, Error> {
    let rows = tx
        .rows::<refunds::Entity>()?
        .filter(refunds::Column::RecoveryId.eq(id.uuid()))
        .order_by_asc(refunds::Column::ReceivedOn)
        .order_by_asc(refunds::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Refund {
                received_on: row.received_on,
                yen: Yen(row.amount_yen),
                fiscal_year: FiscalYear::from_year(row.fiscal_year)
                    .map_err(|error| Error::Unreadable(error.to_string()))?,
                late: row.late,
                by: row.entered_by.into(),
            })
        })
        .collect()
}

/// 督促: asks for it again, with another last day.
pub async fn dun(
    tx: &Tx,
    award: &Award,
    recovery: &Recovery,
    due: NaiveDate,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), ActError> {
    if recovery.state == RecoveryState::Refunded {
        return Err(Error::Stale.into());
    }
    let update = recoveries::Entity::update_many()
        .col_expr(recoveries::Column::State, Expr::value(RecoveryState::Reminded.code()))
        .col_expr(recoveries::Column::DueOn, Expr::value(due))
        .col_expr(recoveries::Column::RemindedOn, Expr::value(today))
        .col_expr(recoveries::Column::Reminders, Expr::value(recovery.reminders + 1));
    moved(tx, update, recovery).await?;
    let payload = json!({ "recovery": recovery.id, "due": due, "owed": recovery.owed() });
    Ok(record(tx, award, Happening::Dunned, payload, now)?)
}

/// 返還: money came. After the books of its year were closed (31 May) it is 過年度収入, and frees nothing of the budget.
/// Whoever calls lets those who wait move up.
pub async fn refund(
    tx: &Tx,
    award: &Award,
    recovery: &Recovery,
    id: Uuid,
    (received_on, yen): (NaiveDate, Yen),
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<Refund, ActError> {
    let late = received_on > award.fiscal_year.closing_end();
    let fiscal_year = if late { FiscalYear::of(received_on) } else { award.fiscal_year };
    let step = Step {
        stage: &award.stage,
        movements: &[Movement::Refunded { yen, late }],
        due: award.due,
        live_payment: award.live_payment,
    };
    move_to(tx, award, step, now).await?;
    let row = refunds::Model {
        tenant_id: tx.tenant()?.uuid(),
        id,
        recovery_id: recovery.id.uuid(),
        award_id: award.id.uuid(),
        received_on,
        amount_yen: yen.get(),
        fiscal_year: fiscal_year.year(),
        late,
        entered_by: by.uuid(),
        entered_at: now,
    };
    refunds::Entity::insert(refunds::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await
        .map_err(Error::from)?;
    let left = Yen(recovery.owed().get() - yen.get());
    let state = if left == Yen::ZERO { RecoveryState::Refunded } else { recovery.state };
    let update = recoveries::Entity::update_many()
        .col_expr(recoveries::Column::State, Expr::value(state.code()))
        .col_expr(recoveries::Column::RefundedYen, Expr::value(recovery.refunded.get() + yen.get()));
    moved(tx, update, recovery).await?;
    let payload = json!({
        "recovery": recovery.id, "amount": yen, "received_on": received_on, "year": fiscal_year, "late": late, "left": left,
    });
    record(tx, award, Happening::Refunded, payload, now)?;
    Ok(Refund { received_on, yen, fiscal_year, late, by })
}

async fn moved(
    tx: &Tx,
    update: sea_orm::UpdateMany<recoveries::Entity>,
    recovery: &Recovery,
) -> Result<(), Error> {
    let done = update
        .col_expr(recoveries::Column::Version, Expr::value(recovery.version + 1))
        .filter(recoveries::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(recoveries::Column::Id.eq(recovery.id.uuid()))
        .filter(recoveries::Column::Version.eq(recovery.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(done.rows_affected)
}

impl TryFrom<recoveries::Model> for Recovery {
    type Error = Error;
    fn try_from(row: recoveries::Model) -> Result<Self, Error> {
        let state = RecoveryState::from_code(&row.state)
            .ok_or_else(|| Error::Unreadable(format!("recovery state {}", row.state)))?;
        Ok(Self {
            id: row.id.into(),
            award: row.award_id.into(),
            amount: Yen(row.amount_yen),
            refunded: Yen(row.refunded_yen),
            reason: row.reason,
            ordered_on: row.ordered_on,
            due: row.due_on,
            state,
            reminded_on: row.reminded_on,
            reminders: row.reminders,
            version: row.version,
        })
    }
}
