//! 延岡市 R5 and 横浜市 H28 (domain.md §3.3), played: neither can happen without an alarm that everybody sees and that is
//! mailed, and neither year can be closed over it.

use crate::{
    subsidies::{decided, steps},
    support::{World, on_each_world},
};
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, TimeZone as _, Utc};
use domain::{
    fiscal_year::FiscalYear,
    ids::{ApplicationId, OfficeId},
    subsidies::{Answers, Arrival, Way},
};
use server::jobs;
use store::{
    Scope, mails,
    subsidies::{applications, programmes},
    testing::{add_office, tamper},
};

/// Noon in Japan.
fn noon(year: i32, month: u32, day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(year, month, day, 3, 0, 0).unwrap()
}

const EVERYBODY: [&str; 4] = ["clerk", "approver", "viewer", "administrator"];

/// Whether everybody's home says this.
async fn everybody_sees(world: &World, words: &str) {
    for person in EVERYBODY {
        let home = world.as_person(person).await.get("/t/midorino").await.text;
        assert!(home.contains("notice--error") && home.contains(words), "{person}: {home}");
    }
}

/// The mails that told of alarms so far: recipients and texts.
async fn told(world: &World) -> Vec<(String, String)> {
    let tenant = steps::tenant(world, "midorino").await;
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let mails = mails::about(&tx, "alarm", tenant.uuid()).await.unwrap();
    mails.into_iter().map(|stored| (stored.mail.recipient_name, stored.mail.body)).collect()
}

async fn a_day_begins(world: &World) {
    jobs::plan_today(&world.app).await.unwrap();
    jobs::drain(&world.app).await.unwrap();
}

#[tokio::test]
async fn nobeoka_an_application_that_waits_for_the_budget_is_not_forgotten_over_the_year() {
    on_each_world("the accident of 延岡", async |world| {
        let programme = steps::published(&world, &[("budget", "21,000"), ("exhaustion", "waitlist")]).await;
        let first = decided::granted(&world, &programme, "hidamari", "2970999013", "ひだまり").await;
        // The budget is uncertain: whoever comes now waits, and nobody looks at it again.
        let tsubame = world.as_person("tsubame").await;
        let office = steps::office(&world, "tsubame", "2970999039", "つばめ", "292991", &["11"]).await;
        let own = steps::complete(&world, &tsubame, &programme, office).await;
        assert_eq!(steps::submit(&tsubame, &own).await.status, StatusCode::SEE_OTHER);
        let home = world.as_person("clerk").await.get("/t/midorino").await.text;
        let equation = "受付2件 ＝ 交付決定1件 ＋ 不交付決定0件 ＋ 取下げ0件 ＋ 決定前1件";
        assert!(home.contains(equation) && !home.contains("notice--error"), "{home}");

        for day in [noon(2025, 4, 1), noon(2025, 10, 31)] {
            world.turn_to(day);
            everybody_sees(&world, "令和6年度が終わったのに、決定していない申請が1件あります").await;
            let before = told(&world).await.len();
            a_day_begins(&world).await;
            let mails = told(&world).await;
            assert_eq!(mails.len() - before, 4, "clerks, approver, administrator: {mails:?}");
            assert!(mails.iter().all(|(_, text)| text.contains("令和6年度が終わったのに")), "{mails:?}");
            let approver = world.as_person("approver").await;
            let closing = "/t/midorino/year-end/2024/closing";
            let refused = approver.post(closing, &[]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.text.contains("待機の申請が1件あります"), "{}", refused.text);
            let sweep = approver.get("/t/midorino/year-end/2024").await.text;
            assert!(sweep.contains("R6-0002") && sweep.contains("つばめ"), "{sweep}");
        }
        // What was granted and never paid is not forgotten either.
        let words = "交付決定の後、60日を過ぎても審査・決裁・支払いが進んでいないものが1件あります";
        everybody_sees(&world, words).await;

        // Once it is decided the alarm is silent, and the year can be closed.
        let tsubame = world.as_person("tsubame").await;
        tsubame.post(&format!("{own}/withdrawal"), &[]).await;
        let approver = world.as_person("approver").await;
        let home = approver.get("/t/midorino").await.text;
        assert!(!home.contains("notice--error"), "{home}");
        let closed = approver.post("/t/midorino/year-end/2024/closing", &[]).await;
        assert_eq!(closed.location(), "/t/midorino/year-end/2024?done=closed", "{}", closed.text);
        assert!(approver.get(&first.desk).await.status.is_success());
    })
    .await;
}

