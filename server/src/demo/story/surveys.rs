//! The story's survey: all open offices were asked about their intention ten days ago (the 188 of domain.md J18); some have
//! answered, and the others can be reminded.

use super::{outreach, past::Past};
use crate::{demo::seed::find, error::Error};
use chrono::{DateTime, Days, TimeDelta, Utc};
use domain::{
    form::Typed,
    ids::{OfficeId, SurveyId, SurveyResponseId},
    mailings::Topic,
    surveys::{Answer, AnswerChannel, Answers, Questionnaire},
};
use std::collections::BTreeSet;
use store::{
    Scope, mailings,
    surveys::{
        self,
        invitations::{self, Invitation},
        responses::{self, How, Who},
    },
};
use uuid::Uuid;

/// How long ago it was published: a day before the invitation, after which some wanted no more mail.
const ASKED: TimeDelta = TimeDelta::days(10);
/// How long ago some have answered.
const ANSWERED: TimeDelta = TimeDelta::days(6);
/// Days from now until its deadline.
const LEFT: u64 = 14;

/// What offices answer, in turn: the choice of 問2, reasons, software. None says that it uses the system: how many do is
/// told by the lists of adopters alone.
const SAID: [(&str, &[&str], &str); 6] = [
    ("b", &["a", "b"], "みどりケア"),
    ("b", &["a", "d"], "つむぎ介護"),
    ("c", &["f"], "みどりケア"),
    ("b", &["b", "c"], ""),
    ("d", &[], "こもれびシステム"),
    ("a", &["h"], "つむぎ介護"),
];

/// Asks everybody, by mail or by letter.
pub async fn ask(past: &Past, now: DateTime<Utc>) -> Result<SurveyId, Error> {
    past.turn_to(now - ASKED);
    let (tenant, _) = find(&past.app, "midorino", "clerk").await?;
    let mut clerk = past.person("clerk").await?;
    let list = outreach::keep_everybody(&mut clerk).await?.to_string();
    let made = clerk.post("/t/midorino/surveys/new", &[("from", "ready:adoption_intention")]).await?;
    let id: SurveyId = made
        .split('?')
        .next()
        .and_then(|path| path.rsplit('/').next())
        .and_then(|id| id.parse().ok())
        .ok_or(Error::Internal("a survey of the story has no address"))?;
    let scope = Scope::tenant_by_system(tenant, "demo data");
    let tx = past.app.store.read(&scope).await?;
    let title = surveys::find(&tx, id).await?.ok_or(Error::NotFound)?.title;
    drop(tx);
    let deadline = (domain::tokyo::date(now) + Days::new(LEFT)).to_string();
    let typed = [
        ("version", "1"),
        ("title", title.as_str()),
        (
            "lead",
            "ケアプランデータ連携システムの導入について、お考えをお聞かせください。5分ほどで終わります。",
        ),
        ("asking", "今年度の説明会と補助金を考えるために、アンケートへのご協力をお願いします。"),
        ("deadline", deadline.as_str()),
        ("anonymous", "no"),
        ("general", "yes"),
    ];
    clerk.post(&format!("/t/midorino/surveys/{id}/settings"), &typed).await?;
    clerk.post(&format!("/t/midorino/surveys/{id}/publication"), &[("version", "2")]).await?;
    clerk.post(&format!("/t/midorino/surveys/{id}/invitations"), &[("segment", &list)]).await?;
    past.work().await?;
    past.turn_to(now);
    Ok(id)
}

/// Every second of those who were asked by mail and can still be written to has answered, each something else; another
/// survey waits to be published.
pub async fn answer(past: &Past, id: SurveyId, now: DateTime<Utc>) -> Result<(), Error> {
    past.turn_to(now - ANSWERED);
    let app = &past.app;
    let (tenant, _) = find(app, "midorino", "clerk").await?;
    let list = outreach::everybody(past, tenant).await?;
    let tx = app.store.write(&Scope::tenant_by_system(tenant, "demo data")).await?;
    let survey = surveys::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let version = surveys::current(&tx, &survey).await?.ok_or(Error::NotFound)?;
    let reached = mailings::decide(&tx, &list, Topic::Survey).await?.into_iter();
    let reached: BTreeSet<OfficeId> =
        reached.filter(|one| one.exclusion.is_none()).map(|one| one.candidate.office).collect();
    let asked = invitations::of_survey(&tx, id).await?;
    let asked = asked.iter().filter(|one| one.mailed_at.is_some());
    let asked = asked.filter(|one| one.office.is_some_and(|office| reached.contains(&office)));
    for (one, said) in asked.step_by(2).take(ANSWERS).zip(SAID.into_iter().cycle()) {
        let who = Who { invitation: Some(one.id), office: one.office };
        let response: SurveyResponseId = app.clock.id();
        let mut begun = responses::begin(&tx, response, &survey, &version, who, app.clock.now()).await?;
        for (question, answer) in said_by(&version.questionnaire, one, said) {
            begun = responses::keep(&tx, begun.id, question, Some(&answer), app.clock.now()).await?;
        }
        let how = How { channel: AnswerChannel::Web, entered_by: None };
        let ids = || app.clock.id::<Uuid>();
        responses::hand_in(&tx, (&survey, &version), &begun, how, &ids, app.clock.now())
            .await
            .map_err(|_| Error::Internal("an answer of the story is not taken"))?;
    }
    tx.commit().await?;
    past.turn_to(now);
    let mut clerk = past.person("clerk").await?;
    clerk.post("/t/midorino/surveys/new", &[("from", "ready:after_session")]).await?;
    Ok(())
}

/// Answers at most, so that the demonstration begins quickly.
const ANSWERS: usize = 24;

fn said_by(
    questionnaire: &Questionnaire,
    one: &Invitation,
    (intention, reasons, software): (&str, &[&str], &str),
) -> Answers {
    let mut typed = Typed::default().with("q2", intention).with("q5", software).with("q8", "a");
    for reason in reasons {
        typed = typed.with("q3", *reason);
    }
    let mut answers = Answers::new();
    for question in &questionnaire.questions {
        if let Ok(Some(answer)) = question.read(&typed) {
            answers.insert(question.id, answer);
        }
        if question.attribute().is_some() {
            answers.insert(question.id, Answer::Text(one.name.clone()));
        }
    }
    questionnaire.kept(&answers)
}
