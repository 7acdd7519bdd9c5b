//! What must not leave any more when its turn comes: asked once for a whole handful.

use crate::{
    Error, Tx,
    entities::{mailings, mails, opt_outs as rows, suppressions},
    opt_outs,
};
use chrono::{DateTime, Utc};
use domain::{
    email::Email,
    mailings::{StageName, Topic},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Leaves out what must not leave any more: out of date, stopped by its reader, or by whoever sends.
pub(super) async fn without_stopped(
    tx: &Tx,
    found: Vec<mails::Model>,
    now: DateTime<Utc>,
) -> Result<Vec<mails::Model>, Error> {
    let stages = stages(tx, &found).await?;
    let (out, suppressed) = refusing(tx, &found).await?;
    let (mut left, mut turned) = (Vec::with_capacity(found.len()), BTreeMap::<&str, Vec<Uuid>>::new());
    for row in found {
        let key = Email::parse(&row.recipient).map(|email| (row.tenant_id, email.key())).ok();
        let of_topic = topic_key(&row).map(|key| (row.tenant_id, key));
        let of_mailing = row.subject_id.and_then(|id| stages.get(&id)).map(String::as_str);
        let state = if of_mailing == Some(StageName::Paused.code()) {
            Some("paused")
        } else if of_mailing == Some(StageName::Cancelled.code()) {
            Some("withdrawn")
        } else if row.not_after.is_some_and(|last| now > last) {
            Some("expired")
        } else if key.as_ref().is_some_and(|key| out.contains(key)) {
            Some("suppressed")
        } else if of_topic.as_ref().is_some_and(|key| out.contains(key)) {
            Some("unwanted")
        } else if key.as_ref().is_some_and(|key| suppressed.contains(key)) {
            Some("returned")
        } else {
            None
        };
        match state {
            Some(state) => turned.entry(state).or_default().push(row.id),
            None => left.push(row),
        }
    }
    for (state, ids) in turned {
        mails::Entity::update_many()
            .col_expr(mails::Column::State, Expr::value(state))
            .filter(mails::Column::Id.is_in(ids))
            .exec(tx.connection())
            .await?;
    }
    Ok(left)
}

/// Where the mailings stand that the mails are of.
async fn stages(tx: &Tx, found: &[mails::Model]) -> Result<BTreeMap<Uuid, String>, Error> {
    let ids: BTreeSet<Uuid> = found
        .iter()
        .filter(|row| row.subject_kind.as_deref() == Some("mailing"))
        .filter_map(|row| row.subject_id)
        .collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = mailings::Entity::find().filter(mailings::Column::Id.is_in(ids)).all(tx.connection()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.stage)).collect())
}

/// As an address stands that wants to hear nothing of what the mail is about.
fn topic_key(row: &mails::Model) -> Option<String> {
    let topic = row.topic.as_deref().and_then(Topic::from_code)?;
    Some(opt_outs::topic_key(topic, &Email::parse(&row.recipient).ok()?))
}

type Keys = BTreeSet<(Uuid, String)>;

/// The addresses among these that opted out, of everything or of a topic, and those whose mail came back.
async fn refusing(tx: &Tx, found: &[mails::Model]) -> Result<(Keys, Keys), Error> {
    let keys: BTreeSet<String> =
        found.iter().filter_map(|row| Email::parse(&row.recipient).ok()).map(|email| email.key()).collect();
    if keys.is_empty() {
        return Ok((Keys::new(), Keys::new()));
    }
    let of_topics = found.iter().filter_map(topic_key);
    let out = rows::Entity::find()
        .filter(rows::Column::LiveKey.is_in(keys.iter().cloned().chain(of_topics)))
        .all(tx.connection())
        .await?;
    let suppressed = suppressions::Entity::find()
        .filter(suppressions::Column::LiveKey.is_in(keys))
        .all(tx.connection())
        .await?;
    Ok((
        out.into_iter().filter_map(|row| Some((row.tenant_id, row.live_key?))).collect(),
        suppressed.into_iter().map(|row| (row.tenant_id, row.email_key)).collect(),
    ))
}
