//! 担当 of an award: whoever answers for it until the last yen.

use super::matter::Matter;
use crate::{actor::Clerk, app::App, error::Error, posted::Posted, subsidies::review::told};
use app::paths;
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::ids::AwardId;
use store::awards::acts;

/// Takes it, or gives it back.
pub async fn update(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AwardId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let matter = Matter::find_to_change(&tx, id).await?;
    matter.fresh(&app, &officer, &typed)?;
    let owner = (typed.get("owner") == "me").then(|| officer.id());
    acts::own(&tx, &matter.award, owner, app.clock.now()).await?;
    tx.commit().await?;
    Ok(told(&paths::award(&slug, id), "owned"))
}
