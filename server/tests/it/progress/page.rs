//! The page and its data: nothing before the city says so, nothing that tells of single offices.

use super::steps::{offices, uses};
use crate::{
    follow_up::steps::{good, main},
    subsidies::steps::tenant,
    support::on_each_world,
};
use axum::http::StatusCode;
use domain::adoption::AdoptionState;
use serde_json::Value;
use store::{Scope, events};

const SETTINGS: &str = "/t/midorino/adoption/public";
const PUBLIC: &str = "/t/midorino/public/progress";
const FILES: [&str; 3] = ["data.csv", "definitions.csv", "data.json"];

#[tokio::test]
async fn a_city_shows_what_it_saw_before_and_nobody_sees_more() {
    on_each_world("public progress", async |world| {
        let (clerk, anybody) = (world.as_person("clerk").await, world.anybody());
        let ids = offices(&world, 3).await;
        uses(&world, ids[3], AdoptionState::Licensed).await;
        assert_eq!(anybody.get(PUBLIC).await.status, StatusCode::NOT_FOUND, "off until the city says so");
        for file in FILES {
            assert_eq!(
                anybody.get(&format!("{PUBLIC}/{file}")).await.status,
                StatusCode::NOT_FOUND,
                "{file}"
            );
        }

        let long = "長".repeat(601);
        let wrong = clerk.post(SETTINGS, &[("lead", &long), ("contact", "給付係")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for part in ["はじめの文は600文字まで", "オープンデータの利用条件を選んで", "給付係", long.as_str()]
        {
            assert!(wrong.text.contains(part), "{part}");
        }
        let typed = [
            ("lead", "市をあげて普及に取り組んでいます。"),
            ("contact", ""),
            ("licence", "pdl_1"),
            ("by_service", "yes"),
            ("with_voices", "yes"),
        ];
        let with = |version: &'static str| {
            typed.iter().copied().chain([("version", version)]).collect::<Vec<(&str, &str)>>()
        };
        good(&clerk, SETTINGS, &with("0")).await;
        assert_eq!(
            anybody.get(PUBLIC).await.status,
            StatusCode::NOT_FOUND,
            "what is saved is not public yet"
        );
        let late = clerk.post(&format!("{SETTINGS}/switch"), &[("version", "0"), ("act", "publish")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "what is published is what was seen");
        let preview = main(&clerk.get(SETTINGS).await);
        good(&clerk, &format!("{SETTINGS}/switch"), &[("version", "1"), ("act", "publish")]).await;

        let shown = anybody.get(PUBLIC).await;
        assert_eq!(shown.status, StatusCode::OK);
        let shown = main(&shown);
        // 4 of the eight that were added and the three of the demonstration.
        for part in
            ["4／11事業所", "市をあげて普及に取り組んでいます。", "公共データ利用規約", "0741-00-1000"]
        {
            assert!(shown.contains(part), "{part}: {shown}");
            assert!(preview.contains(part), "{part} was seen before: {preview}");
        }
        assert!(
            !shown.contains("伴走事業所") && !shown.contains("ひだまり"),
            "no office by its name: {shown}"
        );
        // One office of 通所介護 alone: its group is hidden, and the one that would tell it by subtraction as well.
        assert_eq!(shown.matches("＊</td>").count(), 9, "{shown}");

        let csv = anybody.get(&format!("{PUBLIC}/data.csv")).await;
        assert!(csv.bytes.starts_with(b"\xef\xbb\xbf"), "a mark for spreadsheets");
        let lines: Vec<&str> = csv.text.lines().collect();
        assert!(lines[1].contains("全体") && lines[1].ends_with(",4,11,36.4"), "{}", lines[1]);
        assert!(lines.iter().any(|line| line.contains("通所介護") && line.ends_with(",*,*,*")), "{lines:?}");
        let json = anybody.get(&format!("{PUBLIC}/data.json")).await;
        let data: Value = serde_json::from_slice(&json.bytes).unwrap();
        assert_eq!((&data["whole"]["adopted"], &data["whole"]["offices"]), (&4.into(), &11.into()));
        assert_eq!((&data["using"], &data["whole"]["rate_percent"]), (&3.into(), &"36.4".into()));
        assert_eq!(data["licence"]["code"], "pdl_1");
        assert_eq!(data["publisher"]["code"], "292991");
        assert_eq!(data["as_of"], world.app.clock.today().to_string());
        assert!(
            data["definitions"]
                .as_array()
                .unwrap()
                .iter()
                .all(|one| !one["meaning"].as_str().unwrap().is_empty())
        );
        let services = data["services"].as_array().unwrap();
        assert!(services.iter().all(|one| one["hidden"] == true && one["numbers"].is_null()), "{services:?}");
        let meanings = anybody.get(&format!("{PUBLIC}/definitions.csv")).await;
        assert!(
            meanings.text.contains("導入率の分母です") && meanings.text.contains("PDL1.0"),
            "{}",
            meanings.text
        );

        // Somebody was faster: both versions are told, and nothing typed is lost.
        let conflict = clerk.post(SETTINGS, &with("1")).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT);
        good(&clerk, &format!("{SETTINGS}/switch"), &[("version", "2"), ("act", "hide")]).await;
        assert_eq!(anybody.get(PUBLIC).await.status, StatusCode::NOT_FOUND);
        assert_eq!(anybody.get(&format!("{PUBLIC}/data.json")).await.status, StatusCode::NOT_FOUND);
        let house = tenant(&world, "midorino").await;
        let tx = world.app.store.read(&Scope::tenant_by_system(house, "test")).await.unwrap();
        let kinds: Vec<String> = events::of_subject(&tx, "tenant", house.uuid())
            .await
            .unwrap()
            .into_iter()
            .map(|event| event.kind)
            .filter(|kind| kind.starts_with("progress."))
            .collect();
        assert_eq!(kinds, ["progress.edited", "progress.published", "progress.hidden"]);
    })
    .await;
}
