//! What tests of results do first: a published survey, those who are asked, and answers.

use crate::{
    subsidies::steps::{account, tenant},
    support::World,
};
use domain::{
    form::Typed,
    ids::{SurveyId, SurveyInvitationId, TenantId},
    mailings::Exclusion,
    offices::{Field, NewOffice},
    surveys::{
        Answer, AnswerChannel, Answers, Choice, ChoiceId, Kind, Question, QuestionId, Questionnaire, ShowIf,
        SurveyForm,
    },
};
use server::surveys::tokens;
use store::{
    Scope, Tx,
    offices::{self, Filter, search},
    surveys::{
        self, Survey, Version,
        invitations::{self, Asked, Invitation},
        responses::{self, How, Who},
    },
};
use uuid::Uuid;

/// A survey that is open.
pub struct Made {
    pub id: SurveyId,
    pub path: String,
    tenant: TenantId,
    survey: Survey,
    version: Version,
    /// Who is asked, by name.
    pub asked: Vec<Invitation>,
}

fn question(number: u16, text: &str, required: bool, kind: Kind) -> Question {
    let (id, text, help) = (QuestionId::numbered(number), text.to_owned(), String::new());
    Question { id, text, help, required, kind, show_if: None, meaning: None }
}

fn choices(texts: &[&str]) -> Vec<Choice> {
    (1..)
        .zip(texts)
        .map(|(number, text)| Choice { id: ChoiceId::numbered(number), text: (*text).to_owned() })
        .collect()
}

/// Uses it; why not (of those who do not); how good; how many; anything else.
pub fn questionnaire() -> Questionnaire {
    let single = Kind::Single {
        choices: choices(&["使っている", "使っていない", "検討中"]), other: false
    };
    let reasons = choices(&["費用が高い", "効果が疑問", "時間がない"]);
    let mut why =
        question(2, "使わない理由", true, Kind::Multiple { choices: reasons, other: true, at_most: None });
    why.show_if = Some(ShowIf { question: QuestionId::numbered(1), any_of: vec![ChoiceId::numbered(2)] });
    let scale = Kind::Scale { from: 1, to: 5, low: "低い".into(), high: "高い".into() };
    Questionnaire {
        title: "試しのアンケート".into(),
        lead: "ご協力ください。".into(),
        questions: vec![
            question(1, "使っていますか", true, single),
            why,
            question(3, "満足度", false, scale),
            question(4, "職員の数", false, Kind::Number { unit: "人".into(), min: Some(0), max: Some(500) }),
            question(5, "ご意見", false, Kind::FreeText { lines: 3 }),
        ],
        used: 5,
    }
}

pub fn chosen(ids: &[u16]) -> Answer {
    Answer::Choices { ids: ids.iter().copied().map(ChoiceId::numbered).collect(), other: None }
}

pub fn answers<const N: usize>(given: [(u16, Answer); N]) -> Answers {
    given.into_iter().map(|(number, answer)| (QuestionId::numbered(number), answer)).collect()
}

async fn writing(world: &World, tenant: TenantId) -> Tx {
    let clerk = account(world, "clerk").await;
    world.app.store.write(&Scope::tenant(tenant, clerk)).await.unwrap()
}

/// So many offices without a mail address.
async fn add_offices(world: &World, tx: &Tx, count: usize) {
    for place in 0..count {
        let typed = [
            (Field::Number, format!("29708{place:05}")),
            (Field::Name, format!("周知事業所その{place}")),
            (Field::Services, "43".to_owned()),
            (Field::Status, "active".to_owned()),
            (Field::Address, format!("みどり県みどり野市{place}番地")),
            (Field::PostalCode, "6300000".to_owned()),
        ];
        let typed: Typed = typed.into_iter().map(|(field, value)| (field.name().to_owned(), value)).collect();
        let office = NewOffice::parse(&typed).unwrap();
        let id = world.app.clock.id();
        offices::add(tx, id, &office, &|| world.app.clock.id(), world.app.clock.now()).await.unwrap();
    }
}

