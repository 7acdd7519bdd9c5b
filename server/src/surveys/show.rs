//! One survey: its numbers, the form about it, publishing, closing.

use super::{Done, conflict, found, job, tokens};
use crate::{
    actor::{Clerk, Reader},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::surveys::{question_fault, survey_field, survey_problem},
    paths,
    surveys::{
        PublicationPage, PublicationView, SurveyEndingPage, SurveyPage, SurveySettingsPage, SurveyView,
    },
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    ids::SurveyId,
    surveys::{NotOpen, QuestionnaireFault, SurveyField, SurveyForm, SurveyState},
    tokyo,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    surveys::{self, Survey, invitations, responses},
};

const SETTINGS: &str = "アンケートの題名・期限・依頼の文";
const PUBLISH: &str = "公開の確認";
const END: &str = "アンケートの受付";

/// Its numbers and what comes next.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let survey = found(&tx, id).await?;
    let today = app.clock.today();
    let published = surveys::current(&tx, &survey).await?;
    let link = (survey.general && survey.state == SurveyState::Open && app.config.public_side)
        .then(|| everybody(&app, &slug, id));
    let reach = surveys::reach(&tx, id).await?;
    let done = done.as_deref().and_then(|done| match done {
        "added" => Some("下書きを作りました。設問を確かめ、期限を決めてから公開してください。"),
        "after" => Some("参加した方に聞くアンケートの下書きを作りました。期限を決めて公開すると、案内のメールを送ります。"),
        "saved" => Some("保存しました。"),
        "published" if reach.asked == 0 => {
            Some("公開しました。続けて、下の「事業所に案内する」から、対象の事業所に案内してください。")
        }
        "published" => Some("公開しました。"),
        "reminded" => Some("督促のメールを送ります。順に送られます。"),
        "closed" => Some("受付を終えました。"),
        "reopened" => Some("受付を再開しました。"),
        _ => None,
    });
    let view = SurveyView {
        slug,
        id,
        over: matches!(survey.state.accepts(survey.deadline, today), Err(NotOpen::Over(_))),
        state: survey.state,
        deadline: survey.deadline,
        remind_on: survey.remind_on,
        anonymous: survey.anonymous,
        questions: survey.draft.questions.len(),
        changed: published.as_ref().is_some_and(|version| version.questionnaire != survey.draft),
        published: published.map(|version| (version.number, version.published_at)),
        reach,
        responses: responses::count(&tx, id).await?,
        begun: responses::begun(&tx, id).await?,
        silent: invitations::to_remind(&tx, id, today, tokyo::start_of(today)).await?,
        link,
        may_write: reader.has(Role::Clerk),
        done: done.map(str::to_owned),
        title: survey.title,
    };
    Ok(page.ok("アンケート", move || view! { <SurveyPage survey=view/> }))
}

/// Everybody's link.
pub(super) fn everybody(app: &App, slug: &str, id: SurveyId) -> String {
    let token = tokens::of(&app.keys, tokens::Link::Everybody(id));
    app.address_of(&paths::survey_answer(slug, &token))
}

/// The form about it.
pub async fn edit(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let survey = found(&tx, id).await?;
    let form = FormState::filled(survey.form().fill());
    let (title, version, published) = (survey.title, survey.version, survey.current.is_some());
    Ok(page.ok(SETTINGS, move || {
        view! { <SurveySettingsPage slug id title version published form/> }
    }))
}

/// Saves what the form says; a day of a reminder gets its job.
pub async fn update(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let survey = found(&tx, id).await?;
    let published = survey.current.map(|_| survey.anonymous);
    let seen = typed.version();
    let standing = [survey.deadline, survey.remind_on];
    let form = match SurveyForm::parse(&typed, app.clock.today(), published, standing) {
        Ok(form) => form,
        Err(problems) => {
            let errors =
                problems.iter().map(|(field, problem)| (field.name(), survey_problem(*field, problem)));
            let form = FormState::rejected(typed, errors.collect());
            let (title, published) = (survey.title, published.is_some());
            return Ok(page.unprocessable(SETTINGS, move || {
                view! { <SurveySettingsPage slug id title version=seen published form/> }
            }));
        }
    };
    if seen != survey.version {
        return Err(conflict(&tx, &slug, &survey, differences(&survey, &form)).await?);
    }
    match surveys::save_form(&tx, &survey, &form, app.clock.now()).await {
        Ok(()) => {}
        Err(store::Error::Stale) => {
            return Err(conflict(&tx, &slug, &survey, differences(&survey, &form)).await?);
        }
        Err(error) => return Err(error.into()),
    }
    // Mails that were not written before the deadline passed are written now.
    if survey.state == SurveyState::Open {
        job::ask(&app, &tx, id).await?;
    }
    if let Some(on) = form.remind_on.filter(|on| survey.remind_on != Some(*on)) {
        job::plan_reminder(&app, &tx, id, on).await?;
    }
    tx.commit().await?;
    app.wake.notify_one();
    Ok(see_other(&format!("{}?done=saved", paths::survey(&slug, id))))
}

