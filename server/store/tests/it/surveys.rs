//! Surveys on both databases: what is handed in once, by whom it is seen, and what goes with a merged office.

use crate::support::{id, noon, two_tenants};
use domain::{
    accounts::AccountKind,
    adoption::AdoptionState,
    form::Typed,
    ids::{OfficeId, SurveyId, SurveyInvitationId, SurveyResponseId, TenantId},
    surveys::{
        Answer, AnswerChannel, AskChannel, ChoiceId, Meaning, QuestionId, Questionnaire, Reach, ReadySurvey,
        SurveyForm,
    },
};
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU64, Ordering},
};
use store::{
    Error, Scope, Store,
    accounts::{self, NewAccount},
    adoption, software,
    surveys::{
        self, Survey, Version,
        invitations::{self, Asked},
        responses::{self, HandInError, How, Response, Who},
    },
    testing::{add_office, on_each_database},
};
use uuid::Uuid;

static NEXT: AtomicU64 = AtomicU64::new(50_000);

const HOW: How = How { channel: AnswerChannel::Web, entered_by: None };

fn fresh() -> Uuid {
    Uuid::from_u128(u128::from(NEXT.fetch_add(1, Ordering::Relaxed)))
}

fn scope(tenant: TenantId) -> Scope {
    Scope::tenant(tenant, id(9))
}

fn office() -> OfficeId {
    id(100)
}

/// Two questions: the state, and the software.
fn questionnaire() -> Questionnaire {
    let mut ready = ReadySurvey::AdoptionIntention.questionnaire();
    ready.questions.retain(|question| [2, 5].contains(&question.id.number()));
    assert!(matches!(ready.questions[0].meaning, Some(Meaning::Adoption(_))));
    ready
}

/// A published survey that asks an office.
async fn asked(store: &Store, tenant: TenantId, anonymous: bool) -> (Survey, Version) {
    let tx = store.write(&Scope::system("test")).await.unwrap();
    let officer = NewAccount {
        id: id(9),
        kind: AccountKind::Staff,
        name: "青木".into(),
        email: None,
        password_hash: None,
        demo_key: None,
    };
    accounts::add(&tx, officer, noon()).await.unwrap();
    tx.commit().await.unwrap();
    let tx = store.write(&scope(tenant)).await.unwrap();
    add_office(&tx, office(), "2970999100", "事業所100", "292991", &["43"]).await;
    add_office(&tx, id(101), "2970999101", "事業所101", "292991", &["43"]).await;
    let survey: SurveyId = id(200);
    surveys::add(&tx, survey, &questionnaire(), "", None, noon()).await.unwrap();
    let survey = surveys::find(&tx, survey).await.unwrap().unwrap();
    let form = SurveyForm { anonymous, ..survey.form() };
    surveys::save_form(&tx, &survey, &form, noon()).await.unwrap();
    let survey = surveys::find(&tx, survey.id).await.unwrap().unwrap();
    surveys::publish(&tx, &survey, noon()).await.unwrap();
    let one = Asked {
        office: Some(office()),
        name: "事業所100".into(),
        email: "a@example.jp".into(),
        exclusion: None,
    };
    let ids = || SurveyInvitationId::from_uuid(fresh());
    let hash = |id: SurveyInvitationId| format!("hash of {id}");
    assert_eq!(invitations::add(&tx, &survey, vec![one.clone()], &ids, &hash, noon()).await.unwrap(), 1);
    assert_eq!(invitations::add(&tx, &survey, vec![one], &ids, &hash, noon()).await.unwrap(), 0, "once");
    tx.commit().await.unwrap();
    let tx = store.read(&scope(tenant)).await.unwrap();
    let survey = surveys::find(&tx, survey.id).await.unwrap().unwrap();
    let version = surveys::current(&tx, &survey).await.unwrap().unwrap();
    (survey, version)
}

