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
pub async fn federation(tx: &Tx, officer: &Officer, today: NaiveDate) -> Result<FederationHome, Error> {
    let waiting = sessions::in_stage(tx, StageName::Requested).await?;
    let confirmed = sessions::in_stage(tx, StageName::Confirmed).await?;
    Ok(FederationHome {
        slug: officer.tenant.slug.clone(),
        tasks: tasks(tx, side_of(officer), &confirmed, today).await?,
        waiting: waiting.iter().map(views::line).collect(),
        coming: confirmed.iter().map(views::line).collect(),
        may_act: officer.has(Role::Clerk),
        administers: officer.has(Role::Administrator),
        today,
    })
}

/// A municipality's part: its tasks, and what comes or waits.
pub async fn municipality(
    tx: &Tx,
    officer: &Officer,
    today: NaiveDate,
) -> Result<(Vec<TaskLine>, Vec<SessionLine>), Error> {
    let mut shown = sessions::in_stage(tx, StageName::Confirmed).await?;
    let tasks = tasks(tx, side_of(officer), &shown, today).await?;
    shown.extend(sessions::in_stage(tx, StageName::Requested).await?);
    Ok((tasks, shown.iter().map(views::line).collect()))
}

/// An applicant's part: what they are registered for, and how much more there is.
pub async fn applicant(
    app: &App,
    tx: &Tx,
    applicant: &Applicant,
) -> Result<(Vec<MyRegistration>, usize), Error> {
    let (mine, open) = mine::list(tx, applicant, app.clock.now()).await?;
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
