//! 概算払・分割払: what is claimed before the final amount is fixed, one claim at a time; what is accepted is to be paid.

use super::{
    ActError, Award,
    acts::{Step, move_to, record},
};
use crate::{
    Error, Tx,
    entities::{applications, awards, instalments, programme_versions},
};
use chrono::{DateTime, Utc};
use domain::{
    awards::{Advance, Happening, InstalmentState, Movement, NextAdvance, StageName, kept_when_fixed},
    ids::{AccountId, AwardId},
    money::Yen,
    subsidies::Rules,
};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, QuerySelect as _, QueryTrait as _,
    sea_query::Expr,
};
use serde_json::json;
use uuid::Uuid;

/// A claim of an advance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instalment {
    /// Its number, from 1, over every claim of the award.
    pub number: i32,
    /// 第何回 of the plan, from 1.
    pub instalment: u8,
    /// How much.
    pub yen: Yen,
    /// Where it stands.
    pub state: InstalmentState,
    /// 中間報告; empty where the plan asks for none.
    pub interim: String,
    /// When it was claimed.
    pub at: DateTime<Utc>,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// Why it was sent back.
    pub answer: String,
}

/// The claims of an award, the first first.
pub async fn of_award(tx: &Tx, award: AwardId) -> Result<Vec<Instalment>, Error> {
    let rows = tx
        .rows::<instalments::Entity>()?
        .filter(instalments::Column::AwardId.eq(award.uuid()))
        .order_by_asc(instalments::Column::Number)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Instalment::try_from).collect()
}

/// Every award that is paid in parts and whose amount is not fixed yet, while no payment of it is on its way, with the plan
/// it comes under; the oldest of each plan first.
pub async fn under_a_plan(tx: &Tx) -> Result<Vec<(Award, Vec<Advance>)>, Error> {
    let before = StageName::ALL.into_iter().filter(|name| name.pays() && *name != StageName::Payable);
    let before: Vec<&str> = before.map(StageName::code).collect();
    let mut found = Vec::new();
    for version in tx.rows::<programme_versions::Entity>()?.all(tx.connection()).await? {
        let plan = serde_json::from_value::<Rules>(version.rules)?.advances;
        if plan.is_empty() {
            continue;
        }
        // Asked about each award by itself: SQLite would read every application of the house for the list of those under it.
        let own = Expr::col(applications::Column::Id.as_column_ref())
            .equals(awards::Column::ApplicationId.as_column_ref());
        let under = tx
            .rows::<applications::Entity>()?
            .select_only()
            .column(applications::Column::Id)
            .filter(own)
            .filter(applications::Column::ProgrammeVersionId.eq(version.id))
            .into_query();
        let rows = tx
            .rows::<awards::Entity>()?
            .filter(Expr::exists(under))
            .filter(awards::Column::Stage.is_in(before.iter().copied()))
            .filter(awards::Column::LivePaymentId.is_null())
            .order_by_asc(awards::Column::OpenedAt)
            .order_by_asc(awards::Column::Id)
            .all(tx.connection())
            .await?;
        for row in rows {
            found.push((Award::try_from(row)?, plan.clone()));
        }
    }
    Ok(found)
}

/// How many awards have a claim that nobody has answered, and the one that waits longest.
pub async fn asked(tx: &Tx) -> Result<(u64, Option<AwardId>), Error> {
    let rows = tx
        .rows::<instalments::Entity>()?
        .filter(instalments::Column::OpenAwardId.is_not_null())
        .order_by_asc(instalments::Column::AskedAt)
        .order_by_asc(instalments::Column::AwardId)
        .all(tx.connection())
        .await?;
    Ok((rows.len() as u64, rows.first().map(|row| row.award_id.into())))
}

/// Of some claims those that were accepted, as the parts of the money are counted from them.
pub fn accepted(claims: &[Instalment]) -> Vec<(u8, Yen)> {
    let accepted = claims.iter().filter(|one| one.state == InstalmentState::Accepted);
    accepted.map(|one| (one.instalment, one.yen)).collect()
}

