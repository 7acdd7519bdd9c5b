//! 普及状況: the numbers of 武蔵野市 through lists of adopters, with their tables and the offices behind them; and the rates
//! that others published, which no number of ours takes up.

use crate::{
    follow_up::steps::{good, main},
    subsidies::steps::tenant,
    support::{Answer, Asker, World, on_each_world},
};
use axum::http::StatusCode;
use domain::{
    form::Typed,
    ids::OfficeId,
    offices::{Field, NewOffice},
};
use store::{Scope, adoption, offices};

const HERE: &str = "/t/midorino/adoption";
/// The days of 武蔵野市.
const DAYS: &str = "on=2024-04-01&since=2023-04-01";
const AREAS: [&str; 3] = ["北部", "中部", "南部"];

/// The number of an office that the test adds.
fn number(place: usize) -> String {
    format!("29708{place:05}")
}

/// Fills みどり野市's register up to 188 open offices: every third in an area, half of them with home visits as well, the
/// last of them closed since May 2024. How many were there before.
async fn register(world: &World) -> usize {
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    let tx = world.app.store.write(&scope).await.unwrap();
    let day = "2024-04-01".parse().unwrap();
    let before = adoption::counting::population(&tx, day).await.unwrap().open(day).count();
    for place in 0..188 - before {
        let last = place == 187 - before;
        let typed = [
            (Field::Number, number(place)),
            (Field::Name, format!("数える事業所{place}")),
            (Field::Services, "43".to_owned()),
            (Field::Area, AREAS[place % 3].to_owned()),
            (Field::CorporationName, format!("かぞえる法人{}", place % 40)),
            (Field::Status, if last { "closed" } else { "active" }.to_owned()),
            (Field::StatusOn, if last { "2024-05-01" } else { "" }.to_owned()),
            (Field::Address, format!("みどり県みどり野市数え町{place}番地")),
        ];
        let visits = (place % 2 == 0).then(|| (Field::Services, "11".to_owned()));
        let typed: Typed =
            typed.into_iter().chain(visits).map(|(field, value)| (field.name().to_owned(), value)).collect();
        let office = NewOffice::parse(&typed).unwrap();
        let id: OfficeId = world.app.clock.id();
        offices::add(&tx, id, &office, &|| world.app.clock.id(), world.app.clock.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
    before
}

/// Uploads a list of adopters of a day and records it; its address.
async fn recorded(clerk: &Asker, as_of: &str, list: &str) -> String {
    let typed = [("scope", "own"), ("kind", "adopters"), ("source", "wam_net_list"), ("as_of", as_of)];
    let answer =
        clerk.upload("/t/midorino/imports/new", &typed, &[("file", "一覧.csv", list.as_bytes())]).await;
    let at = answer.location().to_owned();
    let version = clerk.get(&at).await.hidden("version").unwrap();
    good_from(clerk, &at, &format!("{at}/commit"), &[("version", &version)]).await;
    at
}

async fn good_from(asker: &Asker, page: &str, path: &str, typed: &[(&str, &str)]) -> Answer {
    let answer = asker.post_from(page, path, typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", main(&answer));
    answer
}

/// The rows of a table that is saved, without its heads.
async fn table(asker: &Asker, path: &str) -> Vec<Vec<String>> {
    let answer = asker.get(&format!("{HERE}/{path}&format=csv")).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
    let cells = |line: &str| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect();
    answer.text.trim_start_matches('\u{feff}').lines().skip(1).map(cells).collect()
}

fn sum(rows: &[Vec<String>], column: usize) -> u64 {
    rows.iter().map(|row| row[column].parse::<u64>().unwrap()).sum()
}

#[tokio::test]
async fn from_4_to_30_of_188_offices_is_a_rise_by_13_8_points_wherever_it_is_told() {
    on_each_world("the numbers of 武蔵野市", async |world| {
        let before = register(&world).await;
        let clerk = world.as_person("clerk").await;
        let list = |count: usize| -> String {
            let line = |place| {
                format!("{},数える事業所{place},みどり県みどり野市数え町{place}番地\n", number(place))
            };
            format!("事業所番号,事業所名,所在地\n{}", (0..count).map(line).collect::<String>())
        };
        recorded(&clerk, "2023-04-01", &list(4)).await;
        let doubtful = format!("{},となり町ケアプランセンター,となり町1-1\n", list(30));
        let second = recorded(&clerk, "2024-04-01", &doubtful).await;

        let page = main(&clerk.get(&format!("{HERE}?{DAYS}")).await);
        for part in [
            "30／188事業所、令和6年4月1日現在",
            "4／188事業所、令和5年4月1日現在",
            "+13.8",
            "令和5年4月1日の2.1%から令和6年4月1日の16.0%へ、13.8ポイント上がりました",
            "÷ その日に台帳で営業中の事業所",
            "一覧のうち1件は、どの事業所か確かめるのを待っています",
            second.as_str(),
            r#"role="img""#,
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(!page.contains("style="), "{page}");

        // The tables add up to the same.
        let steps = table(&clerk, &format!("export?table=steps&{DAYS}")).await;
        assert_eq!(sum(&steps[..5], 2), 188);
        assert_eq!((steps[0][2].as_str(), steps[0][4].as_str(), steps[5][2].as_str()), ("30", "4", "188"));
        for by in ["area", "corporation", "software"] {
            let mut rows = table(&clerk, &format!("export?table={by}&{DAYS}")).await;
            let whole = rows.pop().unwrap();
            assert_eq!(
                (sum(&rows, 2), sum(&rows, 7), sum(&rows, 10), sum(&rows, 11)),
                (30, 188, 4, 188),
                "{by}"
            );
            assert_eq!((whole[8].as_str(), whole[12].as_str(), whole[13].as_str()), ("16.0", "2.1", "13.8"));
        }
        let services = table(&clerk, &format!("export?table=service&{DAYS}")).await;
        let visits = services.iter().find(|row| row[0] == "訪問介護").unwrap();
        assert_eq!(
            (visits[2].as_str(), visits[10].as_str()),
            ("15", "2"),
            "every other of the thirty, and of the four"
        );
        let trend = table(&clerk, &format!("export?table=trend&{DAYS}")).await;
        assert_eq!(trend.len(), 36);
        assert_eq!((trend[35][1].as_str(), trend[34][1].as_str(), trend[34][2].as_str()), ("30", "4", "188"));
        assert_eq!(trend[22][4], "記録がありません", "nothing was known in March 2023: {:?}", trend[22]);

        // What was closed since is no longer counted; what was counted stays as it was.
        let today = table(&clerk, "export?table=steps&").await;
        assert_eq!((today[5][2].as_str(), today[5][4].as_str()), ("187", "188"));

        // The offices behind a number, and on to a segment of them.
        let north = (0..188 - before).filter(|place| place % 3 == 0).count();
        let path = "offices?by=area&of=%E5%8C%97%E9%83%A8&step=&on=2024-04-01";
        let missing = table(&clerk, &path.replace("offices?", "offices/export?")).await;
        assert_eq!(missing.len(), north - 10);
        assert!(missing.iter().all(|row| row[3] == "北部" && row[5] == "不明"), "{missing:?}");
        let page = main(&clerk.get(&format!("{HERE}/{path}")).await);
        assert!(page.contains("数える事業所30<") && !page.contains("数える事業所0<"), "{page}");
        let to = "/t/midorino/offices/segments/new?adoption=no&amp;area=%E5%8C%97%E9%83%A8";
        assert!(page.contains(to), "{page}");
        let form = main(&clerk.get(&to.replace("&amp;", "&")).await);
        assert!(form.contains(r#"value="北部""#), "{form}");
        let viewer = main(&world.as_person("viewer").await.get(&format!("{HERE}/{path}")).await);
        assert!(viewer.contains("数える事業所30<") && !viewer.contains("segments/new"), "{viewer}");

        // Days that cannot be told of are named, and stay as they were typed.
        for (days, told) in [
            ("on=きのう&since=", "導入率を見る日は"),
            ("on=2030-01-01&since=", "今日までの日付"),
            ("on=2024-04-01&since=2024-04-01", "より前の日付で入力してください"),
        ] {
            let answer =
                clerk.get(&format!("{HERE}?{days}").replace("きのう", "%E3%81%8D%E3%81%AE%E3%81%86")).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{days}");
            let typed = days[3..].split('&').next().unwrap();
            assert!(
                main(&answer).contains(told) && main(&answer).contains(typed),
                "{days}: {}",
                main(&answer)
            );
        }
    })
    .await;
}

#[tokio::test]
async fn what_others_published_stands_beside_ours_and_is_changed_by_its_own_house_alone() {
    on_each_world("published rates", async |world| {
        let clerk = world.as_person("clerk").await;
        let central = world.as_person("central").await;
        let (own, theirs) = (format!("{HERE}/published"), "/t/chuokai/adoption/published");
        let ours = table(&clerk, "export?table=steps&").await;
        let typed = [
            ("whose", "全国"),
            ("percent", "9.8"),
            ("numerator", "28,191"),
            ("as_of", "令和6年6月30日"),
            ("month_only", "yes"),
            ("source", "介護のニュース"),
        ];
        good(&central, &format!("{theirs}/new"), &typed).await;

        // A mistake loses nothing.
        let wrong = [("whose", "みどり県"), ("percent", "112"), ("as_of", "2024-06-30"), ("source", "")];
        let answer = clerk.post(&format!("{own}/new"), &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = main(&answer);
        assert!(page.contains("0から100まで") && page.contains("出典を入力してください"), "{page}");
        assert!(page.contains(r#"value="みどり県""#) && page.contains(r#"value="112""#), "{page}");
        let typed = [
            ("whose", "みどり県"),
            ("percent", "20"),
            ("numerator", "30"),
            ("denominator", "188"),
            ("as_of", "2024-06-30"),
            ("source", "県の資料"),
        ];
        assert!(good(&clerk, &format!("{own}/new"), &typed).await.ends_with("done=added"));

        let page = main(&clerk.get(&own).await);
        for part in [
            "28,191事業所（割合から逆算した分母は、およそ287,700事業所）",
            "令和6年6月<",
            "分子と分母から計算すると16.0%で、公表された20.0%と合いません",
            "計算には使いません",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert_eq!(page.matches("/edit\"").count(), 1, "the own house's alone: {page}");
        let dashboard = main(&clerk.get(HERE).await);
        assert!(dashboard.contains("28,191事業所"), "{dashboard}");
        assert_eq!(table(&clerk, "export?table=steps&").await, ours, "no number of ours has changed");
        assert!(!main(&central.get(theirs).await).contains("みどり県"), "a city's own is the city's");

        // Two clerks at once: the second sees what the first wrote.
        let edit = page.split("href=\"").find(|part| part.contains("/edit\"")).unwrap();
        let edit = edit.split('"').next().unwrap().to_owned();
        let form = clerk.get(&edit).await;
        let version = form.hidden("version").unwrap();
        let typed = |percent: &'static str| {
            [
                ("version", version.as_str()),
                ("whose", "みどり県"),
                ("percent", percent),
                ("as_of", "2024-06-30"),
                ("source", "県の資料"),
            ]
        };
        good_from(&clerk, &edit, &edit, &typed("16")).await;
        let late = clerk.post_from(&edit, &edit, &typed("17")).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text.contains("16.0") && late.text.contains("17.0"), "{}", main(&late));

        // Another house may read 国保中央会's, and change nothing of it; a viewer changes nothing at all.
        let other = main(&central.get(theirs).await);
        let foreign = other.split("href=\"").find(|part| part.contains("/edit\"")).unwrap();
        let foreign = foreign.split('"').next().unwrap().replace("/t/chuokai/", "/t/midorino/");
        assert_eq!(clerk.get(&foreign).await.status, StatusCode::NOT_FOUND);
        let removal = foreign.replace("/edit", "/removal");
        assert_eq!(clerk.post_from(&own, &removal, &[]).await.status, StatusCode::NOT_FOUND);
        let viewer = world.as_person("viewer").await;
        assert!(!main(&viewer.get(&own).await).contains("/edit\""));
        assert_eq!(viewer.get(&format!("{own}/new")).await.status, StatusCode::NOT_FOUND);

        let removal = edit.replace("/edit", "/removal");
        assert!(good_from(&clerk, &own, &removal, &[]).await.location().ends_with("done=removed"));
        good_from(&clerk, &own, &removal, &[]).await;
        let page = main(&clerk.get(&own).await);
        assert!(!page.contains("県の資料") && page.contains("28,191事業所"), "{page}");
    })
    .await;
}
