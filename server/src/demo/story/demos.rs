//! みどり県国保連合会 and its sessions: 35 municipalities, two demo sets, three lecturers; one conflict, one task that is
//! late, one request by telephone; of みどり野市 one session to come with open registration and one that was held.
//!
//! Dates count from the day of the first run, so that something waits on every day of the year.

use crate::{app::App, demo::seed::find, error::Error};
use chrono::{DateTime, Datelike as _, Duration, NaiveDate, NaiveTime, Utc};
use domain::{
    accounts::PersonName,
    demos::{
        ConfirmationForm, Contact, Length, Menu, People, Place, RegistrationForm, ResourceKind,
        SessionRequest, Slot, plan,
    },
    email::Email,
    ids::{AccountId, OfficeId, ResourceId, TenantId},
    offices::Search,
    tokyo,
    working_days::WorkingCalendar,
};
use store::{
    Scope, Tx,
    demos::{
        attendance, chores,
        confirming::confirm,
        members::{self, Member},
        registrations, resources,
        sessions::{self, Session},
    },
    offices,
};

/// The municipalities of みどり県 that have no house here, in the order of their codes.
const NAMES: [&str; 33] = [
    "さくら市", "あさひ市", "若葉市", "青葉市", "南みどり市", "北みどり市", "高原市", "清水野市", "山手市", "川辺市",
    "港北市", "しらかば町", "もみじ町", "かえで町", "けやき町", "すぎの町", "ひのき町", "まつば町", "竹里町", "梅園町",
    "花園町", "湖畔町", "温泉町", "大滝町", "小川町", "谷川町", "峠町", "森里村", "雲上村", "星見村", "月見村", "風穂村",
    "磯浜村",
];

/// What the federation lends, and who speaks.
const RESOURCES: [(ResourceKind, &str); 5] = [
    (ResourceKind::DemoSet, "デモ機1号（2台）"),
    (ResourceKind::DemoSet, "デモ機2号（2台）"),
    (ResourceKind::Lecturer, "森 拓也"),
    (ResourceKind::Lecturer, "大野 さつき"),
    (ResourceKind::Lecturer, "石井 悟"),
];

/// Everything of the story.
pub async fn begin(app: &App) -> Result<(), Error> {
    federation(app).await?;
    held(app).await?;
    to_come(app).await?;
    conflict(app).await?;
    late(app).await?;
    told(app).await
}

/// The federation's members and resources; tests begin here.
pub async fn federation(app: &App) -> Result<(), Error> {
    let (federation, mori) = find(app, "midori-kokuhoren", "federation").await?;
    let (midorino, _) = find(app, "midorino", "clerk").await?;
    let (misaki, _) = find(app, "misaki", "misaki-clerk").await?;
    let tx = app.store.write(&Scope::tenant(federation, mori)).await?;
    let now = app.clock.now();
    for (name, house) in [("みどり野市", midorino), ("みさき町", misaki)] {
        members::add(&tx, app.clock.id(), name, Some(house), now).await?;
    }
    for name in NAMES {
        members::add(&tx, app.clock.id(), name, None, now).await?;
    }
    for (kind, name) in RESOURCES {
        resources::add(&tx, app.clock.id(), kind, name, now).await?;
    }
    Ok(tx.commit().await?)
}

/// Held last month, counted: some who registered stayed away, somebody came besides.
async fn held(app: &App) -> Result<(), Error> {
    let slot = afternoon(working_day(app.clock.today() - Duration::days(30)));
    let asked = slot.starts_at() - Duration::days(75);
    let session = confirmed(app, "みどり野市", slot, asked, asked + Duration::days(5), &[0, 2]).await?;
    let (federation, mori) = find(app, "midori-kokuhoren", "federation").await?;
    let tx = app.store.write(&Scope::tenant(federation, mori)).await?;
    for task in chores::of_session(&tx, session.id).await? {
        let at = tokyo::moment(task.due, NaiveTime::MIN) + Duration::hours(10);
        chores::done(&tx, &session, task.id, (mori, "森 拓也"), at).await?;
    }
    tx.commit().await?;
    register(app, &session, &[2, 1, 1, 3], asked + Duration::days(40)).await?;
    let tx = app.store.write(&Scope::tenant(federation, mori)).await?;
    let session = sessions::find_to_change(&tx, session.id).await?.ok_or(Error::NotFound)?;
    let all = registrations::of_session(&tx, session.id).await?;
    let last = all.len().saturating_sub(1);
    let came: Vec<_> = (0..)
        .zip(&all)
        .map(|(place, one)| (one.id, (place < last || last == 0).then_some(one.people)))
        .collect();
    let door = slot.starts_at() + Duration::minutes(5);
    attendance::by_list(&tx, &session, &came, door).await.map_err(|_| BROKEN)?;
    let walk_in = domain::demos::WalkIn {
        name: "みどり野市社会福祉協議会".to_owned(),
        people: people(2)?,
    };
    attendance::walk_in(&tx, &session, app.clock.id(), &walk_in, door).await.map_err(|_| BROKEN)?;
    sessions::hold(&tx, &session, slot.ends_at()).await.map_err(|_| BROKEN)?;
    Ok(tx.commit().await?)
}

