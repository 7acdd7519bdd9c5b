//! What several tests do first: a register, a published programme, a complete draft.

use crate::support::{Answer, Asker, World};
use axum::http::StatusCode;
use chrono::{NaiveDateTime, NaiveTime};
use domain::{
    fiscal_year::FiscalYear,
    form::Typed,
    ids::{AccountId, OfficeId, ProgrammeId, TenantId},
    money::Yen,
    subsidies::{City, Desk, Licence, Location, ProgrammeForm, licence_fee_in_full},
};
use store::{Scope, accounts, initiatives, offices, subsidies::programmes, tenants, testing::add_office};

/// A picture of one dot, as a screenshot program writes it.
pub const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00,
    0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00, 0x00, 0x90, 0x77, 0x53, 0xde, 0x00,
    0x00, 0x00, 0x0c, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8, 0xff, 0xff, 0x3f, 0x00, 0x05, 0xfe,
    0x02, 0xfe, 0x0d, 0xef, 0x46, 0xb8, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60,
    0x82,
];

pub async fn tenant(world: &World, slug: &str) -> TenantId {
    let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
    tenants::by_slug(&tx, slug).await.unwrap().unwrap().id
}

pub async fn account(world: &World, key: &str) -> AccountId {
    let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
    let people = accounts::demo_people(&tx).await.unwrap();
    people.into_iter().find(|person| person.demo_key.as_deref() == Some(key)).unwrap().id
}

/// An office of みどり野市's register, added where it is not there, for which a demo person speaks.
pub async fn office(
    world: &World,
    key: &str,
    number: &str,
    name: &str,
    municipality: &str,
    services: &[&str],
) -> OfficeId {
    let tenant = tenant(world, "midorino").await;
    let account = account(world, key).await;
    let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let id = match offices::by_number(&tx, number.parse().unwrap()).await.unwrap() {
        Some(id) => id,
        None => {
            let id: OfficeId = world.app.clock.id();
            add_office(&tx, id, number, name, municipality, services).await;
            id
        }
    };
    accounts::speak_for(&tx, account, id, world.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

pub fn city() -> City {
    City {
        location: Location {
            name: "みどり野市".into(), municipalities: vec!["292991".parse().unwrap()]
        },
        desk: Desk {
            section: "健康福祉部介護保険課".into(),
            phone: "0741-00-1000".into(),
            hours: "平日 8時30分から17時15分".into(),
        },
        symbol: "みどり介".into(),
        sender: "みどり野市長　緑川　進".into(),
        licence: Licence { of: "ケアプランデータ連携システム".into(), fee: Yen(21_000) },
    }
}

/// The template's form for みどり野市, with some fields typed otherwise.
pub fn programme_form(changes: &[(&str, &str)]) -> Typed {
    let filled = ProgrammeForm::fill(&licence_fee_in_full(&city(), "R6".parse_year()));
    let kept = filled.pairs().iter().filter(|(name, _)| !changes.iter().any(|(own, _)| own == name)).cloned();
    kept.chain(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))).collect()
}

trait ParseYear {
    fn parse_year(&self) -> FiscalYear;
}

impl ParseYear for str {
    fn parse_year(&self) -> FiscalYear {
        FiscalYear::parse(self).unwrap()
    }
}

