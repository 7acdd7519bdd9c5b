//! The worker: leases jobs, does them, and puts back what failed. Each lane does one job after another; mails about signing
//! in have a lane of their own, so that nobody who waits for a code stands behind an import.

mod sweep;

use crate::{
    across::counting,
    adoption::owed,
    app::App,
    awards::reminders,
    demos::{along, digest, evidence, invitations, line, reminder},
    dispatches::following,
    imports::job as imports,
    kill, mail,
    mailings::job as mailing,
    occasions::line as occasion_line,
    subsidies::{
        appointments, closing, deadlines, examination,
        review::{bulk::job as bulk, notices},
    },
    surveys::job as survey,
    year_end::alarm,
};
use chrono::{NaiveDate, TimeDelta};
use domain::tokyo;
use futures::future::BoxFuture;
use serde_json::json;
use std::{future::ready, time::Duration};
use store::{
    Scope, events,
    jobs::{self, Lane, Leased, NewJob},
};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// How long a worker may hold a job before it is taken for dead.
const LEASE: TimeDelta = TimeDelta::minutes(5);
/// Jobs that are done once a day, from an hour in Japan on: what writes to people does so when they are up.
const DAILY: [(&str, u32); 8] = [
    (sweep::JOB, 0),
    (reminders::JOB, 0),
    (alarm::JOB, 0),
    (line::DAILY, 0),
    (counting::DAILY, 0),
    (owed::JOB, 0),
    (digest::JOB, digest::HOUR),
    (reminder::JOB, reminder::HOUR),
];

/// Why a job was not done.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// It may go better later.
    #[error("{0}")]
    Later(String),
    /// It will never go; a person has to look.
    #[error("{0}")]
    Never(String),
    /// The rows could not be read or written; it may go better later.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Works until told to stop, beside the hands that carry outreach; what is in hand is finished first.
pub async fn work(app: App, stop: CancellationToken) {
    let hands: Vec<_> = (0..mail::post::HANDS)
        .map(|hand| tokio::spawn(mail::post::work(app.clone(), stop.clone(), hand == 0)))
        .collect();
    Box::pin(work_on_jobs(app, stop)).await;
    for hand in hands {
        if hand.await.is_err() {
            tracing::error!("a hand that carries outreach broke off");
        }
    }
}

async fn work_on_jobs(app: App, stop: CancellationToken) {
    let [sign_in, rest] = [Notify::new(), Notify::new()];
    tokio::join!(
        ring(&app, &stop, [&sign_in, &rest]),
        work_in(&app, &stop, Lane::SignIn, &sign_in),
        work_in(&app, &stop, Lane::Rest, &rest),
    );
}

/// Wakes every lane when a job was enqueued, and every few seconds: another process may have enqueued it.
async fn ring(app: &App, stop: &CancellationToken, lanes: [&Notify; 2]) {
    while !stop.is_cancelled() {
        tokio::select! {
            () = stop.cancelled() => {}
            () = app.wake.notified() => {}
            () = tokio::time::sleep(Duration::from_secs(5)) => {}
        }
        lanes.into_iter().for_each(Notify::notify_one);
    }
}

async fn work_in(app: &App, stop: &CancellationToken, lane: Lane, bell: &Notify) {
    let name = format!("worker-{}", std::process::id());
    let mut planned = None;
    while !stop.is_cancelled() {
        match turn(app, &name, lane, &mut planned).await {
            Ok(true) => {}
            Ok(false) => bell.notified().await,
            Err(error) => {
                tracing::error!(error = %error, "the worker cannot reach its jobs");
                tokio::time::sleep(Duration::from_secs(5)).await;
            }
        }
    }
}

/// Plans a day that has begun, and does the next job of the lane.
async fn turn(
    app: &App,
    worker: &str,
    lane: Lane,
    planned: &mut Option<NaiveDate>,
) -> Result<bool, store::Error> {
    let today = app.clock.today();
    if lane == Lane::Rest && *planned != Some(today) {
        plan_today(app).await?;
        *planned = Some(today);
    }
    step(app, worker, lane).await
}

/// Enqueues what is done once a day; a second worker, or a second time, enqueues nothing more.
pub async fn plan_today(app: &App) -> Result<(), store::Error> {
    let tx = app.store.write(&Scope::system("plan the day")).await?;
    let (now, today) = (app.clock.now(), app.clock.today());
    for (kind, hour) in DAILY {
        let begins = tokyo::start_of(today) + TimeDelta::hours(hour.into());
        let job = NewJob {
            id: app.clock.id(),
            tenant: events::NO_TENANT,
            kind,
            payload: json!({}),
            unique_key: Some(format!("{kind}:{today}")),
            run_at: begins.max(now),
        };
        jobs::enqueue(&tx, job).await?;
    }
    tx.commit().await
}

