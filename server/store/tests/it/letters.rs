use crate::support::{id, noon, two_tenants};
use chrono::TimeDelta;
use domain::ids::{OfficeId, TenantId};
use store::{
    Scope, Store, letter_codes,
    testing::{add_office, on_each_database},
};

async fn office(store: &Store, tenant: TenantId) -> OfficeId {
    let tx = store.write(&Scope::tenant(tenant, id(9))).await.unwrap();
    add_office(&tx, id(70), "2970999013", "居宅介護支援事業所ひだまり", "292991", &["43"]).await;
    tx.commit().await.unwrap();
    id(70)
}

async fn issue(store: &Store, tenant: TenantId, n: u128, hash: &str) {
    let tx = store.write(&Scope::tenant(tenant, id(9))).await.unwrap();
    let at = noon() + TimeDelta::seconds(i64::try_from(n).unwrap());
    let code = letter_codes::NewCode { id: id(n), office: id(70), code_hash: hash.to_owned() };
    letter_codes::issue(&tx, vec![code], at, noon() + TimeDelta::days(90)).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_code_opens_its_office_once() {
    on_each_database("letter codes serve once", async |store, _| {
        let (first, _) = two_tenants(&store).await;
        office(&store, first).await;
        issue(&store, first, 71, "h1").await;
        let tx = store.write(&Scope::system("test")).await.unwrap();
        let code = letter_codes::by_hash(&tx, "h1").await.unwrap().unwrap();
        assert!(code.serves(noon()) && !code.serves(noon() + TimeDelta::days(90)));
        let office = letter_codes::office(&tx, code.tenant, code.office).await.unwrap().unwrap();
        assert_eq!((office.number.as_str(), code.tenant), ("2970999013", first));
        assert!(letter_codes::consume(&tx, first, code.id, noon()).await.unwrap());
        assert!(!letter_codes::consume(&tx, first, code.id, noon()).await.unwrap());
        assert!(letter_codes::by_hash(&tx, "h2").await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn a_newer_code_takes_the_place_of_the_older() {
    on_each_database("letter codes replace each other", async |store, _| {
        let (first, second) = two_tenants(&store).await;
        office(&store, first).await;
        issue(&store, first, 71, "h1").await;
        issue(&store, first, 72, "h2").await;
        let tx = store.write(&Scope::system("test")).await.unwrap();
        assert!(!letter_codes::consume(&tx, first, id(71), noon()).await.unwrap());
        assert!(letter_codes::consume(&tx, first, id(72), noon()).await.unwrap());
        drop(tx);
        let tx = store.read(&Scope::tenant(first, id(9))).await.unwrap();
        assert_eq!(letter_codes::latest(&tx, id(70)).await.unwrap().map(|code| code.id), Some(id(72)));
        let tx = store.read(&Scope::tenant(second, id(9))).await.unwrap();
        assert_eq!(letter_codes::latest(&tx, id(70)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn an_expired_code_opens_nothing() {
    on_each_database("letter codes expire", async |store, _| {
        let (first, _) = two_tenants(&store).await;
        office(&store, first).await;
        issue(&store, first, 71, "h1").await;
        let tx = store.write(&Scope::system("test")).await.unwrap();
        assert!(!letter_codes::consume(&tx, first, id(71), noon() + TimeDelta::days(90)).await.unwrap());
    })
    .await;
}
