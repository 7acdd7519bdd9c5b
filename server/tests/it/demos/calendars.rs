//! Dates for calendars, read by a parser of RFC 5545 that others wrote; and the pages of the calendar.

use super::steps;
use crate::{
    subsidies::steps::tenant,
    support::{World, on_each_world},
};
use axum::http::StatusCode;
use icalendar::parser::{Component, read_calendar, unfold};
use mail_parser::{MessageParser, MimeHeaders as _};
use server::jobs;
use store::{Scope, demos::calendar};

/// What a calendar program has of a file.
#[derive(Debug)]
pub struct Read {
    pub method: String,
    events: Vec<Vec<(String, String)>>,
}

impl Read {
    /// Reads a file; its lines are folded as calendar programs want them.
    #[track_caller]
    fn of(text: &str) -> Self {
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        let unfolded = unfold(text);
        let file = read_calendar(&unfolded).unwrap_or_else(|error| panic!("{error}: {text}"));
        let method = file.properties.iter().find(|one| one.name == "METHOD").unwrap().val.to_string();
        let zone = file.components.iter().find(|one| one.name == "VTIMEZONE").expect("a time zone");
        assert_eq!(zone.find_prop("TZID").unwrap().val.to_string(), "Asia/Tokyo");
        let events = file.components.iter().filter(|one| one.name == "VEVENT").map(event).collect();
        Self { method, events }
    }

    pub fn get(&self, event: usize, name: &str) -> &str {
        let found = self.events[event].iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    }
}

/// Each property with its value; a time with its zone before it.
fn event(one: &Component<'_>) -> Vec<(String, String)> {
    one.properties
        .iter()
        .map(|property| {
            let zone = property.params.iter().find(|known| known.key == "TZID");
            let zone = zone.and_then(|zone| zone.val.as_ref()).map(|zone| format!("{zone} "));
            (property.name.to_string(), format!("{}{}", zone.unwrap_or_default(), property.val))
        })
        .collect()
}

/// The invitations that somebody was mailed, in order, each with the method of its header. The mail says the same in words.
pub async fn invitations(world: &World, to: &str, words: &str) -> Vec<(String, Read)> {
    jobs::drain(&world.app).await.unwrap();
    let folder = world.app.mail.folder().unwrap();
    let mut names: Vec<_> = std::fs::read_dir(folder.path().join("new"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "eml"))
        .collect();
    names.sort();
    let mut found = Vec::new();
    for name in names {
        let bytes = std::fs::read(name).unwrap();
        let mail = MessageParser::default().parse(&bytes).unwrap();
        if mail.to().unwrap().first().unwrap().address() != Some(to) {
            continue;
        }
        let Some(part) = mail.parts.iter().find(|part| part.is_content_type("text", "calendar")) else {
            continue;
        };
        let method = part.content_type().unwrap().attribute("method").unwrap().to_owned();
        assert!(mail.body_text(0).is_some_and(|text| text.contains(words)), "it can be read without");
        found.push((method, Read::of(part.text_contents().unwrap())));
    }
    found
}

