//! みどり県国保連合会 and its sessions: 35 municipalities, two demo sets, three lecturers; one conflict, one task that is
//! late, one request by telephone; of みどり野市 one session to come with open registration and one that was held.
//!
//! Dates count from the day of the first run, so that something waits on every day of the year.

use super::{
    past::{Past, Player},
    sharing,
};
use crate::{app::App, demo::seed::find, error::Error};
use app::paths;
use chrono::{DateTime, Datelike as _, Duration, NaiveDate, Utc};
use domain::{
    demos::{Chore, ResourceKind, Week},
    ids::{DemoId, ResourceId},
    tokyo,
    working_days::WorkingCalendar,
};
use std::collections::BTreeSet;
use store::{
    Scope,
    demos::{chores, members, registrations, resources},
};

/// The municipalities of みどり県 that have no house here, in the order of their codes.
const NAMES: [&str; 33] = [
    "さくら市",
    "あさひ市",
    "若葉市",
    "青葉市",
    "南みどり市",
    "北みどり市",
    "高原市",
    "清水野市",
    "山手市",
    "川辺市",
    "港北市",
    "しらかば町",
    "もみじ町",
    "かえで町",
    "けやき町",
    "すぎの町",
    "ひのき町",
    "まつば町",
    "竹里町",
    "梅園町",
    "花園町",
    "湖畔町",
    "温泉町",
    "大滝町",
    "小川町",
    "谷川町",
    "峠町",
    "森里村",
    "雲上村",
    "星見村",
    "月見村",
    "風穂村",
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
    let (past, now) = (Past::of(app), app.clock.now());
    let days = Days::from(tokyo::date(now));
    held(&past, days.held).await?;
    to_come(&past, days.to_come, now).await?;
    late(&past, days.late).await?;
    second(&past, days.second, now).await?;
    conflict(&past, days.wanted, now).await?;
    told(&past, days.told, now).await?;
    sharing::begin(&past, now).await?;
    past.turn_to(now);
    past.work().await
}

/// The days of the story, no two of them the same: sets and lecturers are promised once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// Of the session that was held.
    pub held: NaiveDate,
    /// Of the one with open registration.
    pub to_come: NaiveDate,
    /// Of the one with a task that is late.
    pub late: NaiveDate,
    /// Of a second one to come.
    pub second: NaiveDate,
    /// For which two ask.
    pub wanted: NaiveDate,
    /// For which somebody telephoned.
    pub told: NaiveDate,
}

impl Days {
    /// Counted from the day of the first run; a day after another is a later working day, whatever the calendar closes.
    pub fn from(today: NaiveDate) -> Self {
        let not_before = |day: NaiveDate, after: NaiveDate| working_day(day.max(after + Duration::days(1)));
        let held = working_day(today - Duration::days(45));
        let to_come = working_day(today + Duration::days(33));
        let late = not_before(today + Duration::days(40), to_come);
        let second = not_before(today + Duration::days(43), late);
        let wanted = working_day(today + Duration::days(85));
        // In another week: a lecturer of the one is away in the week of the other.
        let told = working_day(wanted + Duration::days(8));
        Self { held, to_come, late, second, wanted, told }
    }
}

/// The federation's members and resources; tests begin here.
pub async fn federation(app: &App) -> Result<(), Error> {
    let (federation, mori) = find(app, "midori-kokuhoren", "federation").await?;
    let (midorino, _) = find(app, "midorino", "clerk").await?;
    let (misaki, _) = find(app, "misaki", "misaki-clerk").await?;
    let (prefecture, _) = find(app, "midori-ken", "prefecture").await?;
    let tx = app.store.write(&Scope::tenant(federation, mori)).await?;
    let now = app.clock.now();
    let houses = [("みどり野市", Some(midorino)), ("みさき町", Some(misaki))];
    let names = NAMES.into_iter().map(|name| (name, None));
    // The prefecture asks for sessions as its municipalities do.
    let last = [("みどり県", Some(prefecture))];
    for (place, (name, house)) in (1..).zip(houses.into_iter().chain(names).chain(last)) {
        members::add(&tx, app.clock.id(), place, name, house, now).await?;
    }
    for (kind, name) in RESOURCES {
        resources::add(&tx, app.clock.id(), kind, name, now).await?;
    }
    Ok(tx.commit().await?)
}

/// The houses that ask.
pub(super) const FEDERATION: &str = "midori-kokuhoren";
pub(super) const MIDORINO: &str = "midorino";
const MISAKI: &str = "misaki";

