//! Speakers of 国保中央会: three houses see what concerns them, and a lecturer is never in two places.

use super::{FEDERATION, OTHER_FEDERATION, ask, city, federation, fresh, houses, slot};
use crate::support::{id, noon};
use domain::{
    accounts::TenantKind,
    demos::{Contact, Place, Slot},
    dispatches::{Asked, Costs, House, Payer, StageName, Travel, Travels},
    ids::{DispatchId, LecturerId, TenantId},
    money::Yen,
    subsidies::Reason,
};
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use store::{
    Error, Scope, Store,
    dispatches::{self, ActError, Dispatch, lecturers},
    events,
    tenants::{self, Tenant, TenantSettings},
    testing::on_each_database,
};
use tokio::task::JoinSet;

const CENTRAL: u128 = 5;

fn central() -> Scope {
    Scope::tenant(id(CENTRAL), id(9))
}

fn asked(slot: Slot) -> Asked {
    Asked {
        slot,
        place: Place::OnSite,
        venue: "市役所".into(),
        people: 20,
        menu: Vec::new(),
        purpose: "操作の説明".into(),
        payer: Payer::Municipality,
        contact: Contact { name: "森".into(), phone: "0741-00-4000".into(), email: String::new() },
    }
}

/// 国保中央会 with two lecturers, besides the houses of sessions.
async fn all_houses(store: &Store) {
    houses(store).await;
    let tx = store.write(&Scope::system("test")).await.unwrap();
    let tenant = Tenant {
        id: id(CENTRAL),
        kind: TenantKind::Central,
        slug: "chuokai".into(),
        name: "国民健康保険中央会".into(),
        settings: TenantSettings::default(),
        codes: Vec::new(),
    };
    tenants::add(&tx, &tenant, noon()).await.unwrap();
    tx.commit().await.unwrap();
    let tx = store.write(&central()).await.unwrap();
    for (n, name) in [(51, "中央 太郎"), (52, "中央 花子")] {
        assert!(lecturers::add(&tx, id(n), (name, "東京駅"), noon()).await.unwrap());
    }
    assert!(!lecturers::add(&tx, id(53), ("中央 太郎", ""), noon()).await.unwrap(), "one of a name");
    tx.commit().await.unwrap();
}

/// A dispatch for a session of みどり野市 at a time.
async fn dispatch(store: &Store, at: Slot) -> DispatchId {
    let session = ask(store, &city(), 31, vec![at]).await;
    let tx = store.write(&federation()).await.unwrap();
    let names = ("みどり県国保連", Some(id(CENTRAL)));
    let made = dispatches::ask(&tx, fresh(), &session, names, &asked(at), noon()).await.unwrap().unwrap();
    let twice = dispatches::ask(&tx, fresh(), &session, names, &asked(at), noon()).await.unwrap();
    assert_eq!(twice, None, "a session is asked for once");
    tx.commit().await.unwrap();
    made.id
}

async fn found(store: &Store, scope: &Scope, dispatch: DispatchId) -> Option<Dispatch> {
    let tx = store.read(scope).await.unwrap();
    dispatches::find(&tx, dispatch).await.unwrap()
}

async fn accept(store: &Store, dispatch: DispatchId, lecturer: u128, minutes: &str) -> Result<(), ActError> {
    let tx = store.write(&central()).await?;
    let found = dispatches::find_to_change(&tx, dispatch).await?.unwrap();
    let travels = Travels::parse(minutes).unwrap();
    dispatches::accept(&tx, &found, (id::<LecturerId>(lecturer), "中央"), travels, noon()).await?;
    Ok(tx.commit().await?)
}

async fn withdraw(store: &Store, scope: &Scope, dispatch: DispatchId) -> Result<(), ActError> {
    let tx = store.write(scope).await?;
    let found = dispatches::find_to_change(&tx, dispatch).await?.unwrap();
    dispatches::withdraw(&tx, &found, Reason::parse("台風のため").unwrap(), noon()).await?;
    Ok(tx.commit().await?)
}

