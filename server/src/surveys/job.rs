//! The jobs of asking and reminding: mails of a chunk, a short transaction each, until all are written. Each is safe to do
//! twice, since a row says when its mail was written and on which day it was reminded.

use super::tokens;
use crate::{app::App, jobs::JobError, kill, mail::outreach};
use app::{
    mails::surveys::{Ask, ask as text_of},
    paths,
};
use chrono::{NaiveDate, TimeDelta};
use domain::{
    ids::{JobId, MailId, SurveyId, TenantId},
    mailings::{Exclusion, Topic},
    surveys::SurveyState,
    tokyo,
};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{
    Scope, Tx,
    jobs::{self, NewJob},
    mails::{self, Extra, Mail},
    surveys::{
        self, Survey,
        invitations::{self, Invitation},
    },
    tenants::{self, Tenant},
};

/// Writes the mails to those who are asked.
pub const ASK: &str = "survey.ask";
/// Writes the mails to those who have not answered.
pub const REMIND: &str = "survey.remind";
/// Mails of one transaction.
const CHUNK: u64 = 200;
/// The hour at which a planned reminder is sent: when people are up.
const HOUR: i64 = 9;

#[derive(Deserialize)]
struct Asking {
    survey: SurveyId,
}

#[derive(Deserialize)]
struct Reminding {
    survey: SurveyId,
    /// The day whose reminder it is.
    on: NaiveDate,
    /// Whether it was planned for the day: one that was planned anew meanwhile does nothing.
    #[serde(default)]
    planned: bool,
}

/// Enqueues the mails to those who are asked and have none yet.
pub async fn ask(app: &App, tx: &Tx, survey: SurveyId) -> Result<(), store::Error> {
    let id: JobId = app.clock.id();
    let job = NewJob {
        id,
        tenant: tx.tenant()?,
        kind: ASK,
        payload: json!({ "survey": survey }),
        unique_key: Some(format!("{ASK}:{survey}:{id}")),
        run_at: app.clock.now(),
    };
    jobs::enqueue(tx, job).await
}

/// Enqueues a reminder of today.
pub async fn remind(app: &App, tx: &Tx, survey: SurveyId, on: NaiveDate) -> Result<(), store::Error> {
    let id: JobId = app.clock.id();
    let job = NewJob {
        id,
        tenant: tx.tenant()?,
        kind: REMIND,
        payload: json!({ "survey": survey, "on": on }),
        unique_key: Some(format!("{REMIND}:{survey}:{id}")),
        run_at: app.clock.now(),
    };
    jobs::enqueue(tx, job).await
}

/// Enqueues the reminder of a day to come, once.
pub async fn plan_reminder(app: &App, tx: &Tx, survey: SurveyId, on: NaiveDate) -> Result<(), store::Error> {
    let job = NewJob {
        id: app.clock.id(),
        tenant: tx.tenant()?,
        kind: REMIND,
        payload: json!({ "survey": survey, "on": on, "planned": true }),
        unique_key: Some(format!("{REMIND}:{survey}:{on}:{}", app.clock.now().timestamp())),
        run_at: (tokyo::start_of(on) + TimeDelta::hours(HOUR)).max(app.clock.now()),
    };
    jobs::enqueue(tx, job).await
}

/// Whether answers are taken today: nobody is written to for a survey that takes none.
fn takes(app: &App, survey: &Survey) -> bool {
    survey.state == SurveyState::Open && survey.state.accepts(survey.deadline, app.clock.today()).is_ok()
}

/// Writes the mails of a chunk; each once, since it has the id of its invitation.
pub async fn perform_ask(app: &App, tenant: TenantId, payload: &Value) -> Result<(), JobError> {
    let Asking { survey } = read(payload)?;
    let tx = app.store.write(&Scope::tenant_by_system(tenant, "ask in a survey")).await?;
    let Some(survey) = surveys::find(&tx, survey).await?.filter(|survey| takes(app, survey)) else {
        return Ok(());
    };
    let waiting = invitations::unmailed(&tx, survey.id, CHUNK).await?;
    if waiting.is_empty() {
        return Ok(());
    }
    let house = tenants::own(&tx).await?;
    for one in &waiting {
        let id = MailId::from_uuid(one.id.uuid());
        let exclusion = offer(app, &tx, mail(app, &house, &survey, one, id, false)).await?;
        invitations::mailed(&tx, one.id, id, exclusion, app.clock.now()).await?;
    }
    if waiting.len() as u64 == CHUNK {
        ask(app, &tx, survey.id).await?;
    }
    tx.commit().await?;
    kill::point("survey.chunk");
    app.wake.notify_one();
    Ok(())
}

