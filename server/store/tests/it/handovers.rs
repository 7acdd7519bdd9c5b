//! Work handed over: all or nothing, once, and never another tenant's.

use crate::{
    subsidies::{apply, published, register},
    support::{id, noon, two_tenants},
};
use domain::{
    accounts::AccountKind,
    ids::{AccountId, TenantId},
    subsidies::StageName,
};
use store::{
    Error, Scope, Store,
    accounts::{self, NewAccount},
    handovers,
    subsidies::{applications, review},
    testing::on_each_database,
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
    handovers::work_of(&tx, account).await.unwrap().len()
}

#[tokio::test]
async fn everything_moves_and_exactly_this_comes_back() {
    on_each_database("work is handed over", async |store, _| {
        let (first, second) = two_tenants(&store).await;
        two_taken(&store, first).await;
        let tx = store.write(&Scope::tenant(first, id(FROM))).await.unwrap();
        let work = handovers::work_of(&tx, id(FROM)).await.unwrap();
        assert_eq!(handovers::counts(&work).get(&StageName::UnderReview), Some(&2));
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
        assert_eq!(handovers::give_back(&tx, &handover, noon()).await.unwrap(), Some(1));
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
        review::give_back(&tx, &seen[1], noon()).await.unwrap();
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
