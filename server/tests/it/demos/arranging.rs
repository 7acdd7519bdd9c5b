use super::steps;
use crate::support::{Asker, World, on_each_world};
use axum::http::StatusCode;
use domain::ids::DemoId;

const HOUSE: &str = "/t/midori-kokuhoren/demos";

async fn decide(
    mori: &Asker,
    world: &World,
    demo: DemoId,
    changes: &[(&str, &str)],
) -> crate::support::Answer {
    let set = steps::sets(world).await[0].to_string();
    let mut typed = vec![("candidate", "1"), ("demo_set", set.as_str()), ("capacity", "20")];
    typed.retain(|(name, _)| !changes.iter().any(|(own, _)| own == name));
    typed.extend_from_slice(changes);
    mori.post(&format!("{HOUSE}/{demo}/confirmation"), &typed).await
}

#[tokio::test]
async fn a_date_is_held_tentatively_then_decided_and_moved_and_everybody_is_told() {
    on_each_world("tentative, confirmed, moved", async |world| {
        steps::federation(&world).await;
        let demo = steps::requested(&world).await;
        let mori = world.as_person("federation").await;
        let booked = decide(&mori, &world, demo, &[("act", "tentative")]).await;
        assert!(booked.location().ends_with("?done=booked"), "{}", booked.text);
        let late = decide(&mori, &world, demo, &[("version", "1")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
        assert!(!late.text.contains("ほかの人"), "it says who: {}", late.text);
        for words in ["日時と機材を仮に押さえました", "仮予約"] {
            assert!(late.text.contains(words), "what was done, and how it stands: {words} {}", late.text);
        }
        let clerk = world.as_person("clerk").await;
        let page = clerk.get(&format!("/t/midorino/demos/{demo}")).await.text;
        assert!(page.contains("仮予約") && page.contains("仮に押さえていること"), "{page}");
        let mails = steps::mails(&world, "midori-kokuhoren", demo).await;
        assert!(mails[0].1.contains("仮予約のお知らせ"), "{mails:?}");
        // Nobody registers for what is not decided.
        let hidamari = world.as_person("hidamari").await;
        assert_eq!(hidamari.get(&format!("/t/midorino/my/demos/{demo}")).await.status, StatusCode::NOT_FOUND);
        // The way there and back is taken too: another session an hour after it cannot have the set.
        let misaki = world.as_person("misaki-clerk").await;
        let close = steps::typed(&[("start_1", "11:00"), ("date_2", ""), ("start_2", "")]);
        let close = steps::session(&misaki.post("/t/misaki/demos/new", &close).await);
        let refused = decide(&mori, &world, close, &[("act", "confirm")]).await;
        assert!(refused.text.contains("デモ機は、その日時にほかの予定があります"), "{}", refused.text);
        let nearer = [("act", "confirm"), ("before", "15"), ("after", "0")];
        let refused = decide(&mori, &world, close, &nearer).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "the other one is on its way already");

        let done = decide(&mori, &world, demo, &[]).await;
        assert!(done.location().ends_with("?done=confirmed"), "{}", done.text);
        assert_eq!(steps::register(&hidamari, demo, &[("people", "2")]).await.status, StatusCode::SEE_OTHER);

        let path = format!("{HOUSE}/{demo}/change");
        let form = mori.get(&path).await.text;
        assert!(form.contains("今のまま") && form.contains("申し込んだ人（2人）"), "{form}");
        let few = decide_change(&mori, &world, &path, &[("capacity", "1")]).await;
        assert!(few.text.contains("すでに2人が申し込んでいます"), "{}", few.text);
        let other = [
            ("candidate", "other"),
            ("date", "令和6年9月20日"),
            ("start", "午後2時"),
            ("length", "90"),
            ("venue", "みどり野市 公民館"),
            ("note", "会場の都合により変わりました"),
        ];
        let moved = decide_change(&mori, &world, &path, &other).await;
        assert!(moved.location().ends_with("?done=moved"), "{}", moved.text);
        let mails = steps::mails(&world, "midori-kokuhoren", demo).await;
        let told: Vec<&str> = mails
            .iter()
            .filter(|(_, _, body)| body.contains("会場の都合により") && body.contains("令和6年9月20日(金)"))
            .map(|(to, ..)| to.as_str())
            .collect();
        assert_eq!(told, ["sato@midorino.example.jp", "hinata@hidamari.example.jp"]);
        let file = clerk.get(&format!("/t/midorino/demos/{demo}/calendar.ics")).await.text;
        assert!(
            file.contains("SEQUENCE:3\r\n") && file.contains("DTSTART;TZID=Asia/Tokyo:20240920T140000"),
            "{file}"
        );
        // What it had before is free again.
        let done = decide(&mori, &world, close, &[("act", "confirm")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    })
    .await;
}

async fn decide_change(
    mori: &Asker,
    world: &World,
    path: &str,
    changes: &[(&str, &str)],
) -> crate::support::Answer {
    let set = steps::sets(world).await[0].to_string();
    let mut typed = vec![("candidate", "1"), ("demo_set", set.as_str()), ("capacity", "20")];
    typed.retain(|(name, _)| !changes.iter().any(|(own, _)| own == name));
    typed.extend_from_slice(changes);
    mori.post(path, &typed).await
}

#[tokio::test]
async fn a_conflict_offers_the_nearest_alternatives_and_one_press_puts_one_into_the_form() {
    on_each_world("alternatives", async |world| {
        steps::federation(&world).await;
        steps::confirmed(&world, 20).await;
        let misaki = world.as_person("misaki-clerk").await;
        let same = steps::typed(&[("date_2", ""), ("start_2", "")]);
        let demo = steps::session(&misaki.post("/t/misaki/demos/new", &same).await);
        let mori = world.as_person("federation").await;
        let refused = decide(&mori, &world, demo, &[("capacity", "12")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let code = refused.text.split("name=\"use\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(code.starts_with("2024-09-18T13:30+120/"), "{code}");
        let used = decide(&mori, &world, demo, &[("capacity", "１２"), ("use", code)]).await;
        assert_eq!(used.status, StatusCode::OK);
        assert!(
            used.text.contains("空いている日時と機材を入れました") && used.text.contains("value=\"１２\"")
        );
        let ids = code.split_once('/').unwrap().1;
        let (set, lecturer) = ids.split_once(',').unwrap();
        let taken = [("candidate", "2024-09-18T13:30+120"), ("demo_set", set), ("lecturer", lecturer)];
        let done = decide(&mori, &world, demo, &taken).await;
        assert!(done.location().ends_with("?done=confirmed"), "{}", done.text);
        // Both sets are out now; online it could still be.
        let third = steps::requested(&world).await;
        let refused = decide(&mori, &world, third, &[]).await;
        assert!(refused.text.contains("オンラインにする"), "{}", refused.text);
        let online = decide(&mori, &world, third, &[("use", "online")]).await.text;
        assert!(online.contains("value=\"online\" checked"), "{online}");
        let link = [("place", "online"), ("demo_set", ""), ("link", "https://meet.example.jp/12")];
        let done = decide(&mori, &world, third, &link).await;
        assert!(done.location().ends_with("?done=confirmed"), "{}", done.text);
        let page = world.as_person("clerk").await.get(&format!("/t/midorino/demos/{third}")).await.text;
        assert!(page.contains("オンライン") && page.contains("https://meet.example.jp/12"), "{page}");
        // So far ahead what is taken is not on the desk: the rows refuse it, and the page says so.
        let far = [("candidate", "other"), ("date", "2026-10-14"), ("start", "13:30"), ("length", "120")];
        let (one, two) = (steps::requested(&world).await, steps::requested(&world).await);
        assert_eq!(decide(&mori, &world, one, &far).await.status, StatusCode::SEE_OTHER);
        let refused = decide(&mori, &world, two, &far).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("発送から返却までの間"), "{}", refused.text);
    })
    .await;
}

#[tokio::test]
async fn a_federations_rules_bind_who_asks_and_few_people_are_offered_a_session_online() {
    on_each_world("rules of booking", async |world| {
        steps::federation(&world).await;
        let mori = world.as_person("federation").await;
        let path = format!("{HOUSE}/rules");
        let form = mori.get(&path).await.text;
        assert!(form.contains("value=\"14\"") && form.contains("value=\"9:00\""), "{form}");
        let rules = |version: &'static str, least: &'static str, notice: &'static str| {
            let mut typed = vec![("before", "60"), ("after", "90"), ("horizon", "365"), ("least", least)];
            typed.extend([("notice", notice), ("version", version)]);
            for name in ["open_1", "open_2", "open_3", "open_4", "open_5"] {
                typed.push((name, "9:00"));
            }
            for name in ["close_1", "close_2", "close_3", "close_4", "close_5"] {
                typed.push((name, "17:00"));
            }
            typed
        };
        let wrong = mori.post(&path, &rules("0", "80", "二週間")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            wrong.text.contains("依頼の締切りは、0から730までの日数")
                && wrong.text.contains("value=\"二週間\"")
        );
        assert!(mori.post(&path, &rules("0", "80", "30")).await.location().ends_with("?done=saved"));

        let clerk = world.as_person("clerk").await;
        let soon = clerk.post("/t/midorino/demos/new", &steps::typed(&[("date_1", "R6.7.24")])).await;
        assert_eq!(soon.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(soon.text.contains("令和6年8月2日以降の日をお願いしています"), "{}", soon.text);
        let late = clerk.post("/t/midorino/demos/new", &steps::typed(&[("start_1", "16:00")])).await;
        assert!(late.text.contains("この曜日に開けるのは9:00〜17:00です"), "{}", late.text);

        let few = clerk.post("/t/midorino/demos/new", &steps::typed(&[("people", "１２人")])).await;
        assert_eq!(few.status, StatusCode::OK, "nobody is refused");
        for words in ["目安は、80人以上です", "オンラインで依頼する", "value=\"１２人\""]
        {
            assert!(few.text.contains(words), "{words}: {}", few.text);
        }
        let online = steps::typed(&[("people", "12"), ("fewer", "online")]);
        let demo = steps::session(&clerk.post("/t/midorino/demos/new", &online).await);
        let page = clerk.get(&format!("/t/midorino/demos/{demo}")).await.text;
        assert!(page.contains("オンライン") && !page.contains("現地"), "{page}");
        let back =
            clerk.post("/t/midorino/demos/new", &steps::typed(&[("people", "12"), ("fewer", "back")])).await;
        assert!(back.text.contains("開催を依頼する") && back.text.contains("value=\"令和６年９月１８日\""));

        // One on site a year is what is meant; the one online is not counted, and the second is asked for all the same.
        let mut once = rules("1", "", "30");
        once.push(("yearly", "１回"));
        assert!(mori.post(&path, &once).await.location().ends_with("?done=saved"));
        steps::session(&clerk.post("/t/midorino/demos/new", steps::REQUEST).await);
        let form = clerk.get("/t/midorino/demos/new").await.text;
        assert!(form.contains("年度に1回です。令和6年度は、これまでに1回です"), "{form}");
        let often = clerk.post("/t/midorino/demos/new", steps::REQUEST).await;
        assert_eq!(often.status, StatusCode::OK, "nobody is refused");
        for words in ["この依頼は、令和6年度の2回目です", "オンラインで依頼する", "value=\"２０人\""]
        {
            assert!(often.text.contains(words), "{words}: {}", often.text);
        }
        let second = steps::typed(&[("fewer", "on_site")]);
        let second = steps::session(&clerk.post("/t/midorino/demos/new", &second).await);
        let asked = mori.get(&format!("{HOUSE}/{second}")).await.text;
        let city = format!("{HOUSE}/cities/{}", steps::member(&world, "みどり野市").await);
        assert!(asked.contains("2回目です（目安 1回）") && asked.contains(&city), "{asked}");
        let wrong = mori.post(&city, &[("yearly", "たくさん"), ("phone", "12")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("value=\"たくさん\"") && wrong.text.contains("value=\"12\""));
        let allowed = [("version", "1"), ("yearly", "３")];
        assert!(mori.post(&city, &allowed).await.location().ends_with("?done=saved"));
        let stale = mori.post(&city, &[("version", "1"), ("yearly", "4")]).await;
        assert!(stale.status == StatusCode::CONFLICT && stale.text.contains("森 拓也"), "{}", stale.text);
        let all = mori.get(&format!("{HOUSE}/cities")).await.text;
        assert!(all.contains("2回（目安 3回）"), "{all}");
        steps::session(&clerk.post("/t/midorino/demos/new", steps::REQUEST).await);
    })
    .await;
}

#[tokio::test]
async fn a_box_is_sent_ticked_off_and_what_is_missing_is_named() {
    on_each_world("a loan", async |world| {
        steps::federation(&world).await;
        let mori = world.as_person("federation").await;
        let set = steps::sets(&world).await[0];
        let path = format!("{HOUSE}/resources/{set}");
        let change = [
            ("version", "1"),
            ("name", "デモ機1号（2台）"),
            ("contents", "ノートパソコン\r\n電源\r\n"),
            ("open_1", "9時"),
        ];
        let half = mori.post(&path, &change).await;
        assert!(half.text.contains("月曜日の終わりも入力してください"), "{}", half.text);
        assert_eq!(mori.post(&path, &change[..3]).await.status, StatusCode::SEE_OTHER);
        let demo = steps::requested(&world).await;
        let days = [("ships_on", "R6.9.17"), ("returns_on", "R6.9.24")];
        assert_eq!(decide(&mori, &world, demo, &days).await.status, StatusCode::SEE_OTHER);
        // It is in the post on the day after.
        let second = steps::requested(&world).await;
        let refused = decide(&mori, &world, second, &[("candidate", "2")]).await;
        assert!(refused.text.contains("デモ機は、その日時にほかの予定があります"), "{}", refused.text);

        let theirs = format!("{HOUSE}/{demo}/loans");
        let page = mori.get(&theirs).await.text;
        assert!(page.contains("ノートパソコン") && page.contains("発送したもの"), "{page}");
        let set = set.to_string();
        let ticked = [
            ("resource", set.as_str()),
            ("version", "0"),
            ("went", "0"),
            ("went", "1"),
            ("shipped_on", "R6.9.17"),
        ];
        assert!(mori.post(&theirs, &ticked).await.location().ends_with("?done=saved"));
        let stale = mori.post(&theirs, &ticked).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.text);
        assert!(
            stale.text.contains("森 拓也") && !stale.text.contains("先ほど"),
            "who and when: {}",
            stale.text
        );
        let clerk = world.as_person("clerk").await;
        let own = format!("/t/midorino/demos/{demo}/loans");
        let back = [
            ("resource", set.as_str()),
            ("version", "1"),
            ("went", "0"),
            ("went", "1"),
            ("shipped_on", "R6.9.17"),
            ("back", "0"),
            ("returned_on", "R6.9.24"),
        ];
        assert!(clerk.post(&own, &back).await.location().ends_with("?done=saved"));
        assert!(mori.get(&theirs).await.text.contains("返ってきていないもの：電源"));
        // The sheet for the box, in either house.
        for (asker, path) in [(&mori, &theirs), (&clerk, &own)] {
            assert!(asker.get(path).await.text.contains(&format!("{path}/sheet.pdf")));
            let sheet = asker.get(&format!("{path}/sheet.pdf")).await;
            assert_eq!(sheet.status, StatusCode::OK);
            assert_eq!(sheet.headers["content-type"], "application/pdf");
            assert!(sheet.bytes.starts_with(b"%PDF"), "{path}");
        }
        let misaki = world.as_person("misaki-clerk").await;
        let elsewhere = misaki.get(&format!("/t/misaki/demos/{demo}/loans/sheet.pdf")).await;
        assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_request_for_what_is_taken_is_offered_other_dates_and_nobody_is_refused_silently() {
    on_each_world("blocked", async |world| {
        steps::federation(&world).await;
        let (clerk, misaki) = (world.as_person("clerk").await, world.as_person("misaki-clerk").await);
        let mori = world.as_person("federation").await;
        let path = format!("{HOUSE}/blocked");
        let none = mori.post_from(&path, &path, &[]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (one, two) = (steps::requested(&world).await, steps::requested(&world).await);
        let mut alone = steps::typed(&[("date_2", ""), ("start_2", "")]);
        alone.retain(|(name, _)| *name != "contact_email");
        alone.push(("contact_email", "shimada@misaki.example.jp"));
        let theirs = steps::session(&misaki.post("/t/misaki/demos/new", &alone).await);

        // One of two sets is left, then none.
        let first = steps::confirm(&world, one, "1", 0, "20").await;
        assert!(!mori.get(first.location()).await.text.contains("すべて取れなくなった依頼が"));
        let second = steps::confirm(&world, two, "1", 1, "20").await;
        let page = mori.get(second.location()).await.text;
        assert!(page.contains("候補の日時がすべて取れなくなった依頼が1件あります"), "{page}");
        let list = mori.get(&path).await.main();
        assert!(list.contains("みさき町") && list.contains("まだ知らせていません"), "{list}");
        let told = mori.post_from(&path, &path, &[]).await;
        assert!(told.location().ends_with("?done=offered"), "{}", told.text);
        let mails = steps::mails(&world, "midori-kokuhoren", theirs).await;
        assert!(
            mails.iter().any(|(to, subject, _)| {
                to == "shimada@misaki.example.jp" && subject.contains("代わりの日時のお知らせ")
            }),
            "{mails:?}"
        );
        let again = mori.post_from(&path, &path, &[]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "they were told");

        let own = format!("/t/misaki/demos/{theirs}");
        let page = misaki.get(&own).await.text;
        assert!(page.contains("候補の日時は、どれも取れなくなりました"), "{page}");
        let dates = format!("{own}/dates");
        let form = misaki.get(&dates).await.text;
        let begins = form.find("name=\"slot\" value=\"").expect("a date is offered");
        let code = form[begins..].split('"').nth(3).unwrap().to_owned();
        let nothing = misaki.post(&dates, &[]).await;
        assert!(nothing.text.contains("日時を選んでください"), "{}", nothing.text);
        let chosen = misaki.post(&dates, &[("slot", &code)]).await;
        assert!(chosen.location().ends_with("?done=chosen"), "{}", chosen.text);
        let mails = steps::mails(&world, "misaki", theirs).await;
        assert!(
            mails.iter().any(|(_, subject, _)| subject.contains("代わりの日時を選びました")),
            "{mails:?}"
        );
        assert!(!mori.get(&path).await.main().contains("みさき町"), "it can be had");
        let others = format!("/t/midorino/demos/{theirs}/dates");
        assert_eq!(clerk.get(&others).await.status, StatusCode::NOT_FOUND);
        assert_eq!(steps::confirm(&world, theirs, "1", 0, "20").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}
