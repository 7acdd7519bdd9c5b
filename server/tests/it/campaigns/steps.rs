//! What tests of outreach do first: offices with addresses, a segment of them, a campaign, a mail server.

use crate::{
    mail::smtp::{encrypted, pool},
    subsidies::steps::tenant,
    support::{Answer, Asker, World, smtp::Server},
};
use axum::http::StatusCode;
use domain::{
    campaigns::{Counts, Outcome},
    form::Typed,
    ids::CampaignId,
    offices::{Field, NewOffice},
};
use server::{app::App, jobs, mail::Outgoing};
use std::sync::Arc;
use store::{Scope, campaigns, offices};

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
}

/// Addresses of so many offices.
pub fn addresses(count: usize) -> Vec<String> {
    (0..count).map(|place| format!("office{place}@example.jp")).collect()
}

/// The segment of those offices; its id.
pub async fn segment(clerk: &Asker) -> String {
    let typed = [("name", "周知町の事業所"), ("area", TOWN), ("status", "active")];
    let answer = clerk.post("/t/midorino/offices/segments/new", &typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    last(answer.location())
}

/// A draft to that segment; its path.
pub async fn draft(clerk: &Asker, subject: &str, body: &str) -> String {
    let segment = segment(clerk).await;
    let typed = [("segment", segment.as_str()), ("subject", subject), ("body", body)];
    let answer = clerk.post("/t/midorino/campaigns/new", &typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location().split("/preview").next().unwrap().to_owned()
}

/// Sends a draft as the page that asks once more does.
pub async fn send(clerk: &Asker, campaign: &str) -> Answer {
    let asked = clerk.get(&format!("{campaign}/sending")).await;
    confirm(clerk, campaign, &asked).await
}

/// Presses the button of the page that asks once more.
pub async fn confirm(clerk: &Asker, campaign: &str, asked: &Answer) -> Answer {
    let path = format!("{campaign}/sending");
    let values: Vec<_> = ["csrf", "once", "version", "mails"]
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
}

/// A segment, a draft, a sent campaign and the token of one of its mails; the world's mails go into its folder.
pub async fn one_of_each(world: &World) -> Outreach {
    offices(world, &["office0@example.jp".to_owned(), String::new()]).await;
    let clerk = world.as_person("clerk").await;
    let sent = draft(&clerk, "送った件名", "本文").await;
    send(&clerk, &sent).await;
    jobs::drain(&world.app).await.unwrap();
    let folder = world.app.mail.folder().unwrap().list(50).await.unwrap();
    let mail = folder.iter().find(|mail| mail.to == "office0@example.jp").unwrap();
    let token = mail.text.split("/stop/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let typed = [("name", "もう一つ"), ("area", TOWN)];
    let segment = last(clerk.post("/t/midorino/offices/segments/new", &typed).await.location());
    let typed = [("segment", segment.as_str()), ("subject", "下書きの件名"), ("body", "本文")];
    let written = clerk.post("/t/midorino/campaigns/new", &typed).await;
    let draft = last(written.location().split("/preview").next().unwrap());
    Outreach { segment, draft, sent: last(&sent), token }
}

/// The last word of a path, without its query.
pub fn last(path: &str) -> String {
    path.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned()
}

/// What became of the offices of a campaign.
pub async fn counts(world: &World, campaign: &str) -> Counts {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let id: CampaignId = last(campaign).parse().unwrap();
    campaigns::counts(&tx, id).await.unwrap()
}

/// The stage of a campaign, as its word.
pub async fn stage(world: &World, campaign: &str) -> &'static str {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let id: CampaignId = last(campaign).parse().unwrap();
    campaigns::find(&tx, id).await.unwrap().unwrap().stage.name().code()
}

/// Every outcome that somebody has, with how many.
pub fn told(counts: &Counts) -> Vec<(Outcome, u64)> {
    Outcome::ALL.into_iter().map(|outcome| (outcome, counts.get(outcome))).filter(|(_, n)| *n > 0).collect()
}

/// A mail server, and the world's program sending to it.
pub async fn post_office(world: &World) -> (Server, App) {
    let server = Server::start(encrypted()).await;
    let from = world.app.mail.from.clone();
    let app = App { mail: Arc::new(Outgoing { transport: pool(&server), from }), ..world.app.clone() };
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
