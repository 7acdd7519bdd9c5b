//! 担当: an officer takes an application, or gives it back.

use super::{Pairs, case::Case, queue_of, told, version_of, workspace};
use crate::{actor::Reviewer, app::App, error::Error, page::Page, posted::Posted};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::ids::ApplicationId;
use store::subsidies::review::{ReviewError, give_back, take};

/// Takes it, or gives it back.
pub async fn create(
    officer: Reviewer,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    pairs: Pairs,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let queue = queue_of(&pairs);
    let version = version_of(&typed)?;
    let now = app.clock.now();
    let tx = app.store.write(&officer.scope()).await?;
    let case = Case::find_to_change(&tx, id).await?;
    let about = case.about(&officer, queue.clone());
    case.fresh(&app, &about, version, Vec::new())?;
    let (acted, done) = match typed.get("act") {
        "take" => (take(&tx, &case.application, officer.id(), now).await, "taken"),
        "give_back" => (give_back(&tx, &case.application, now).await, "given_back"),
        _ => return Err(Error::Unreadable),
    };
    match acted {
        Ok(()) => {
            tx.commit().await?;
            Ok(told(&about.workspace(), done))
        }
        Err(ReviewError::Store(error)) => Err(error.into()),
        Err(ReviewError::Stage(why)) => {
            drop(tx);
            workspace::refuse(&page, &app, &officer, &case, queue, why).await
        }
        Err(ReviewError::SamePerson) => Err(Error::Internal("an assignment decides nothing")),
    }
}
