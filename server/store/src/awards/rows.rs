//! Awards as rows, and the one that each grant opens.

use crate::{
    Error, Tx,
    adoption::applied,
    entities::awards,
    subsidies::{applications::Application, locking, programmes},
    tx::Engine,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    awards::{Happening, Money, Movement, Stage, report_due},
    fiscal_year::FiscalYear,
    ids::{AccountId, ApplicationId, AwardId, OfficeId, ProgrammeId},
    money::Yen,
    subsidies::Procedure,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

/// 交付.
#[derive(Debug, Clone, PartialEq)]
pub struct Award {
    /// Its id: that of its application.
    pub id: AwardId,
    /// The application that was granted.
    pub application: ApplicationId,
    /// Of which programme.
    pub programme: ProgrammeId,
    /// For which office.
    pub office: OfficeId,
    /// Whose budget pays.
    pub fiscal_year: FiscalYear,
    /// Where it stands.
    pub stage: Stage,
    /// Its money.
    pub money: Money,
    /// The payment that is on its way; while there is one, the amount stays as it is.
    pub live_payment: Option<Uuid>,
    /// Who answers for it.
    pub owner: Option<AccountId>,
    /// By when the applicant's next step is due.
    pub due: Option<NaiveDate>,
    /// When the applicant was reminded last.
    pub reminded_on: Option<NaiveDate>,
    /// 第何回 of the advances of which the applicant was told last that it can be claimed.
    pub advance_told: Option<u8>,
    /// 第何回 of the advances of which the officers were told last that it is still to be paid.
    pub advance_chased: Option<u8>,
    /// When it was granted.
    pub opened_at: DateTime<Utc>,
    /// How often it was changed.
    pub version: i32,
}

/// Opens the award of a grant, in the transaction of the decision.
pub(crate) async fn open(
    tx: &Tx,
    application: &Application,
    granted: Yen,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let rules = programmes::version_by_id(tx, application.rules).await?.ok_or(Error::Missing)?.rules;
    let stage = Stage::opened(rules.procedure, now);
    let money = Money::granted(granted);
    // In one step the decision fixes the amount; the ledger says so already.
    let (money, due) = match rules.procedure {
        Procedure::OneStep => {
            let (fixed, _) = money
                .after(Movement::Fixed(granted))
                .map_err(|error| Error::Unreadable(error.to_string()))?;
            (fixed, None)
        }
        Procedure::TwoStep | Procedure::Consulted => {
            (money, Some(report_due(rules.report_until, application.fiscal_year, today)))
        }
    };
    let row = awards::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: application.id.uuid(),
        application_id: application.id.uuid(),
        programme_id: application.programme.uuid(),
        office_id: application.office.uuid(),
        fiscal_year: application.fiscal_year.year(),
        stage: stage.name().code().to_owned(),
        stage_facts: serde_json::to_value(&stage)?,
        granted_yen: money.granted.get(),
        final_yen: money.fixed.map(Yen::get),
        paid_yen: 0,
        ordered_back_yen: 0,
        refunded_yen: 0,
        refunded_late_yen: 0,
        committed_yen: money.committed().get(),
        advance_yen: 0,
        live_payment_id: None,
        owner_id: application.assignee.map(AccountId::uuid),
        due_on: due,
        reminded_on: None,
        opened_at: now,
        updated_at: now,
        version: 1,
        advance_told: None,
        advance_chased: None,
    };
    let award = Award::try_from(row.clone())?;
    awards::Entity::insert(awards::ActiveModel::from(row)).exec_without_returning(tx.connection()).await?;
    let payload = json!({ "granted": granted, "stage": stage.name().code(), "due": due });
    super::acts::record(tx, &award, Happening::Opened, payload, now)?;
    applied::settle_moved(tx, application.id, now).await
}

/// An award of the tenant.
pub async fn find(tx: &Tx, id: AwardId) -> Result<Option<Award>, Error> {
    one(tx, id, false).await
}

