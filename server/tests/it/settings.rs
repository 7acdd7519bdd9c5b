//! What an administrator sets, and the tenants that a federation opens.

use crate::{
    accounts::{PASSWORD, link_in, set_up},
    support::{Asker, World, on_each_world},
};
use axum::http::StatusCode;
use chrono::TimeDelta;
use server::routes;
use std::collections::BTreeSet;
use store::{Scope, accounts, events, mails, tenants};

const SENDER: &str = "/t/midorino/settings/sender";
const DAYS: &str = "/t/midorino/settings/closed-days?year=2024";

fn sender<'a>(version: &'a str, department: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("version", version),
        ("head", "みどり野市長　緑川　進"),
        ("department", department),
        ("phone", "０７４１－００－１０００"),
        ("hours", "平日"),
        ("document_prefix", "みどり介"),
    ]
}

#[tokio::test]
async fn of_two_administrators_with_one_version_the_slower_is_shown_what_the_faster_did() {
    on_each_world("settings conflict", async |world| {
        let administrator = world.as_person("administrator").await;
        let version = administrator.get(SENDER).await.hidden("version").unwrap();
        let saved = administrator.post(SENDER, &sender(&version, "給付課")).await;
        assert_eq!(saved.location(), format!("{SENDER}?done=saved"), "{}", saved.text);
        let page = administrator.get(SENDER).await.text;
        assert!(page.contains("みどり野市 給付課") && page.contains("0741-00-1000"), "{page}");
        let slower = administrator.post(SENDER, &sender(&version, "福祉課")).await;
        assert_eq!(slower.status, StatusCode::CONFLICT);
        for words in ["渡辺 守さんが先に更新しました", "給付課", "福祉課"] {
            assert!(slower.text.contains(words), "{words}: {}", slower.text);
        }
        assert!(administrator.get(SENDER).await.text.contains("給付課"));
    })
    .await;
}

#[tokio::test]
async fn a_closed_day_moves_the_day_by_which_an_application_is_decided() {
    on_each_world("closed days", async |world| {
        let administrator = world.as_person("administrator").await;
        let before = administrator.get(DAYS).await.text;
        assert!(before.contains("スポーツの日") && before.contains("年末年始"), "{before}");
        let wrong = [("from", "令和6年10月15日"), ("to", "R6.10.1"), ("reason", "")];
        let refused = administrator.post(DAYS, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("令和6年10月15日") && refused.text.contains("理由を入力してください"));
        let typed = [("from", "令和6年10月11日"), ("to", "R6.10.15"), ("reason", "庁舎移転")];
        let done = administrator.post(DAYS, &typed).await;
        assert_eq!(done.location(), "/t/midorino/settings/closed-days?year=2024&done=closed&days=2");
        let again = administrator.post(DAYS, &typed).await;
        assert!(again.text.contains("すでに閉庁日"), "{}", again.text);
        let tenant = crate::accounts::midorino(&world).await;
        let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
        let calendar = domain::working_days::WorkingCalendar::new(tenants::closed_days(&tx).await.unwrap());
        drop(tx);
        let day = |text: &str| text.parse().unwrap();
        assert_eq!(calendar.add_working_days(day("2024-10-10"), 1), day("2024-10-16"));

        let removal = [("day", "2024-10-15"), ("reason", "庁舎移転"), ("year", "2024")];
        let path = "/t/midorino/settings/closed-days/removal";
        let gone = administrator.post_from(DAYS, path, &removal).await;
        assert_eq!(gone.location(), "/t/midorino/settings/closed-days?year=2024&done=reopened");
        let slower = administrator.post_from(DAYS, path, &removal).await;
        assert_eq!(slower.status, StatusCode::CONFLICT);
        assert!(slower.text.contains("渡辺 守さんが先に更新しました"), "{}", slower.text);
    })
    .await;
}

