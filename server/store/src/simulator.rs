//! What the estimate (試算) assumes: rows that are only added, so that what held on a day can always be shown again.

use crate::{Error, Tx, entities::simulator_assumptions as rows, events::Event};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AccountId, AssumptionId},
    simulator::{Assumption, Assumptions, Milli, Parameter, ParameterForm, Range},
};
use sea_orm::{EntityTrait, QueryOrder, TryInsertResult, sea_query::OnConflict};
use serde_json::json;

/// An assumption with who wrote it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its id.
    pub id: AssumptionId,
    /// What.
    pub assumption: Assumption,
    /// Who; nobody for what came with the schema.
    pub by: Option<AccountId>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Everything that was ever assumed, in the order of writing down.
pub async fn every(tx: &Tx) -> Result<Vec<Recorded>, Error> {
    let all = rows::Entity::find()
        .order_by_asc(rows::Column::RecordedAt)
        .order_by_asc(rows::Column::Id)
        .all(tx.connection())
        .await?;
    // A parameter that this program does not know is of a later one.
    Ok(all.into_iter().filter_map(recorded).collect())
}

fn recorded(row: rows::Model) -> Option<Recorded> {
    Some(Recorded {
        id: row.id.into(),
        assumption: Assumption {
            parameter: Parameter::named(&row.parameter)?,
            range: Range {
                cautious: Milli(row.cautious),
                standard: Milli(row.standard),
                generous: Milli(row.generous),
            },
            valid_from: row.valid_from,
            source: row.source,
            note: row.note,
        },
        by: row.recorded_by.map(AccountId::from),
        at: row.recorded_at,
    })
}

/// What is assumed on a day, with the rows it comes from in the order of the formula.
pub async fn on(tx: &Tx, day: NaiveDate) -> Result<(Assumptions, Vec<Assumption>), Error> {
    let all: Vec<Assumption> = every(tx).await?.into_iter().map(|one| one.assumption).collect();
    let assumed = Assumptions::on(day, &all).ok_or(Error::Missing)?;
    let held = Parameter::ALL.iter().filter_map(|one| Assumption::on(*one, day, &all)).cloned().collect();
    Ok((assumed, held))
}

/// Writes down a new value, over the newest row that was seen; [`Error::Stale`] when a colleague wrote another since.
pub async fn record(
    tx: &Tx,
    id: AssumptionId,
    parameter: Parameter,
    form: &ParameterForm,
    seen: AssumptionId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let newest = every(tx).await?.into_iter().rfind(|one| one.assumption.parameter == parameter);
    if newest.is_none_or(|newest| newest.id != seen) {
        return Err(Error::Stale);
    }
    let row = rows::Model {
        id: id.uuid(),
        parameter: parameter.code().to_owned(),
        cautious: form.range.cautious.0,
        standard: form.range.standard.0,
        generous: form.range.generous.0,
        valid_from: form.valid_from,
        source: form.source.clone(),
        note: form.note.clone(),
        house: Some(tx.tenant()?.uuid()),
        recorded_by: tx.account().map(AccountId::uuid),
        recorded_at: now,
        follows: Some(seen.uuid()),
    };
    // Two that followed the same row at the same moment: the second changes nothing.
    let added = rows::Entity::insert(rows::ActiveModel::from(row))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    if !matches!(added, TryInsertResult::Inserted(1)) {
        return Err(Error::Stale);
    }
    let payload = json!({
        "parameter": parameter.code(),
        "from": form.valid_from,
        "cautious": form.range.cautious.0,
        "standard": form.range.standard.0,
        "generous": form.range.generous.0,
    });
    tx.record(Event::of(now, "simulator.assumption-recorded", "simulator_assumption", id.uuid(), payload))
}
