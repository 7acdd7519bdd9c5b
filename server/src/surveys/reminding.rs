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
    let (silent, others) = numbers(&tx, &app, &survey).await?;
    let refused = survey.state.accepts(survey.deadline, app.clock.today()).err().map(not_open);
    let silent = if refused.is_some() { 0 } else { silent };
    let title = survey.title;
    Ok(page.ok(TITLE, move || {
        view! { <SurveyReminderPage slug id title silent others refused/> }
    }))
}

/// Those whom a mail reaches, and those who have not answered and get none now.
async fn numbers(tx: &Tx, app: &App, survey: &Survey) -> Result<(u64, u64), Error> {
    let today = app.clock.today();
    let silent = invitations::to_remind(tx, survey.id, today, tokyo::start_of(today)).await?;
    let reach = surveys::reach(tx, survey.id).await?;
    Ok((silent, (reach.asked - reach.answered).saturating_sub(silent)))
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
    let (silent, others) = numbers(&tx, &app, &survey).await?;
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
        let title = survey.title;
        return Ok(page.unprocessable(TITLE, move || {
            view! { <SurveyReminderPage slug id title silent others refused/> }
        }));
    }
    invitations::record_reminder(&tx, id, silent, app.clock.now())?;
    job::remind(&app, &tx, id, app.clock.today()).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(see_other(&format!("{}?done=reminded", paths::survey(&slug, id))))
}
