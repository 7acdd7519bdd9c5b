//! What tests of surveys do first: a draft, a published survey, offices that are asked, answers.

use crate::{
    mailings::steps::{addresses, last, offices, segment},
    subsidies::steps::tenant,
    support::{Answer, Asker, World},
};
use axum::http::StatusCode;
use chrono::Days;
use domain::{
    ids::SurveyId,
    surveys::{Answers, QuestionId},
};
use server::{
    jobs,
    surveys::tokens::{self, Link},
};
use store::{
    Scope,
    surveys::{
        invitations::{self, Invitation},
        responses,
    },
};

/// A draft of the ready survey; its id.
pub async fn draft(clerk: &Asker, title: &str) -> String {
    let typed = [("from", "ready:adoption_intention"), ("title", title)];
    let answer = clerk.post("/t/midorino/surveys/new", &typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    last(answer.location())
}

/// The day so many days from now, as it is typed.
pub fn day(world: &World, ahead: u64) -> String {
    (world.app.clock.today() + Days::new(ahead)).to_string()
}

/// Saves what the form about a survey says, besides its title and a deadline in twenty days.
pub async fn settle(
    world: &World,
    clerk: &Asker,
    survey: &str,
    title: &str,
    more: &[(&str, &str)],
) -> Answer {
    let path = format!("/t/midorino/surveys/{survey}/settings");
    let version = clerk.get(&path).await.hidden("version").unwrap();
    let deadline = day(world, 20);
    let mut typed = vec![("title", title), ("version", &version)];
    for (name, value) in [("deadline", deadline.as_str()), ("anonymous", "no")] {
        if !more.iter().any(|(known, _)| *known == name) {
            typed.push((name, value));
        }
    }
    typed.extend(more);
    clerk.post(&path, &typed).await
}

/// Publishes a survey as the page that asks once more does.
pub async fn publish(clerk: &Asker, survey: &str) -> Answer {
    let path = format!("/t/midorino/surveys/{survey}/publication");
    let version = clerk.get(&path).await.hidden("version").unwrap_or_default();
    clerk.post(&path, &[("version", &version)]).await
}

/// The ready survey, published with a deadline in twenty days; its id.
pub async fn published(world: &World, clerk: &Asker, title: &str, more: &[(&str, &str)]) -> String {
    let survey = draft(clerk, title).await;
    let saved = settle(world, clerk, &survey, title, more).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let answer = publish(clerk, &survey).await;
    assert!(answer.location().ends_with("done=published"), "{}", answer.text);
    survey
}

/// Asks the offices of a segment, and lets the mails leave.
pub async fn ask(world: &World, clerk: &Asker, survey: &str, segment: &str) {
    let path = format!("/t/midorino/surveys/{survey}/invitations");
    let answer = clerk.post(&path, &[("segment", segment)]).await;
    assert!(answer.location().ends_with("done=asked"), "{}", answer.text);
    jobs::drain(&world.app).await.unwrap();
}

/// A published survey that asks so many offices with an address, and one without; its id.
pub async fn asking(world: &World, clerk: &Asker, count: usize, more: &[(&str, &str)]) -> String {
    let mut emails = addresses(count);
    emails.push(String::new());
    offices(world, &emails).await;
    let survey = published(world, clerk, "導入意向アンケート", more).await;
    let segment = segment(clerk).await;
    ask(world, clerk, &survey, &segment).await;
    survey
}

/// Whom a survey asks.
pub async fn invited(world: &World, survey: &str) -> Vec<Invitation> {
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    invitations::of_survey(&tx, survey.parse().unwrap()).await.unwrap()
}

/// The token of the link of somebody who is asked.
pub async fn token_of(world: &World, survey: &str, name: &str) -> String {
    let all = invited(world, survey).await;
    let one = all.iter().find(|one| one.name == name).unwrap();
    tokens::of(&world.app.keys, Link::Invitation(one.id))
}

/// Everybody's link.
pub fn everybody(world: &World, survey: &str) -> String {
    tokens::of(&world.app.keys, Link::Everybody(survey.parse().unwrap()))
}

/// Begins by a link and answers questions, each on its page; the path under which it was begun.
pub async fn fill(asker: &Asker, token: &str, answers: &[(&str, &[(&str, &str)])]) -> String {
    let begun = asker.post(&format!("/t/midorino/answer/{token}"), &[]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
    let base = begun.location().rsplit_once('/').unwrap().0.to_owned();
    for (question, typed) in answers {
        let kept = asker.post(&format!("{base}/{question}"), typed).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{question}: {}", kept.text);
    }
    base
}

/// The same, and hands them in.
pub async fn hand_in(asker: &Asker, token: &str, answers: &[(&str, &[(&str, &str)])]) -> Answer {
    let base = fill(asker, token, answers).await;
    asker.post(&format!("{base}/check"), &[]).await
}

/// What was handed in.
pub async fn handed_in(world: &World, survey: &str) -> Vec<Answers> {
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let survey: SurveyId = survey.parse().unwrap();
    responses::answers(&tx, survey).await.unwrap().into_values().collect()
}

/// 問2.
pub fn q(number: u16) -> QuestionId {
    QuestionId::numbered(number)
}
