//! 約束, from the workspace: moments are named to whoever applies, on the screen or by a letter; what they answer by telephone
//! is written down; and an appointment is taken back.

use super::{Pairs, case::Case, queue_of, register::postal_address, talk::reachable, told, workspace};
use crate::{
    actor::{Clerk, Officer},
    app::App,
    download,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    subsidies::{
        appointments::{Date, tell, tell_of_answer, tell_officer},
        desk_of,
    },
};
use app::{
    mails::{review as work_texts, subsidies as texts},
    messages::subsidies::{appointment_act, appointment_errors, appointment_line},
    paths,
    subsidies::{
        APPOINTMENT,
        review::{AppointmentLine, AppointmentView, Hearing},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::{DateTime, Utc};
use documents::TalkLetter;
use domain::{
    accounts::Role,
    ids::{ApplicationId, AppointmentId},
    subsidies::{AppointmentAnswer, AppointmentField, AppointmentForm, AppointmentState, appointment_reason},
};
use elements::FormState;
use store::{
    Tx, accounts,
    subsidies::appointments::{self, Appointment},
    views,
};

/// What the workspace shows of it.
pub(super) async fn view(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    case: &Case,
) -> Result<AppointmentView, Error> {
    let now = app.clock.now();
    let last = appointments::latest(tx, case.application.id).await?;
    let agreed = last.as_ref().and_then(Appointment::agreed);
    let to_come = agreed.is_some_and(|at| at > now);
    let open = last.as_ref().is_some_and(|last| last.state == AppointmentState::Proposed);
    let clerk = officer.has(Role::Clerk);
    let hearing = last.as_ref().filter(|_| clerk && open).map(|last| Hearing {
        id: last.id,
        moments: ahead(last, now),
        letter: paths::case_appointment_letter(&officer.tenant.slug, case.application.id),
    });
    let last = match last {
        Some(last) => {
            let names = accounts::names_of(tx, [last.by].into_iter().chain(last.recorded_by)).await?;
            let name = |id| names.get(&id).cloned().unwrap_or_else(|| "ほかの人".to_owned());
            Some(AppointmentLine {
                way: last.way,
                state: last.state,
                moments: last.moments,
                starts_at: last.starts_at,
                sentence: last.sentence,
                words: last.words,
                by: name(last.by),
                recorded_by: last.recorded_by.map(name),
            })
        }
        None => None,
    };
    Ok(AppointmentView {
        last,
        may_propose: clerk && !to_come,
        on_screen: reachable(app, case),
        hearing,
        may_cancel: clerk && (to_come || open),
        record: (clerk && agreed.is_some() && !to_come)
            .then(|| paths::new_follow_up(&officer.tenant.slug, case.office.id)),
    })
}

/// Names up to three moments; they take the place of those that nobody has answered.
pub async fn propose(
    officer: Clerk,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    pairs: Pairs,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let (queue, now) = (queue_of(&pairs), app.clock.now());
    let tx = app.store.write(&officer.scope()).await?;
    let case = Case::find_to_change(&tx, id).await?;
    let last = appointments::latest(&tx, id).await?;
    let to_come = last.is_some_and(|last| last.to_come(now).is_some());
    let obstacle =
        to_come.then_some("話す日時は、もう決まっています。変えるときは、先に約束を取り消してください");
    let errors = match (AppointmentForm::parse(&typed, now), obstacle) {
        (Ok(form), None) => {
            let appointment: AppointmentId = app.clock.id();
            appointments::propose(&tx, &case.application, appointment, &form, officer.id(), now).await?;
            tell(&app, &tx, &officer.tenant, &case, None, |about| {
                texts::appointment_proposed(about, form.way, &form.moments)
            })
            .await?;
            tx.commit().await?;
            app.wake.notify_one();
            let done = if reachable(&app, &case) { "appointed" } else { "appointed_on_paper" };
            return Ok(told(&case.about(&officer, queue).workspace(), done));
        }
        (_, Some(why)) => vec![(AppointmentField::Way.name(), why.to_owned())],
        (Err(problems), None) => appointment_errors(&problems),
    };
    drop(tx);
    let form = FormState::rejected(typed, errors);
    workspace::refuse_words(&page, &app, &officer, &case, queue, form).await
}

/// Takes an appointment back, and says why.
pub async fn cancel(
    officer: Clerk,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    pairs: Pairs,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let (queue, now) = (queue_of(&pairs), app.clock.now());
    let tx = app.store.write(&officer.scope()).await?;
    let case = Case::find_to_change(&tx, id).await?;
    let last = appointments::latest(&tx, id).await?;
    let standing = |one: &Appointment| one.state == AppointmentState::Proposed || one.to_come(now).is_some();
    let Some(appointment) = last.filter(standing) else {
        // The applicant was faster, or it is over: the page says how it stands.
        return Ok(see_other(&case.about(&officer, queue).workspace()));
    };
    let why = match appointment_reason(&typed) {
        Ok(why) => why,
        Err(problems) => {
            drop(tx);
            let form = FormState::rejected(typed, appointment_errors(&problems));
            return workspace::refuse_words(&page, &app, &officer, &case, queue, form).await;
        }
    };
    let agreed = appointment.agreed();
    appointments::cancel(&tx, &case.application, &appointment, &why, officer.id(), now).await?;
    let after = appointments::latest(&tx, id).await?.ok_or(Error::NotFound)?;
    let date = agreed.map(|at| Date { appointment: &after, at, ends: true });
    tell(&app, &tx, &officer.tenant, &case, date, |about| texts::appointment_over(about, agreed, false))
        .await?;
    // Whoever has it in their calendar is told as well, also where a colleague took it back.
    if let Some(date) = date {
        tell_officer(&app, &tx, &officer.tenant, &case, (&after, Some(date)), |work| {
            work_texts::appointment_cancelled(work, after.way, date.at)
        })
        .await?;
    }
    tx.commit().await?;
    app.wake.notify_one();
    let done = if case.contact().0.is_some() { "unappointed" } else { "unappointed_on_paper" };
    Ok(told(&case.about(&officer, queue).workspace(), done))
}

/// Writes down what whoever applies answered by telephone, by fax or by post.
pub async fn record(
    officer: Clerk,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    pairs: Pairs,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let (queue, now) = (queue_of(&pairs), app.clock.now());
    let tx = app.store.write(&officer.scope()).await?;
    let case = Case::find_to_change(&tx, id).await?;
    let last = appointments::latest(&tx, id).await?;
    let asked = |one: &Appointment| {
        one.state == AppointmentState::Proposed && one.id.to_string() == typed.get(APPOINTMENT)
    };
    let Some(appointment) = last.filter(asked) else {
        // Somebody was faster: the page says how it stands.
        return Ok(see_other(&case.about(&officer, queue).workspace()));
    };
    let answer = match AppointmentAnswer::parse(&typed, &appointment.moments, now) {
        Ok(answer) => answer,
        Err(problems) => {
            drop(tx);
            let form = FormState::rejected(typed, appointment_errors(&problems));
            return workspace::refuse_words(&page, &app, &officer, &case, queue, form).await;
        }
    };
    appointments::record_answer(&tx, &case.application, &appointment, &answer, officer.id(), now).await?;
    // A date goes to both calendars; that none fits is known to whoever just heard it.
    if matches!(answer, AppointmentAnswer::Chosen(_)) {
        tell_of_answer(&app, &tx, &officer.tenant, id, None).await?;
    }
    tx.commit().await?;
    app.wake.notify_one();
    Ok(told(&case.about(&officer, queue).workspace(), "heard"))
}

/// The letter that names the moments, for whoever applied on paper, as a file.
pub async fn letter(
    officer: Clerk,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let tx = app.store.look(&officer.scope()).await?;
    let case = Case::find(&tx, id).await?;
    let last = appointments::latest(&tx, id).await?;
    let open = last.filter(|last| last.state == AppointmentState::Proposed && !ahead(last, now).is_empty());
    let Some(appointment) = open else {
        return Ok(see_other(&paths::application(&officer.tenant.slug, id)));
    };
    views::record(&tx, app.clock.id(), now, "application", id.uuid(), "talk-letter").await?;
    tx.commit().await?;
    let moments = ahead(&appointment, now).into_iter();
    let letter = TalkLetter {
        office: postal_address(&case),
        sender: desk_of(&officer.tenant, &case.version.rules),
        issued_on: app.clock.today(),
        programme: case.version.rules.title.clone(),
        receipt_number: case.receipt.to_string(),
        office_name: case.office.name.clone(),
        sentence: appointment.sentence.clone(),
        act: appointment_act(appointment.way).to_owned(),
        moments: moments.map(|(_, at)| appointment_line(appointment.way, at)).collect(),
    };
    let (name, fonts) = (letter.file_name(), app.fonts.clone());
    let made = tokio::task::spawn_blocking(move || letter.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the letter was broken off"))?
        .map_err(|_| Error::Internal("the letter cannot be set"))?;
    Ok(download::file(&name, "application/pdf", made.pdf))
}

/// The moments that are still to come, each with its place among those that were named.
fn ahead(appointment: &Appointment, now: DateTime<Utc>) -> Vec<(usize, DateTime<Utc>)> {
    (1..).zip(appointment.moments.iter().copied()).filter(|(_, at)| *at > now).collect()
}
