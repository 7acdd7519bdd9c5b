//! 国保中央会: three lecturers; one dispatch that was accepted and whose costs wait for みどり野市, one that waits for an
//! answer; a webinar to come for which bodies of many prefectures are registered, one that was held, and a lecture
//! without registration.

use super::past::{Past, Player};
use crate::{app::App, demo::seed::find, error::Error};
use app::paths;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::{
    demos::StageName,
    dispatches::slot_key,
    ids::{BodyId, DispatchId, LecturerId, OccasionId},
    occasions::AttendanceForm,
    tokyo,
};
use store::{
    Scope,
    demos::{sessions, sessions::Session},
    dispatches::lecturers,
    occasions::bodies,
};

const FEDERATION: &str = "midori-kokuhoren";
const CENTRAL: &str = "chuokai";
const BROKEN: Error = Error::Internal("the demonstration's dispatches do not hold together");

/// Who speaks, and where the way begins.
const LECTURERS: [(&str, &str); 3] =
    [("中央 太郎", "東京駅"), ("永田 美和", "東京駅"), ("霞 誠", "新大阪駅")];

/// Bodies of the webinar to come: kind, prefecture, name, people.
const BODIES: [(&str, &str, &str, &str); 22] = [
    ("federation", "38", "愛媛県国民健康保険団体連合会", "1"),
    ("prefecture", "38", "愛媛県", "1"),
    ("city", "38", "松山市", "2"),
    ("city", "38", "今治市", "1"),
    ("city", "38", "宇和島市", "1"),
    ("town_or_village", "38", "砥部町", "1"),
    ("town_or_village", "38", "内子町", "1"),
    ("prefecture", "43", "熊本県", "2"),
    ("city", "43", "熊本市", "1"),
    ("city", "43", "八代市", "1"),
    ("town_or_village", "43", "菊陽町", "1"),
    ("prefecture", "13", "東京都", "1"),
    ("special_ward", "13", "世田谷区", "2"),
    ("special_ward", "13", "練馬区", "1"),
    ("city", "13", "武蔵野市", "1"),
    ("federation", "15", "新潟県国民健康保険団体連合会", "2"),
    ("city", "15", "新潟市", "2"),
    ("association", "20", "長野広域連合", "1"),
    ("city", "20", "長野市", "1"),
    ("federation", "1", "北海道国民健康保険団体連合会", "1"),
    ("city", "1", "札幌市", "1"),
    ("town_or_village", "47", "読谷村", "1"),
];

/// Everything of the story.
pub async fn begin(app: &App) -> Result<(), Error> {
    let (past, now) = (Past::of(app), app.clock.now());
    let today = tokyo::date(now);
    past.turn_to(now - Duration::days(70));
    let mut nakamura = past.person("central").await?;
    for (name, base) in LECTURERS {
        let typed = [("act", "add"), ("name", name), ("base", base)];
        nakamura.post(&paths::new_lecturer(CENTRAL), &typed).await?;
    }
    held(&past, today).await?;
    past.turn_to(now - Duration::days(5));
    let own = accepted(&past, now).await?;
    estimated(&past, own).await?;
    past.turn_to(now - Duration::days(2));
    waiting(&past).await?;
    past.turn_to(now - Duration::days(3));
    to_come(&past, today).await?;
    lecture(&past, today).await?;
    past.turn_to(now);
    past.work().await
}

/// The confirmed sessions to come, the earliest first.
async fn confirmed(past: &Past) -> Result<Vec<Session>, Error> {
    let (federation, _) = find(&past.app, FEDERATION, "federation").await?;
    let tx = past.app.store.read(&Scope::tenant_by_system(federation, "demo data")).await?;
    Ok(sessions::in_stage(&tx, StageName::Confirmed).await?)
}

/// The federation asks for a speaker.
async fn ask(past: &Past, session: &Session, purpose: &str) -> Result<DispatchId, Error> {
    let held = session.stage.session().ok_or(BROKEN)?;
    let key = slot_key(&held.slot);
    let typed = [
        ("slot", key.as_str()),
        ("place", held.place.code()),
        ("purpose", purpose),
        ("payer", "municipality"),
        ("contact_name", "森 拓也"),
        ("contact_phone", "0741-00-4000"),
        ("contact_email", "mori@midori-kokuhoren.example.jp"),
    ];
    let mut mori = past.person("federation").await?;
    id(&mori.post(&paths::demo_dispatch(FEDERATION, session.id), &typed).await?)
}

/// みどり野市's next session: a lecturer comes.
async fn accepted(past: &Past, now: DateTime<Utc>) -> Result<DispatchId, Error> {
    let sessions = confirmed(past).await?;
    let own = sessions.iter().find(|one| one.name == "みどり野市" && starts(one).is_some_and(|at| at > now));
    let dispatch =
        ask(past, own.ok_or(BROKEN)?, "送受信の操作の説明（30分）と、導入・操作の相談（2席）").await?;
    let (central, _) = find(&past.app, CENTRAL, "central").await?;
    let tx = past.app.store.read(&Scope::tenant_by_system(central, "demo data")).await?;
    let lecturer: LecturerId = lecturers::all(&tx).await?.first().ok_or(BROKEN)?.id;
    drop(tx);
    let lecturer = lecturer.to_string();
    let typed = [("answer", "accept"), ("lecturer", lecturer.as_str()), ("travel", "180")];
    past.person("central").await?.post(&paths::dispatch_answer(CENTRAL, dispatch), &typed).await?;
    Ok(dispatch)
}

