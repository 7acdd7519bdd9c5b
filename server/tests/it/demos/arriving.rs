//! Coming without an account: the public page, the line of those who wait, the desk at the door, the report.

use super::{calendars, lines, steps};
use crate::{
    subsidies::steps as desk,
    support::{World, on_each_world},
};
use axum::http::StatusCode;
use chrono::{TimeZone as _, Utc};
use domain::{demos::FILLING, ids::DemoId};
use server::jobs;

const FORM: &[(&str, &str)] = &[
    ("office_name", "ひまわりデイサービス"),
    ("people", "２人"),
    ("name", "向井 葵"),
    ("email", "mukai@himawari.example.jp"),
    ("question", "費用は毎年かかりますか"),
];

fn typed<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = FORM.iter().filter(|(name, _)| !changes.iter().any(|(own, _)| own == name)).copied();
    kept.chain(changes.iter().copied()).collect()
}

#[tokio::test]
async fn an_office_without_an_account_registers_waits_is_offered_places_and_takes_them() {
    on_each_world("coming by a link", async |world| {
        steps::federation(&world).await;
        let demo = steps::confirmed(&world, 3).await;
        let anybody = world.anybody();
        let path = format!("/t/midorino/guide/demos/{demo}");
        assert!(anybody.get("/t/midorino/guide/demos").await.text.contains(&path), "it is listed");
        assert_eq!(anybody.get(&format!("/t/misaki/guide/demos/{demo}")).await.status, StatusCode::NOT_FOUND);
        let wrong = anybody.post(&path, &typed(&[("people", "四人"), ("email", "a")])).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("value=\"四人\"") && wrong.text.contains("費用は毎年かかりますか"));
        let done = anybody.post(&path, FORM).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let own = done.location().split('?').next().unwrap().to_owned();
        let page = anybody.get(done.location()).await.text;
        assert!(page.contains("申込みを受け付けました") && page.contains("0019"), "{page}");
        let again = anybody.post(&path, FORM).await;
        assert!(again.text.contains("すでに申込みをしています"), "{}", again.text);

        // The last place can be held before anything else is typed, and is nobody else's for ten minutes.
        let step = anybody.get(&path).await.text;
        assert!(step.contains("先に席を取る") && !step.contains("この内容で申し込む"), "{step}");
        let token = step.split("name=\"hold\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let wrong = anybody.post(&path, &[("act", "hold"), ("hold", token), ("people", "一人")]).await;
        assert!(
            wrong.text.contains("value=\"一人\"") && wrong.text.contains("先に席を取る"),
            "{}",
            wrong.text
        );
        for _ in 0..2 {
            let held = anybody.post(&path, &[("act", "hold"), ("hold", token), ("people", "1")]).await;
            assert_eq!(held.location(), format!("{path}?hold={token}"), "{}", held.text);
        }
        let form = anybody.get(&format!("{path}?hold={token}")).await.text;
        assert!(form.contains("1人分の席を") && form.contains("この内容で申し込む"), "{form}");
        assert!(anybody.get(&path).await.text.contains("ほかの方が入力中のため"));
        // Who is still typing is not among those who come.
        let list = world.as_person("clerk").await.get("/t/midorino/demos").await.text;
        assert!(list.contains("2 / 3") && list.contains("ほかに入力中 1"), "{list}");
        world.wait(FILLING);
        jobs::drain(&world.app).await.unwrap();
        let over = anybody.get(&format!("{path}?hold={token}")).await.text;
        assert!(over.contains("10分）が過ぎました") && over.contains("先に席を取る"), "{over}");

        // Two do not fit any more; who says so waits.
        let other =
            [("office_name", "つくし訪問看護"), ("name", "筑紫 恵"), ("email", "tsukushi@example.jp")];
        let full = anybody.post(&path, &typed(&other)).await;
        assert!(full.text.contains("空きはあと1人です"), "{}", full.text);
        assert!(full.text.contains("name=\"wait\" value=\"yes\" checked"), "one press more waits");
        let mut waits = typed(&other);
        waits.extend([("wait", "yes"), ("hold", token)]);
        let waiting = anybody.post(&path, &waits).await;
        assert!(waiting.location().ends_with("?done=waits"), "{}", waiting.text);
        let line = waiting.location().split('?').next().unwrap().to_owned();
        let back = anybody.get(&format!("{path}?hold={token}")).await.text;
        assert!(back.contains("申込みは済んでいます") && back.contains(&line), "{back}");
        assert!(!back.contains("10分）が過ぎました"), "{back}");
        let standing = anybody.get(&line).await.text;
        assert!(standing.contains("キャンセル待ちの1番目です"));
        assert!(!standing.contains("calendar.ics") && !standing.contains("受付番号　"), "{standing}");
        let past = anybody.post(&line, &[("act", "take")]).await;
        assert!(past.text.contains("いま確保できる席はありません"), "{}", past.text);
        let old = typed(&[("version", "0"), other[0], other[1], other[2]]);
        assert!(anybody.post(&line, &old).await.text.contains("申込みが変わりました"));
        let unknown = typed(&[("office_number", "2970999120"), ("email", "a@example.jp")]);
        assert!(anybody.post(&path, &unknown).await.text.contains("事業所台帳にありません"));
        let clerk = world.as_person("clerk").await;
        let list = clerk.get(&format!("/t/midorino/demos/{demo}/participants")).await.text;
        assert!(list.contains("1団体・2人") && list.contains("つくし訪問看護"), "{list}");

        let gone = anybody.post(&format!("{own}/cancellation"), &[]).await;
        assert_eq!(gone.location(), own);
        assert!(anybody.get(&own).await.text.contains("取り消されています"));
        jobs::drain(&world.app).await.unwrap();
        let mails = steps::mails(&world, "midori-kokuhoren", demo).await;
        let offer = mails
            .iter()
            .find(|(to, subject, _)| to == "tsukushi@example.jp" && subject.contains("席が空きました"));
        assert!(offer.is_some_and(|(_, _, body)| body.contains(&line)), "{mails:?}");
        let page = anybody.get(&line).await.text;
        assert!(page.contains("取り置いています") && page.contains("value=\"take\""), "{page}");
        // Who did not take what is offered is not among those who come, and what is left is less by them.
        let list = clerk.get("/t/midorino/demos").await.text;
        assert!(list.contains("0 / 3") && list.contains("ほかに取り置き中 2"), "{list}");
        let page = clerk.get(&format!("/t/midorino/demos/{demo}")).await.text;
        assert!(page.contains("1件（うち2人分の席を取り置き中）") && page.contains("あと1人"), "{page}");
        let offered = anybody.post(&line, &[("act", "take")]).await;
        assert!(offered.location().ends_with("?done=taken"), "{}", offered.text);
        assert!(anybody.get(&line).await.text.contains("受付で読み取るQRコード"));
        let ics = anybody.get(&format!("{line}/calendar.ics")).await.text;
        assert!(ics.contains(&format!("UID:demo-{demo}@hiromeru")), "{ics}");
        another_day(&world, demo, &line).await;
    })
    .await;
}

