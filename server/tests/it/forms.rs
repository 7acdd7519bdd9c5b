use crate::support::{on_each_world, sources};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use std::path::Path;

/// Handlers that take no form and open a change all the same: letters and messages are marked as read, papers get codes of
/// their own, the file for the bank is the one that was released, and who stops outreach proves it by the link.
const CHANGES_WITHOUT_A_FORM: [&str; 8] = [
    "src/awards/notices.rs show_own",
    "src/mailings/stop.rs create",
    "src/mailings/stop.rs undo",
    "src/payments/file.rs show",
    "src/subsidies/messages.rs show",
    "src/subsidies/review/notices.rs show_own",
    "src/subsidies/review/workspace.rs show",
    "src/surveys/paper.rs file",
];

#[test]
fn what_takes_no_form_changes_nothing() {
    let (mut handlers, mut changing) = (0, Vec::new());
    sources::each(Path::new("src"), &mut |file, source| {
        for function in source.split("async fn ").skip(1) {
            let function = function.split("\n}\n").next().unwrap_or_default();
            let (head, body) = function.split_once(" {\n").unwrap_or_default();
            if !head.contains("State<App>") || head.contains("Posted") || head.contains("Upload") {
                continue;
            }
            handlers += 1;
            if body.contains("store.write(") {
                let name = head.split(['(', '<']).next().unwrap_or_default();
                changing.push(format!("{} {name}", file.display()));
            }
        }
    });
    changing.sort();
    assert_eq!(changing, CHANGES_WITHOUT_A_FORM);
    assert!(handlers > 400, "{handlers}");
}

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