fn pairs(typed: &Typed) -> Vec<(&str, &str)> {
    typed.pairs().iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// Posts a form that is typed as a whole.
pub async fn post(asker: &Asker, path: &str, typed: &Typed) -> Answer {
    asker.post(path, &pairs(typed)).await
}

/// A published programme of みどり野市; its address for officers and its id.
pub async fn published(world: &World, changes: &[(&str, &str)]) -> String {
    let clerk = world.as_person("clerk").await;
    let made = post(&clerk, "/t/midorino/programmes/new", &programme_form(changes)).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let programme = made.location().split('?').next().unwrap().to_owned();
    let page = clerk.get(&format!("{programme}/publication")).await;
    let version = page.hidden("version").unwrap();
    let done = clerk.post(&format!("{programme}/publication"), &[("version", &version)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    programme.rsplit('/').next().unwrap().to_owned()
}

/// A published programme of the fiscal year that the world is in, open to the end of it; its id.
pub async fn published_now(world: &World) -> String {
    let app = &world.app;
    let year = FiscalYear::of(app.clock.today());
    let mut rules = licence_fee_in_full(&city(), year);
    rules.window.opens = NaiveDateTime::new(year.start(), NaiveTime::MIN);
    rules.window.closes = NaiveDateTime::new(year.end(), NaiveTime::from_hms_opt(23, 59, 0).unwrap());
    rules.expense.paid_until = year.end();
    let (tenant, clerk) = (tenant(world, "midorino").await, account(world, "clerk").await);
    let tx = app.store.write(&Scope::tenant(tenant, clerk)).await.unwrap();
    let initiative = initiatives::current(&tx).await.unwrap();
    let (id, now): (ProgrammeId, _) = (app.clock.id(), app.clock.now());
    programmes::add(&tx, id, initiative.id, year, &ProgrammeForm::fill(&rules), now).await.unwrap();
    let programme = programmes::find(&tx, id).await.unwrap().unwrap();
    programmes::publish(&tx, &programme, app.clock.id(), &rules, now).await.unwrap();
    tx.commit().await.unwrap();
    id.to_string()
}

/// Begins a draft for an office; the address of the application.
pub async fn begin(asker: &Asker, programme: &str, office: OfficeId) -> String {
    let path = format!("/t/midorino/my/programmes/{programme}/applications/new");
    let begun = asker.post(&path, &[("office", &office.to_string())]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
    begun.location().to_owned()
}

/// Begins the entry of a paper of an office that came by post on 2 July; the address of the application.
pub async fn enter(clerk: &Asker, programme: &str, office: OfficeId) -> String {
    let path = format!("/t/midorino/behalf/offices/{office}");
    let typed = [("programme", programme), ("way", "post"), ("arrived_on", "Ｒ６．７．２")];
    let begun = clerk.post(&path, &typed).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
    begun.location().to_owned()
}

/// Answers every question of a draft and attaches a readable file.
pub async fn fill(world: &World, asker: &Asker, application: &str) {
    fill_paid_on(world, asker, application, "令和6年6月20日").await;
}

/// The same, with the day of the payment.
pub async fn fill_paid_on(world: &World, asker: &Asker, application: &str, paid_on: &str) {
    fill_costs(world, asker, application, &[("paid", "２１，０００円"), ("paid_on", paid_on)]).await;
}

/// The same, with everything about the cost.
pub async fn fill_costs(world: &World, asker: &Asker, application: &str, costs: &[(&str, &str)]) {
    let answers: [(&str, &[(&str, &str)]); 4] = [
        ("office", &[("office_correct", "yes")]),
        (
            "contact",
            &[
                ("corporation", "株式会社ひだまり介護"),
                ("representative_title", "代表取締役"),
                ("representative_name", "日向　はるか"),
                ("address", "みどり県みどり野市本町2-3-4"),
                ("contact_name", "日向　陽子"),
                ("phone", "０７４１－００－１０１３"),
                ("email", "hinata@hidamari.example.jp"),
            ],
        ),
        ("expense", costs),
        (
            "declarations",
            &[
                ("declared", "in_operation"),
                ("declared", "no_other_subsidy"),
                ("declared", "no_organised_crime"),
                ("declared", "keeps_using"),
                ("consent", "yes"),
            ],
        ),
    ];
    for (task, typed) in answers {
        let saved = asker.post(&format!("{application}/{task}"), typed).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{task}: {}", saved.text);
    }
    attach(world, asker, application).await;
}

/// Attaches a readable file to a draft; its id.
pub async fn attach(world: &World, asker: &Asker, application: &str) -> String {
    let sent = asker
        .upload(&format!("{application}/documents/licence_proof"), &[], &[("file", "完了画面.png", PNG)])
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    server::jobs::drain(&world.app).await.unwrap();
    attached(asker, application).await
}

/// The id of the last file that is attached to an application of the asker.
pub async fn attached(asker: &Asker, application: &str) -> String {
    let page = asker.get(&format!("{application}/documents")).await;
    let at = page.text.rfind("/attachments/").unwrap() + "/attachments/".len();
    page.text[at..at + 36].to_owned()
}

/// A draft with everything answered.
pub async fn complete(world: &World, asker: &Asker, programme: &str, office: OfficeId) -> String {
    let application = begin(asker, programme, office).await;
    fill(world, asker, &application).await;
    application
}

/// Sends a complete draft.
pub async fn submit(asker: &Asker, application: &str) -> Answer {
    asker.post(&format!("{application}/check"), &[]).await
}
