use super::{code_in, is_signed_in, link_in, mails_to};
use crate::support::on_each_world;
use axum::http::StatusCode;
use chrono::TimeDelta;

const HIDAMARI: &str = "hidamari@example.jp";

/// The address of the demo applicant.
fn address(world: &crate::support::World) -> impl Future<Output = String> {
    let store = world.app.store.clone();
    async move {
        let tx = store.read(&store::Scope::system("test")).await.unwrap();
        let people = store::accounts::demo_people(&tx).await.unwrap();
        people
            .into_iter()
            .find(|person| person.demo_key.as_deref() == Some("hidamari"))
            .and_then(|p| p.email)
            .unwrap()
    }
}

#[tokio::test]
async fn an_applicant_signs_in_by_the_code_of_the_mail() {
    on_each_world("code of a mail", async |world| {
        let email = address(&world).await;
        let asker = world.anybody();
        let answer = asker.post("/sign-in", &[("email", &format!("　{}", email.to_uppercase()))]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/sign-in/code"));
        let code = code_in(&mails_to(&world, &email).await.pop().unwrap());
        let wide: String = code
            .chars()
            .map(|c| char::from_u32(u32::from(c) + 0xFEE0).filter(|_| c.is_ascii_digit()).unwrap_or(c))
            .collect();
        let answer = asker.post("/sign-in/code", &[("code", &wide)]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/home"));
        assert!(is_signed_in(&asker).await);
        assert!(asker.get("/account").await.text.contains(&email), "an applicant sees the own address");
    })
    .await;
}

#[tokio::test]
async fn an_unknown_address_is_answered_like_a_known_one() {
    on_each_world("unknown addresses", async |world| {
        let known = world.anybody().post("/sign-in", &[("email", &address(&world).await)]).await;
        let asker = world.anybody();
        let unknown = asker.post("/sign-in", &[("email", "nobody@example.jp")]).await;
        assert_eq!((known.status, known.location()), (unknown.status, unknown.location()));
        let answer = asker.post("/sign-in/code", &[("code", "12345678")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("8桁の番号が違います"), "{}", answer.text);
        let _ = HIDAMARI;
    })
    .await;
}

#[tokio::test]
async fn looking_at_the_link_uses_nothing_and_pressing_uses_it_once() {
    on_each_world("links are pressed", async |world| {
        let email = address(&world).await;
        let asker = world.anybody();
        asker.post("/sign-in", &[("email", &email), ("next", "/t/midorino/my")]).await;
        let link = link_in(&mails_to(&world, &email).await.pop().unwrap());
        for _ in 0..3 {
            assert!(asker.get(&link).await.text.contains("ログインする"));
        }
        let other = world.anybody();
        let page = other.get(&link).await;
        assert!(
            page.text.contains("8桁の番号を入力してください")
                && !page.text.contains(&format!("action=\"{link}\""))
        );
        let answer = other.post_from("/sign-in", &link, &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!is_signed_in(&other).await, "another browser must type the code");
        let answer = asker.post(&link, &[]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/t/midorino/my"));
        assert!(is_signed_in(&asker).await);
        assert!(asker.get(&link).await.text.contains("もう使えません"));
    })
    .await;
}

#[tokio::test]
async fn twenty_presses_at_once_begin_one_session() {
    on_each_world("parallel presses", async |world| {
        let email = address(&world).await;
        let asker = world.anybody();
        asker.post("/sign-in", &[("email", &email)]).await;
        let link = link_in(&mails_to(&world, &email).await.pop().unwrap());
        let csrf = asker.get(&link).await.hidden("csrf").unwrap();
        let presses = (0..20).map(|_| {
            let (asker, link, csrf) = (asker.clone(), link.clone(), csrf.clone());
            tokio::spawn(async move { asker.post_bare(&link, &[("csrf", &csrf)]).await.status })
        });
        let mut begun = 0;
        for press in presses.collect::<Vec<_>>() {
            begun += usize::from(press.await.unwrap() == StatusCode::SEE_OTHER);
        }
        assert_eq!(begun, 1);
    })
    .await;
}

#[tokio::test]
async fn a_code_dies_after_ten_minutes_and_after_five_mistakes() {
    on_each_world("codes die", async |world| {
        let email = address(&world).await;
        let asker = world.anybody();
        asker.post("/sign-in", &[("email", &email)]).await;
        let code = code_in(&mails_to(&world, &email).await.pop().unwrap());
        let wrong = if code.starts_with('0') { "1000 0000" } else { "0000 0000" };
        for _ in 0..5 {
            let answer = asker.post("/sign-in/code", &[("code", wrong)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.text.contains(&format!("value=\"{wrong}\"")), "what was typed stays");
        }
        asker.post("/sign-in/code", &[("code", &code)]).await;
        assert!(!is_signed_in(&asker).await, "the sixth try is too late");
        world.wait(TimeDelta::minutes(20));
        asker.post("/sign-in", &[("email", &email)]).await;
        let code = code_in(&mails_to(&world, &email).await.pop().unwrap());
        world.wait(TimeDelta::minutes(10));
        asker.post("/sign-in/code", &[("code", &code)]).await;
        assert!(!is_signed_in(&asker).await, "ten minutes are over");
    })
    .await;
}

#[tokio::test]
async fn only_so_many_mails_go_to_one_address() {
    on_each_world("mails are throttled", async |world| {
        let email = address(&world).await;
        let asker = world.anybody();
        for _ in 0..3 {
            assert_eq!(asker.post("/sign-in", &[("email", &email)]).await.status, StatusCode::SEE_OTHER);
        }
        let answer = asker.post("/sign-in", &[("email", &email)]).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(
            answer.headers.contains_key("retry-after") && answer.text.contains(&email),
            "what was typed stays"
        );
        assert_eq!(mails_to(&world, &email).await.len(), 3);
        world.wait(TimeDelta::minutes(15));
        assert_eq!(asker.post("/sign-in", &[("email", &email)]).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    on_each_world("open redirects", async |world| {
        let email = address(&world).await;
        for next in ["//evil.example", "/\\evil.example", "https:evil.example", "/%2f/evil.example"] {
            let asker = world.anybody();
            assert_eq!(
                asker
                    .get(&format!("/sign-in?next={}", app::paths::query(next)))
                    .await
                    .hidden("next")
                    .as_deref(),
                Some("")
            );
            asker.post("/sign-in", &[("email", &email), ("next", next)]).await;
            let code = code_in(&mails_to(&world, &email).await.pop().unwrap());
            let answer = asker.post("/sign-in/code", &[("code", &code)]).await;
            assert_eq!(answer.location(), "/home", "{next}");
            world.wait(TimeDelta::hours(1));
        }
    })
    .await;
}

#[tokio::test]
async fn staff_never_sign_in_by_mail() {
    on_each_world("staff by mail", async |world| {
        super::newcomer(&world, "shinko@midorino.example.jp", &["clerk"]).await;
        let asker = world.anybody();
        asker.post("/sign-in", &[("email", "shinko@midorino.example.jp")]).await;
        let mails = mails_to(&world, "shinko@midorino.example.jp").await;
        assert!(mails.iter().any(|mail| mail.contains("職員用として登録されています")), "{mails:?}");
        assert!(mails.iter().all(|mail| !mail.contains("ログインの番号：")));
    })
    .await;
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    on_each_world("signing out", async |world| {
        let asker = world.as_person("hidamari").await;
        let before = asker.cookie("session").unwrap();
        let answer = asker.post_from("/account", "/sign-out", &[]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"));
        assert_eq!(answer.headers["clear-site-data"], "\"cache\", \"storage\"");
        assert!(!is_signed_in(&asker).await);
        asker.set_cookie("session", &before);
        assert!(!is_signed_in(&asker).await, "the old token opens nothing");
    })
    .await;
}
