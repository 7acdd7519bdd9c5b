//! Closing a year, what it ends, and opening it again.

use crate::{
    payments::steps as paying,
    subsidies::{decided, steps},
    support::{Answer, Asker, World, on_each_world},
};
use axum::http::StatusCode;
use chrono::{TimeZone as _, Utc};
use domain::{fiscal_year::FiscalYear, zengin::Holder};
use store::{
    Scope,
    payments::accounts::Party,
    testing::scans,
    year_end::{self, CloseError},
};

const YEAR: &str = "/t/midorino/year-end/2024";

/// Asks for a programme to be opened again.
async fn reopened(clerk: &Asker, programme: &str) -> Answer {
    let page = format!("/t/midorino/programmes/{programme}");
    clerk.post_from(&page, &format!("{page}/reopening"), &[]).await
}

fn last_day(world: &World) {
    world.turn_to(Utc.with_ymd_and_hms(2025, 3, 31, 3, 0, 0).unwrap());
}

#[tokio::test]
async fn a_year_is_closed_on_its_last_day_and_its_programmes_receive_no_more() {
    on_each_world("closing a year", async |world| {
        let programme = steps::published(&world, &[]).await;
        let hidamari = world.as_person("hidamari").await;
        let office = steps::office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        // A draft with a document: its applicant may believe that it was sent.
        let draft = steps::begin(&hidamari, &programme, office).await;
        steps::attach(&world, &hidamari, &draft).await;
        let approver = world.as_person("approver").await;
        let early = approver.get(&format!("{YEAR}/closing")).await.text;
        assert!(early.contains("令和6年度は終わっていません。令和7年3月31日から締められます"), "{early}");
        last_day(&world);
        let approver = world.as_person("approver").await;
        let unseen = approver.post(&format!("{YEAR}/closing"), &[("reason", "全件決定済み")]).await;
        assert_eq!(unseen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            unseen.text.contains("下書きを確かめて") && unseen.text.contains("全件決定済み"),
            "{}",
            unseen.text
        );
        let typed = [("reason", "全件決定済み"), ("drafts_seen", "yes")];
        let closed = approver.post(&format!("{YEAR}/closing"), &typed).await;
        assert_eq!(closed.location(), format!("{YEAR}?done=closed"), "{}", closed.text);
        let page = approver.get(YEAR).await.text;
        assert!(page.contains("締め済み") && page.contains("全件決定済み"), "{page}");

        // What the year's programmes did is over: nobody is received, nobody opens them again.
        let hidamari = world.as_person("hidamari").await;
        steps::fill(&world, &hidamari, &draft).await;
        let late = steps::submit(&hidamari, &draft).await;
        assert_ne!(late.location(), format!("{draft}/receipt"), "{}", late.text);
        let clerk = world.as_person("clerk").await;
        let opened = reopened(&clerk, &programme).await;
        assert_eq!(opened.location(), YEAR);
        let state = clerk.get(&format!("/t/midorino/programmes/{programme}")).await.text;
        assert!(state.contains(">終了<"), "{state}");
        let again = approver.post_from(YEAR, &format!("{YEAR}/closing"), &typed).await;
        assert_eq!(again.location(), YEAR, "closed once");

        let bare = approver.post(&format!("{YEAR}/reopening"), &[("reason", "　")]).await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
        let reason = [("reason", "額を確定し直すため")];
        let opened = approver.post(&format!("{YEAR}/reopening"), &reason).await;
        assert_eq!(opened.location(), format!("{YEAR}?done=reopened"));
        let page = approver.get(YEAR).await.text;
        assert!(page.contains("額を確定し直すため") && !page.contains("締め済み"), "{page}");
        let opened = reopened(&clerk, &programme).await;
        assert!(opened.location().ends_with("?done=reopened"), "{}", opened.location());
        let list = world.as_person("administrator").await.get("/t/midorino/audit?noun=year").await.text;
        assert!(list.contains("年度を締めました") && list.contains("締めた年度を開き直しました"), "{list}");
    })
    .await;
}

/// Pays what can be paid under a number on a day of banks; the run is made and its results are entered on days of 2025.
async fn paid(world: &World, receipt: &str, pay_on: &str, [made, entered]: [(u32, u32); 2]) {
    let turn_to = |(month, day)| world.turn_to(Utc.with_ymd_and_hms(2025, month, day, 3, 0, 0).unwrap());
    turn_to(made);
    let due = paying::due(world).await;
    let one = due.iter().find(|one| one.receipt.to_string() == receipt).unwrap();
    let party = Party::Office(one.office);
    paying::account(world, party, "7654321", Some("ミドリケア"), Holder::Applicant).await;
    let clerk = world.as_person("clerk").await;
    let run = paying::at(&paying::make(&clerk, &[one.award], pay_on, false).await);
    paying::sent(world, &run).await;
    turn_to(entered);
    let clerk = world.as_person("clerk").await;
    let told = paying::act(&clerk, &run, "results", &[("on", pay_on)]).await;
    assert_eq!(told.location(), format!("{run}?done=results"), "{}", told.text);
}

