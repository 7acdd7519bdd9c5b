use crate::support::{id, noon, two_tenants};
use domain::{
    accounts::{AccountKind, Role, Roles},
    ids::{AccountId, TenantId},
};
use store::{
    Scope, Store,
    accounts::{self, NewAccount},
    members,
    testing::{add_office, on_each_database},
};

async fn person(store: &Store, n: u128, kind: AccountKind) -> AccountId {
    let tx = store.write(&Scope::system("test")).await.unwrap();
    let email = format!("{n}@example.jp");
    let account = NewAccount {
        id: id(n),
        kind,
        name: format!("人{n}"),
        email: Some((email.clone(), email)),
        password_hash: None,
        demo_key: None,
    };
    accounts::add(&tx, account, noon()).await.unwrap();
    tx.commit().await.unwrap();
    id(n)
}

async fn roles(store: &Store, tenant: TenantId, account: AccountId, roles: &[Role]) {
    let tx = store.write(&Scope::tenant(tenant, id(9))).await.unwrap();
    members::set_roles(&tx, account, &roles.iter().copied().collect::<Roles>(), noon()).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_member_has_the_roles_of_one_tenant() {
    on_each_database("members have roles", async |store, _| {
        let (first, second) = two_tenants(&store).await;
        let account = person(&store, 11, AccountKind::Staff).await;
        roles(&store, first, account, &[Role::Clerk, Role::Administrator]).await;
        roles(&store, second, account, &[Role::Viewer]).await;
        roles(&store, first, account, &[Role::Approver]).await;
        let tx = store.read(&Scope::tenant(first, id(9))).await.unwrap();
        let member = members::find(&tx, account).await.unwrap().unwrap();
        assert_eq!(member.roles.iter().collect::<Vec<_>>(), [Role::Approver]);
        let tx = store.read(&Scope::tenant(second, id(9))).await.unwrap();
        let member = members::find(&tx, account).await.unwrap().unwrap();
        assert_eq!(member.roles.iter().collect::<Vec<_>>(), [Role::Viewer]);
        assert_eq!(members::find(&tx, id(99)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_suspended_administrator_does_not_count() {
    on_each_database("administrators are counted", async |store, _| {
        let (first, _) = two_tenants(&store).await;
        for n in [11, 12] {
            let account = person(&store, n, AccountKind::Staff).await;
            roles(&store, first, account, &[Role::Administrator]).await;
        }
        let tx = store.write(&Scope::system("test")).await.unwrap();
        accounts::set_disabled(&tx, id(12), Some(noon())).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.write(&Scope::tenant(first, id(11))).await.unwrap();
        assert_eq!(members::administrators(&tx).await.unwrap(), [id(11)]);
    })
    .await;
}

#[tokio::test]
async fn those_who_speak_for_an_office_are_named() {
    on_each_database("speakers are named", async |store, _| {
        let (first, _) = two_tenants(&store).await;
        let account = person(&store, 21, AccountKind::Applicant).await;
        let tx = store.write(&Scope::tenant(first, account)).await.unwrap();
        add_office(&tx, id(70), "2970999013", "居宅介護支援事業所ひだまり", "292991", &["43"]).await;
        accounts::speak_for(&tx, account, id(70), noon()).await.unwrap();
        accounts::speak_for(&tx, account, id(70), noon()).await.unwrap();
        tx.commit().await.unwrap();
        let tx = store.read(&Scope::tenant(first, id(9))).await.unwrap();
        assert_eq!(members::speakers(&tx, id(70)).await.unwrap(), ["人21"]);
    })
    .await;
}

#[tokio::test]
async fn a_second_factor_taken_away_leaves_nothing_behind() {
    on_each_database("second factors are removed", async |store, _| {
        let account = person(&store, 31, AccountKind::Staff).await;
        let tx = store.write(&Scope::system("test")).await.unwrap();
        accounts::set_totp(&tx, account, "sealed").await.unwrap();
        accounts::confirm_totp(&tx, account, noon()).await.unwrap();
        accounts::set_recovery_codes(&tx, account, &["a".to_owned(), "b".to_owned()]).await.unwrap();
        assert!(accounts::use_recovery_code(&tx, account, "a", noon()).await.unwrap());
        assert_eq!(accounts::recovery_codes_left(&tx, account).await.unwrap(), 1);
        accounts::remove_totp(&tx, account).await.unwrap();
        let found = accounts::find(&tx, account).await.unwrap().unwrap();
        assert_eq!((found.totp_secret, found.totp_confirmed_at), (None, None));
        assert!(!accounts::use_recovery_code(&tx, account, "b", noon()).await.unwrap());
    })
    .await;
}
