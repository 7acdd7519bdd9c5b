//! How many of each kind: counted by the database, never by loading rows.

use super::filter::{Cutoff, List, Wanted, late, narrowed};
use crate::{Error, Tx, entities::applications};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AccountId, ProgrammeVersionId},
    subsidies::{Owner, StageName, Stages},
    tokyo,
};
use sea_orm::{
    ColumnTrait, ExprTrait as _, PaginatorTrait as _, QueryFilter, QuerySelect, Select, sea_query::Expr,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Rows, whatever is in them: what is counted is read from an index alone.
const ROWS: &str = "COUNT(*)";

/// The stages in which the office's clock runs, as `ix_applications_running` says it: word for word, or the index does not
/// serve.
pub(super) const RUNS: &str = "stage IN ('submitted', 'under_review', 'proposed')";

/// How many applications stand where, and of whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    asker: Option<AccountId>,
    counts: BTreeMap<(StageName, Option<AccountId>), u64>,
}

impl Held {
    /// How many there are in these stages of this owner.
    pub fn of(&self, stages: Stages, owner: Owner) -> u64 {
        let names = stages.names();
        let fits = |person: Option<AccountId>| match owner {
            Owner::Anybody => true,
            Owner::Mine => person == self.asker,
            Owner::Person(id) => person == Some(id),
            Owner::Nobody => person.is_none(),
        };
        self.counts
            .iter()
            .filter(|((name, person), _)| names.contains(name) && fits(*person))
            .map(|(_, n)| n)
            .sum()
    }

    /// Who holds something in these stages, with how much.
    pub fn people(&self, stages: Stages) -> BTreeMap<AccountId, u64> {
        let names = stages.names();
        let mut people = BTreeMap::new();
        for ((name, person), n) in &self.counts {
            if let Some(person) = person.filter(|_| names.contains(name)) {
                *people.entry(person).or_default() += n;
            }
        }
        people
    }
}

/// Counts everything that a list's narrowing finds, in every stage and of everybody, at once.
pub async fn counts(tx: &Tx, list: &List<'_>) -> Result<Held, Error> {
    let rows: Vec<(String, Option<Uuid>, i64)> = counted(tx, list)?.into_tuple().all(tx.connection()).await?;
    let mut counts = BTreeMap::new();
    for (stage, person, n) in rows {
        let name = StageName::from_code(&stage).ok_or_else(|| Error::Unreadable(format!("stage {stage}")))?;
        counts.insert((name, person.map(AccountId::from_uuid)), u64::try_from(n).unwrap_or(0));
    }
    Ok(Held { asker: Some(list.asker), counts })
}

/// What is asked to count them.
pub(super) fn counted(tx: &Tx, list: &List<'_>) -> Result<Select<applications::Entity>, Error> {
    Ok(narrowed(tx, list, Wanted::All)?
        .select_only()
        .column(applications::Column::Stage)
        .column(applications::Column::AssigneeId)
        .column_as(Expr::cust(ROWS), "n")
        .group_by(applications::Column::Stage)
        .group_by(applications::Column::AssigneeId))
}

/// What is with the office now, under one version of the rules and as long with its applicants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The rules.
    pub rules: ProgrammeVersionId,
    /// Working days on the applicant's side.
    pub paused_days: u32,
    /// How many.
    pub count: u64,
    /// How many of them are nobody's.
    pub unowned: u64,
    /// The day on which the oldest came.
    pub oldest: NaiveDate,
}

/// Everything that is with the office now: what the ageing strip counts.
pub async fn waiting(tx: &Tx) -> Result<Vec<Waiting>, Error> {
    type Row = (Uuid, i32, i64, i64, Option<DateTime<Utc>>, Option<NaiveDate>);
    let rows: Vec<Row> = waits(tx)?.into_tuple().all(tx.connection()).await?;
    rows.into_iter()
        .map(|(rules, paused_days, n, owned, online, arrived)| {
            let days = online.map(tokyo::date).into_iter().chain(arrived);
            Ok(Waiting {
                rules: rules.into(),
                paused_days: u32::try_from(paused_days).unwrap_or(0),
                count: u64::try_from(n).unwrap_or(0),
                unowned: u64::try_from(n - owned).unwrap_or(0),
                oldest: days.min().ok_or_else(|| Error::Unreadable("waiting since never".to_owned()))?,
            })
        })
        .collect()
}

/// What is asked for everything that is with the office now.
pub(super) fn waits(tx: &Tx) -> Result<Select<applications::Entity>, Error> {
    let online =
        Expr::case(applications::Column::ArrivedOn.is_null(), Expr::col(applications::Column::SubmittedAt));
    Ok(tx
        .rows::<applications::Entity>()?
        .filter(Expr::cust(RUNS))
        .select_only()
        .column(applications::Column::ProgrammeVersionId)
        .column(applications::Column::PausedDays)
        .column_as(Expr::cust(ROWS), "n")
        .column_as(applications::Column::AssigneeId.count(), "owned")
        .column_as(Expr::expr(online).min(), "online")
        .column_as(applications::Column::ArrivedOn.min(), "arrived")
        .group_by(applications::Column::ProgrammeVersionId)
        .group_by(applications::Column::PausedDays))
}

/// How many are as late as this.
pub async fn overdue(tx: &Tx, cutoffs: &[Cutoff]) -> Result<u64, Error> {
    if cutoffs.is_empty() {
        return Ok(0);
    }
    Ok(tx.rows::<applications::Entity>()?.filter(late(cutoffs)).count(tx.connection()).await?)
}
