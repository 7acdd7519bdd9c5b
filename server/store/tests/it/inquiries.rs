//! 照会 on both databases: each house is asked once, of two answers at once one is told, and nobody else's row is there.

use crate::support::{id, noon, two_tenants};
use chrono::NaiveDate;
use domain::{
    demos::Contact,
    ids::{InquiryId, ReplyId},
    inquiries::{InquiryForm, Ready, TellForm},
    surveys::{Answer, Answers, QuestionId},
};
use store::{
    Error, Scope, Store,
    inquiries::{self, House, replies},
    testing::on_each_database,
};
use tokio::task::JoinSet;

/// The house that asks.
fn asker() -> Scope {
    Scope::tenant(id(1), id(9))
}

/// The house that is asked.
fn city() -> Scope {
    Scope::tenant(id(2), id(9))
}

fn houses(first: u128) -> Vec<(ReplyId, House)> {
    let here = House { tenant: Some(id(2)), name: "みさき町".into() };
    let name = House { tenant: None, name: "さくら市".into() };
    vec![(id(first), here), (id(first + 1), name)]
}

async fn drafted(store: &Store) -> InquiryId {
    two_tenants(store).await;
    let tx = store.write(&asker()).await.unwrap();
    let form = InquiryForm {
        title: "予定の照会".into(),
        purpose: "来年度の支援のため".into(),
        deadline: NaiveDate::from_ymd_opt(2024, 12, 27).unwrap(),
        contact: Contact { name: "森".into(), phone: "0741-00-4000".into(), email: String::new() },
    };
    inquiries::add(&tx, id(60), &form, &Ready::Plans.questionnaire(), noon()).await.unwrap();
    tx.commit().await.unwrap();
    id(60)
}

async fn open(store: &Store, inquiry: InquiryId, first: u128) -> Result<usize, Error> {
    let tx = store.write(&asker()).await?;
    let found = inquiries::find(&tx, inquiry).await?.unwrap();
    let added = inquiries::open(&tx, &found, "連合会", &houses(first), noon()).await?;
    tx.commit().await?;
    Ok(added.len())
}

fn answers(number: i64) -> Answers {
    Answers::from([(QuestionId::numbered(2), Answer::Number(number))])
}

#[tokio::test]
async fn whoever_sends_it_and_however_often_each_house_is_asked_once() {
    on_each_database("an inquiry, sent at once", async |store, _| {
        let inquiry = drafted(&store).await;
        let mut tries = JoinSet::new();
        for n in 0..8_u128 {
            let store = store.clone();
            tries.spawn(async move { open(&store, inquiry, 100 + 10 * n).await });
        }
        let mut asked = 0;
        while let Some(done) = tries.join_next().await {
            match done.unwrap() {
                Ok(added) => asked += added,
                Err(Error::Stale) => {}
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!(asked, 2);
        let tx = store.read(&asker()).await.unwrap();
        assert_eq!(replies::of_inquiry(&tx, inquiry).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn of_two_answers_that_were_typed_at_once_one_stands_and_the_other_is_told() {
    on_each_database("an inquiry, answered at once", async |store, _| {
        let inquiry = drafted(&store).await;
        open(&store, inquiry, 100).await.unwrap();
        let seen = {
            let tx = store.read(&city()).await.unwrap();
            replies::asked_of(&tx).await.unwrap().remove(0)
        };
        let form = TellForm { answered_by: "岬 航".into(), way: None };
        let mut outcomes = Vec::new();
        for number in [1, 2] {
            let tx = store.write(&city()).await.unwrap();
            let done = replies::hand_in(&tx, &seen, &answers(number), &form, noon()).await;
            if done.is_ok() {
                tx.commit().await.unwrap();
            }
            outcomes.push(done.is_ok());
        }
        assert_eq!(outcomes, [true, false]);
        let tx = store.read(&asker()).await.unwrap();
        let all = replies::of_inquiry(&tx, inquiry).await.unwrap();
        let own = all.iter().find(|reply| reply.house == Some(id(2))).unwrap();
        assert_eq!(own.answers, Some(answers(1)));
    })
    .await;
}

#[tokio::test]
async fn a_city_has_its_own_row_alone_and_what_it_types_is_not_given_to_whoever_asks() {
    on_each_database("an inquiry, whose it is", async |store, _| {
        let inquiry = drafted(&store).await;
        open(&store, inquiry, 100).await.unwrap();
        let tx = store.write(&city()).await.unwrap();
        assert!(
            inquiries::find(&tx, inquiry).await.unwrap().is_none(),
            "the inquiry itself is not the city's"
        );
        assert!(replies::find(&tx, id(101)).await.unwrap().is_none(), "nor is what another is asked");
        let own = replies::find_to_change(&tx, id(100)).await.unwrap().unwrap();
        replies::keep(&tx, &own, &answers(7), noon()).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.read(&city()).await.unwrap();
        assert_eq!(replies::find(&tx, id(100)).await.unwrap().unwrap().draft, Some(answers(7)));
        drop(tx);
        let tx = store.read(&asker()).await.unwrap();
        let seen = replies::find(&tx, id(100)).await.unwrap().unwrap();
        assert_eq!((seen.drafted, seen.draft, seen.answers), (true, None, None));
    })
    .await;
}