/// Another day is one step. Where that has no room, everything stays as it is.
async fn another_day(world: &World, demo: DemoId, line: &str) {
    let anybody = world.anybody();
    let other = steps::requested(world).await;
    assert_eq!(steps::confirm(world, other, "2", 0, "1").await.status, StatusCode::SEE_OTHER);
    let (switch, to) = (format!("{line}/switch"), other.to_string());
    let chosen = format!("{switch}?to={other}");
    assert!(anybody.get(line).await.text.contains(&switch), "its page leads there");
    assert!(anybody.get(&switch).await.text.contains(&chosen));
    let full = anybody.post_from(&chosen, &switch, &[("to", to.as_str()), ("people", "２")]).await;
    assert!(full.text.contains("あと1人です") && full.text.contains("そのまま残っています"), "{}", full.text);
    assert!(full.text.contains("value=\"２\""), "{}", full.text);
    assert!(steps::codes(world, other).await.is_empty());
    assert!(anybody.get(line).await.text.contains("つくし訪問看護　2人"));
    let gone = anybody.post_from(&chosen, &switch, &[("to", to.as_str()), ("people", "1")]).await;
    assert_eq!(gone.location(), format!("{line}?done=switched"), "{}", gone.text);
    let page = anybody.get(gone.location()).await.text;
    assert!(page.contains("別の回に変えました") && page.contains("9月19日"), "{page}");
    assert!(steps::codes(world, demo).await.is_empty(), "the places of before are free");
    let told = calendars::invitations(world, "tsukushi@example.jp", "デモ・説明会").await;
    for (method, session) in [("CANCEL", demo), ("REQUEST", other)] {
        let uid = format!("demo-{session}@hiromeru");
        let is_told = told.iter().any(|(asked, read)| asked == method && read.get(0, "UID") == uid);
        assert!(is_told, "{method} {uid}: {told:?}");
    }
    Box::pin(lines::full_elsewhere(world, (demo, other), line)).await;
}