/// Held last month and counted: one of those who registered stayed away, somebody came besides.
async fn held(past: &Past, date: NaiveDate) -> Result<(), Error> {
    let id = confirmed(past, MIDORINO, &[date], Some(80), (0, 2)).await?;
    past.turn_to(morning(date) - Duration::days(20));
    let mut last = None;
    for (person, people) in [("hidamari", "2"), ("komorebi", "1"), ("tsubame", "1")] {
        last = Some(register(past, person, id, people, &[]).await?);
    }
    tell(past, id).await?;
    do_chores(past, id, &Chore::ON_SITE).await?;
    past.turn_to(morning(date) + Duration::hours(5));
    let mut officer = past.person("federation").await?;
    let path = paths::demo_attendance(FEDERATION, id);
    let (federation, _) = find(&past.app, FEDERATION, "federation").await?;
    let tx = past.app.store.read(&Scope::tenant_by_system(federation, "demo data")).await?;
    let came: Vec<_> =
        registrations::of_session(&tx, id).await?.into_iter().filter(|one| Some(one.id) != last).collect();
    drop(tx);
    for one in came {
        officer.post(&path, &[("act", "code"), ("code", &one.code.to_string())]).await?;
    }
    let walk_in = [("act", "walk_in"), ("walk_in", "みどり野市社会福祉協議会"), ("walk_in_people", "2")];
    officer.post(&path, &walk_in).await?;
    past.turn_to(morning(date) + Duration::hours(8));
    officer.post(&paths::demo_holding(FEDERATION, id), &[]).await?;
    Ok(())
}

/// To come in five weeks, with places left; what the municipality has to prepare is due about now, and it asks two things of
/// those who register.
async fn to_come(past: &Past, date: NaiveDate, now: DateTime<Utc>) -> Result<(), Error> {
    let id = confirmed(past, MIDORINO, &[date], Some(80), (0, 3)).await?;
    do_chores(past, id, &[Chore::Outline, Chore::Dispatch, Chore::Equipment]).await?;
    past.turn_to(now - Duration::days(3));
    let asks = [
        ("version", "0"),
        ("admission", "registration"),
        ("public", "yes"),
        ("prompt_1_asked", "車で来ますか"),
        ("prompt_1_kind", "yes_no"),
        ("prompt_1_needed", "yes"),
        ("prompt_2_asked", "いちばん知りたいこと"),
        ("prompt_2_kind", "choice"),
        ("prompt_2_options", "送受信の操作\n費用\n設定や申込み"),
    ];
    past.person("clerk").await?.post(&paths::demo_admission(MIDORINO, id), &asks).await?;
    past.turn_to(now - Duration::days(2));
    register(past, "hidamari", id, "2", &[("reply_1", "はい"), ("reply_2", "送受信の操作")]).await?;
    register(past, "tsubame", id, "1", &[("reply_1", "いいえ")]).await?;
    note(past, id, Chore::Material, "案内の下書きを課内で確認しています。").await
}

/// A second one to come, for which ひだまり has not registered yet.
async fn second(past: &Past, date: NaiveDate, now: DateTime<Utc>) -> Result<(), Error> {
    let id = confirmed(past, MIDORINO, &[date], Some(82), (1, 3)).await?;
    do_chores(past, id, &[Chore::Outline, Chore::Dispatch, Chore::Equipment]).await?;
    past.turn_to(now - Duration::days(1));
    register(past, "komorebi", id, "2", &[]).await?;
    Ok(())
}

/// みどり野市 and みさき町 want the same afternoon, and さくら市 has one of the two sets then: one is left for two.
async fn conflict(past: &Past, date: NaiveDate, now: DateTime<Utc>) -> Result<(), Error> {
    let other = |days| working_day(date + Duration::days(days));
    past.turn_to(now - Duration::days(12));
    confirmed(past, "さくら市", &[date], None, (0, 4)).await?;
    past.turn_to(now - Duration::days(6));
    ask(past, MIDORINO, &[date, other(7)], "24").await?;
    past.turn_to(now - Duration::days(4));
    ask(past, MISAKI, &[date, other(14)], "12").await?;
    Ok(())
}

/// あさひ市's session is six weeks off, and nobody has asked 国保中央会 for a speaker.
async fn late(past: &Past, date: NaiveDate) -> Result<(), Error> {
    let id = confirmed(past, "あさひ市", &[date], Some(85), (1, 2)).await?;
    do_chores(past, id, &[Chore::Outline, Chore::Equipment]).await?;
    note(past, id, Chore::Dispatch, "講師が要るかどうか、あさひ市の返事を待っています。").await
}

/// 月見村 telephoned; a lecturer is away in the week of its first date.
async fn told(past: &Past, date: NaiveDate, now: DateTime<Utc>) -> Result<(), Error> {
    past.turn_to(now - Duration::days(1));
    ask(past, "月見村", &[date, working_day(date + Duration::days(7))], "8").await?;
    let (federation, mori) = find(&past.app, FEDERATION, "federation").await?;
    let tx = past.app.store.write(&Scope::tenant(federation, mori)).await?;
    let ishii =
        resources::all(&tx).await?.into_iter().find(|one| one.name == "石井 悟").ok_or(Error::NotFound)?;
    let monday = Week::of(date).monday();
    let days = (monday, monday + Duration::days(4));
    if !resources::keep_away(&tx, past.app.clock.id(), ishii.id, days, "研修のため不在", now).await? {
        return Err(BROKEN);
    }
    Ok(tx.commit().await?)
}

