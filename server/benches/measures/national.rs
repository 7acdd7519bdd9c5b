//! A national list of 220,000 rows: checked, imported, imported again, taken back; beside reading its bare cells with
//! calamine and inserting its bare rows, in the same run. The program that does it is a process of its own, as an operator
//! starts it; meanwhile other people ask this one for pages.

use crate::{
    pace::Pace,
    support::{Asker, World, program},
};
use axum::http::StatusCode;
use calamine::{Reader as _, Xlsx};
use serde_json::Value;
use server::jobs;
use std::{
    io::Cursor,
    path::Path,
    process::{Command, Output},
    time::{Duration, Instant},
};
use store::{Scope, testing};
use tables::{Column, Kind, Table};

const ROWS: u32 = 220_000;
/// What other people look at, and how long they think between two looks.
const PAGES: [&str; 2] = ["/t/midorino/offices", "/t/midorino/applications"];
const THINKING: Duration = Duration::from_millis(20);
/// Looks while nothing else happens.
const IDLE: usize = 400;

fn rows() -> impl Iterator<Item = [String; 24]> {
    sheets::sample::national(ROWS as usize, 11)
}

fn workbook() -> Vec<u8> {
    let columns = sheets::sample::HEADER.map(|heading| Column::new(heading, Kind::Text)).to_vec();
    let rows = rows().map(|row| row.map(tables::Value::Text).to_vec());
    tables::xlsx(Table { title: "一覧".to_owned(), columns, rows }, chrono::DateTime::UNIX_EPOCH).unwrap()
}

/// Every cell of a workbook, as calamine gives it.
fn bare_cells(bytes: &[u8]) -> usize {
    let mut file: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = file.worksheet_range_at(0).unwrap().unwrap();
    range.used_cells().count()
}

/// What is measured, and beside what.
struct Told<'a> {
    database: &'a str,
    name: &'a str,
}

impl Told<'_> {
    #[expect(clippy::print_stdout, reason = "a measurement is read by a person")]
    fn say(&self, what: &str, (beside, yardstick): (&str, f64), (seconds, note): (f64, &str)) {
        println!(
            "measured: {:10} {}: {what} {seconds:.1} s = {:.1} x {beside} ({yardstick:.1} s), {:.0} rows a second{note}",
            self.database,
            self.name,
            seconds / yardstick,
            f64::from(ROWS) / seconds,
        );
    }

    /// The pages of other people: the slowest of a hundred, idle and meanwhile.
    #[expect(clippy::print_stdout, reason = "a measurement is read by a person")]
    fn pages(&self, what: &str, idle: &[Duration], meanwhile: &[Duration]) {
        let (before, now) = (slow(idle), slow(meanwhile));
        println!(
            "measured: {:10} {}: pages of others while {what}: the slowest of a hundred {:.1} ms = {:.1} x when idle ({:.1} ms), {} pages, the slowest of all {:.1} ms",
            self.database,
            self.name,
            now.as_secs_f64() * 1000.0,
            now.as_secs_f64() / before.as_secs_f64(),
            before.as_secs_f64() * 1000.0,
            meanwhile.len(),
            meanwhile.iter().max().copied().unwrap_or_default().as_secs_f64() * 1000.0,
        );
    }
}

fn slow(times: &[Duration]) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    times[times.len() * 99 / 100]
}

/// What the program says of a list: how long it took, and how much memory itself and its reading child.
fn report(output: &Output) -> (Value, f64, String) {
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    assert_eq!(report["accepted"], true, "{}", report["refused_because"]);
    let megabytes = |key: &str| report[key].as_u64().unwrap() / 1_000_000;
    let (all, reader) = (megabytes("peak_memory_bytes"), megabytes("peak_memory_of_reader_bytes"));
    let note = format!(", memory {all} MB ({} MB and {reader} MB of the reading child)", all - reader);
    let seconds = report["seconds"].as_f64().unwrap();
    (report, seconds, note)
}

