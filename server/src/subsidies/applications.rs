//! An application where it is filled in: its tasks while they are to be done (S5), its state while not (S10).

use super::{
    appointments,
    confirmation::Confirming,
    filler::{Filler, Fills},
    own::Own,
};
use crate::{
    app::App,
    awards,
    clock::in_japan,
    error::Error,
    page::{Page, see_other},
};
use app::{
    messages::{
        awards::moment,
        subsidies::{arrival, not_receiving},
    },
    paths::{self, Hand},
    subsidies::{
        AskingBack, ConfirmingView, DraftHelp, Moment, StatusPage, StatusView, TaskLine, TasksPage, TasksView,
    },
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    awards::Happening,
    ids::ApplicationId,
    money::Yen,
    subsidies::{PaperRule, Stage, StageName, Task, Turn, receives},
    wareki::{format_date, format_date_with_weekday},
    working_days::WorkingCalendar,
};
use elements::{FormState, Tone};
use leptos::prelude::*;
use serde::Deserialize;
use std::slice;
use store::{
    Tx, events,
    subsidies::{
        applications::{self, Application},
        messages, notices, waiting,
    },
    tenants,
};

/// What was just done, told once after a redirect.
#[derive(Debug, Deserialize)]
pub struct Done {
    done: Option<String>,
}

/// The tasks, or the state.
pub async fn show<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let tx = app.store.read(&filler.scope()).await?;
    let own = Own::find(&tx, &filler, id).await?;
    if own.is_open_to_fill() {
        let confirming = Confirming::of(&tx, &filler, &own).await?;
        let confirming = confirming.view(&tx, &filler, &own, app.clock.now(), FormState::empty()).await?;
        let beside = Beside::of(&tx, &filler, &own).await?;
        let application = tasks(&app, &filler, &own, confirming, beside);
        return Ok(page.ok("申請の項目", move || view! { <TasksPage application/> }));
    }
    match filler.hand() {
        Hand::Applicant => {}
        // What is received is looked at where it is reviewed.
        Hand::Officer => return Ok(see_other(&filler.filling().elsewhere(id))),
    }
    let again = again(&tx, &filler, &own, app.clock.now()).await?;
    let status = status(&tx, &filler, &own, app.clock.today(), done.as_deref()).await?;
    let (slug, one) = (&filler.tenant.slug, slice::from_ref(&own.application));
    let talks = appointments::at_home(&tx, slug, one, app.clock.now()).await?;
    let status = StatusView { again, talks, ..status };
    Ok(page.ok("申請の状況", move || view! { <StatusPage status/> }))
}

/// What the page of the tasks shows besides them.
struct Beside {
    joint: Option<String>,
    asking: Option<AskingBack>,
}

impl Beside {
    /// Other drafts for the same programme while it is one; whom to ask while a correction is asked for.
    async fn of(tx: &Tx, filler: &Filler, own: &Own) -> Result<Self, Error> {
        let (mut joint, mut asking) = (None, None);
        let (slug, id) = (&filler.tenant.slug, own.application.id);
        match (filler.hand(), own.application.stage == Stage::Draft) {
            (Hand::Officer, _) => {}
            (Hand::Applicant, true) => {
                let programme = own.application.programme;
                let all = applications::of_offices(tx, filler.offices()).await?;
                let drafts = all.iter().filter(|one| {
                    one.programme == programme && one.stage == Stage::Draft && one.arrival.is_none()
                });
                joint = (drafts.count() > 1).then(|| paths::joint(slug, programme));
            }
            (Hand::Applicant, false) => {
                let unread = messages::unread_by(tx, messages::Side::Applicant, &[id]).await?;
                asking = Some(AskingBack {
                    messages: paths::my_messages(slug, id),
                    unread: unread.contains(&id),
                    copy: filler.filling().copy(id),
                    desk: own.version.rules.desk.clone(),
                });
            }
        }
        Ok(Self { joint, asking })
    }
}

