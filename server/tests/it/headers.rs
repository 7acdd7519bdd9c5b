//! The security headers: the exact set on every answer of the access matrix, on whatever fails, and over TLS.

use crate::support::{Answer, Asker, on_each_world};
use app::errors::Conflict;
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use chrono::TimeDelta;
use server::{error::Error, posted::Posted, web};

/// What every answer says, whatever its status (`security.md` 4.3; ASVS 3.4).
const ALWAYS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), browsing-topics=()"),
];
/// The policy of a page after what it says of scripts.
const REST: &str = "style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
                    base-uri 'none'; object-src 'none'; frame-ancestors 'none'; frame-src 'none'; manifest-src 'self'";
/// What may stand beside the security headers.
const OTHERS: [&str; 12] = [
    "x-request-id",
    "content-type",
    "content-length",
    "content-disposition",
    "content-encoding",
    "location",
    "set-cookie",
    "allow",
    "retry-after",
    "vary",
    "etag",
    "www-authenticate",
];

/// What is wrong with the headers of an answer; nothing, where they are exactly what they should be.
pub fn faults(path: &str, answer: &Answer, tls: bool) -> Vec<String> {
    let mut wanted: Vec<(&str, String)> =
        ALWAYS.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    wanted.push(("content-security-policy", policy(answer)));
    let asset = path.starts_with("/assets/");
    let cache = match (asset, answer.status) {
        (true, StatusCode::OK) => "public, max-age=3600",
        (true, _) => "no-cache",
        (false, _) => "no-store",
    };
    wanted.push(("cache-control", cache.to_owned()));
    if path == "/sign-out" {
        wanted.push(("clear-site-data", "\"cache\", \"storage\"".to_owned()));
    }
    if tls {
        wanted.push(("strict-transport-security", "max-age=31536000; includeSubDomains".to_owned()));
    }
    let mut faults = Vec::new();
    for (name, value) in &wanted {
        let there: Vec<_> = answer.headers.get_all(*name).iter().collect();
        if there != [value.as_str()] {
            faults.push(format!("{name} is {there:?}, not {value:?}"));
        }
    }
    for name in answer.headers.keys() {
        if !OTHERS.contains(&name.as_str()) && !wanted.iter().any(|(known, _)| *known == name.as_str()) {
            faults.push(format!("an answer does not say {name}"));
        }
    }
    let html =
        answer.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/html; charset=utf-8");
    if html && stopped(answer) > 0 {
        faults.push(format!("{} scripts do not carry the nonce of the policy", stopped(answer)));
    }
    for cookie in answer.headers.get_all(header::SET_COOKIE) {
        let cookie = cookie.to_str().unwrap_or_default();
        let mut needed = vec!["; Path=/", "; HttpOnly", "; SameSite=Lax"];
        if tls {
            needed.push("; Secure");
        }
        let host = cookie.starts_with("__Host-") || cookie.starts_with("text-size=");
        if !needed.into_iter().all(|part| cookie.contains(part)) || (tls && !host) {
            faults.push(format!("a cookie is set as {cookie}"));
        }
    }
    faults
}

/// The policy that an answer should have: files run nothing, pages run at most what carries the page's own nonce.
fn policy(answer: &Answer) -> String {
    if answer.headers.contains_key(header::CONTENT_DISPOSITION) {
        return "default-src 'none'; sandbox".to_owned();
    }
    let scripts = match nonce(answer) {
        Some(nonce) => format!("'self' 'nonce-{nonce}' 'wasm-unsafe-eval'"),
        None => "'none'".to_owned(),
    };
    format!("default-src 'none'; script-src {scripts}; {REST}")
}

/// The nonce of a page with scripts.
fn nonce(answer: &Answer) -> Option<&str> {
    let said = answer.headers.get(header::CONTENT_SECURITY_POLICY)?.to_str().ok()?;
    said.split_once("'nonce-").and_then(|(_, rest)| rest.split('\'').next()).filter(|nonce| nonce.len() >= 16)
}