/// 88 of 90 papers that came by post on 2 July are entered; none is received yet.
async fn entered(world: &World, programme: &str, papers: std::ops::Range<u32>) -> Vec<ApplicationId> {
    let (tenant, clerk) = (steps::tenant(world, "midorino").await, steps::account(world, "clerk").await);
    let tx = world.app.store.write(&Scope::tenant(tenant, clerk)).await.unwrap();
    let programme = programmes::find(&tx, programme.parse().unwrap()).await.unwrap().unwrap();
    let mut drafts = Vec::new();
    for paper in papers {
        let (office, id): (OfficeId, ApplicationId) = (world.app.clock.id(), world.app.clock.id());
        let number = (2_970_300_000 + paper).to_string();
        add_office(&tx, office, &number, "ひだまり", "292991", &["43"]).await;
        let draft = applications::NewDraft {
            id,
            programme: programme.id,
            rules: programme.current.as_ref().unwrap().id,
            office,
            account: clerk,
            arrival: Some(Arrival { on: NaiveDate::from_ymd_opt(2024, 7, 2).unwrap(), way: Way::Post }),
            fiscal_year: FiscalYear::parse("R6").unwrap(),
            answers: Answers::default(),
        };
        applications::begin(&tx, draft, world.app.clock.now()).await.unwrap();
        drafts.push(id);
    }
    tx.commit().await.unwrap();
    drafts
}

#[tokio::test]
async fn yokohama_two_of_ninety_papers_that_were_never_forwarded_are_missed_the_same_day() {
    on_each_world("the accident of 横浜", async |world| {
        let programme = steps::published(&world, &[]).await;
        let clerk = world.as_person("clerk").await;
        let typed = [("on", "Ｒ６．７．２"), ("way", "post"), ("count", "９０")];
        let counted = clerk.post_from("/t/midorino/arrivals", "/t/midorino/arrivals/count", &typed).await;
        assert_eq!(counted.location(), "/t/midorino/arrivals?done=counted", "{}", counted.text);
        let drafts = entered(&world, &programme, 0..88).await;
        everybody_sees(&world, "2件が入力されていません").await;
        a_day_begins(&world).await;
        assert!(told(&world).await.iter().all(|(_, text)| text.contains("2件が入力されていません")));
        let book = clerk.get("/t/midorino/arrivals").await.text;
        assert!(book.contains("2件足りません"), "{book}");

        // Two more are found: nothing is missing, and what was begun is not forgotten either.
        entered(&world, &programme, 88..90).await;
        let home = clerk.get("/t/midorino").await.text;
        assert!(!home.contains("入力されていません"), "{home}");
        world.turn_to(noon(2024, 7, 12));
        let home = world.as_person("viewer").await.get("/t/midorino").await.text;
        assert!(home.contains("受け付けていない申請が90件あります（最も古いものは10日前の到達）"), "{home}");
        world.turn_to(noon(2025, 3, 31));
        let approver = world.as_person("approver").await;
        let refused = approver.post("/t/midorino/year-end/2024/closing", &[]).await;
        assert!(refused.text.contains("受け付けていない紙の申請が90件あります"), "{}", refused.text);
        let clerk = world.as_person("clerk").await;
        let sweep = clerk.get("/t/midorino/year-end/2024?kind=paper&page=2").await.text;
        assert!(sweep.contains("全90件のうち51〜90件目"), "{sweep}");
        assert!(drafts.iter().any(|id| sweep.contains(&format!("/behalf/{id}"))), "{sweep}");
        let table = clerk.get("/t/midorino/year-end/2024/export?format=csv").await;
        assert_eq!(table.text.lines().count(), 91, "{}", table.text);
    })
    .await;
}

#[tokio::test]
async fn a_receipt_that_is_lost_from_the_database_is_named_on_every_home() {
    on_each_world("a lost receipt", async |world| {
        let programme = steps::published(&world, &[]).await;
        for (key, number) in [("hidamari", "2970999013"), ("tsubame", "2970999039")] {
            let asker = world.as_person(key).await;
            let office = steps::office(&world, key, number, key, "292991", &["43"]).await;
            let own = steps::complete(&world, &asker, &programme, office).await;
            assert_eq!(steps::submit(&asker, &own).await.status, StatusCode::SEE_OTHER);
        }
        let lost = "UPDATE applications SET receipt_seq = NULL, receipt_number = NULL, stage = 'draft'
                    WHERE receipt_number = 'R6-0001'";
        assert_eq!(tamper(&world.app.config.database, lost).await, 1);
        everybody_sees(&world, "1件の行方が分かりません（R6-0001）").await;
        let home = world.as_person("viewer").await.get("/t/midorino").await.text;
        assert!(home.contains("受付2件 ≠") && home.contains("不一致"), "{home}");
        world.turn_to(noon(2025, 3, 31));
        let approver = world.as_person("approver").await;
        let refused = approver.post("/t/midorino/year-end/2024/closing", &[]).await;
        assert!(refused.text.contains("受付数が合いません"), "{}", refused.text);

        // The last number of all is missed as well, which no later one stands after.
        let newest = lost.replace("R6-0001", "R6-0002");
        assert_eq!(tamper(&world.app.config.database, &newest).await, 1);
        everybody_sees(&world, "2件の行方が分かりません（R6-0001、R6-0002）").await;
    })
    .await;
}
