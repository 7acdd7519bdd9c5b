use super::{PASSWORD, is_signed_in, mails_to, newcomer, secret_on, totp_now};
use crate::support::{Asker, World, on_each_world};
use axum::http::StatusCode;
use chrono::TimeDelta;

const SHINKO: &str = "shinko@midorino.example.jp";
const NEXT: &str = "あめのちはれときどき図書館へゆく";

/// A second browser of the same person.
async fn second(world: &World, secret: &str) -> Asker {
    world.wait(TimeDelta::minutes(1));
    let asker = world.anybody();
    asker.post("/sign-in/staff", &[("email", SHINKO), ("password", PASSWORD)]).await;
    let answer = asker.post("/sign-in/second-factor", &[("code", &totp_now(world, secret))]).await;
    assert_eq!(answer.location(), "/home", "{}", answer.text);
    asker
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions_and_is_told_of() {
    on_each_world("password change", async |world| {
        let (asker, secret) = newcomer(&world, SHINKO, &["clerk"]).await;
        let other = second(&world, &secret).await;
        let wrong = [("password", "ちがう"), ("new_password", NEXT)];
        let answer = asker.post("/account/password", &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("今お使いのパスワード"), "{}", answer.text);
        let answer =
            asker.post("/account/password", &[("password", PASSWORD), ("new_password", "あああ")]).await;
        assert!(answer.text.contains("15文字以上"), "{}", answer.text);
        let answer = asker.post("/account/password", &[("password", PASSWORD), ("new_password", NEXT)]).await;
        assert_eq!(answer.location(), "/account?done=password", "{}", answer.text);
        assert!(is_signed_in(&asker).await && !is_signed_in(&other).await);
        let mails = mails_to(&world, SHINKO).await;
        assert!(mails.iter().any(|mail| mail.contains("パスワードが変更されました")), "{mails:?}");
    })
    .await;
}

#[tokio::test]
async fn one_session_and_all_others_can_be_ended() {
    on_each_world("sessions end", async |world| {
        let (asker, secret) = newcomer(&world, SHINKO, &["clerk"]).await;
        let other = second(&world, &secret).await;
        let page = asker.get("/account").await;
        let action = page
            .text
            .split("action=\"")
            .find(|rest| {
                rest.starts_with("/account/sessions/") && !rest.starts_with("/account/sessions/ending")
            })
            .unwrap();
        let action = action.split('"').next().unwrap().to_owned();
        let stranger = world.as_person("clerk").await;
        assert_eq!(stranger.post_from("/account", &action, &[]).await.status, StatusCode::NOT_FOUND);
        assert!(is_signed_in(&other).await);
        let answer = asker.post_from("/account", &action, &[]).await;
        assert_eq!(answer.location(), "/account?done=session", "{}", answer.text);
        assert!(!is_signed_in(&other).await && is_signed_in(&asker).await);
        let third = second(&world, &secret).await;
        asker.post_from("/account", "/account/sessions/ending", &[]).await;
        assert!(!is_signed_in(&third).await && is_signed_in(&asker).await);
    })
    .await;
}

#[tokio::test]
async fn another_authenticator_takes_the_place_of_the_first() {
    on_each_world("authenticator change", async |world| {
        let (asker, secret) = newcomer(&world, SHINKO, &["clerk"]).await;
        world.wait(TimeDelta::minutes(1));
        let page = asker.get("/account/second-factor").await;
        let (fresh, sealed) = (secret_on(&page), page.hidden("sealed").unwrap());
        assert_ne!(fresh, secret);
        let code = totp_now(&world, &fresh);
        let typed = [("sealed", sealed.as_str()), ("code", &code), ("password", "ちがう")];
        let answer = asker.post("/account/second-factor", &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(secret_on(&answer), fresh, "no need to scan again");
        let typed = [("sealed", sealed.as_str()), ("code", &code), ("password", PASSWORD)];
        let answer = asker.post("/account/second-factor", &typed).await;
        assert_eq!(answer.location(), "/account/recovery-codes", "{}", answer.text);
        world.wait(TimeDelta::minutes(1));
        let again = world.anybody();
        again.post("/sign-in/staff", &[("email", SHINKO), ("password", PASSWORD)]).await;
        let answer = again.post("/sign-in/second-factor", &[("code", &totp_now(&world, &secret))]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "the first authenticator opens nothing");
        let answer = again.post("/sign-in/second-factor", &[("code", &totp_now(&world, &fresh))]).await;
        assert_eq!(answer.location(), "/home");
    })
    .await;
}

#[tokio::test]
async fn an_idle_and_an_old_session_end_by_themselves() {
    on_each_world("sessions age", async |world| {
        let (asker, _) = newcomer(&world, SHINKO, &["clerk"]).await;
        for _ in 0..24 {
            world.wait(TimeDelta::minutes(29));
            assert!(is_signed_in(&asker).await, "in use");
        }
        world.wait(TimeDelta::minutes(29));
        assert!(!is_signed_in(&asker).await, "twelve hours are over");
        let (idle, _) = newcomer(&world, "hima@midorino.example.jp", &["clerk"]).await;
        world.wait(TimeDelta::minutes(30));
        assert!(!is_signed_in(&idle).await, "half an hour without a word");
    })
    .await;
}
