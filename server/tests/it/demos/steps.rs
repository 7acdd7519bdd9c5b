//! What several tests do first: a federation with its members, a request, a session to come, a registration.

use crate::{
    subsidies::steps::tenant,
    support::{Answer, Asker, World},
};
use axum::http::StatusCode;
use domain::{
    demos::{Chore, People, QuestionForm, Side},
    ids::{ChoreId, DemoId, InvitationId, MemberId, OpenDateId, QuestionId, RegistrationId, ResourceId},
    mailings::Recipient,
};
use server::demo::story;
use store::{
    Scope,
    demos::{
        chores, coming, invitations, members, open_dates, questions, registrations, resources, sessions,
    },
    mails, offices,
};

/// A good request of みどり野市, for the third Wednesday and Thursday of September 2024.
pub const REQUEST: &[(&str, &str)] = &[
    ("menu", "exchange"),
    ("menu", "consultation"),
    ("length", "120"),
    ("date_1", "令和６年９月１８日"),
    ("start_1", "午後1時半"),
    ("date_2", "2024-09-19"),
    ("start_2", "１０：００"),
    ("people", "２０人"),
    ("place", "on_site"),
    ("venue", "みどり野市役所 3階"),
    ("contact_name", "佐藤 葵"),
    ("contact_phone", "0741-00-1000"),
    ("contact_email", "sato@midorino.example.jp"),
];

/// The same with some fields typed otherwise.
pub fn typed<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = REQUEST.iter().filter(|(name, _)| !changes.iter().any(|(own, _)| own == name)).copied();
    kept.chain(changes.iter().copied()).collect()
}

/// The federation's members and resources.
pub async fn federation(world: &World) {
    story::demos::federation(&world.app).await.unwrap();
}

