//! The desk of a very large city: 200,000 applications in one house among 1,700, written by the database itself. Pages
//! beside their bare queries, decisions beside bare changes, notices beside bare typst, all in the same run.

use crate::{pace::Pace, steps, support::World};
use axum::http::StatusCode;
use domain::{
    fiscal_year::FiscalYear,
    ids::{AccountId, ApplicationId, OfficeId, PacketId, ProgrammeId, ProposalId, TenantId},
    money::Yen,
    subsidies::{Answers, Order, Outcome, Place, Proposal, Queue, StageName, Stages},
};
use serde_json::json;
use store::{
    Scope,
    events::Event,
    subsidies::{
        applications, offices, packets, programmes, proposals,
        queue::{self as lists, List},
        review, submit,
    },
    testing::{add_office, copies, numbered_id, tamper},
};

/// Applications of the city, and houses of the country.
const MANY: u32 = 200_000;
const HOUSES: u32 = 1_700;
/// Of the city's: waiting for somebody, under review, proposed; the rest is granted.
const SUBMITTED: u32 = 20_000;
const REVIEWED: u32 = 20_000;
const PROPOSED: u32 = 3_000;
/// Cases of one packet, and rounds of deciding one.
const CASES: usize = 500;
const PACKETS: usize = 5;
/// Notices of one file.
const NOTICES: u32 = 5_000;

/// The large city.
struct City {
    tenant: TenantId,
    clerk: AccountId,
    approver: AccountId,
    programme: ProgrammeId,
    /// One that is under review.
    reviewed: ApplicationId,
}

/// Everything of the desk.
pub async fn desk(pace: &mut Pace, world: &World) {
    let names =
        ["desk: the queue", "desk: the workspace", "desk: the home page", "desk: deciding", "desk: notices"];
    if !names.iter().any(|name| pace.wants(name)) {
        return;
    }
    let city = fill(world).await;
    queue(pace, world, &city).await;
    workspace(pace, world, &city).await;
    home(pace, world, &city).await;
    deciding(pace, world, &city).await;
    notices(pace, world).await;
}

/// Three filters and an order.
async fn queue(pace: &mut Pace, world: &World, city: &City) {
    let clerk = world.as_person("clerk").await;
    let path = format!(
        "/t/midorino/applications?st=under_review&p={}&sv=43&area=%E5%8C%973&sort=amount%3Adesc",
        city.programme
    );
    let subject = async |_| assert_eq!(clerk.get(&path).await.status, StatusCode::OK);
    let queue = Queue {
        stages: Stages::One(StageName::UnderReview),
        programme: Some(city.programme),
        service: domain::service_type::ServiceType::from_code("43"),
        area: "北3".to_owned(),
        order: Order::Amount,
        reversed: true,
        ..Queue::default()
    };
    let beside = async |_| {
        let tx = world.app.store.read(&Scope::tenant(city.tenant, city.clerk)).await.unwrap();
        let list = List { queue: &queue, asker: city.clerk, late: Vec::new() };
        assert_eq!(lists::page(&tx, &list, 50).await.unwrap().len(), 50);
        lists::counts(&tx, &list).await.unwrap();
    };
    pace.pages("desk: the queue with three filters and an order", "its bare queries", subject, beside).await;
}

async fn workspace(pace: &mut Pace, world: &World, city: &City) {
    let clerk = world.as_person("clerk").await;
    let path = format!("/t/midorino/applications/{}", city.reviewed);
    let subject = async |_| assert_eq!(clerk.get(&path).await.status, StatusCode::OK);
    let beside = async |_| {
        let tx = world.app.store.read(&Scope::tenant(city.tenant, city.clerk)).await.unwrap();
        let application = applications::find(&tx, city.reviewed).await.unwrap().unwrap();
        offices::find(&tx, application.office).await.unwrap().unwrap();
        programmes::version_by_id(&tx, application.rules).await.unwrap().unwrap();
        store::events::of_subject(&tx, "application", city.reviewed.uuid()).await.unwrap();
        let queue = Queue::default();
        let list = List { queue: &queue, asker: city.clerk, late: Vec::new() };
        lists::place(&tx, &list, city.reviewed).await.unwrap();
    };
    pace.pages("desk: the workspace", "its bare queries", subject, beside).await;
}

