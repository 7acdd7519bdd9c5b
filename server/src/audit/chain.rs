//! The state of a tenant's chain: computed when somebody asks for it, and kept as an event of the chain itself.

use crate::{actor::Administrator, app::App, error::Error, page::see_other, posted::Posted};
use app::{paths, settings::ChainState};
use axum::{extract::State, response::Response};
use serde_json::json;
use store::{
    Tx,
    events::{self, Event},
};

/// How the chain stood when it was verified last.
pub async fn state(tx: &Tx) -> Result<ChainState, Error> {
    let Some(last) = events::last_of(tx, "chain").await? else { return Ok(ChainState::Never) };
    let seq = last.payload.get("seq").and_then(serde_json::Value::as_i64).unwrap_or(0);
    Ok(if last.kind == "chain.broken" {
        ChainState::Broken { seq, at: last.at }
    } else {
        ChainState::Verified { seq, at: last.at }
    })
}

/// Computes the chain anew and records what was found.
pub async fn verify(
    administrator: Administrator,
    State(app): State<App>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    // Reading a long chain takes its time; nobody waits for it with a change of theirs.
    let tx = app.store.read(&administrator.scope()).await?;
    let seen = events::count(&tx).await?;
    let broken = events::first_broken(&tx).await?;
    drop(tx);
    let (now, tenant) = (app.clock.now(), administrator.tenant.id.uuid());
    let tx = app.store.write(&administrator.scope()).await?;
    tx.record(match broken {
        Some(seq) => Event::of(now, "chain.broken", "chain", tenant, json!({ "seq": seq })),
        None => Event::of(now, "chain.verified", "chain", tenant, json!({ "seq": seen })),
    })?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=verified", paths::audit(&administrator.tenant.slug))))
}
