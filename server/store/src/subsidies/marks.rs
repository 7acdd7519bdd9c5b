//! 採点: the marks that reviewers give an application, each their own; and what they come to.

use super::{applications::Application, programmes, review::record};
use crate::{
    Error, Tx,
    entities::{applications, review_marks},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, ApplicationId, ProgrammeId},
    subsidies::{Happening, Marks, StageName, Tally, points_for},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::OnConflict};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

/// Applications of one question.
const CHUNK: usize = 500;

/// What one reviewer gave, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Who.
    pub by: AccountId,
    /// What.
    pub marks: Marks,
    /// When, the last time.
    pub at: DateTime<Utc>,
}

/// Keeps the marks of whoever acts; what they gave before is over.
pub async fn give(
    tx: &Tx,
    application: &Application,
    marks: &Marks,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let by = tx.account().ok_or(Error::Missing)?;
    let row = review_marks::Model {
        tenant_id: tx.tenant()?.uuid(),
        application_id: application.id.uuid(),
        account_id: by.uuid(),
        marks: serde_json::to_value(&marks.given)?,
        comment: marks.comment.clone(),
        given_at: now,
    };
    let keys = [
        review_marks::Column::TenantId,
        review_marks::Column::ApplicationId,
        review_marks::Column::AccountId,
    ];
    let given = [review_marks::Column::Marks, review_marks::Column::Comment, review_marks::Column::GivenAt];
    review_marks::Entity::insert(review_marks::ActiveModel::from(row))
        .on_conflict(OnConflict::columns(keys).update_columns(given).to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    record(tx, application, Happening::Marked, json!({ "points": marks.given.len() }), now)
}

/// What reviewers gave an application, the first to give first.
pub async fn of_application(tx: &Tx, application: ApplicationId) -> Result<Vec<Given>, Error> {
    let mut all = of(tx, &[application]).await?;
    let mut given = all.remove(&application).unwrap_or_default();
    given.sort_by_key(|one| (one.at, one.by));
    Ok(given)
}

async fn of(tx: &Tx, ids: &[ApplicationId]) -> Result<BTreeMap<ApplicationId, Vec<Given>>, Error> {
    let mut all: BTreeMap<ApplicationId, Vec<Given>> = BTreeMap::new();
    for some in ids.chunks(CHUNK) {
        let rows = tx
            .rows::<review_marks::Entity>()?
            .filter(review_marks::Column::ApplicationId.is_in(some.iter().map(|id| id.uuid())))
            .all(tx.connection())
            .await?;
        for row in rows {
            let marks = Marks { given: serde_json::from_value(row.marks)?, comment: row.comment };
            let given = Given { by: row.account_id.into(), marks, at: row.given_at };
            all.entry(row.application_id.into()).or_default().push(given);
        }
    }
    Ok(all)
}

/// Those of several applications that a reviewer has marked.
pub async fn marked_by(
    tx: &Tx,
    ids: &[ApplicationId],
    by: AccountId,
) -> Result<BTreeSet<ApplicationId>, Error> {
    let mut marked = BTreeSet::new();
    for some in ids.chunks(CHUNK) {
        let rows = tx
            .rows::<review_marks::Entity>()?
            .filter(review_marks::Column::AccountId.eq(by.uuid()))
            .filter(review_marks::Column::ApplicationId.is_in(some.iter().map(|id| id.uuid())))
            .all(tx.connection())
            .await?;
        marked.extend(rows.into_iter().map(|row| ApplicationId::from_uuid(row.application_id)));
    }
    Ok(marked)
}

/// What the marks of several applications come to, each under its own points; none of one that nobody has marked.
pub async fn tallies(tx: &Tx, applications: &[Application]) -> Result<BTreeMap<ApplicationId, Tally>, Error> {
    let ids: Vec<ApplicationId> = applications.iter().map(|one| one.id).collect();
    let given = of(tx, &ids).await?;
    let mut points = BTreeMap::new();
    let mut tallies = BTreeMap::new();
    for application in applications {
        let Some(given) = given.get(&application.id) else { continue };
        let own = match points.entry(application.rules) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let received =
                    programmes::version_by_id(tx, application.rules).await?.ok_or(Error::Missing)?.rules;
                let current = programmes::find(tx, application.programme).await?.and_then(|one| one.current);
                place.insert(points_for(&received, current.as_ref().map(|one| &one.rules)).to_vec())
            }
        };
        if let Some(tally) = Tally::of(own, given.iter().map(|one| &one.marks)) {
            tallies.insert(application.id, tally);
        }
    }
    Ok(tallies)
}

/// What was received of a programme and not withdrawn, in the order of receipt: whatever marks are given for.
pub async fn compared(tx: &Tx, programme: ProgrammeId) -> Result<Vec<Application>, Error> {
    let out: [&str; 2] = [StageName::Draft.code(), StageName::Withdrawn.code()];
    let rows = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::ProgrammeId.eq(programme.uuid()))
        .filter(applications::Column::ReceiptSeq.is_not_null())
        .filter(applications::Column::Stage.is_not_in(out))
        .order_by_asc(applications::Column::ReceiptSeq)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Application::try_from).collect()
}