/// Writes the reminders of a chunk: to those who got the mail and have not answered, each once a day.
pub async fn perform_remind(app: &App, tenant: TenantId, payload: &Value) -> Result<(), JobError> {
    let Reminding { survey, on, planned } = read(payload)?;
    let tx = app.store.write(&Scope::tenant_by_system(tenant, "remind of a survey")).await?;
    let Some(survey) = surveys::find(&tx, survey).await?.filter(|survey| takes(app, survey)) else {
        return Ok(());
    };
    // A machine that was off sends nothing of a day that is over, and a day that was changed has its own job.
    if on != app.clock.today() || (planned && survey.remind_on != Some(on)) {
        return Ok(());
    }
    let begins = tokyo::start_of(on);
    if planned {
        let silent = invitations::to_remind(&tx, survey.id, on, begins).await?;
        if silent > 0 {
            invitations::record_reminder(&tx, survey.id, silent, app.clock.now())?;
        }
        surveys::set_reminder(&tx, &survey, None, app.clock.now()).await?;
    }
    let silent = invitations::next_to_remind(&tx, survey.id, on, begins, CHUNK).await?;
    let house = tenants::own(&tx).await?;
    for one in &silent {
        let id: MailId = app.clock.id();
        let exclusion = offer(app, &tx, mail(app, &house, &survey, one, id, true)).await?;
        invitations::reminded(&tx, one.id, id, exclusion, on).await?;
    }
    if silent.len() as u64 == CHUNK {
        remind(app, &tx, survey.id, on).await?;
    }
    tx.commit().await?;
    kill::point("survey.chunk");
    app.wake.notify_one();
    Ok(())
}

fn read<T: for<'a> Deserialize<'a>>(payload: &Value) -> Result<T, JobError> {
    serde_json::from_value(payload.clone()).map_err(|error| JobError::Never(error.to_string()))
}

/// Writes the mail, or tells why it is not.
async fn offer(app: &App, tx: &Tx, mail: Mail) -> Result<Option<Exclusion>, store::Error> {
    let extra = Extra { topic: Some(Topic::Survey), ..Extra::default() };
    Ok(mails::offer_with(tx, app.clock.id(), mail, extra).await?.exclusion())
}

fn mail(app: &App, house: &Tenant, survey: &Survey, one: &Invitation, id: MailId, again: bool) -> Mail {
    let url = link(app, &house.slug, one);
    let (subject, body) = text_of(&Ask {
        office: &one.name,
        title: &survey.title,
        asking: &survey.asking,
        deadline: survey.deadline,
        anonymous: survey.anonymous,
        url: url.as_deref(),
        again,
    });
    let to = (id, one.email.clone(), one.name.clone());
    outreach::mail(app, house, to, (subject, &body), None, ("survey", survey.id.uuid()))
}

/// What a mail that asks will say before anybody is chosen, or one that asks `again`.
pub(super) fn sample(app: &App, survey: &Survey, again: bool) -> (String, String) {
    text_of(&Ask {
        office: "（事業所名）",
        title: &survey.title,
        asking: &survey.asking,
        deadline: survey.deadline,
        anonymous: survey.anonymous,
        url: app.config.public_side.then_some("（事業所ごとの回答ページのアドレス）"),
        again,
    })
}

/// The mail that reminds, whole, before anybody gets it.
pub(super) fn reminder(app: &App, house: &Tenant, survey: &Survey) -> (String, String) {
    let (subject, text) = sample(app, survey, true);
    let stop = app.config.public_side.then_some(outreach::STOP_OF_EACH);
    (subject, outreach::signed(house, &text, stop, None))
}

/// The page of an invitation; none where nobody outside reaches the program.
pub(super) fn link(app: &App, slug: &str, one: &Invitation) -> Option<String> {
    let token = tokens::of(&app.keys, tokens::Link::Invitation(one.id));
    let path = paths::survey_answer(slug, &token);
    app.public_address_of(&path)
}
