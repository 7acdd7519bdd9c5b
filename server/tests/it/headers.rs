use crate::support::on_each_world;
use axum::{
    body::Body,
    http::{Request, StatusCode},
};

#[tokio::test]
async fn every_answer_carries_the_security_headers_whatever_its_status() {
    on_each_world("security headers", async |world| {
        let asker = world.anybody();
        for (path, status) in [
            ("/demo", 200),
            ("/home", 303),
            ("/nothing", 404),
            ("/t/nowhere", 303),
            ("/t/midorino/nothing", 404),
            ("/healthz", 200),
            ("/assets/none.css", 404),
        ] {
            let answer = asker.get(path).await;
            assert_eq!(answer.status.as_u16(), status, "{path}");
            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("referrer-policy", "same-origin"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
            ] {
                assert_eq!(answer.headers[name], value, "{path} {name}");
            }
            let policy = answer.headers["content-security-policy"].to_str().unwrap();
            assert!(
                policy.starts_with("default-src 'none'; script-src 'none'; style-src 'self'"),
                "{path}: {policy}"
            );
            assert!(!policy.contains("unsafe"), "{policy}");
            assert!(
                policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"),
                "{policy}"
            );
            assert!(answer.headers.get("server").is_none());
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_not_there_is_said_in_japanese_with_a_way_on() {
    on_each_world("404 page", async |world| {
        let answer = world.anybody().get("/t/midorino/nothing/here").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(
            answer.text.contains("ページが見つかりません") && answer.text.contains("<a "),
            "{}",
            answer.text
        );
        let trace = Request::builder().method("TRACE").uri("/demo").body(Body::empty()).unwrap();
        assert_eq!(world.anybody().send(trace).await.status, StatusCode::METHOD_NOT_ALLOWED);
    })
    .await;
}
