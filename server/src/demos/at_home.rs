//! What home pages say of sessions.

use super::{mine, side_of, views};
use crate::{
    actor::{Applicant, Officer},
    app::App,
    error::Error,
};
use app::demos::{FederationHome, MyRegistration, SessionLine, TaskLine};
use chrono::{NaiveDate, TimeDelta};
use domain::{
    accounts::Role,
    demos::{Side, StageName},
};
use store::{
    Tx,
    demos::{chores, sessions, sessions::Session},
};

/// How many days ahead tasks stand on a home.
const AHEAD: i64 = 7;

/// A federation's whole home.
pub async fn federation(app: &App, tx: &Tx, officer: &Officer) -> Result<FederationHome, Error> {
    let (now, today, may_act) = (app.clock.now(), app.clock.today(), officer.has(Role::Clerk));
    let line = |session: &Session| views::line(session, may_act, now);
    let waiting = sessions::in_stage(tx, StageName::Requested).await?;
    let confirmed = sessions::in_stage(tx, StageName::Confirmed).await?;
    Ok(FederationHome {
        slug: officer.tenant.slug.clone(),
        tasks: tasks(tx, side_of(officer), &confirmed, today).await?,
        waiting: waiting.iter().map(line).collect(),
        coming: confirmed.iter().map(line).collect(),
        may_act,
        administers: officer.has(Role::Administrator),
        today,
    })
}

/// A municipality's part: its tasks, and what comes or waits.
pub async fn municipality(
    app: &App,
    tx: &Tx,
    officer: &Officer,
) -> Result<(Vec<TaskLine>, Vec<SessionLine>), Error> {
    let (now, today, may_act) = (app.clock.now(), app.clock.today(), officer.has(Role::Clerk));
    let mut shown = sessions::in_stage(tx, StageName::Confirmed).await?;
    let tasks = tasks(tx, side_of(officer), &shown, today).await?;
    shown.extend(sessions::in_stage(tx, StageName::Requested).await?);
    Ok((tasks, shown.iter().map(|session| views::line(session, may_act, now)).collect()))
}

/// An applicant's part: what they are registered for, and how much more there is.
pub async fn applicant(
    app: &App,
    tx: &Tx,
    applicant: &Applicant,
) -> Result<(Vec<MyRegistration>, usize), Error> {
    let (mine, open) = mine::list(app, tx, applicant).await?;
    Ok((mine, open.len()))
}

/// Open tasks of one side, late or due within a week, of sessions that will be held.
async fn tasks(tx: &Tx, side: Side, confirmed: &[Session], today: NaiveDate) -> Result<Vec<TaskLine>, Error> {
    let until = today + TimeDelta::days(AHEAD);
    let open = chores::open(tx).await?;
    Ok(open
        .iter()
        .filter(|task| task.due <= until && task.owner.includes(side))
        .filter_map(|task| {
            let session = confirmed.iter().find(|session| session.id == task.session)?;
            Some(views::task(task, Some(views::about(session))))
        })
        .collect())
}
