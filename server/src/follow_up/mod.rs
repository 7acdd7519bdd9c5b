//! 伴走支援: the list of today, records, the history of an office, the report of a model project.

pub(crate) mod at_home;
mod exporting;
mod history;
mod list;
mod recording;
mod report;

use crate::{error::Error, routing::Routes};
use chrono::{DateTime, Utc};
use domain::ids::{AccountId, FollowUpId, OfficeId};
use std::collections::BTreeMap;
use store::{
    Tx, accounts, events,
    offices::{self, Office},
};
use uuid::Uuid;

/// The routes.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/follow-up", list::index)
        .show("/t/{tenant}/follow-up/export", exporting::show)
        .show("/t/{tenant}/follow-up/report", report::show)
        .show("/t/{tenant}/follow-up/report/export", report::export)
        .page("/t/{tenant}/follow-up/{follow_up}/edit", recording::edit, recording::update)
        .act("/t/{tenant}/follow-up/{follow_up}/done", recording::finish)
        .page("/t/{tenant}/offices/{office}/follow-up/new", recording::new, recording::create)
        .show("/t/{tenant}/offices/{office}/history", history::show)
}

/// The place of a record's routes.
#[derive(Debug, Clone, serde::Deserialize)]
struct FollowUpPath {
    follow_up: FollowUpId,
}

/// An office of the register, or not there.
async fn office(tx: &Tx, id: OfficeId) -> Result<Office, Error> {
    offices::find(tx, id).await?.ok_or(Error::NotFound)
}

/// An office's telephone, as it is written and as it is called.
fn phone(office: &Office) -> Option<(String, String)> {
    office.particulars.phone.as_ref().map(|phone| (phone.to_string(), phone.digits()))
}

/// Who works here, or did, by account.
async fn names(tx: &Tx) -> Result<BTreeMap<AccountId, String>, Error> {
    let members = accounts::members(tx).await?.into_iter();
    Ok(members.map(|member| (member.account.id, member.account.name)).collect())
}

/// A name; of somebody who works here no longer that.
fn named(names: &BTreeMap<AccountId, String>, account: AccountId) -> String {
    names.get(&account).cloned().unwrap_or_else(|| "いまはいない人".to_owned())
}

/// Who changed a thing last, for whoever finds it changed.
pub(crate) async fn changed_by(tx: &Tx, subject_kind: &'static str, subject: Uuid) -> Result<String, Error> {
    let last = events::of_subject(tx, subject_kind, subject).await?.into_iter().max_by_key(|event| event.at);
    let names = names(tx).await?;
    let who = last.and_then(|event| event.account).and_then(|account| names.get(&account).cloned());
    // The page of a conflict says さん.
    Ok(who.unwrap_or_else(|| "ほかの人".to_owned()))
}

/// A moment as people say it.
pub(crate) fn when(at: DateTime<Utc>) -> String {
    app::when::moment(at)
}
