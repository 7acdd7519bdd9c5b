use super::{PASSWORD, account, is_signed_in, link_in, mails_to, newcomer, totp_now};
use crate::support::{Asker, World, on_each_world};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use chrono::TimeDelta;

const SHINKO: &str = "shinko@midorino.example.jp";

/// Types address and password.
async fn first_step(asker: &Asker, password: &str) -> crate::support::Answer {
    asker.post("/sign-in/staff", &[("email", SHINKO), ("password", password)]).await
}

/// The same, said to come for another machine.
async fn first_step_for(asker: &Asker, machines: &str) -> StatusCode {
    let page = asker.get("/sign-in/staff").await;
    let (csrf, once) = (page.hidden("csrf").unwrap(), page.hidden("once").unwrap());
    let pairs: &[(&str, &str)] =
        &[("csrf", &csrf), ("once", &once), ("email", SHINKO), ("password", PASSWORD)];
    let request = Request::post("/sign-in/staff")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", machines)
        .body(Body::from(serde_html_form::to_string(pairs).unwrap()))
        .unwrap();
    asker.send(request).await.status
}

async fn second_step(world: &World, asker: &Asker, secret: &str) -> crate::support::Answer {
    asker.post("/sign-in/second-factor", &[("code", &totp_now(world, secret))]).await
}

