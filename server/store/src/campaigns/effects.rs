//! What stands beside a campaign: adoption before and after, and the offices it reached that began soon after.

use super::{Activity, activities, rows::Campaign};
use crate::{Error, Tx, adoption, entities::activity_recipients};
use chrono::{Days, NaiveDate};
use domain::{
    adoption::Rate,
    campaigns::{Effect, Reply, Standing, effect},
    ids::OfficeId,
};
use sea_orm::{ColumnTrait, ConnectionTrait as _, QueryFilter};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What stands beside a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Followed {
    /// The day before it began.
    pub before: Rate,
    /// Now, or on its last day.
    pub after: Rate,
    /// Offices it reached, and those of them that began.
    pub effect: Effect,
}

/// The adoption before and after a campaign, each over the offices that were open that day; and what followed.
pub async fn followed(tx: &Tx, campaign: &Campaign, today: NaiveDate) -> Result<Followed, Error> {
    let all = adoption::counting::population(tx, today).await?;
    let first = campaign.text.starts_on;
    let before = first.checked_sub_days(Days::new(1)).unwrap_or(first).min(today);
    let after = campaign.text.ends_on.map_or(today, |last| last.min(today)).max(before);
    let reached = reached(tx, campaign).await?;
    Ok(Followed {
        before: all.rate(before),
        after: all.rate(after),
        effect: effect(&reached, &all.courses(), today),
    })
}

/// The offices that a campaign reached, by list or by mail, each with the first day.
async fn reached(tx: &Tx, campaign: &Campaign) -> Result<BTreeMap<OfficeId, NaiveDate>, Error> {
    let mut first: BTreeMap<OfficeId, NaiveDate> = BTreeMap::new();
    let mut keep = |office: OfficeId, day: NaiveDate| {
        let known = first.entry(office).or_insert(day);
        *known = day.min(*known);
    };
    let all = activities::of_campaign(tx, campaign.id).await?;
    let of: BTreeMap<Uuid, &Activity> = all.iter().map(|activity| (activity.id.uuid(), activity)).collect();
    let rows = tx
        .rows::<activity_recipients::Entity>()?
        .filter(activity_recipients::Column::ActivityId.is_in(of.keys().copied()))
        .filter(activity_recipients::Column::Result.is_not_null())
        .all(tx.connection())
        .await?;
    for row in rows {
        let reply = row.result.as_deref().and_then(Reply::from_code);
        let arrived = reply.is_some_and(|reply| {
            matches!(reply.standing(), Standing::Answered | Standing::Delivered | Standing::Declined)
        });
        // Bodies that are no offices begin nothing themselves.
        let Some(office) = row.office_id else { continue };
        if let Some((at, activity)) = row.result_at.filter(|_| arrived).zip(of.get(&row.activity_id)) {
            keep(office.into(), activity.reached_on(domain::tokyo::date(at)));
        }
    }
    for mailing in all.iter().filter_map(|activity| activity.text.mailing) {
        let sql = "SELECT r.office_id, m.sent_at FROM mailing_recipients r \
             JOIN mails m ON m.tenant_id = r.tenant_id AND m.id = r.id \
             WHERE r.tenant_id = $1 AND r.mailing_id = $2 AND m.state = 'sent'";
        let values = [tx.tenant()?.uuid().into(), mailing.uuid().into()];
        for row in tx.connection().query_all_raw(tx.statement(sql, values)).await? {
            let office: Uuid = row.try_get("", "office_id")?;
            if let Some(at) = row.try_get::<Option<chrono::DateTime<chrono::Utc>>>("", "sent_at")? {
                keep(office.into(), domain::tokyo::date(at));
            }
        }
    }
    Ok(first)
}
