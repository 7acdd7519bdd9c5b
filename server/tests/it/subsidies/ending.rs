//! 待機の打切り: two people end a line at the year's end, everybody who waited gets a notice, and the year can be closed.

use super::{decided, packets, steps};
use crate::support::{World, on_each_world, pdf::Document};
use axum::http::StatusCode;
use chrono::{TimeDelta, TimeZone as _, Utc};
use domain::subsidies::Reason;
use store::{
    Scope, events, files, mails,
    subsidies::{
        endings::{self, Ended, Ending},
        notices,
        packets::{Closing, ClosingWay},
    },
};

#[tokio::test]
async fn who_waits_at_the_end_of_a_year_is_refused_by_two_people_and_the_year_is_closed() {
    on_each_world("the end of a line", async |world| {
        let rules = [("budget", "21,000"), ("exhaustion", "waitlist")];
        let programme = steps::published(&world, &rules).await;
        decided::granted(&world, &programme, "hidamari", "2970999013", "ひだまり").await;
        let tsubame = world.as_person("tsubame").await;
        let office = steps::office(&world, "tsubame", "2970999039", "つばめ", "292991", &["11"]).await;
        let own = steps::complete(&world, &tsubame, &programme, office).await;
        assert_eq!(steps::submit(&tsubame, &own).await.status, StatusCode::SEE_OTHER);
        let at = format!("/t/midorino/programmes/{programme}/waiting-end");
        let budget = format!("/t/midorino/programmes/{programme}/budget");
        let early = world.as_person("clerk").await.get(&at).await.text;
        assert!(early.contains("受付が終わってから行います"), "{early}");

        world.turn_to(Utc.with_ymd_and_hms(2025, 4, 1, 3, 0, 0).unwrap());
        let (clerk, approver) = (world.as_person("clerk").await, world.as_person("approver").await);
        let closing = "/t/midorino/year-end/2024/closing";
        let hindered = approver.post(closing, &[]).await;
        assert!(hindered.text.contains("理由を付けてまとめて打ち切れます"), "{}", hindered.text);
        let form = clerk.get(&at).await;
        assert!(form.text.contains("R6-0002") && form.text.contains("予算額に達し"), "{}", form.text);
        let bare = clerk.post(&at, &[("waits", "1"), ("reason", "　")]).await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bare.text.contains("不交付の理由を入力してください"), "{}", bare.text);
        let other = clerk.post(&at, &[("waits", "2"), ("reason", "予算の残りがないため")]).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            other.text.contains("いまは1件です") && other.text.contains("予算の残りがないため"),
            "{}",
            other.text
        );
        propose(&world, &at, &budget).await;
        assert_eq!(clerk.get(&format!("{at}/decision")).await.status, StatusCode::NOT_FOUND);

        let home = approver.get("/t/midorino").await.text;
        assert!(home.contains("待機の打切りの決裁"), "{home}");
        let page = approver.get(&budget).await.text;
        assert!(page.contains("待機の打切りを決裁する"), "{page}");
        let decision = format!("{at}/decision");
        let mark = approver.get(&decision).await.hidden("mark").unwrap();
        let back = [("waits", "1"), ("mark", mark.as_str()), ("act", "send_back"), ("note", "")];
        let bare = approver.post(&decision, &back).await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", bare.text);
        let back = [("waits", "1"), ("mark", mark.as_str()), ("act", "send_back"), ("note", "条文も書いて")];
        let sent = approver.post(&decision, &back).await;
        assert_eq!(sent.location(), format!("{budget}?done=ending_sent_back"), "{}", sent.text);
        let again = clerk.get(&at).await.text;
        assert!(again.contains("条文も書いて") && again.contains("予算の残りがないため"), "{again}");
        let tsubame = world.as_person("tsubame").await;
        assert!(tsubame.get(&own).await.text.contains("待機中"));

        world.wait(TimeDelta::minutes(1));
        propose(&world, &at, &budget).await;
        let stale = [("waits", "1"), ("mark", mark.as_str()), ("act", "approve")];
        let stale = approver.post(&decision, &stale).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", stale.text);
        let mark = approver.get(&decision).await.hidden("mark").unwrap();
        let yes = [("waits", "1"), ("mark", mark.as_str()), ("act", "approve")];
        let ended = approver.post(&decision, &yes).await;
        assert_eq!(ended.location(), format!("{budget}?done=ended"), "{}", ended.text);
        let page = approver.get(&budget).await.text;
        assert!(page.contains("一致しています") && !page.contains("待機している申請（"), "{page}");
        assert!(page.contains("予算の残りがないため"), "what was decided stays to be read: {page}");
        assert!(!approver.get("/t/midorino").await.text.contains("待機の打切りの決裁"));
        assert_eq!(approver.get(&decision).await.location(), budget, "once");

        server::jobs::drain(&world.app).await.unwrap();
        told(&world, own.rsplit('/').next().unwrap()).await;
        assert!(tsubame.get(&own).await.text.contains("不交付"));
        let closed = approver.post(closing, &[]).await;
        assert_eq!(closed.location(), "/t/midorino/year-end/2024?done=closed", "{}", closed.text);
    })
    .await;
}