/// A session that was asked for, `before` days ahead or at the moment of the story, and confirmed the day after with a
/// set and a lecturer, named by their places in [`RESOURCES`].
async fn confirmed(
    past: &Past,
    who: &str,
    dates: &[NaiveDate],
    before: Option<i64>,
    with: (usize, usize),
) -> Result<DemoId, Error> {
    if let (Some(days), Some(first)) = (before, dates.first()) {
        past.turn_to(morning(*first) - Duration::days(days));
    }
    let id = ask(past, who, dates, "20").await?;
    past.turn_to(past.app.clock.now() + Duration::days(1));
    let (set, lecturer) = (resource(past, with.0).await?, resource(past, with.1).await?);
    let mut officer = past.person("federation").await?;
    let form = [
        ("candidate", "1"),
        ("demo_set", &*set.to_string()),
        ("lecturer", &*lecturer.to_string()),
        ("capacity", "20"),
    ];
    officer.post(&paths::demo_confirmation(FEDERATION, id), &form).await?;
    past.work().await?;
    Ok(id)
}

/// Asks for a session: a house by itself, any other municipality by its name on the telephone.
pub(super) async fn ask(past: &Past, who: &str, dates: &[NaiveDate], people: &str) -> Result<DemoId, Error> {
    let fields = [("date_1", "start_1"), ("date_2", "start_2"), ("date_3", "start_3")];
    let days: Vec<String> = dates.iter().map(ToString::to_string).collect();
    let mut typed = vec![
        ("menu", "exchange"),
        ("menu", "cost_simulation"),
        ("menu", "consultation"),
        ("length", "120"),
        ("people", people),
    ];
    for ((date, start), day) in fields.into_iter().zip(&days) {
        typed.extend([(date, day.as_str()), (start, "13:30")]);
    }
    let asked = match who {
        MIDORINO => {
            typed.extend([("place", "on_site"), ("venue", "みどり野市役所 3階 大会議室")]);
            typed.extend(contact("佐藤 葵", "0741-00-1000", "sato@midorino.example.jp"));
            past.person("clerk").await?.post(&paths::new_demo(MIDORINO), &typed).await?
        }
        MISAKI => {
            typed.extend([
                ("place", "on_site"),
                ("venue", "みさき町役場 会議室"),
                ("note", "島のため、前日の船で来ていただく必要があります。"),
            ]);
            typed.extend(contact("島田 渚", "0741-00-2000", "shimada@misaki.example.jp"));
            past.person("misaki-clerk").await?.post(&paths::new_demo(MISAKI), &typed).await?
        }
        name => {
            let member = member(past, name).await?;
            typed.push(("member", &member));
            let online =
                [("place", "online"), ("note", "電話で受けました。事前に接続を試したいとのことです。")];
            let hall = [("place", "on_site"), ("venue", "市民会館 研修室")];
            typed.extend(if name.ends_with('村') { online } else { hall });
            typed.extend(contact("介護保険担当", "0741-00-5000", ""));
            past.person("federation").await?.post(&paths::told_demo(FEDERATION), &typed).await?
        }
    };
    place(&asked).ok_or(BROKEN)
}

pub(super) const fn contact<'a>(
    name: &'a str,
    phone: &'a str,
    email: &'a str,
) -> [(&'static str, &'a str); 3] {
    [("contact_name", name), ("contact_phone", phone), ("contact_email", email)]
}

/// An applicant registers for their office, and replies to what is asked besides; the registration.
async fn register(
    past: &Past,
    person: &str,
    id: DemoId,
    people: &str,
    replies: &[(&str, &str)],
) -> Result<domain::ids::RegistrationId, Error> {
    let mut applicant: Player = past.person(person).await?;
    let (name, email) = match person {
        "hidamari" => ("日向 陽子", "hinata@hidamari.example.jp"),
        "komorebi" => ("木下 光", "kinoshita@komorebi.example.jp"),
        _ => ("燕 美咲", "tsubame@tsubame.example.jp"),
    };
    let mut typed = vec![("people", people), ("name", name), ("email", email)];
    typed.extend_from_slice(replies);
    let made = applicant.post(&paths::my_demo(MIDORINO, id), &typed).await?;
    place(&made).ok_or(BROKEN)
}

/// How many offices telephoned: with those who registered by themselves and came, and one at the door, eighteen.
const TOLD: usize = 15;

