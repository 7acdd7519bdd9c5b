//! What helps to find a fault: versions, configuration, counts, states, names of what was logged. One JSON file that the
//! operator can read; whatever could name a person, an address or a secret is left out by listing what goes in.

use super::OperationError;
use crate::{clock::Clock, config::Config};
use serde_json::{Map, Value, json};
use std::{
    collections::VecDeque,
    fs::OpenOptions,
    io::{BufRead, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::Path,
};
use store::{
    Scope, Settings, Store, events, jobs,
    operations::{self, Act, Mark},
};

/// How many lines of the log are kept, the newest.
const LINES: usize = 2000;
/// Fields of a log line that say what happened and never to whom.
const FIELDS: [&str; 8] = [
    "http.method",
    "http.route",
    "http.status",
    "milliseconds",
    "job.kind",
    "job.attempt",
    "reference",
    "request.id",
];
/// Whose messages are words of the source and nothing else (`tests/it/operations/logs.rs` proves it).
const OWN: [&str; 2] = ["server", "store"];

/// Writes the bundle to a new file.
pub async fn write(
    config: &Config,
    clock: &Clock,
    target: &Path,
    logs: Vec<Value>,
) -> Result<(), OperationError> {
    let store = Store::open(&config.database).await?;
    let tx = store.read(&Scope::system("support bundle")).await?;
    let open: Vec<Value> = jobs::open(&tx)
        .await?
        .into_iter()
        .map(|open| json!({ "kind": open.kind, "failed": open.failed, "count": open.count, "oldest": open.oldest }))
        .collect();
    let mut marks = Map::new();
    for act in [Act::Backup, Act::Drill, Act::Restore, Act::Hold] {
        // The detail holds a file's name, which people choose.
        let mark = operations::last(&tx, act).await?.map(|Mark { at, detail: _ }| at);
        marks.insert(act.word().to_owned(), json!(mark));
    }
    let ends = events::ends(&tx).await?;
    let bundle = json!({
        "program": env!("CARGO_PKG_VERSION"),
        "made_at": clock.now(),
        "system": std::env::consts::OS,
        "machine": std::env::consts::ARCH,
        "configuration": configuration(config),
        "schema_behind": store.pending_migrations().await?,
        "role_bound_by_row_level_security": store.role().await?.map(|(_, superuser, bypasses)| !superuser && !bypasses),
        "rows": operations::rows(&tx).await?,
        "chains": ends.len(),
        "events": ends.iter().map(|end| end.seq).sum::<i64>(),
        "jobs": open,
        "mails_waiting": operations::mails_waiting(&tx).await?,
        "operations": marks,
        "logs": logs,
    });
    let mut out = OpenOptions::new().write(true).create_new(true).mode(0o600).open(target)?;
    out.write_all(&serde_json::to_vec_pretty(&bundle)?)?;
    Ok(())
}

/// The configuration without names, addresses of people, secrets and where secrets lie.
fn configuration(config: &Config) -> Value {
    let Config {
        listen,
        public_url,
        data: _,
        database,
        keys: _,
        fonts,
        demo,
        trusted_proxies,
        public_side,
        metrics_listen,
        drain,
        mail,
    } = config;
    json!({
        "listen": listen,
        "https": public_url.starts_with("https://"),
        "database": match database {
            Settings::Sqlite(_) => json!("sqlite"),
            Settings::Postgres { url: _, connections } => json!({ "postgresql": { "connections": connections } }),
        },
        "fonts_configured": fonts.is_some(),
        "demo": demo,
        "trusted_proxies": trusted_proxies.len(),
        "public_side": public_side,
        "metrics": metrics_listen.is_some(),
        "drain_seconds": drain.as_secs(),
        "mail": mail.as_ref().map(|mail| json!({
            "port": mail.server.port, "tls": mail.server.tls, "login": mail.server.login.is_some(),
            "ca_file": mail.server.ca_file.is_some(), "second": mail.second.is_some(),
        })),
    })
}

/// What is kept of a log, line by line.
pub fn log_lines(log: impl BufRead) -> Result<Vec<Value>, OperationError> {
    let mut kept = VecDeque::with_capacity(LINES);
    for line in log.split(b'\n') {
        if let Ok(Value::Object(line)) = serde_json::from_slice(&line?) {
            if kept.len() == LINES {
                kept.pop_front();
            }
            kept.push_back(event(&line));
        }
    }
    Ok(kept.into())
}

fn event(line: &Map<String, Value>) -> Value {
    let mut kept = Map::new();
    for name in ["timestamp", "level", "target"] {
        kept.insert(name.to_owned(), line.get(name).cloned().unwrap_or_default());
    }
    let target = line.get("target").and_then(Value::as_str).unwrap_or_default();
    let own = OWN.contains(&target.split("::").next().unwrap_or_default());
    let fields = line.get("fields").and_then(Value::as_object);
    if own && let Some(message) = fields.and_then(|fields| fields.get("message")) {
        kept.insert("message".to_owned(), message.clone());
    }
    let span = line.get("span").and_then(Value::as_object);
    for from in [fields, span].into_iter().flatten() {
        for name in FIELDS {
            if own && let Some(value) = from.get(name) {
                kept.insert(name.to_owned(), value.clone());
            }
        }
    }
    Value::Object(kept)
}