#[tokio::test]
async fn where_no_registration_is_needed_nobody_registers_and_what_is_not_public_is_not_there() {
    on_each_world("ways of letting in", async |world| {
        steps::federation(&world).await;
        let demo = steps::confirmed(&world, 60).await;
        let clerk = world.as_person("clerk").await;
        let anybody = world.anybody();
        let path = format!("/t/midorino/guide/demos/{demo}");
        let admission = format!("/t/midorino/demos/{demo}/admission");
        let wrong = clerk.post(&admission, &[("admission", "first"), ("until", "令和6年9月19日")]).await;
        assert!(wrong.text.contains("開催の日（令和6年9月18日）か、その前の日"), "{}", wrong.text);
        let form = [
            ("version", "0"),
            ("admission", "first"),
            ("public", "yes"),
            ("note", "内容が変わることがあります。"),
        ];
        assert_eq!(clerk.post(&admission, &form).await.status, StatusCode::SEE_OTHER);
        let page = anybody.get(&path).await.text;
        assert!(page.contains("先着60名です") && page.contains("内容が変わることがあります。"), "{page}");
        assert!(!page.contains("この内容で申し込む"));
        let stale = clerk.post(&admission, &[("version", "0"), ("admission", "open")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        for words in ["申込みの要否", "内容が変わることがあります。"] {
            assert!(stale.text.contains(words), "what differs: {words} {}", stale.text);
        }
        let mori = world.as_person("federation").await;
        let theirs = format!("/t/midori-kokuhoren/demos/{demo}/admission");
        let hidden = [("version", "1"), ("admission", "registration"), ("each", "2")];
        assert_eq!(mori.post(&theirs, &hidden).await.status, StatusCode::SEE_OTHER);
        assert_eq!(anybody.get(&path).await.status, StatusCode::NOT_FOUND);
        let hidamari = world.as_person("hidamari").await;
        let many = steps::register(&hidamari, demo, &[("people", "3")]).await;
        assert!(many.text.contains("1つの事業所につき2人まで"), "{}", many.text);
    })
    .await;
}

#[tokio::test]
async fn what_an_organiser_asks_besides_is_replied_to_in_every_form_and_told_to_those_at_the_door() {
    on_each_world("asked besides", async |world| {
        steps::federation(&world).await;
        let demo = steps::confirmed(&world, 60).await;
        let (clerk, anybody) = (world.as_person("clerk").await, world.anybody());
        let admission = format!("/t/midorino/demos/{demo}/admission");
        let asks = [
            ("version", "0"),
            ("admission", "registration"),
            ("public", "yes"),
            ("prompt_1_asked", "車で来ますか"),
            ("prompt_1_kind", "yes_no"),
            ("prompt_1_needed", "yes"),
            ("prompt_2_asked", "使っている介護ソフト"),
            ("prompt_2_kind", "choice"),
            ("prompt_2_options", "甲ソフト"),
        ];
        let alone = clerk.post(&admission, &asks).await;
        assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(alone.text.contains("聞くこと2の選択肢は、1行に1つずつ、2つ以上"), "{}", alone.text);
        assert!(alone.text.contains("車で来ますか"), "nothing typed is lost: {}", alone.text);
        let mut asks = asks.to_vec();
        asks.pop();
        asks.push(("prompt_2_options", "甲ソフト\n乙ソフト"));
        assert_eq!(clerk.post(&admission, &asks).await.status, StatusCode::SEE_OTHER);

        let path = format!("/t/midorino/guide/demos/{demo}");
        let form = anybody.get(&path).await.text;
        assert!(form.contains("車で来ますか") && form.contains("乙ソフト"), "{form}");
        let who = [
            ("office_name", "つばめ介護"),
            ("people", "2"),
            ("name", "燕 美咲"),
            ("email", "tsubame@tsubame.example.jp"),
            ("reply_2", "乙ソフト"),
        ];
        let silent = anybody.post(&path, &who).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(silent.text.contains("「車で来ますか」に答えてください"), "{}", silent.text);
        assert!(silent.text.contains("value=\"つばめ介護\""), "nothing typed is lost: {}", silent.text);
        let said = |reply| who.into_iter().chain([("reply_1", reply)]).collect::<Vec<_>>();
        let done = anybody.post(&path, &said("はい")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let own = done.location().split('?').next().unwrap().to_owned();
        assert!(anybody.post(&own, &said("いいえ")).await.location().ends_with("?done=changed"));
        // Whoever telephoned is registered with what they said.
        let told = [("office_name", "みなと"), ("people", "1"), ("name", "港 翔"), ("phone", "0741-00-2000")];
        let entry = format!("/t/midorino/demos/{demo}/registrations/new");
        assert_eq!(clerk.post(&entry, &told).await.status, StatusCode::SEE_OTHER);
        // An office that signed in is asked the same.
        let hidamari = world.as_person("hidamari").await;
        let unsaid = steps::register(&hidamari, demo, &[("people", "1")]).await;
        assert!(unsaid.text.contains("「車で来ますか」に答えてください"), "{}", unsaid.text);

        let list = clerk.get(&format!("/t/midorino/demos/{demo}/participants")).await.text;
        assert!(
            list.contains("車で来ますか：いいえ") && list.contains("使っている介護ソフト：乙ソフト"),
            "{list}"
        );
        // What is asked otherwise is not replied to by a form that asks as before; what was said stays.
        let mut other = asks.clone();
        other.retain(|(name, _)| !["prompt_1_asked", "version"].contains(name));
        other.extend([("prompt_1_asked", "駐車場を使いますか"), ("version", "1")]);
        assert_eq!(clerk.post(&admission, &other).await.status, StatusCode::SEE_OTHER);
        let mut old = said("はい");
        old.push(("reply_1_asked", "車で来ますか"));
        let changed = anybody.post(&own, &old).await;
        assert!(changed.text.contains("聞くことが「駐車場を使いますか」に変わりました"), "{}", changed.text);
        assert!(anybody.post(&own, &said("はい")).await.location().ends_with("?done=changed"));
        let csv = clerk.get(&format!("/t/midorino/demos/{demo}/participants/export?format=csv")).await.text;
        assert!(csv.contains("車で来ますか：いいえ") && csv.contains("駐車場を使いますか：はい"), "{csv}");
    })
    .await;
}

#[tokio::test]
async fn invited_offices_get_one_mail_with_a_link_of_their_own_and_the_others_a_letter() {
    on_each_world("invitations", async |world| {
        steps::federation(&world).await;
        desk::office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let demo = steps::confirmed(&world, 20).await;
        let invited = steps::invited(&world, demo, "2970999013").await;
        let clerk = world.as_person("clerk").await;
        let path = format!("/t/midorino/demos/{demo}/invitations");
        let page = clerk.get(&path).await.text;
        assert!(page.contains("ひだまり") && page.contains("送信待ち"), "{page}");
        let nobody = clerk.post(&path, &[]).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        let mori = world.as_person("federation").await;
        let theirs = format!("/t/midori-kokuhoren/demos/{demo}/invitations");
        assert_eq!(mori.get(&theirs).await.status, StatusCode::NOT_FOUND, "whom a city invites is its own");
        let link = format!("/invited/{}", server::demos::tokens::invited(&world.app.keys, invited));
        let anybody = world.anybody();
        assert!(anybody.get(&link).await.text.contains("ひだまり"));
        let form = [("people", "1"), ("name", "日向 陽子"), ("email", "hinata@hidamari.example.jp")];
        let done = anybody.post(&link, &form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        // The link leads to the registration from now on.
        assert_eq!(anybody.get(&link).await.location(), done.location().split('?').next().unwrap());
        assert!(clerk.get(&path).await.text.contains("申込みあり"));
    })
    .await;
}

#[tokio::test]
async fn the_day_is_counted_at_the_door_and_reported_to_the_other_house() {
    on_each_world("the day", async |world| {
        steps::federation(&world).await;
        desk::office(&world, "tsubame", "2970999039", "つばめ", "292991", &["11"]).await;
        let demo = steps::confirmed(&world, 20).await;
        let anybody = world.anybody();
        anybody.post(&format!("/t/midorino/guide/demos/{demo}"), FORM).await;
        let clerk = world.as_person("clerk").await;
        let entry = format!("/t/midorino/demos/{demo}/registrations/new");
        let told = [("office_name", "わかば荘"), ("people", "3"), ("name", "若葉 茂")];
        let nowhere = clerk.post(&entry, &told).await;
        assert!(nowhere.text.contains("電話番号かメールアドレスを入力してください"), "{}", nowhere.text);
        let told =
            [("office_name", "わかば荘"), ("people", "3"), ("name", "若葉 茂"), ("phone", "0741-00-3000")];
        assert_eq!(clerk.post(&entry, &told).await.status, StatusCode::SEE_OTHER);
        let door = format!("/t/midorino/demos/{demo}/door");
        assert_eq!(clerk.get(&door).await.status, StatusCode::SEE_OTHER, "not before the day");
        let sheet = clerk.get(&format!("/t/midorino/demos/{demo}/sheet.pdf")).await;
        assert_eq!(
            (sheet.status, &sheet.headers["content-type"]),
            (StatusCode::OK, &"application/pdf".parse().unwrap())
        );

        world.turn_to(Utc.with_ymd_and_hms(2024, 9, 18, 4, 40, 0).unwrap());
        let clerk = world.as_person("clerk").await;
        let found = clerk.get(&format!("{door}?q=%E3%82%8F%E3%81%8B%E3%81%B0")).await.text;
        let id = found.split("name=\"came-").nth(1).unwrap()[..36].to_owned();
        let field = format!("came-{id}");
        let zero = clerk.post(&door, &[("registration", &*id), ("act", "came"), (&*field, "たくさん")]).await;
        assert!(zero.text.contains("来た人数は、1から500まで"), "{}", zero.text);
        let came = clerk.post(&door, &[("registration", &*id), ("act", "came"), (&*field, "２")]).await;
        assert!(came.location().ends_with("?done=came"), "{}", came.text);
        let unknown = [("act", "walk_in"), ("office_number", "2970999120"), ("walk_in_people", "1")];
        assert!(clerk.post(&door, &unknown).await.text.contains("事業所台帳にありません"));
        let walk_in = [("act", "walk_in"), ("office_number", "2970999039"), ("walk_in_people", "1")];
        assert!(clerk.post(&door, &walk_in).await.location().ends_with("?done=walk_in"));
        let page = clerk.get(&format!("{door}?q=つばめ")).await.text;
        assert!(
            page.contains("当日参加") && page.contains("stat__value\">2<"),
            "the register knows the walk-in: {page}"
        );

        let asked = clerk.get(&format!("/t/midorino/demos/{demo}/questions")).await.text;
        let question = asked.split("name=\"answer-").nth(1).unwrap()[..36].to_owned();
        let answer = format!("answer-{question}");
        let path = format!("/t/midorino/demos/{demo}/questions/{question}");
        let from = format!("/t/midorino/demos/{demo}/questions");
        clerk.post_from(&from, &path, &[("version", "1"), (&*answer, "毎年21,000円です。")]).await;
        let token = {
            let scope = store::Scope::tenant_by_system(desk::tenant(&world, "midorino").await, "test");
            let tx = world.app.store.read(&scope).await.unwrap();
            let all = store::demos::registrations::of_session(&tx, demo).await.unwrap();
            server::demos::tokens::coming(&world.app.keys, all[0].id)
        };
        let own = anybody.get(&format!("/coming/{token}")).await.text;
        assert!(own.contains("毎年21,000円です。") && !own.contains("name=\"question\""), "{own}");
        let mails = steps::mails(&world, "midorino", demo).await;
        let told = mails
            .iter()
            .any(|(to, _, body)| to == "mukai@himawari.example.jp" && body.contains("毎年21,000円です。"));
        assert!(told, "{mails:?}");

        let report = format!("/t/midorino/demos/{demo}/report");
        let text = format!("{report}/text");
        let empty = clerk.post_from(&report, &text, &[("act", "file")]).await;
        assert!(
            empty.text.contains("実施の概要を入力してください"),
            "{} {:?} {}",
            empty.status,
            empty.headers,
            empty.text
        );
        let written = [("version", "0"), ("act", "file"), ("summary", "送受信を体験しました。")];
        assert!(clerk.post_from(&report, &text, &written).await.location().ends_with("?done=filed"));
        let page = clerk.get(&report).await.text;
        assert!(page.contains("訪問介護") && page.contains("報告済み"), "{page}");
        let mended = [("version", "1"), ("act", "save"), ("summary", "送受信を体験しました。")];
        let again = clerk.post_from(&format!("{report}?done=filed"), &text, &mended).await;
        assert!(again.location().ends_with("/report?done=saved"), "what was filed can be put right");
        assert!(clerk.get(&format!("/t/midorino/demos/{demo}")).await.text.contains("報告済み"));
        for file in ["report.pdf", "report/export"] {
            assert_eq!(
                clerk.get(&format!("/t/midorino/demos/{demo}/{file}")).await.status,
                StatusCode::OK,
                "{file}"
            );
        }
        let mori = world.as_person("federation").await;
        let theirs = mori.get(&format!("/t/midori-kokuhoren/demos/{demo}/report")).await.text;
        assert!(theirs.contains("送受信を体験しました。") && !theirs.contains("90日以内に導入"), "{theirs}");
        // Coming is evidence for a programme that asks for it.
        let scope = store::Scope::tenant_by_system(desk::tenant(&world, "midorino").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let office = store::offices::by_number(&tx, "2970999039".parse().unwrap()).await.unwrap().unwrap();
        assert_eq!(store::demos::registrations::attended_by(&tx, office).await.unwrap().len(), 1);
    })
    .await;
}