/// The member of the federation with a name.
pub async fn member(world: &World, name: &str) -> MemberId {
    let scope = Scope::tenant_by_system(tenant(world, "midori-kokuhoren").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    members::all(&tx).await.unwrap().into_iter().find(|one| one.name == name).unwrap().id
}

/// The session that an answer leads to.
pub fn session(answer: &Answer) -> DemoId {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location().split(['/', '?']).nth(4).unwrap().parse().unwrap()
}

/// A request of みどり野市 that waits.
pub async fn requested(world: &World) -> DemoId {
    session(&world.as_person("clerk").await.post("/t/midorino/demos/new", REQUEST).await)
}

/// The federation's confirmation of a candidate with a demo set.
pub async fn confirm(world: &World, demo: DemoId, candidate: &str, set: usize, capacity: &str) -> Answer {
    let set = sets(world).await[set].to_string();
    let mori = world.as_person("federation").await;
    let typed = [("candidate", candidate), ("demo_set", set.as_str()), ("capacity", capacity)];
    mori.post(&format!("/t/midori-kokuhoren/demos/{demo}/confirmation"), &typed).await
}

/// A session of みどり野市 on 18 September 2024 with so many places.
pub async fn confirmed(world: &World, capacity: u16) -> DemoId {
    let demo = requested(world).await;
    let answer = confirm(world, demo, "1", 0, &capacity.to_string()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    demo
}

/// A date that the federation publishes with a demo set.
pub async fn open_date(world: &World, day: &str, set: usize) -> OpenDateId {
    let set = sets(world).await[set].to_string();
    let typed = [
        ("candidate", "other"),
        ("date", day),
        ("start", "13:30"),
        ("length", "120"),
        ("demo_set", set.as_str()),
        ("capacity", "20"),
    ];
    let mori = world.as_person("federation").await;
    let answer = mori.post("/t/midori-kokuhoren/demos/open-dates/new", &typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let scope = Scope::tenant_by_system(tenant(world, "midori-kokuhoren").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let all = open_dates::own(&tx, world.app.clock.now()).await.unwrap();
    all.into_iter().find(|one| one.held.slot.date.to_string() == day).unwrap().id
}

/// The federation's demo sets.
pub async fn sets(world: &World) -> Vec<ResourceId> {
    let scope = Scope::tenant_by_system(tenant(world, "midori-kokuhoren").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let all = resources::all(&tx).await.unwrap();
    all.into_iter().filter(|one| one.kind == domain::demos::ResourceKind::DemoSet).map(|one| one.id).collect()
}

/// Registers somebody for a session.
pub async fn register(asker: &Asker, demo: DemoId, changes: &[(&str, &str)]) -> Answer {
    let usual = [("name", "日向 陽子"), ("email", "hinata@hidamari.example.jp")];
    let is_kept = |(name, _): &(&str, &str)| !changes.iter().any(|(changed, _)| changed == name);
    let typed: Vec<_> = usual.into_iter().filter(is_kept).chain(changes.iter().copied()).collect();
    asker.post(&format!("/t/midorino/my/demos/{demo}"), &typed).await
}

/// A task of a session.
pub async fn chore(world: &World, demo: DemoId, which: Chore) -> ChoreId {
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let all = chores::of_session(&tx, demo).await.unwrap();
    all.into_iter().find(|task| task.task.title == which.title()).unwrap().id
}

/// The codes of a session's registrations.
pub async fn codes(world: &World, demo: DemoId) -> Vec<String> {
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let all = registrations::of_session(&tx, demo).await.unwrap();
    all.into_iter().map(|one| one.code.to_string()).collect()
}

/// The mails about a session from one house: recipient, subject, text.
pub async fn mails(world: &World, house: &str, demo: DemoId) -> Vec<(String, String, String)> {
    let scope = Scope::tenant_by_system(tenant(world, house).await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let all = mails::about(&tx, "demo", demo.uuid()).await.unwrap();
    all.into_iter().map(|stored| (stored.mail.recipient, stored.mail.subject, stored.mail.body)).collect()
}

/// The path of a calendar that somebody makes for themselves, with what is due in it.
pub async fn feed(world: &World, person: &str, house: &str) -> String {
    let officer = world.as_person(person).await;
    let at = format!("/t/{house}/demos/feed");
    let made = officer.post(&at, &[("act", "make"), ("tasks", "yes")]).await;
    assert!(made.location().ends_with("?done=made"), "{}", made.text);
    let page = officer.get(&at).await.text;
    let begins = page.find("/calendars/").unwrap();
    let path = page[begins..].split(['<', '"']).next().unwrap();
    assert!(path.ends_with("/demos.ics"), "{path}");
    path.to_owned()
}

/// An office of みどり野市 that an officer registered; the registration.
pub async fn entered(world: &World, demo: DemoId, number: &str) -> RegistrationId {
    come(world, demo, Some(number), "つばめ").await
}

/// A registration of some body that waits or has places, as it is.
pub async fn waiting(world: &World, demo: DemoId) -> RegistrationId {
    let name: uuid::Uuid = world.app.clock.id();
    come(world, demo, None, &format!("団体{name}")).await
}

async fn come(world: &World, demo: DemoId, number: Option<&str>, name: &str) -> RegistrationId {
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    let tx = world.app.store.write(&scope).await.unwrap();
    let session = sessions::find(&tx, demo).await.unwrap().unwrap();
    let office = match number {
        Some(number) => offices::by_number(&tx, number.parse().unwrap()).await.unwrap(),
        None => None,
    };
    let new = coming::NewRegistration {
        office,
        office_name: name,
        services: &[],
        account: None,
        way: registrations::Way::Officer,
        people: People::new(1).unwrap(),
        name: "燕 美咲",
        email: "tsubame@tsubame.example.jp",
        phone: "",
        question: (world.app.clock.id(), ""),
        replies: &[],
        waits: true,
        instead_of: None,
    };
    let id = world.app.clock.id();
    let made = coming::register(&tx, &session, id, &new, world.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    made.id
}

/// An invitation of an office that has not registered.
pub async fn invited(world: &World, demo: DemoId, number: &str) -> InvitationId {
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    let tx = world.app.store.write(&scope).await.unwrap();
    let session = sessions::find(&tx, demo).await.unwrap().unwrap();
    let office = offices::by_number(&tx, number.parse().unwrap()).await.unwrap().unwrap();
    let office = offices::find(&tx, office).await.unwrap().unwrap();
    let candidate = domain::mailings::Candidate {
        office: office.id,
        number: office.number,
        name: office.particulars.name,
        email: "kita@hidamari.example.jp".to_owned(),
        status: domain::offices::Status::Active,
    };
    let recipients = vec![Recipient { candidate, exclusion: None }];
    let ids = || world.app.clock.id();
    invitations::add(&tx, &session, recipients, &ids, world.app.clock.now()).await.unwrap();
    let made = invitations::of_session(&tx, demo).await.unwrap().remove(0).id;
    tx.commit().await.unwrap();
    made
}

/// An office of another city, which that city told of a session by letter.
pub async fn invited_in(world: &World, house: &str, demo: DemoId) {
    let scope = Scope::tenant_by_system(tenant(world, house).await, "test");
    let tx = world.app.store.write(&scope).await.unwrap();
    let session = sessions::find(&tx, demo).await.unwrap().unwrap();
    let (office, number) = (world.app.clock.id(), "2970999088");
    store::testing::add_office(&tx, office, number, "みさき苑", "293016", &["43"]).await;
    let candidate = domain::mailings::Candidate {
        office,
        number: number.parse().unwrap(),
        name: "みさき苑".to_owned(),
        email: String::new(),
        status: domain::offices::Status::Active,
    };
    let exclusion = Some(domain::mailings::Exclusion::NoAddress);
    let recipients = vec![Recipient { candidate, exclusion }];
    let ids = || world.app.clock.id();
    invitations::add(&tx, &session, recipients, &ids, world.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// A question that nobody answered.
pub async fn question(world: &World, demo: DemoId) -> QuestionId {
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    let tx = world.app.store.write(&scope).await.unwrap();
    let session = sessions::find(&tx, demo).await.unwrap().unwrap();
    let id = world.app.clock.id();
    let form = QuestionForm {
        asked: "費用は毎年かかりますか".to_owned(),
        by: String::new(),
        owner: Side::Both,
        answer: String::new(),
    };
    questions::add(&tx, &session, id, &form, "", world.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    id
}
