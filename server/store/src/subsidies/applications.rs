//! Applications as rows: drafts kept right or wrong, and where each application stands.

mod rows;

use super::{deadlines, locking};
use crate::{
    Error, Tx, adoption::applied, awards, entities::applications, events::Event, plans::holds, tx::Engine,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    adoption::Bearing,
    fiscal_year::FiscalYear,
    ids::{AccountId, ApplicationId, MailId, OfficeId, ProgrammeId, ProgrammeVersionId},
    money::Yen,
    subsidies::{Answers, Arrival, Clock, ReceiptNumber, Stage, StageName},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use serde_json::json;

/// 交付申請.
#[derive(Debug, Clone, PartialEq)]
pub struct Application {
    /// Its id.
    pub id: ApplicationId,
    /// Of which programme.
    pub programme: ProgrammeId,
    /// Under which version of its rules: the current one when it was received.
    pub rules: ProgrammeVersionId,
    /// For which office.
    pub office: OfficeId,
    /// Who made it: the applicant, or the officer who enters it on behalf.
    pub account: AccountId,
    /// When and how it came on paper, where an officer enters it on behalf.
    pub arrival: Option<Arrival>,
    /// Of which year.
    pub fiscal_year: FiscalYear,
    /// Where it stands.
    pub stage: Stage,
    /// Its number, from receipt on.
    pub receipt: Option<ReceiptNumber>,
    /// What was typed.
    pub answers: Answers,
    /// 交付申請額, reserved while it is live and does not wait.
    pub amount: Yen,
    /// What 按分 gave: the most that can be granted.
    pub allotted: Option<Yen>,
    /// The place in the order of a draw.
    rank: Option<i64>,
    /// Who reviews it.
    pub assignee: Option<AccountId>,
    /// When it was received first.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Working days spent on the applicant's side.
    pub paused_days: u32,
    /// Since when it is the applicant's turn again.
    pub paused_at: Option<DateTime<Utc>>,
    /// When it was decided or withdrawn.
    pub ended_at: Option<DateTime<Utc>>,
    /// Whether it holds the place of its office: while it is live, and not after a cancellation that freed the place.
    pub holds_place: bool,
    /// The mail that told of its receipt, where it told of several at once.
    pub receipt_mail: Option<MailId>,
    /// How often it was changed.
    pub version: i32,
}

impl Application {
    /// The last day for a correction, while one is asked for.
    pub const fn due(&self) -> Option<NaiveDate> {
        match &self.stage {
            Stage::Returned { due, .. } => Some(*due),
            Stage::Draft
            | Stage::Waiting { .. }
            | Stage::Submitted { .. }
            | Stage::UnderReview { .. }
            | Stage::Proposed { .. }
            | Stage::Granted { .. }
            | Stage::Refused { .. }
            | Stage::Withdrawn { .. } => None,
        }
    }

    /// By what it is put in order while it waits: the draw, or else the receipt.
    pub fn waiting_rank(&self) -> Option<i64> {
        self.rank.or_else(|| self.receipt.map(|receipt| i64::from(receipt.sequence())))
    }

    /// The place that a draw or the marks of the reviewers gave it.
    pub const fn given_rank(&self) -> Option<i64> {
        self.rank
    }

    /// How long the office has had it, a paper since the day it came; none before receipt.
    pub fn clock(&self, day_of: impl Fn(DateTime<Utc>) -> NaiveDate) -> Option<Clock> {
        self.submitted_at.map(|received| Clock {
            received: self.arrival.map_or_else(|| day_of(received), |arrival| arrival.on),
            paused_days: self.paused_days,
            paused_since: self.paused_at.map(&day_of),
            ended: self.ended_at.map(&day_of),
        })
    }
}

/// A draft to begin.
#[derive(Debug, Clone)]
pub struct NewDraft {
    /// Its id.
    pub id: ApplicationId,
    /// To which programme.
    pub programme: ProgrammeId,
    /// Under which version, for now.
    pub rules: ProgrammeVersionId,
    /// For which office.
    pub office: OfficeId,
    /// Who begins it.
    pub account: AccountId,
    /// When and how it came, where it came on paper.
    pub arrival: Option<Arrival>,
    /// Of which year.
    pub fiscal_year: FiscalYear,
    /// What is known beforehand.
    pub answers: Answers,
}

/// Begins a draft.
pub async fn begin(tx: &Tx, draft: NewDraft, now: DateTime<Utc>) -> Result<(), Error> {
    let NewDraft { id, programme, rules, office, account, arrival, fiscal_year, answers } = draft;
    let row = applications::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        programme_id: programme.uuid(),
        programme_version_id: rules.uuid(),
        office_id: office.uuid(),
        account_id: account.uuid(),
        fiscal_year: fiscal_year.year(),
        stage: StageName::Draft.code().to_owned(),
        stage_facts: serde_json::to_value(Stage::Draft)?,
        live_key: None,
        series_key: None,
        receipt_seq: None,
        receipt_number: None,
        answers: serde_json::to_value(answers)?,
        amount_yen: 0,
        assignee_id: None,
        submitted_at: None,
        paused_days: 0,
        paused_at: None,
        due_on: None,
        ended_at: None,
        search_key: String::new(),
        created_at: now,
        updated_at: now,
        version: 1,
        arrived_on: arrival.map(|arrival| arrival.on),
        arrived_by: arrival.map(|arrival| arrival.way.code().to_owned()),
        waiting_rank: None,
        allotted_yen: None,
        closing_told_at: None,
        office_order: String::new(),
        expected_on: deadlines::NEVER,
        receipt_mail_id: None,
    };
    applications::Entity::insert(applications::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    tx.record(Event::of(
        now,
        "application.begun",
        "application",
        id.uuid(),
        json!({ "programme": programme, "office": office }),
    ))
}

/// An application of the tenant.
pub async fn find(tx: &Tx, id: ApplicationId) -> Result<Option<Application>, Error> {
    one(tx, id, false).await
}

/// An application of the tenant that this transaction will change; nobody else changes it meanwhile, nor its programme.
pub async fn find_to_change(tx: &Tx, id: ApplicationId) -> Result<Option<Application>, Error> {
    locking::of_applications(tx, &[id.uuid()]).await?;
    one(tx, id, true).await
}

async fn one(tx: &Tx, id: ApplicationId, to_change: bool) -> Result<Option<Application>, Error> {
    let query = tx.rows::<applications::Entity>()?.filter(applications::Column::Id.eq(id.uuid()));
    let query = match tx.engine() {
        Engine::Postgres if to_change => query.lock_exclusive(),
        Engine::Postgres | Engine::Sqlite => query,
    };
    query.one(tx.connection()).await?.map(Application::try_from).transpose()
}

/// Applications of the tenant, in the order of their ids; whoever will change them takes the rows in that order, after the
/// programmes, as [`find_to_change`] does one by one.
pub async fn several(tx: &Tx, ids: &[ApplicationId], to_change: bool) -> Result<Vec<Application>, Error> {
    let mut ids: Vec<_> = ids.iter().map(|id| id.uuid()).collect();
    ids.sort_unstable();
    if to_change {
        locking::of_applications(tx, &ids).await?;
    }
    let mut found = Vec::with_capacity(ids.len());
    // SQLite takes so many values in one question and no more.
    for some in ids.chunks(500) {
        let query = tx
            .rows::<applications::Entity>()?
            .filter(applications::Column::Id.is_in(some.iter().copied()))
            .order_by_asc(applications::Column::Id);
        let query = match tx.engine() {
            Engine::Postgres if to_change => query.lock_exclusive(),
            Engine::Postgres | Engine::Sqlite => query,
        };
        for row in query.all(tx.connection()).await? {
            found.push(Application::try_from(row)?);
        }
    }
    Ok(found)
}

/// The applications for these offices, newest first.
pub async fn of_offices(tx: &Tx, offices: &[OfficeId]) -> Result<Vec<Application>, Error> {
    let rows = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::OfficeId.is_in(offices.iter().map(|id| id.uuid())))
        .order_by_desc(applications::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Application::try_from).collect()
}

