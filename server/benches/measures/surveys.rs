//! A survey that 10,000 offices answered: the page of results and a cross table, each beside its bare queries, in the same
//! run.

use crate::{
    pace::Pace,
    steps::tenant,
    support::World,
    survey_steps::{answers, chosen, published},
};
use axum::http::StatusCode;
use domain::surveys::{Answer, OfficeSide, QuestionId, ReadySurvey, Side};
use store::{
    Scope,
    surveys::{crossing, reach, results},
    testing::{copies, numbered_id, tamper},
};

/// Answers that are typed, and how often each is copied.
const TYPED: u16 = 20;
const TIMES: u32 = 499;

pub async fn surveys(pace: &mut Pace, world: &World) {
    let names = ["surveys: results of 10,000 answers", "surveys: a cross table of 10,000 answers"];
    if !names.iter().any(|name| pace.wants(name)) {
        return;
    }
    let made = filled(world).await;
    let house = tenant(world, "midorino").await;
    let scope = || Scope::tenant_by_system(house, "measure");
    let clerk = world.as_person("clerk").await;

    let path = format!("{}/results", made.path);
    let shown = async |_| assert_eq!(clerk.get(&path).await.status, StatusCode::OK);
    let bare = async |_| {
        let tx = world.app.store.read(&scope()).await.unwrap();
        assert_eq!(
            results::of_survey(&tx, made.id).await.unwrap().responses(),
            u32::from(TYPED) * (TIMES + 1)
        );
        reach(&tx, made.id).await.unwrap();
    };
    pace.pages(names[0], "its bare queries", shown, bare).await;

    let path = format!("{}/results/cross?row=service&column=q2", made.path);
    let shown = async |_| assert_eq!(clerk.get(&path).await.status, StatusCode::OK);
    let bare = async |_| {
        let tx = world.app.store.read(&scope()).await.unwrap();
        results::of_survey(&tx, made.id).await.unwrap();
        let (row, column) = (Side::Office(OfficeSide::Service), QuestionId::numbered(2));
        crossing::crossed(&tx, made.id, row, column).await.unwrap();
    };
    pace.pages(names[1], "its bare queries", shown, bare).await;
}

/// Twenty answers that differ, and as many copies of each as 10,000 need.
async fn filled(world: &World) -> crate::survey_steps::Made {
    let questionnaire = ReadySurvey::AdoptionIntention.questionnaire();
    let mut made = published(world, questionnaire, false, usize::from(TYPED)).await;
    let all = (0..TYPED).map(|number| {
        let state = 1 + number % 3;
        answers([
            (2, chosen(&[state])),
            (3, chosen(&[1 + number % 4, 5 + number % 4])),
            (5, Answer::Text(format!("介護ソフト{}", number % 5))),
            (6, Answer::Number(i64::from(number))),
        ])
    });
    made.answered(world, all.collect()).await;
    let settings = &world.app.config.database;
    let tx = made.reading(world).await;
    let typed = store::surveys::responses::submitted(&tx, made.id).await.unwrap();
    drop(tx);
    for (number, response) in typed.iter().enumerate() {
        let id = match settings {
            store::Settings::Sqlite(_) => format!("x'{}'", response.id.uuid().simple()),
            store::Settings::Postgres { .. } => format!("'{}'", response.id),
        };
        let copied = numbered_id(settings, 'c', &format!("({number} * 1000 + i)"));
        let own = [("id", copied.clone()), ("invitation_id", "NULL".to_owned())];
        let made = copies(settings, "survey_responses", &format!("o.id = {id}"), TIMES, &own).await;
        assert_eq!(made, u64::from(TIMES));
        let own = [("response_id", copied)];
        copies(settings, "survey_answers", &format!("o.response_id = {id}"), TIMES, &own).await;
    }
    match settings {
        store::Settings::Sqlite(_) => tamper(settings, "PRAGMA optimize = 0x10002").await,
        store::Settings::Postgres { .. } => tamper(settings, "ANALYZE").await,
    };
    made
}
