//! Work handed over: all or nothing, once, and never another tenant's.

use crate::{
    subsidies::{apply, published, register},
    support::{id, noon, two_tenants},
};
use domain::{
    accounts::{AccountKind, Held},
    campaigns::{ActivityKind, NewActivity, NewCampaign, State},
    follow_up::FollowUpForm,
    form::Typed,
    ids::{AccountId, TenantId},
    subsidies::StageName,
};
use std::collections::BTreeMap;
use store::{
    Error, Scope, Store,
    accounts::{self, NewAccount},
    campaigns::{self, activities},
    events, follow_up, handovers,
    subsidies::{applications, review},
    testing::{add_office, on_each_database},
};

/// 90 is the clerk of `published`, 92 the one who receives.
const FROM: u128 = 90;
const TO: u128 = 92;

async fn two_taken(store: &Store, tenant: TenantId) {
    let programme = published(store, tenant, 10).await;
    let tx = store.write(&Scope::system("test")).await.unwrap();
    let account = NewAccount {
        id: id(TO),
        kind: AccountKind::Staff,
        name: "鈴木　健".into(),
        email: None,
        password_hash: None,
        demo_key: None,
    };
    accounts::add(&tx, account, noon()).await.unwrap();
    tx.commit().await.unwrap();
    for (office, n) in register(store, tenant, 2).await.iter().zip([501, 502]) {
        apply(store, tenant, programme, office, n).await.unwrap();
        let tx = store.write(&Scope::tenant(tenant, id(FROM))).await.unwrap();
        let application = applications::find_to_change(&tx, id(n)).await.unwrap().unwrap();
        review::take(&tx, &application, id(FROM), noon()).await.unwrap();
        tx.commit().await.unwrap();
    }
}

async fn holds(store: &Store, tenant: TenantId, account: AccountId) -> usize {
    let tx = store.read(&Scope::tenant(tenant, id(FROM))).await.unwrap();
    handovers::work_of(&tx, account).await.unwrap().pieces()
}

