//! Marking a task done, or open again, by somebody of the side whose it is.

use super::{found_to_change, side_of};
use crate::{actor::PartnerClerk, app::App, error::Error, page::see_other, posted::Posted};
use app::paths;
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::ids::{ChoreId, DemoId};
use store::demos::chores;

/// Marks it. Marking twice changes nothing.
pub async fn update(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id, chore)): Path<(String, DemoId, ChoreId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = found_to_change(&tx, id).await?;
    let task = chores::of_session(&tx, id).await?.into_iter().find(|task| task.id == chore);
    let task = task.filter(|task| task.owner.includes(side_of(&officer))).ok_or(Error::NotFound)?;
    let now = app.clock.now();
    if typed.get("act") == "reopen" {
        chores::reopen(&tx, &session, task.id, now).await?;
    } else {
        chores::done(&tx, &session, task.id, (officer.id(), &officer.account.name), now).await?;
    }
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=chore#tasks", paths::demo_session(&slug, id))))
}
