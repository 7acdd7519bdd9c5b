//! What is made of a year for others to read, one person's data, and records whose time is over.

use crate::{
    accounts::midorino,
    subsidies::{
        decided,
        review::{Received, done, propose, received_by},
        steps,
    },
    support::{Asker, World, on_each_world},
};
use axum::http::StatusCode;
use chrono::{TimeDelta, TimeZone as _, Utc};
use domain::email::Email;
use std::io::{Cursor, Read as _};
use store::{Scope, opt_outs, records};

const YEAR: &str = "/t/midorino/year-end/2024";
const DISPOSALS: &str = "/t/midorino/records/disposals";

/// The head of a row of みどり野市.
const ROW: &str = "<th scope=\"row\">みどり野市";

/// What a page says between the header and the footer.
fn content(page: &str) -> String {
    page.split("<main").nth(1).unwrap().split("<footer").next().unwrap().to_owned()
}

/// Three received, of which one is granted.
async fn three(world: &World) -> String {
    let programme = steps::published(world, &[]).await;
    decided::granted(world, &programme, "hidamari", "2970999013", "ひだまり").await;
    for (key, number, name, service) in
        [("tsubame", "2970999039", "つばめ", "11"), ("komorebi", "2970999021", "こもれび", "15")]
    {
        received_by(world, &programme, key, number, name, &[service]).await;
    }
    programme
}

#[tokio::test]
async fn the_execution_of_a_year_and_what_may_be_published_of_it() {
    on_each_world("execution and publication", async |world| {
        three(&world).await;
        let viewer = world.as_person("viewer").await;
        let execution = viewer.get(&format!("{YEAR}/execution")).await.text;
        for words in ["執行状況", "21,000円", "42,000円", "<svg"] {
            assert!(execution.contains(words), "{words}: {execution}");
        }
        let table = viewer.get(&format!("{YEAR}/execution/export?format=csv")).await.text;
        assert!(table.contains(",42000,21000,"), "asked for and decided: {table}");
        // One of each service: whoever knows the total knows nothing of any.
        let published = content(&viewer.get(&format!("{YEAR}/publication")).await.text);
        assert!(published.contains("＊") && !published.contains("ひだまり"), "{published}");
        let table = viewer.get(&format!("{YEAR}/publication/export?format=csv")).await.text;
        for service in ["居宅介護支援", "訪問介護", "通所介護"] {
            assert!(table.contains(&format!("サービス種類,{service},＊,＊,＊")), "{table}");
        }
        assert!(table.contains("合計,合計,3,1,21000") && !table.contains("つばめ"), "{table}");
    })
    .await;
}

#[tokio::test]
async fn a_prefecture_reads_the_numbers_that_it_was_told_and_nothing_else() {
    on_each_world("results of a county", async |world| {
        three(&world).await;
        let prefecture = world.as_person("prefecture").await;
        let county = prefecture.get("/t/midori-ken/county/2024").await.text;
        assert!(county.contains("まだ提出していない市区町村：") && county.contains("みどり野市"), "{county}");
        let clerk = world.as_person("clerk").await;
        let path = format!("{YEAR}/results");
        let sent = clerk.post_from(&path, &format!("{path}/sending"), &[]).await;
        assert_eq!(sent.location(), format!("{path}?done=sent"), "{}", sent.text);
        let county = prefecture.get("/t/midori-ken/county/2024").await.text;
        assert!(county.contains(ROW) && county.contains("21,000"), "{county}");
        let table = prefecture.get("/t/midori-ken/county/2024/export?format=csv").await.text;
        assert!(table.contains("みどり野市,") && !table.contains("ひだまり"), "{table}");
        for denied in ["/t/midorino/year-end/2024", "/t/midorino/county/2024", "/t/midorino/applications"] {
            assert_eq!(prefecture.get(denied).await.status, StatusCode::NOT_FOUND, "{denied}");
        }
        // Told again it takes the place of what was told.
        received_by(
            &world,
            &steps::published(&world, &[("title", "二つ目")]).await,
            "tsubame",
            "2970999047",
            "つばめ東",
            &["11"],
        )
        .await;
        let stale = clerk.get(&path).await.text;
        assert!(stale.contains("提出したあとに数字が変わっています"), "{stale}");
        clerk.post_from(&path, &format!("{path}/sending"), &[]).await;
        let county = prefecture.get("/t/midori-ken/county/2024").await.text;
        assert_eq!(county.matches(ROW).count(), 2, "two programmes: {county}");
    })
    .await;
}

