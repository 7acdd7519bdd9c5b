//! What is measured, and what beside it: the same work without the program around it.

use crate::{pace::Pace, steps, support::World};
use axum::http::StatusCode;
use chrono::{NaiveDate, TimeDelta};
use documents::{Contact, Decision, DecisionNotice, NoticeOffice, Seal};
use domain::{
    fiscal_year::FiscalYear,
    ids::{ApplicationId, OfficeId, ProgrammeId},
    money::Yen,
    subsidies::{Answers, Place, Queue},
};
use serde_json::json;
use sheets::Limits;
use std::fmt::Write as _;
use store::{
    Scope,
    events::Event,
    subsidies::{
        applications, programmes,
        queue::{self as lists, List},
        submit,
    },
    testing::add_office,
};

/// How many rows a large city has, and more.
const MANY: usize = 5_000;
/// How many applications are sent one after another.
const SENT: usize = 15;

/// 制度の案内, a page for everybody, beside the query that it shows.
pub async fn page(pace: &mut Pace, world: &World) {
    let name = "a public page";
    if !pace.wants(name) {
        return;
    }
    let programme = steps::published(world, &[]).await;
    let (path, id) = (format!("/t/midorino/guide/{programme}"), programme.parse().unwrap());
    let tenant = steps::tenant(world, "midorino").await;
    let asker = world.anybody();
    let subject = async |_| assert_eq!(asker.get(&path).await.status, StatusCode::OK);
    let beside = async |_| {
        let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "measure")).await.unwrap();
        assert!(programmes::find(&tx, id).await.unwrap().is_some());
    };
    pace.compare(name, "its bare query", 50, subject, beside).await;
}

/// 申請する, beside a change that records one event.
pub async fn submission(pace: &mut Pace, world: &World) {
    let name = "receiving an application";
    if !pace.wants(name) {
        return;
    }
    let programme = steps::published(world, &[]).await;
    let hidamari = world.as_person("hidamari").await;
    let mut ready = Vec::new();
    for place in 0..SENT {
        let number = format!("29709{place:05}");
        let office = steps::office(world, "hidamari", &number, "ひだまり", "292991", &["43"]).await;
        ready.push(steps::complete(world, &hidamari, &programme, office).await);
    }
    let tenant = steps::tenant(world, "midorino").await;
    let subject = async |round: usize| {
        let sent = steps::submit(&hidamari, &ready[round]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    };
    let beside = async |_| {
        let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "measure")).await.unwrap();
        let event = Event::of(world.app.clock.now(), "office.edited", "office", tenant.uuid(), json!({}));
        tx.record(event).unwrap();
        tx.commit().await.unwrap();
    };
    pace.compare(name, "a bare change with one event", SENT, subject, beside).await;
}

/// 交付決定通知書, beside typst with one line of text.
pub async fn notice(pace: &mut Pace, world: &World) {
    let name = "one notice";
    if !pace.wants(name) {
        return;
    }
    let (now, fonts) = (world.app.clock.now(), world.app.fonts.clone());
    let bare = pdf::Template {
        main: "#set page(paper: \"a4\")\n#set text(lang: \"ja\")\n#json(\"data.json\").line",
        parts: &[],
    };
    // Each round says something else: typst remembers what it has set before.
    let subject = async |round: usize| {
        let set = granted(round).render(now, &fonts).unwrap();
        assert!(set.pdf.starts_with(b"%PDF-"));
    };
    let beside = async |round: usize| {
        let line = json!({ "line": format!("交付決定通知書 第{round}号") });
        assert!(pdf::render(&bare, &line, now, &fonts).unwrap().pdf.starts_with(b"%PDF-"));
    };
    pace.compare(name, "bare typst", 30, subject, beside).await;
}

fn granted(number: usize) -> DecisionNotice {
    let day = |month, day| NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    DecisionNotice {
        form_name: String::new(),
        document_number: format!("みどり介第{number}号"),
        issued_on: day(8, 20),
        addressee: vec!["株式会社ひだまり介護".into(), "代表取締役　日向　はるか".into()],
        sender: "みどり野市長　緑川　進".into(),
        seal: Seal::Omitted,
        programme: "ケアプランデータ連携システム導入支援補助金（ライセンス料）".into(),
        grant_rules: "みどり野市ケアプランデータ連携システム導入支援補助金交付要綱".into(),
        article: "第6条".into(),
        applied_on: day(7, 3),
        receipt_number: format!("R6-{number:04}"),
        offices: vec![NoticeOffice {
            number: "2970999013".into(),
            name: "居宅介護支援事業所ひだまり".into(),
            amount: None,
        }],
        decision: Decision::Granted {
            amount: Yen(21_000),
            conditions: vec!["補助金は、申請した経費以外に使わないこと。".into()],
            lowered: String::new(),
        },
        appeal: String::new(),
        contact: Contact {
            body: "みどり野市".into(),
            section: "健康福祉部介護保険課".into(),
            phone: "0741-00-1000".into(),
            hours: "平日 8時30分から17時15分".into(),
        },
        opening: None,
        closing: String::new(),
    }
}

