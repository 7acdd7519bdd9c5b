//! The daily job by which applications that were handed in before applications said anything of adoption say it, too
//! (`docs/decisions/0060-what-an-application-says-of-adoption.md`).

use crate::{app::App, jobs::JobError};
use domain::ids::ApplicationId;
use store::{Scope, adoption::applied};

/// Name of the daily job.
pub const JOB: &str = "adoption.applied";
/// Applications of a transaction.
const PIECE: u32 = 200;

/// Lets each of them say it. Safe to do twice, and on every other day there is none.
pub async fn perform(app: &App) -> Result<(), JobError> {
    let tx = app.store.read(&Scope::system("applications that say nothing yet")).await?;
    let houses = applied::silent_houses(&tx).await?;
    drop(tx);
    for house in houses {
        let scope = Scope::tenant_by_system(house, "what applications say of adoption");
        let mut after: Option<ApplicationId> = None;
        loop {
            let tx = app.store.write(&scope).await?;
            let piece = applied::silent(&tx, after, PIECE).await?;
            let Some(last) = piece.last().copied() else { break };
            for id in piece {
                applied::settle(&tx, id, app.clock.now()).await?;
            }
            tx.commit().await?;
            after = Some(last);
        }
    }
    Ok(())
}
