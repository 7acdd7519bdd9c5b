//! A session that ends while somebody types loses nothing (`ui.md` 2.2).

use crate::{
    subsidies::steps,
    support::{World, on_each_world},
};
use axum::http::StatusCode;
use chrono::TimeDelta;

async fn draft(world: &World) -> String {
    let programme = steps::published(world, &[]).await;
    let office = steps::office(world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
    steps::begin(&world.as_person("hidamari").await, &programme, office).await
}

#[tokio::test]
async fn a_form_that_is_sent_after_the_session_has_ended_waits_for_its_owner() {
    on_each_world("form after the session", async |world| {
        let application = draft(&world).await;
        let hidamari = world.as_person("hidamari").await;
        let path = format!("{application}/expense");
        let form = hidamari.get(&path).await;
        let (csrf, once) = (form.hidden("csrf").unwrap(), form.hidden("once").unwrap());
        world.wait(TimeDelta::hours(13));
        let typed =
            [("csrf", csrf.as_str()), ("once", &once), ("paid", "２１，０００円"), ("paid_on", "R6.6.20")];
        let late = hidamari.attempt(&path, &typed).await.unwrap();
        assert_eq!(late.status, StatusCode::SEE_OTHER);
        let next = late.location().split("next=").nth(1).unwrap().to_owned();
        assert!(next.starts_with("/kept/"), "{}", late.location());
        assert!(hidamari.get(&next).await.location().starts_with("/sign-in"), "not before signing in");

        let (csrf, once) = (("csrf", csrf.as_str()), ("once", "another-key-of-a-form-1"));
        let words = [csrf, once, ("body", "委任状を送ります。")];
        let files = [("enclosed", "委任状.png", steps::PNG)];
        let late = hidamari.upload_bare(&format!("{application}/messages"), &words, &files).await;
        let with_files = late.location().split("next=").nth(1).unwrap().to_owned();

        let long = "長".repeat(100_000);
        let words = [csrf, once, ("body", long.as_str())];
        let late = hidamari.upload_bare(&format!("{application}/messages"), &words, &files).await;
        let too_much = late.location().split("next=").nth(1).unwrap().to_owned();

        let tsubame = world.as_person("tsubame").await;
        assert_eq!(tsubame.get(&next).await.status, StatusCode::NOT_FOUND, "somebody else's");
        let hidamari = hidamari.becomes("hidamari").await;
        let kept = hidamari.get(&next).await;
        for told in ["２１，０００円", "まだ送信していません"] {
            assert!(kept.text.contains(told), "{told}: {}", kept.text);
        }
        let words = hidamari.get(&with_files).await.text;
        for told in ["委任状を送ります。", "もう一度選んでください", "multipart/form-data"]
        {
            assert!(words.contains(told), "{told}: {words}");
        }
        assert!(!words.contains("委任状.png") && !words.contains("kept with files"), "{words}");
        let told = hidamari.get(&too_much).await.text;
        assert!(told.contains("すべては残せませんでした") && !told.contains("この内容を送信する"), "{told}");
        let paid = kept.hidden("paid").unwrap();
        let day = kept.hidden("paid_on").unwrap();
        let sent = hidamari.post_from(&next, &path, &[("paid", &paid), ("paid_on", &day)]).await;
        assert_eq!(sent.location(), application, "{}", sent.text);
        assert!(hidamari.get(&path).await.text.contains("２１，０００円"));
    })
    .await;
}

#[tokio::test]
async fn whoever_signed_out_and_whoever_was_never_in_leave_nothing_behind() {
    on_each_world("no form of nobody", async |world| {
        let application = draft(&world).await;
        let path = format!("{application}/expense");
        let hidamari = world.as_person("hidamari").await;
        let form = hidamari.get(&path).await;
        let csrf = form.hidden("csrf").unwrap();
        hidamari.post_from(&path, "/sign-out", &[]).await;
        for asker in [&hidamari, &world.anybody()] {
            let late = asker.attempt(&path, &[("csrf", csrf.as_str()), ("paid", "1")]).await.unwrap();
            assert_eq!(late.status, StatusCode::SEE_OTHER);
            assert!(!late.location().contains("kept"), "{}", late.location());
        }
    })
    .await;
}
