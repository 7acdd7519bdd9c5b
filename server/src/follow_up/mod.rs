//! 伴走支援: the list of today, records, the history of an office, the report of a model project.

pub(crate) mod at_home;
mod exporting;
mod history;
mod list;
mod recording;
mod report;

use crate::{error::Error, routing::Routes};
use domain::ids::{AccountId, FollowUpId, OfficeId};
use std::collections::BTreeMap;
use store::{
    Tx,
    offices::{self, Office},
};

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

/// A name; of somebody who works here no longer that.
fn named(names: &BTreeMap<AccountId, String>, account: AccountId) -> String {
    names.get(&account).cloned().unwrap_or_else(|| "いまはいない人".to_owned())
}