#[tokio::test]
async fn who_is_told_of_a_date_gets_it_for_the_calendar_and_it_goes_away_with_the_session() {
    on_each_world("invitations", async |world| {
        steps::federation(&world).await;
        let demo = steps::confirmed(&world, 9).await;
        let hidamari = world.as_person("hidamari").await;
        steps::register(&hidamari, demo, &[("people", "1")]).await;
        world.wait(chrono::TimeDelta::minutes(1));
        let mori = world.as_person("federation").await;
        let path = format!("/t/midori-kokuhoren/demos/{demo}/cancellation");
        mori.post(&path, &[("reason", "台風のため")]).await;
        for to in ["sato@midorino.example.jp", "hinata@hidamari.example.jp"] {
            let got = invitations(&world, to, "デモ・説明会").await;
            assert_eq!(got.len(), 2, "{to}: {got:?}");
            let [(request, taken), (cancel, dropped)] = &got[..] else { panic!("two") };
            assert_eq!((request.as_str(), taken.method.as_str()), ("REQUEST", "REQUEST"));
            assert_eq!((cancel.as_str(), dropped.method.as_str()), ("CANCEL", "CANCEL"));
            for read in [taken, dropped] {
                assert_eq!(read.get(0, "UID"), format!("demo-{demo}@hiromeru"));
                assert_eq!(read.get(0, "DTSTART"), "Asia/Tokyo 20240918T133000");
                assert_eq!(read.get(0, "DTEND"), "Asia/Tokyo 20240918T153000");
                assert!(read.get(0, "ATTENDEE").ends_with(&format!("mailto:{to}")), "{read:?}");
                assert!(read.get(0, "ORGANIZER").contains("mailto:"), "{read:?}");
            }
            let sequence = |read: &Read| read.get(0, "SEQUENCE").parse::<u32>().unwrap();
            assert!(sequence(dropped) > sequence(taken), "{got:?}");
            assert_eq!(dropped.get(0, "STATUS"), "CANCELLED");
        }
        // The next file that anybody asks for counts on from there.
        let clerk = world.as_person("clerk").await;
        let text = clerk.get(&format!("/t/midorino/demos/{demo}/calendar.ics")).await.text;
        let last = &invitations(&world, "sato@midorino.example.jp", "デモ・説明会").await[1].1;
        assert_eq!(Read::of(&text).get(0, "SEQUENCE"), last.get(0, "SEQUENCE"));
    })
    .await;
}

