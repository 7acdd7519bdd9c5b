//! The browser tests: journeys in a real Chromium, in `e2e/`.

use std::{env, fs, path::Path, process::Command};

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::{
    packages, places,
    rust_tests::Count,
    stamp::{self, Inputs},
    steps::{answer, call, program, step},
};

/// Which of Playwright's projects to run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Projects {
    /// The binary alone in an empty folder.
    Alone,
    /// The tour and the manuals, leaving their pictures in the tree.
    Pictures,
    All,
}

/// Installs what the lockfile names, when it has changed.
pub fn install() -> Result<()> {
    let e2e = places::root().join("e2e");
    let stamp = Inputs::new().files(&[e2e.join("package.json"), e2e.join("package-lock.json")])?.stamp();
    if e2e.join("node_modules").is_dir() && stamp::last("npm").as_deref() == Some(&stamp) {
        return Ok(());
    }
    step("Installing the browser tests' packages", || {
        call(npm()?.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
    })?;
    stamp::leave("npm", &stamp)
}

/// Whether the tests' types agree.
pub fn check() -> Result<()> {
    call(npm()?.args(["run", "--silent", "types"]))
}

/// A folder of its own with the server and nothing else. Made while nothing is started beside us: whatever is started
/// holds a file that is being written for a moment, and such a program cannot be run.
pub fn alone(server: &Path) -> Result<TempDir> {
    let folder = tempfile::Builder::new().prefix("hiromeru-demo-data-").tempdir()?;
    fs::copy(server, folder.path().join(places::server_name()))
        .with_context(|| format!("{} cannot be copied", server.display()))?;
    Ok(folder)
}

/// Lets the server that stands alone in a folder tell the story of the demonstration there.
pub fn tell(folder: &Path) -> Result<()> {
    let mut command = Command::new(folder.join(places::server_name()));
    // The configuration of the person who runs the tests must not change them.
    for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("HIROMERU_")) {
        command.env_remove(name);
    }
    command.arg("demo-data").current_dir(folder).env("HIROMERU_DEMO", "true").env("HIROMERU_DATA", "./data");
    packages::without_sync(&mut command);
    answer(&mut command)?;
    Ok(())
}

/// Runs the tests on a server; `filter` goes to Playwright. Without a folder where the story was told ([`tell`]),
/// Playwright lets it be told first.
pub fn test(server: &Path, projects: Projects, filter: &[&str], told: Option<&Path>) -> Result<Count> {
    let results = places::cache().join("browser-tests.json");
    let _ = fs::remove_file(&results);
    let chromium = packages::chromium().context("Chromium is not installed")?;
    let mut command = npm()?;
    command.args(["exec", "--offline", "--", "playwright", "test"]);
    match projects {
        Projects::Alone => {
            command.args(["--project=alone"]);
        }
        Projects::Pictures => {
            command.args(["--project=tour"]).env("PICTURES_INTO_TREE", "1");
        }
        Projects::All => {}
    }
    command
        .args(filter)
        .env("SERVER_UNDER_TEST", server)
        .env("CHROMIUM", chromium)
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &results);
    if let Some(folder) = told {
        command.env("ALONE", folder);
    }
    packages::without_sync(&mut command);
    if !filter.is_empty() {
        command.env("PICTURES", "1");
    }
    let outcome = step("Browser tests", || call(&mut command));
    let written = fs::read_to_string(&results).context("Playwright left no result")?;
    let mut count = counted(&written)?;
    if let Err(error) = outcome
        && count.failed == 0
    {
        count.problems.push(format!("{error:#}"));
    }
    Ok(count)
}

fn npm() -> Result<Command> {
    let mut command = Command::new(program("npm").context("npm is not installed")?);
    command.current_dir(places::root().join("e2e")).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    Ok(command)
}

fn counted(results: &str) -> Result<Count> {
    let results: serde_json::Value = serde_json::from_str(results)?;
    let number = |name: &str| results["stats"][name].as_u64().unwrap_or(0);
    let mut count = Count {
        passed: number("expected") + number("flaky"),
        failed: number("unexpected"),
        problems: vec![],
    };
    if number("skipped") > 0 {
        count.problems.push(format!("{} browser tests were left out", number("skipped")));
    }
    if count.passed + count.failed == 0 {
        count.problems.push("not one browser test ran".to_owned());
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_test_that_was_left_out_is_a_problem() {
        let count = counted(r#"{"stats":{"expected":2,"unexpected":1,"flaky":0,"skipped":1}}"#).unwrap();
        assert_eq!((count.passed, count.failed, count.problems.len()), (2, 1, 1));
    }

    #[test]
    fn no_browser_test_at_all_is_a_problem() {
        let count = counted(r#"{"stats":{"expected":0,"unexpected":0,"flaky":0,"skipped":0}}"#).unwrap();
        assert_eq!(count.problems.len(), 1);
    }
}