#[tokio::test]
async fn an_end_that_was_decided_on_paper_is_recorded_with_its_sheet() {
    on_each_world("the end of a line on paper", async |world| {
        let rules = [("budget", "21,000"), ("exhaustion", "waitlist")];
        let programme = steps::published(&world, &rules).await;
        decided::granted(&world, &programme, "hidamari", "2970999013", "ひだまり").await;
        let tsubame = world.as_person("tsubame").await;
        let office = steps::office(&world, "tsubame", "2970999039", "つばめ", "292991", &["11"]).await;
        let own = steps::complete(&world, &tsubame, &programme, office).await;
        assert_eq!(steps::submit(&tsubame, &own).await.status, StatusCode::SEE_OTHER);
        world.turn_to(Utc.with_ymd_and_hms(2025, 4, 1, 3, 0, 0).unwrap());
        let (at, budget) = (
            format!("/t/midorino/programmes/{programme}/waiting-end"),
            format!("/t/midorino/programmes/{programme}/budget"),
        );
        propose(&world, &at, &budget).await;
        let (clerk, record) = (world.as_person("clerk").await, format!("{at}/record"));
        let denied = clerk.get(&record).await.text;
        assert!(denied.contains("権限がありません"), "nobody may by default: {denied}");
        packets::name_recorder(&world, "clerk").await;
        let paper = clerk.get(&format!("{at}/sheet.pdf")).await;
        Document::read(&paper.bytes).assert_says(&["待機の打切り", "R6-0002", "つばめ"]);

        let form = clerk.get(&record).await;
        let mark = form.hidden("mark").unwrap();
        let asked = [("waits", "1"), ("mark", mark.as_str()), ("on", "令和7年3月31日")];
        let empty = clerk.upload(&record, &asked, &[]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        for told in ["起案をまとめた日以後", "決裁者を入力してください", "写しを選んでください"]
        {
            assert!(empty.text.contains(told), "{told}: {}", empty.text);
        }
        let typed = [
            ("waits", "1"),
            ("mark", mark.as_str()),
            ("on", "令和7年4月1日"),
            ("by", "介護保険課長　緑野　太郎"),
            ("number", "みどり介起第90号"),
        ];
        let done = clerk.upload(&record, &typed, &[("sheet", "決裁.png", steps::PNG)]).await;
        assert_eq!(done.location(), format!("{budget}?done=ended"), "{}", done.text);
        let page = clerk.get(&budget).await.text;
        assert!(page.contains("みどり介起第90号") && page.contains("緑野"), "{page}");
        let scan = page.split("href=\"").find(|link| link.contains("/waiting-ends/")).unwrap();
        assert_eq!(clerk.get(scan.split('"').next().unwrap()).await.bytes, steps::PNG);
        server::jobs::drain(&world.app).await.unwrap();
        told(&world, own.rsplit('/').next().unwrap()).await;
        let scope = Scope::tenant_by_system(steps::tenant(&world, "midorino").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let id: uuid::Uuid = own.rsplit('/').next().unwrap().parse().unwrap();
        let events = events::of_subject(&tx, "application", id).await.unwrap();
        let refused = events.iter().find(|event| event.kind == "application.refused").unwrap();
        assert_eq!(refused.payload["outside"], true, "marked as recorded");
    })
    .await;
}

/// For the access matrix: an end of waiting that was decided on paper, with its sheet.
pub async fn recorded(world: &World, programme: &str) -> String {
    let tenant = steps::tenant(world, "midorino").await;
    let (clock, now) = (&world.app.clock, world.app.clock.now());
    let bytes = steps::PNG.to_vec();
    let sheet = world.app.storage.put(clock, tenant, None, "決裁.png", "image/png", bytes).await.unwrap();
    let clerk = steps::account(world, "clerk").await;
    let reason = Reason::parse("予算の残りがないため").unwrap();
    let by = "介護保険課長　緑野　太郎".to_owned();
    let way = ClosingWay::Outside { by, number: "みどり介起第90号".to_owned(), sheet: sheet.id };
    let ended = Ended {
        id: clock.id(),
        ending: Ending { reason, by: clerk, at: now },
        closing: Closing { by: clerk, at: now, on: clock.today(), way },
        refused: 1,
    };
    let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    files::add(&tx, &sheet).await.unwrap();
    endings::close(&tx, programme.parse().unwrap(), &ended, true).await.unwrap();
    tx.commit().await.unwrap();
    ended.id.to_string()
}

async fn propose(world: &World, at: &str, budget: &str) {
    let clerk = world.as_person("clerk").await;
    let typed = [("waits", "1"), ("reason", "予算の残りがないため")];
    let proposed = clerk.post(at, &typed).await;
    assert_eq!(proposed.location(), format!("{budget}?done=ending_proposed"), "{}", proposed.text);
}

/// The notice stands in the register with its file, and a mail says so.
async fn told(world: &World, application: &str) {
    let scope = Scope::tenant_by_system(steps::tenant(world, "midorino").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let id: domain::ids::ApplicationId = application.parse().unwrap();
    let notice = notices::of_application(&tx, id).await.unwrap().unwrap();
    assert!(notice.file.is_some() && notice.content.to_string().contains("予算の残りがないため"));
    let sent = mails::about(&tx, "application", id.uuid()).await.unwrap();
    let number = &notice.document_number;
    assert!(sent.iter().any(|one| one.mail.body.contains(number.as_str())), "{number}: {sent:?}");
}
