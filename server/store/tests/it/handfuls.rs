//! Whose turn it is when mails are taken in handfuls.

use crate::{
    mailings::outreach,
    support::{id, noon, two_tenants},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{ids::TenantId, mails::Pace};
use store::{
    Scope,
    mails::{
        self, Offered,
        handfuls::{self, Turns},
    },
    testing::on_each_database,
};

#[tokio::test]
async fn handfuls_go_round_and_come_back_to_what_is_due_again() {
    on_each_database("handfuls", async |store, _| {
        let (first, second) = two_tenants(&store).await;
        let system = || Scope::system("test");
        let offer = async |from: u128, count: u128, tenant: TenantId, at: DateTime<Utc>| {
            let tx = store.write(&system()).await.unwrap();
            for n in from..from + count {
                let mail = outreach(id(n), tenant, "office@example.jp", at);
                assert_eq!(mails::offer(&tx, id(n + 1_000), mail).await.unwrap(), Offered::Written);
            }
            tx.commit().await.unwrap();
        };
        offer(100, 12, first, noon()).await;
        offer(200, 3, second, noon()).await;
        let (mut turns, mut taken) = (Turns::default(), Vec::new());
        for round in 0..4 {
            if round == 2 {
                // Older than all that a hand remembers to have taken.
                offer(300, 1, first, noon() - TimeDelta::hours(1)).await;
            }
            let tx = store.write(&system()).await.unwrap();
            let begun = handfuls::begin(&tx, 8, &mut turns, &Pace::free(), noon()).await.unwrap();
            tx.commit().await.unwrap();
            let of = |tenant| begun.tried.iter().filter(|tried| tried.stored.mail.tenant == tenant).count();
            taken.push((of(first), of(second)));
        }
        assert_eq!(taken, [(8, 0), (4, 3), (1, 0), (0, 0)]);
    })
    .await;
}