async fn home(pace: &mut Pace, world: &World, city: &City) {
    let clerk = world.as_person("clerk").await;
    let subject = async |_| assert_eq!(clerk.get("/t/midorino").await.status, StatusCode::OK);
    let queue = Queue::default();
    let beside = async |_| {
        let tx = world.app.store.read(&Scope::tenant(city.tenant, city.clerk)).await.unwrap();
        let list = List { queue: &queue, asker: city.clerk, late: Vec::new() };
        lists::counts(&tx, &list).await.unwrap();
        lists::waiting(&tx).await.unwrap();
    };
    pace.pages("desk: the home page", "its bare counts", subject, beside).await;
}

/// A packet of 500 cases, beside as many bare changes with an event each in one transaction.
async fn deciding(pace: &mut Pace, world: &World, city: &City) {
    let name = "desk: deciding 500 cases";
    if !pace.wants(name) {
        return;
    }
    let mut made = Vec::new();
    let scope = Scope::tenant(city.tenant, city.clerk);
    let tx = world.app.store.write(&scope).await.unwrap();
    let open = proposals::open(&tx).await.unwrap();
    for cases in open.chunks(CASES).filter(|cases| cases.len() == CASES).take(PACKETS) {
        let id: PacketId = world.app.clock.id();
        let cases: Vec<(ApplicationId, ProposalId)> =
            cases.iter().map(|(application, one)| (*application, one.proposal.id)).collect();
        let new = packets::NewPacket {
            id,
            programme: city.programme,
            title: "まとめて決裁".to_owned(),
            note: String::new(),
            by: city.clerk,
            cases: cases.clone(),
        };
        packets::make(&tx, &new, FiscalYear::parse("R6").unwrap(), world.app.clock.now()).await.unwrap();
        made.push((id, cases));
    }
    tx.commit().await.unwrap();
    let approver = world.as_person("approver").await;
    let subject = async |round: usize| {
        let (id, cases) = &made[round];
        let at = format!("/t/midorino/packets/{id}/decision");
        let version = approver.get(&at).await.hidden("version").unwrap();
        let names: Vec<String> = cases.iter().map(|(_, proposal)| format!("result.{proposal}")).collect();
        let mut typed = vec![("version", version.as_str())];
        typed.extend(names.iter().map(|name| (name.as_str(), "approve")));
        let done = approver.post_from(&at, &at, &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    };
    let beside = async |_| {
        let tx = world.app.store.write(&Scope::tenant(city.tenant, city.approver)).await.unwrap();
        for _ in 0..CASES {
            let event =
                Event::of(world.app.clock.now(), "office.edited", "office", city.tenant.uuid(), json!({}));
            tx.record(event).unwrap();
        }
        tx.commit().await.unwrap();
    };
    pace.compare(name, "500 bare events in one change", made.len(), subject, beside).await;
}

/// 5,000 notices in one file, beside typst with as many pages of one line.
async fn notices(pace: &mut Pace, world: &World) {
    let name = "desk: notices, 5,000 in one file";
    if !pace.wants(name) {
        return;
    }
    server::jobs::drain(&world.app).await.unwrap();
    let settings = &world.app.config.database;
    let columns = [
        ("id", numbered_id(settings, 'e', "i")),
        ("seq", "100000 + i".to_owned()),
        ("document_number", "'みどり介第' || (100000 + i) || '号'".to_owned()),
        ("issued_on", "'2031-03-03'".to_owned()),
    ];
    let one = "o.id = (SELECT id FROM notices LIMIT 1)";
    assert_eq!(copies(settings, "notices", one, NOTICES, &columns).await, u64::from(NOTICES));
    let clerk = world.as_person("clerk").await;
    let path = "/t/midorino/notices/bundle?from=2031-03-03&until=2031-03-03&form=pdf";
    let subject = async |_| {
        let answer = clerk.get(path).await;
        assert_eq!(answer.status, StatusCode::OK);
    };
    let fonts = world.app.fonts.clone();
    let bare = pdf::Template {
        main: "#set document(title: \"通知書\")\n#set page(paper: \"a4\")\n#set text(lang: \"ja\")\n#for line in json(\"data.json\").lines { line; pagebreak(weak: true) }",
        parts: &[],
    };
    let beside = async |round: usize| {
        let lines: Vec<String> =
            (0..NOTICES).map(|number| format!("交付決定通知書 第{number}号 {round}")).collect();
        let data = json!({ "lines": lines });
        assert!(pdf::render(&bare, &data, world.app.clock.now(), &fonts).unwrap().pdf.starts_with(b"%PDF-"));
    };
    pace.compare(name, "bare typst with 5,000 pages", 3, subject, beside).await;
}

/// One real application in each stage, and as many copies of it as a very large city has; and the other houses.
async fn fill(world: &World) -> City {
    let programme = steps::published(world, &[("budget", "9,000,000,000")]).await;
    let programme: ProgrammeId = programme.parse().unwrap();
    let tenant = steps::tenant(world, "midorino").await;
    let [clerk, approver] = [steps::account(world, "clerk").await, steps::account(world, "approver").await];
    let hidamari = steps::account(world, "hidamari").await;
    let mut real = Vec::new();
    for (place, stage) in ["submitted", "reviewed", "proposed", "granted"].into_iter().enumerate() {
        real.push(one(world, tenant, (clerk, hidamari), programme, place, stage).await);
    }
    let settings = &world.app.config.database;
    let counts = [SUBMITTED, REVIEWED, PROPOSED, MANY - SUBMITTED - REVIEWED - PROPOSED];
    // Numbers follow those of the real ones, without a gap: what is missing is another page's trouble.
    let given = u32::try_from(real.len()).unwrap();
    let mut offset = given;
    for (at, count) in counts.into_iter().enumerate() {
        let place = format!("({offset} + i)");
        let office = format!("o.number = '297020000{at}'");
        let id = |kind| numbered_id(settings, kind, &place);
        let text = |sql: String| format!("CAST({sql} AS text)");
        copies(
            settings,
            "offices",
            &office,
            count,
            &[
                ("id", id('a')),
                ("number", text(format!("2980000000 + {place}"))),
                ("name", format!("'こもれび' || {place}")),
                ("area", format!("'北' || ({place} % 8)")),
                ("search_key", format!("'こもれび' || {place}")),
            ],
        )
        .await;
        let of = format!("o.office_id = (SELECT id FROM offices WHERE number = '297020000{at}')");
        copies(settings, "office_services", &of, count, &[("id", id('b')), ("office_id", id('a'))]).await;
        let application = format!("o.receipt_seq = {} AND o.search_key LIKE '297020%'", at + 1);
        let done = copies(
            settings,
            "applications",
            &application,
            count,
            &[
                ("id", id('c')),
                ("office_id", id('a')),
                ("live_key", format!("'bench-' || {place}")),
                ("receipt_seq", place.clone()),
                ("receipt_number", format!("'R6-' || {place}")),
                ("amount_yen", format!("20000 + ({place} % 1000)")),
                ("search_key", format!("'こもれび' || {place}")),
                ("office_order", format!("'こもれび' || {place}")),
                // No two come at one moment, or are touched at it.
                ("submitted_at", earlier(settings, "submitted_at", &place)),
                ("updated_at", earlier(settings, "updated_at", &place)),
            ],
        )
        .await;
        assert_eq!(done, u64::from(count));
        if at == 2 {
            let columns = [("id", id('d')), ("application_id", id('c'))];
            assert_eq!(
                copies(settings, "proposals", "o.state = 'open'", count, &columns).await,
                u64::from(count)
            );
        }
        offset += count;
    }
    let next = format!("UPDATE programmes SET next_receipt = {}", given + MANY + 1);
    assert_eq!(tamper(settings, &next).await, 1, "the programme of the city");
    others(world, programme).await;
    if matches!(settings, store::Settings::Postgres { .. }) {
        tamper(settings, "ANALYZE").await;
    } else {
        tamper(settings, "PRAGMA optimize = 0x10002").await;
    }
    City { tenant, clerk, approver, programme, reviewed: real[1] }
}

/// A moment so many seconds earlier.
fn earlier(settings: &store::Settings, column: &str, seconds: &str) -> String {
    match settings {
        store::Settings::Sqlite(_) => {
            format!("strftime('%Y-%m-%dT%H:%M:%S+00:00', o.{column}, (-{seconds}) || ' seconds')")
        }
        store::Settings::Postgres { .. } => format!("o.{column} - {seconds} * interval '1 second'"),
    }
}

/// The other houses of the country, each with a programme, an office and an application of its own.
async fn others(world: &World, programme: ProgrammeId) {
    let settings = &world.app.config.database;
    let tenant = numbered_id(settings, 'f', "i");
    let house = ("tenant_id", tenant.clone());
    let slug = ("slug", "'bench-' || i".to_owned());
    copies(settings, "tenants", "o.slug = 'midorino'", HOUSES, &[("id", tenant), slug]).await;
    let id = match settings {
        store::Settings::Sqlite(_) => format!("x'{}'", programme.uuid().simple()),
        store::Settings::Postgres { .. } => format!("'{programme}'"),
    };
    let of_city = format!("o.tenant_id = (SELECT tenant_id FROM programmes WHERE id = {id} LIMIT 1)");
    let mine = |column: &str| format!("{of_city} AND o.{column} = {id}");
    copies(settings, "programmes", &mine("id"), HOUSES, std::slice::from_ref(&house)).await;
    copies(settings, "programme_versions", &mine("programme_id"), HOUSES, std::slice::from_ref(&house)).await;
    let office = format!("{of_city} AND o.number = '2970200000'");
    copies(settings, "offices", &office, HOUSES, std::slice::from_ref(&house)).await;
    let application = format!("{} AND o.receipt_seq = 1", mine("programme_id"));
    assert_eq!(copies(settings, "applications", &application, HOUSES, &[house]).await, u64::from(HOUSES));
}

/// One application, as it really comes to where it stands.
async fn one(
    world: &World,
    tenant: TenantId,
    (clerk, applicant): (AccountId, AccountId),
    programme: ProgrammeId,
    place: usize,
    stage: &str,
) -> ApplicationId {
    let now = world.app.clock.now();
    let (office, id): (OfficeId, ApplicationId) = (world.app.clock.id(), world.app.clock.id());
    let number = (2_970_200_000 + place).to_string();
    let tx = world.app.store.write(&Scope::tenant(tenant, applicant)).await.unwrap();
    let programme = programmes::find(&tx, programme).await.unwrap().unwrap();
    let version = programme.current.unwrap();
    add_office(&tx, office, &number, &format!("こもれび{place}"), "292991", &["43"]).await;
    let draft = applications::NewDraft {
        id,
        programme: programme.id,
        rules: version.id,
        office,
        account: applicant,
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
    tx.commit().await.unwrap();
    let tx = world.app.store.write(&Scope::tenant(tenant, clerk)).await.unwrap();
    if stage != "submitted" {
        let it = applications::find_to_change(&tx, id).await.unwrap().unwrap();
        review::take(&tx, &it, clerk, now).await.unwrap();
    }
    if ["proposed", "granted"].contains(&stage) {
        let it = applications::find_to_change(&tx, id).await.unwrap().unwrap();
        let proposal = Proposal {
            id: world.app.clock.id(),
            by: clerk,
            at: now,
            outcome: Outcome::Grant { amount: Yen(21_000), lowered: None },
            note: String::new(),
        };
        review::propose(&tx, &it, &proposal).await.unwrap();
    }
    tx.commit().await.unwrap();
    if stage == "granted" {
        let person = world.as_person("approver").await;
        let desk = format!("/t/midorino/applications/{id}");
        let version = person.get(&format!("{desk}/decision")).await.hidden("version").unwrap();
        let typed = [("version", version.as_str()), ("act", "approve")];
        let done = person.post_from(&format!("{desk}/decision"), &format!("{desk}/decision"), &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        server::jobs::drain(&world.app).await.unwrap();
    }
    id
}
