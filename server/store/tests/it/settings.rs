//! Settings with a version, closed days as single facts, tenants opened by others.

use crate::support::{id, noon, two_tenants};
use chrono::NaiveDate;
use domain::{
    accounts::{AccountKind, TenantKind},
    ids::AccountId,
};
use store::{
    Error, Scope, Store,
    accounts::{self, NewAccount},
    events, settings,
    tenants::{self, Tenant, TenantSettings},
    testing::on_each_database,
};

fn department(name: &str) -> TenantSettings {
    TenantSettings { department: name.into(), ..TenantSettings::default() }
}

#[tokio::test]
async fn of_two_who_save_the_same_version_one_is_told() {
    on_each_database("settings have a version", async |store, _| {
        let (first, second) = two_tenants(&store).await;
        let tx = store.write(&Scope::tenant(first, id(9))).await.unwrap();
        let seen = settings::find(&tx).await.unwrap();
        let (now, fields) = (noon(), ["department"]);
        settings::change(&tx, seen.version, &department("介護保険課"), &fields, now).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.write(&Scope::tenant(first, id(9))).await.unwrap();
        let slower = settings::change(&tx, seen.version, &department("福祉課"), &fields, now).await;
        assert!(matches!(slower, Err(Error::Stale)), "{slower:?}");
        drop(tx);
        let tx = store.read(&Scope::tenant(first, id(9))).await.unwrap();
        assert_eq!(settings::find(&tx).await.unwrap().settings.department, "介護保険課");
        assert_eq!(events::count(&tx).await.unwrap(), 1);
        let tx = store.read(&Scope::tenant(second, id(9))).await.unwrap();
        assert_eq!(settings::find(&tx).await.unwrap().settings.department, "");
    })
    .await;
}

#[tokio::test]
async fn a_closed_day_is_added_once_and_removed_once() {
    on_each_database("closed days", async |store, _| {
        let (first, second) = two_tenants(&store).await;
        let days = [15, 16].map(|day| NaiveDate::from_ymd_opt(2024, 10, day).unwrap());
        let tx = store.write(&Scope::tenant(first, id(9))).await.unwrap();
        assert_eq!(settings::close(&tx, &days[..1], "市制記念日", noon()).await.unwrap(), 1);
        assert_eq!(settings::close(&tx, &days, "庁舎移転", noon()).await.unwrap(), 1);
        let reasons: Vec<_> =
            settings::closed_days(&tx).await.unwrap().into_iter().map(|day| day.reason).collect();
        assert_eq!(reasons, ["市制記念日", "庁舎移転"], "what is there stays as it is");
        assert!(!settings::reopen(&tx, days[0], "庁舎移転", noon()).await.unwrap(), "for another reason");
        assert!(settings::reopen(&tx, days[0], "市制記念日", noon()).await.unwrap());
        assert!(!settings::reopen(&tx, days[0], "市制記念日", noon()).await.unwrap());
        tx.commit().await.unwrap();
        let tx = store.read(&Scope::tenant(first, id(9))).await.unwrap();
        assert_eq!(tenants::closed_days(&tx).await.unwrap(), [days[1]]);
        assert_eq!(events::count(&tx).await.unwrap(), 3);
        let tx = store.read(&Scope::tenant(second, id(9))).await.unwrap();
        assert!(settings::closed_days(&tx).await.unwrap().is_empty());
    })
    .await;
}

async fn opener(store: &Store) -> AccountId {
    let tx = store.write(&Scope::system("test")).await.unwrap();
    let account = NewAccount {
        id: id(11),
        kind: AccountKind::Staff,
        name: "連合　会子".into(),
        email: None,
        password_hash: None,
        demo_key: None,
    };
    accounts::add(&tx, account, noon()).await.unwrap();
    tx.commit().await.unwrap();
    id(11)
}

fn tenant(n: u128, slug: &str) -> Tenant {
    Tenant {
        id: id(n),
        kind: TenantKind::Municipality,
        slug: slug.into(),
        name: "みのり市".into(),
        settings: TenantSettings::default(),
        codes: vec!["292010".into()],
    }
}

#[tokio::test]
async fn of_two_who_open_with_one_word_at_once_exactly_one_does() {
    on_each_database("openings at once", async |store, _| {
        let (first, second) = two_tenants(&store).await;
        let account = opener(&store).await;
        let mut openings = tokio::task::JoinSet::new();
        for n in [31, 32] {
            let store = store.clone();
            openings.spawn(async move {
                let tx = store.write(&Scope::system_for(account)).await.unwrap();
                let by = Some((first, account));
                let done = settings::open(&tx, &tenant(n, "minori"), by, noon()).await.unwrap();
                if done {
                    tx.commit().await.unwrap();
                }
                done
            });
        }
        let done = openings.join_all().await;
        assert_eq!(done.iter().filter(|done| **done).count(), 1, "{done:?}");
        let tx = store.read(&Scope::tenant(first, account)).await.unwrap();
        let opened = settings::opened(&tx).await.unwrap();
        assert_eq!(opened.iter().map(|one| one.slug.as_str()).collect::<Vec<_>>(), ["minori"]);
        assert_eq!(events::first_broken(&tx).await.unwrap(), None);
        let tx = store.read(&Scope::tenant(second, account)).await.unwrap();
        assert!(settings::opened(&tx).await.unwrap().is_empty(), "nobody else sees it");
        drop(tx);
        let tx = store.read(&Scope::system("test")).await.unwrap();
        let codes = ["292010".parse().unwrap(), "292028".parse().unwrap()];
        let taken = settings::taken(&tx, TenantKind::Municipality, &codes).await.unwrap();
        assert_eq!(taken.map(|code| code.to_string()).as_deref(), Some("292010"));
        assert_eq!(settings::taken(&tx, TenantKind::Federation, &codes).await.unwrap(), None);
    })
    .await;
}
