//! Numbers for monitoring (Prometheus text format 0.0.4), on an address of their own: requests by pattern of route, jobs,
//! mails, backups, the process. No name, no tenant, no address.

mod text;

pub use text::Text;

use crate::app::App;
use axum::{
    Router,
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use chrono::{DateTime, Utc};
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};
use store::{Scope, jobs, operations};
use tokio::net::TcpListener;

/// Upper ends of the histogram of durations, in seconds.
const BUCKETS: [f64; 8] = [0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// What was counted since the program started.
#[derive(Debug)]
pub struct Metrics {
    started: DateTime<Utc>,
    answered: Mutex<BTreeMap<(String, &'static str), Series>>,
}

/// Requests of one route and method.
#[derive(Debug, Clone, Default)]
struct Series {
    by_class: BTreeMap<&'static str, u64>,
    by_bucket: [u64; BUCKETS.len()],
    seconds: f64,
    count: u64,
}

impl Metrics {
    /// Nothing counted yet.
    pub const fn since(started: DateTime<Utc>) -> Self {
        Self { started, answered: Mutex::new(BTreeMap::new()) }
    }

    /// Counts an answer. `route` is the pattern of a route, never a path.
    pub fn answered(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        let seconds = took.as_secs_f64();
        let mut all = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
        let series = all.entry((route.to_owned(), method)).or_default();
        *series.by_class.entry(class(status)).or_default() += 1;
        if let Some(place) = BUCKETS.iter().position(|end| seconds <= *end) {
            series.by_bucket[place] += 1;
        }
        series.seconds += seconds;
        series.count += 1;
    }

    fn requests(&self, text: &mut Text) {
        let all = self.answered.lock().unwrap_or_else(PoisonError::into_inner).clone();
        text.family("hiromeru_http_requests_total", "counter", "Requests answered, by pattern of route.");
        for ((route, method), series) in &all {
            for (class, count) in &series.by_class {
                text.count(&[("route", route), ("method", method), ("status", class)], *count);
            }
        }
        text.family("hiromeru_http_request_duration_seconds", "histogram", "How long answers took.");
        for ((route, method), series) in &all {
            let mut below = 0;
            for (end, count) in BUCKETS.iter().zip(series.by_bucket) {
                below += count;
                let end = end.to_string();
                text.part("_bucket", &[("route", route), ("method", method), ("le", &end)], below);
            }
            text.part("_bucket", &[("route", route), ("method", method), ("le", "+Inf")], series.count);
            text.part("_sum", &[("route", route), ("method", method)], series.seconds);
            text.part("_count", &[("route", route), ("method", method)], series.count);
        }
    }
}

/// Answers `GET /metrics` on an address of its own until the program ends.
pub async fn serve(listener: TcpListener, app: App) -> std::io::Result<()> {
    // One address and no routes: the recorder and the access matrix are for pages.
    axum::serve(listener, Router::new().fallback(show).with_state(app)).await
}

async fn show(State(app): State<App>, request: Request) -> Response {
    if request.uri().path() != "/metrics" {
        return (StatusCode::NOT_FOUND, "/metrics\n").into_response();
    }
    match exposition(&app).await {
        Ok(text) => {
            ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
        }
        Err(error) => {
            tracing::error!(error = %error, "the numbers cannot be read");
            (StatusCode::SERVICE_UNAVAILABLE, "database\n").into_response()
        }
    }
}

/// Every number, as text.
pub async fn exposition(app: &App) -> Result<String, store::Error> {
    let now = app.clock.now();
    let mut text = Text::default();
    text.family("hiromeru_info", "gauge", "The program.");
    text.count(&[("version", env!("CARGO_PKG_VERSION"))], 1);
    app.metrics.requests(&mut text);
    let tx = app.store.read(&Scope::system("monitoring")).await?;
    let open = jobs::open(&tx).await?;
    text.family("hiromeru_jobs", "gauge", "Jobs that are not done, by kind.");
    for jobs::Open { kind, failed, count, oldest: _ } in &open {
        let state = if *failed { "failed" } else { "waiting" };
        text.count(&[("kind", kind), ("state", state)], *count);
    }
    let oldest = open.iter().filter(|open| !open.failed).map(|open| open.oldest).min();
    let age = oldest.map_or(0, |oldest| (now - oldest).num_seconds().max(0));
    text.family("hiromeru_jobs_oldest_waiting_seconds", "gauge", "Since when the oldest job is due.");
    text.count(&[], age);
    text.family("hiromeru_mails_waiting", "gauge", "Mails that were not sent yet.");
    text.count(&[], operations::mails_waiting(&tx).await?);
    text.family("hiromeru_mail_held", "gauge", "1 while mail is held after a restore.");
    text.count(&[], u8::from(operations::mail_held(&tx).await?.is_some()));
    for (name, help, mark) in [
        ("hiromeru_last_backup_timestamp_seconds", "The last backup.", operations::last_backup(&tx).await?),
        (
            "hiromeru_last_drill_timestamp_seconds",
            "The last restore drill.",
            operations::last_drill(&tx).await?,
        ),
    ] {
        if let Some(mark) = mark {
            text.family(name, "gauge", help);
            text.count(&[], mark.at.timestamp());
        }
    }
    process(&mut text, app.metrics.started);
    Ok(text.whole())
}

/// What the system tells of this process; a line that it does not tell is left out.
fn process(text: &mut Text, started: DateTime<Utc>) {
    text.family("process_start_time_seconds", "gauge", "When the program started.");
    text.count(&[], started.timestamp());
    let pages = std::fs::read_to_string("/proc/self/statm")
        .ok()
        .and_then(|told| told.split(' ').nth(1)?.parse::<u64>().ok());
    if let Some(pages) = pages {
        text.family("process_resident_memory_bytes", "gauge", "Memory in use.");
        text.count(&[], pages * rustix::param::page_size() as u64);
    }
    if let Ok(files) = std::fs::read_dir("/proc/self/fd") {
        text.family("process_open_fds", "gauge", "Open files and connections.");
        text.count(&[], files.count());
    }
}

const fn class(status: u16) -> &'static str {
    match status {
        100..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    }
}
