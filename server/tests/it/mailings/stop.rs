//! The page behind the link of a mail, and the button of a mail program.

use super::steps::{addresses, counts, draft, offices, post_office, received, send, told};
use crate::support::{Answer, Asker, on_each_world, smtp::Server};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::mailings::Outcome;
use mail_parser::MessageParser;
use server::{app::App, config::Config, jobs};
use std::sync::Arc;

/// The path behind `List-Unsubscribe` of the mail to an address.
fn link(server: &Server, to: &str) -> String {
    let mail = server.received().into_iter().find(|mail| mail.to == [to]).unwrap();
    let read = MessageParser::default().parse(&mail.data).unwrap();
    let raw = read.header_raw("List-Unsubscribe").unwrap().trim();
    let url = raw.strip_prefix('<').unwrap().strip_suffix('>').unwrap();
    assert_eq!(read.header_raw("List-Unsubscribe-Post").map(str::trim), Some("List-Unsubscribe=One-Click"));
    let body = read.body_text(0).unwrap();
    assert!(body.contains(url), "the link stands in the text as well: {body}");
    assert!(body.contains("みどり野市 健康福祉部介護保険課") && body.contains("0741-00-1000"), "{body}");
    url.strip_prefix("http://127.0.0.1:3000").unwrap().to_owned()
}

/// Posts as the servers of a mail program do: no cookies, no page before.
async fn one_click(somebody: &Asker, path: &str, kind: &str, body: &str) -> Answer {
    let request = Request::post(path).header(header::CONTENT_TYPE, kind).body(Body::from(body.to_owned()));
    somebody.send(request.unwrap()).await
}

#[tokio::test]
async fn whoever_has_the_mail_stops_outreach_and_takes_it_back() {
    on_each_world("stop link", async |world| {
        let (server, app) = post_office(&world).await;
        offices(&world, &addresses(2)).await;
        let clerk = world.as_person("clerk").await;
        let mailing = draft(&clerk, "件名", "本文").await;
        send(&clerk, &mailing).await;
        jobs::drain(&app).await.unwrap();
        let path = link(&server, "office0@example.jp");
        assert!(path.starts_with("/stop/") && path.len() == 50, "{path}");

        let anybody = world.anybody();
        for _ in 0..2 {
            let asked = anybody.get(&path).await;
            assert_eq!(asked.status, StatusCode::OK);
            assert!(asked.text.contains("お知らせの配信を止めますか"), "looking changes nothing");
            assert!(
                asked.text.contains("o***@example.jp") && !asked.text.contains("office0@"),
                "{}",
                asked.text
            );
            assert!(asked.text.contains("決定の通知など") && !asked.text.contains("<script"));
        }
        let stopped = anybody.post(&path, &[]).await;
        assert_eq!((stopped.status, stopped.location()), (StatusCode::SEE_OTHER, path.as_str()));
        assert_eq!(anybody.post(&path, &[]).await.status, StatusCode::SEE_OTHER, "twice is once");
        let told = anybody.get(&path).await;
        assert!(
            told.text.contains("お知らせの配信を止めました") && told.text.contains("これからも"),
            "{}",
            told.text
        );
        let confirm = clerk.get(&format!("{}/sending", draft_again(&clerk).await)).await;
        assert!(
            confirm.text.contains("1通を送信する") && confirm.text.contains("お知らせの配信を止めています")
        );

        let undone = anybody.post_from(&path, &format!("{path}/undo"), &[]).await;
        assert_eq!(undone.location(), path);
        assert!(anybody.get(&path).await.text.contains("お知らせの配信を止めますか"));
        let again = send_again(&clerk, &world, &app).await;
        assert_eq!(again, [(Outcome::Sent, 2)]);
    })
    .await;
}

#[tokio::test]
async fn one_topic_is_stopped_and_every_other_arrives() {
    on_each_world("topics", async |world| {
        let (server, app) = post_office(&world).await;
        offices(&world, &addresses(2)).await;
        let clerk = world.as_person("clerk").await;
        let mailing = draft(&clerk, "件名", "本文").await;
        send(&clerk, &mailing).await;
        jobs::drain(&app).await.unwrap();
        let path = link(&server, "office0@example.jp");
        let anybody = world.anybody();
        let asked = anybody.get(&path).await.text;
        assert!(asked.contains("「アンケート・調査」だけを止める"), "{asked}");
        assert_eq!(anybody.post(&path, &[("topic", "survey")]).await.location(), path);
        assert_eq!(anybody.post(&path, &[("topic", "survey")]).await.location(), path, "twice is once");
        let told_there = anybody.get(&path).await.text;
        assert!(told_there.contains("お知らせの配信を止めますか"), "the rest arrives: {told_there}");
        assert!(told_there.contains("アンケート・調査：止めています"), "{told_there}");

        let of_survey = draft_of(&clerk, "survey").await;
        let confirm = clerk.get(&format!("{of_survey}/sending")).await.text;
        assert!(confirm.contains("1通を送信する"), "{confirm}");
        assert!(confirm.contains("この分野のお知らせを希望していません"), "{confirm}");
        send(&clerk, &of_survey).await;
        // Whoever stops it before the mail is written does not get it.
        anybody.post(&link(&server, "office1@example.jp"), &[("topic", "survey")]).await;
        jobs::drain(&app).await.unwrap();
        assert_eq!(told(&counts(&world, &of_survey).await), [(Outcome::TopicStopped, 2)]);
        assert_eq!(received(&server).len(), 2);

        let undone = anybody.post_from(&path, &format!("{path}/undo"), &[("topic", "survey")]).await;
        assert_eq!(undone.location(), path);
        let again = draft_of(&clerk, "survey").await;
        send(&clerk, &again).await;
        let subsidy = draft_of(&clerk, "subsidy").await;
        send(&clerk, &subsidy).await;
        jobs::drain(&app).await.unwrap();
        let wanted = [(Outcome::Sent, 1), (Outcome::TopicStopped, 1)];
        assert_eq!(told(&counts(&world, &again).await), wanted);
        assert_eq!(told(&counts(&world, &subsidy).await), [(Outcome::Sent, 2)]);
        assert_eq!(received(&server).len(), 5);
    })
    .await;
}