/// 請求する: the next advance, while nothing else of the award is claimed or to be paid.
pub async fn claim(
    tx: &Tx,
    award: &Award,
    next: NextAdvance,
    interim: &str,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<(), ActError> {
    let stage = award.stage.clone().claim_advance()?;
    let before = of_award(tx, award.id).await?;
    let waits = before.iter().any(|one| one.state == InstalmentState::Asked);
    if waits || award.live_payment.is_some() || award.money.to_pay() > Yen::ZERO {
        return Err(ActError::Waiting);
    }
    let number = before.last().map_or(1, |last| last.number + 1);
    let row = instalments::Model {
        tenant_id: tx.tenant()?.uuid(),
        award_id: award.id.uuid(),
        number,
        instalment: i32::from(next.instalment),
        amount_yen: next.yen.get(),
        state: InstalmentState::Asked.code().to_owned(),
        open_award_id: Some(award.id.uuid()),
        interim: interim.to_owned(),
        asked_at: now,
        asked_by: by.uuid(),
        answered_at: None,
        answered_by: None,
        answer: String::new(),
    };
    instalments::Entity::insert(instalments::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await
        .map_err(Error::from)?;
    move_to(tx, award, Step::still(award, &stage, award.due), now).await?;
    let payload = json!({ "claim": number, "instalment": next.instalment, "amount": next.yen });
    Ok(record(tx, award, Happening::AdvanceClaimed, payload, now)?)
}

/// 受理する: from now on it is to be paid.
pub async fn accept(
    tx: &Tx,
    award: &Award,
    claim: &Instalment,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<(), ActError> {
    // An earlier one that came back is on its way again: what is to be paid stays until its result is known.
    if award.live_payment.is_some() {
        return Err(ActError::BeingPaid);
    }
    let stage = award.stage.clone().answer_advance()?;
    close(tx, award, claim, InstalmentState::Accepted, Some((by, "")), now).await?;
    let step = Step { movements: &[Movement::Advanced(claim.yen)], ..Step::still(award, &stage, award.due) };
    move_to(tx, award, step, now).await?;
    let payload = json!({ "claim": claim.number, "instalment": claim.instalment, "amount": claim.yen });
    Ok(record(tx, award, Happening::AdvanceAccepted, payload, now)?)
}

/// 差し戻す, with a word why: it can be claimed again.
pub async fn send_back(
    tx: &Tx,
    award: &Award,
    claim: &Instalment,
    by: AccountId,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), ActError> {
    let stage = award.stage.clone().answer_advance()?;
    close(tx, award, claim, InstalmentState::Returned, Some((by, reason)), now).await?;
    move_to(tx, award, Step::still(award, &stage, award.due), now).await?;
    let payload = json!({ "claim": claim.number, "instalment": claim.instalment, "amount": claim.yen });
    Ok(record(tx, award, Happening::AdvanceReturned, payload, now)?)
}

/// The report came: what nobody has answered is paid with the rest.
pub(super) async fn lapse_asked(tx: &Tx, award: &Award, now: DateTime<Utc>) -> Result<(), Error> {
    for claim in of_award(tx, award.id).await? {
        if claim.state == InstalmentState::Asked {
            close(tx, award, &claim, InstalmentState::Lapsed, None, now).await?;
        }
    }
    Ok(())
}

/// The amount is fixed, or nothing is left of it: what was not paid until then is part of the rest.
pub(super) async fn lapse_unpaid(tx: &Tx, award: &Award, now: DateTime<Utc>) -> Result<(), Error> {
    let claims = of_award(tx, award.id).await?;
    let kept = kept_when_fixed(&accepted(&claims), award.money.paid);
    for claim in claims {
        let unpaid = match claim.state {
            InstalmentState::Asked => true,
            InstalmentState::Accepted => !kept.contains(&claim.instalment),
            InstalmentState::Returned | InstalmentState::Lapsed => false,
        };
        if unpaid {
            close(tx, award, &claim, InstalmentState::Lapsed, None, now).await?;
        }
    }
    Ok(())
}

/// Gives a claim its next state, from the one it was read in.
async fn close(
    tx: &Tx,
    award: &Award,
    claim: &Instalment,
    state: InstalmentState,
    answer: Option<(AccountId, &str)>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let mut update = instalments::Entity::update_many()
        .col_expr(instalments::Column::State, Expr::value(state.code()))
        .col_expr(instalments::Column::OpenAwardId, Expr::value(None::<Uuid>));
    if let Some((by, words)) = answer {
        update = update
            .col_expr(instalments::Column::AnsweredAt, Expr::value(now))
            .col_expr(instalments::Column::AnsweredBy, Expr::value(by.uuid()))
            .col_expr(instalments::Column::Answer, Expr::value(words));
    }
    let done = update
        .filter(instalments::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(instalments::Column::AwardId.eq(award.id.uuid()))
        .filter(instalments::Column::Number.eq(claim.number))
        .filter(instalments::Column::State.eq(claim.state.code()))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(done.rows_affected)
}

impl TryFrom<instalments::Model> for Instalment {
    type Error = Error;
    fn try_from(row: instalments::Model) -> Result<Self, Error> {
        let unreadable = || Error::Unreadable(format!("claim {} of award {}", row.number, row.award_id));
        Ok(Self {
            instalment: u8::try_from(row.instalment).map_err(|_| unreadable())?,
            state: InstalmentState::from_code(&row.state).ok_or_else(unreadable)?,
            number: row.number,
            yen: Yen(row.amount_yen),
            interim: row.interim,
            at: row.asked_at,
            answered_at: row.answered_at,
            answer: row.answer,
        })
    }
}
