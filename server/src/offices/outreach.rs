//! 配信停止 told by telephone, on paper or by an answer: an officer enters it on the office's card.

use super::OfficePath;
use crate::{actor::Keeper, app::App, error::Error, page::see_other, posted::Posted};
use app::paths;
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::mailings::Topic;
use store::{
    offices,
    opt_outs::{self, Basis},
};

/// Stops outreach to the address of an office, or a topic of it, or takes that back. Twice is once.
pub async fn create(
    keeper: Keeper,
    State(app): State<App>,
    Path(OfficePath { office }): Path<OfficePath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&keeper.scope()).await?;
    let office = offices::find(&tx, office).await?.ok_or(Error::NotFound)?;
    let card = paths::office(&keeper.tenant.slug, office.id);
    let Some(email) = office.particulars.email else { return Ok(see_other(&card)) };
    let now = app.clock.now();
    let topic = Topic::from_code(typed.get("topic"));
    let done = match (typed.get("act") == "resume", topic) {
        (true, Some(topic)) => {
            opt_outs::take_topic_back(&tx, &email, topic, Basis::Told, now).await?;
            "topic-resumed"
        }
        (false, Some(topic)) => {
            opt_outs::stop_topic(&tx, app.clock.id(), &email, topic, Basis::Told, now).await?;
            "topic-stopped"
        }
        (true, None) => {
            opt_outs::take_back(&tx, &email, Basis::Told, now).await?;
            "resumed"
        }
        (false, None) => {
            opt_outs::stop(&tx, app.clock.id(), &email, Basis::Told, now).await?;
            "stopped"
        }
    };
    tx.commit().await?;
    Ok(see_other(&format!("{card}?done={done}")))
}