/// A draft of a topic to the same segment.
async fn draft_of(clerk: &Asker, topic: &str) -> String {
    let segment = known_segment(clerk).await;
    let typed =
        [("segment", segment.as_str()), ("subject", "分野のある件名"), ("body", "本文"), ("topic", topic)];
    let answer = clerk.post("/t/midorino/mailings/new", &typed).await;
    answer.location().split("/preview").next().unwrap().to_owned()
}

/// The segment that the first draft was to.
async fn known_segment(clerk: &Asker) -> String {
    let form = clerk.get("/t/midorino/mailings/new").await;
    let at = form.text.find("周知町の事業所").unwrap();
    let option = &form.text[..at];
    let value = &option[option.rfind("value=\"").unwrap() + 7..];
    value[..value.find('"').unwrap()].to_owned()
}

/// A second draft to the same segment.
async fn draft_again(clerk: &Asker) -> String {
    let segment = known_segment(clerk).await;
    let typed = [("segment", segment.as_str()), ("subject", "二通目"), ("body", "本文")];
    let answer = clerk.post("/t/midorino/mailings/new", &typed).await;
    answer.location().split("/preview").next().unwrap().to_owned()
}

async fn send_again(clerk: &Asker, world: &crate::support::World, app: &App) -> Vec<(Outcome, u64)> {
    let mailing = draft_again(clerk).await;
    send(clerk, &mailing).await;
    jobs::drain(app).await.unwrap();
    told(&counts(world, &mailing).await)
}

#[tokio::test]
async fn one_click_in_a_mail_program_stops_outreach_in_both_ways_that_they_post() {
    on_each_world("one click", async |world| {
        let (server, app) = post_office(&world).await;
        offices(&world, &addresses(3)).await;
        let clerk = world.as_person("clerk").await;
        let mailing = draft(&clerk, "件名", "本文").await;
        send(&clerk, &mailing).await;
        jobs::drain(&app).await.unwrap();
        let somebody = world.anybody();
        let form = one_click(
            &somebody,
            &link(&server, "office0@example.jp"),
            "application/x-www-form-urlencoded",
            "List-Unsubscribe=One-Click",
        )
        .await;
        assert_eq!(form.status, StatusCode::OK, "it follows no redirects: {}", form.text);
        let multipart = one_click(
            &world.anybody(),
            &link(&server, "office1@example.jp"),
            "multipart/form-data; boundary=b",
            "--b\r\ncontent-disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n",
        )
        .await;
        assert_eq!(multipart.status, StatusCode::OK);
        assert_eq!(send_again(&clerk, &world, &app).await, [(Outcome::Sent, 1), (Outcome::OptedOut, 2)]);
        assert_eq!(received(&server).iter().filter(|to| *to == "office0@example.jp").count(), 1);
    })
    .await;
}

#[tokio::test]
async fn only_the_token_of_a_mail_opens_the_page_and_no_other_site_may_post() {
    on_each_world("stop tokens", async |world| {
        let (server, app) = post_office(&world).await;
        offices(&world, &addresses(1)).await;
        let clerk = world.as_person("clerk").await;
        let mailing = draft(&clerk, "件名", "本文").await;
        send(&clerk, &mailing).await;
        jobs::drain(&app).await.unwrap();
        let path = link(&server, "office0@example.jp");
        let anybody = world.anybody();
        let other_end = if path.ends_with('A') { "B" } else { "A" };
        let forged = format!("{}{other_end}", &path[..path.len() - 1]);
        for wrong in [forged.as_str(), "/stop/abc", "/stop/%E3%81%82", "/stop/..%2F"] {
            assert_eq!(anybody.get(wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
            let posted = one_click(&anybody, wrong, "application/x-www-form-urlencoded", "a=b").await;
            assert_eq!(posted.status, StatusCode::NOT_FOUND, "{wrong}");
        }
        let foreign = Request::post(&path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "cross-site")
            .body(Body::from("List-Unsubscribe=One-Click"))
            .unwrap();
        assert_eq!(anybody.send(foreign).await.status, StatusCode::FORBIDDEN);
        assert!(anybody.get(&path).await.text.contains("配信を止めますか"));
    })
    .await;
}

#[tokio::test]
async fn without_a_public_side_the_mail_names_a_telephone_and_no_page() {
    on_each_world("mailing without a public side", async |world| {
        let (server, app) = post_office(&world).await;
        offices(&world, &addresses(1)).await;
        let clerk = world.officers_only(&world.as_person("clerk").await);
        let mailing = draft(&clerk, "件名", "本文").await;
        let preview = clerk.get(&format!("{mailing}/preview")).await;
        assert!(preview.text.contains("お電話か、このメールへの返信で"), "{}", preview.text);
        send(&clerk, &mailing).await;
        let config = Config { public_side: false, ..(*app.config).clone() };
        jobs::drain(&App { config: Arc::new(config), ..app }).await.unwrap();
        let mail = server.received().pop().unwrap();
        let read = MessageParser::default().parse(&mail.data).unwrap();
        assert!(read.header_raw("List-Unsubscribe").is_none());
        let body = read.body_text(0).unwrap();
        assert!(body.contains("お電話か、このメールへの返信で") && !body.contains("http"), "{body}");
        assert!(body.contains("0741-00-1000"), "{body}");
    })
    .await;
}
