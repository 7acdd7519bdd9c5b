//! Telling an account: looked over, saved after signing in again, seen by nobody without a trace.

use super::steps::{self, NUMBER};
use crate::{
    subsidies::steps as work,
    support::{Answer, Asker, World, on_each_world, program},
};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::ids::OfficeId;
use std::fmt::Write as _;
use store::{Scope, events, mails, payments::accounts as stored, views};

const HOLDER: &str = "カブシキガイシャヒダマリカイゴ";

fn form<'a>(number: &'a str, holder: &'a str, whose: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("way", "bank"),
        ("bank", "0993"),
        ("branch", "２"),
        ("kind", "1"),
        ("number", number),
        ("holder", holder),
        ("whose", whose),
        ("party", "office"),
    ]
}

async fn hidamari(world: &World) -> (Asker, OfficeId, String) {
    steps::banks(world).await;
    let office = work::office(world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
    let path = format!("/t/midorino/my/offices/{office}/account");
    (world.as_person("hidamari").await, office, path)
}

/// Looks it over and saves it, as the page of a check carries it on.
async fn save(asker: &Asker, path: &str, typed: &[(&str, &str)], recipient: &str) -> (Answer, Answer) {
    let check = asker.upload(path, typed, &[]).await;
    let seen = check.hidden("seen").unwrap_or_default();
    let carried = check.hidden("carried").unwrap_or_default();
    let mut pairs = typed.to_vec();
    pairs.extend([("seen", seen.as_str()), ("recipient", recipient), ("carried", &carried)]);
    let saved = asker.post_from(path, &format!("{path}/confirmation"), &pairs).await;
    (check, saved)
}

/// Every text of events and mails, and the log of addresses, in one.
async fn written(world: &World) -> String {
    let tx = steps::read(world).await;
    let mut all = String::new();
    for event in events::latest(&tx, 1000).await.unwrap() {
        writeln!(all, "{event:?}").unwrap();
    }
    drop(tx);
    all.push_str(&world.anybody().get("/outbox").await.text);
    all
}

#[tokio::test]
async fn an_account_is_looked_over_saved_sealed_and_seen_with_a_trace() {
    on_each_world("account told", async |world| {
        let (asker, office, path) = hidamari(&world).await;
        let typed = form(NUMBER, HOLDER, "applicant");
        // The branch is typed with one digit: the page says what is wrong and keeps everything.
        let wrong = asker.upload(&path, &typed, &[]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("支店コードは3桁の数字で入力してください"), "{}", wrong.text);
        assert!(wrong.text.contains(HOLDER) && wrong.text.contains(NUMBER));
        let mut typed = typed;
        typed[2] = ("branch", "009");
        let unknown = asker.upload(&path, &typed, &[]).await;
        assert!(
            unknown.text.contains("この支店コードは、この金融機関の一覧にありません"),
            "{}",
            unknown.text
        );
        typed[2] = ("branch", "002");
        let (check, _) = save(&asker, &path, &typed, "").await;
        assert!(check.text.contains("ｶ)ﾋﾀﾞﾏﾘｶｲｺﾞ") && check.text.contains("ミドリ銀行"), "{}", check.text);
        let tx = steps::read(&world).await;
        let party = stored::Party::Office(office);
        assert_eq!(stored::current(&tx, party).await.unwrap(), None, "nothing is saved without a choice");
        drop(tx);
        let (_, saved) = save(&asker, &path, &typed, "short").await;
        assert_eq!(saved.location(), format!("{path}?done=saved"), "{}", saved.text);

        let page = asker.get(&path).await.text;
        assert!(page.contains("●●●●321") && !page.contains(NUMBER), "masked, also for its owner: {page}");
        let tx = steps::read(&world).await;
        let account = stored::current(&tx, party).await.unwrap().unwrap();
        assert!(!account.sealed.contains(NUMBER) && account.masked == "●●●●321");
        let told = mails::about(&tx, "bank_account", account.id.uuid()).await.unwrap();
        assert_eq!(told.len(), 1, "everybody who speaks for the office is told");
        drop(tx);

        // An approver opens the whole of it: that is kept, and the masked page keeps nothing.
        let approver = world.as_person("approver").await;
        let officers = format!("/t/midorino/offices/{office}/account");
        assert!(!approver.get(&officers).await.text.contains(NUMBER));
        let seen = async || {
            let tx = steps::read(&world).await;
            views::of_subject(&tx, "bank_account", account.id.uuid()).await.unwrap().len()
        };
        assert_eq!(seen().await, 0);
        let whole = approver.get(&format!("{officers}/whole")).await.text;
        assert!(whole.contains(NUMBER) && whole.contains("ｶ)ﾋﾀﾞﾏﾘｶｲｺﾞ"), "{whole}");
        assert_eq!(seen().await, 1);
        let all = written(&world).await;
        assert!(!all.contains(NUMBER) && !all.contains(HOLDER), "in an event or a mail");
    })
    .await;
}

#[tokio::test]
async fn a_change_needs_signing_in_again_and_is_held_and_told() {
    on_each_world("account changed", async |world| {
        let (asker, office, path) = hidamari(&world).await;
        let mut typed = form(NUMBER, "ヒダマリカイゴ", "applicant");
        typed[2] = ("branch", "002");
        let (_, saved) = save(&asker, &path, &typed, "written").await;
        assert_eq!(saved.location(), format!("{path}?done=saved"), "{}", saved.text);

        world.wait(TimeDelta::minutes(16));
        typed[4] = ("number", "1112223");
        let (check, sent_away) = save(&asker, &path, &typed, "written").await;
        assert!(check.text.contains("3日間は振り込みません"), "{}", check.text);
        let to = sent_away.location().to_owned();
        assert!(to.starts_with("/sign-in?next=/kept/"), "{to}: {} {}", sent_away.status, sent_away.text);
        let kept = to.split("next=").nth(1).unwrap().to_owned();
        // Signed in again: what was typed is there, and one button sends it.
        let asker = world.as_person("hidamari").await;
        let form = asker.get(&kept).await;
        assert!(form.text.contains("1112223"), "{}", form.text);
        let mut pairs = typed.clone();
        let seen = form.hidden("seen").unwrap();
        pairs.extend([("seen", seen.as_str()), ("recipient", "written")]);
        let saved = asker.post_from(&path, &format!("{path}/confirmation"), &pairs).await;
        assert_eq!(saved.location(), format!("{path}?done=saved"), "{}", saved.text);
        let tx = steps::read(&world).await;
        let account = stored::current(&tx, stored::Party::Office(office)).await.unwrap().unwrap();
        assert_eq!(account.usable_on, world.app.clock.today() + TimeDelta::days(3));
        assert_eq!((account.version, account.masked.as_str()), (2, "●●●●223"));
        drop(tx);
        // Whoever had looked at the account before sends nothing over it.
        let late = asker.post_from(&path, &format!("{path}/confirmation"), &pairs).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
    })
    .await;
}

#[tokio::test]
async fn another_holder_needs_a_proxy_and_yucho_becomes_an_account() {
    on_each_world("account of another", async |world| {
        let (asker, office, path) = hidamari(&world).await;
        let typed = [
            ("way", "yucho"),
            ("symbol", "10380"),
            ("passbook", "76543211"),
            ("holder", "トクテイヒエイリカツドウホウジンヒダマリノカイゴシエンヲスルナカマノカイ＆"),
            ("whose", "another"),
            ("party", "office"),
        ];
        let missing = asker.upload(&path, &typed, &[]).await;
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(missing.text.contains("委任状のファイルを選んでください"), "{}", missing.text);
        let check = asker.upload(&path, &typed, &[("proxy", "委任状.png", work::PNG)]).await;
        assert!(check.text.contains("〇三八店") && check.text.contains(NUMBER), "{}", check.text);
        assert!(
            check.text.contains("振込データに書けません") && check.text.contains("「&amp;」"),
            "{}",
            check.text
        );
        let (seen, carried) = (check.hidden("seen").unwrap(), check.hidden("carried").unwrap());
        let mut pairs = typed.to_vec();
        pairs.extend([("seen", seen.as_str()), ("carried", &carried), ("recipient", "later")]);
        let saved = asker.post_from(&path, &format!("{path}/confirmation"), &pairs).await;
        assert_eq!(saved.location(), format!("{path}?done=saved"), "{}", saved.text);

        // Before it is paid an officer says how it is written, in thirty bytes at most.
        let clerk = world.as_person("clerk").await;
        let officers = format!("/t/midorino/offices/{office}/account");
        let masked = clerk.get(&officers).await.text;
        assert!(masked.contains("受取人名の書き方を決めてください"), "{masked}");
        let settle = async |name: &str| {
            let page = clerk.get(&format!("{officers}/recipient")).await;
            let version = page.hidden("version").unwrap();
            let typed = [("version", version.as_str()), ("recipient", name)];
            clerk.post(&format!("{officers}/recipient"), &typed).await
        };
        let long = settle("トクヒ）ヒダマリノカイゴシエンヲスルナカマノカイミドリノ").await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(long.text.contains("半角30文字まで"), "{}", long.text);
        let done = settle("トクヒ）ヒダマリノカイゴシエン").await;
        assert_eq!(done.location(), format!("{officers}?done=recipient"), "{}", done.text);
        let proxy = clerk.get(&format!("{officers}/proxy")).await;
        assert_eq!(proxy.bytes, work::PNG);
        let scope = Scope::tenant_by_system(work::tenant(&world, "midorino").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let history = stored::history(&tx, stored::Party::Office(office)).await.unwrap();
        assert_eq!(history.len(), 2, "a change is a new row, and the old one is kept");
    })
    .await;
}

#[tokio::test]
async fn a_list_of_banks_is_loaded_whole_or_not_at_all() {
    on_each_world("banks loaded", async |world| {
        let clerk = world.as_person("clerk").await;
        let path = "/t/midorino/bank-branches";
        let good = "金融機関コード,カナ,名称,支店コード,カナ,名称\n0993,ミドリ,みどり銀行,1,ホンテン,本店\n";
        let bad = format!("{good}0993,ミドリ,みどり銀行,002,駅前,駅前支店\n");
        let refused = clerk.upload(path, &[], &[("file", "banks.csv", bad.as_bytes())]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("3行目：カナ名に使えない文字があります"), "{}", refused.text);
        assert!(refused.text.contains("まだ読み込んでいません"), "{}", refused.text);
        let done = clerk.upload(path, &[], &[("file", "banks.csv", good.as_bytes())]).await;
        assert_eq!(done.location(), format!("{path}?done=loaded"), "{}", done.text);
        assert!(clerk.get(done.location()).await.text.contains("一覧を読み込みました（1店舗）"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_stands_in_no_log() {
    on_each_world("account in no log", async |world| {
        let (_, office, path) = hidamari(&world).await;
        let (mut serving, address) = program::serve(&world, &[]).await;
        let asker = Asker::over(address).becomes("hidamari").await;
        let mut typed = form(NUMBER, HOLDER, "applicant");
        typed[2] = ("branch", "002");
        let (_, saved) = save(&asker, &path, &typed, "short").await;
        assert_eq!(saved.location(), format!("{path}?done=saved"), "{}", saved.text);
        let clerk = Asker::over(address).becomes("clerk").await;
        let whole = clerk.get(&format!("/t/midorino/offices/{office}/account/whole")).await;
        assert!(whole.text.contains(NUMBER), "{}", whole.text);
        serving.stop().await;
        let said = serving.said();
        assert!(said.contains("/t/{tenant}/offices/{office}/account/whole"), "{said}");
        for canary in [NUMBER, HOLDER, "ﾋﾀﾞﾏﾘｶｲｺﾞ"] {
            assert!(!said.contains(canary), "{canary}: {said}");
        }
    })
    .await;
}
