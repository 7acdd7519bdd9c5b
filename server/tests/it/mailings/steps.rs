//! What tests of outreach do first: offices with addresses, a segment of them, a mailing, a mail server.

use crate::{
    mail::smtp::{encrypted, pool},
    subsidies::steps::tenant,
    support::{Answer, Asker, World, smtp::Server},
};
use axum::http::StatusCode;
use domain::{
    adoption::{AdoptionState, Evidence, Source},
    email::Email,
    form::Typed,
    ids::{MailingId, SuppressionId},
    mailings::{Counts, Outcome},
    mails::Pace,
    offices::{Field, NewOffice},
};
use server::{app::App, jobs, mail::Outgoing};
use std::sync::Arc;
use store::{
    Scope, adoption,
    mailings::{self, Line, rules},
    mails::suppressions::{self, Why},
    offices,
};

/// Stands in the address of every office that these tests add, and in no other.
pub const TOWN: &str = "周知町";

/// Adds offices to みどり野市's register, one for each address; without address where it is empty.
pub async fn offices(world: &World, emails: &[String]) {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    for (place, email) in emails.iter().enumerate() {
        let typed = [
            (Field::Number, format!("29708{place:05}")),
            (Field::Name, format!("周知事業所その{place}")),
            (Field::Services, "43".to_owned()),
            (Field::Status, "active".to_owned()),
            (Field::Address, format!("みどり県みどり野市{TOWN}{place}番地")),
            (Field::PostalCode, "6300000".to_owned()),
            (Field::Email, email.clone()),
        ];
        let typed: Typed = typed.into_iter().map(|(field, value)| (field.name().to_owned(), value)).collect();
        let office = NewOffice::parse(&typed).unwrap();
        let id = world.app.clock.id();
        offices::add(&tx, id, &office, &|| world.app.clock.id(), world.app.clock.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
    // Who sends to many is asked for a second person elsewhere.
    alone(world, 9_999).await;
}

/// Up to how many offices one person writes to.
pub async fn alone(world: &World, up_to: u32) {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let version = rules::find(&tx).await.unwrap().version;
    rules::save(&tx, version, up_to, world.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// Addresses of so many offices.
pub fn addresses(count: usize) -> Vec<String> {
    (0..count).map(|place| format!("office{place}@example.jp")).collect()
}

/// The segment of those offices; its id.
pub async fn segment(clerk: &Asker) -> String {
    let named = |name| [("name", name), ("area", TOWN), ("status", "active")];
    let mut answer = clerk.post("/t/midorino/offices/segments/new", &named("周知町の事業所")).await;
    if answer.status == StatusCode::UNPROCESSABLE_ENTITY {
        // It is there already.
        let again = [&named("周知町の事業所、再び")[..], &[("again", "yes")]].concat();
        answer = clerk.post("/t/midorino/offices/segments/new", &again).await;
    }
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    last(answer.location())
}

/// A draft to that segment; its path.
pub async fn draft(clerk: &Asker, subject: &str, body: &str) -> String {
    let segment = segment(clerk).await;
    let typed = [("segment", segment.as_str()), ("subject", subject), ("body", body)];
    let answer = clerk.post("/t/midorino/mailings/new", &typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location().split("/preview").next().unwrap().to_owned()
}

/// Sends a draft as the page that asks once more does.
pub async fn send(clerk: &Asker, mailing: &str) -> Answer {
    let asked = clerk.get(&format!("{mailing}/sending")).await;
    confirm(clerk, mailing, &asked).await
}

/// Presses the button of the page that asks once more.
pub async fn confirm(clerk: &Asker, mailing: &str, asked: &Answer) -> Answer {
    let path = format!("{mailing}/sending");
    let values: Vec<_> = ["csrf", "once", "version", "mails", "audience"]
        .map(|name| (name, asked.hidden(name).unwrap_or_default()))
        .into();
    let pairs: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    clerk.post_bare(&path, &pairs).await
}

/// One of everything of outreach.
pub struct Outreach {
    pub segment: String,
    pub draft: String,
    pub sent: String,
    pub token: String,
    pub proposed: String,
    pub recipient: String,
    pub suppression: String,
}

/// A segment, a draft, a sent mailing and the token of one of its mails; the world's mails go into its folder.
pub async fn one_of_each(world: &World) -> Outreach {
    offices(world, &["office0@example.jp".to_owned(), String::new()]).await;
    let clerk = world.as_person("clerk").await;
    let to = segment(&clerk).await;
    let typed = [("segment", to.as_str()), ("subject", "送った件名"), ("body", "本文"), ("published", "yes")];
    let written = clerk.post("/t/midorino/mailings/new", &typed).await;
    let sent = written.location().split("/preview").next().unwrap().to_owned();
    send(&clerk, &sent).await;
    jobs::drain(&world.app).await.unwrap();
    let folder = world.app.mail.folder().unwrap().list(50).await.unwrap();
    let mail = folder.iter().find(|mail| mail.to == "office0@example.jp").unwrap();
    let token = mail.text.split("/stop/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let typed = [("name", "もう一つ"), ("area", TOWN)];
    let segment = last(clerk.post("/t/midorino/offices/segments/new", &typed).await.location());
    let typed = [("segment", segment.as_str()), ("subject", "下書きの件名"), ("body", "本文")];
    let written = clerk.post("/t/midorino/mailings/new", &typed).await;
    let draft = last(written.location().split("/preview").next().unwrap());
    alone(world, 0).await;
    let typed = [("segment", segment.as_str()), ("subject", "承認を待つ件名"), ("body", "本文")];
    let written = clerk.post("/t/midorino/mailings/new", &typed).await;
    let waiting = written.location().split("/preview").next().unwrap().to_owned();
    assert!(send(&clerk, &waiting).await.location().ends_with("done=proposed"));
    let recipient = lines(world, &sent).await.remove(0).id.to_string();
    let suppression = suppressed(world, "back@example.jp").await;
    Outreach { segment, draft, sent: last(&sent), token, proposed: last(&waiting), recipient, suppression }
}

/// The last word of a path, without its query.
pub fn last(path: &str) -> String {
    path.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned()
}

/// What became of the offices of a mailing.
pub async fn counts(world: &World, mailing: &str) -> Counts {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let id: MailingId = last(mailing).parse().unwrap();
    mailings::counts(&tx, id).await.unwrap()
}

/// The offices of a mailing, in order.
pub async fn lines(world: &World, mailing: &str) -> Vec<Line> {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let id: MailingId = last(mailing).parse().unwrap();
    mailings::lines(&tx, id, None, 0, 100_000).await.unwrap()
}

/// Lets mail to an address have come back; the id of what stands against it.
pub async fn suppressed(world: &World, address: &str) -> String {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let (id, email): (SuppressionId, _) = (world.app.clock.id(), Email::parse(address).unwrap());
    let told = (Why::Hard, "550 5.1.1 no such user", None);
    let now = world.app.clock.now();
    assert!(suppressions::suppress(&tx, tenant, id, &email, told, now).await.unwrap());
    tx.commit().await.unwrap();
    id.to_string()
}

/// Lets an office be known to use the system.
pub async fn adopt(world: &World, number: &str) {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let office = offices::by_number(&tx, number.parse().unwrap()).await.unwrap().unwrap();
    let evidence = Evidence {
        state: AdoptionState::Using,
        as_of: world.app.clock.today(),
        source: Source::Officer,
        recorded_at: world.app.clock.now(),
        note: String::new(),
    };
    adoption::record(&tx, world.app.clock.id(), office, &evidence, None).await.unwrap();
    tx.commit().await.unwrap();
}

/// The stage of a mailing, as its word.
pub async fn stage(world: &World, mailing: &str) -> &'static str {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let id: MailingId = last(mailing).parse().unwrap();
    mailings::find(&tx, id).await.unwrap().unwrap().stage.name().code()
}

/// Every outcome that somebody has, with how many.
pub fn told(counts: &Counts) -> Vec<(Outcome, u64)> {
    Outcome::ALL.into_iter().map(|outcome| (outcome, counts.get(outcome))).filter(|(_, n)| *n > 0).collect()
}

/// A mail server, and the world's program sending to it.
pub async fn post_office(world: &World) -> (Server, App) {
    let server = Server::start(encrypted()).await;
    let from = world.app.mail.from.clone();
    let app = App { mail: Arc::new(Outgoing::new(pool(&server), from, Pace::free())), ..world.app.clone() };
    (server, app)
}

/// The addresses that got a mail, sorted; each as often as it got one.
pub fn received(server: &Server) -> Vec<String> {
    let mut to: Vec<_> = server
        .received()
        .into_iter()
        .map(|mail| {
            let [to] = mail.to.try_into().expect("one recipient a mail");
            to
        })
        .collect();
    to.sort();
    to
}
