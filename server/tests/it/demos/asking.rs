use super::steps;
use crate::support::on_each_world;
use axum::http::StatusCode;
use domain::demos::Chore;

#[tokio::test]
async fn a_city_asks_its_federation_confirms_and_each_does_its_tasks() {
    on_each_world("a session is confirmed", async |world| {
        steps::federation(&world).await;
        let demo = steps::requested(&world).await;
        let clerk = world.as_person("clerk").await;
        let page = clerk.get(&format!("/t/midorino/demos/{demo}")).await.text;
        assert!(
            page.contains("日程を調整しています")
                && page.contains("令和6年9月18日(水)（2024年）　13:30〜15:30"),
            "{page}"
        );
        let mails = steps::mails(&world, "midorino", demo).await;
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].0, "kaigo@midori-kokuhoren.example.jp");
        assert!(mails[0].2.contains("第2候補　令和6年9月19日(木)（2024年）　10:00〜12:00"), "{}", mails[0].2);

        // While nobody answered, it is changed in its place, and the federation reads in what.
        let own = format!("/t/midorino/demos/{demo}/request");
        let form = clerk.get(&own).await;
        assert!(form.text.contains("value=\"13:30\""), "{}", form.text);
        let seen = form.hidden("version").unwrap();
        let amended = steps::typed(&[("people", "22"), ("version", seen.as_str())]);
        let done = clerk.post(&own, &amended).await;
        assert!(done.location().ends_with("?done=amended"), "{}", done.text);
        let slower = clerk.post(&own, &steps::typed(&[("people", "30"), ("version", seen.as_str())])).await;
        assert_eq!(slower.status, StatusCode::CONFLICT);
        assert!(slower.text.contains("22人") && slower.text.contains("30人"), "{}", slower.text);
        let same = clerk.post(&own, &steps::typed(&[("people", "22")])).await;
        assert!(same.location().ends_with(&demo.to_string()), "nothing is different: {}", same.text);
        let mails = steps::mails(&world, "midorino", demo).await;
        let told = mails.iter().filter(|mail| mail.2.contains("参加見込みの人数　20人　→　22人"));
        assert_eq!((mails.len(), told.count()), (2, 1), "{mails:?}");

        let mori = world.as_person("federation").await;
        let home = mori.get("/t/midori-kokuhoren").await.text;
        assert!(home.contains("開催の依頼が1件、返事を待っています。"), "{home}");
        let page = mori.get(&format!("/t/midori-kokuhoren/demos/{demo}")).await.text;
        assert!(page.contains("依頼の内容を変えました：参加見込みの人数"), "{page}");
        // What a city asked for is the city's to change.
        let not_its = mori.get(&format!("/t/midori-kokuhoren/demos/{demo}/request")).await;
        assert!(not_its.location().ends_with(&demo.to_string()), "{}", not_its.text);
        let form = mori.get(&format!("/t/midori-kokuhoren/demos/{demo}/confirmation")).await.text;
        assert!(form.contains("デモ機1号（2台）（どの候補も空き）"), "{form}");
        let answer = steps::confirm(&world, demo, "2", 0, "24").await;
        assert!(answer.location().ends_with("?done=confirmed"), "{}", answer.text);

        let mails = steps::mails(&world, "midori-kokuhoren", demo).await;
        assert_eq!((mails.len(), mails[0].0.as_str()), (1, "sato@midorino.example.jp"));
        let answered = clerk.get(&own).await;
        assert!(answered.location().ends_with(&demo.to_string()), "{}", answered.text);
        let page = clerk.get(&format!("/t/midorino/demos/{demo}")).await.text;
        for words in [
            "開催決定",
            "デモ機：デモ機1号（2台）",
            "定員",
            "24人",
            "事業所と関係団体に知らせる",
            "令和6年8月19日(月)",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        // Two months before is 19 July 2024, a Friday; the federation's to do, and not the city's.
        assert!(page.contains("令和6年7月19日(金)"), "{page}");
        let path = format!("/t/midorino/demos/{demo}");
        let theirs = steps::chore(&world, demo, Chore::Outline).await;
        let refused = clerk.post_from(&path, &format!("{path}/chores/{theirs}"), &[("act", "done")]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
        let own = steps::chore(&world, demo, Chore::Material).await;
        clerk.post_from(&path, &format!("{path}/chores/{own}"), &[("act", "done")]).await;
        let seen = mori.get(&format!("/t/midori-kokuhoren/demos/{demo}")).await.text;
        assert!(seen.contains("佐藤 葵（市区町村）が"), "{seen}");
        clerk.post_from(&path, &format!("{path}/chores/{own}"), &[("act", "reopen")]).await;
        let seen = mori.get(&format!("/t/midori-kokuhoren/demos/{demo}")).await.text;
        assert!(!seen.contains("佐藤 葵（市区町村）が"), "{seen}");
    })
    .await;
}