/// A list of 5,000 offices from its upload into the register, beside reading its cells.
pub async fn import(pace: &mut Pace, world: &World) {
    let name = "an import of 5,000 rows";
    if !pace.wants(name) {
        return;
    }
    let clerk = world.as_person("clerk").await;
    let subject = async |round: usize| {
        let bytes = list(round);
        let files = [("file", "list.csv", bytes.as_slice())];
        let read = clerk.upload("/t/midorino/imports/new", &[("scope", "own")], &files).await;
        let at = read.location();
        let preview = clerk.get(at).await;
        let (version, digest) = (preview.hidden("version").unwrap(), preview.hidden("digest").unwrap());
        let pairs = [("version", version.as_str()), ("digest", &digest)];
        let done = clerk.post_from(at, &format!("{at}/commit"), &pairs).await;
        assert!(done.location().ends_with("done=committed"), "{} {}", done.status, done.text);
        server::jobs::drain(&world.app).await.unwrap();
    };
    let beside = async |round: usize| {
        let workbook = sheets::read_bytes(&list(round), &Limits::web()).unwrap();
        assert_eq!(workbook.sheets.len(), 1);
    };
    pace.compare(name, "reading its bare cells", 3, subject, beside).await;
}

/// The same offices each time, with another name.
fn list(round: usize) -> Vec<u8> {
    let mut text = "事業所番号,事業所名,電話番号,所在地,サービスの種類\n".to_owned();
    for place in 0..MANY {
        let number = 2_970_100_000 + place;
        writeln!(
            text,
            "{number},ひだまり{place}の{round},0741-00-{place:04},みどり県みどり野市本町{place},43"
        )
        .unwrap();
    }
    text.into_bytes()
}

/// 申請の一覧 with 5,000 received applications, beside the query of its first page.
pub async fn queue(pace: &mut Pace, world: &World) {
    let name = "the queue of 5,000 applications";
    if !pace.wants(name) {
        return;
    }
    received(world, 2_970_200_000).await;
    let tenant = steps::tenant(world, "midorino").await;
    let account = steps::account(world, "clerk").await;
    let clerk = world.as_person("clerk").await;
    let subject = async |_| assert_eq!(clerk.get("/t/midorino/applications").await.status, StatusCode::OK);
    let beside = async |_| {
        let tx = world.app.store.read(&Scope::tenant(tenant, account)).await.unwrap();
        assert!(
            !lists::page(&tx, &List { queue: &Queue::default(), asker: account, late: Vec::new() }, 50)
                .await
                .unwrap()
                .is_empty()
        );
    };
    pace.compare(name, "the bare query of its first page", 20, subject, beside).await;
}

/// Offices and their applications, written as fast as the store takes them; to which programme.
pub async fn received(world: &World, first: usize) -> ProgrammeId {
    let programme = steps::published(world, &[("budget", "200,000,000")]).await;
    let (tenant, account) = (steps::tenant(world, "midorino").await, steps::account(world, "hidamari").await);
    let tx = world.app.store.write(&Scope::tenant(tenant, account)).await.unwrap();
    let programme = programmes::find(&tx, programme.parse().unwrap()).await.unwrap().unwrap();
    let version = programme.current.unwrap();
    for place in 0..MANY {
        let now = world.app.clock.now() + TimeDelta::seconds(i64::try_from(place).unwrap());
        let (office, id): (OfficeId, ApplicationId) = (world.app.clock.id(), world.app.clock.id());
        let number = (first + place).to_string();
        add_office(&tx, office, &number, &format!("こもれび{place}"), "292991", &["43"]).await;
        let draft = applications::NewDraft {
            id,
            programme: programme.id,
            rules: version.id,
            office,
            account,
            fiscal_year: FiscalYear::parse("R6").unwrap(),
            arrival: None,
            answers: Answers::default(),
        };
        applications::begin(&tx, draft, now).await.unwrap();
        let draft = applications::find_to_change(&tx, id).await.unwrap().unwrap();
        let number_of = number.parse().unwrap();
        let year = Place::of_number(programme.id, number_of);
        let place = Place { office: number_of, year, series: Vec::new() };
        submit(&tx, &draft, &version, &place, Yen(21_000), &number, now).await.unwrap();
    }
    tx.commit().await.unwrap();
    programme.id
}