/// A published survey that asks so many new offices of みどり野市 by letter.
pub async fn published(world: &World, questionnaire: Questionnaire, anonymous: bool, asked: usize) -> Made {
    let tenant = tenant(world, "midorino").await;
    let (tx, now) = (writing(world, tenant).await, world.app.clock.now());
    add_offices(world, &tx, asked).await;
    let id: SurveyId = world.app.clock.id();
    surveys::add(&tx, id, &questionnaire, "ご協力ください。", None, now).await.unwrap();
    let survey = surveys::find(&tx, id).await.unwrap().unwrap();
    let form = SurveyForm {
        anonymous,
        deadline: Some(world.app.clock.today() + chrono::TimeDelta::days(30)),
        ..survey.form()
    };
    surveys::save_form(&tx, &survey, &form, now).await.unwrap();
    let survey = surveys::find(&tx, id).await.unwrap().unwrap();
    surveys::publish(&tx, &survey, now).await.unwrap();
    let survey = surveys::find(&tx, id).await.unwrap().unwrap();
    let version = surveys::current(&tx, &survey).await.unwrap().unwrap();
    let filter = Filter { query: domain::offices::Query::parse("周知事業所"), ..Filter::default() };
    let people = search(&tx, &filter, 0, 1_000).await.unwrap().offices.into_iter().map(|office| Asked {
        office: Some(office.id),
        name: office.name,
        email: String::new(),
        exclusion: Some(Exclusion::NoAddress),
    });
    let keys = world.app.keys.clone();
    let people: Vec<_> = people.collect();
    assert_eq!(people.len(), asked);
    let ids = || world.app.clock.id::<SurveyInvitationId>();
    let hash = |id: SurveyInvitationId| tokens::new_code_hash(&keys, id);
    invitations::add(&tx, &survey, people, &ids, &hash, now).await.unwrap();
    let asked = invitations::of_survey(&tx, id).await.unwrap();
    tx.commit().await.unwrap();
    Made { id, path: format!("/t/midorino/surveys/{id}"), tenant, survey, version, asked }
}

impl Made {
    /// Hands answers in for the first of those who were asked and have not answered yet, one each.
    pub async fn answered(&mut self, world: &World, all: Vec<Answers>) {
        let (tx, now) = (writing(world, self.tenant).await, world.app.clock.now());
        let silent = invitations::of_survey(&tx, self.id).await.unwrap();
        let silent: Vec<_> = silent.into_iter().filter(|one| one.answered_on.is_none()).collect();
        assert!(silent.len() >= all.len());
        for (one, answers) in silent.into_iter().zip(all) {
            let who = Who { invitation: Some(one.id), office: one.office };
            let begun = responses::begin(&tx, world.app.clock.id(), &self.survey, &self.version, who, now)
                .await
                .unwrap();
            let number = self.version.number;
            let begun = responses::type_in(&tx, begun, number, answers, now).await.unwrap();
            let how = How { channel: AnswerChannel::Web, entered_by: None };
            let ids = || world.app.clock.id::<Uuid>();
            responses::hand_in(&tx, (&self.survey, &self.version), &begun, how, &ids, now).await.unwrap();
        }
        self.asked = invitations::of_survey(&tx, self.id).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Publishes another version, which is answered from now on.
    pub async fn publish(&mut self, world: &World, questionnaire: Questionnaire) {
        let (tx, now) = (writing(world, self.tenant).await, world.app.clock.now());
        surveys::save_draft(&tx, &self.survey, &questionnaire, now).await.unwrap();
        let survey = surveys::find(&tx, self.id).await.unwrap().unwrap();
        surveys::publish(&tx, &survey, now).await.unwrap();
        self.survey = surveys::find(&tx, self.id).await.unwrap().unwrap();
        self.version = surveys::current(&tx, &self.survey).await.unwrap().unwrap();
        tx.commit().await.unwrap();
    }

    /// The code on the letter of somebody who was asked, as it is printed.
    pub fn code(&self, world: &World, place: usize) -> String {
        let one = &self.asked[place];
        tokens::printed(&tokens::code(&world.app.keys, one.id, &one.code_hash).unwrap())
    }

    /// A reading of what the house has now.
    pub async fn reading(&self, world: &World) -> Tx {
        world.app.store.read(&Scope::tenant_by_system(self.tenant, "test")).await.unwrap()
    }

    /// What was looked at of it.
    pub async fn looks(&self, world: &World) -> Vec<String> {
        let tx = self.reading(world).await;
        let all = store::views::of_subject(&tx, "survey", self.id.uuid()).await.unwrap();
        all.into_iter().map(|look| look.what).collect()
    }
}