/// Offices of the register that telephoned: the clerk enters them, three with two people.
async fn tell(past: &Past, id: DemoId) -> Result<(), Error> {
    let (midorino, _) = find(&past.app, MIDORINO, "clerk").await?;
    let tx = past.app.store.read(&Scope::tenant_by_system(midorino, "demo data")).await?;
    let own: BTreeSet<_> =
        registrations::of_session(&tx, id).await?.into_iter().map(|one| one.office).collect();
    let all = store::offices::every(&tx).await?;
    drop(tx);
    let mut clerk = past.person("clerk").await?;
    let offices = all.into_iter().filter(|office| !own.contains(&Some(office.id)));
    for (place, office) in offices.take(TOLD).enumerate() {
        let number = office.number.to_string();
        let typed = [
            ("office_name", office.particulars.name.as_str()),
            ("office_number", number.as_str()),
            ("people", if place % 5 == 0 { "2" } else { "1" }),
            ("name", "管理者"),
            ("phone", "0741-00-3000"),
            ("wait", "yes"),
            ("question", if place == 0 { "パソコンが1台しかありません。使えますか" } else { "" }),
        ];
        clerk.post(&paths::demo_entry(MIDORINO, id), &typed).await?;
    }
    Ok(())
}

/// The federation marks tasks done on their days.
async fn do_chores(past: &Past, id: DemoId, which: &[Chore]) -> Result<(), Error> {
    let (federation, _) = find(&past.app, FEDERATION, "federation").await?;
    let tx = past.app.store.read(&Scope::tenant_by_system(federation, "demo data")).await?;
    let tasks = chores::of_session(&tx, id).await?;
    drop(tx);
    for task in tasks.into_iter().filter(|task| which.iter().any(|chore| chore.title() == task.task.title)) {
        let federations = task.task.owner.is_done_by(domain::demos::Side::Federation);
        let (person, house) = if federations { ("federation", FEDERATION) } else { ("clerk", MIDORINO) };
        past.turn_to(morning(task.due));
        past.person(person).await?.post(&paths::demo_chore(house, id, task.id), &[("act", "done")]).await?;
    }
    Ok(())
}

/// Whoever has a task to do writes a note about it.
async fn note(past: &Past, id: DemoId, which: Chore, words: &str) -> Result<(), Error> {
    let (federation, _) = find(&past.app, FEDERATION, "federation").await?;
    let tx = past.app.store.read(&Scope::tenant_by_system(federation, "demo data")).await?;
    let tasks = chores::of_session(&tx, id).await?;
    drop(tx);
    let task = tasks.iter().find(|task| task.task.title == which.title()).ok_or(BROKEN)?;
    let federations = task.task.owner.is_done_by(domain::demos::Side::Federation);
    let (person, house) = if federations { ("federation", FEDERATION) } else { ("clerk", MIDORINO) };
    let version = task.version.to_string();
    let typed = [("act", "note"), ("note", words), ("version", version.as_str())];
    past.person(person).await?.post(&paths::demo_chore(house, id, task.id), &typed).await?;
    Ok(())
}

pub(super) async fn resource(past: &Past, place: usize) -> Result<ResourceId, Error> {
    let (_, name) = RESOURCES.get(place).ok_or(BROKEN)?;
    let (federation, _) = find(&past.app, FEDERATION, "federation").await?;
    let tx = past.app.store.read(&Scope::tenant_by_system(federation, "demo data")).await?;
    let found = resources::all(&tx).await?.into_iter().find(|one| one.name == *name);
    Ok(found.ok_or(BROKEN)?.id)
}

pub(super) async fn member(past: &Past, name: &str) -> Result<String, Error> {
    let (federation, _) = find(&past.app, FEDERATION, "federation").await?;
    let tx = past.app.store.read(&Scope::tenant_by_system(federation, "demo data")).await?;
    let found = members::all(&tx).await?.into_iter().find(|one| one.name == name);
    Ok(found.ok_or(BROKEN)?.id.to_string())
}

pub(super) const BROKEN: Error = Error::Internal("the demonstration's sessions do not hold together");

/// The id at the end of an address.
pub(super) fn place<T: std::str::FromStr>(address: &str) -> Option<T> {
    address.split('?').next()?.rsplit('/').next()?.parse().ok()
}

/// Nine in the morning of a day in Japan.
fn morning(day: NaiveDate) -> DateTime<Utc> {
    tokyo::start_of(day) + Duration::hours(9)
}

/// The next working day outside the first ten days of a month.
pub(super) fn working_day(day: NaiveDate) -> NaiveDate {
    let calendar = WorkingCalendar::default();
    let mut day = calendar.working_day_from(day);
    while day.day() <= 10 {
        day = calendar.working_day_from(day + Duration::days(1));
    }
    day
}
