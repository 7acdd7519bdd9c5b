//! Lists that take longer than anybody waits for: read, written and taken back by jobs, stopped, and killed.

use super::{commit, preview, tile};
use crate::support::{on_each_world, program};
use axum::http::StatusCode;
use chrono::TimeDelta;
use server::jobs;
use std::fmt::Write as _;

/// A list of so many offices, of which some share a corporation.
pub(super) fn long_list(offices: usize) -> String {
    let mut list = String::from("事業所番号,事業所名,サービスの種類,住所,電話番号,法人の名称\n");
    for n in 0..offices {
        writeln!(
            list,
            "29709{n:05},事業所{n},居宅介護支援,みどり野市中央{n}-1,0741-00-1005,株式会社{}",
            n % 700
        )
        .unwrap();
    }
    list
}

#[tokio::test]
async fn a_long_list_is_written_piece_by_piece_and_taken_back() {
    on_each_world("five thousand rows", async |world| {
        let clerk = world.as_person("clerk").await;
        let at = preview(&clerk, "大きな一覧.csv", long_list(5_000).as_bytes()).await;
        let page = clerk.get(&at).await;
        assert_eq!(tile(&page, "新しく登録する事業所"), 5_000);
        let done = commit(&clerk, &at).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let working = clerk.get(&at).await;
        assert!(
            working.text.contains("台帳に反映しています") && working.text.contains("5000行のうち0行（0％）"),
            "{}",
            working.text
        );
        assert_eq!(working.headers.get("refresh").unwrap(), "5");
        let still = clerk.get(&format!("{at}?still=1")).await;
        assert!(still.headers.get("refresh").is_none() && still.text.contains("いまの状態を見る"));
        jobs::drain(&world.app).await.unwrap();
        let result = clerk.get(&at).await;
        assert!(result.text.contains("反映済み") && tile(&result, "新しく登録した事業所") == 5_000);
        let found = "/t/midorino/offices?q=%E4%BA%8B%E6%A5%AD%E6%89%804321";
        assert!(clerk.get(found).await.text.contains(">事業所4321<"));
        let asked = clerk.get(&format!("{at}/undo")).await;
        assert_eq!(tile(&asked, "台帳から消す事業所"), 5_000);
        let version = asked.hidden("version").unwrap();
        clerk.post(&format!("{at}/undo"), &[("version", &version)]).await;
        assert!(clerk.get(&at).await.text.contains("取込を取り消しています"));
        jobs::drain(&world.app).await.unwrap();
        assert!(clerk.get(&at).await.text.contains("5000件を、取込の前に戻しました"));
        assert!(!clerk.get(found).await.text.contains(">事業所4321<"));
    })
    .await;
}

#[tokio::test]
async fn a_long_import_is_stopped_between_two_pieces_and_the_rest_is_not_written() {
    on_each_world("an import is stopped", async |world| {
        let clerk = world.as_person("clerk").await;
        let at = preview(&clerk, "大きな一覧.csv", long_list(2_000).as_bytes()).await;
        commit(&clerk, &at).await;
        let stopped = clerk.post_from(&at, &format!("{at}/stop"), &[]).await;
        assert_eq!(stopped.location(), format!("{at}?done=stopped"));
        jobs::drain(&world.app).await.unwrap();
        let result = clerk.get(&at).await;
        assert!(result.text.contains("途中で止めました（2000行のうち0行"), "{}", result.text);
        assert!(
            !clerk.get("/t/midorino/offices?q=%E4%BA%8B%E6%A5%AD%E6%89%801").await.text.contains(">事業所1<")
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_whose_worker_is_killed_between_two_pieces_is_written_once() {
    on_each_world("killed while importing", async |world| {
        world.run();
        let clerk = world.as_person("clerk").await;
        let at = preview(&clerk, "大きな一覧.csv", long_list(2_000).as_bytes()).await;
        commit(&clerk, &at).await;
        program::start(&world, &["work"], &[("HIROMERU_KILL_AT", "import.piece")]).was_killed().await;
        let half = clerk.get(&at).await;
        assert!(half.text.contains("2000行のうち400行（20％）まで終わりました"), "{}", half.text);
        world.wait(TimeDelta::minutes(6));
        jobs::drain(&world.app).await.unwrap();
        let result = clerk.get(&at).await;
        assert_eq!(tile(&result, "新しく登録した事業所"), 2_000);
        let rows = clerk.get(&format!("{at}?rows=created")).await;
        assert!(rows.text.contains("全2,000件") || rows.text.contains("全2000件"), "{}", rows.text);
        assert!(clerk.get("/t/midorino/offices").await.text.contains("全2"), "no office is there twice");
    })
    .await;
}

#[tokio::test]
async fn a_large_file_is_read_while_the_person_waits_on_a_page_of_its_own() {
    on_each_world("a large file", async |world| {
        let clerk = world.as_person("clerk").await;
        let mut list = long_list(30_000);
        list.push_str(&"注記,,,,,\n".repeat(200_000));
        let at = preview(&clerk, "大きな一覧.csv", list.as_bytes()).await;
        let reading = clerk.get(&at).await;
        assert!(
            reading.text.contains("ファイルを読んでいます") && reading.text.contains("読むのをやめる"),
            "{}",
            reading.text
        );
        jobs::drain(&world.app).await.unwrap();
        let refused = clerk.get(&at).await;
        assert!(
            refused.text.contains("行が多すぎます") && refused.text.contains("別のファイルを取り込む"),
            "{}",
            refused.text
        );
        let mut list = long_list(3_000);
        list.push_str(&format!(",,,,,{}\n", "長い注記".repeat(40)).repeat(8_000));
        let at = preview(&clerk, "大きな一覧.csv", list.as_bytes()).await;
        jobs::drain(&world.app).await.unwrap();
        assert_eq!(tile(&clerk.get(&at).await, "新しく登録する事業所"), 3_000);
    })
    .await;
}