/// To come in five weeks, with places left; the municipality's tasks are due about now.
async fn to_come(app: &App) -> Result<(), Error> {
    let slot = afternoon(working_day(app.clock.today() + Duration::days(35)));
    let asked = slot.starts_at() - Duration::days(80);
    let session = confirmed(app, "みどり野市", slot, asked, asked + Duration::days(4), &[0, 3]).await?;
    let (federation, mori) = find(app, "midori-kokuhoren", "federation").await?;
    let tx = app.store.write(&Scope::tenant(federation, mori)).await?;
    for task in chores::of_session(&tx, session.id).await?.into_iter().take(3) {
        let at = tokyo::moment(task.due, NaiveTime::MIN) + Duration::hours(11);
        chores::done(&tx, &session, task.id, (mori, "森 拓也"), at).await?;
    }
    tx.commit().await?;
    register(app, &session, &[2, 1], app.clock.now() - Duration::days(3)).await
}

/// みどり野市 and みさき町 want the same afternoon, さくら市 has one set then: one set is left for two.
async fn conflict(app: &App) -> Result<(), Error> {
    let slot = afternoon(working_day(app.clock.today() + Duration::days(85)));
    let now = app.clock.now();
    confirmed(app, "さくら市", slot, now - Duration::days(12), now - Duration::days(10), &[0, 4]).await?;
    let request = request("みどり野市", vec![slot, later(slot, 7)], 24, Place::OnSite)?;
    ask(app, "みどり野市", &request, now - Duration::days(6)).await?;
    let request = self::request("みさき町", vec![slot, later(slot, 14)], 12, Place::OnSite)?;
    ask(app, "みさき町", &request, now - Duration::days(4)).await?;
    Ok(())
}

