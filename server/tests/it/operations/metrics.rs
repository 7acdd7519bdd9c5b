//! Numbers for monitoring: by pattern of route, on an address of their own, and nobody's name in them.

use super::{address, invite};
use crate::support::{Asker, on_each_world, place::Place, process::free_address};
use axum::http::StatusCode;
use server::{jobs, operations::metrics};
use store::Settings;

#[tokio::test]
async fn requests_jobs_and_mails_are_counted_without_anybodys_name() {
    on_each_world("metrics", async |world| {
        let administrator = world.as_person("administrator").await;
        jobs::drain(&world.app).await.unwrap();
        invite(&administrator, 3).await;
        administrator.get("/t/midorino/offices?q=canary").await;
        administrator.get("/canary/path").await;
        let text = metrics::exposition(&world.app).await.unwrap();
        for line in [
            "hiromeru_http_requests_total{route=\"/t/{tenant}/offices\",method=\"GET\",status=\"2xx\"} 1",
            "hiromeru_http_requests_total{route=\"/t/{tenant}/people/new\",method=\"POST\",status=\"3xx\"} 1",
            "hiromeru_http_requests_total{route=\"unmatched\",method=\"GET\",status=\"4xx\"} 1",
            "hiromeru_http_request_duration_seconds_bucket{route=\"/t/{tenant}/offices\",method=\"GET\",le=\"+Inf\"} 1",
            "hiromeru_jobs{kind=\"mail.sign_in\",state=\"waiting\"} 1",
            "hiromeru_mails_waiting 1",
            "hiromeru_mail_held 0",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in {text}");
        }
        for name in ["canary", "midorino", "招待", &address(3)] {
            assert!(!text.contains(name), "{name} in {text}");
        }
        is_an_exposition(&text);
        world.wait(chrono::TimeDelta::minutes(2));
        let later = metrics::exposition(&world.app).await.unwrap();
        assert!(later.contains("hiromeru_jobs_oldest_waiting_seconds 120\n"), "{later}");
    })
    .await;
}

/// Every line is a comment or `name{labels} number`, and every family has its kind before its first number.
fn is_an_exposition(text: &str) {
    let mut families = Vec::new();
    for line in text.lines() {
        if let Some(kind) = line.strip_prefix("# TYPE ") {
            families.push(kind.split(' ').next().unwrap());
        } else if !line.starts_with("# HELP ") {
            let (name, number) = line.rsplit_once(' ').unwrap();
            number.parse::<f64>().unwrap();
            let name = name.split('{').next().unwrap();
            assert!(families.iter().any(|family| name.starts_with(family)), "{line}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_are_answered_on_their_own_address_and_never_where_pages_are() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::Sqlite(folder.path().join("hiromeru.sqlite"));
    let numbers = free_address();
    let place = Place::on(&settings, &format!("metrics_listen = \"{numbers}\"\n"));
    place.fill().await;
    let at = free_address();
    let mut serving = place.serve(at, &[], &[]).await;
    assert_eq!(Asker::over(at).get("/metrics").await.status, StatusCode::NOT_FOUND);
    let answer = Asker::over(numbers).get("/metrics").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text.contains("process_start_time_seconds "), "{}", answer.text);
    assert!(answer.text.contains("process_resident_memory_bytes "), "{}", answer.text);
    assert_eq!(Asker::over(numbers).get("/home").await.status, StatusCode::NOT_FOUND, "no pages there");
    serving.stop().await;
    let mut working = place.start("worker", &["work"], &[]);
    crate::support::process::until("a worker has numbers too", async || {
        let request = axum::http::Request::get("/metrics").body(axum::body::Body::empty()).unwrap();
        Asker::over(numbers).try_to_send(request).await.is_ok()
    })
    .await;
    working.stop().await;
}

#[test]
fn a_family_is_told_with_its_help_its_kind_and_its_labels() {
    let mut text = metrics::Text::default();
    text.family("jobs", "gauge", "Jobs.");
    text.count(&[("kind", "a\"b\\c\nd"), ("state", "waiting")], 3);
    text.part("_sum", &[], 0.5);
    assert_eq!(
        text.whole(),
        "# HELP jobs Jobs.\n# TYPE jobs gauge\njobs{kind=\"a\\\"b\\\\c\\nd\",state=\"waiting\"} 3\njobs_sum 0.5\n"
    );
}