/// The drafts of an office to a programme, and the applications that hold its place there.
pub async fn of_office(tx: &Tx, programme: ProgrammeId, office: OfficeId) -> Result<Vec<Application>, Error> {
    // Those of the office are few. Asked for the programme besides, SQLite reads all of the programme.
    let rows = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::OfficeId.eq(office.uuid()))
        .order_by_asc(applications::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    let counts = |row: &applications::Model| {
        let stands = row.live_key.is_some() || row.stage == StageName::Draft.code();
        row.programme_id == programme.uuid() && stands
    };
    rows.into_iter().filter(counts).map(Application::try_from).collect()
}

/// What officers have to enter, oldest first: their drafts of papers, and papers that were asked back.
pub async fn on_behalf(tx: &Tx) -> Result<Vec<Application>, Error> {
    // Put in order here: SQLite, asked for an order that an index has, reads every paper of the house in that order.
    let mut rows = tx
        .rows::<applications::Entity>()?
        .filter(holds(applications::Column::ArrivedOn))
        .filter(
            applications::Column::Stage.is_in([StageName::Draft, StageName::Returned].map(StageName::code)),
        )
        .all(tx.connection())
        .await?;
    rows.sort_by_key(|row| (row.arrived_on, row.created_at));
    rows.into_iter().map(Application::try_from).collect()
}

