//! 約束, from the workspace: moments are named to whoever applies, or an appointment is taken back.

use super::{Pairs, case::Case, queue_of, talk::reachable, told, workspace};
use crate::{
    actor::{Clerk, Officer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    subsidies::appointments::{Date, tell, tell_officer},
};
use app::{
    mails::{review as work_texts, subsidies as texts},
    messages::subsidies::appointment_errors,
    paths,
    subsidies::review::{AppointmentLine, AppointmentView},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    accounts::Role,
    ids::{ApplicationId, AppointmentId},
    subsidies::{AppointmentField, AppointmentForm, AppointmentState, appointment_reason},
};
use elements::FormState;
use store::{
    Tx, accounts,
    subsidies::appointments::{self, Appointment},
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
    let last = match last {
        Some(last) => {
            let names = accounts::names_of(tx, [last.by]).await?;
            Some(AppointmentLine {
                way: last.way,
                state: last.state,
                moments: last.moments,
                starts_at: last.starts_at,
                sentence: last.sentence,
                words: last.words,
                by: names.get(&last.by).cloned().unwrap_or_else(|| "ほかの人".to_owned()),
            })
        }
        None => None,
    };
    Ok(AppointmentView {
        last,
        may_propose: clerk && reachable(app, case) && !to_come,
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
    let obstacle = if !reachable(&app, &case) {
        Some("この申請者は、画面で日時を選べません。電話・FAX・郵便で約束してください")
    } else if to_come {
        Some("話す日時は、もう決まっています。変えるときは、先に約束を取り消してください")
    } else {
        None
    };
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
            return Ok(told(&case.about(&officer, queue).workspace(), "appointed"));
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
    Ok(told(&case.about(&officer, queue).workspace(), "unappointed"))
}
