//! The Rust tests, on both databases, and how many there were.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead as _, BufReader, IsTerminal as _},
    process::{Command, Stdio},
};

use anyhow::{Context, Result};

use crate::{
    cargo::{cargo, linting},
    packages, places,
    postgres::{Cluster, Purpose},
    steps::{shown, step},
};

/// How many tests there were, and what was wrong.
#[derive(Default)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
    pub problems: Vec<String>,
}

impl Count {
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.problems.extend(other.problems);
    }
}

/// Runs the tests of the product; `filter` goes to cargo. `linted`: as they were compiled under clippy.
pub fn product(filter: &[&str], linted: bool) -> Result<Count> {
    let cluster = step("Starting a PostgreSQL for the tests", || Cluster::start(Purpose::Tests))?;
    let ledger = places::cache().join("ledger");
    fs::create_dir_all(places::cache())?;
    fs::write(&ledger, "")?;
    let mut command = cargo();
    command
        .args(["test", "--workspace", "--locked", "--no-fail-fast"])
        .args(super::commands::test::FEATURES)
        .args(filter)
        .env("HIROMERU_TEST_LEDGER", &ledger);
    // Half of the time a test waits for a database, a child process or a mail server.
    if std::env::var_os("RUST_TEST_THREADS").is_none() {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        command.env("RUST_TEST_THREADS", (cores * 2).to_string());
    }
    if linted {
        linting(&mut command);
    }
    cluster.tell(&mut command);
    packages::without_sync(&mut command);
    let mut count = step("Rust tests", || counted(&mut command))?;
    let lines = fs::read_to_string(&ledger)?;
    let databases = databases(&lines);
    let [sqlite, postgresql] = ["sqlite", "postgresql"].map(|name| databases.get(name).copied().unwrap_or(0));
    println!("\n  SQLite: {sqlite} tests, PostgreSQL: {postgresql} tests");
    if filter.is_empty() {
        for (name, tests) in [("SQLite", sqlite), ("PostgreSQL", postgresql)] {
            if tests == 0 {
                count.problems.push(format!("not one test ran on {name}"));
            }
        }
    }
    Ok(count)
}

/// Runs the tests of xtask itself. `linted`: clippy compiles them.
pub fn of_xtask(linted: bool) -> Result<Count> {
    let mut command = cargo();
    if linted {
        linting(&mut command);
    }
    command.args(["test", "--locked", "--quiet", "--manifest-path", "xtask/Cargo.toml"]);
    step("Tests of xtask", || counted(&mut command))
}

/// Runs a `cargo test`, shows what it writes, and counts.
fn counted(command: &mut Command) -> Result<Count> {
    if std::io::stderr().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} cannot be started", shown(command)))?;
    let output = child.stdout.take().context("the output was asked for")?;
    let mut count = Count::default();
    for line in BufReader::new(output).lines() {
        let line = line?;
        println!("{line}");
        if let Some(result) = line.strip_prefix("test result: ") {
            let number = |word| number_before(result, word);
            count.passed += number("passed");
            count.failed += number("failed");
            if number("ignored") > 0 {
                count.problems.push(format!("a test was left out: {result}"));
            }
        }
    }
    let status = child.wait()?;
    if !status.success() && count.failed == 0 {
        count.problems.push(format!("{} ended with {status}", shown(command)));
    }
    Ok(count)
}

/// The number before a word in `ok. 12 passed; 0 failed; 0 ignored; …`.
fn number_before(result: &str, word: &str) -> u64 {
    let mut parts = result.split([' ', ';', '.']).filter(|part| !part.is_empty());
    let mut last = 0;
    for part in &mut parts {
        if part == word {
            return last;
        }
        last = part.parse().unwrap_or(0);
    }
    0
}

/// How many tests ran on each database: the tests write a line `<database> <test>` each.
fn databases(ledger: &str) -> BTreeMap<&str, usize> {
    let mut tests: BTreeMap<&str, std::collections::BTreeSet<&str>> = BTreeMap::new();
    for (database, test) in ledger.lines().filter_map(|line| line.split_once(' ')) {
        tests.entry(database).or_default().insert(test);
    }
    tests.into_iter().map(|(database, names)| (database, names.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_line_is_read() {
        let line = "FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.41s";
        assert_eq!(["passed", "failed", "ignored"].map(|word| number_before(line, word)), [12, 3, 1]);
    }

    #[test]
    fn a_test_counts_once_for_each_database() {
        let counts = databases("sqlite a\npostgresql a\nsqlite b\nsqlite a\n");
        assert_eq!(counts, BTreeMap::from([("sqlite", 2), ("postgresql", 1)]));
    }
}