/// Puts right when and how the paper of a draft came.
pub async fn save_arrival(
    tx: &Tx,
    id: ApplicationId,
    arrival: Arrival,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let saved = applications::Entity::update_many()
        .col_expr(applications::Column::ArrivedOn, Expr::value(arrival.on))
        .col_expr(applications::Column::ArrivedBy, Expr::value(arrival.way.code()))
        .col_expr(applications::Column::UpdatedAt, Expr::value(now))
        .filter(applications::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(applications::Column::Id.eq(id.uuid()))
        .filter(applications::Column::Stage.eq(StageName::Draft.code()))
        .filter(applications::Column::ArrivedOn.is_not_null())
        .exec(tx.connection())
        .await?;
    Error::stale_unless(saved.rows_affected)
}

/// Keeps which mail tells of its receipt together with others'.
pub async fn told_by(tx: &Tx, id: ApplicationId, mail: MailId) -> Result<(), Error> {
    let row = applications::ActiveModel {
        tenant_id: Set(tx.tenant()?.uuid()),
        id: Set(id.uuid()),
        receipt_mail_id: Set(Some(mail.uuid())),
        ..Default::default()
    };
    applications::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

/// How many applications of a programme stand where: drafts, open, granted, refused, withdrawn in the order of the stages.
pub async fn counts(tx: &Tx, programme: ProgrammeId) -> Result<Vec<(StageName, u64)>, Error> {
    let rows: Vec<(String, i64)> = tx
        .rows::<applications::Entity>()?
        .select_only()
        .column(applications::Column::Stage)
        .column_as(applications::Column::Id.count(), "n")
        .filter(applications::Column::ProgrammeId.eq(programme.uuid()))
        .group_by(applications::Column::Stage)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let mut counts = Vec::with_capacity(rows.len());
    for (stage, n) in rows {
        let name = StageName::from_code(&stage).ok_or_else(|| Error::Unreadable(format!("stage {stage}")))?;
        counts.push((name, u64::try_from(n).unwrap_or(0)));
    }
    counts.sort_unstable();
    Ok(counts)
}

/// Applications of a programme that were received and are not decided: what a new version is compared with.
pub async fn undecided(tx: &Tx, programme: ProgrammeId) -> Result<Vec<Application>, Error> {
    let open = StageName::ALL.into_iter().filter(|name| name.is_open()).map(StageName::code);
    let rows = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::ProgrammeId.eq(programme.uuid()))
        .filter(applications::Column::Stage.is_in(open))
        .order_by_asc(applications::Column::ReceiptSeq)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Application::try_from).collect()
}

