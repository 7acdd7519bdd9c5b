//! The numbers of the report of a period, each as its definition says.

use crate::{
    Error, Tx, adoption,
    entities::{follow_ups, partner_links},
    offices::live_ids,
    software,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    adoption::Step,
    follow_up::{Figure, Figures, Period, Way},
    ids::OfficeId,
    software::Linking,
    tokyo,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, PaginatorTrait as _, QueryFilter, QuerySelect as _, Value,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Counts everything of a period.
pub async fn figures(tx: &Tx, period: Period) -> Result<Figures, Error> {
    let (begin, end) = (tokyo::start_of(period.from), tokyo::end_of(period.until));
    let mut all = BTreeMap::new();
    let offices = adoption::counting::population(tx, period.until).await?;
    let open: BTreeSet<OfficeId> = offices.open(period.until).map(|office| office.id).collect();
    all.insert(Figure::Offices, open.len() as u64);
    for (figure, sql) in COUNTED {
        all.insert(figure, counted(tx, sql, begin, end).await?);
    }
    let spoken = super::held(tx, period).await?;
    let supported: BTreeSet<OfficeId> = spoken.iter().map(|spoke| spoke.office).collect();
    all.insert(Figure::Contacts, spoken.len() as u64);
    let visits = spoken.iter().filter(|spoke| spoke.said.way == Way::Visit).count();
    all.insert(Figure::Visits, visits as u64);
    all.insert(Figure::Supported, supported.len() as u64);
    let (done, left) = actions(tx, begin, end).await?;
    all.insert(Figure::ActionsDone, done);
    all.insert(Figure::ActionsOpen, left);
    let (known, cannot) = linking(tx, &open, period.until).await?;
    all.insert(Figure::SoftwareKnown, known);
    all.insert(Figure::SoftwareCannot, cannot);
    let eve = period.from.pred_opt().unwrap_or(period.from);
    let (before, after) = (offices.tally(eve), offices.adopted(period.until));
    all.insert(Figure::OfficesBefore, before.all());
    all.insert(Figure::AdoptedBefore, before.adopted);
    all.insert(Figure::AdoptedAfter, after.len() as u64);
    let new = |office: &&OfficeId| offices.step(**office, eve) != Step::Adopted;
    let new = after.intersection(&supported).filter(new).count();
    all.insert(Figure::AdoptedSupported, new as u64);
    let links = links(tx, period.until).await?;
    all.insert(Figure::Links, links.len() as u64);
    let both = links.iter().filter(|(one, other)| after.contains(one) && after.contains(other)).count();
    all.insert(Figure::LinksLive, both as u64);
    Ok(Figures(all))
}

/// What is counted by one query: `$1` is the tenant, `$2` and `$3` the first moment of the period and the first after it.
const COUNTED: [(Figure, &str); 6] = [
    (
        Figure::Answers,
        "SELECT COUNT(*) AS n FROM survey_responses
         WHERE tenant_id = $1 AND submitted_at >= $2 AND submitted_at < $3",
    ),
    (
        Figure::Mailings,
        "SELECT COUNT(DISTINCT r.mailing_id) AS n FROM mailing_recipients r
         JOIN mails m ON m.tenant_id = r.tenant_id AND m.id = r.id
         WHERE r.tenant_id = $1 AND m.state = 'sent' AND m.sent_at >= $2 AND m.sent_at < $3",
    ),
    (
        Figure::Reached,
        "SELECT COUNT(DISTINCT r.office_id) AS n FROM mailing_recipients r
         JOIN mails m ON m.tenant_id = r.tenant_id AND m.id = r.id
         WHERE r.tenant_id = $1 AND m.state = 'sent' AND m.sent_at >= $2 AND m.sent_at < $3",
    ),
    (
        Figure::Sessions,
        // Also those of another city that it joined.
        "SELECT COUNT(*) AS n FROM demo_sessions s
         WHERE s.stage IN ('held', 'reported') AND s.starts_at >= $2 AND s.starts_at < $3
           AND (s.shared_with = $1 OR EXISTS (SELECT 1 FROM demo_companions c
                WHERE c.tenant_id = s.tenant_id AND c.session_id = s.id AND c.shared_with = $1))",
    ),
    (
        Figure::Attended,
        "SELECT COUNT(DISTINCT r.office_id) AS n FROM demo_registrations r
         JOIN demo_sessions s ON s.tenant_id = r.tenant_id AND s.id = r.session_id
         WHERE r.shared_with = $1 AND r.attended > 0 AND s.starts_at >= $2 AND s.starts_at < $3",
    ),
    (
        Figure::Applications,
        "SELECT COUNT(*) AS n FROM applications
         WHERE tenant_id = $1 AND submitted_at >= $2 AND submitted_at < $3",
    ),
];

async fn counted(tx: &Tx, sql: &str, begin: DateTime<Utc>, end: DateTime<Utc>) -> Result<u64, Error> {
    let values: [Value; 3] = [tx.tenant()?.uuid().into(), begin.into(), end.into()];
    let row = tx.connection().query_one_raw(tx.statement(sql, values)).await?.ok_or(Error::Missing)?;
    let n: i64 = row.try_get("", "n")?;
    Ok(u64::try_from(n).unwrap_or(0))
}

/// Next actions that were done within the period, and those that were open when it ended.
async fn actions(tx: &Tx, begin: DateTime<Utc>, end: DateTime<Utc>) -> Result<(u64, u64), Error> {
    let done = tx
        .rows::<follow_ups::Entity>()?
        .filter(follow_ups::Column::DoneAt.gte(begin))
        .filter(follow_ups::Column::DoneAt.lt(end))
        .count(tx.connection())
        .await?;
    let later =
        Condition::any().add(follow_ups::Column::DoneAt.is_null()).add(follow_ups::Column::DoneAt.gte(end));
    let left = tx
        .rows::<follow_ups::Entity>()?
        .filter(follow_ups::Column::NextOn.is_not_null())
        .filter(follow_ups::Column::CreatedAt.lt(end))
        .filter(later)
        .count(tx.connection())
        .await?;
    Ok((done, left))
}

/// Open offices of which it was known on a day what they use, and those of them that could not link.
async fn linking(tx: &Tx, open: &BTreeSet<OfficeId>, day: NaiveDate) -> Result<(u64, u64), Error> {
    let mut uses = software::on_day(tx, day).await?;
    uses.retain(|office, _| open.contains(office));
    let linking = software::by_linking(&uses, &software::catalogue(tx).await?, day);
    let cannot = linking.values().filter(|linking| **linking == Linking::No).count();
    Ok((uses.len() as u64, cannot as u64))
}

/// The links that were known on a day, each once.
async fn links(tx: &Tx, day: NaiveDate) -> Result<BTreeSet<(OfficeId, OfficeId)>, Error> {
    let rows: Vec<(Uuid, Uuid)> = tx
        .rows::<partner_links::Entity>()?
        .select_only()
        .column(partner_links::Column::OfficeId)
        .column(partner_links::Column::PartnerOfficeId)
        .filter(partner_links::Column::AsOf.lte(day))
        .filter(partner_links::Column::OfficeId.in_subquery(live_ids(tx)?))
        .filter(partner_links::Column::PartnerOfficeId.in_subquery(live_ids(tx)?))
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|(one, other)| (one.min(other).into(), one.max(other).into())).collect())
}
