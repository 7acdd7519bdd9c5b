//! 要件確認: the verdicts on an application, one a criterion, each with who gave it and when.

use crate::{Error, Tx, entities::criterion_checks};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, ApplicationId},
    subsidies::{Criterion, Judged, Judgement, Verdict},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::OnConflict};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A verdict as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was judged, and when.
    pub judged: Judged,
    /// By whom.
    pub by: AccountId,
}

/// The verdicts on these applications, in the order of the review.
pub async fn of_applications(
    tx: &Tx,
    applications: &[ApplicationId],
) -> Result<BTreeMap<ApplicationId, Vec<Check>>, Error> {
    let mut found: BTreeMap<ApplicationId, Vec<Check>> = BTreeMap::new();
    for some in applications.chunks(500) {
        let rows = tx
            .rows::<criterion_checks::Entity>()?
            .filter(criterion_checks::Column::ApplicationId.is_in(some.iter().map(|id| id.uuid())))
            .all(tx.connection())
            .await?;
        for row in rows {
            found.entry(row.application_id.into()).or_default().push(Check::try_from(row)?);
        }
    }
    for checks in found.values_mut() {
        checks.sort_by_key(|check| check.judged.judgement.criterion);
    }
    Ok(found)
}

/// How many criteria do not fit, of each of these applications that has one.
pub(super) async fn faults(
    tx: &Tx,
    applications: &[ApplicationId],
) -> Result<BTreeMap<ApplicationId, u64>, Error> {
    let rows: Vec<Uuid> = tx
        .rows::<criterion_checks::Entity>()?
        .select_only()
        .column(criterion_checks::Column::ApplicationId)
        .filter(criterion_checks::Column::ApplicationId.is_in(applications.iter().map(|id| id.uuid())))
        .filter(criterion_checks::Column::Verdict.eq(Verdict::DoesNotFit.code()))
        .into_tuple()
        .all(tx.connection())
        .await?;
    let mut faults = BTreeMap::new();
    for id in rows {
        *faults.entry(ApplicationId::from_uuid(id)).or_insert(0) += 1;
    }
    Ok(faults)
}

/// Keeps verdicts; the ones before are in the events.
pub(super) async fn save(
    tx: &Tx,
    application: ApplicationId,
    judgements: &[Judgement],
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let tenant_id = tx.tenant()?.uuid();
    let rows = judgements.iter().map(|Judgement { criterion, verdict, note }| {
        criterion_checks::ActiveModel::from(criterion_checks::Model {
            tenant_id,
            application_id: application.uuid(),
            criterion: criterion.code().to_owned(),
            verdict: verdict.code().to_owned(),
            note: note.clone(),
            checked_by: by.uuid(),
            checked_at: now,
        })
    });
    let keys = [
        criterion_checks::Column::TenantId,
        criterion_checks::Column::ApplicationId,
        criterion_checks::Column::Criterion,
    ];
    let facts = [
        criterion_checks::Column::Verdict,
        criterion_checks::Column::Note,
        criterion_checks::Column::CheckedBy,
        criterion_checks::Column::CheckedAt,
    ];
    criterion_checks::Entity::insert_many(rows)
        .on_conflict(OnConflict::columns(keys).update_columns(facts).to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

impl TryFrom<criterion_checks::Model> for Check {
    type Error = Error;
    fn try_from(row: criterion_checks::Model) -> Result<Self, Error> {
        let criterion_checks::Model {
            tenant_id: _,
            application_id: _,
            criterion,
            verdict,
            note,
            checked_by,
            checked_at,
        } = row;
        let judgement = Judgement {
            criterion: Criterion::from_code(&criterion)
                .ok_or_else(|| Error::Unreadable(format!("criterion {criterion}")))?,
            verdict: Verdict::from_code(&verdict)
                .ok_or_else(|| Error::Unreadable(format!("verdict {verdict}")))?,
            note,
        };
        Ok(Self { judged: Judged { judgement, at: checked_at }, by: checked_by.into() })
    }
}
