//! 保存年限と廃棄: which records have had their time, lists of them, and the second person who approves.

use super::{
    erase, erase_accounts,
    over::{Due, still_over},
};
use crate::{
    Error, Tx,
    entities::{applications, disposal_cases, disposals},
    events::Event,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    fiscal_year::FiscalYear,
    ids::{AccountId, ApplicationId, DisposalId, OfficeId, ProgrammeId},
    money::Yen,
    subsidies::StageName,
    tokyo,
    year_end::Retention,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait as _, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The most cases of one list: one person looks through it, and it goes in one transaction.
pub const LONGEST: u64 = 500;

/// What became of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Waits for a second person.
    Proposed,
    /// Approved and carried out.
    Approved,
    /// Sent back; its cases are free again.
    Refused,
}

impl State {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::Refused => "refused",
        }
    }
    pub(super) fn read(code: &str) -> Result<Self, Error> {
        [Self::Proposed, Self::Approved, Self::Refused]
            .into_iter()
            .find(|state| state.code() == code)
            .ok_or_else(|| Error::Unreadable(format!("disposal {code}")))
    }
}

/// A list of records that are to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disposal {
    /// Its id.
    pub id: DisposalId,
    /// On which day it was made up.
    pub as_of: NaiveDate,
    /// What became of it.
    pub state: State,
    /// A word of whoever made it.
    pub note: String,
    /// Who made it.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who decided, when, and with which word.
    pub decided: Option<(AccountId, DateTime<Utc>, String)>,
    /// How often it was changed.
    pub version: i32,
}

/// A record of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Which, and until when it had to be kept.
    pub due: Due,
    /// Its number.
    pub receipt: String,
    /// Of which year.
    pub year: FiscalYear,
    /// For which office.
    pub office: OfficeId,
    /// Of which programme.
    pub programme: ProgrammeId,
    /// How it ended.
    pub stage: StageName,
    /// 交付決定額 or what was asked for.
    pub amount: Yen,
    /// Whether it is kept after all, and why; no words where it was taken up again after the list was made.
    pub kept: Option<String>,
}

/// Why a list was not decided.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// The database.
    #[error(transparent)]
    Store(#[from] Error),
    /// Who made it does not approve it.
    #[error("made and approved by the same person")]
    SamePerson,
    /// It was decided already.
    #[error("the list is decided already")]
    Decided,
}

/// Makes a list of records that are to go.
pub async fn make(
    tx: &Tx,
    id: DisposalId,
    as_of: NaiveDate,
    cases: &[Due],
    note: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let (tenant, by) = (tx.tenant()?.uuid(), tx.account().ok_or(Error::Missing)?);
    let row = disposals::Model {
        tenant_id: tenant,
        id: id.uuid(),
        as_of,
        state: State::Proposed.code().to_owned(),
        note: note.to_owned(),
        made_by: by.uuid(),
        made_at: now,
        decided_by: None,
        decided_at: None,
        decision_note: String::new(),
        version: 1,
    };
    disposals::Entity::insert(disposals::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    for case in cases {
        let row = disposal_cases::Model {
            tenant_id: tenant,
            disposal_id: id.uuid(),
            application_id: case.application.uuid(),
            held_application_id: Some(case.application.uuid()),
            completed_on: case.completed_on,
            kept_until: case.kept_until,
            years: i32::from(case.retention.years()),
            result: "listed".to_owned(),
            reason: String::new(),
        };
        disposal_cases::Entity::insert(disposal_cases::ActiveModel::from(row))
            .exec_without_returning(tx.connection())
            .await?;
    }
    let payload = json!({ "cases": cases.len() });
    tx.record(Event::of(now, "disposal.made", "disposal", id.uuid(), payload))
}

/// Every list, the newest first, with how many cases it has.
pub async fn all(tx: &Tx) -> Result<Vec<(Disposal, u64)>, Error> {
    let rows =
        tx.rows::<disposals::Entity>()?.order_by_desc(disposals::Column::MadeAt).all(tx.connection()).await?;
    let mut lists = Vec::with_capacity(rows.len());
    for row in rows {
        let count = tx
            .rows::<disposal_cases::Entity>()?
            .filter(disposal_cases::Column::DisposalId.eq(row.id))
            .count(tx.connection())
            .await?;
        lists.push((Disposal::try_from(row)?, count));
    }
    Ok(lists)
}

/// One list.
pub async fn find(tx: &Tx, id: DisposalId) -> Result<Option<Disposal>, Error> {
    let row = tx
        .rows::<disposals::Entity>()?
        .filter(disposals::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    row.map(Disposal::try_from).transpose()
}

/// The records of a list, in the order of their completion.
pub async fn cases(tx: &Tx, id: DisposalId) -> Result<Vec<Case>, Error> {
    let rows = tx
        .rows::<disposal_cases::Entity>()?
        .filter(disposal_cases::Column::DisposalId.eq(id.uuid()))
        .order_by_asc(disposal_cases::Column::CompletedOn)
        .order_by_asc(disposal_cases::Column::ApplicationId)
        .all(tx.connection())
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.application_id).collect();
    let known: BTreeMap<Uuid, applications::Model> = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::Id.is_in(ids))
        .all(tx.connection())
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    rows.into_iter()
        .map(|row| {
            let application = known.get(&row.application_id).ok_or(Error::Missing)?;
            let retention = Retention::of_years(i64::from(row.years))
                .map_err(|error| Error::Unreadable(error.to_string()))?;
            Ok(Case {
                due: Due {
                    application: row.application_id.into(),
                    completed_on: row.completed_on,
                    kept_until: row.kept_until,
                    retention,
                },
                receipt: application.receipt_number.clone().unwrap_or_default(),
                year: FiscalYear::from_year(application.fiscal_year)
                    .map_err(|error| Error::Unreadable(error.to_string()))?,
                office: application.office_id.into(),
                programme: application.programme_id.into(),
                stage: StageName::from_code(&application.stage)
                    .ok_or_else(|| Error::Unreadable(format!("stage {}", application.stage)))?,
                amount: Yen(application.amount_yen),
                kept: (row.result == "kept").then_some(row.reason),
            })
        })
        .collect()
}

