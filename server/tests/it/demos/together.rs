use super::{prefecture::cities, steps};
use crate::support::{Asker, World, on_each_world};
use axum::http::StatusCode;
use server::jobs;

#[tokio::test]
async fn an_open_date_is_the_first_citys_who_takes_it() {
    on_each_world("an open date", async |world| {
        steps::federation(&world).await;
        let date = steps::open_date(&world, "2024-10-16", 0).await;
        let set = steps::sets(&world).await[0].to_string();
        let mut today = vec![("candidate", "other"), ("date", "2024-07-03"), ("start", "15:00")];
        today.extend([("length", "60"), ("demo_set", set.as_str()), ("capacity", "20")]);
        let mori = world.as_person("federation").await;
        let late = mori.post("/t/midori-kokuhoren/demos/open-dates/new", &today).await;
        assert!(late.text.contains("明日以降の日を入力してください"), "{}", late.text);
        let (clerk, misaki) = (world.as_person("clerk").await, world.as_person("misaki-clerk").await);
        let list = clerk.get("/t/midorino/demos/open-dates").await.text;
        assert!(list.contains("令和6年10月16日(水) 13:30〜15:30") && list.contains("この日に開く"), "{list}");
        let path = |house: &str| format!("/t/{house}/demos/open-dates/{date}");
        let empty = clerk.post(&path("midorino"), &[]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.text.contains("会場を入力してください"), "{}", empty.text);
        let typed = steps::typed(&[]);
        let first = clerk.post(&path("midorino"), &typed).await;
        assert!(first.location().ends_with("?done=taken"), "{}", first.text);
        let demo = steps::session(&first);
        let page = clerk.get(&format!("/t/midorino/demos/{demo}")).await.text;
        assert!(page.contains("開催決定") && page.contains("デモ機1号（2台）"), "{page}");
        // They looked at the list before.
        let second = misaki.post_from("/t/misaki/demos/new", &path("misaki"), &typed).await;
        assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(second.text.contains("ほかの市区町村が先に取りました"), "{}", second.text);
        let mails = steps::mails(&world, "midorino", demo).await;
        assert!(mails.iter().any(|(to, subject, _)| {
            to == "kaigo@midori-kokuhoren.example.jp" && subject.contains("公開枠を取りました")
        }));
        // The set is promised, to that city; and free when it calls off.
        let taken = steps::confirm(&world, steps::requested(&world).await, "1", 0, "20").await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "another day: {}", taken.text);
        let gone =
            clerk.post(&format!("/t/midorino/demos/{demo}/cancellation"), &[("reason", "都合により")]).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text);
        let again = steps::open_date(&world, "2024-10-16", 0).await;
        let mori = world.as_person("federation").await;
        let withdrawal = format!("/t/midori-kokuhoren/demos/open-dates/{again}/withdrawal");
        let back = mori.post_from("/t/midori-kokuhoren/demos/open-dates", &withdrawal, &[]).await;
        assert!(back.location().ends_with("?done=withdrawn"), "{}", back.text);
        // Week after week: a day that is taken is named, and left out where that is said.
        steps::open_date(&world, "2024-10-30", 0).await;
        let weekly = |skips| {
            let mut typed = vec![("candidate", "other"), ("date", "2024-10-23"), ("start", "13:30")];
            typed.extend([("length", "120"), ("demo_set", set.as_str()), ("capacity", "20")]);
            typed.extend([("times", "3"), ("skips", skips)]);
            typed
        };
        let path = "/t/midori-kokuhoren/demos/open-dates";
        let refused = mori.post(&format!("{path}/new"), &weekly("")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("休みの日です：令和6年10月30日(水)。"), "{}", refused.text);
        let list = mori.get(path).await.text;
        assert!(!list.contains("令和6年10月23日(水)"), "nothing of it stayed: {list}");
        let done = mori.post(&format!("{path}/new"), &weekly("yes")).await;
        assert!(done.location().ends_with("?done=published"), "{}", done.text);
        let list = mori.get(path).await.text;
        for day in ["令和6年10月23日(水)", "令和6年11月6日(水)"] {
            assert!(list.contains(day), "{day}: {list}");
        }
        // A city without a house telephones: its federation takes the first date for it, once.
        let mut links = list.split("href=\"").map(|rest| rest.split('"').next().unwrap());
        let entry = links.find(|href| href.starts_with(path) && href.ends_with("/entry")).unwrap();
        let mut typed = steps::typed(&[("contact_email", "")]);
        let whose = mori.post(entry, &typed).await;
        assert_eq!(whose.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(whose.text.contains("みどり野市役所 3階"), "nothing typed is lost: {}", whose.text);
        let village = cities(&world, &["月見村"]).await;
        typed.push(("member", village[0].as_str()));
        let held = mori.post(entry, &typed).await;
        assert!(held.location().ends_with("?done=confirmed"), "{}", held.text);
        let page = mori.get(held.location()).await.main();
        for words in ["月見村", "開催決定", "デモ機1号（2台）", "電話で知らせる相手"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let late = mori.post_from(path, entry, &typed).await;
        assert!(late.text.contains("ほかの市区町村が先に取りました"), "{}", late.text);
    })
    .await;
}

