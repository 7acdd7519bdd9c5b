//! The surveys of a municipality, and the begin of a new one: blank, ready, a copy, or after a session.

use super::{Done, job};
use crate::{
    actor::{Clerk, Reader},
    app::App,
    campaigns::attaching::{self, For},
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    paths,
    surveys::{AfterSessionPage, BLANK, COPY, NewSurveyPage, READY, SurveyLine, SurveysPage},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    campaigns::ActivityKind,
    demos::StageName,
    email::Email,
    form::Typed,
    ids::{DemoId, SurveyId, SurveyInvitationId},
    mailings::Exclusion,
    surveys::{NotOpen, Questionnaire, ReadySurvey, SurveyForm, planned_reminder},
    text::{graphemes, tidy_name},
    working_days::WorkingCalendar,
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::BTreeSet;
use store::{
    Tx,
    campaigns::{Activity, Made},
    demos::{registrations, sessions},
    offices,
    surveys::{
        self,
        invitations::{self, Asked},
    },
    tenants,
};

const TITLE: &str = "アンケート";
const NEW: &str = "アンケートを作る";
const AFTER: &str = "デモ・説明会の後のアンケート";
/// The most characters of a title.
const MOST: usize = 80;
/// What a new survey says above its link.
pub(super) const ASKING: &str = "アンケートへのご協力をお願いします。";

/// Every survey.
pub async fn index(
    reader: Reader,
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let today = app.clock.today();
    let mut lines = Vec::new();
    for survey in surveys::all(&tx).await? {
        lines.push(SurveyLine {
            id: survey.id,
            over: matches!(survey.state.accepts(survey.deadline, today), Err(NotOpen::Over(_))),
            state: survey.state,
            deadline: survey.deadline,
            reach: surveys::reach(&tx, survey.id).await?,
            title: survey.title,
        });
    }
    let done = (done.as_deref() == Some("removed")).then(|| "下書きを捨てました。".to_owned());
    let may_write = reader.has(Role::Clerk);
    Ok(page.ok(TITLE, move || view! { <SurveysPage slug lines may_write done/> }))
}

async fn known(tx: &Tx) -> Result<Vec<(SurveyId, String)>, Error> {
    Ok(surveys::all(tx).await?.into_iter().map(|survey| (survey.id, survey.title)).collect())
}

/// How it can begin; for an activity, with the activity's title.
pub async fn new(
    clerk: Clerk,
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(of): Query<For>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let known = known(&tx).await?;
    let typed = of.carried(Typed::default());
    let waiting = attaching::waiting(&tx, &typed, ActivityKind::Survey).await?;
    let typed = match &waiting {
        Some(activity) => typed.with("title", &*activity.text.title),
        None => typed,
    };
    let (form, of) = (FormState::filled(typed), whose(&slug, waiting));
    Ok(page.ok(NEW, move || view! { <NewSurveyPage slug known of form/> }))
}

/// The activity for which it is made: its title and its page.
fn whose(slug: &str, activity: Option<Activity>) -> Option<(String, String)> {
    activity.map(|one| (one.text.title, paths::activity(slug, one.campaign, one.id)))
}

/// What a new survey asks, by what was chosen.
async fn source(tx: &Tx, from: &str) -> Result<Option<(Questionnaire, String)>, Error> {
    if from == BLANK {
        return Ok(Some((Questionnaire::default(), ASKING.to_owned())));
    }
    if let Some(ready) = from.strip_prefix(READY).and_then(ReadySurvey::from_code) {
        return Ok(Some((ready.questionnaire(), ASKING.to_owned())));
    }
    let Some(id) = from.strip_prefix(COPY).and_then(|id| id.parse::<SurveyId>().ok()) else {
        return Ok(None);
    };
    Ok(surveys::find(tx, id).await?.map(|survey| (survey.draft, survey.asking)))
}

/// Makes the draft.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path(slug): Path<String>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let title = tidy_name(typed.get("title"));
    let source = source(&tx, typed.get("from")).await?;
    let mut errors = Vec::new();
    match &source {
        None => errors.push(("from", "何から始めるかを選んでください".to_owned())),
        Some((questionnaire, _)) if title.is_empty() && questionnaire.title.is_empty() => {
            errors.push(("title", "題名を入力してください".to_owned()));
        }
        Some(_) => {}
    }
    if graphemes(&title) > MOST {
        errors.push(("title", format!("題名は、{MOST}文字以内で入力してください")));
    }
    let Some((mut questionnaire, asking)) = source.filter(|_| errors.is_empty()) else {
        let known = known(&tx).await?;
        let of = whose(&slug, attaching::waiting(&tx, &typed, ActivityKind::Survey).await?);
        let form = FormState::rejected(typed, errors);
        return Ok(page.unprocessable(NEW, move || view! { <NewSurveyPage slug known of form/> }));
    };
    if !title.is_empty() {
        questionnaire.title = title;
    }
    let id: SurveyId = app.clock.id();
    let now = app.clock.now();
    let waiting = attaching::waiting(&tx, &typed, ActivityKind::Survey).await?;
    surveys::add(&tx, id, &questionnaire, &asking, None, now).await?;
    // The activity's last day is the last on which answers are taken, and before it the silent ones are reminded.
    let today = app.clock.today();
    let days = waiting.and_then(|activity| {
        let last = activity.text.ends_on.filter(|last| *last >= today)?;
        Some((activity.text.starts_on.map_or(today, |first| first.max(today)), last))
    });
    if let Some((first, last)) = days
        && let Some(survey) = surveys::find(&tx, id).await?
    {
        let calendar = WorkingCalendar::new(tenants::closed_days(&tx).await?);
        let remind_on = planned_reminder(first, last, &calendar);
        let form = SurveyForm { deadline: Some(last), remind_on, ..survey.form() };
        surveys::save_form(&tx, &survey, &form, now).await?;
        if let Some(on) = remind_on {
            job::plan_reminder(&app, &tx, id, on).await?;
        }
    }
    let made = (ActivityKind::Survey, Made::Survey(id));
    let activity = attaching::attach(&tx, &slug, &typed, made, now).await?;
    tx.commit().await?;
    Ok(see_other(&activity.unwrap_or_else(|| format!("{}?done=added", paths::survey(&slug, id)))))
}