fn tasks(
    app: &App,
    filler: &Filler,
    own: &Own,
    confirming: Option<ConfirmingView>,
    Beside { joint, asking }: Beside,
) -> TasksView {
    let today = app.clock.today();
    let judged = own.judged(today);
    let untouched = own.untouched();
    let draft = own.application.stage == Stage::Draft;
    let tasks = Task::ALL
        .into_iter()
        .map(|task| TaskLine {
            task,
            status: judged.status(task),
            asked: own.asked(task),
            open: untouched.contains(&task),
            locked: !own.may_change(task),
        })
        .collect();
    let saved = Task::ALL.into_iter().filter_map(|task| own.application.answers.saved_at(task)).max();
    TasksView {
        filling: filler.filling(),
        arrival: own.application.arrival.filter(|_| filler.hand() == Hand::Officer),
        id: own.application.id,
        programme: own.version.rules.title.clone(),
        office: own.office_line(),
        tasks,
        saved: saved.map(|at| {
            let local = in_japan(at);
            format!("{}{}", format_date(local.date_naive()), local.format("%-H時%M分"))
        }),
        not_receiving: own.receives(app.clock.now()).err().filter(|_| draft).map(not_receiving),
        returned: own
            .application
            .receipt
            .zip(own.application.due())
            .map(|(receipt, due)| (receipt, format_date_with_weekday(due))),
        calendar: match filler.hand() {
            Hand::Applicant if !draft || own.receives(app.clock.now()).is_ok() => {
                Some(paths::application_dates(&filler.tenant.slug, own.application.id))
            }
            Hand::Applicant | Hand::Officer => None,
        },
        confirming,
        joint,
        asking,
        help: (draft && filler.hand() == Hand::Applicant).then(|| help(app, filler, own)),
    }
}

/// What helps an applicant with a draft.
pub(super) fn help(app: &App, filler: &Filler, own: &Own) -> DraftHelp {
    let (rules, now) = (&own.version.rules, app.clock.now());
    let window = own.receives(now).is_ok().then(|| *rules.window_at(now).0);
    DraftHelp {
        left: window.and_then(|window| window.ends_in(now)),
        window,
        desk: rules.desk.clone(),
        form: window
            .filter(|_| rules.on_paper == PaperRule::Welcome)
            .map(|_| paths::guide_form(&filler.tenant.slug, own.application.programme)),
    }
}

async fn status(
    tx: &Tx,
    filler: &Filler,
    own: &Own,
    today: NaiveDate,
    done: Option<&str>,
) -> Result<StatusView, Error> {
    let application = &own.application;
    let name = application.stage.name();
    let expected = match name.turn() {
        Turn::Municipality if name == StageName::Waiting => None,
        Turn::Municipality => expected(tx, own).await?,
        Turn::Applicant | Turn::Nobody => None,
    };
    let granted = match &application.stage {
        Stage::Granted { amount, .. } => Some(*amount),
        Stage::Draft
        | Stage::Waiting { .. }
        | Stage::Submitted { .. }
        | Stage::UnderReview { .. }
        | Stage::Returned { .. }
        | Stage::Proposed { .. }
        | Stage::Refused { .. }
        | Stage::Withdrawn { .. } => None,
    };
    let reason = match &application.stage {
        Stage::Refused { reason, .. } => Some(reason.clone()),
        Stage::Draft
        | Stage::Waiting { .. }
        | Stage::Submitted { .. }
        | Stage::UnderReview { .. }
        | Stage::Returned { .. }
        | Stage::Proposed { .. }
        | Stage::Granted { .. }
        | Stage::Withdrawn { .. } => None,
    };
    let done = match done {
        Some("resubmitted") => Some("再提出しました。審査の再開をお待ちください。"),
        Some("withdrawn") => Some("申請を取り下げました。"),
        Some("reported") => Some("実績を報告しました。確認の結果をお待ちください。"),
        Some("claimed") => Some("請求しました。支払いをお待ちください。"),
        Some("advance_claimed") => Some("概算払を請求しました。受理されるまでお待ちください。"),
        Some("asked") => Some("変更・中止を申請しました。回答をお待ちください。"),
        Some(_) | None => None,
    };
    Ok(StatusView {
        slug: filler.tenant.slug.clone(),
        municipality: filler.tenant.name.clone(),
        id: application.id,
        receipt: application.receipt.ok_or(Error::NotFound)?,
        programme: own.version.rules.title.clone(),
        office: own.office_line(),
        arrival: application.arrival.map(arrival),
        stage: name,
        place: waiting::place(tx, application, &own.version.rules).await?,
        due: application.due(),
        expected,
        asked: application.amount,
        granted,
        reason,
        notice: notices::of_application(tx, application.id)
            .await?
            .map(|_| paths::my_notice(&filler.tenant.slug, application.id)),
        moments: moments(tx, &filler.tenant.name, application.id).await?,
        unread: messages::unread_by(tx, messages::Side::Applicant, &[application.id])
            .await?
            .contains(&application.id),
        may_withdraw: name.is_open(),
        again: None,
        talks: Vec::new(),
        award: awards::status::of(tx, filler, own, today).await?,
        desk: own.version.rules.desk.clone(),
        done: done.map(str::to_owned),
    })
}

