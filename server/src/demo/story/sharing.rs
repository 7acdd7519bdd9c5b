//! What a federation shares besides: a date that is open to whoever takes it, two small requests of neighbours that could
//! be one session, equipment that is sent to a village, a request for what was promised to others, a city that asks two
//! others along, and a prefecture that asks for two of its cities.

use super::{
    demos::{BROKEN, FEDERATION, MIDORINO, ask, contact, member, place, resource, working_day},
    past::Past,
};
use crate::{demo::seed::find, error::Error};
use app::paths;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::{
    demos::BookingRules,
    ids::{DemoId, MemberId},
    tokyo,
};
use store::{
    Scope,
    demos::{members, rules},
};

const PREFECTURE: &str = "midori-ken";
/// From so many people on the federation comes in person; fewer may be pooled.
const LEAST: u16 = 10;

/// Everything of it.
pub(super) async fn begin(past: &Past, now: DateTime<Utc>) -> Result<(), Error> {
    let today = tokyo::date(now);
    past.turn_to(now - Duration::days(10));
    small(past).await?;
    open_date(past, working_day(today + Duration::days(110))).await?;
    past.turn_to(now - Duration::days(8));
    let near = working_day(today + Duration::days(100));
    request(past, "高原市", near, "6", "高原市役所 会議室").await?;
    request(past, "清水野市", working_day(near + Duration::days(4)), "5", "清水野市 市民センター").await?;
    past.turn_to(now - Duration::days(7));
    let away = working_day(today + Duration::days(62));
    loan(past, away).await?;
    past.turn_to(now - Duration::days(6));
    taken(past, away).await?;
    past.turn_to(now - Duration::days(5));
    asked_along(past, working_day(today + Duration::days(120))).await?;
    past.turn_to(now - Duration::days(3));
    prefecture(past, working_day(today + Duration::days(105))).await
}