/// Whether a survey is made for those who came to a session.
pub async fn ask_after_session(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let Some(people) = came(&tx, id).await? else { return Ok(see_other(&paths::demo_session(&slug, id))) };
    let known = surveys::after_session(&tx, id).await?;
    let known = known.into_iter().map(|survey| (survey.id, survey.title)).collect::<Vec<_>>();
    let mails = people.iter().filter(|one| one.exclusion.is_none()).count();
    let others = people.len() - mails;
    Ok(page.ok(AFTER, move || view! { <AfterSessionPage slug id mails others known/> }))
}

/// Makes a draft of the ready one and asks those who came, once it is published.
pub async fn after_session(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, session)): Path<(String, DemoId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let Some(people) = came(&tx, session).await? else {
        return Ok(see_other(&paths::demo_session(&slug, session)));
    };
    let id: SurveyId = app.clock.id();
    let questionnaire = ReadySurvey::AfterSession.questionnaire();
    let asking = "デモ・説明会にご参加いただき、ありがとうございました。アンケートへのご協力をお願いします。";
    surveys::add(&tx, id, &questionnaire, asking, Some(session), app.clock.now()).await?;
    let survey = super::found(&tx, id).await?;
    let ids = || app.clock.id::<SurveyInvitationId>();
    let hash = |id: SurveyInvitationId| super::tokens::new_code_hash(&app.keys, id);
    invitations::add(&tx, &survey, people, &ids, &hash, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=after", paths::survey(&slug, id))))
}

/// Those who came to a held session and are the house's own, each office once; none before it was held.
async fn came(tx: &Tx, id: DemoId) -> Result<Option<Vec<Asked>>, Error> {
    let tenant = tx.tenant()?;
    let session = sessions::find(tx, id).await?.ok_or(Error::NotFound)?;
    if !matches!(session.stage.name(), StageName::Held | StageName::Reported) {
        return Ok(None);
    }
    let own = session.municipality == Some(tenant);
    let (mut seen, mut written) = (BTreeSet::new(), BTreeSet::new());
    let mut people = Vec::new();
    for one in registrations::of_session(tx, id).await? {
        let here = one.house.map_or(own, |house| house == tenant);
        if !here || !one.is_live() || one.attended.unwrap_or(0) == 0 {
            continue;
        }
        let office = match one.office {
            Some(office) => offices::find(tx, office).await?.map(|office| office.id),
            None => None,
        };
        let key =
            office.map_or_else(|| format!("{} {}", one.office_name, one.email), |office| office.to_string());
        if seen.insert(key) {
            let exclusion = match Email::parse(&one.email) {
                Err(_) => Some(Exclusion::NoAddress),
                Ok(email) if !written.insert(email.key()) => Some(Exclusion::DuplicateAddress),
                Ok(_) => None,
            };
            people.push(Asked { office, name: one.office_name, email: one.email, exclusion });
        }
    }
    Ok(Some(people))
}
