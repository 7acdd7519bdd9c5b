//! Programmes: the officer's form as typed, the published versions, the budget and what is reserved of it.

use crate::{
    Error, Tx,
    entities::{programme_versions, programmes},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    fiscal_year::FiscalYear,
    form::Typed,
    ids::{InitiativeId, ProgrammeId, ProgrammeVersionId},
    money::Yen,
    subsidies::{
        ProgrammeForm, ProgrammeState, ProgrammeVersion, Rules, VersionNumber, WrongProgrammeState, most,
    },
};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use serde_json::json;

/// 補助事業（制度）.
#[derive(Debug, Clone, PartialEq)]
pub struct Programme {
    /// Its id.
    pub id: ProgrammeId,
    /// What it pays for.
    pub initiative: InitiativeId,
    /// What it and its copies for later years have in common: the first of them.
    pub series: ProgrammeId,
    /// Where it stands.
    pub state: ProgrammeState,
    /// Its title, as last saved.
    pub title: String,
    /// Its fiscal year.
    pub fiscal_year: FiscalYear,
    /// The form as last saved: the next version while it is edited.
    pub typed: Typed,
    /// The version that applies now; none before the first publication.
    pub current: Option<ProgrammeVersion>,
    /// 予算額.
    pub budget: Yen,
    /// Reserved by live applications.
    pub reserved: Yen,
    /// How many applications wait for money of it.
    pub waiting: u32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// How often it was edited.
    pub version: i32,
}

impl Programme {
    /// 予算残額.
    pub fn remaining(&self) -> Yen {
        self.budget.checked_sub(self.reserved).unwrap_or(Yen::ZERO)
    }

    /// Whether the saved form differs from what is published.
    pub fn is_edited(&self) -> bool {
        match &self.current {
            None => true,
            Some(ProgrammeVersion { rules, .. }) => {
                ProgrammeForm::parse(&self.typed, &rules.location).as_ref() != Ok(rules)
            }
        }
    }
}

