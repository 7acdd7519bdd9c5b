//! A sending that waits, and goes on.

use super::load;
use crate::{actor::Clerk, app::App, error::Error, page::see_other, posted::Posted};
use app::paths;
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::ids::MailingId;
use store::mailings;

/// Lets what has not left wait. What cannot be paused (any more) is only looked at.
pub async fn pause(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MailingId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (mailing, _) = load(&tx, id).await?;
    let now = app.clock.now();
    let Ok(stage) = mailing.stage.pause(clerk.id(), now) else {
        return Ok(see_other(&paths::mailing(&slug, id)));
    };
    match mailings::pause(&tx, &mailing, stage, now).await {
        Ok(_) => tx.commit().await?,
        Err(store::Error::Stale) => return Ok(see_other(&paths::mailing(&slug, id))),
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=paused", paths::mailing(&slug, id))))
}

/// Lets it go on.
pub async fn resume(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, MailingId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let (mailing, _) = load(&tx, id).await?;
    let now = app.clock.now();
    let Ok(stage) = mailing.stage.resume() else {
        return Ok(see_other(&paths::mailing(&slug, id)));
    };
    match mailings::resume(&tx, &mailing, stage, app.clock.id(), now).await {
        Ok(_) => tx.commit().await?,
        Err(store::Error::Stale) => return Ok(see_other(&paths::mailing(&slug, id))),
        Err(error) => return Err(error.into()),
    }
    app.wake.notify_one();
    Ok(see_other(&format!("{}?done=resumed", paths::mailing(&slug, id))))
}