/// An award of the tenant that this transaction will change; nobody else changes it meanwhile, nor its programme.
pub async fn find_to_change(tx: &Tx, id: AwardId) -> Result<Option<Award>, Error> {
    locking::of_applications(tx, &[id.uuid()]).await?;
    one(tx, id, true).await
}

async fn one(tx: &Tx, id: AwardId, to_change: bool) -> Result<Option<Award>, Error> {
    let query = tx.rows::<awards::Entity>()?.filter(awards::Column::Id.eq(id.uuid()));
    let query = match tx.engine() {
        Engine::Postgres if to_change => query.lock_exclusive(),
        Engine::Postgres | Engine::Sqlite => query,
    };
    query.one(tx.connection()).await?.map(Award::try_from).transpose()
}

/// The awards of applications.
pub async fn of_applications(tx: &Tx, ids: &[ApplicationId]) -> Result<Vec<Award>, Error> {
    let mut found = Vec::new();
    // SQLite takes so many values in one question and no more.
    for some in ids.chunks(500) {
        let rows = tx
            .rows::<awards::Entity>()?
            .filter(awards::Column::ApplicationId.is_in(some.iter().map(|id| id.uuid())))
            .all(tx.connection())
            .await?;
        for row in rows {
            found.push(Award::try_from(row)?);
        }
    }
    Ok(found)
}

/// The awards of a programme, the oldest first.
pub async fn of_programme(tx: &Tx, programme: ProgrammeId) -> Result<Vec<Award>, Error> {
    let rows = tx
        .rows::<awards::Entity>()?
        .filter(awards::Column::ProgrammeId.eq(programme.uuid()))
        .order_by_asc(awards::Column::OpenedAt)
        .order_by_asc(awards::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Award::try_from).collect()
}

/// What the awards of a programme hold of its budget together: added up by the database, from an index alone.
pub(crate) async fn committed(tx: &Tx, programme: ProgrammeId) -> Result<Yen, Error> {
    let total: Option<i64> = tx
        .rows::<awards::Entity>()?
        .select_only()
        .column_as(Expr::cust("CAST(COALESCE(SUM(committed_yen), 0) AS bigint)"), "total")
        .filter(awards::Column::ProgrammeId.eq(programme.uuid()))
        .into_tuple()
        .one(tx.connection())
        .await?;
    Ok(Yen(total.unwrap_or(0)))
}

impl TryFrom<awards::Model> for Award {
    type Error = Error;
    fn try_from(row: awards::Model) -> Result<Self, Error> {
        let instalment = |number: Option<i32>| {
            let unreadable = || Error::Unreadable(format!("advance of award {}", row.id));
            number.map(u8::try_from).transpose().map_err(|_| unreadable())
        };
        let (told, chased) = (instalment(row.advance_told)?, instalment(row.advance_chased)?);
        Ok(Self {
            id: row.id.into(),
            application: row.application_id.into(),
            programme: row.programme_id.into(),
            office: row.office_id.into(),
            fiscal_year: FiscalYear::from_year(row.fiscal_year)
                .map_err(|error| Error::Unreadable(error.to_string()))?,
            stage: serde_json::from_value(row.stage_facts)?,
            money: Money {
                granted: Yen(row.granted_yen),
                fixed: row.final_yen.map(Yen),
                advance: Yen(row.advance_yen),
                paid: Yen(row.paid_yen),
                ordered_back: Yen(row.ordered_back_yen),
                refunded: Yen(row.refunded_yen),
                refunded_late: Yen(row.refunded_late_yen),
            },
            live_payment: row.live_payment_id,
            owner: row.owner_id.map(AccountId::from_uuid),
            due: row.due_on,
            reminded_on: row.reminded_on,
            advance_told: told,
            advance_chased: chased,
            opened_at: row.opened_at,
            version: row.version,
        })
    }
}
