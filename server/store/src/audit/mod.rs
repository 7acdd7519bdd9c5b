//! 監査記録 as one list: what happened (events) and who looked (view records), newest first, narrowed.
//!
//! Two tables are read as one by a UNION, so that paging, counting and the export see the same order.

mod things;

pub use things::{
    Imported, Thing, by_office_number, by_receipt, imports_of, of_application, of_office, things,
};

use crate::{Error, Tx};
use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

/// The noun under which looks at personal data stand in the list: `view.page`, `view.notice` …
pub const VIEW: &str = "view";

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// By whom.
    pub person: Option<AccountId>,
    /// Of which noun; empty for all.
    pub noun: String,
    /// About one of these things.
    pub things: Option<Vec<Uuid>>,
    /// Not before.
    pub from: Option<DateTime<Utc>>,
    /// Not at or after.
    pub until: Option<DateTime<Utc>>,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its place in the chain; none for a look, which is not chained.
    pub seq: Option<i64>,
    /// When.
    pub at: DateTime<Utc>,
    /// The person, where it was one.
    pub account: Option<AccountId>,
    /// `account`, or the program's reason.
    pub actor: String,
    /// What, as `noun.verb`.
    pub kind: String,
    /// Of which noun.
    pub subject_kind: String,
    /// Which one.
    pub subject: Option<Uuid>,
    /// Facts of an event, as JSON.
    pub payload: Option<String>,
}

/// How many lines there are.
pub async fn count(tx: &Tx, wanted: &Wanted) -> Result<u64, Error> {
    let (sql, values) = union(tx, wanted)?;
    let sql = format!("SELECT count(*) AS n FROM ({sql}) AS entries");
    let row = tx.connection().query_one_raw(tx.statement(&sql, values)).await?.ok_or(Error::Missing)?;
    let n: i64 = row.try_get("", "n")?;
    Ok(u64::try_from(n).unwrap_or(0))
}

/// A stretch of the list, the newest first.
pub async fn page(tx: &Tx, wanted: &Wanted, offset: u64, limit: u64) -> Result<Vec<Entry>, Error> {
    let (sql, mut values) = union(tx, wanted)?;
    let (limit_at, offset_at) = (values.len() + 1, values.len() + 2);
    // A look has no number; of two at the same instant the one with the higher number happened later.
    let sql = format!(
        "SELECT * FROM ({sql}) AS entries ORDER BY at DESC, coalesce(seq, 0) DESC, subject_id
         LIMIT ${limit_at} OFFSET ${offset_at}"
    );
    for number in [limit, offset] {
        values.push(i64::try_from(number).unwrap_or(i64::MAX).into());
    }
    let rows = tx.connection().query_all_raw(tx.statement(&sql, values)).await?;
    rows.iter().map(entry).collect()
}

fn entry(row: &QueryResult) -> Result<Entry, Error> {
    Ok(Entry {
        seq: row.try_get("", "seq")?,
        at: row.try_get("", "at")?,
        account: row.try_get::<Option<Uuid>>("", "account_id")?.map(AccountId::from_uuid),
        actor: row.try_get("", "actor")?,
        kind: row.try_get("", "kind")?,
        subject_kind: row.try_get("", "subject_kind")?,
        subject: row.try_get("", "subject_id")?,
        payload: row.try_get("", "payload")?,
    })
}

/// Both tables in one shape, each narrowed by what is wanted; every value is bound.
fn union(tx: &Tx, wanted: &Wanted) -> Result<(String, Vec<Value>), Error> {
    let mut bound = Bound(vec![tx.tenant()?.uuid().into()]);
    let mut rules = vec!["tenant_id = $1".to_owned()];
    rules.extend(wanted.person.map(|person| format!("account_id = {}", bound.place(person.uuid()))));
    rules.extend(wanted.from.map(|from| format!("at >= {}", bound.place(from))));
    rules.extend(wanted.until.map(|until| format!("at < {}", bound.place(until))));
    if let Some(things) = &wanted.things {
        let places: Vec<String> = things.iter().map(|id| bound.place(*id)).collect();
        // Nothing is among none; NULL is equal to nothing.
        let places = if places.is_empty() { "NULL".to_owned() } else { places.join(", ") };
        rules.push(format!("subject_id IN ({places})"));
    }
    let rules = rules.join(" AND ");
    let happened = match wanted.noun.as_str() {
        "" => String::new(),
        VIEW => " AND 1 = 0".to_owned(),
        noun => format!(" AND kind LIKE {}", bound.place(format!("{noun}.%"))),
    };
    let looked = if wanted.noun.is_empty() || wanted.noun == VIEW { "" } else { " AND 1 = 0" };
    let sql = format!(
        "SELECT seq, at, account_id, actor, kind, subject_kind, subject_id, payload FROM events WHERE {rules}{happened}
         UNION ALL
         SELECT CAST(NULL AS BIGINT), at, account_id, 'account', '{VIEW}.' || what, subject_kind, subject_id,
         CAST(NULL AS TEXT) FROM view_records WHERE {rules}{looked}"
    );
    Ok((sql, bound.0))
}

/// Values in the order of their places.
struct Bound(Vec<Value>);

impl Bound {
    fn place(&mut self, value: impl Into<Value>) -> String {
        self.0.push(value.into());
        format!("${}", self.0.len())
    }
}