fn starts(session: &Session) -> Option<DateTime<Utc>> {
    session.stage.session().map(|held| held.slot.starts_at())
}

/// What it costs waits for the city's approver.
async fn estimated(past: &Past, dispatch: DispatchId) -> Result<(), Error> {
    let typed = [
        ("travellers", "1"),
        ("rail", "28,340"),
        ("nights", "1"),
        ("lodging", "10,900"),
        ("days", "2"),
        ("daily", "2,200"),
        ("payer", "municipality"),
    ];
    past.person("central").await?.post(&paths::dispatch_costs(CENTRAL, dispatch), &typed).await?;
    Ok(())
}

/// さくら市's session waits for an answer.
async fn waiting(past: &Past) -> Result<(), Error> {
    let sessions = confirmed(past).await?;
    let sakura = sessions.iter().find(|one| one.name == "さくら市").ok_or(BROKEN)?;
    ask(past, sakura, "初めての事業所に向けた、導入の効果の説明").await?;
    Ok(())
}

/// Adds an occasion of 国保中央会 and publishes it.
async fn published(past: &Past, typed: &[(&str, &str)]) -> Result<OccasionId, Error> {
    let mut nakamura = past.person("central").await?;
    let id: OccasionId = id(&nakamura.post(&paths::new_occasion(CENTRAL), typed).await?)?;
    nakamura.post(&paths::occasion_publication(CENTRAL, id), &[("version", "1")]).await?;
    Ok(id)
}

async fn register(past: &Past, id: OccasionId, bodies: &[(&str, &str, &str, &str)]) -> Result<(), Error> {
    let mut nakamura: Player = past.person("central").await?;
    for (kind, prefecture, name, people) in bodies {
        let typed = [
            ("body_kind", *kind),
            ("prefecture", *prefecture),
            ("body_name", *name),
            ("people", *people),
            ("contact_name", "介護保険担当"),
            ("contact_phone", "0120-584-708"),
        ];
        nakamura.post(&paths::occasion_body(CENTRAL, id), &typed).await?;
    }
    Ok(())
}

fn webinar<'a>(title: &'a str, date: &'a str, closes: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("kind", "webinar"),
        ("title", title),
        ("summary", "自治体の取組の紹介と、導入を進める手順の説明。資料と録画は後日公開します。"),
        ("first_on", date),
        ("start", "14:00"),
        ("end", "16:00"),
        ("place", "online"),
        ("join", "Zoom ミーティングID 000 1234 5678"),
        ("admission", "here"),
        ("closes_on", closes),
        ("flags", "table_public"),
    ]
}

/// Held two months ago, and counted: the numbers of the channels are those of the circular.
async fn held(past: &Past, today: NaiveDate) -> Result<(), Error> {
    let day = today - Duration::days(60);
    let (date, closes) = (day.to_string(), (day - Duration::days(1)).to_string());
    let id = published(past, &webinar("自治体向けウェビナー（前回）", &date, &closes)).await?;
    register(past, id, &BODIES[..12]).await?;
    past.turn_to(tokyo::start_of(day) + Duration::hours(20));
    let (central, _) = find(&past.app, CENTRAL, "central").await?;
    let tx = past.app.store.read(&Scope::tenant_by_system(central, "demo data")).await?;
    let came: Vec<BodyId> =
        bodies::of_occasion(&tx, id).await?.into_iter().map(|one| one.id).take(9).collect();
    drop(tx);
    let names: Vec<String> = came.into_iter().map(AttendanceForm::name_of).collect();
    let mut typed = vec![
        ("channel_1", "Zoom"),
        ("unit_1", "bodies"),
        ("number_1", "231"),
        ("channel_2", "YouTube Live"),
        ("unit_2", "people"),
        ("number_2", "600"),
    ];
    typed.extend(names.iter().map(|name| (name.as_str(), "1")));
    past.person("central").await?.post(&paths::occasion_attendance(CENTRAL, id), &typed).await?;
    Ok(())
}

/// To come, with bodies of many prefectures; みどり野市 is not registered yet.
async fn to_come(past: &Past, today: NaiveDate) -> Result<(), Error> {
    let date = (today + Duration::days(40)).to_string();
    let closes = (today + Duration::days(33)).to_string();
    let id = published(past, &webinar("自治体向けウェビナー", &date, &closes)).await?;
    register(past, id, &BODIES).await
}

/// A lecture for the first sixty, at a fair.
async fn lecture(past: &Past, today: NaiveDate) -> Result<(), Error> {
    let date = (today + Duration::days(52)).to_string();
    let typed = [
        ("kind", "lecture"),
        ("title", "国際福祉機器展 特別講演"),
        ("summary", "ケアプランデータ連携システムの導入の効果"),
        ("first_on", date.as_str()),
        ("start", "14:30"),
        ("end", "15:30"),
        ("place", "on_site"),
        ("venue", "展示ホール 特設会場"),
        ("admission", "first"),
        ("first_people", "60"),
        ("flags", "may_change"),
    ];
    published(past, &typed).await?;
    Ok(())
}

/// The id in the address of a page.
fn id<T: std::str::FromStr>(address: &str) -> Result<T, Error> {
    address.split(['/', '?']).nth(4).and_then(|id| id.parse().ok()).ok_or(BROKEN)
}