#[tokio::test]
async fn a_request_with_mistakes_is_answered_with_all_of_them_and_nothing_typed_is_lost() {
    on_each_world("a wrong request", async |world| {
        steps::federation(&world).await;
        let clerk = world.as_person("clerk").await;
        let wrong = steps::typed(&[
            ("date_1", "令和40年1月1日"),
            ("start_1", "13:20"),
            ("people", "たくさん"),
            ("venue", ""),
        ]);
        let answer = clerk.post("/t/midorino/demos/new", &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in [
            "第1候補の開始時刻は15分単位で入力してください",
            "参加見込みの人数は数字で入力してください",
            "会場を入力してください",
            "value=\"たくさん\"",
            "value=\"13:20\"",
        ] {
            assert!(answer.text.contains(words), "{words}: {}", answer.text);
        }
        let past = clerk.post("/t/midorino/demos/new", &steps::typed(&[("date_1", "R6.7.3")])).await;
        assert!(past.text.contains("今日（令和6年7月3日）より後の日"), "{}", past.text);
    })
    .await;
}

#[tokio::test]
async fn a_set_that_is_promised_is_refused_with_what_is_free_instead() {
    on_each_world("a conflict", async |world| {
        steps::federation(&world).await;
        let first = steps::confirmed(&world, 20).await;
        // Another city, half an hour later on the same day.
        let misaki = world.as_person("misaki-clerk").await;
        let typed = steps::typed(&[("start_1", "14:00"), ("date_2", ""), ("start_2", "")]);
        let second = steps::session(&misaki.post("/t/misaki/demos/new", &typed).await);
        let mori = world.as_person("federation").await;
        let form = mori.get(&format!("/t/midori-kokuhoren/demos/{second}/confirmation")).await.text;
        assert!(form.contains("デモ機1号（2台）はみどり野市"), "{form}");
        assert!(
            form.contains("デモ機1号（2台）（どの候補も予定あり）")
                && form.contains("デモ機2号（2台）（どの候補も空き）"),
            "{form}"
        );
        assert!(!form.contains("代わりに空いている"), "the other set is free: {form}");
        let refused = steps::confirm(&world, second, "1", 0, "12").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("デモ機は、その日時にほかの予定があります"), "{}", refused.text);
        for words in
            ["代わりに空いている", "令和6年9月18日(水) 14:00〜16:00　デモ機2号（2台）", "オンラインにする"]
        {
            assert!(refused.text.contains(words), "{words}: {}", refused.text);
        }
        assert_eq!(steps::confirm(&world, second, "1", 1, "12").await.status, StatusCode::SEE_OTHER);
        let week = mori.get("/t/midori-kokuhoren/demos/week?day=2024-09-18").await.text;
        for words in ["13:30〜15:30", "14:00〜16:00", "みさき町", "みどり野市"] {
            assert!(week.contains(words), "{words}: {week}");
        }
        let before = mori.get("/t/midori-kokuhoren/demos/week?day=2024-09-11").await.text;
        assert!(before.contains("次の開催（令和6年9月18日(水)）の週を見る"), "{before}");
        // What one city has is nothing to the other.
        assert_eq!(misaki.get(&format!("/t/misaki/demos/{first}")).await.status, StatusCode::NOT_FOUND);
        assert!(!misaki.get("/t/misaki/demos").await.text.contains(&first.to_string()));
        // A second confirmation changes nothing.
        let again = steps::confirm(&world, second, "1", 1, "12").await;
        assert_ne!(again.status, StatusCode::OK, "{}", again.text);
    })
    .await;
}