/// The least that one of these applications asks for.
pub async fn least_asked(tx: &Tx, ids: &[ApplicationId]) -> Result<Yen, Error> {
    let mut least: Option<i64> = None;
    // SQLite takes so many values in one question and no more.
    for some in ids.chunks(500) {
        let amount: Option<Option<i64>> = tx
            .rows::<applications::Entity>()?
            .select_only()
            .column_as(applications::Column::AmountYen.min(), "least")
            .filter(applications::Column::Id.is_in(some.iter().map(|id| id.uuid())))
            .into_tuple()
            .one(tx.connection())
            .await?;
        least = least.into_iter().chain(amount.flatten()).min();
    }
    Ok(least.map_or(Yen::ZERO, Yen))
}

/// How many applications were received under a version of the rules of a programme. Asked for the version alone, SQLite
/// would read all of the house.
pub async fn received_under(
    tx: &Tx,
    programme: ProgrammeId,
    version: ProgrammeVersionId,
) -> Result<u64, Error> {
    Ok(tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::ProgrammeId.eq(programme.uuid()))
        .filter(applications::Column::ProgrammeVersionId.eq(version.uuid()))
        .filter(applications::Column::ReceiptSeq.is_not_null())
        .count(tx.connection())
        .await?)
}

/// What was granted and is held of the budget: less where the final amount is, or where some of it was cancelled.
pub async fn granted(tx: &Tx, programme: ProgrammeId) -> Result<Yen, Error> {
    awards::committed(tx, programme).await
}

/// Keeps what was typed, right or wrong.
pub async fn save_answers(
    tx: &Tx,
    id: ApplicationId,
    answers: &Answers,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = applications::ActiveModel {
        tenant_id: Set(tx.tenant()?.uuid()),
        id: Set(id.uuid()),
        answers: Set(serde_json::to_value(answers)?),
        updated_at: Set(now),
        ..Default::default()
    };
    applications::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

/// Throws a draft away, with what was attached to it. Nothing that was received is ever thrown away.
pub async fn discard(tx: &Tx, id: ApplicationId, now: DateTime<Utc>) -> Result<(), Error> {
    super::attachments::discard_all(tx, id).await?;
    super::confirmations::discard(tx, id).await?;
    let gone = applications::Entity::delete_many()
        .filter(applications::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(applications::Column::Id.eq(id.uuid()))
        .filter(applications::Column::Stage.eq(StageName::Draft.code()))
        .filter(applications::Column::ReceiptSeq.is_null())
        .exec(tx.connection())
        .await?;
    Error::stale_unless(gone.rows_affected)?;
    tx.record(Event::of(now, "application.discarded", "application", id.uuid(), json!({})))
}

/// Moves an application on, from the version it was read at. What a stage causes beside itself comes as `also`.
pub(crate) async fn move_to(
    tx: &Tx,
    application: &Application,
    stage: &Stage,
    also: Vec<(applications::Column, Expr)>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let name = stage.name();
    let due = match stage {
        Stage::Returned { due, .. } => Some(*due),
        Stage::Draft
        | Stage::Waiting { .. }
        | Stage::Submitted { .. }
        | Stage::UnderReview { .. }
        | Stage::Proposed { .. }
        | Stage::Granted { .. }
        | Stage::Refused { .. }
        | Stage::Withdrawn { .. } => None,
    };
    let mut update = applications::Entity::update_many()
        .col_expr(applications::Column::Stage, Expr::value(name.code()))
        .col_expr(applications::Column::StageFacts, Expr::value(serde_json::to_value(stage)?))
        .col_expr(applications::Column::DueOn, Expr::value(due))
        .col_expr(applications::Column::UpdatedAt, Expr::value(now))
        .col_expr(applications::Column::Version, Expr::value(application.version + 1));
    if !deadlines::runs(name) {
        update = update.col_expr(applications::Column::ExpectedOn, Expr::value(deadlines::NEVER));
    }
    for (column, value) in also {
        update = update.col_expr(column, value);
    }
    let moved = update
        .filter(applications::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(applications::Column::Id.eq(application.id.uuid()))
        .filter(applications::Column::Version.eq(application.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(moved.rows_affected)?;
    // What a grant says depends on its award, which says it when it opens and moves.
    if Bearing::of(application.stage.name(), None) != Bearing::of(name, None) {
        applied::settle_moved(tx, application.id, now).await?;
    }
    Ok(())
}