#[tokio::test]
async fn three_houses_see_a_dispatch_and_nobody_else_does() {
    on_each_database("a dispatch concerns three houses", async |store, _| {
        all_houses(&store).await;
        let one = dispatch(&store, slot(5, 13, 8)).await;
        accept(&store, one, 51, "120").await.unwrap();
        for stranger in [2, OTHER_FEDERATION] {
            let scope = Scope::tenant(id(stranger), id(9));
            assert_eq!(found(&store, &scope, one).await, None);
            let tx = store.read(&scope).await.unwrap();
            assert!(dispatches::all(&tx).await.unwrap().is_empty());
            assert!(lecturers::taken(&tx, 0..i64::MAX).await.unwrap().is_empty());
        }
        for (house, which) in
            [(1, House::Municipality), (FEDERATION, House::Federation), (CENTRAL, House::Central)]
        {
            let scope = Scope::tenant(id(house), id(9));
            let dispatch = found(&store, &scope, one).await.unwrap();
            assert_eq!(dispatch.house(id::<TenantId>(house)), Some(which));
            let tx = store.read(&scope).await.unwrap();
            let told = events::of_subject(&tx, "dispatch", one.uuid()).await.unwrap();
            let by: Vec<_> = told.iter().map(|event| event.payload["house"].clone()).collect();
            assert_eq!(by, ["federation", "central"], "and which house did it");
            let kinds: Vec<_> = told.into_iter().map(|event| event.kind).collect();
            assert_eq!(kinds, ["dispatch.asked", "dispatch.accepted"], "every chain tells it");
            assert_eq!(events::first_broken(&tx).await.unwrap(), None);
        }
        // 国保中央会 sees what it was asked for, and not the session.
        let tx = store.read(&central()).await.unwrap();
        assert!(store::demos::sessions::all(&tx).await.unwrap().is_empty());
        drop(tx);
        // The city alone gives the time back in another's house.
        withdraw(&store, &city(), one).await.unwrap();
        let tx = store.read(&central()).await.unwrap();
        assert!(lecturers::taken(&tx, 0..i64::MAX).await.unwrap().is_empty());
        let stages: Vec<_> =
            dispatches::all(&tx).await.unwrap().iter().map(|known| known.stage.name()).collect();
        assert_eq!(stages.iter().filter(|name| **name == StageName::Withdrawn).count(), 1);
    })
    .await;
}