#[tokio::test]
async fn everything_moves_and_exactly_this_comes_back() {
    on_each_database("work is handed over", async |store, _| {
        let (first, second) = two_tenants(&store).await;
        two_taken(&store, first).await;
        let tx = store.write(&Scope::tenant(first, id(FROM))).await.unwrap();
        let work = handovers::work_of(&tx, id(FROM)).await.unwrap();
        assert_eq!(work.held().stages.get(&StageName::UnderReview), Some(&2));
        handovers::hand_over(&tx, id(700), (id(FROM), id(TO)), &work, noon()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((holds(&store, first, id(FROM)).await, holds(&store, first, id(TO)).await), (0, 2));

        // One piece goes on its own way: it does not come back.
        let tx = store.write(&Scope::tenant(first, id(TO))).await.unwrap();
        let one = applications::find_to_change(&tx, id(501)).await.unwrap().unwrap();
        review::give_back(&tx, &one, noon()).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.write(&Scope::tenant(first, id(FROM))).await.unwrap();
        let handover = handovers::find_to_change(&tx, id(700)).await.unwrap().unwrap();
        assert_eq!(handover.pieces, 2);
        let back = handovers::give_back(&tx, &handover, noon()).await.unwrap();
        assert_eq!(back.map(|work| work.pieces()), Some(1));
        assert_eq!(handovers::give_back(&tx, &handover, noon()).await.unwrap(), None, "once");
        tx.commit().await.unwrap();
        assert_eq!((holds(&store, first, id(FROM)).await, holds(&store, first, id(TO)).await), (1, 0));

        let tx = store.read(&Scope::tenant(second, id(FROM))).await.unwrap();
        assert!(handovers::latest(&tx, 10).await.unwrap().is_empty(), "it is みどり野市's");
        assert!(handovers::holders(&tx).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_piece_that_moved_on_meanwhile_stops_the_whole() {
    on_each_database("handovers are all or nothing", async |store, _| {
        let (first, _) = two_tenants(&store).await;
        two_taken(&store, first).await;
        let tx = store.read(&Scope::tenant(first, id(FROM))).await.unwrap();
        let seen = handovers::work_of(&tx, id(FROM)).await.unwrap();
        drop(tx);
        let tx = store.write(&Scope::tenant(first, id(FROM))).await.unwrap();
        review::give_back(&tx, &seen.applications[1], noon()).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.write(&Scope::tenant(first, id(FROM))).await.unwrap();
        assert_ne!(
            handovers::digest(&seen),
            handovers::digest(&handovers::work_of(&tx, id(FROM)).await.unwrap())
        );
        let stale = handovers::hand_over(&tx, id(700), (id(FROM), id(TO)), &seen, noon()).await;
        assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
        drop(tx);
        assert_eq!((holds(&store, first, id(FROM)).await, holds(&store, first, id(TO)).await), (1, 0));
    })
    .await;
}

/// A next action, a campaign with two activities of which one is over, all of [`FROM`]; and what is nobody's.
async fn outreach(store: &Store, tenant: TenantId) {
    let tx = store.write(&Scope::tenant(tenant, id(FROM))).await.unwrap();
    add_office(&tx, id(801), "2970999013", "ひだまり", "292991", &["43"]).await;
    let said = |notes: &str| {
        let typed = Typed::default()
            .with("way", "call")
            .with("notes", notes)
            .with("next_action", "電話する")
            .with("next_on", noon().date_naive().to_string());
        FollowUpForm::parse(&typed, noon().date_naive(), id(FROM), &[id(FROM)]).unwrap()
    };
    for n in [811, 812] {
        follow_up::add(&tx, id(n), id(801), &said("話した"), noon()).await.unwrap();
    }
    let done = follow_up::find(&tx, id(812)).await.unwrap().unwrap();
    follow_up::finish(&tx, &done, "済み", noon()).await.unwrap();
    let text = NewCampaign {
        name: "周知".into(),
        aims: String::new(),
        starts_on: "2024-05-07".parse().unwrap(),
        ends_on: None,
        owner: Some(id(FROM)),
        budget: None,
    };
    campaigns::add(&tx, id(820), &text, noon()).await.unwrap();
    let activity = |owner: Option<AccountId>| NewActivity {
        kind: ActivityKind::Phone,
        title: "電話".into(),
        starts_on: None,
        ends_on: None,
        owner,
        segment: None,
        associations: Vec::new(),
        material: None,
        mailing: None,
        survey: None,
        session: None,
        link: String::new(),
        script: String::new(),
        cost: None,
    };
    for (n, owner) in [(821, Some(id(FROM))), (822, Some(id(FROM))), (823, None)] {
        activities::add(&tx, id(n), id(820), &activity(owner), None, noon()).await.unwrap();
    }
    let over = activities::find(&tx, id(822)).await.unwrap().unwrap();
    activities::set_state(&tx, &over, State::Dropped, ("やめた", None, None), noon()).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn outreach_goes_with_the_applications_in_one_event() {
    on_each_database("outreach is handed over", async |store, _| {
        let (first, second) = two_tenants(&store).await;
        two_taken(&store, first).await;
        outreach(&store, first).await;
        let tx = store.write(&Scope::tenant(first, id(FROM))).await.unwrap();
        let work = handovers::work_of(&tx, id(FROM)).await.unwrap();
        let held = Held {
            stages: [(StageName::UnderReview, 2)].into(),
            awards: 0,
            next_actions: 1,
            campaigns: 1,
            activities: 1,
        };
        assert_eq!(work.held(), held);
        assert_eq!(handovers::holders(&tx).await.unwrap(), BTreeMap::from([(id(FROM), held.clone())]));
        handovers::hand_over(&tx, id(700), (id(FROM), id(TO)), &work, noon()).await.unwrap();
        tx.commit().await.unwrap();

        let tx = store.write(&Scope::tenant(first, id(TO))).await.unwrap();
        assert_eq!(handovers::holders(&tx).await.unwrap(), BTreeMap::from([(id(TO), held)]));
        assert_eq!(activities::find(&tx, id(822)).await.unwrap().unwrap().text.owner, Some(id(FROM)));
        let told = events::latest(&tx, 1).await.unwrap().remove(0);
        assert_eq!((told.kind.as_str(), &told.payload["activities"]), ("work.handed-over", &1.into()));
        // What is over does not come back; what was seen before it moved on stops the whole.
        let mut seen = handovers::work_of(&tx, id(TO)).await.unwrap();
        seen.applications.clear();
        let next = follow_up::find(&tx, id(811)).await.unwrap().unwrap();
        follow_up::finish(&tx, &next, "電話した", noon()).await.unwrap();
        let stale = handovers::hand_over(&tx, id(701), (id(TO), id(FROM)), &seen, noon()).await;
        assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
        drop(tx);
        let tx = store.write(&Scope::tenant(first, id(TO))).await.unwrap();
        let next = follow_up::find(&tx, id(811)).await.unwrap().unwrap();
        follow_up::finish(&tx, &next, "電話した", noon()).await.unwrap();
        let handover = handovers::find_to_change(&tx, id(700)).await.unwrap().unwrap();
        let back = handovers::give_back(&tx, &handover, noon()).await.unwrap().unwrap();
        assert_eq!((back.pieces(), back.held().next_actions), (4, 0));
        tx.commit().await.unwrap();
        let tx = store.read(&Scope::tenant(second, id(FROM))).await.unwrap();
        assert!(handovers::holders(&tx).await.unwrap().is_empty());
    })
    .await;
}