/// The federation's own minimum, below which it comes in person for several cities together.
async fn small(past: &Past) -> Result<(), Error> {
    let (federation, mori) = find(&past.app, FEDERATION, "federation").await?;
    let tx = past.app.store.write(&Scope::tenant(federation, mori)).await?;
    let (kept, version) = rules::own(&tx).await?;
    let wanted = BookingRules { least: Some(LEAST), ..kept };
    rules::set(&tx, &wanted, version, past.app.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// A date with everything it needs, for the first city that takes it.
async fn open_date(past: &Past, date: NaiveDate) -> Result<(), Error> {
    let (set, lecturer) = (resource(past, 1).await?.to_string(), resource(past, 3).await?.to_string());
    let date = date.to_string();
    let typed = [
        ("candidate", "other"),
        ("date", date.as_str()),
        ("start", "13:30"),
        ("length", "120"),
        ("place", "on_site"),
        ("demo_set", &set),
        ("lecturer", &lecturer),
        ("before", "60"),
        ("after", "60"),
        ("capacity", "20"),
        ("note", "県内のどの市町村でも。会場は、取った市町村で用意してください。"),
    ];
    past.person("federation").await?.post(&paths::new_open_date(FEDERATION), &typed).await?;
    Ok(())
}

/// What a municipality without a house here told on the telephone.
async fn request(
    past: &Past,
    name: &str,
    date: NaiveDate,
    people: &str,
    venue: &str,
) -> Result<DemoId, Error> {
    let (member, date) = (member(past, name).await?, date.to_string());
    let mut typed = vec![
        ("member", member.as_str()),
        ("menu", "exchange"),
        ("menu", "consultation"),
        ("date_1", &date),
        ("start_1", "13:30"),
        ("length", "120"),
        ("people", people),
        ("place", "on_site"),
        ("venue", venue),
        ("joint", "yes"),
    ];
    typed.extend(contact("介護保険担当", "0741-00-5000", ""));
    let asked = past.person("federation").await?.post(&paths::told_demo(FEDERATION), &typed).await?;
    place(&asked).ok_or(BROKEN)
}

/// 磯浜村 holds its session by itself with a set that is sent there.
async fn loan(past: &Past, date: NaiveDate) -> Result<(), Error> {
    let id = request(past, "磯浜村", date, "12", "磯浜村役場 2階").await?;
    let set = resource(past, 0).await?.to_string();
    let (ships, returns) = ((date - Duration::days(3)).to_string(), (date + Duration::days(5)).to_string());
    let lecturer = resource(past, 4).await?.to_string();
    let typed = [
        ("candidate", "1"),
        ("demo_set", set.as_str()),
        ("lecturer", &lecturer),
        ("capacity", "20"),
        ("ships_on", &ships),
        ("returns_on", &returns),
    ];
    past.person("federation").await?.post(&paths::demo_confirmation(FEDERATION, id), &typed).await?;
    past.work().await
}

/// One set is in the post; 湖畔町 has the other, and みどり野市 asks for that afternoon as well: it cannot have it.
async fn taken(past: &Past, date: NaiveDate) -> Result<(), Error> {
    let id = request(past, "湖畔町", date, "14", "湖畔町 公民館").await?;
    let (set, lecturer) = (resource(past, 1).await?.to_string(), resource(past, 3).await?.to_string());
    let typed = [("candidate", "1"), ("demo_set", set.as_str()), ("lecturer", &lecturer), ("capacity", "20")];
    past.person("federation").await?.post(&paths::demo_confirmation(FEDERATION, id), &typed).await?;
    past.work().await?;
    ask(past, MIDORINO, &[date], "20").await?;
    Ok(())
}

/// みどり野市 asks みさき町 and さくら市 along: さくら市 told the federation that it comes, みさき町 has not said anything.
async fn asked_along(past: &Past, date: NaiveDate) -> Result<(), Error> {
    let (misaki, sakura) = (member(past, "みさき町").await?, member(past, "さくら市").await?);
    let date = date.to_string();
    let mut typed = vec![
        ("city", misaki.as_str()),
        ("city", sakura.as_str()),
        ("menu", "exchange"),
        ("menu", "consultation"),
        ("date_1", date.as_str()),
        ("start_1", "13:30"),
        ("length", "120"),
        ("people", "20"),
        ("place", "on_site"),
        ("venue", "みどり野市役所 3階 大会議室"),
        ("note", "近くの市町の事業所にも来てほしいと考えています。"),
    ];
    typed.extend(contact("佐藤 葵", "0741-00-1000", "sato@midorino.example.jp"));
    let asked = past.person("clerk").await?.post(&paths::new_demo(MIDORINO), &typed).await?;
    let id: DemoId = place(&asked).ok_or(BROKEN)?;
    let said = [
        ("member", sakura.as_str()),
        ("answer", "agreed"),
        ("people", "10"),
        ("note", "さくら市の介護保険担当から電話がありました。"),
    ];
    past.person("federation").await?.post(&paths::demo_asked(FEDERATION, id), &said).await?;
    Ok(())
}

/// みどり県 asks for a session of みどり野市 and みさき町, which waits for a date.
async fn prefecture(past: &Past, date: NaiveDate) -> Result<(), Error> {
    let (federation, _) = find(&past.app, FEDERATION, "federation").await?;
    let tx = past.app.store.read(&Scope::tenant_by_system(federation, "demo data")).await?;
    let all = members::all(&tx).await?;
    drop(tx);
    let cities: Vec<MemberId> = all
        .iter()
        .filter(|one| ["みどり野市", "みさき町"].contains(&one.name.as_str()))
        .map(|one| one.id)
        .collect();
    let cities: Vec<String> = cities.into_iter().map(|id| id.to_string()).collect();
    let date = date.to_string();
    let mut typed: Vec<(&str, &str)> = cities.iter().map(|id| ("city", id.as_str())).collect();
    typed.extend([
        ("menu", "exchange"),
        ("menu", "cost_simulation"),
        ("date_1", date.as_str()),
        ("start_1", "13:30"),
        ("length", "120"),
        ("people", "40"),
        ("place", "on_site"),
        ("venue", "みどり県庁 講堂"),
        ("note", "2つの市町の事業所が、いっしょに参加します。"),
    ]);
    typed.extend(contact("長谷川 恵", "0741-00-9000", "hasegawa@pref-midori.example.jp"));
    past.person("prefecture").await?.post(&paths::new_demo_for_cities(PREFECTURE), &typed).await?;
    Ok(())
}