fn differences(survey: &Survey, mine: &SurveyForm) -> Vec<(String, String, String)> {
    let theirs = survey.form();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let texts = [
        (SurveyField::Title, theirs.title, mine.title.clone()),
        (SurveyField::Lead, theirs.lead, mine.lead.clone()),
        (SurveyField::Asking, theirs.asking, mine.asking.clone()),
        (SurveyField::Deadline, day(theirs.deadline), day(mine.deadline)),
        (SurveyField::RemindOn, day(theirs.remind_on), day(mine.remind_on)),
    ];
    let differ = texts.into_iter().filter(|(_, theirs, mine)| theirs != mine);
    differ.map(|(field, theirs, mine)| (survey_field(field).to_owned(), theirs, mine)).collect()
}

fn publication(app: &App, slug: String, survey: Survey) -> PublicationView {
    let mut missing = Vec::new();
    match survey.deadline {
        None => missing.push("回答の期限を決めてください".to_owned()),
        Some(day) if day < app.clock.today() => {
            missing.push("回答の期限が過ぎています。今日か、今日より後の日にしてください".to_owned());
        }
        Some(_) => {}
    }
    if survey.anonymous && survey.draft.identifies() {
        missing.push(question_fault("", &QuestionnaireFault::Identifies));
    }
    PublicationView {
        slug,
        id: survey.id,
        version: survey.version,
        faults: survey.draft.problems(),
        missing,
        again: survey.current.is_some(),
        anonymous: survey.anonymous,
        deadline: survey.deadline,
        // The day may have come while it was a draft: nobody is reminded then.
        remind_on: survey.remind_on.filter(|day| *day > app.clock.today()),
        questionnaire: survey.draft,
    }
}

/// Whether something can be published: it was not, or it is another now.
async fn to_publish(tx: &Tx, survey: &Survey) -> Result<bool, Error> {
    let current = surveys::current(tx, survey).await?;
    Ok(survey.state != SurveyState::Closed
        && current.is_none_or(|version| version.questionnaire != survey.draft))
}

/// Asks once more.
pub async fn ask_publication(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let survey = found(&tx, id).await?;
    if !to_publish(&tx, &survey).await? {
        return Ok(see_other(&paths::survey(&slug, id)));
    }
    let publication = publication(&app, slug, survey);
    Ok(page.ok(PUBLISH, move || view! { <PublicationPage publication/> }))
}

/// Publishes what was seen; those who came to its session are asked with it.
pub async fn publish(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let survey = found(&tx, id).await?;
    if !to_publish(&tx, &survey).await? {
        return Ok(see_other(&paths::survey(&slug, id)));
    }
    let view = publication(&app, slug.clone(), survey.clone());
    if !view.faults.is_empty() || !view.missing.is_empty() {
        return Ok(page.unprocessable(PUBLISH, move || view! { <PublicationPage publication=view/> }));
    }
    if typed.version() != survey.version {
        return Err(conflict(&tx, &slug, &survey, Vec::new()).await?);
    }
    match surveys::publish(&tx, &survey, app.clock.now()).await {
        Ok(_) => {}
        Err(store::Error::Stale) => return Err(conflict(&tx, &slug, &survey, Vec::new()).await?),
        Err(error) => return Err(error.into()),
    }
    job::ask(&app, &tx, id).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(see_other(&format!("{}?done=published", paths::survey(&slug, id))))
}

/// Asks once more before it is closed, opened again or thrown away.
pub async fn ask_ending(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let Survey { title, state, version, .. } = found(&tx, id).await?;
    Ok(page.ok(END, move || view! { <SurveyEndingPage slug id title state version/> }))
}

/// Closes it, opens it again, or throws the draft away.
pub async fn end(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let survey = found(&tx, id).await?;
    if typed.version() != survey.version {
        return Err(conflict(&tx, &slug, &survey, Vec::new()).await?);
    }
    let now = app.clock.now();
    let (ended, then) = match survey.state {
        SurveyState::Draft => {
            (surveys::remove(&tx, &survey, now).await, format!("{}?done=removed", paths::surveys(&slug)))
        }
        SurveyState::Open => {
            (surveys::close(&tx, &survey, now).await, format!("{}?done=closed", paths::survey(&slug, id)))
        }
        SurveyState::Closed => {
            (surveys::reopen(&tx, &survey, now).await, format!("{}?done=reopened", paths::survey(&slug, id)))
        }
    };
    match ended {
        Ok(()) if survey.state == SurveyState::Closed => job::ask(&app, &tx, id).await?,
        Ok(()) => {}
        Err(store::Error::Stale) => return Err(conflict(&tx, &slug, &survey, Vec::new()).await?),
        Err(error) => return Err(error.into()),
    }
    tx.commit().await?;
    app.wake.notify_one();
    Ok(see_other(&then))
}