/// Why a programme was not published, closed or reopened.
#[derive(Debug, thiserror::Error)]
pub enum ProgrammeError {
    /// The database.
    #[error(transparent)]
    Store(#[from] Error),
    /// Its state does not allow it.
    #[error(transparent)]
    State(#[from] WrongProgrammeState),
    /// The new budget is less than what is reserved already.
    #[error("the budget is below the {reserved:?} that are reserved")]
    BudgetBelowReserved {
        /// Reserved by live applications.
        reserved: Yen,
    },
    /// Applications have receipt numbers of the other year.
    #[error("the fiscal year cannot change after the first publication")]
    YearChanged,
    /// Its year is closed: nothing is received in it any more.
    #[error("the fiscal year is closed")]
    YearIsClosed,
}

/// Adds a programme as a draft.
pub async fn add(
    tx: &Tx,
    id: ProgrammeId,
    initiative: InitiativeId,
    fiscal_year: FiscalYear,
    typed: &Typed,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    insert(tx, id, initiative, id, fiscal_year, typed, now).await?;
    let payload = json!({ "fiscal_year": fiscal_year.year() });
    tx.record(Event::of(now, "programme.added", "programme", id.uuid(), payload))
}

/// Adds what was taken from another city's starter kit, as a draft.
pub async fn import(
    tx: &Tx,
    id: ProgrammeId,
    initiative: InitiativeId,
    fiscal_year: FiscalYear,
    typed: &Typed,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    insert(tx, id, initiative, id, fiscal_year, typed, now).await?;
    let payload = json!({ "fiscal_year": fiscal_year.year() });
    tx.record(Event::of(now, "programme.imported", "programme", id.uuid(), payload))
}

/// Copies a programme for another year, as a draft of the same series.
pub async fn copy(
    tx: &Tx,
    id: ProgrammeId,
    of: &Programme,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    insert(tx, id, of.initiative, of.series, rules.fiscal_year, &ProgrammeForm::fill(rules), now).await?;
    let payload = json!({ "fiscal_year": rules.fiscal_year.year(), "of": of.id });
    tx.record(Event::of(now, "programme.copied", "programme", id.uuid(), payload))
}

async fn insert(
    tx: &Tx,
    id: ProgrammeId,
    initiative: InitiativeId,
    series: ProgrammeId,
    fiscal_year: FiscalYear,
    typed: &Typed,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = programmes::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        initiative_id: initiative.uuid(),
        series_id: Some(series.uuid()),
        fiscal_year: fiscal_year.year(),
        state: ProgrammeState::Draft.code().to_owned(),
        title: typed.get("title").to_owned(),
        draft: serde_json::to_value(typed.pairs())?,
        current_version_id: None,
        budget_yen: 0,
        reserved_yen: 0,
        next_receipt: 1,
        closed_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
        waiting: 0,
        next_entry: 1,
        shared_out_at: None,
        draw_seed: None,
        ending_reason: None,
        ending_by: None,
        ending_at: None,
        ending_note: None,
    };
    programmes::Entity::insert(programmes::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Keeps the form as typed, right or wrong. `version` is the edit it was made from.
pub async fn save(
    tx: &Tx,
    id: ProgrammeId,
    version: i32,
    typed: &Typed,
    fiscal_year: FiscalYear,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let changed = programmes::Entity::update_many()
        .col_expr(programmes::Column::Draft, Expr::value(serde_json::to_value(typed.pairs())?))
        .col_expr(programmes::Column::Title, Expr::value(typed.get("title").to_owned()))
        .col_expr(programmes::Column::FiscalYear, Expr::value(fiscal_year.year()))
        .col_expr(programmes::Column::UpdatedAt, Expr::value(now))
        .col_expr(programmes::Column::Version, Expr::col(programmes::Column::Version).add(1))
        .filter(programmes::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(programmes::Column::Id.eq(id.uuid()))
        .filter(programmes::Column::Version.eq(version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(changed.rows_affected)?;
    tx.record(Event::of(now, "programme.edited", "programme", id.uuid(), json!({})))
}

/// Publishes rules as the next version. What was received keeps its own version.
pub async fn publish(
    tx: &Tx,
    programme: &Programme,
    version_id: ProgrammeVersionId,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<VersionNumber, ProgrammeError> {
    let state = programme.state.publish()?;
    let number = match state {
        ProgrammeState::Published { version } => version,
        ProgrammeState::Draft | ProgrammeState::Closed { .. } => VersionNumber::FIRST,
    };
    if let Some(current) = &programme.current
        && current.rules.fiscal_year != rules.fiscal_year
    {
        return Err(ProgrammeError::YearChanged);
    }
    let account = tx.account().ok_or(Error::Missing)?;
    let row = programme_versions::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: version_id.uuid(),
        programme_id: programme.id.uuid(),
        number: i32::try_from(number.get()).map_err(|_| Error::Unreadable("version number".to_owned()))?,
        rules: serde_json::to_value(rules).map_err(Error::from)?,
        published_by: account.uuid(),
        published_at: now,
    };
    programme_versions::Entity::insert(programme_versions::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await
        .map_err(Error::from)?;
    // The new budget holds only where it still covers what is reserved at this moment.
    let changed = programmes::Entity::update_many()
        .col_expr(programmes::Column::State, Expr::value(state.code()))
        .col_expr(programmes::Column::CurrentVersionId, Expr::value(version_id.uuid()))
        .col_expr(programmes::Column::BudgetYen, Expr::value(rules.budget.get()))
        .col_expr(programmes::Column::FiscalYear, Expr::value(rules.fiscal_year.year()))
        .col_expr(programmes::Column::Title, Expr::value(rules.title.clone()))
        .col_expr(programmes::Column::UpdatedAt, Expr::value(now))
        .col_expr(programmes::Column::Version, Expr::col(programmes::Column::Version).add(1))
        .filter(programmes::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(programmes::Column::Id.eq(programme.id.uuid()))
        .filter(programmes::Column::Version.eq(programme.version))
        .filter(programmes::Column::ReservedYen.lte(rules.budget.get()))
        .exec(tx.connection())
        .await
        .map_err(Error::from)?;
    if changed.rows_affected == 0 {
        let now = find(tx, programme.id).await?.ok_or(Error::Missing)?;
        return Err(if now.version == programme.version {
            ProgrammeError::BudgetBelowReserved { reserved: now.reserved }
        } else {
            Error::Stale.into()
        });
    }
    if crate::year_end::holds(tx, rules.fiscal_year).await? {
        return Err(ProgrammeError::YearIsClosed);
    }
    if programme.budget != rules.budget {
        super::ledger::allot(tx, programme.id, programme.budget, rules.budget, now).await?;
    }
    let payload = json!({ "version": number.get(), "budget": rules.budget, "cap": most(rules) });
    tx.record(Event::of(now, "programme.published", "programme", programme.id.uuid(), payload))?;
    Ok(number)
}

/// Ends a programme: it receives no more, whatever its window says.
pub async fn close(tx: &Tx, programme: &Programme, now: DateTime<Utc>) -> Result<(), ProgrammeError> {
    let state = programme.state.close(now)?;
    set_state(tx, programme, state, Some(now), now).await?;
    Ok(tx.record(Event::of(now, "programme.closed", "programme", programme.id.uuid(), json!({})))?)
}

/// Opens an ended programme again, under its last version.
pub async fn reopen(tx: &Tx, programme: &Programme, now: DateTime<Utc>) -> Result<(), ProgrammeError> {
    let state = programme.state.reopen()?;
    set_state(tx, programme, state, None, now).await?;
    // Asked after the row is held: whoever closes the year holds it too.
    if crate::year_end::holds(tx, programme.fiscal_year).await? {
        return Err(ProgrammeError::YearIsClosed);
    }
    Ok(tx.record(Event::of(now, "programme.reopened", "programme", programme.id.uuid(), json!({})))?)
}

async fn set_state(
    tx: &Tx,
    programme: &Programme,
    state: ProgrammeState,
    closed_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let changed = programmes::Entity::update_many()
        .col_expr(programmes::Column::State, Expr::value(state.code()))
        .col_expr(programmes::Column::ClosedAt, Expr::value(closed_at))
        .col_expr(programmes::Column::UpdatedAt, Expr::value(now))
        .col_expr(programmes::Column::Version, Expr::col(programmes::Column::Version).add(1))
        .filter(programmes::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(programmes::Column::Id.eq(programme.id.uuid()))
        .filter(programmes::Column::Version.eq(programme.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(changed.rows_affected)
}

/// A programme of the tenant.
pub async fn find(tx: &Tx, id: ProgrammeId) -> Result<Option<Programme>, Error> {
    let row = tx
        .rows::<programmes::Entity>()?
        .filter(programmes::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    match row {
        None => Ok(None),
        Some(row) => {
            let current = match row.current_version_id {
                None => None,
                Some(version) => version_by_id(tx, version.into()).await?,
            };
            whole(row, current).map(Some)
        }
    }
}

/// The titles of the programmes with their years, since a programme and its copies share theirs; earlier years first.
pub async fn titles(tx: &Tx) -> Result<Vec<(ProgrammeId, String)>, Error> {
    let rows: Vec<(uuid::Uuid, String, i32)> = tx
        .rows::<programmes::Entity>()?
        .order_by_asc(programmes::Column::FiscalYear)
        .order_by_asc(programmes::Column::CreatedAt)
        .select_only()
        .column(programmes::Column::Id)
        .column(programmes::Column::Title)
        .column(programmes::Column::FiscalYear)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let named = |(id, title, year): (uuid::Uuid, String, i32)| {
        let year = FiscalYear::from_year(year).map(FiscalYear::short).unwrap_or_default();
        (id.into(), format!("{title}（{year}）"))
    };
    Ok(rows.into_iter().map(named).collect())
}

/// Every programme of the tenant, newest year first.
pub async fn all(tx: &Tx) -> Result<Vec<Programme>, Error> {
    let rows = tx
        .rows::<programmes::Entity>()?
        .order_by_desc(programmes::Column::FiscalYear)
        .order_by_asc(programmes::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    let ids: Vec<_> = rows.iter().filter_map(|row| row.current_version_id).collect();
    let versions = tx
        .rows::<programme_versions::Entity>()?
        .filter(programme_versions::Column::Id.is_in(ids))
        .all(tx.connection())
        .await?;
    rows.into_iter()
        .map(|row| {
            let current = versions.iter().find(|version| Some(version.id) == row.current_version_id).cloned();
            whole(row, current.map(version).transpose()?)
        })
        .collect()
}

/// One published version.
pub async fn version_by_id(tx: &Tx, id: ProgrammeVersionId) -> Result<Option<ProgrammeVersion>, Error> {
    if let Some(known) = tx.version(id) {
        return Ok(Some(known));
    }
    let row = tx
        .rows::<programme_versions::Entity>()?
        .filter(programme_versions::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    let found = row.map(version).transpose()?;
    if let Some(version) = &found {
        tx.keep_version(version.clone());
    }
    Ok(found)
}

/// Every published version of a programme, the newest first.
pub async fn versions(tx: &Tx, programme: ProgrammeId) -> Result<Vec<ProgrammeVersion>, Error> {
    let rows = tx
        .rows::<programme_versions::Entity>()?
        .filter(programme_versions::Column::ProgrammeId.eq(programme.uuid()))
        .order_by_desc(programme_versions::Column::Number)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(version).collect()
}

fn version(row: programme_versions::Model) -> Result<ProgrammeVersion, Error> {
    Ok(ProgrammeVersion {
        id: row.id.into(),
        number: u32::try_from(row.number)
            .ok()
            .and_then(VersionNumber::new)
            .ok_or_else(|| Error::Unreadable(format!("version number {}", row.number)))?,
        rules: serde_json::from_value(row.rules)?,
        published_at: row.published_at,
    })
}

fn whole(row: programmes::Model, current: Option<ProgrammeVersion>) -> Result<Programme, Error> {
    let number = current.as_ref().map(|current| current.number);
    let state = match (row.state.as_str(), number, row.closed_at) {
        ("draft", None, None) => ProgrammeState::Draft,
        ("published", Some(version), None) => ProgrammeState::Published { version },
        ("closed", Some(version), Some(at)) => ProgrammeState::Closed { version, at },
        (state, ..) => return Err(Error::Unreadable(format!("programme state {state}"))),
    };
    let typed: Vec<(String, String)> = serde_json::from_value(row.draft)?;
    Ok(Programme {
        id: row.id.into(),
        initiative: row.initiative_id.into(),
        series: row.series_id.unwrap_or(row.id).into(),
        state,
        title: row.title,
        fiscal_year: FiscalYear::from_year(row.fiscal_year)
            .map_err(|error| Error::Unreadable(error.to_string()))?,
        typed: Typed::new(typed),
        current,
        budget: Yen(row.budget_yen),
        reserved: Yen(row.reserved_yen),
        waiting: u32::try_from(row.waiting).unwrap_or(0),
        created_at: row.created_at,
        version: row.version,
    })
}