#[tokio::test]
async fn the_settings_say_what_an_administrator_should_look_at() {
    on_each_world("settings at a glance", async |world| {
        let administrator = world.as_person("administrator").await;
        let page = administrator.get("/t/midorino/settings").await.text;
        for words in ["差出人と窓口", "閉庁日", "ログイン中の職員", "未検証", "まだ記録がありません"]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
        let tx = world.app.store.write(&Scope::system("test")).await.unwrap();
        let mark = store::operations::Mark { at: world.app.clock.now(), detail: "12 MB".into() };
        store::operations::mark(&tx, store::operations::Act::Backup, mark).await.unwrap();
        tx.commit().await.unwrap();
        world.wait(TimeDelta::days(3));
        let administrator = world.as_person("administrator").await;
        let page = administrator.get("/t/midorino/settings").await.text;
        assert!(page.contains("2日以上前です") && page.contains("12 MB"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn an_administrator_sees_who_is_signed_in_and_ends_it() {
    on_each_world("sessions of staff", async |world| {
        let (clerk, applicant) = (world.as_person("clerk").await, world.as_person("hidamari").await);
        let administrator = world.as_person("administrator").await;
        let list = "/t/midorino/people/sessions";
        let page = administrator.get(list).await.text;
        assert!(page.contains("佐藤 葵") && page.contains("この端末"), "{page}");
        assert!(!page.contains("日向 陽子さん"), "applicants are no staff");
        let id = crate::subsidies::steps::account(&world, "clerk").await;
        let one = page.find(&format!("/people/{id}/sessions/")).unwrap();
        let path = format!("/t/midorino{}", &page[one..one + page[one..].find('"').unwrap()]);
        let ended = administrator.post_from(list, &path, &[]).await;
        assert_eq!(ended.location(), format!("{list}?done=ended"), "{}", ended.text);
        assert_eq!(clerk.get("/account").await.status, StatusCode::SEE_OTHER);
        assert_eq!(applicant.get("/account").await.status, StatusCode::OK);
        let again = administrator.post_from(list, &path, &[]).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND, "it has ended");

        let own = crate::subsidies::steps::account(&world, "administrator").await;
        let second = world.as_person("administrator").await;
        let all = format!("/t/midorino/people/{own}/sessions/ending");
        administrator.post_from(list, &all, &[]).await;
        assert_eq!(second.get("/account").await.status, StatusCode::SEE_OTHER);
        assert_eq!(administrator.get(list).await.status, StatusCode::OK, "one's own stays");
        let foreign = crate::subsidies::steps::account(&world, "misaki-clerk").await;
        let path = format!("/t/midorino/people/{foreign}/sessions/ending");
        assert_eq!(administrator.post_from(list, &path, &[]).await.status, StatusCode::NOT_FOUND);
        let audit = administrator.get("/t/midorino/audit?noun=member").await.text;
        assert!(audit.contains("ログアウトさせました") && audit.contains("佐藤 葵さん"), "{audit}");
    })
    .await;
}

fn opening<'a>(slug: &'a str, codes: &'a str, email: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("kind", "municipality"),
        ("name", "みのり市"),
        ("slug", slug),
        ("codes", codes),
        ("administrator_name", "開設　花子"),
        ("administrator_email", email),
    ]
}

async fn refused(asker: &Asker, typed: &[(&str, &str)], words: &str) {
    let answer = asker.post("/t/midori-kokuhoren/tenants/new", typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
    assert!(answer.text.contains(words), "{words}: {}", answer.text);
}

#[tokio::test]
async fn a_federation_opens_a_municipality_whose_administrator_begins_by_mail() {
    on_each_world("opening a municipality", async |world| {
        let federation = world.as_person("federation").await;
        let email = "hanako@minori.example.jp";
        refused(&federation, &opening("minori", "272108", email), "ほかの都道府県の市区町村です").await;
        refused(&federation, &opening("midorino", "292010", email), "ほかの自治体・団体が使っています").await;
        refused(&federation, &opening("minori", "292991", email), "すでに開設されています").await;
        refused(&federation, &opening("minori", "292011", email), "このコードで正しい").await;
        refused(
            &federation,
            &opening("minori", "292010", "hinata@hidamari.example.jp"),
            "事業所の方が使っています",
        )
        .await;
        let done =
            federation.post("/t/midori-kokuhoren/tenants/new", &opening("minori", "292010", email)).await;
        assert_eq!(done.location(), "/t/midori-kokuhoren/tenants?done=opened", "{}", done.text);
        assert!(federation.get(done.location()).await.text.contains("みのり市"));
        assert_eq!(federation.get("/t/minori").await.status, StatusCode::NOT_FOUND, "it is not theirs");

        let (tenant, mail) = opened(&world, "minori", email).await;
        assert!(mail.contains("みどり県国民健康保険団体連合会 森 拓也さんが"), "{mail}");
        let first = world.anybody();
        let chosen = first.post(&link_in(&mail), &[("new_password", PASSWORD)]).await;
        assert_eq!(chosen.location(), "/sign-in/second-factor", "{}", chosen.text);
        set_up(&world, &first).await;
        let page = first.get("/t/minori/settings").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("まだ空の項目があります"), "{}", page.text);
        assert_eq!(first.get("/t/minori/tenants").await.status, StatusCode::NOT_FOUND);
        let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
        let kinds: Vec<_> =
            events::latest(&tx, 10).await.unwrap().into_iter().map(|event| event.kind).collect();
        assert_eq!(kinds, ["member.added", "tenant.added"]);
        assert_eq!(events::first_broken(&tx).await.unwrap(), None);
        let audit = federation.get("/t/midori-kokuhoren/audit").await.text;
        assert!(audit.contains("ほかの自治体・団体を開設しました"), "{audit}");
    })
    .await;
}

async fn opened(world: &World, slug: &str, email: &str) -> (domain::ids::TenantId, String) {
    let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
    let tenant = tenants::by_slug(&tx, slug).await.unwrap().unwrap().id;
    let account = accounts::by_email(&tx, email).await.unwrap().unwrap().id;
    drop(tx);
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let mail = mails::about(&tx, "account", account.uuid()).await.unwrap().pop().unwrap();
    (tenant, mail.mail.body)
}

#[tokio::test]
async fn the_central_federation_opens_federations_and_no_municipality() {
    on_each_world("opening a federation", async |world| {
        let central = world.as_person("central").await;
        let page = central.get("/t/chuokai/tenants/new").await.text;
        assert!(
            page.contains("国保連合会") && page.contains("都道府県") && !page.contains("市区町村</label>")
        );
        let mut typed = opening("kita-kokuhoren", "010006", "kita@kokuhoren.example.jp");
        let answer = central.post("/t/chuokai/tenants/new", &typed).await;
        assert!(answer.text.contains("種類を選んでください"), "{}", answer.text);
        typed[0] = ("kind", "federation");
        let answer = central.post("/t/chuokai/tenants/new", &typed).await;
        assert_eq!(answer.location(), "/t/chuokai/tenants?done=opened", "{}", answer.text);
    })
    .await;
}

#[test]
fn every_tested_screen_of_the_accessibility_report_is_there() {
    let routes = routes::all();
    let there: BTreeSet<&str> =
        routes.listed().iter().filter(|route| route.method == "GET").map(|route| route.path).collect();
    let gone: Vec<_> = app::home::SCREENS.iter().filter(|(path, _)| !there.contains(path)).collect();
    assert!(gone.is_empty(), "{gone:?}");
    assert!(app::home::SCREENS.len() >= 40, "a test of a set of pages looks at 40 or more");
}

#[tokio::test]
async fn the_accessibility_report_is_a_file_of_38_criteria() {
    on_each_world("accessibility report", async |world| {
        let page = world.anybody().get("/accessibility").await.text;
        assert!(page.contains("1.1.1 非テキストコンテンツ") && page.contains("未実施"), "{page}");
        let file = world.anybody().get("/accessibility/report.csv").await;
        assert!(file.bytes.starts_with(&[0xEF, 0xBB, 0xBF]), "with its mark");
        assert_eq!(file.text.lines().count(), 39);
    })
    .await;
}
