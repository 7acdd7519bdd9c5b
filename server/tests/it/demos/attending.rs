use super::steps;
use crate::support::on_each_world;
use axum::http::StatusCode;
use chrono::{TimeZone as _, Utc};

#[tokio::test]
async fn attendance_is_taken_by_code_by_list_and_at_the_door_and_bodies_and_people_are_counted_apart() {
    on_each_world("attendance", async |world| {
        steps::federation(&world).await;
        let demo = steps::confirmed(&world, 20).await;
        for (person, people) in [("hidamari", "2"), ("komorebi", "3"), ("tsubame", "1")] {
            let asker = world.as_person(person).await;
            assert_eq!(
                steps::register(&asker, demo, &[("people", people)]).await.status,
                StatusCode::SEE_OTHER
            );
        }
        let codes = steps::codes(&world, demo).await;
        let clerk = world.as_person("clerk").await;
        let path = format!("/t/midorino/demos/{demo}/attendance");
        assert_eq!(clerk.get(&path).await.status, StatusCode::SEE_OTHER, "not before the day");
        let early = clerk
            .post_from(
                &format!("/t/midorino/demos/{demo}"),
                &format!("/t/midorino/demos/{demo}/holding"),
                &[],
            )
            .await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(early.text.contains("まだ始まっていないため"), "{}", early.text);
        let list = clerk.get(&format!("/t/midorino/demos/{demo}/participants")).await.text;
        assert!(list.contains("3団体・6人") && codes.iter().all(|code| list.contains(code)), "{list}");

        world.turn_to(Utc.with_ymd_and_hms(2024, 9, 18, 4, 40, 0).unwrap());
        let clerk = world.as_person("clerk").await;
        let full_width: String =
            codes[0].chars().map(|digit| char::from_u32(u32::from(digit) + 0xfee0).unwrap()).collect();
        let done = clerk.post(&path, &[("act", "code"), ("code", &full_width)]).await;
        assert!(done.location().ends_with("?done=code"), "{}", done.text);
        let unknown = clerk.post(&path, &[("act", "code"), ("code", "9999")]).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            unknown.text.contains("当てはまる申込みがありません") && unknown.text.contains("value=\"9999\""),
            "{}",
            unknown.text
        );
        let nobody = clerk.post(&path, &[("act", "walk_in"), ("walk_in_people", "2")]).await;
        assert!(nobody.text.contains("事業所や団体の名前を入力してください"), "{}", nobody.text);
        // The federation takes what is left, from its own house.
        let mori = world.as_person("federation").await;
        let theirs = format!("/t/midori-kokuhoren/demos/{demo}/attendance");
        let walk_in = [("act", "walk_in"), ("walk_in", "社会福祉協議会"), ("walk_in_people", "２")];
        assert_eq!(mori.post(&theirs, &walk_in).await.status, StatusCode::SEE_OTHER);
        let page = mori.get(&theirs).await.text;
        let fields: Vec<&str> =
            page.match_indices("name=\"came-").map(|(at, _)| &page[at + 6..at + 47]).collect();
        assert_eq!(fields.len(), 4, "{page}");
        let bad = mori.post(&theirs, &[("act", "list"), (fields[0], "たくさん")]).await;
        assert!(bad.text.contains("来た人数は、0から500までの数字"), "{}", bad.text);
        // ひだまり came with one more, こもれび with one less, つばめ not at all.
        let came = [("act", "list"), (fields[0], "3"), (fields[1], "２"), (fields[2], "0"), (fields[3], "2")];
        assert_eq!(mori.post(&theirs, &came).await.status, StatusCode::SEE_OTHER);

        // Whoever opened the list before that changes nothing by sending it as it was.
        let old = [("act", "list"), (fields[0], ""), (fields[1], ""), (fields[2], "")];
        assert_eq!(mori.post(&theirs, &old).await.status, StatusCode::SEE_OTHER);
        let scanned = mori.get(&format!("/demos/{demo}/door?q={}", codes[0])).await;
        assert_eq!(scanned.location(), format!("/t/midori-kokuhoren/demos/{demo}/door?q={}", codes[0]));

        let held = clerk
            .post_from(
                &format!("/t/midorino/demos/{demo}"),
                &format!("/t/midorino/demos/{demo}/holding"),
                &[],
            )
            .await;
        assert!(held.location().ends_with("?done=held"), "{}", held.text);
        // What is next is said there, and on the homes of both houses; each guest is no line of the history.
        let next = mori.get(&format!("/t/midori-kokuhoren/demos/{demo}")).await.text.replace("<!>", "");
        for words in ["実施報告を書いてください", "出欠を記録しました（"] {
            assert!(next.contains(words), "{words}: {next}");
        }
        assert!(!next.contains("申込みのページ"), "nobody registers any more: {next}");
        let homes = [(&clerk, "midorino"), (&mori, "midori-kokuhoren")];
        for (who, house) in homes {
            let report = format!("href=\"/t/{house}/demos/{demo}/report\"");
            let home = who.get(&format!("/t/{house}")).await.text;
            assert!(home.contains(&report), "{house}: {home}");
        }
        let page = clerk.get(&format!("/t/midorino/demos/{demo}")).await.text;
        let text = page.replace("<!>", "");
        for words in [
            "開催済み",
            "来た事業所・団体</dt><dd class=\"stat__value\">3<",
            "来た人</dt><dd class=\"stat__value\">7<",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
    })
    .await;
}