/// Looks at pages until something is done.
async fn looking(clerk: &Asker, mut until: impl AsyncFnMut(usize) -> bool) -> Vec<Duration> {
    let mut times = Vec::new();
    while !until(times.len()).await {
        let begun = Instant::now();
        assert_eq!(clerk.get(PAGES[times.len() % PAGES.len()]).await.status, StatusCode::OK);
        times.push(begun.elapsed());
        tokio::time::sleep(THINKING).await;
    }
    times
}

fn alone(program: &Path, arguments: &[&str], folder: &Path) -> Output {
    Command::new(program).arg("offices").args(arguments).current_dir(folder).env_clear().output().unwrap()
}

pub async fn national(pace: &Pace, world: &World) {
    let name = "an import of a national list";
    if !pace.wants(name) {
        return;
    }
    world.run();
    let told = Told { database: pace.database(), name };
    let folder = tempfile::tempdir().unwrap();
    let (csv, xlsx) = (folder.path().join("list.csv"), folder.path().join("list.xlsx"));
    std::fs::write(&csv, sheets::sample::csv(rows())).unwrap();
    let bytes = workbook();
    let begun = Instant::now();
    assert!(bare_cells(&bytes) > ROWS as usize * 10);
    let reading = begun.elapsed();
    std::fs::write(&xlsx, bytes).unwrap();
    let tenant = crate::steps::tenant(world, "midorino").await;
    let begun = Instant::now();
    let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "bench")).await.unwrap();
    testing::bare_insert(&tx, rows().map(|row| row.to_vec())).await;
    drop(tx);
    let inserting = begun.elapsed();
    let bare = ("reading its bare cells", reading.as_secs_f64());
    let both = ("bare reading and bare insert", (reading + inserting).as_secs_f64());
    let every = ["--municipality", "292991", "--every-municipality", "--json"];
    for (kind, file) in [("CSV", &csv), ("xlsx", &xlsx)] {
        let arguments = [&["check", file.to_str().unwrap()], &every[..]].concat();
        let (_, seconds, note) = report(&alone(&world.app.program, &arguments, folder.path()));
        told.say(&format!("check of {kind}"), bare, (seconds, &note));
    }
    let clerk = world.as_person("clerk").await;
    let mut idle = Vec::new();
    for (what, file) in [("first import", &csv), ("the same again", &csv), ("the same again as xlsx", &xlsx)]
    {
        let arguments = [&["offices", "import", file.to_str().unwrap()], &every[..]].concat();
        let mut program = program::command(world, folder.path(), &arguments);
        let import = tokio::spawn(async move { program.output().await.unwrap() });
        let meanwhile = looking(&clerk, async |_| import.is_finished()).await;
        let (report, seconds, note) = report(&import.await.unwrap());
        assert_eq!(what == "first import", report["created"].as_u64() > Some(0), "{}", report["created"]);
        told.say(what, both, (seconds, &note));
        if idle.is_empty() {
            // A page of a register of this size, when nothing else happens.
            idle = looking(&clerk, async |looks| looks == IDLE).await;
        }
        told.pages(what, &idle, &meanwhile);
    }
    undo(world, &told, both, &clerk, &idle).await;
}

/// Takes the first import back: what it made and nobody changed goes.
async fn undo(world: &World, told: &Told<'_>, both: (&str, f64), clerk: &Asker, idle: &[Duration]) {
    let list = clerk.get("/t/midorino/imports").await;
    let first = list.text.rmatch_indices("/t/midorino/imports/0").next().unwrap().0;
    let at = list.text[first..].split('"').next().unwrap().to_owned();
    let version = clerk.get(&format!("{at}/undo")).await.hidden("version").unwrap();
    let begun = Instant::now();
    clerk.post(&format!("{at}/undo"), &[("version", &version)]).await;
    let app = world.app.clone();
    let work = tokio::spawn(async move { jobs::drain(&app).await.unwrap() });
    let meanwhile = looking(clerk, async |_| work.is_finished()).await;
    told.say("taking it back", both, (begun.elapsed().as_secs_f64(), ""));
    told.pages("it is taken back", idle, &meanwhile);
}