#[tokio::test]
async fn a_calendar_to_subscribe_to_names_nobody_and_its_address_can_be_taken_away() {
    on_each_world("a feed", async |world| {
        steps::federation(&world).await;
        let demo = steps::confirmed(&world, 9).await;
        let hidamari = world.as_person("hidamari").await;
        steps::register(&hidamari, demo, &[("people", "1")]).await;
        let path = steps::feed(&world, "clerk", "midorino").await;
        let anybody = world.anybody();
        let answer = anybody.get(&path).await;
        assert_eq!(answer.headers["content-type"], "text/calendar; charset=utf-8");
        let read = Read::of(&answer.text);
        assert_eq!(read.method, "PUBLISH");
        assert_eq!(read.get(0, "UID"), format!("demo-{demo}@hiromeru"));
        assert_eq!(read.get(0, "STATUS"), "CONFIRMED");
        // The city's own five tasks of the eight stand beside it, each on its day.
        let days: Vec<_> = (1..read.events.len()).map(|at| read.get(at, "DTSTART")).collect();
        assert_eq!(days, ["20240816", "20240816", "20240917", "20240918", "20240918"], "{read:?}");
        for name in ["佐藤", "日向", "ひだまり", "hinata", "0741-00-1000", "ATTENDEE"] {
            assert!(!answer.text.replace("\r\n ", "").contains(name), "{name}: {}", answer.text);
        }
        // Another city has nothing of it.
        let other = steps::feed(&world, "misaki-clerk", "misaki").await;
        assert!(Read::of(&anybody.get(&other).await.text).events.is_empty());
        let clerk = world.as_person("clerk").await;
        let again = steps::feed(&world, "clerk", "midorino").await;
        assert_ne!(again, path);
        assert_eq!(anybody.get(&path).await.status, StatusCode::NOT_FOUND, "the old address leads nowhere");
        assert_eq!(anybody.get(&again).await.status, StatusCode::OK);
        clerk.post("/t/midorino/demos/feed", &[("act", "revoke")]).await;
        assert_eq!(anybody.get(&again).await.status, StatusCode::NOT_FOUND);
        assert_eq!(anybody.get("/calendars/nobody/demos.ics").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_city_sees_its_own_sessions_and_of_others_only_what_they_leave() {
    on_each_world("weeks and months", async |world| {
        steps::federation(&world).await;
        let demo = steps::confirmed(&world, 9).await;
        let clerk = world.as_person("clerk").await;
        let misaki = world.as_person("misaki-clerk").await;
        let mori = world.as_person("federation").await;
        for page in ["week?day=2024-09-18", "month?month=2024-09"] {
            let own = clerk.get(&format!("/t/midorino/demos/{page}")).await.text;
            assert!(own.contains("13:30〜15:30") && own.contains(&demo.to_string()), "{page}: {own}");
            let theirs = misaki.get(&format!("/t/misaki/demos/{page}")).await;
            assert_eq!(theirs.status, StatusCode::OK);
            assert!(theirs.text.contains("デモ機の空き1組"), "{page}: {}", theirs.text);
            for secret in ["みどり野市", "デモ機1号", &demo.to_string()] {
                // Above the page stand the people of the demonstration.
                let main = theirs.text.split("<main").nth(1).unwrap();
                assert!(!main.contains(secret), "{secret} on {page}: {main}");
            }
            let all = mori.get(&format!("/t/midori-kokuhoren/demos/{page}")).await.text;
            assert!(all.contains("みどり野市") && all.contains(&demo.to_string()), "{page}: {all}");
        }
        let week = clerk.get("/t/midorino/demos/week?day=2024-09-18").await.text;
        assert!(!week.contains("ほかの予定あり"), "its own session is not somebody else's: {week}");
    })
    .await;
}

#[tokio::test]
async fn the_list_is_narrowed_by_its_address_and_saved_as_it_is_shown() {
    on_each_world("an agenda", async |world| {
        steps::federation(&world).await;
        let confirmed = steps::confirmed(&world, 9).await.to_string();
        let waiting = steps::requested(&world).await.to_string();
        let mori = world.as_person("federation").await;
        let list = async |query: &str| {
            let text = mori.get(&format!("/t/midori-kokuhoren/demos{query}")).await.text;
            (text.contains(&confirmed), text.contains(&waiting))
        };
        assert_eq!(list("").await, (true, true));
        assert_eq!(list("?st=requested").await, (false, true));
        assert_eq!(list("?st=confirmed").await, (true, false));
        assert_eq!(list("?month=2024-09").await, (true, false));
        assert_eq!(list("?month=2024-10").await, (false, false));
        assert_eq!(list("?place=online").await, (false, false));
        assert_eq!(list("?span=over").await, (false, false));
        assert_eq!(list("?who=00000000-0000-0000-0000-000000000001").await, (false, false));
        let saved = mori.get("/t/midori-kokuhoren/demos/export?st=requested&format=csv").await.text;
        assert!(saved.contains("依頼中") && !saved.contains("開催決定"), "{saved}");
        let path = format!("/t/midori-kokuhoren/demos/{confirmed}/cancellation");
        mori.post(&path, &[("reason", "台風のため")]).await;
        assert_eq!(list("").await, (false, true));
        assert_eq!(list("?span=over").await, (true, false), "what will not be held is over");
        let empty = mori.get("/t/midori-kokuhoren/demos?place=online").await.text;
        assert!(empty.contains("条件に合うデモ・説明会はありません"), "{empty}");
    })
    .await;
}

#[tokio::test]
async fn an_index_leads_to_every_row_that_a_calendar_shows() {
    on_each_world("plans of a calendar", async |world| {
        steps::federation(&world).await;
        steps::confirmed(&world, 9).await;
        for house in ["midori-kokuhoren", "midorino"] {
            let scope = Scope::tenant_by_system(tenant(&world, house).await, "test");
            let tx = world.app.store.read(&scope).await.unwrap();
            let plans = calendar::plans(&tx, world.app.clock.today()).await.unwrap();
            assert_eq!(plans.len(), 3);
            for (sql, plan) in plans {
                let whole = ["SCAN demo_sessions", "SCAN demo_chores", "Seq Scan"];
                assert!(!whole.iter().any(|words| plan.contains(words)), "{house}: {sql}\n{plan}");
            }
        }
    })
    .await;
}
