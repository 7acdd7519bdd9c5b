//! 督促: a mail to those who got the first one and have not answered, never twice on one day.

use super::{found, job};
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{messages::surveys::not_open, paths, surveys::SurveyReminderPage};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{ids::SurveyId, surveys::SurveyState, tokyo};
use leptos::prelude::*;
use store::{
    Tx,
    surveys::{self, Survey, invitations},
};

const TITLE: &str = "督促の確認";

/// How many it would reach.
pub async fn show(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let survey = found(&tx, id).await?;
    if survey.state == SurveyState::Draft {
        return Ok(see_other(&paths::survey(&slug, id)));
    }
    let Numbers { silent, later, others } = numbers(&tx, &app, &survey).await?;
    let mail = job::reminder(&app, &clerk.tenant, &survey);
    let refused = survey.state.accepts(survey.deadline, app.clock.today()).err().map(not_open);
    let (silent, later) = if refused.is_some() { (0, 0) } else { (silent, later) };
    let title = survey.title;
    Ok(page.ok(TITLE, move || {
        view! { <SurveyReminderPage slug id title silent later others mail refused/> }
    }))
}

/// Those who have not answered.
struct Numbers {
    /// Whom a mail reaches now.
    silent: u64,
    /// Whom one reaches from tomorrow on: they were asked or reminded today.
    later: u64,
    /// Whom none reaches.
    others: u64,
}

async fn numbers(tx: &Tx, app: &App, survey: &Survey) -> Result<Numbers, Error> {
    let today = app.clock.today();
    let silent = invitations::to_remind(tx, survey.id, today, tokyo::start_of(today)).await?;
    let by_mail = invitations::silent_by_mail(tx, survey.id).await?;
    let reach = surveys::reach(tx, survey.id).await?;
    let others = (reach.asked - reach.answered).saturating_sub(by_mail);
    Ok(Numbers { silent, later: by_mail.saturating_sub(silent), others })
}

/// Sends it, where it still reaches as many as were seen.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let survey = found(&tx, id).await?;
    if survey.state == SurveyState::Draft {
        return Ok(see_other(&paths::survey(&slug, id)));
    }
    let Numbers { silent, later, others } = numbers(&tx, &app, &survey).await?;
    let refused = match survey.state.accepts(survey.deadline, app.clock.today()) {
        Err(why) => Some(not_open(why)),
        Ok(()) if silent == 0 => Some("督促のメールを送る相手は、もういません".to_owned()),
        Ok(()) if typed.get("silent").parse() != Ok(silent) => Some(
            "確認している間に、送る相手の数が変わりました。下の件数を確かめて、もう一度送ってください"
                .to_owned(),
        ),
        Ok(()) => None,
    };
    if refused.is_some() {
        let mail = job::reminder(&app, &clerk.tenant, &survey);
        let title = survey.title;
        return Ok(page.unprocessable(TITLE, move || {
            view! { <SurveyReminderPage slug id title silent later others mail refused/> }
        }));
    }
    invitations::record_reminder(&tx, id, silent, app.clock.now())?;
    job::remind(&app, &tx, id, app.clock.today()).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(see_other(&format!("{}?done=reminded", paths::survey(&slug, id))))
}
