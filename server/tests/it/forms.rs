use crate::support::on_each_world;
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

#[tokio::test]
async fn a_form_without_the_pages_token_is_refused_and_changes_nothing() {
    on_each_world("forged forms", async |world| {
        let asker = world.anybody();
        let answer = asker.post_bare("/demo/become", &[("person", "clerk")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(asker.cookie("session").is_none());
        let other = world.anybody().get("/demo").await.hidden("csrf").unwrap();
        asker.get("/demo").await;
        let answer = asker.post_bare("/demo/become", &[("person", "clerk"), ("csrf", &other)]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "another browser's token");
    })
    .await;
}

#[tokio::test]
async fn a_form_that_another_site_sends_is_refused() {
    on_each_world("cross-site forms", async |world| {
        let asker = world.anybody();
        let page = asker.get("/demo").await;
        let body = format!("person=clerk&csrf={}", page.hidden("csrf").unwrap());
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
        ] {
            let request = Request::post("/demo/become")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(header::HOST, "127.0.0.1:3000")
                .header(name, value)
                .body(Body::from(body.clone()))
                .unwrap();
            assert_eq!(asker.send(request).await.status, StatusCode::FORBIDDEN, "{name}: {value}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_size_of_letters_is_kept_and_never_leads_to_another_site() {
    on_each_world("text size", async |world| {
        let asker = world.anybody();
        let answer =
            asker.post_from("/demo", "/text-size", &[("size", "largest"), ("next", "//evil.example")]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"));
        assert!(asker.get("/demo").await.text.contains("text-largest"));
    })
    .await;
}