/// あさひ市's session is five weeks off and nobody has asked 国保中央会 for a speaker.
async fn late(app: &App) -> Result<(), Error> {
    let slot = afternoon(working_day(app.clock.today() + Duration::days(50)));
    let asked = slot.starts_at() - Duration::days(90);
    let session = confirmed(app, "あさひ市", slot, asked, asked + Duration::days(6), &[1, 2]).await?;
    let (federation, mori) = find(app, "midori-kokuhoren", "federation").await?;
    let tx = app.store.write(&Scope::tenant(federation, mori)).await?;
    for task in chores::of_session(&tx, session.id).await? {
        if matches!(task.chore, domain::demos::Chore::Outline | domain::demos::Chore::Equipment) {
            let at = tokyo::moment(task.due, NaiveTime::MIN) + Duration::hours(9);
            chores::done(&tx, &session, task.id, (mori, "森 拓也"), at).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// 月見村 telephoned; 石井 is away in the week of its first date.
async fn told(app: &App) -> Result<(), Error> {
    let first = afternoon(working_day(app.clock.today() + Duration::days(92)));
    let mut request = request("月見村", vec![first, later(first, 7)], 8, Place::Online)?;
    request.note = "電話で受けました。役場のWi-Fiが弱いので、事前に接続を試したいとのこと。".to_owned();
    request.contact.email = String::new();
    ask(app, "月見村", &request, app.clock.now() - Duration::days(1)).await?;
    let (federation, mori) = find(app, "midori-kokuhoren", "federation").await?;
    let tx = app.store.write(&Scope::tenant(federation, mori)).await?;
    let ishii = resources::all(&tx).await?.into_iter().find(|one| one.name == "石井 悟").ok_or(Error::NotFound)?;
    let monday = domain::demos::Week::of(first.date).monday();
    let days = (monday, monday + Duration::days(4));
    resources::keep_away(&tx, app.clock.id(), ishii.id, days, "研修のため不在", app.clock.now()).await?;
    Ok(tx.commit().await?)
}

const BROKEN: Error = Error::Internal("the demonstration's sessions do not hold together");

/// A request of a member: by itself where it has a house, told to the federation otherwise.
async fn ask(app: &App, name: &str, request: &SessionRequest, at: DateTime<Utc>) -> Result<Session, Error> {
    let (federation, mori) = find(app, "midori-kokuhoren", "federation").await?;
    let tx = app.store.read(&Scope::tenant(federation, mori)).await?;
    let all = members::all(&tx).await?;
    drop(tx);
    let member = all.into_iter().find(|member| member.name == name).ok_or(Error::NotFound)?;
    let (scope, told) = (asker(app, &member, federation, mori).await?, member.municipality.is_none());
    let tx = app.store.write(&scope).await?;
    let session = sessions::request(&tx, app.clock.id(), &member, request, told, at).await?;
    tx.commit().await?;
    Ok(session)
}

async fn asker(app: &App, member: &Member, federation: TenantId, mori: AccountId) -> Result<Scope, Error> {
    let Some(house) = member.municipality else { return Ok(Scope::tenant(federation, mori)) };
    let key = if member.name == "みさき町" { "misaki-clerk" } else { "clerk" };
    let slug = if member.name == "みさき町" { "misaki" } else { "midorino" };
    Ok(Scope::tenant(house, find(app, slug, key).await?.1))
}

/// A session that was asked for and confirmed, with the resources at these places of [`RESOURCES`].
async fn confirmed(
    app: &App,
    name: &str,
    slot: Slot,
    asked: DateTime<Utc>,
    decided: DateTime<Utc>,
    with: &[usize],
) -> Result<Session, Error> {
    let session = ask(app, name, &request(name, vec![slot], 20, Place::OnSite)?, asked).await?;
    let (federation, mori) = find(app, "midori-kokuhoren", "federation").await?;
    let tx = app.store.write(&Scope::tenant(federation, mori)).await?;
    let session = sessions::find_to_change(&tx, session.id).await?.ok_or(Error::NotFound)?;
    let among = resources::all(&tx).await?;
    let wanted: Vec<&str> = with.iter().filter_map(|place| RESOURCES.get(*place)).map(|(_, name)| *name).collect();
    let chosen: Vec<ResourceId> =
        among.iter().filter(|one| wanted.contains(&one.name.as_str())).map(|one| one.id).collect();
    let form = ConfirmationForm { slot, resources: chosen, capacity: people(20)? };
    let plan = plan(slot.date, &WorkingCalendar::default());
    let id = || app.clock.id();
    let session =
        confirm(&tx, &session, &form, &among, &plan, &id, decided).await.map_err(|_| BROKEN)?;
    tx.commit().await?;
    Ok(session)
}

/// Registers the first offices of the register, in the name of ひだまり's applicant for its own and of the clerk besides.
async fn register(app: &App, session: &Session, people_of: &[u16], at: DateTime<Utc>) -> Result<(), Error> {
    let (tenant, hidamari) = find(app, "midorino", "hidamari").await?;
    let tx = app.store.write(&Scope::tenant(tenant, hidamari)).await?;
    for ((office, name), count) in first_offices(&tx, people_of.len()).await?.into_iter().zip(people_of) {
        let session = sessions::find(&tx, session.id).await?.ok_or(Error::NotFound)?;
        let form = RegistrationForm {
            office,
            people: people(*count)?,
            name: PersonName::parse("日向 陽子").map_err(|_| BROKEN)?,
            email: Email::parse("hinata@hidamari.example.jp").map_err(|_| BROKEN)?,
        };
        let id = app.clock.id();
        registrations::register(&tx, &session, id, (hidamari, &name), &form, at).await.map_err(|_| BROKEN)?;
    }
    Ok(tx.commit().await?)
}

async fn first_offices(tx: &Tx, most: usize) -> Result<Vec<(OfficeId, String)>, Error> {
    let _ = (tx, most, Search::default(), offices::by_number);
    Ok(Vec::new())
}

fn request(name: &str, candidates: Vec<Slot>, expected: u16, place: Place) -> Result<SessionRequest, Error> {
    let (contact, phone, email) = match name {
        "みどり野市" => ("佐藤 葵", "0741-00-1000", "sato@midorino.example.jp"),
        "みさき町" => ("島田 渚", "0741-00-2000", "shimada@misaki.example.jp"),
        _ => ("介護保険担当", "0741-00-5000", ""),
    };
    let venue = if place == Place::OnSite { format!("{name}役所　大会議室").replace("町役所", "町役場").replace("村役所", "村役場") } else { String::new() };
    Ok(SessionRequest {
        menu: vec![Menu::Exchange, Menu::CostSimulation, Menu::Consultation],
        candidates,
        people: people(expected)?,
        place,
        venue,
        contact: Contact { name: contact.to_owned(), phone: phone.to_owned(), email: email.to_owned() },
        note: String::new(),
    })
}

fn people(count: u16) -> Result<People, Error> {
    People::new(count).ok_or(BROKEN)
}

/// Half past one for two hours.
fn afternoon(date: NaiveDate) -> Slot {
    let start = NaiveTime::from_hms_opt(13, 30, 0).unwrap_or(NaiveTime::MIN);
    let length = Length::of_quarters(8).expect("two hours are a length");
    Slot { date, start, length }
}

/// So many days later, on a working day after the days of claims.
fn later(slot: Slot, days: i64) -> Slot {
    slot.on(working_day(slot.date + Duration::days(days)))
}

/// The next working day outside the first ten days of a month.
fn working_day(day: NaiveDate) -> NaiveDate {
    let calendar = WorkingCalendar::default();
    let mut day = calendar.working_day_from(day);
    while day.day() <= 10 {
        day = calendar.working_day_from(day + Duration::days(1));
    }
    day
}
