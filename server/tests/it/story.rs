//! The story of the demonstration: it can begin on any day of the year, and something waits for everybody. Every form
//! of it goes over both databases once; another day is another day on either.

use crate::support::{World, on_each_world, on_one_world};
use axum::http::StatusCode;
use chrono::{DateTime, Months, NaiveDate, TimeDelta, TimeZone as _, Utc};
use domain::demos::Week;
use server::demo::story::{
    self, Extent,
    applications::{Fate, Span, fates},
    demos::Days,
    register::{KNOWN, sheets},
};
use std::collections::{BTreeMap, BTreeSet};
use store::{Scope, events, home, subsidies, tenants, testing::Engine};

/// Days at which a year, a month or a holiday turns: 1 April, 31 March, 4 January, 29 February; mornings in Japan.
const DAYS: [(i32, u32, u32); 4] = [(2026, 4, 1), (2027, 3, 31), (2027, 1, 4), (2028, 2, 29)];

async fn begins_on(world: &World, (year, month, day): (i32, u32, u32)) {
    // Half past eight in Japan.
    world.turn_to(Utc.with_ymd_and_hms(year, month, day, 8, 30, 0).unwrap() - TimeDelta::hours(9));
    story::tell(&world.app, Extent { granted: 4 }).await.unwrap();

    let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
    let midorino = tenants::by_slug(&tx, "midorino").await.unwrap().unwrap().id;
    let misaki = tenants::by_slug(&tx, "misaki").await.unwrap().unwrap().id;
    drop(tx);
    let tx = world.app.store.read(&Scope::tenant_by_system(misaki, "test")).await.unwrap();
    assert_eq!(home::offices(&tx).await.unwrap(), 11);
    drop(tx);
    let tx = world.app.store.read(&Scope::tenant_by_system(midorino, "test")).await.unwrap();
    assert_eq!(home::offices(&tx).await.unwrap(), 188);
    let mut stages = BTreeMap::new();
    for programme in subsidies::programmes::all(&tx).await.unwrap() {
        for (stage, count) in subsidies::applications::counts(&tx, programme.id).await.unwrap() {
            *stages.entry(stage.code()).or_insert(0) += count;
        }
    }
    let expected = [
        // One of an office, one that a clerk enters from a paper, one that a colleague is asked to look at.
        ("draft", 3),
        ("granted", 4 + 2),
        ("proposed", 4),
        ("refused", 1),
        ("returned", 3),
        // Five that are new, one that nobody took, one that was forgotten last year.
        ("submitted", 5 + 1 + 1),
        // Three, one that was sent back, two of the other clerk.
        ("under_review", 3 + 1 + 2),
        ("withdrawn", 1),
    ];
    assert_eq!(stages, BTreeMap::from(expected));
    assert_eq!(events::first_broken(&tx).await.unwrap(), None);
    drop(tx);

    let cards = world.anybody().get("/").await.text.replace("<!>", "");
    for waits in ["未担当の申請 7件", "決裁待ちの申請 4件", "補正の依頼 1件"] {
        assert!(cards.contains(waits), "{waits}: {cards}");
    }
    for (key, home) in
        [("clerk", "/t/midorino"), ("satonomori", "/t/midorino/my"), ("misaki-clerk", "/t/misaki")]
    {
        let page = world.as_person(key).await.get(home).await;
        assert_eq!(page.status, StatusCode::OK, "{key}");
    }
}

#[tokio::test]
async fn the_story_begins_on_the_first_day_of_the_fiscal_year() {
    on_each_world("story on 1 April", async |world| begins_on(&world, DAYS[0]).await).await;
}

#[tokio::test]
async fn the_story_begins_on_the_last_day_of_the_fiscal_year() {
    on_one_world(Engine::Sqlite, "story on 31 March", async |world| begins_on(&world, DAYS[1]).await).await;
}

#[tokio::test]
async fn the_story_begins_on_the_first_working_day_of_january() {
    on_one_world(Engine::Postgres, "story on 4 January", async |world| begins_on(&world, DAYS[2]).await)
        .await;
}

#[tokio::test]
async fn the_story_begins_on_a_day_that_most_years_lack() {
    on_one_world(Engine::Sqlite, "story on 29 February", async |world| begins_on(&world, DAYS[3]).await)
        .await;
}

#[test]
fn of_188_offices_171_have_a_mail_address_and_no_two_have_one_number() {
    let sheets = sheets();
    assert_eq!(sheets.iter().filter(|sheet| sheet.mail.is_some()).count(), 171);
    let numbers: BTreeSet<_> = sheets.iter().map(|sheet| &sheet.number).collect();
    assert_eq!(numbers.len() + KNOWN, 188);
    for sheet in &sheets {
        assert!(sheet.parse("292991").unwrap().odd.is_empty(), "{}", sheet.number);
    }
    // A fax list of those without a mail address is not empty, and a list by fax leaves some out.
    assert!(sheets.iter().all(|sheet| sheet.mail.is_some() || sheet.fax.is_some()));
    assert!(sheets.iter().any(|sheet| sheet.fax.is_none()));
    let own = sheets.iter().filter(|sheet| sheet.speaker == "satonomori");
    assert_eq!(own.count(), 5, "one corporation has five offices and somebody to become");
}

#[test]
fn ninety_seven_of_a_hundred_places_are_taken() {
    let fates = fates(Extent::WHOLE).into_iter();
    let taken = fates.filter(|fate| !matches!(fate, Fate::Refused | Fate::Withdrawn)).count();
    assert_eq!(taken, 97);
}

#[test]
fn the_offices_of_one_corporation_stand_at_different_points_of_the_way() {
    for extent in [Extent::WHOLE, Extent { granted: 4 }] {
        let fates = fates(extent);
        let own = extent.places_of_one_corporation().map(|place| fates[place]);
        assert_eq!(own, [Fate::Granted, Fate::Returned, Fate::ByTheOtherClerk]);
    }
}

#[test]
fn the_order_of_the_acts_is_kept_in_long_and_short_spans() {
    for days in [0, 1, 29, 30, 240] {
        let until = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let span = Span { from: until - TimeDelta::days(days), until };
        let moments: Vec<_> = (0..=100).map(|part| span.at(f64::from(part) / 100.0)).collect();
        assert!(moments.is_sorted(), "{days} days");
        assert!(moments.iter().all(|moment| *moment <= until && *moment >= span.from), "{days} days");
    }
}

#[test]
fn on_every_day_of_four_years_the_story_has_six_days_of_its_own() {
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    for offset in 0..4 * 366 {
        let today = first + TimeDelta::days(offset);
        let Days { held, to_come, late, second, wanted, told } = Days::from(today);
        let days = BTreeSet::from([held, to_come, late, second, wanted, told]);
        assert_eq!(days.len(), 6, "{today}");
        assert!(held < today && today < to_come && second < wanted, "{today}");
        assert_ne!(Week::of(wanted), Week::of(told), "{today}");
        // What is late is due two months before, and confirmed before that.
        let due = late.checked_sub_months(Months::new(2)).unwrap();
        assert!(due < today && late - TimeDelta::days(84) < due, "{today}: {late}");
    }
}
