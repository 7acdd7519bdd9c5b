//! A national list of 220,000 rows: checked, imported, imported again, taken back; beside reading its bare cells with
//! calamine and inserting its bare rows, in the same run. Memory is that of the command with its reading child.

use crate::{pace::Pace, support::World};
use calamine::{Reader as _, Xlsx};
use nix::sys::resource::{UsageWho, getrusage};
use server::{
    imports::command::{self, Lists},
    jobs,
};
use std::{collections::BTreeSet, io::Cursor, time::Instant};
use store::{Scope, testing};
use tables::{Column, Kind, Table, Value};

const ROWS: u32 = 220_000;

fn rows() -> impl Iterator<Item = [String; 24]> {
    sheets::sample::national(ROWS as usize, 11)
}

fn workbook() -> Vec<u8> {
    let columns = sheets::sample::HEADER.map(|heading| Column::new(heading, Kind::Text)).to_vec();
    let rows = rows().map(|row| row.map(Value::Text).to_vec());
    tables::xlsx(Table { title: "一覧".to_owned(), columns, rows }, chrono::DateTime::UNIX_EPOCH).unwrap()
}

/// Every cell of a workbook, as calamine gives it.
fn bare_cells(bytes: &[u8]) -> usize {
    let mut file: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = file.worksheet_range_at(0).unwrap().unwrap();
    range.used_cells().count()
}

#[expect(clippy::print_stdout, reason = "a measurement is read by a person")]
pub async fn national(pace: &Pace, world: &World) {
    let name = "an import of a national list";
    if !pace.wants(name) {
        return;
    }
    let tenant = crate::steps::tenant(world, "midorino").await;
    let (csv, xlsx) = (sheets::sample::csv(rows()), workbook());
    let begun = Instant::now();
    assert!(bare_cells(&xlsx) > ROWS as usize * 10);
    let reading = begun.elapsed();
    let begun = Instant::now();
    let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "bench")).await.unwrap();
    testing::bare_insert(&tx, rows().map(|row| row.to_vec())).await;
    drop(tx);
    let inserting = begun.elapsed();
    let told = |what: &str, seconds: f64, beside: &str, yardstick: f64, note: &str| {
        println!(
            "measured: {:10} {name}: {what} {seconds:.1} s = {:.1} x {beside} ({yardstick:.1} s), {:.0} rows a second{note}",
            pace.database(),
            seconds / yardstick,
            f64::from(ROWS) / seconds,
        );
    };
    let (bare, both) = (reading.as_secs_f64(), (reading + inserting).as_secs_f64());
    let lists = Lists { municipalities: BTreeSet::new() };
    let house = {
        let tx = world.app.store.read(&Scope::system("bench")).await.unwrap();
        store::tenants::by_id(&tx, tenant).await.unwrap()
    };
    for (kind, bytes) in [("CSV", &csv), ("xlsx", &xlsx)] {
        let report = command::check(&world.app.program, None, (kind, bytes.clone()), &lists).await.unwrap();
        assert!(report.accepted, "{:?}", report.refused_because);
        let note = format!(", memory {} MB", report.peak_memory_bytes.unwrap_or(0) / 1_000_000);
        told(&format!("check of {kind}"), report.seconds, "reading its bare cells", bare, &note);
    }
    for what in ["first import", "the same again"] {
        let report = command::import(&world.app, &house, ("CSV", csv.clone()), &lists).await.unwrap();
        assert!(report.accepted && (what == "first import") == (report.created > 0), "{}", report.created);
        told(what, report.seconds, "bare reading and bare insert", both, "");
    }
    let clerk = world.as_person("clerk").await;
    let list = clerk.get("/t/midorino/imports").await;
    let first = list.text.rmatch_indices("/t/midorino/imports/0").next().unwrap().0;
    let at = list.text[first..].split('"').next().unwrap().to_owned();
    let version = clerk.get(&format!("{at}/undo")).await.hidden("version").unwrap();
    let begun = Instant::now();
    clerk.post(&format!("{at}/undo"), &[("version", &version)]).await;
    jobs::drain(&world.app).await.unwrap();
    told("taking it back", begun.elapsed().as_secs_f64(), "bare reading and bare insert", both, &memory());
}

/// The most memory that this process has used so far.
fn memory() -> String {
    let used = getrusage(UsageWho::RUSAGE_SELF).map_or(0, |usage| usage.max_rss());
    format!(", memory of the whole measurement {} MB", used / 1000)
}
