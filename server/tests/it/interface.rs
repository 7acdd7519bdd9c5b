//! 外部連携: a key reads what it opens of its own house and nothing else; what is answered is what the document says.

use crate::{
    demos, payments, progress,
    subsidies::steps,
    support::{Answer, World, on_each_world},
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use chrono::TimeDelta;
use domain::{
    adoption::AdoptionState,
    ids::ApiKeyId,
    interface::{ApiKeyForm, Permission},
    wareki::format_date,
};
use serde_json::Value;
use server::{keys, routes};
use std::collections::BTreeSet;
use store::{Scope, interface::keys as api_keys};

const LIST: &str = "/t/midorino/settings/api-keys";
const NEW: &str = "/t/midorino/settings/api-keys/new";

/// A key of a house, from any address, until the day after tomorrow; as its system keeps it.
pub async fn key(world: &World, slug: &str, permissions: &[&str]) -> (ApiKeyId, String) {
    key_of(world, slug, permissions, &[]).await
}

async fn key_of(world: &World, slug: &str, permissions: &[&str], addresses: &[&str]) -> (ApiKeyId, String) {
    let who = match slug {
        "midorino" => "administrator",
        "misaki" => "misaki-clerk",
        _ => "prefecture",
    };
    let scope = Scope::tenant(steps::tenant(world, slug).await, steps::account(world, who).await);
    let form = ApiKeyForm {
        name: "地図".to_owned(),
        permissions: permissions.iter().map(|word| Permission::named(word).unwrap()).collect(),
        until: world.app.clock.today() + TimeDelta::days(2),
        addresses: addresses.iter().map(|address| address.parse().unwrap()).collect(),
    };
    let (id, secret): (ApiKeyId, String) = (world.app.clock.id(), keys::token());
    let tx = world.app.store.write(&scope).await.unwrap();
    api_keys::add(&tx, id, &form, keys::sha256(&secret), world.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    (id, format!("hiromeru.{id}.{secret}"))
}

async fn ask(world: &World, path: &str, key: &str) -> Answer {
    let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {key}"));
    world.anybody().send(request.body(Body::empty()).unwrap()).await
}

async fn read(world: &World, path: &str, key: &str) -> Value {
    let answer = ask(world, path, key).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/json", "{path}");
    assert!(!answer.headers.contains_key(header::SET_COOKIE), "{path}");
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store", "{path}");
    assert!(!answer.headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN), "{path}");
    serde_json::from_slice(&answer.bytes).unwrap()
}

fn items(list: &Value) -> &Vec<Value> {
    list["items"].as_array().unwrap()
}

fn names(object: &Value) -> BTreeSet<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

/// Refused with this status, as a problem with this word in its sentence.
async fn refused(world: &World, path: &str, key: &str, status: StatusCode, told: &str) {
    let answer = ask(world, path, key).await;
    assert_eq!(answer.status, status, "{path}: {}", answer.text);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json", "{path}");
    let problem: Value = serde_json::from_slice(&answer.bytes).unwrap();
    assert_eq!(problem["status"], status.as_u16(), "{problem}");
    assert!(problem["detail"].as_str().unwrap().contains(told), "{told}: {problem}");
    assert_eq!(answer.headers.contains_key(header::WWW_AUTHENTICATE), status == StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_administrator_makes_a_key_sees_it_once_and_revokes_it() {
    on_each_world("a key made and revoked", async |world| {
        steps::office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let administrator = world.as_person("administrator").await;
        assert!(administrator.get("/t/midorino/settings").await.text.contains(LIST));
        let until = (world.app.clock.today() + TimeDelta::days(1)).to_string();
        let wrong = [("name", "連携試験機"), ("until", until.as_str()), ("addresses", "庁内")];
        let wrong = administrator.post(NEW, &wrong).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for told in ["読めるものを1つ以上選んでください", "1行目を確かめてください", "value=\"連携試験機\""]
        {
            assert!(wrong.text.contains(told), "{told}: {}", wrong.text);
        }

        let typed = [("name", "連携試験機"), ("permissions", "offices"), ("until", until.as_str())];
        world.wait(TimeDelta::minutes(16));
        let late = administrator.post(NEW, &typed).await;
        assert!(late.location().starts_with("/demo?next=/kept/"), "signs in again: {}", late.location());
        let administrator = world.as_person("administrator").await;
        let made = administrator.post(NEW, &typed).await;
        let address = made.location().to_owned();
        assert!(address.starts_with(LIST) && address.ends_with("?done=made"), "{}", made.text);
        let page = administrator.get(&address).await.text;
        let at = page.find("hiromeru.").unwrap();
        let written = page[at..].split('<').next().unwrap().to_owned();
        let elsewhere = world.as_person("administrator").await;
        assert!(!elsewhere.get(&address).await.text.contains("hiromeru."), "shown once");
        assert!(elsewhere.get(LIST).await.text.contains("まだ使われていません"));

        let list = read(&world, "/api/v1/midorino/offices", &written).await;
        assert!(items(&list).iter().any(|office| office["office_number"] == "2970999013"), "{list}");
        assert!(!elsewhere.get(LIST).await.text.contains("まだ使われていません"));

        let key = address.split('?').next().unwrap();
        let gone = administrator.post_from(key, &format!("{key}/revocation"), &[]).await;
        assert_eq!(gone.location(), format!("{key}?done=revoked"), "{}", gone.text);
        assert!(administrator.get(key).await.text.contains("取消し済み"));
        let unauthorized = StatusCode::UNAUTHORIZED;
        refused(&world, "/api/v1/midorino/offices", &written, unauthorized, "取り消されています").await;
        let audit = administrator.get("/t/midorino/audit?noun=api_key").await.text;
        assert!(audit.contains("鍵を作りました") && audit.contains("鍵を取り消しました"), "{audit}");
        assert!(!audit.contains("連携試験機"), "{audit}");
    })
    .await;
}

#[tokio::test]
async fn a_key_opens_what_it_says_in_its_own_house_while_it_lasts() {
    on_each_world("what a key opens", async |world| {
        let offices = "/api/v1/midorino/offices";
        let (id, good) = key(&world, "midorino", &["offices"]).await;
        let elsewhere = key_of(&world, "midorino", &["offices"], &["10.0.0.0/8"]).await.1;
        let here = key_of(&world, "midorino", &["offices"], &["10.0.0.0/8", "127.0.0.1"]).await.1;
        let others = key(&world, "misaki", &["offices"]).await.1;
        read(&world, offices, &here).await;
        let (unauthorized, forbidden) = (StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN);
        let other = format!("other.{id}.secret");
        for nothing in ["", "hiromeru", "hiromeru.no-id.secret", other.as_str()] {
            refused(&world, offices, nothing, unauthorized, "Authorization").await;
        }
        for wrong in [format!("hiromeru.{id}.wrong"), format!("{good}x")] {
            refused(&world, offices, &wrong, unauthorized, "この鍵はありません").await;
        }
        let stranger = good.replace(&id.to_string(), "019073fb-1c00-7a02-8000-000000000009");
        refused(&world, offices, &stranger, unauthorized, "この鍵はありません").await;
        refused(&world, offices, &elsewhere, forbidden, "接続元").await;
        for list in ["applications", "payments", "adoption", "sessions"] {
            let path = format!("/api/v1/midorino/{list}");
            refused(&world, &path, &good, forbidden, "この一覧を読めません").await;
        }
        let not_there = StatusCode::NOT_FOUND;
        refused(&world, offices, &others, not_there, "何もありません").await;
        refused(&world, "/api/v1/nowhere/offices", &good, not_there, "何もありません").await;
        refused(&world, "/api/v1/midorino/accounts", &good, not_there, "何もありません").await;
        let since = ["updated_since=yesterday", "updated_since=%2B12345-06-07", "updated_since=0001-01-01"];
        for query in ["limit=0", "limit=501", "limit=all", "after=x"].into_iter().chain(since) {
            let name = query.split('=').next().unwrap();
            refused(&world, &format!("{offices}?{query}"), &good, StatusCode::BAD_REQUEST, name).await;
        }
        let request = Request::post(offices).header(header::AUTHORIZATION, format!("Bearer {good}"));
        let written = world.anybody().send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(written.status, StatusCode::METHOD_NOT_ALLOWED);
        assert!(written.text.contains("読むことだけができます"), "{}", written.text);

        // Its last day is the day after tomorrow.
        world.wait(TimeDelta::days(2));
        read(&world, offices, &good).await;
        world.wait(TimeDelta::days(1));
        refused(&world, offices, &good, unauthorized, "期限").await;
    })
    .await;
}

#[tokio::test]
async fn who_asks_too_often_is_told_how_long_to_wait() {
    on_each_world("a key used too often", async |world| {
        let (id, good) = key(&world, "midorino", &["sessions"]).await;
        let list = "/api/v1/midorino/sessions";
        for _ in 0..120 {
            assert_eq!(ask(&world, list, &good).await.status, StatusCode::OK);
        }
        refused(&world, list, &good, StatusCode::TOO_MANY_REQUESTS, "待ってから").await;
        assert!(ask(&world, list, &good).await.headers.contains_key(header::RETRY_AFTER));
        world.wait(TimeDelta::seconds(2));
        read(&world, list, &good).await;
        for _ in 0..30 {
            let wrong = ask(&world, list, &format!("hiromeru.{id}.wrong")).await;
            assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
        }
        let wrong = format!("hiromeru.{id}.wrong");
        refused(&world, list, &wrong, StatusCode::TOO_MANY_REQUESTS, "待ってから").await;
        // Nor does a key that is used from elsewhere cost more than a wrong one.
        let elsewhere = key_of(&world, "midorino", &["sessions"], &["10.0.0.0/8"]).await.1;
        refused(&world, list, &elsewhere, StatusCode::TOO_MANY_REQUESTS, "待ってから").await;
        // Nor does one that was revoked.
        let scope = Scope::tenant(
            steps::tenant(&world, "midorino").await,
            steps::account(&world, "administrator").await,
        );
        let tx = world.app.store.write(&scope).await.unwrap();
        assert!(api_keys::revoke(&tx, id, world.app.clock.now()).await.unwrap());
        tx.commit().await.unwrap();
        refused(&world, list, &good, StatusCode::TOO_MANY_REQUESTS, "待ってから").await;
    })
    .await;
}

#[tokio::test]
async fn lists_are_read_on_and_only_what_changed_may_be_asked_for() {
    on_each_world("lists read on", async |world| {
        let ids = progress::steps::offices(&world, 2).await;
        let good = key(&world, "midorino", &["offices", "applications"]).await.1;
        let list = "/api/v1/midorino/offices";
        let all = read(&world, list, &good).await;
        let count = items(&all).len();
        assert!(count >= 8 && all["next"].is_null(), "{all}");
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let part = read(&world, &format!("{list}?limit=3{after}"), &good).await;
            seen.extend(items(&part).iter().map(|office| office["id"].as_str().unwrap().to_owned()));
            let Some(next) = part["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        let whole: Vec<_> = items(&all).iter().map(|office| office["id"].as_str().unwrap()).collect();
        assert_eq!(seen, whole, "nothing twice, nothing left out");

        world.wait(TimeDelta::days(1));
        let today = world.app.clock.today();
        let since = format!("{list}?updated_since={today}");
        assert!(items(&read(&world, &since, &good).await).is_empty());
        let changes = "/api/v1/midorino/changes";
        let before = read(&world, &format!("{changes}?limit=500"), &good).await;
        let next = before["next"].as_str().unwrap().to_owned();
        progress::steps::uses(&world, ids[7], AdoptionState::Planning).await;
        let newer = read(&world, &since, &good).await;
        let [office] = items(&newer).as_slice() else { panic!("{newer}") };
        assert_eq!(office["id"], ids[7].to_string());
        assert_eq!(office["adoption_step"], "interested");
        let happened = read(&world, &format!("{changes}?after={next}"), &good).await;
        let [one] = items(&happened).as_slice() else { panic!("{happened}") };
        assert_eq!(one["kind"], "office.adoption-recorded");
        assert_eq!(one["subject_id"], ids[7].to_string());
        let next = happened["next"].as_str().unwrap();
        let nothing = read(&world, &format!("{changes}?after={next}"), &good).await;
        assert!(items(&nothing).is_empty() && nothing["next"] == next, "{nothing}");
        let sessions_only = key(&world, "midorino", &["sessions"]).await.1;
        assert!(items(&read(&world, changes, &sessions_only).await).is_empty(), "of what it may read alone");

        let first = ask(&world, list, &good).await;
        let tag = first.headers[header::ETAG].to_str().unwrap().to_owned();
        let request = Request::get(list).header(header::AUTHORIZATION, format!("Bearer {good}"));
        let request = request.header(header::IF_NONE_MATCH, &tag).body(Body::empty()).unwrap();
        let again = world.anybody().send(request).await;
        assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    })
    .await;
}

#[tokio::test]
async fn every_list_stands_in_the_document_and_has_exactly_the_values_that_it_says() {
    on_each_world("the document of the interface", async |world| {
        progress::steps::offices(&world, 3).await;
        demos::steps::federation(&world).await;
        let demo = demos::steps::confirmed(&world, 20).await;
        let programme = steps::published(&world, &[]).await;
        payments::steps::banks(&world).await;
        let due = payments::steps::granted(&world, &programme, 1).await;
        let day = format_date(payments::steps::next_bank_day(&world));
        let clerk = world.as_person("clerk").await;
        let run = payments::steps::make(&clerk, &[due[0].award], &day, false).await;
        assert_eq!(run.status, StatusCode::SEE_OTHER, "{}", run.text);
        let document = world.anybody().get("/api/v1/openapi.json").await;
        let document: Value = serde_json::from_slice(&document.bytes).unwrap();
        let told = names(&document["paths"]);
        let all = routes::all();
        let there: BTreeSet<&str> = all
            .listed()
            .iter()
            .map(|route| route.path)
            .filter(|path| path.starts_with("/api/v1/{tenant}/"))
            .collect();
        assert_eq!(told, there);

        let words: Vec<_> = Permission::ALL.map(Permission::name).to_vec();
        let good = key(&world, "midorino", &words).await.1;
        let mut text = String::new();
        for path in there {
            let get = &document["paths"][path]["get"];
            let item = &get["responses"]["200"]["content"]["application/json"]["schema"]["properties"]["items"]
                ["items"];
            let said = names(&item["properties"]);
            let list = read(&world, &path.replace("{tenant}", "midorino"), &good).await;
            assert!(!items(&list).is_empty(), "{path}: {list}");
            for line in items(&list) {
                assert_eq!(names(line), said, "{path}");
                for (name, value) in line.as_object().unwrap() {
                    let kinds = &item["properties"][name]["type"];
                    assert!(kinds.to_string().contains(kind(value)), "{path} {name}: {value} is not {kinds}");
                }
            }
            text.push_str(&list.to_string());
        }
        assert!(text.contains(&demo.to_string()) && text.contains("\"granted_yen\""), "{text}");
        for secret in ["0741-00", "@", "ヒダマリカイゴ", "日向 陽子", "佐藤 葵"] {
            assert!(!text.contains(secret), "{secret} is told to another system");
        }
    })
    .await;
}

/// What the document calls a value of this kind.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[tokio::test]
async fn the_numbers_of_few_offices_are_told_to_nobody() {
    on_each_world("small groups in the interface", async |world| {
        let good = key(&world, "misaki", &["adoption"]).await.1;
        let list = read(&world, "/api/v1/misaki/adoption", &good).await;
        assert!(items(&list).is_empty(), "a register with fewer than five offices: {list}");
        progress::steps::offices(&world, 3).await;
        let good = key(&world, "midorino", &["adoption"]).await.1;
        let list = read(&world, "/api/v1/midorino/adoption", &good).await;
        let today = world.app.clock.today();
        let whole = |line: &&Value| line["service_type"].is_null() && line["as_of"] == today.to_string();
        let whole = items(&list).iter().find(whole).unwrap();
        assert!(whole["offices"].as_u64().unwrap() >= 8 && whole["adopted"] == 3, "{whole}");
        for line in items(&list).iter().filter(|line| line["hidden"] == true) {
            assert!(line["offices"].is_null() && line["adopted"].is_null(), "{line}");
        }
        let prefecture = key(&world, "midori-ken", &["adoption"]).await.1;
        let shared = read(&world, "/api/v1/midori-ken/adoption", &prefecture).await;
        assert!(items(&shared).is_empty(), "no city has decided to share: {shared}");
    })
    .await;
}