/// A response with an answer to 問2.
async fn filled(store: &Store, tenant: TenantId, survey: &Survey, version: &Version) -> Response {
    let tx = store.write(&scope(tenant)).await.unwrap();
    let invitation = invitations::of_office(&tx, survey.id, office()).await.unwrap().unwrap();
    let who = Who { invitation: Some(invitation.id), office: Some(office()) };
    let begun = responses::begin(&tx, SurveyResponseId::from_uuid(fresh()), survey, version, who, noon());
    let begun = begun.await.unwrap();
    let again = responses::begin(&tx, SurveyResponseId::from_uuid(fresh()), survey, version, who, noon());
    assert_eq!(again.await.unwrap().id, begun.id, "an invitation has one");
    let kept = keep(&tx, &begun, 6).await;
    tx.commit().await.unwrap();
    kept
}

async fn keep(tx: &store::Tx, response: &Response, choice: u16) -> Response {
    let answer = Answer::Choices { ids: vec![ChoiceId::numbered(choice)], other: None };
    responses::keep(tx, response.id, QuestionId::numbered(2), Some(&answer), noon()).await.unwrap()
}

#[tokio::test]
async fn of_two_who_hand_in_the_same_one_does() {
    on_each_database("survey handed in twice", async |store, _| {
        let (tenant, other) = two_tenants(&store).await;
        let (survey, version) = asked(&store, tenant, false).await;
        let response = filled(&store, tenant, &survey, &version).await;
        let hand_in = async || {
            let tx = store.write(&scope(tenant)).await?;
            responses::hand_in(&tx, (&survey, &version), &response, HOW, &fresh, noon()).await?;
            tx.commit().await?;
            Ok::<_, HandInError>(())
        };
        let (first, second) = tokio::join!(hand_in(), hand_in());
        let stale =
            |result: &Result<(), HandInError>| matches!(result, Err(HandInError::Store(Error::Stale)));
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        assert!(stale(&first) || stale(&second), "{first:?} {second:?}");
        let tx = store.read(&scope(tenant)).await.unwrap();
        assert_eq!(surveys::reach(&tx, survey.id).await.unwrap(), Reach { asked: 1, answered: 1 });
        assert_eq!(responses::count(&tx, survey.id).await.unwrap(), 1);
        let known = adoption::of_office(&tx, office()).await.unwrap();
        assert_eq!(known.len(), 1);
        assert_eq!(known[0].evidence.state, AdoptionState::Using);
        let days = responses::answered_by(&tx, office()).await.unwrap();
        assert_eq!(days, [(survey.id, domain::tokyo::date(noon()))]);
        drop(tx);
        // Nobody asked the other office: of a paper that is typed in and everybody's link at once, one is kept.
        let unasked = Who { invitation: None, office: Some(id(101)) };
        let tx = store.write(&scope(tenant)).await.unwrap();
        let mut both = Vec::new();
        for _ in 0..2 {
            let own = SurveyResponseId::from_uuid(fresh());
            let begun = responses::begin(&tx, own, &survey, &version, unasked, noon()).await.unwrap();
            both.push(keep(&tx, &begun, 6).await);
        }
        tx.commit().await.unwrap();
        let hand_in = async |response: &Response| {
            let tx = store.write(&scope(tenant)).await?;
            responses::hand_in(&tx, (&survey, &version), response, HOW, &fresh, noon()).await?;
            tx.commit().await?;
            Ok::<_, HandInError>(())
        };
        let (first, second) = tokio::join!(hand_in(&both[0]), hand_in(&both[1]));
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        let refused = first.err().or(second.err());
        assert!(matches!(refused, Some(HandInError::Answered)), "{refused:?}");
        // Another house sees nothing of it.
        let tx = store.read(&scope(other)).await.unwrap();
        assert_eq!(surveys::find(&tx, survey.id).await.unwrap(), None);
        assert_eq!(responses::find(&tx, response.id).await.unwrap(), None);
        assert!(invitations::of_survey(&tx, survey.id).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_changed_answer_takes_back_what_the_old_one_said() {
    on_each_database("survey answer changed", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let (survey, version) = asked(&store, tenant, false).await;
        let response = filled(&store, tenant, &survey, &version).await;
        let tx = store.write(&scope(tenant)).await.unwrap();
        responses::hand_in(&tx, (&survey, &version), &response, HOW, &fresh, noon()).await.unwrap();
        let response = responses::find(&tx, response.id).await.unwrap().unwrap();
        // What is begun and left changes nothing.
        let response = keep(&tx, &response, 1).await;
        let handed_in = responses::answers(&tx, survey.id).await.unwrap();
        assert!(handed_in[&response.id][&QuestionId::numbered(2)].has(ChoiceId::numbered(6)));
        responses::hand_in(&tx, (&survey, &version), &response, HOW, &fresh, noon()).await.unwrap();
        assert!(
            adoption::of_office(&tx, office()).await.unwrap().is_empty(),
            "who knows nothing says nothing"
        );
        let response = responses::find(&tx, response.id).await.unwrap().unwrap();
        responses::remove(&tx, &response, noon()).await.unwrap();
        assert_eq!(responses::answers(&tx, survey.id).await.unwrap(), BTreeMap::new());
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_a_changed_answer_says_still_stays_as_it_is() {
    on_each_database("survey answer kept", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let (survey, version) = asked(&store, tenant, false).await;
        let response = filled(&store, tenant, &survey, &version).await;
        let tx = store.write(&scope(tenant)).await.unwrap();
        let software = Answer::Text("ほのぼのケア".into());
        let named = responses::keep(&tx, response.id, QuestionId::numbered(5), Some(&software), noon());
        let named = named.await.unwrap();
        responses::hand_in(&tx, (&survey, &version), &named, HOW, &fresh, noon()).await.unwrap();
        let before = software::of_office(&tx, office()).await.unwrap();
        assert_eq!(before.len(), 1);
        // Another state, the same software: an officer may have found its product meanwhile.
        let response = responses::find(&tx, response.id).await.unwrap().unwrap();
        let response = keep(&tx, &response, 1).await;
        responses::hand_in(&tx, (&survey, &version), &response, HOW, &fresh, noon()).await.unwrap();
        let after = software::of_office(&tx, office()).await.unwrap();
        assert_eq!(after.iter().map(|one| one.id).collect::<Vec<_>>(), [before[0].id]);
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_answer_ends_what_earlier_answers_named_and_nothing_else() {
    on_each_database("survey software ends", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let (survey, version) = asked(&store, tenant, false).await;
        let response = filled(&store, tenant, &survey, &version).await;
        let tx = store.write(&scope(tenant)).await.unwrap();
        let before = domain::tokyo::date(noon()).pred_opt().unwrap();
        for (name, basis) in [("まえのソフト", "survey"), ("職員が聞いたソフト", "officer")] {
            let heard = software::Heard { basis, source: Some(fresh()), on: before, now: noon() };
            software::learn(&tx, fresh().into(), office(), name, None, heard).await.unwrap();
        }
        let used = async || -> Vec<String> {
            let uses = software::of_office(&tx, office()).await.unwrap();
            let live = uses.into_iter().filter(|one| one.ended_on.is_none());
            live.map(|one| one.typed).collect()
        };
        let named = Answer::Text("あたらしいソフト".into());
        let named = responses::keep(&tx, response.id, QuestionId::numbered(5), Some(&named), noon());
        let named = named.await.unwrap();
        responses::hand_in(&tx, (&survey, &version), &named, HOW, &fresh, noon()).await.unwrap();
        assert_eq!(used().await, ["あたらしいソフト", "職員が聞いたソフト"], "another source stands");
        let response = responses::find(&tx, response.id).await.unwrap().unwrap();
        responses::remove(&tx, &response, noon()).await.unwrap();
        let mut again = used().await;
        again.sort();
        assert_eq!(again, ["まえのソフト", "職員が聞いたソフト"], "taken back with all that it did");
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn who_has_answered_is_not_asked() {
    on_each_database("survey answered unasked", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let (survey, version) = asked(&store, tenant, false).await;
        let other: OfficeId = id(101);
        let tx = store.write(&scope(tenant)).await.unwrap();
        let who = Who { invitation: None, office: Some(other) };
        let begun =
            responses::begin(&tx, SurveyResponseId::from_uuid(fresh()), &survey, &version, who, noon());
        let begun = keep(&tx, &begun.await.unwrap(), 6).await;
        responses::hand_in(&tx, (&survey, &version), &begun, HOW, &fresh, noon()).await.unwrap();
        let one = Asked {
            office: Some(other),
            name: "事業所101".into(),
            email: "b@example.jp".into(),
            exclusion: None,
        };
        let ids = || SurveyInvitationId::from_uuid(fresh());
        let hash = |id: SurveyInvitationId| format!("hash of {id}");
        assert_eq!(invitations::add(&tx, &survey, vec![one], &ids, &hash, noon()).await.unwrap(), 0);
        let left_out = invitations::of_office(&tx, survey.id, other).await.unwrap().unwrap();
        assert_eq!(
            (left_out.channel, left_out.answered_on),
            (AskChannel::None, Some(domain::tokyo::date(noon())))
        );
        assert_eq!(surveys::reach(&tx, survey.id).await.unwrap(), Reach { asked: 1, answered: 0 });
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_anonymous_answer_is_taken_once_and_names_nobody() {
    on_each_database("survey anonymous", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let (survey, version) = asked(&store, tenant, true).await;
        let response = filled(&store, tenant, &survey, &version).await;
        assert_eq!(response.office, None, "not even while it is filled in");
        let tx = store.write(&scope(tenant)).await.unwrap();
        let id = responses::hand_in(&tx, (&survey, &version), &response, HOW, &fresh, noon()).await.unwrap();
        assert_ne!(id, response.id);
        assert_eq!(responses::find(&tx, response.id).await.unwrap(), None);
        let kept = responses::find(&tx, id).await.unwrap().unwrap();
        assert_eq!((kept.invitation, kept.office, kept.draft), (None, None, BTreeMap::new()));
        let again = responses::hand_in(&tx, (&survey, &version), &response, HOW, &fresh, noon()).await;
        assert!(matches!(again, Err(HandInError::Answered)), "{again:?}");
        assert_eq!(surveys::reach(&tx, survey.id).await.unwrap(), Reach { asked: 1, answered: 1 });
        assert!(adoption::of_office(&tx, office()).await.unwrap().is_empty());
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_published_version_stays_whatever_is_written() {
    on_each_database("survey versions", async |store, _| {
        let (tenant, _) = two_tenants(&store).await;
        let (survey, version) = asked(&store, tenant, false).await;
        let tx = store.write(&scope(tenant)).await.unwrap();
        let typed = Typed::default().with("text", "人数は").with("unit", "人");
        let kind = domain::surveys::new_kind("number").unwrap();
        let mut draft = survey.draft.clone();
        let added = domain::surveys::Question {
            id: draft.next_id(),
            kind,
            meaning: None,
            ..draft.questions[1].clone()
        };
        let draft = draft.with_question(&added, 0, &typed).unwrap();
        surveys::save_draft(&tx, &survey, &draft, noon()).await.unwrap();
        let stale = surveys::save_draft(&tx, &survey, &draft, noon()).await;
        assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
        let survey = surveys::find(&tx, survey.id).await.unwrap().unwrap();
        assert_eq!(surveys::publish(&tx, &survey, noon()).await.unwrap(), 2);
        let first = surveys::version(&tx, survey.id, 1).await.unwrap().unwrap();
        assert_eq!(first.questionnaire, version.questionnaire);
        assert_eq!(surveys::versions(&tx, survey.id).await.unwrap().len(), 2);
        tx.commit().await.unwrap();
    })
    .await;
}