#[tokio::test]
async fn the_budget_is_asked_for_on_two_pages_with_three_ways_of_thinking() {
    on_each_world("the paper that asks for a budget", async |world| {
        three(&world).await;
        let viewer = world.as_person("viewer").await;
        let page = viewer.get(&format!("{YEAR}/request?each=20%2C000&asked=high")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        for words in ["令和7年度の予算要求資料", "低位", "中位", "高位", "導入率"] {
            assert!(page.text.contains(words), "{words}: {}", page.text);
        }
        let wrong = viewer.get(&format!("{YEAR}/request?each=たくさん")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("value=\"たくさん\""), "{}", wrong.text);
        let pdf = viewer.get(&format!("{YEAR}/request.pdf?each=20000&asked=high")).await;
        assert!(pdf.bytes.starts_with(b"%PDF-"), "{}", pdf.status);
        let pages = String::from_utf8_lossy(&pdf.bytes);
        assert!(pages.contains("/Count 2"), "two pages");
    })
    .await;
}

const WHY: &str = "同じ経費に県の補助金を受けているため";

/// An application that two people refused; its notice is set.
async fn refused(world: &World, programme: &str, key: &str, number: &str, name: &str) -> Received {
    let received = received_by(world, programme, key, number, name, &["43"]).await;
    let (clerk, approver) = (world.as_person("clerk").await, world.as_person("approver").await);
    let desk = &received.desk;
    propose(&clerk, desk, "does_not_fit", &[("outcome", "refuse"), ("reason", WHY)]).await;
    done(&approver, desk, "decision", &[("act", "approve")], "decided").await;
    server::jobs::drain(&world.app).await.unwrap();
    received
}

async fn zip_of(asker: &Asker, path: &str) -> Vec<(String, Vec<u8>)> {
    let answer = asker.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let mut archive = zip::ZipArchive::new(Cursor::new(answer.bytes)).unwrap();
    (0..archive.len())
        .map(|place| {
            let mut file = archive.by_index(place).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

#[tokio::test]
async fn all_that_is_kept_of_one_person_is_one_file_and_nobody_elses() {
    on_each_world("one person's data", async |world| {
        three(&world).await;
        let scope = Scope::tenant_by_system(steps::tenant(&world, "midorino").await, "test");
        let tx = world.app.store.write(&scope).await.unwrap();
        let address = Email::parse("hinata@hidamari.example.jp").unwrap();
        let (id, now) = (world.app.clock.id(), world.app.clock.now());
        opt_outs::stop(&tx, id, &address, opt_outs::Basis::Told, now).await.unwrap();
        tx.commit().await.unwrap();
        let administrator = world.as_person("administrator").await;
        let found = administrator.get("/t/midorino/records/people?q=日向").await.text;
        let hidamari = steps::account(&world, "hidamari").await;
        let path = format!("/t/midorino/records/people/{hidamari}");
        assert!(found.contains(&path), "{found}");
        let page = administrator.get(&path).await.text;
        for words in [
            "株式会社ひだまり介護",
            "補助金の申請を受け付けました",
            "お知らせの配信停止",
            "完了画面.png",
            "申請しました",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(page.contains("<th scope=\"row\">R6-0001 "), "{page}");
        assert!(!page.contains("<th scope=\"row\">R6-0002 "), "what somebody else applied for: {page}");
        let files = zip_of(&administrator, &format!("{path}/data.zip")).await;
        assert!(files.iter().any(|(name, bytes)| name.starts_with("添付書類/") && bytes == steps::PNG));
        assert!(files.iter().filter(|(name, _)| name.ends_with("xlsx")).count() == 7, "a part each");
        let looks = administrator.get("/t/midorino/audit?noun=view").await.text;
        assert!(looks.contains("本人のデータ（開示）を保存しました"), "{looks}");
        // Somebody whom the municipality does not know is not there.
        let central = steps::account(&world, "central").await;
        let unknown = administrator.get(&format!("/t/midorino/records/people/{central}")).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_record_goes_when_its_time_is_over_and_two_people_say_so() {
    on_each_world("disposal", async |world| {
        let programme = steps::published(&world, &[]).await;
        // A grant whose money is still to move has no end.
        decided::granted(&world, &programme, "komorebi", "2970999021", "こもれび").await;
        let gone = refused(&world, &programme, "hidamari", "2970999013", "ひだまり").await;
        let other = refused(&world, &programme, "tsubame", "2970999039", "つばめ").await;
        // Refused in July 2024 with five years: kept until 31 March 2030.
        world.turn_to(Utc.with_ymd_and_hms(2030, 3, 31, 3, 0, 0).unwrap());
        let clerk = world.as_person("clerk").await;
        let early = clerk.get(DISPOSALS).await.text;
        assert!(early.contains("一覧に入っていない記録が0件"), "{early}");
        world.turn_to(Utc.with_ymd_and_hms(2030, 4, 1, 3, 0, 0).unwrap());
        let clerk = world.as_person("clerk").await;
        assert!(clerk.get(DISPOSALS).await.text.contains("一覧に入っていない記録が2件"));
        let made = clerk.post(&format!("{DISPOSALS}/new"), &[("note", "5年保存の満了分")]).await;
        let list = made.location().split('?').next().unwrap().to_owned();
        assert!(list.starts_with(&format!("{DISPOSALS}/0")), "{}", made.text);
        assert!(
            clerk.get(DISPOSALS).await.text.contains("一覧に入っていない記録が0件"),
            "in one list at a time"
        );

        // A longer class between the list and its approval: nothing goes, and what stayed is free for a later list.
        let class = async |years: &str| {
            let typed = [("programme", programme.as_str()), ("years", years)];
            clerk.post_from(DISPOSALS, "/t/midorino/records/retention", &typed).await
        };
        assert_eq!(class("10").await.location(), format!("{DISPOSALS}?done=retention"));
        let approver = world.as_person("approver").await;
        let done = approver.post(&format!("{list}/decision"), &[("act", "approve")]).await;
        assert_eq!(done.location(), format!("{list}?done=approved"), "{}", done.text);
        let page = approver.get(&list).await.text;
        assert_eq!(page.matches("一覧を作った後に動きがあったか").count(), 2, "{page}");
        class("5").await;
        let made = clerk.post(&format!("{DISPOSALS}/new"), &[]).await;
        let list = made.location().split('?').next().unwrap().to_owned();

        let page = approver.get(&format!("{list}/decision")).await.text;
        assert!(page.contains("R6-0002") && page.contains("R12.3.31"), "{page}");
        assert!(!page.contains("R6-0001"), "{page}");
        let vague = approver.post(&format!("{list}/decision"), &[]).await;
        assert_eq!(vague.status, StatusCode::UNPROCESSABLE_ENTITY);
        let keep = format!("keep.{}", other.id);
        let typed = [("act", "approve"), ("note", "確認済み"), (keep.as_str(), "係争中のため")];
        let done = approver.post(&format!("{list}/decision"), &typed).await;
        assert_eq!(done.location(), format!("{list}?done=approved"), "{}", done.text);
        let page = approver.get(&list).await.text;
        assert!(page.contains("保存を延長：係争中のため") && page.contains("廃棄済み"), "{page}");

        // The number, the office and the amount stay; what was said of people is gone, everywhere.
        let scope = Scope::tenant_by_system(midorino(&world).await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        assert!(records::gone(&tx, gone.id.into()).await.unwrap().is_some());
        assert!(records::gone(&tx, other.id.into()).await.unwrap().is_none());
        let left = store::testing::contents(&tx, &["applications", "attachments", "notices"]).await;
        drop(tx);
        let of = |table: usize, number: &str| -> String {
            left[table].1.iter().filter(|row| row.contains(number)).cloned().collect()
        };
        let (went, kept) = (of(0, "R6-0002"), of(0, "R6-0003"));
        assert!(!went.contains("日向") && went.contains("21000"), "{went}");
        assert!(kept.contains("日向"), "{kept}");
        assert_eq!(left[1].1.len(), 2, "two attachments of three are left: {left:?}");
        let (went, kept) = (of(2, "R6-0002"), of(2, "R6-0003"));
        assert!(went.contains("第2号") && !went.contains("日向") && kept.contains("日向"), "{went} {kept}");
        assert!(!went.contains(WHY) && kept.contains(WHY), "{went} {kept}");
        let tally = approver.get("/t/midorino/year-end/2024").await.text;
        assert!(tally.contains("受付3件 ＝"), "{tally}");
        let desk = clerk.get(&gone.desk).await;
        assert_eq!(desk.status, StatusCode::OK, "its page says what is left: {}", desk.text);
        let administrator = world.as_person("administrator").await;
        let history = administrator.get(&format!("/t/midorino/audit/applications/{}", gone.id)).await.text;
        assert!(history.contains("内容は廃棄されています") && history.contains("廃棄しました"), "{history}");
        assert!(administrator.get("/t/midorino/audit").await.status.is_success());
    })
    .await;
}

#[tokio::test]
async fn nobody_approves_the_list_that_they_made() {
    on_each_world("disposal by one person", async |world| {
        let (tenant, both) = (midorino(&world).await, steps::account(&world, "approver").await);
        let scope = Scope::tenant(tenant, both);
        let tx = world.app.store.write(&scope).await.unwrap();
        let id = world.app.clock.id();
        records::make(&tx, id, world.app.clock.today(), &[], "", world.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        let approver = world.as_person("approver").await;
        let path = format!("{DISPOSALS}/{id}/decision");
        let refused = approver.post(&path, &[("act", "approve")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("自分で作った一覧は承認できません"), "{}", refused.text);
        // The schema says it too.
        let forged = format!(
            "UPDATE disposals SET state = 'approved', decided_by = made_by WHERE id = {}",
            quoted(&world, &id.to_string())
        );
        let tx = world.app.store.read(&scope).await.unwrap();
        assert!(store::testing::refuses(&tx, &forged).await, "a check of the schema");
    })
    .await;
}

/// An id as the database's own literal.
fn quoted(world: &World, id: &str) -> String {
    match world.app.config.database {
        store::Settings::Sqlite(_) => format!("x'{}'", id.replace('-', "")),
        store::Settings::Postgres { .. } => format!("'{id}'"),
    }
}

/// A clerk proposes that old words of outreach go.
async fn proposes(world: &World, note: &str) {
    let scope = Scope::tenant(steps::tenant(world, "midorino").await, steps::account(world, "clerk").await);
    let until = world.app.clock.today() - TimeDelta::days(2_000);
    let tx = world.app.store.write(&scope).await.unwrap();
    records::propose_outreach(&tx, world.app.clock.id(), until, note, world.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn only_the_proposal_that_an_approver_has_read_takes_old_words_away() {
    on_each_world("old words read about", async |world| {
        const PAGE: &str = "/t/midorino/records/outreach";
        let (approver, decision) = (world.as_person("approver").await, format!("{PAGE}/decision"));
        proposes(&world, "最初の提案です。").await;
        let first = approver.get(PAGE).await.hidden("proposal").unwrap();
        let refusal = [("proposal", first.as_str()), ("act", "refuse"), ("note", "まだ使っています。")];
        let refused = approver.post_from(PAGE, &decision, &refusal).await;
        assert_eq!(refused.location(), format!("{PAGE}?done=refused"), "{}", refused.text);
        proposes(&world, "次の提案です。").await;
        let blind = [("proposal", first.as_str()), ("act", "approve")];
        let stale = approver.post_from(PAGE, &decision, &blind).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", stale.text);
        for words in ["提案が出し直されました", "次の提案です。"] {
            assert!(stale.text.contains(words), "{words}: {}", stale.text);
        }
        let second = stale.hidden("proposal").unwrap();
        let read = [("proposal", second.as_str()), ("act", "approve")];
        let answer = approver.post_from(PAGE, &decision, &read).await;
        assert_eq!(answer.location(), format!("{PAGE}?done=approved"), "{}", answer.text);
    })
    .await;
}