/// Where an application that was withdrawn or refused is made again: while the programme receives, and where the office has
/// neither a draft nor another one that stands.
async fn again(tx: &Tx, filler: &Filler, own: &Own, now: DateTime<Utc>) -> Result<Option<String>, Error> {
    let programme = &own.programme;
    let is_over = matches!(own.application.stage.name(), StageName::Withdrawn | StageName::Refused);
    let Some(current) = programme.current.as_ref().filter(|_| is_over) else { return Ok(None) };
    let open = receives(programme.state, &current.rules, Yen::ZERO, programme.remaining(), now).is_ok();
    let others = applications::of_office(tx, programme.id, own.office.id).await?;
    Ok((open && others.is_empty()).then(|| paths::begin_application(&filler.tenant.slug, programme.id)))
}

/// The day by which the standard asks for a decision.
pub(super) async fn expected(tx: &Tx, own: &Own) -> Result<Option<NaiveDate>, Error> {
    let calendar = WorkingCalendar::new(tenants::closed_days(tx).await?);
    Ok(expected_by(&own.application, own.version.rules.standard_days, &calendar))
}

/// The same with a calendar that is at hand.
pub(super) fn expected_by(
    application: &Application,
    standard_days: u16,
    calendar: &WorkingCalendar,
) -> Option<NaiveDate> {
    let clock = application.clock(|at| in_japan(at).date_naive())?;
    Some(clock.expected(standard_days, calendar))
}

/// What happened, as the applicant may know it, the newest first.
async fn moments(tx: &Tx, municipality: &str, id: ApplicationId) -> Result<Vec<Moment>, Error> {
    let mut moments: Vec<_> = events::of_subject(tx, "application", id.uuid())
        .await?
        .into_iter()
        .filter_map(|event| {
            let (title, tone) = match event.kind.as_str() {
                "application.submitted" if event.payload.get("way").is_some() => {
                    (format!("紙の申請書を受け付けました（{municipality}が入力しました）"), Tone::Info)
                }
                "application.submitted" => ("申請を受け付けました".to_owned(), Tone::Info),
                "application.queued" => ("申請を受け付けました（待機）".to_owned(), Tone::Info),
                "application.promoted" => ("待機から繰り上がりました".to_owned(), Tone::Success),
                "application.taken_up" => (format!("{municipality}が審査を始めました"), Tone::Progress),
                "application.returned" => {
                    (format!("{municipality}から補正のお願いがありました"), Tone::Attention)
                }
                "application.resubmitted" => ("再提出を受け付けました".to_owned(), Tone::Info),
                "application.granted" => ("交付が決定しました".to_owned(), Tone::Success),
                "application.refused" => ("不交付と決定しました".to_owned(), Tone::Danger),
                "application.withdrawn" => ("申請を取り下げました".to_owned(), Tone::Neutral),
                // What the office does within itself, and what happened before receipt.
                other => {
                    let (title, tone) = moment(Happening::from_code(other)?)?;
                    (title.to_owned(), tone)
                }
            };
            Some(Moment { at: event.at, title, tone })
        })
        .collect();
    moments.reverse();
    Ok(moments)
}

/// To the application from wherever it is not what the page is for.
pub(crate) fn back(filler: &Filler, id: ApplicationId) -> Response {
    see_other(&filler.filling().application(id))
}
