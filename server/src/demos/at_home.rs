//! What home pages say of sessions.

use super::{mine, owns, side_of, views};
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
    demos::{
        calendar, chores,
        chores::Task,
        place_holds::SetAside,
        sessions::{self, Session},
    },
};

/// How many days ahead tasks stand on a home.
const AHEAD: i64 = 7;
/// How many days back a session that was held stands on a home until it is reported.
const UNREPORTED: i64 = 90;

/// A federation's whole home.
pub async fn federation(app: &App, tx: &Tx, officer: &Officer) -> Result<FederationHome, Error> {
    let (now, today, may_act) = (app.clock.now(), app.clock.today(), officer.has(Role::Clerk));
    let aside = SetAside::of_house(tx).await?;
    let line = |session: &Session| views::line(session, may_act, &aside, now);
    let Ahead { waiting, arranged, unreported } = ahead(tx, officer, today).await?;
    Ok(FederationHome {
        slug: officer.tenant.slug.clone(),
        tasks: tasks(tx, side_of(officer), today).await?,
        waiting: waiting.iter().map(line).collect(),
        coming: arranged.iter().map(line).collect(),
        unreported: unreported.iter().map(line).collect(),
        may_act,
        administers: officer.has(Role::Administrator),
        today,
    })
}

/// A municipality's part: its tasks, and what is to be reported, comes or waits.
pub async fn municipality(
    app: &App,
    tx: &Tx,
    officer: &Officer,
) -> Result<(Vec<TaskLine>, Vec<SessionLine>), Error> {
    let (now, today, may_act) = (app.clock.now(), app.clock.today(), officer.has(Role::Clerk));
    let tasks = tasks(tx, side_of(officer), today).await?;
    let Ahead { waiting, arranged, unreported } = ahead(tx, officer, today).await?;
    // Whoever came along to the session of another counts nothing.
    let counts = |session: &Session| may_act && owns(session, officer.tenant.id);
    let aside = SetAside::of_house(tx).await?;
    let line = |session: &Session| views::line(session, counts(session), &aside, now);
    let shown = unreported.iter().chain(&arranged).chain(&waiting).map(line);
    Ok((tasks, shown.collect()))
}

/// What a home says of sessions, asked for at once.
struct Ahead {
    /// Waits for a date.
    waiting: Vec<Session>,
    /// Has one, and was not held.
    arranged: Vec<Session>,
    /// Was held not long ago, and nobody reported it.
    unreported: Vec<Session>,
}

async fn ahead(tx: &Tx, officer: &Officer, today: NaiveDate) -> Result<Ahead, Error> {
    let beside = [StageName::Requested, StageName::Held];
    let stages: Vec<StageName> = StageName::ARRANGED.into_iter().chain(beside).collect();
    let mut ahead = Ahead { waiting: Vec::new(), arranged: Vec::new(), unreported: Vec::new() };
    let since = today - TimeDelta::days(UNREPORTED);
    for session in sessions::in_stages(tx, &stages).await? {
        match session.stage.name() {
            StageName::Requested => ahead.waiting.push(session),
            StageName::Held => {
                // Who only came along reports nothing.
                let lately = session.stage.session().is_some_and(|held| held.slot.date >= since);
                if lately && owns(&session, officer.tenant.id) {
                    ahead.unreported.push(session);
                }
            }
            _ => ahead.arranged.push(session),
        }
    }
    Ok(ahead)
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

/// Open tasks of one side that are late or due within a week, each with its session that will be held.
pub(super) async fn pending(tx: &Tx, side: Side, today: NaiveDate) -> Result<Vec<(Task, Session)>, Error> {
    open(tx, side, today + TimeDelta::days(AHEAD)).await
}

/// Open tasks of one side that are due until a day, each with its session that will be held.
pub(super) async fn open(tx: &Tx, side: Side, until: NaiveDate) -> Result<Vec<(Task, Session)>, Error> {
    let open = chores::open_until(tx, until).await?;
    let own: Vec<Task> = open.into_iter().filter(|task| task.task.owner.is_done_by(side)).collect();
    let ids: Vec<_> = own.iter().map(|task| task.session).collect();
    let sessions = calendar::of_ids(tx, &ids).await?;
    Ok(own
        .into_iter()
        .filter_map(|task| {
            let session = sessions.iter().find(|session| session.id == task.session)?;
            session.stage.name().is_arranged().then(|| (task, session.clone()))
        })
        .collect())
}

async fn tasks(tx: &Tx, side: Side, today: NaiveDate) -> Result<Vec<TaskLine>, Error> {
    let pending = pending(tx, side, today).await?;
    Ok(pending.iter().map(|(task, session)| views::task(task, Some(views::about(session)))).collect())
}