#[tokio::test]
async fn what_is_decided_and_not_paid_is_carried_over_by_name_and_its_late_payment_is_booked_late() {
    on_each_world("carried over", async |world| {
        let programme = steps::published(&world, &[]).await;
        decided::granted(&world, &programme, "hidamari", "2970999013", "ひだまり").await;
        decided::granted(&world, &programme, "tsubame", "2970999039", "つばめ").await;
        paying::banks(&world).await;
        last_day(&world);
        let approver = world.as_person("approver").await;
        let asked = approver.get(&format!("{YEAR}/closing")).await.text;
        assert!(
            asked.contains("支払いまで終わっていない交付2件を、一覧にして翌年度に引き継ぎます"),
            "{asked}"
        );
        let closed = approver.post(&format!("{YEAR}/closing"), &[]).await;
        assert_eq!(closed.location(), format!("{YEAR}?done=closed"), "{}", closed.text);
        let page = approver.get(YEAR).await.text;
        let at = page.find(&format!("{YEAR}/closings/")).unwrap();
        let list = page[at..].split('"').next().unwrap();
        let carried = approver.get(list).await.text;
        for words in ["R6-0001", "ひだまり", "支払待ち", "21,000円"] {
            assert!(carried.contains(words), "{words}: {carried}");
        }
        // The bank pays one within the closing period; that it is entered after it changes no book.
        paid(&world, "R6-0002", "令和7年5月30日", [(5, 29), (6, 2)]).await;
        let approver = world.as_person("approver").await;
        let page = approver.get(YEAR).await.text;
        assert!(!page.contains("過年度支出（"), "{page}");
        // The closing period is over: what is paid now goes into the books of the year that runs.
        paid(&world, "R6-0001", "令和7年6月10日", [(6, 9), (6, 11)]).await;
        let approver = world.as_person("approver").await;
        let carried = approver.get(list).await.text;
        assert!(carried.contains("済み（令和7年6月10日、過年度支出（令和7年度の会計））"), "{carried}");
        assert!(carried.contains("済み（令和7年5月30日、出納整理期間）"), "{carried}");
        let table = approver.get(&format!("{list}/export?format=csv")).await.text;
        assert_eq!(table.lines().count(), 3, "{table}");
        let page = approver.get(YEAR).await.text;
        assert!(
            page.contains("終わっていないもの（0件）") && page.contains("過年度支出（令和7年度の会計）"),
            "{page}"
        );
    })
    .await;
}

#[tokio::test]
async fn nobody_is_received_between_the_looking_and_the_closing() {
    on_each_world("closing and receiving at once", async |world| {
        let programme = steps::published(&world, &[("closes_on", "令和7年3月31日")]).await;
        let hidamari = world.as_person("hidamari").await;
        let office = steps::office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let own = steps::complete(&world, &hidamari, &programme, office).await;
        last_day(&world);
        let hidamari = world.as_person("hidamari").await;
        let scope =
            Scope::tenant(steps::tenant(&world, "midorino").await, steps::account(&world, "approver").await);
        let year = FiscalYear::from_year(2024).unwrap();
        let close = async {
            let tx = world.app.store.write(&scope).await.unwrap();
            let closed = year_end::close(&tx, world.app.clock.id(), year, "", world.app.clock.now()).await;
            match closed {
                Ok(()) => {
                    tx.commit().await.unwrap();
                    true
                }
                Err(CloseError::Hindered(_)) => false,
                Err(error) => panic!("{error}"),
            }
        };
        let (closed, sent) = tokio::join!(close, steps::submit(&hidamari, &own));
        let received = sent.location() == format!("{own}/receipt");
        assert!(closed != received, "one of the two: closed {closed}, received {received}");
        let tx = world.app.store.read(&scope).await.unwrap();
        let tally = year_end::total(&year_end::of_year(&tx, year).await.unwrap());
        assert_eq!((tally.received, tally.holds()), (u64::from(received), true));
        assert_eq!(year_end::holds(&tx, year).await.unwrap(), closed);
    })
    .await;
}

#[tokio::test]
async fn no_query_of_a_year_reads_a_table_from_end_to_end() {
    on_each_world("plans of the sweep", async |world| {
        let scope = Scope::tenant_by_system(steps::tenant(&world, "midorino").await, "test");
        for (name, sql, more) in year_end::queries() {
            let tx = world.app.store.read(&scope).await.unwrap();
            let mut values: Vec<i64> = vec![50, 0, 50];
            values.truncate(more);
            let found = scans(&tx, &sql, 2024, &values).await;
            assert!(found.is_empty(), "{name}: {found:?}\n{sql}");
        }
    })
    .await;
}
