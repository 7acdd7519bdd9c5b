//! Words about people that belong to no application: one person's data names them, and they go when their time is over.

use crate::support::{id, noon, two_tenants};
use chrono::{DateTime, TimeZone as _, Utc};
use domain::{
    accounts::{AccountKind, Role},
    email::Email,
    form::Typed,
    ids::{AccountId, MaterialId, TenantId},
    mails::{Bounce, Report},
    materials::{Act, Material},
};
use store::{
    Scope, Store,
    accounts::{self, NewAccount},
    events,
    mails::{bounces, suppressions},
    materials::{self, movements},
    members, records,
    testing::{add_office, on_each_database},
};

const ADDRESS: &str = "sato@example.jp";

async fn somebody(store: &Store, tenant: TenantId) {
    let tx = store.write(&Scope::system("test")).await.unwrap();
    let account = NewAccount {
        id: id(90),
        kind: AccountKind::Staff,
        name: "佐藤　葵".into(),
        email: Some((ADDRESS.into(), ADDRESS.into())),
        password_hash: None,
        demo_key: None,
    };
    accounts::add(&tx, account, noon()).await.unwrap();
    members::appoint(&tx, tenant, id(90), Role::Clerk, noon()).await.unwrap();
    tx.commit().await.unwrap();
}

/// A report, a suppression that was lifted and one that stands, and two lines of a ledger.
async fn words(store: &Store, tenant: TenantId) {
    let tx = store.write(&Scope::tenant(tenant, id(90))).await.unwrap();
    let (theirs, stands) = (Email::parse(ADDRESS).unwrap(), Email::parse("other@example.jp").unwrap());
    let report = Report {
        fingerprint: "f".into(),
        mail: None,
        email: Some(theirs.clone()),
        kind: Bounce::Hard,
        status: "5.1.1".into(),
        diagnostic: "no such user".into(),
    };
    let unique = || uuid::Uuid::from_u128(9_001);
    bounces::take(&tx, &report, bounces::Source::Upload(tenant), &unique, noon()).await.unwrap();
    for (n, email) in [(9_011, &theirs), (9_012, &stands)] {
        let told = (suppressions::Why::Hard, "550 gone", None);
        assert!(suppressions::suppress(&tx, tenant, id(n), email, told, noon()).await.unwrap());
    }
    assert!(suppressions::lift(&tx, id(9_011), "本人に確かめた", noon()).await.unwrap());
    let leaflet = Typed::default()
        .with("kind", "leaflet")
        .with("title", "リーフレット")
        .with("audience", "everybody")
        .with("shown", "yes");
    let material: MaterialId = id(9_020);
    materials::add(&tx, material, &Material::parse(&leaflet, 0).unwrap(), noon()).await.unwrap();
    add_office(&tx, id(801), "2970999013", "ひだまり", "292991", &["43"]).await;
    let line = |act, to, to_name: &str, note: &str| movements::NewLine {
        act,
        on: noon().date_naive(),
        to,
        to_name: to_name.into(),
        order: None,
        note: note.into(),
    };
    let office = Some(movements::Destination::Office(id(801)));
    for (n, line) in [
        (9_021, line(Act::Received(10), None, "", "")),
        (9_022, line(Act::HandedOut(2), None, "民生委員の佐藤 葵さん", "")),
        (9_023, line(Act::HandedOut(3), office, "ひだまり", "佐藤葵さんに手渡し")),
    ] {
        let kept = materials::find_to_change(&tx, material).await.unwrap().unwrap();
        movements::add(&tx, &kept, id(n), &line, noon()).await.unwrap().unwrap();
    }
    tx.commit().await.unwrap();
}

async fn told(store: &Store, tenant: TenantId, account: AccountId) -> Vec<String> {
    let tx = store.read(&Scope::tenant(tenant, account)).await.unwrap();
    let portrait = records::portrait(&tx, account).await.unwrap().unwrap();
    portrait.mails.into_iter().chain(portrait.spoken).map(|known| known.what).collect()
}

/// What the daily sweep does.
async fn forget(store: &Store, now: DateTime<Utc>) -> u64 {
    let tx = store.read(&Scope::system("test")).await.unwrap();
    let houses = records::with_old_words(&tx, now).await.unwrap();
    drop(tx);
    let mut all = 0;
    for house in houses {
        let tx = store.write(&Scope::tenant_by_system(house, "test")).await.unwrap();
        all += records::forget_old_words(&tx, now).await.unwrap();
        tx.commit().await.unwrap();
    }
    all
}

#[tokio::test]
async fn words_about_a_person_are_named_and_go_when_their_time_is_over() {
    on_each_database("words about people go", async |store, _| {
        let (first, second) = two_tenants(&store).await;
        somebody(&store, first).await;
        words(&store, first).await;
        let lines = ["不達によるお知らせの停止", "メールの不達の通知", "資材の台帳", "資材の台帳"];
        assert_eq!(told(&store, first, id(90)).await, lines);

        // Of 令和6年度, for five years: until 令和12年3月31日.
        let on = |month, day| Utc.with_ymd_and_hms(2030, month, day, 3, 0, 0).unwrap();
        assert_eq!(forget(&store, on(3, 31)).await, 0);
        assert_eq!(told(&store, first, id(90)).await, lines);
        assert_eq!(forget(&store, on(4, 1)).await, 4);
        assert_eq!(forget(&store, on(4, 1)).await, 0, "twice is once");
        assert!(told(&store, first, id(90)).await.is_empty());

        let tx = store.read(&Scope::tenant(first, id(90))).await.unwrap();
        let other = Email::parse("other@example.jp").unwrap();
        assert!(suppressions::is_live(&tx, first, &other).await.unwrap(), "what stands goes on stopping");
        let ledger = movements::of_material(&tx, id(9_020)).await.unwrap();
        let kept: Vec<_> = ledger.iter().map(|line| (line.change, line.to_name.as_str())).collect();
        assert_eq!(kept, [(-3, "ひだまり"), (-2, ""), (10, "")]);
        let last = events::latest(&tx, 1).await.unwrap().remove(0);
        assert_eq!(
            (last.kind.as_str(), &last.payload["movements"]),
            ("disposal.outreach-forgotten", &2.into())
        );
        drop(tx);
        let tx = store.read(&Scope::tenant(second, id(90))).await.unwrap();
        assert!(
            events::latest(&tx, 5).await.unwrap().iter().all(|event| !event.kind.starts_with("disposal"))
        );
    })
    .await;
}