#[tokio::test]
async fn nobody_names_a_city_that_the_session_does_not() {
    on_each_database("a dispatch names its session's city", async |store, _| {
        all_houses(&store).await;
        let mut session = ask(&store, &city(), 31, vec![slot(5, 13, 8)]).await;
        session.municipality = Some(id(2));
        let tx = store.write(&federation()).await.unwrap();
        let names = ("みどり県国保連", Some(id(CENTRAL)));
        let refused = dispatches::ask(&tx, fresh(), &session, names, &asked(slot(5, 13, 8)), noon()).await;
        assert!(matches!(refused, Err(Error::Refused(_) | Error::Unavailable(_))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn of_twenty_acceptances_that_want_one_lecturer_at_once_exactly_one_stands() {
    on_each_database("a lecturer is in one place", async |store, _| {
        all_houses(&store).await;
        let mut all = Vec::new();
        for minute in 0..20 {
            // All within one afternoon, the way there and back in each other's way.
            all.push(dispatch(&store, slot(5, 10 + minute % 4, 8)).await);
        }
        let mut tries = JoinSet::new();
        for one in all {
            let store = store.clone();
            tries.spawn(async move { accept(&store, one, 51, "180").await });
        }
        let (mut stands, mut not_free) = (0, 0);
        while let Some(done) = tries.join_next().await {
            match done.unwrap() {
                Ok(()) => stands += 1,
                Err(ActError::NotFree) => not_free += 1,
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!((stands, not_free), (1, 19));
        let tx = store.read(&central()).await.unwrap();
        let taken = lecturers::taken(&tx, 0..i64::MAX).await.unwrap();
        let quarters: usize = taken.iter().map(|one| one.quarters.clone().count()).sum();
        assert_eq!(quarters, 12 + 8 + 12, "two hours, and three there and back");
    })
    .await;
}

#[tokio::test]
async fn an_amount_is_decided_once_and_a_new_one_waits_anew() {
    on_each_database("costs are approved", async |store, _| {
        all_houses(&store).await;
        let one = dispatch(&store, slot(5, 13, 8)).await;
        let travel = Travel {
            people: 1,
            rail: Yen(28_000),
            air: Yen::ZERO,
            nights: 0,
            lodging: Yen::ZERO,
            days: 1,
            daily: Yen(2_200),
            other: Yen::ZERO,
        };
        let estimate = async |scope: &Scope, house, yen| {
            let tx = store.write(scope).await.unwrap();
            let dispatch = dispatches::find_to_change(&tx, one).await.unwrap().unwrap();
            let costs = Costs::estimated(travel, Yen(yen), Payer::Municipality, (house, None), noon());
            dispatches::estimate(&tx, &dispatch, costs, noon()).await.unwrap();
            tx.commit().await.unwrap();
        };
        estimate(&central(), House::Central, 30_200).await;
        let decide = async || {
            let tx = store.write(&city()).await.unwrap();
            let waiting = dispatches::to_approve(&tx).await.unwrap().len();
            let dispatch = dispatches::find_to_change(&tx, one).await.unwrap().unwrap();
            let done = dispatches::approve_costs(&tx, &dispatch, "田中", noon()).await;
            if done.is_ok() {
                tx.commit().await.unwrap();
            }
            (waiting, done.is_ok())
        };
        assert_eq!(decide().await, (1, true));
        assert_eq!(decide().await, (0, false));
        estimate(&federation(), House::Federation, 25_000).await;
        assert_eq!(decide().await, (1, true), "another amount is another decision");
        let tx = store.read(&central()).await.unwrap();
        assert_eq!(
            dispatches::last_costs(&tx, House::Central).await.unwrap(),
            None,
            "the other house's stands"
        );
    })
    .await;
}

/// What somebody tries: accept with a lecturer and a way, ask anew an hour later, take back.
#[derive(Debug, Clone)]
enum Step {
    Accept(usize, u128, &'static str),
    Move(usize, u32),
    Withdraw(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let which = 0..6_usize;
    let way = prop_oneof![Just("0"), Just("60"), Just("180")];
    let step = prop_oneof![
        4 => (which.clone(), 51..53_u128, way).prop_map(|(one, who, way)| Step::Accept(one, who, way)),
        2 => (which.clone(), 9..17_u32).prop_map(|(one, hour)| Step::Move(one, hour)),
        1 => which.prop_map(Step::Withdraw),
    ];
    proptest::collection::vec(step, 30)
}

#[tokio::test]
async fn whatever_is_accepted_moved_and_taken_back_a_lecturer_is_never_in_two_places() {
    on_each_database("random dispatches", async |store, _| {
        all_houses(&store).await;
        let mut all = Vec::new();
        for hour in 9..15 {
            all.push(dispatch(&store, slot(6, hour, 8)).await);
        }
        let mut runner = TestRunner::deterministic();
        let tried = steps().new_tree(&mut runner).unwrap().current();
        for step in tried {
            match step {
                Step::Accept(one, who, way) => {
                    let done = accept(&store, all[one], who, way).await;
                    assert!(!matches!(done, Err(ActError::Store(_))), "{done:?}");
                }
                Step::Move(one, hour) => {
                    let tx = store.write(&federation()).await.unwrap();
                    let found = dispatches::find_to_change(&tx, all[one]).await.unwrap().unwrap();
                    if dispatches::ask_again(&tx, &found, &asked(slot(6, hour, 8)), noon()).await.is_ok() {
                        tx.commit().await.unwrap();
                    }
                }
                Step::Withdraw(one) => {
                    let _ = withdraw(&store, &federation(), all[one]).await;
                }
            }
            // Every acceptance has its whole time, and what is taken is of acceptances alone.
            let tx = store.read(&central()).await.unwrap();
            let taken = lecturers::taken(&tx, 0..i64::MAX).await.unwrap();
            let accepted: Vec<_> = dispatches::all(&tx)
                .await
                .unwrap()
                .into_iter()
                .filter(|one| one.stage.name() == StageName::Accepted)
                .collect();
            assert_eq!(taken.len(), accepted.len());
            for one in &accepted {
                let of = |taken: &&lecturers::Taken| taken.by == lecturers::Use::Dispatch(one.id);
                let mine = taken.iter().find(of).unwrap();
                let wanted = one.asked.slot.quarters();
                assert_eq!(one.lecturer, Some(mine.lecturer));
                assert!(mine.quarters.start <= wanted.start && wanted.end <= mine.quarters.end);
            }
        }
    })
    .await;
}
