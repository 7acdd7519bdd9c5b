//! Signing in and out, one's own account, a tenant's people.

mod applicants;
mod letters;
mod own;
mod people;
mod speakers;
mod staff;

use crate::support::{Answer, Asker, World};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use domain::{
    accounts::{AccountKind, Password, Role},
    ids::{AccountId, OfficeId, TenantId},
};
use store::{
    Scope,
    accounts::{self, Account, NewAccount},
    events, mails, offices, tenants,
};
use totp_rs::{Builder, Secret};

pub const PASSWORD: &str = "かきのたねと麦茶をもって山へ行く";

/// The account with this address.
pub async fn account(world: &World, email: &str) -> Account {
    let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
    accounts::by_email(&tx, email).await.unwrap().unwrap()
}

/// みどり野市.
pub async fn midorino(world: &World) -> TenantId {
    let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
    tenants::by_slug(&tx, "midorino").await.unwrap().unwrap().id
}

/// An office of its register.
pub async fn office(world: &World, number: &str) -> OfficeId {
    let tenant = midorino(world).await;
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    offices::by_number(&tx, number.parse().unwrap()).await.unwrap().unwrap()
}

/// The texts of the mails to somebody, oldest first: those of the program, then those of みどり野市.
pub async fn mails_to(world: &World, email: &str) -> Vec<String> {
    let id = account(world, email).await.id;
    let mut texts = Vec::new();
    for tenant in [events::NO_TENANT, midorino(world).await] {
        let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
        let mails = mails::about(&tx, "account", id.uuid()).await.unwrap();
        texts.extend(mails.into_iter().map(|stored| stored.mail.body));
    }
    texts
}

/// The code of a mail.
pub fn code_in(mail: &str) -> String {
    mail.lines().find_map(|line| line.strip_prefix("ログインの番号：")).unwrap().to_owned()
}

/// The path of the link in a mail.
pub fn link_in(mail: &str) -> String {
    let url = mail.lines().find(|line| line.starts_with("http://127.0.0.1:3000/")).unwrap();
    url.strip_prefix("http://127.0.0.1:3000").unwrap().to_owned()
}

/// The six digits that an authenticator shows now.
pub fn totp_now(world: &World, secret: &str) -> String {
    totp_at(secret, world.app.clock.now())
}

/// The six digits that an authenticator shows at a moment.
pub fn totp_at(secret: &str, at: DateTime<Utc>) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(at.timestamp()).unwrap()).to_string()
}

/// The secret that the set-up page shows.
pub fn secret_on(page: &Answer) -> String {
    let text = &page.text[page.text.find("class=\"secret\"").unwrap()..];
    let text = &text[text.find("<code>").unwrap() + 6..];
    text[..text.find('<').unwrap()].replace(' ', "")
}

/// Invites somebody to みどり野市 and sets them up: the browser that is signed in, and the authenticator's secret.
pub async fn newcomer(world: &World, email: &str, roles: &[&str]) -> (Asker, String) {
    let administrator = world.as_person("administrator").await;
    let mut typed = vec![("name", "新人　新子"), ("email", email)];
    typed.extend(roles.iter().map(|role| ("role", *role)));
    let answer = administrator.post("/t/midorino/people/new", &typed).await;
    assert_eq!(answer.location(), "/t/midorino/people?done=invited", "{}", answer.text);
    let mail = mails_to(world, email).await.pop().unwrap();
    let asker = world.anybody();
    let answer = asker.post(&link_in(&mail), &[("new_password", PASSWORD)]).await;
    assert_eq!(answer.location(), "/sign-in/second-factor", "{}", answer.text);
    let secret = set_up(world, &asker).await;
    (asker, secret)
}

/// Sets up an authenticator in a browser that typed its password; the secret.
pub async fn set_up(world: &World, asker: &Asker) -> String {
    let page = asker.get("/sign-in/second-factor/setup").await;
    assert_eq!(page.status, StatusCode::OK);
    let secret = secret_on(&page);
    let (csrf, once, sealed) =
        (page.hidden("csrf").unwrap(), page.hidden("once").unwrap(), page.hidden("sealed").unwrap());
    let code = totp_now(world, &secret);
    let pairs = [("csrf", csrf.as_str()), ("once", &once), ("sealed", &sealed), ("code", &code)];
    let answer = asker.post_bare("/sign-in/second-factor/setup", &pairs).await;
    assert_eq!(answer.location(), "/account/recovery-codes", "{}", answer.text);
    secret
}

/// Whether the browser may work.
pub async fn is_signed_in(asker: &Asker) -> bool {
    asker.get("/account").await.status == StatusCode::OK
}

/// The id of a person in the list of people.
pub async fn id_of(world: &World, email: &str) -> AccountId {
    account(world, email).await.id
}

/// Somebody whom みどり野市 invited and who has no password yet.
pub async fn invited(world: &World) -> AccountId {
    let (id, now) = (world.app.clock.id(), world.app.clock.now());
    let tx = world.app.store.write(&Scope::system("test")).await.unwrap();
    let account = NewAccount {
        id,
        kind: AccountKind::Staff,
        name: "招待　待子".into(),
        email: Some(("machiko@midorino.example.jp".into(), "machiko@midorino.example.jp".into())),
        password_hash: None,
        demo_key: None,
    };
    accounts::add(&tx, account, now).await.unwrap();
    tx.commit().await.unwrap();
    let tenant = midorino(world).await;
    let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    accounts::grant(&tx, id, Role::Viewer, now).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// An officer of みさき町 who may look, with a password, and with an authenticator where wanted.
pub async fn officer_of_misaki(world: &World, email: &str, authenticator: bool) -> AccountId {
    let (id, now) = (world.app.clock.id::<AccountId>(), world.app.clock.now());
    let password = Password::parse(PASSWORD, &[]).unwrap();
    let tx = world.app.store.write(&Scope::system("test")).await.unwrap();
    let account = NewAccount {
        id,
        kind: AccountKind::Staff,
        name: "岬　かなえ".into(),
        email: Some((email.into(), email.into())),
        password_hash: Some(server::passwords::hash(&world.app, password).await.unwrap()),
        demo_key: None,
    };
    accounts::add(&tx, account, now).await.unwrap();
    if authenticator {
        let sealed = world.app.keys.seal(&format!("second factor of {id}"), &[7; 20]);
        accounts::set_totp(&tx, id, &sealed).await.unwrap();
        accounts::confirm_totp(&tx, id, now).await.unwrap();
    }
    let misaki = tenants::by_slug(&tx, "misaki").await.unwrap().unwrap().id;
    tx.commit().await.unwrap();
    let tx = world.app.store.write(&Scope::tenant_by_system(misaki, "test")).await.unwrap();
    accounts::grant(&tx, id, Role::Viewer, now).await.unwrap();
    tx.commit().await.unwrap();
    id
}