/// Scripts of a page that its policy would stop.
fn stopped(answer: &Answer) -> usize {
    let own = nonce(answer).map(|nonce| format!("nonce=\"{nonce}\""));
    let tags = answer.text.split("<script").skip(1).map(|rest| rest.split('>').next().unwrap_or_default());
    tags.filter(|tag| own.as_ref().is_none_or(|own| !tag.contains(own.as_str()))).count()
}

#[track_caller]
fn assert_exact(path: &str, answer: &Answer, tls: bool) {
    let faults = faults(path, answer, tls);
    assert!(faults.is_empty(), "{path} {}: {faults:?}", answer.status);
}

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
            assert_exact(path, &answer, false);
        }
        let answer = asker.post("/sign-in/staff", &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_exact("/sign-in/staff", &answer, false);
        let large = "a".repeat(300 * 1024);
        let answer = asker.post("/sign-in/staff", &[("email", &large)]).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_exact("/sign-in/staff", &answer, false);
    })
    .await;
}

/// Fails as the form asks, in the place of every handler.
async fn fail(Posted(typed): Posted) -> Result<Response, Error> {
    Err(match typed.get("how") {
        "sign in" => Error::SignInNeeded { door: "/sign-in".into(), next: "/home".into() },
        "unreadable" => Error::Unreadable,
        "forged" => Error::Forged,
        "conflict" => Error::Conflict(Box::new(Conflict {
            what: "補助事業".into(),
            who: "佐藤 葵".into(),
            when: "3分前".into(),
            did: "変更しました".into(),
            differences: Vec::new(),
            latest: "/home".into(),
        })),
        "large" => Error::TooLarge,
        "often" => Error::Throttled { wait: TimeDelta::seconds(9) },
        "broken" => Error::Internal("a test breaks it"),
        "panic" => panic!("a test breaks it"),
        "unavailable" => return Ok(StatusCode::SERVICE_UNAVAILABLE.into_response()),
        _ => Error::NotFound,
    })
}

#[tokio::test]
async fn whatever_fails_is_a_page_with_the_same_headers() {
    on_each_world("headers of failures", async |world| {
        let broken = Asker::within(web::around(Router::new().fallback(fail), world.app.clone()));
        for (how, status) in [
            ("sign in", 303),
            ("unreadable", 422),
            ("forged", 403),
            ("nothing", 404),
            ("conflict", 409),
            ("large", 413),
            ("often", 429),
            ("broken", 500),
            ("panic", 500),
            ("unavailable", 503),
        ] {
            let csrf = world.csrf(&broken);
            let answer = broken.post_bare("/t/midorino/anything", &[("csrf", &csrf), ("how", how)]).await;
            assert_eq!(answer.status.as_u16(), status, "{how}: {}", answer.text);
            assert_exact("/t/midorino/anything", &answer, false);
            assert!(status == 303 || answer.text.contains("</html>"), "{how}: a page, not {}", answer.text);
            assert!(!answer.text.contains("a test breaks it"), "{how}: {}", answer.text);
        }
    })
    .await;
}

#[tokio::test]
async fn over_tls_browsers_are_bound_to_it_and_cookies_to_the_host() {
    on_each_world("headers over TLS", async |world| {
        let asker = world.over_tls();
        for path in ["/demo", "/", "/nothing", "/healthz", "/assets/none.css"] {
            assert_exact(path, &asker.get(path).await, true);
        }
        let became = asker.post_from("/demo", "/demo/become", &[("person", "clerk")]).await;
        assert_eq!(became.status, StatusCode::SEE_OTHER, "{}", became.text);
        assert_exact("/demo/become", &became, true);
        assert!(asker.cookie("__Host-session").is_some() && asker.cookie("session").is_none());
        let size = asker.post_from("/demo", "/text-size", &[("size", "largest"), ("next", "/demo")]).await;
        assert_exact("/text-size", &size, true);
        assert!(asker.get("/demo").await.text.contains("text-largest"));
        let home = asker.get("/t/midorino").await;
        assert_eq!(home.status, StatusCode::OK);
        assert_exact("/t/midorino", &home, true);
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
        let answer = world.anybody().send(trace).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_exact("/demo", &answer, false);
    })
    .await;
}
