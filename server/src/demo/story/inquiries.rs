//! 照会: the federation asked its cities a week ago, みさき町 answered, みどり野市 has begun; a draft of another waits.

use super::past::Past;
use crate::{app::App, demo::seed::find, error::Error};
use app::paths;
use chrono::Duration;
use domain::{
    ids::{InquiryId, ReplyId},
    tokyo,
};
use store::{
    Scope,
    inquiries::{self, House, replies},
};

const FEDERATION: &str = "midori-kokuhoren";
const BROKEN: Error = Error::Internal("the demonstration's inquiries do not hold together");

/// Names that are asked besides the houses that are here.
const NAMES: usize = 6;

/// Everything of the story.
pub async fn begin(app: &App) -> Result<(), Error> {
    let (past, now) = (Past::of(app), app.clock.now());
    past.turn_to(now - Duration::days(7));
    let deadline = (tokyo::date(now) + Duration::days(14)).to_string();
    let mut mori = past.person("federation").await?;
    let mut typed = [
        ("begin", "ready:plans"),
        ("title", ""),
        ("purpose", ""),
        ("deadline", deadline.as_str()),
        ("contact_name", "森 拓也"),
        ("contact_phone", "0741-00-4000"),
        ("contact_email", "mori@midori-kokuhoren.example.jp"),
    ];
    let open = id_of(&mori.post(&paths::new_inquiry(FEDERATION), &typed).await?)?;
    let houses = offered(&past).await?;
    let mut chosen: Vec<(&str, &str)> = vec![("version", "1")];
    chosen.extend(houses.iter().map(|house| ("houses", house.as_str())));
    mori.post(&paths::inquiry_opening(FEDERATION, open), &chosen).await?;
    past.turn_to(now - Duration::days(3));
    let answers = [
        ("version", "1"),
        ("q1", "a"),
        ("q1", "c"),
        ("q2", "12"),
        ("q3", "2"),
        ("q4", "b"),
        ("q6", "近くの市と一緒に、体験会を開きたい。"),
        ("answered_by", "島田 渚"),
    ];
    let mut misaki = past.person("misaki-clerk").await?;
    misaki.post(&paths::asked_one("misaki", reply(&past, open, "みさき町").await?), &answers).await?;
    past.turn_to(now - Duration::days(1));
    let begun = [("version", "1"), ("act", "keep"), ("q1", "a"), ("q1", "b")];
    let mut clerk = past.person("clerk").await?;
    clerk.post(&paths::asked_one("midorino", reply(&past, open, "みどり野市").await?), &begun).await?;
    typed[0].1 = "ready:sessions";
    let mut mori = past.person("federation").await?;
    mori.post(&paths::new_inquiry(FEDERATION), &typed).await?;
    past.turn_to(now);
    past.work().await
}

/// The inquiry of an address.
fn id_of(address: &str) -> Result<InquiryId, Error> {
    address.split(['/', '?']).nth(4).and_then(|id| id.parse().ok()).ok_or(BROKEN)
}

/// Members that are here, and some that are only names, as the form sends them.
async fn offered(past: &Past) -> Result<Vec<String>, Error> {
    let (federation, _) = find(&past.app, FEDERATION, "federation").await?;
    let (prefecture, _) = find(&past.app, "midori-ken", "prefecture").await?;
    let tx = past.app.store.read(&Scope::tenant_by_system(federation, "demo data")).await?;
    let all = store::demos::members::all(&tx).await?;
    let (here, names): (Vec<_>, Vec<_>) = all.into_iter().partition(|member| member.municipality.is_some());
    let here = here.into_iter().filter(|member| member.municipality != Some(prefecture));
    let chosen = here.chain(names.into_iter().take(NAMES));
    Ok(chosen.map(|member| House { tenant: member.municipality, name: member.name }.key()).collect())
}

/// The reply of a house to an inquiry.
async fn reply(past: &Past, inquiry: InquiryId, name: &str) -> Result<ReplyId, Error> {
    let (federation, _) = find(&past.app, FEDERATION, "federation").await?;
    let tx = past.app.store.read(&Scope::tenant_by_system(federation, "demo data")).await?;
    let found = inquiries::find(&tx, inquiry).await?.ok_or(BROKEN)?;
    let all = replies::of_inquiry(&tx, found.id).await?;
    all.into_iter().find(|reply| reply.name == name).map(|reply| reply.id).ok_or(BROKEN)
}