#[tokio::test]
async fn staff_sign_in_by_two_steps() {
    on_each_world("two steps", async |world| {
        let (_, secret) = newcomer(&world, SHINKO, &["clerk"]).await;
        world.wait(TimeDelta::minutes(1));
        let asker = world.anybody();
        let answer = asker
            .post("/sign-in/staff", &[("email", SHINKO), ("password", PASSWORD), ("next", "/t/midorino?a=b")])
            .await;
        assert_eq!(answer.location(), "/sign-in/second-factor?next=%2Ft%2Fmidorino%3Fa%3Db");
        let page = asker.get(answer.location()).await;
        let next = page.hidden("next").unwrap();
        let first = asker.cookie("session").unwrap();
        let answer = asker
            .post("/sign-in/second-factor", &[("code", &totp_now(&world, &secret)), ("next", &next)])
            .await;
        assert_eq!(answer.location(), "/t/midorino?a=b", "{}", answer.text);
        assert!(is_signed_in(&asker).await);
        assert_ne!(asker.cookie("session"), Some(first), "the token changes when the level does");
        assert_eq!(asker.get("/t/midorino").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn the_password_alone_opens_nothing_but_the_second_step() {
    on_each_world("half signed in", async |world| {
        newcomer(&world, SHINKO, &["clerk"]).await;
        let asker = world.anybody();
        first_step(&asker, PASSWORD).await;
        for path in ["/home", "/account", "/t/midorino", "/account/password", "/account/recovery-codes"] {
            let answer = asker.get(path).await;
            assert_eq!(answer.location(), "/sign-in/second-factor", "{path}");
        }
        assert_eq!(asker.get("/sign-in/second-factor/setup").await.location(), "/sign-in/second-factor");
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_answered_alike() {
    on_each_world("wrong credentials", async |world| {
        newcomer(&world, SHINKO, &["clerk"]).await;
        let wrong = first_step(&world.anybody(), "ちがうことばをならべてみました").await;
        let typed = [("email", "nobody@midorino.example.jp"), ("password", PASSWORD)];
        let unknown = world.anybody().post("/sign-in/staff", &typed).await;
        for answer in [&wrong, &unknown] {
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.text.contains("メールアドレスまたはパスワードが違います"), "{}", answer.text);
            assert!(!answer.text.contains("ちがうことば") && !answer.text.contains(PASSWORD));
        }
        assert!(wrong.text.contains(SHINKO), "the address stays");
        // What a password costs whoever guesses, and how many may be guessed at once on this machine (ASVS 11.4.2).
        let hash = account(&world, SHINKO).await.password_hash.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=47104,t=1,p=1$"), "{hash}");
        assert_eq!(world.app.hashing.available_permits(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_code_of_the_authenticator_serves_once() {
    on_each_world("authenticator codes", async |world| {
        let (_, secret) = newcomer(&world, SHINKO, &["clerk"]).await;
        let asker = world.anybody();
        first_step(&asker, PASSWORD).await;
        let answer = second_step(&world, &asker, &secret).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "the code that set it up served");
        assert!(answer.text.contains("使用済み"), "{}", answer.text);
        let answer = asker.post("/sign-in/second-factor", &[("code", "000000")]).await;
        assert!(answer.text.contains("6桁の番号が違います"), "{}", answer.text);
        world.wait(TimeDelta::seconds(30));
        assert_eq!(second_step(&world, &asker, &secret).await.location(), "/home");
        let again = world.anybody();
        first_step(&again, PASSWORD).await;
        assert!(second_step(&world, &again, &secret).await.text.contains("使用済み"));
    })
    .await;
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    on_each_world("guessing", async |world| {
        let (_, secret) = newcomer(&world, SHINKO, &["clerk"]).await;
        world.wait(TimeDelta::minutes(10));
        let asker = world.anybody();
        for _ in 0..5 {
            assert_eq!(first_step(&asker, "ちがうことば").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let answer = first_step(&asker, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(
            answer.text.contains("少しお待ち") && answer.headers.contains_key("retry-after"),
            "{}",
            answer.text
        );
        // Where somebody asks from is believed of a proxy that is trusted, and only what that one says itself.
        let (anybody, behind) = (world.anybody(), world.behind_a_proxy());
        for (asker, machines, status) in [
            (&anybody, "192.0.2.7", StatusCode::TOO_MANY_REQUESTS),
            (&behind, "192.0.2.7, 127.0.0.1", StatusCode::TOO_MANY_REQUESTS),
            (&behind, "127.0.0.1, 192.0.2.7", StatusCode::SEE_OTHER),
        ] {
            assert_eq!(first_step_for(asker, machines).await, status, "{machines}");
        }
        world.wait(TimeDelta::minutes(1));
        assert_eq!(first_step(&asker, PASSWORD).await.status, StatusCode::SEE_OTHER);
        for _ in 0..5 {
            asker.post("/sign-in/second-factor", &[("code", "000000")]).await;
        }
        let answer = second_step(&world, &asker, &secret).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        world.wait(TimeDelta::minutes(1));
        assert_eq!(second_step(&world, &asker, &secret).await.location(), "/home");
    })
    .await;
}

#[tokio::test]
async fn recovery_codes_are_shown_once_and_serve_once() {
    on_each_world("recovery codes", async |world| {
        let (asker, _) = newcomer(&world, SHINKO, &["clerk"]).await;
        let page = asker.get("/account/recovery-codes").await;
        let codes: Vec<&str> =
            page.text.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
        assert_eq!(codes.len(), 10, "{}", page.text);
        let lost = world.anybody();
        first_step(&lost, PASSWORD).await;
        let typed = codes[3].to_lowercase().replace('-', " ");
        let answer = lost.post("/sign-in/recovery", &[("code", &typed)]).await;
        assert_eq!(answer.location(), "/account?done=recovered", "{}", answer.text);
        assert!(is_signed_in(&lost).await);
        let again = world.anybody();
        first_step(&again, PASSWORD).await;
        let answer = again.post("/sign-in/recovery", &[("code", codes[3])]).await;
        assert!(answer.text.contains("回復コードが違います"), "{}", answer.text);
        world.wait(TimeDelta::minutes(11));
        assert!(lost.get("/account/recovery-codes").await.text.contains("10個のうち9個"));
        let mails = mails_to(&world, SHINKO).await;
        assert!(mails.iter().any(|mail| mail.contains("回復コードを使ったログイン")), "{mails:?}");
    })
    .await;
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_and_the_second_factor_stays() {
    on_each_world("forgotten passwords", async |world| {
        let (signed_in, secret) = newcomer(&world, SHINKO, &["clerk"]).await;
        world.wait(TimeDelta::minutes(1));
        let asker = world.anybody();
        let answer = asker.post("/sign-in/forgotten", &[("email", SHINKO)]).await;
        let unknown = world.anybody().post("/sign-in/forgotten", &[("email", "nobody@example.jp")]).await;
        assert_eq!(answer.location(), unknown.location());
        let mails = mails_to(&world, SHINKO).await;
        let link = link_in(mails.iter().find(|mail| mail.contains("新しいパスワードを決めて")).unwrap());
        let answer = asker.post(&link, &[("new_password", "midorino-2024-2025")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("推測できます"), "{}", answer.text);
        let answer = asker.post(&link, &[("new_password", "あめのちはれときどき図書館へゆく")]).await;
        assert_eq!(answer.location(), "/sign-in/second-factor");
        assert!(!is_signed_in(&asker).await, "the second factor is still asked for");
        assert!(!is_signed_in(&signed_in).await, "other sessions ended");
        assert_eq!(second_step(&world, &asker, &secret).await.location(), "/home");
        assert!(asker.get(&link).await.text.contains("もう使えません"));
        let old = world.anybody();
        assert_eq!(first_step(&old, PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn a_link_to_a_new_password_dies_after_half_an_hour() {
    on_each_world("password links die", async |world| {
        newcomer(&world, SHINKO, &["clerk"]).await;
        let asker = world.anybody();
        asker.post("/sign-in/forgotten", &[("email", SHINKO)]).await;
        let mails = mails_to(&world, SHINKO).await;
        let link = link_in(mails.iter().find(|mail| mail.contains("新しいパスワードを決めて")).unwrap());
        world.wait(TimeDelta::minutes(30));
        assert!(asker.get(&link).await.text.contains("もう使えません"));
        let answer = asker.post_from("/sign-in", &link, &[("new_password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn the_set_up_keeps_its_secret_until_the_first_code_is_right() {
    on_each_world("set-up", async |world| {
        let administrator = world.as_person("administrator").await;
        let typed = [("name", "新人　新子"), ("email", SHINKO), ("role", "clerk")];
        administrator.post("/t/midorino/people/new", &typed).await;
        let link = link_in(&mails_to(&world, SHINKO).await.pop().unwrap());
        let asker = world.anybody();
        asker.post(&link, &[("new_password", PASSWORD)]).await;
        let page = asker.get("/sign-in/second-factor/setup").await;
        let (secret, sealed) = (super::secret_on(&page), page.hidden("sealed").unwrap());
        let refused = asker
            .post_from(
                "/sign-in/second-factor/setup",
                "/sign-in/second-factor/setup",
                &[("sealed", &sealed), ("code", "12")],
            )
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(super::secret_on(&refused), secret, "no need to scan again");
        let forged =
            asker.post("/sign-in/second-factor/setup", &[("sealed", "test.AA.BB"), ("code", "123456")]).await;
        assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!is_signed_in(&asker).await);
        super::set_up(&world, &asker).await;
        assert!(is_signed_in(&asker).await);
    })
    .await;
}