/// Does every job that is due, hands over all outreach that is due, and stops: for tests and for filling the
/// demonstration. How many jobs and mails that were.
pub async fn drain(app: &App) -> Result<usize, store::Error> {
    let (mut count, mut hand) = (0, mail::post::Hand::default());
    loop {
        loop {
            let carried = Box::pin(mail::post::turn(app, &mut hand)).await?.done;
            if carried == 0 {
                break;
            }
            count += carried;
        }
        if !step(app, "drain", Lane::SignIn).await? && !step(app, "drain", Lane::Rest).await? {
            return Ok(count);
        }
        count += 1;
    }
}

/// Does the next job of the lane that is due; false when there is none.
async fn step(app: &App, worker: &str, lane: Lane) -> Result<bool, store::Error> {
    let scope = Scope::system("worker");
    let tx = app.store.write(&scope).await?;
    let Some(job) = jobs::lease(&tx, worker, lane, app.clock.now(), LEASE).await? else { return Ok(false) };
    tx.commit().await?;
    kill::point("job.leased");
    let outcome = chosen(app, &job).await;
    let tx = app.store.write(&scope).await?;
    let now = app.clock.now();
    match outcome {
        Ok(()) => {
            jobs::done(&tx, job.id, now).await?;
            tracing::info!(job.kind = job.kind, job.attempt = job.attempt, "a job is done");
        }
        Err(JobError::Never(error)) => {
            jobs::fail(&tx, job.id, now, &error).await?;
            tracing::error!(job.kind = job.kind, error, "a job was given up");
        }
        Err(error @ (JobError::Later(_) | JobError::Store(_))) if job.attempt >= jobs::MAX_ATTEMPTS => {
            jobs::fail(&tx, job.id, now, &error.to_string()).await?;
            tracing::error!(job.kind = job.kind, error = %error, "a job was given up after its last try");
        }
        Err(error @ (JobError::Later(_) | JobError::Store(_))) => {
            jobs::retry(&tx, job.id, now + jobs::backoff(job.attempt), &error.to_string()).await?;
            tracing::warn!(job.kind = job.kind, job.attempt = job.attempt, error = %error, "a job will be tried again");
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// One job, by its kind. Every kind is safe to do twice. What it will do is chosen before it begins, and stands on the heap:
/// jobs of every kind in one future would weigh on the stack of whoever waits for one.
fn chosen<'a>(app: &'a App, job: &'a Leased) -> BoxFuture<'a, Result<(), JobError>> {
    let (tenant, payload) = (job.tenant, &job.payload);
    match job.kind.as_str() {
        examination::JOB => Box::pin(examination::perform(app, tenant, payload)),
        examination::READ => Box::pin(examination::perform_reading(app, tenant, payload)),
        bulk::JOB => Box::pin(bulk::perform(app, tenant, payload)),
        notices::JOB => Box::pin(notices::perform(app, tenant, payload)),
        mail::job::JOB | mail::job::SIGN_IN => Box::pin(mail::job::perform(app, payload)),
        mailing::SEND => Box::pin(mailing::send(app, tenant, payload)),
        mailing::FINISH => Box::pin(mailing::finish(app, tenant, payload)),
        imports::READ => Box::pin(imports::read(app, tenant, payload)),
        imports::CARRY_OUT => Box::pin(imports::carry_out(app, tenant, payload)),
        imports::UNDO => Box::pin(imports::undo(app, tenant, payload)),
        counting::COUNT => Box::pin(counting::perform(app, tenant)),
        counting::DAILY => Box::pin(counting::perform_daily(app)),
        owed::JOB => Box::pin(owed::perform(app)),
        evidence::JOB => Box::pin(evidence::perform(app, payload)),
        along::JOB => Box::pin(along::perform(app, payload)),
        line::DAILY => Box::pin(async {
            Box::pin(line::perform_all(app)).await?;
            Box::pin(occasion_line::perform_all(app)).await
        }),
        occasion_line::JOB => Box::pin(occasion_line::perform(app, payload)),
        line::JOB => Box::pin(line::perform(app, payload)),
        invitations::JOB => Box::pin(invitations::perform(app, tenant, payload)),
        following::JOB => Box::pin(following::perform(app, tenant, payload)),
        reminder::JOB => Box::pin(async {
            Box::pin(reminder::perform(app)).await?;
            Box::pin(appointments::remind_all(app)).await?;
            Box::pin(closing::tell_all(app)).await
        }),
        survey::ASK => Box::pin(survey::perform_ask(app, tenant, payload)),
        survey::REMIND => Box::pin(survey::perform_remind(app, tenant, payload)),
        digest::JOB => Box::pin(digest::perform(app)),
        reminders::JOB => Box::pin(reminders::perform(app)),
        sweep::JOB => Box::pin(sweep::perform(app)),
        alarm::JOB => Box::pin(async {
            Box::pin(deadlines::refresh_all(app)).await?;
            Box::pin(alarm::perform(app)).await
        }),
        other => Box::pin(ready(Err(JobError::Never(format!("no job is named {other}"))))),
    }
}