/// The list with which the record of an application went, if it has gone.
pub async fn gone(tx: &Tx, application: ApplicationId) -> Result<Option<DisposalId>, Error> {
    let row = tx
        .rows::<disposal_cases::Entity>()?
        .filter(disposal_cases::Column::HeldApplicationId.eq(application.uuid()))
        .filter(disposal_cases::Column::Result.eq("gone"))
        .one(tx.connection())
        .await?;
    Ok(row.map(|row| row.disposal_id.into()))
}

/// Approves a list: what is not kept after all goes at once, in the same transaction.
pub async fn decide(
    tx: &Tx,
    disposal: &Disposal,
    kept: &BTreeMap<ApplicationId, String>,
    note: &str,
    now: DateTime<Utc>,
) -> Result<u64, DecideError> {
    let by = tx.account().ok_or(Error::Missing)?;
    if disposal.by == by {
        return Err(DecideError::SamePerson);
    }
    close(tx, disposal, State::Approved, by, note, now).await?;
    let cases = cases(tx, disposal.id).await?;
    let over = still_over(tx, disposal.id, &cases, tokyo::date(now)).await?;
    let (mut gone, all) = (0, cases.len() as u64);
    for case in cases {
        let id = case.due.application;
        if let Some(reason) = kept.get(&id) {
            settle(tx, disposal.id, id, "kept", reason, None).await?;
            continue;
        }
        // What was taken up again since the list was made stays, whatever was approved: it has no reason of a person.
        if !over.contains(&id) {
            settle(tx, disposal.id, id, "kept", "", None).await?;
            continue;
        }
        erase::application(tx, id, now).await?;
        settle(tx, disposal.id, id, "gone", "", Some(id)).await?;
        let completed = tokyo::end_of(case.due.completed_on);
        erase_accounts::accounts(tx, disposal.id, (id, case.office), completed, now).await?;
        let payload = json!({ "disposal": disposal.id });
        tx.record(Event::of(now, "application.disposed", "application", id.uuid(), payload))?;
        gone += 1;
    }
    let payload = json!({ "gone": gone, "kept": all - gone });
    tx.record(Event::of(now, "disposal.approved", "disposal", disposal.id.uuid(), payload))?;
    Ok(gone)
}

/// Sends a list back, or takes one's own away: its records are free again.
pub async fn refuse(tx: &Tx, disposal: &Disposal, note: &str, now: DateTime<Utc>) -> Result<(), DecideError> {
    let by = tx.account().ok_or(Error::Missing)?;
    close(tx, disposal, State::Refused, by, note, now).await?;
    disposal_cases::Entity::update_many()
        .col_expr(disposal_cases::Column::HeldApplicationId, Expr::value(None::<Uuid>))
        .col_expr(disposal_cases::Column::Result, Expr::value("free"))
        .filter(disposal_cases::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(disposal_cases::Column::DisposalId.eq(disposal.id.uuid()))
        .exec(tx.connection())
        .await
        .map_err(Error::from)?;
    Ok(tx.record(Event::of(now, "disposal.refused", "disposal", disposal.id.uuid(), json!({})))?)
}

async fn close(
    tx: &Tx,
    disposal: &Disposal,
    state: State,
    by: AccountId,
    note: &str,
    now: DateTime<Utc>,
) -> Result<(), DecideError> {
    let closed = disposals::Entity::update_many()
        .col_expr(disposals::Column::State, Expr::value(state.code()))
        .col_expr(disposals::Column::DecidedBy, Expr::value(by.uuid()))
        .col_expr(disposals::Column::DecidedAt, Expr::value(now))
        .col_expr(disposals::Column::DecisionNote, Expr::value(note))
        .col_expr(disposals::Column::Version, Expr::value(disposal.version + 1))
        .filter(disposals::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(disposals::Column::Id.eq(disposal.id.uuid()))
        .filter(disposals::Column::State.eq(State::Proposed.code()))
        .exec(tx.connection())
        .await
        .map_err(Error::from)?;
    if closed.rows_affected == 0 { Err(DecideError::Decided) } else { Ok(()) }
}

async fn settle(
    tx: &Tx,
    disposal: DisposalId,
    application: ApplicationId,
    result: &str,
    reason: &str,
    held: Option<ApplicationId>,
) -> Result<(), Error> {
    disposal_cases::Entity::update_many()
        .col_expr(disposal_cases::Column::Result, Expr::value(result))
        .col_expr(disposal_cases::Column::Reason, Expr::value(reason))
        .col_expr(disposal_cases::Column::HeldApplicationId, Expr::value(held.map(ApplicationId::uuid)))
        .filter(disposal_cases::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(disposal_cases::Column::DisposalId.eq(disposal.uuid()))
        .filter(disposal_cases::Column::ApplicationId.eq(application.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

impl TryFrom<disposals::Model> for Disposal {
    type Error = Error;
    fn try_from(row: disposals::Model) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            as_of: row.as_of,
            state: State::read(&row.state)?,
            note: row.note,
            by: row.made_by.into(),
            at: row.made_at,
            decided: row
                .decided_by
                .zip(row.decided_at)
                .map(|(by, at)| (AccountId::from_uuid(by), at, row.decision_note)),
            version: row.version,
        })
    }
}