#[tokio::test]
async fn small_requests_of_neighbours_become_one_session_of_both() {
    on_each_world("pooled", async |world| {
        steps::federation(&world).await;
        let mori = world.as_person("federation").await;
        let version = mori.get("/t/midori-kokuhoren/demos/rules").await.hidden("version").unwrap();
        let mut rules = vec![("version", version.as_str()), ("before", "60"), ("after", "60")];
        rules.extend([("horizon", "365"), ("notice", "14"), ("least", "80")]);
        rules.extend([("open_3", "9:00"), ("close_3", "17:00"), ("open_4", "9:00"), ("close_4", "17:00")]);
        let kept = mori.post("/t/midori-kokuhoren/demos/rules", &rules).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
        let (clerk, misaki) = (world.as_person("clerk").await, world.as_person("misaki-clerk").await);
        let ask = |people| steps::typed(&[("people", people), ("fewer", "joint")]);
        let lead = steps::session(&clerk.post("/t/midorino/demos/new", &ask("20")).await);
        let mut theirs = ask("12");
        theirs.retain(|(name, _)| *name != "contact_email");
        theirs.push(("contact_email", "shimada@misaki.example.jp"));
        let other = steps::session(&misaki.post("/t/misaki/demos/new", &theirs).await);
        let path = "/t/midori-kokuhoren/demos/pools";
        let page = mori.get(path).await.text;
        assert!(page.contains("みどり野市・みさき町（合わせて32人）"), "{page}");
        let alone = mori.post(path, &[("request", &lead.to_string())]).await;
        assert!(alone.text.contains("まとめる依頼を2つ以上選んでください"), "{}", alone.text);
        let both = [("request", lead.to_string()), ("request", other.to_string())];
        let both: Vec<(&str, &str)> = both.iter().map(|(name, id)| (*name, id.as_str())).collect();
        let done = mori.post(path, &both).await;
        assert!(done.location().ends_with("?done=joined"), "{}", done.text);
        assert!(!mori.get(path).await.text.contains("みどり野市・みさき町"), "it waits no more");
        let own = misaki.get(&format!("/t/misaki/demos/{other}")).await.text;
        assert!(own.contains("相乗り") && own.contains(&format!("/t/misaki/demos/{lead}")), "{own}");

        assert_eq!(steps::confirm(&world, lead, "1", 0, "20").await.status, StatusCode::SEE_OTHER);
        let theirs = misaki.get(&format!("/t/misaki/demos/{lead}")).await;
        assert_eq!(theirs.status, StatusCode::OK);
        assert!(
            theirs.text.contains("主催")
                && !theirs.text.contains("中止する")
                && !theirs.text.contains("参加の受付を決める")
                && theirs.text.contains("申込みを代わりに入力する"),
            "{}",
            theirs.text
        );
        // Whoever joined reads; it is not theirs to call off.
        for path in ["venue", "cancellation", "admission", "chores/new", "loans"]
            .map(|act| format!("/t/misaki/demos/{lead}/{act}"))
        {
            let asked = misaki.get(&path).await;
            assert_eq!(asked.status, StatusCode::NOT_FOUND, "{path}");
        }
        let page = clerk.get(&format!("/t/midorino/demos/{lead}")).await.text;
        assert!(page.contains("開催決定"), "{page}");
        // Everybody was told, and an office of the other city by that city.
        let told = async |house: &str, to: &str, what: &str| {
            let mails = steps::mails(&world, house, lead).await;
            assert!(mails.iter().any(|mail| mail.0 == to && mail.1.contains(what)), "{what}: {mails:?}");
        };
        told("midori-kokuhoren", "sato@midorino.example.jp", "相乗り開催のお知らせ").await;
        told("midori-kokuhoren", "shimada@misaki.example.jp", "開催が決まりました").await;
        let office = [
            ("office_name", "みさき苑"),
            ("people", "1"),
            ("name", "岬 渚"),
            ("email", "m@misaki.example.jp"),
        ];
        misaki.post(&format!("/t/misaki/demos/{lead}/registrations/new"), &office).await;
        told("misaki", "m@misaki.example.jp", "【みさき町】").await;
        clerk.post(&format!("/t/midorino/demos/{lead}/cancellation"), &[("reason", "台風のため")]).await;
        jobs::drain(&world.app).await.unwrap();
        for to in ["shimada@misaki.example.jp", "m@misaki.example.jp"] {
            told("midori-kokuhoren", to, "中止のお知らせ").await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_city_asks_others_along_and_those_who_agree_come_along_and_nobody_else() {
    on_each_world("asked along", async |world| {
        steps::federation(&world).await;
        let (clerk, misaki) = (world.as_person("clerk").await, world.as_person("misaki-clerk").await);
        let form = clerk.get("/t/midorino/demos/new").await.text;
        assert!(
            form.contains("誘う市区町村") && form.contains("みさき町") && form.contains("月見村"),
            "{form}"
        );
        let named = cities(&world, &["みさき町", "月見村"]).await;
        let mut typed = steps::typed(&[]);
        typed.extend(named.iter().map(|id| ("city", id.as_str())));
        let demo = steps::session(&clerk.post("/t/midorino/demos/new", &typed).await);
        let own = format!("/t/midorino/demos/{demo}");
        let page = clerk.get(&own).await.text;
        assert!(
            page.contains("誘っています（まだ答えがありません）")
                && page.contains("電話などで誘ってください"),
            "{page}"
        );
        let village = format!("/t/midori-kokuhoren/demos/cities/{}", named[1]);
        let mori = world.as_person("federation").await;
        mori.post(&village, &[("version", "1"), ("phone", "０７４１-００-７０００")]).await;
        assert!(clerk.get(&own).await.text.contains("電話などで誘ってください　電話 0741-00-7000"));
        let mails = steps::mails(&world, "midorino", demo).await;
        assert!(
            mails.iter().any(|(to, subject, _)| {
                to == "fukushi@misaki.example.jp" && subject.contains("みどり野市からのお誘い")
            }),
            "{mails:?}"
        );

        // Whoever is asked reads when it would be, and nothing of the session before it agrees.
        let (theirs, asked) = (format!("/t/misaki/demos/{demo}"), format!("/t/misaki/demos/{demo}/asked"));
        assert!(misaki.get("/t/misaki/demos").await.text.contains(&asked));
        assert_eq!(misaki.get(&theirs).await.status, StatusCode::NOT_FOUND);
        let page = misaki.get(&asked).await.text;
        assert!(page.contains("令和6年9月18日(水)") && page.contains("みどり野市役所 3階"), "{page}");
        let empty = misaki.post(&asked, &[("answer", "agreed"), ("note", "楽しみにしています。")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            empty.text.contains("参加見込みの人数を入力してください")
                && empty.text.contains("楽しみにしています。"),
            "{}",
            empty.text
        );
        let agreed = misaki.post(&asked, &[("answer", "agreed"), ("people", "12")]).await;
        assert!(agreed.location().ends_with("?done=agreed"), "{}", agreed.text);
        assert_eq!(misaki.get(&theirs).await.status, StatusCode::OK);
        assert!(!misaki.get("/t/misaki/demos").await.text.contains(&asked), "it was answered");
        let told = steps::mails(&world, "misaki", demo).await;
        assert!(
            told.iter().any(|(to, subject, _)| {
                to == "sato@midorino.example.jp" && subject.contains("みさき町からの答え")
            }),
            "{told:?}"
        );

        // What a city without a house says, its federation records.
        let mori = world.as_person("federation").await;
        let records = format!("/t/midori-kokuhoren/demos/{demo}/asked");
        assert!(mori.get(&format!("/t/midori-kokuhoren/demos/{demo}")).await.text.contains(&records));
        let whose = mori.post(&records, &[("answer", "declined")]).await;
        assert!(whose.text.contains("答えた市区町村を選んでください"), "{}", whose.text);
        let said = [("member", named[1].as_str()), ("answer", "declined"), ("note", "別の日に開きます。")];
        assert!(mori.post(&records, &said).await.location().ends_with("?done=asked"));
        let page = clerk.get(&own).await.text;
        assert!(page.contains("いっしょには開きません　別の日に開きます。"), "{page}");

        assert_eq!(steps::confirm(&world, demo, "1", 0, "60").await.status, StatusCode::SEE_OTHER);
        let mails = steps::mails(&world, "midori-kokuhoren", demo).await;
        assert!(
            mails.iter().any(|(to, subject, _)| {
                to == "fukushi@misaki.example.jp" && subject.contains("開催が決まりました")
            }),
            "{mails:?}"
        );
        // What is called off asks nobody any more.
        let other = steps::session(&clerk.post("/t/midorino/demos/new", &typed).await);
        clerk.post(&format!("/t/midorino/demos/{other}/cancellation"), &[("reason", "都合により")]).await;
        assert!(!misaki.get("/t/misaki/demos").await.text.contains(&format!("{other}/asked")));
        // Who agreed is told that nothing comes of it.
        let gone = steps::session(&clerk.post("/t/midorino/demos/new", &typed).await);
        let agreed = [("answer", "agreed"), ("people", "12")];
        let done = misaki.post(&format!("/t/misaki/demos/{gone}/asked"), &agreed).await;
        assert!(done.location().ends_with("?done=agreed"), "{}", done.text);
        clerk.post(&format!("/t/midorino/demos/{gone}/cancellation"), &[("reason", "都合により")]).await;
        jobs::drain(&world.app).await.unwrap();
        let mails = steps::mails(&world, "midori-kokuhoren", gone).await;
        assert!(
            mails.iter().any(|(to, subject, body)| {
                to == "fukushi@misaki.example.jp"
                    && subject.contains("取りやめ")
                    && body.contains("理由：都合により")
            }),
            "{mails:?}"
        );
        members_rest_and_go(&world, (&clerk, &misaki, &mori), &named[0]).await;
    })
    .await;
}

/// Whom its federation lets rest asks for nothing and is not asked; who was added by mistake is taken out.
async fn members_rest_and_go(world: &World, (clerk, misaki, mori): (&Asker, &Asker, &Asker), town: &str) {
    let (asks, members) = ("/t/misaki/demos/new", "/t/midori-kokuhoren/settings/cities");
    let rests = mori.post(&format!("{members}/{town}/suspension"), &[]).await;
    assert!(rests.location().ends_with("?done=rests"), "{}", rests.text);
    assert_eq!(misaki.get(asks).await.status, StatusCode::NOT_FOUND);
    let form = clerk.get("/t/midorino/demos/new").await.main();
    assert!(form.contains("月見村") && !form.contains("みさき町"), "{form}");
    let kept = mori.post(&format!("{members}/{town}/removal"), &[]).await;
    assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(kept.text.contains("記録があるため、外せません"), "{}", kept.text);
    mori.post(&format!("{members}/{town}/return"), &[]).await;
    assert_eq!(misaki.get(asks).await.status, StatusCode::OK);
    let twice = mori.post(&format!("{members}/new"), &[("name", "月見村")]).await;
    assert!(twice.text.contains("すでに加わっています"), "{}", twice.text);
    let added = mori.post(&format!("{members}/new"), &[("name", "朝霧村")]).await;
    assert!(added.location().ends_with("?done=added"), "{}", added.text);
    let new = steps::member(world, "朝霧村").await;
    let own = format!("{members}/{new}");
    let renamed = mori.post(&own, &[("version", "1"), ("name", "朝霧町")]).await;
    assert!(renamed.location().ends_with("?done=saved"), "{}", renamed.text);
    let slower = mori.post(&own, &[("version", "1"), ("name", "朝霧市")]).await;
    assert_eq!(slower.status, StatusCode::CONFLICT);
    let gone = mori.post(&format!("{own}/removal"), &[]).await;
    assert!(gone.location().ends_with("?done=removed"), "{}", gone.text);
    assert!(!mori.get(members).await.text.contains("朝霧町"));
}