#[tokio::test]
async fn a_request_is_declined_with_a_reason_that_the_city_reads() {
    on_each_world("a refusal", async |world| {
        steps::federation(&world).await;
        let clerk = world.as_person("clerk").await;
        let typed = steps::typed(&[("provision", "internet"), ("provision", "projector")]);
        let demo = steps::session(&clerk.post("/t/midorino/demos/new", &typed).await);
        let mori = world.as_person("federation").await;
        let form = mori.get(&format!("/t/midori-kokuhoren/demos/{demo}/confirmation")).await.text;
        assert!(form.contains("プロジェクターとスクリーン、インターネットの回線"), "{form}");
        let path = format!("/t/midori-kokuhoren/demos/{demo}/refusal");
        let silent = mori.post(&path, &[("reason", " ")]).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(silent.text.contains("お断りする理由"), "{}", silent.text);
        let done = mori.post(&path, &[("reason", "講師が全員出払っています")]).await;
        assert!(done.location().ends_with("?done=declined"), "{}", done.text);
        let page = clerk.get(&format!("/t/midorino/demos/{demo}")).await.text;
        assert!(page.contains("理由：講師が全員出払っています"), "{page}");
        // The same is asked for anew on other days; what it is filled from is the house's own.
        let again = format!("/t/midorino/demos/new?like={demo}");
        assert!(page.contains(&format!("href=\"{again}\"")), "{page}");
        let filled = clerk.get(&again).await;
        assert_eq!(filled.hidden("people").as_deref(), Some("20"), "{}", filled.text);
        assert_eq!(filled.hidden("date_1").unwrap_or_default(), "");
        let misaki = world.as_person("misaki-clerk").await;
        let foreign = misaki.get(&format!("/t/misaki/demos/new?like={demo}")).await;
        assert_eq!(foreign.hidden("people").unwrap_or_default(), "");
        let mails = steps::mails(&world, "midori-kokuhoren", demo).await;
        assert!(mails[0].2.contains("講師が全員出払っています"));
        // What is over cannot be taken back.
        let late = clerk.get(&format!("/t/midorino/demos/{demo}/cancellation")).await;
        assert_eq!(late.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn what_a_town_without_a_house_told_on_the_telephone_is_one_form() {
    on_each_world("a told request", async |world| {
        steps::federation(&world).await;
        let mori = world.as_person("federation").await;
        let form = mori.get("/t/midori-kokuhoren/demos/entry").await.text;
        let at = form.find("月見村（ひろめる未利用）").unwrap();
        let value = form[..at].rfind("value=\"").unwrap() + 7;
        let member = &form[value..value + 36];
        let wrong =
            mori.post("/t/midori-kokuhoren/demos/entry", &steps::typed(&[("contact_email", "")])).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("市区町村を選んでください"), "{}", wrong.text);
        let typed = steps::typed(&[("member", member), ("contact_email", "")]);
        let demo = steps::session(&mori.post("/t/midori-kokuhoren/demos/entry", &typed).await);
        let page = mori.get(&format!("/t/midori-kokuhoren/demos/{demo}")).await.text;
        assert!(page.contains("月見村") && page.contains("電話などで受け、連合会が入力"), "{page}");
        let decided = steps::confirm(&world, demo, "1", 0, "8").await;
        assert_eq!(decided.status, StatusCode::SEE_OTHER);
        // Whom one has to call is named, with the number.
        let page = mori.get(decided.location()).await.text;
        assert!(page.contains("メールアドレスのない相手には知らせていません"), "{page}");
        let (_, list) = page.rsplit_once("電話で知らせる相手").unwrap();
        let list = list.split("</section>").next().unwrap();
        assert!(list.contains("月見村　佐藤 葵") && list.contains("電話 0741-00-1000"), "{list}");
        assert!(steps::mails(&world, "midori-kokuhoren", demo).await.is_empty(), "nobody can be written to");
    })
    .await;
}

#[tokio::test]
async fn somebody_elses_member_is_not_in_the_list() {
    on_each_world("an invented member", async |world| {
        steps::federation(&world).await;
        let mori = world.as_person("federation").await;
        let typed = steps::typed(&[("member", "00000000-0000-0000-0000-000000000001")]);
        let answer = mori.post("/t/midori-kokuhoren/demos/entry", &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("市区町村を選んでください"), "{}", answer.text);
    })
    .await;
}

#[tokio::test]
async fn a_federation_says_what_it_lends_and_when_that_is_away() {
    on_each_world("resources", async |world| {
        steps::federation(&world).await;
        let mori = world.as_person("federation").await;
        let path = "/t/midori-kokuhoren/demos/resources";
        let empty = mori.post(path, &[]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.text.contains("種類を選んでください") && empty.text.contains("名前を入力してください"));
        let third = [("act", "add"), ("kind", "demo_set"), ("name", "デモ機3号（2台）")];
        assert!(mori.post(path, &third).await.location().ends_with("?done=added"));
        let again = mori.post(path, &third).await;
        assert!(again.text.contains("すでに登録されています"), "{}", again.text);

        steps::confirmed(&world, 20).await;
        let first = steps::sets(&world).await[0].to_string();
        let away = |day| {
            [
                ("act", "away"),
                ("resource", first.as_str()),
                ("first_on", day),
                ("last_on", day),
                ("why", "部品の交換"),
            ]
        };
        let promised = mori.post(path, &away("令和6年9月18日")).await;
        assert_eq!(promised.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(promised.text.contains("デモ・説明会かほかの予定があります"), "{}", promised.text);
        assert!(!mori.get(path).await.text.contains("部品の交換"), "nothing of it stayed");
        let kept = mori.post(path, &away("R6.9.19")).await;
        assert!(kept.location().ends_with("?done=away"), "{}", kept.text);
        let second = steps::requested(&world).await;
        let refused = steps::confirm(&world, second, "2", 0, "20").await;
        assert!(refused.text.contains("デモ機1号（2台）は部品の交換"), "{}", refused.text);
        let absence = mori.get(path).await.hidden("absence").unwrap();
        let back = mori.post(path, &[("act", "back"), ("absence", absence.as_str())]).await;
        assert!(back.location().ends_with("?done=back"), "{}", back.text);
        assert_eq!(steps::confirm(&world, second, "2", 0, "20").await.status, StatusCode::SEE_OTHER);

        // Of two who change what it keeps, the slower reads who was faster, and what differs.
        let own = format!("{path}/{first}");
        let version = mori.get(&own).await.hidden("version").unwrap();
        let of_box = |what| [("version", version.as_str()), ("name", "デモ機1号（2台）"), ("contents", what)];
        assert!(mori.post(&own, &of_box("電源")).await.location().ends_with("?done=changed"));
        let slower = mori.post(&own, &of_box("マウス")).await;
        let rules = "/t/midori-kokuhoren/demos/rules";
        let version = mori.get(rules).await.hidden("version").unwrap();
        let least = |people| {
            let mut typed = vec![("version", version.as_str()), ("before", "60"), ("after", "60")];
            typed.extend([("horizon", "365"), ("notice", "14"), ("least", people)]);
            typed.extend([("open_3", "9:00"), ("close_3", "17:00")]);
            typed
        };
        assert!(mori.post(rules, &least("80")).await.location().ends_with("?done=saved"));
        let later = mori.post(rules, &least("61")).await;
        for (answer, words) in
            [(slower, ["中身の一覧", "電源", "マウス"]), (later, ["現地で開く目安の人数", "80", "61"])]
        {
            assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
            assert!(answer.text.contains("森 拓也さんが先に更新しました"), "{}", answer.text);
            assert!(!answer.text.contains("先ほど"), "it says when: {}", answer.text);
            for word in words {
                assert!(answer.text.contains(word), "{word}: {}", answer.text);
            }
        }
    })
    .await;
}
