//! 待機: after money was released, whoever the budget holds now moves up and is told, in the same transaction.

use super::letters;
use crate::{app::App, clock::in_japan, error::Error};
use domain::{ids::ProgrammeId, working_days::WorkingCalendar};
use store::{
    Tx,
    subsidies::{applications::Application, waiting},
    tenants::{self, Tenant},
};

/// Lets those who wait move up, as far as the budget goes; how many did.
pub(crate) async fn move_up(
    app: &App,
    tx: &Tx,
    tenant: &Tenant,
    programme: ProgrammeId,
) -> Result<usize, Error> {
    let calendar = WorkingCalendar::new(tenants::closed_days(tx).await?);
    let today = app.clock.today();
    let paused = |application: &Application| {
        let clock = application.clock(|at| in_japan(at).date_naive());
        clock.map_or(0, |clock| clock.resume(today, &calendar).paused_days)
    };
    let moved = waiting::promote(tx, programme, paused, app.clock.now()).await?;
    for application in &moved {
        letters::promoted(app, tx, tenant, application).await?;
    }
    Ok(moved.len())
}
