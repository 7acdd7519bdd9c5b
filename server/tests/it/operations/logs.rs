//! Logs: one line a request, found by its id, and nothing in them that could name a person.

use crate::support::{Asker, place::Place, process::free_address, sources};
use serde_json::{Value, json};
use server::operations::support::log_lines;
use std::path::Path;
use store::Settings;

#[tokio::test(flavor = "multi_thread")]
async fn each_request_leaves_its_pattern_status_duration_and_id_and_no_query() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::Sqlite(folder.path().join("hiromeru.sqlite"));
    let place = Place::on(&settings, "");
    place.fill().await;
    let at = free_address();
    let mut serving = place.serve(at, &["--without-worker"], &[]).await;
    let clerk = Asker::over(at).becomes("clerk").await;
    let answer = clerk.get("/t/midorino/offices?q=canary-query").await;
    let id = answer.headers.get("x-request-id").unwrap().to_str().unwrap().to_owned();
    // A line break that is asked for is none of the log: each of its lines is read below.
    clerk.get("/canary/path%0D%0A%7B%22level%22").await;
    serving.stop().await;
    let said = serving.said();
    let lines: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let line = lines.iter().find(|line| line["span"]["request.id"] == id.as_str()).unwrap();
    assert_eq!(line["fields"]["message"], "answered");
    assert_eq!(line["fields"]["http.route"], "/t/{tenant}/offices");
    assert_eq!(line["fields"]["http.status"], 200);
    assert!(line["fields"]["milliseconds"].is_u64());
    assert!(lines.iter().any(|line| line["fields"]["http.route"] == "unmatched"));
    assert!(!said.contains("canary") && !said.contains("midorino"), "{said}");
}

/// The support bundle keeps messages, because they are words of the source.
#[test]
fn what_is_logged_is_a_word_of_the_source_and_holds_no_value() {
    let mut looked_at = 0;
    for folder in ["src", "store/src"] {
        sources::each(Path::new(folder), &mut |file, source| {
            for rest in source.split("tracing::").skip(1) {
                let Some(kind) =
                    ["error!(", "warn!(", "info!(", "debug!("].iter().find(|kind| rest.starts_with(**kind))
                else {
                    continue;
                };
                let call = &rest[..rest.find(");").unwrap()];
                let message = call.rsplit('"').nth(1).unwrap();
                assert!(!message.contains('{'), "{}: {kind}: {message}", file.display());
                looked_at += 1;
            }
        });
    }
    assert!(looked_at > 10, "{looked_at}");
}

#[test]
fn of_a_log_line_only_the_names_of_what_happened_are_kept() {
    let log = r#"{"timestamp":"t","level":"ERROR","fields":{"message":"a request failed","error":"Key (email)=(a@b.jp)","reference":"123456"},"target":"server::error","span":{"request.id":"r","name":"request"}}
not json at all a@b.jp
{"timestamp":"t","level":"WARN","fields":{"message":"from 山田 a@b.jp"},"target":"lettre::transport"}"#;
    let kept = log_lines(log.as_bytes()).unwrap();
    assert_eq!(
        kept,
        [
            json!({ "timestamp": "t", "level": "ERROR", "target": "server::error", "message": "a request failed",
                "reference": "123456", "request.id": "r" }),
            json!({ "timestamp": "t", "level": "WARN", "target": "lettre::transport" }),
        ]
    );
}
