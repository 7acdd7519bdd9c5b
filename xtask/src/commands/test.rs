//! `cargo xtask test`: everything that must hold before a change goes in. CI calls it.

use std::{
    panic,
    path::Path,
    process::{Command, Stdio},
    thread,
};

use anyhow::{Result, bail};
use tempfile::TempDir;

use super::run;
use crate::{
    browser::{self, Projects},
    cargo::{cargo, linting},
    packages, places,
    rust_tests::{self, Count},
    site,
    steps::{call, step},
    supply, texts,
};

/// The tests' binary holds its pages' files inside, as a release does, so that they can be tried without the
/// repository around them.
pub const FEATURES: [&str; 2] = ["--features", "server/embed"];

/// Everything that has tests, and the benchmarks. `--all-targets` would compile a library once more for tests although it
/// says that it has none.
const WITH_TESTS: [&str; 2] = ["--tests", "--benches"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Checks,
    Rust,
    Browser,
}

/// Does all parts, or the one named first; what follows `--` goes to the part's own program. Its last line is
/// `N passed, N failed`; the answer is whether all is well.
pub fn test(arguments: &[&str]) -> Result<bool> {
    let (named, filter) = match arguments.iter().position(|word| *word == "--") {
        Some(at) => (&arguments[..at], &arguments[at + 1..]),
        None => (arguments, &arguments[..0]),
    };
    let parts: &[Part] = match named {
        [] if filter.is_empty() => &[Part::Checks, Part::Rust, Part::Browser],
        ["checks"] => &[Part::Checks],
        ["rust"] => &[Part::Rust],
        ["browser"] => &[Part::Browser],
        _ => bail!("`cargo xtask test` knows the parts checks, rust and browser"),
    };
    let mut count = Count::default();
    if let Err(error) = all(parts, filter, &mut count) {
        count.problems.push(format!("{error:#}"));
    }
    println!();
    for problem in &count.problems {
        println!("problem: {problem}");
    }
    println!("{} passed, {} failed", count.passed, count.failed);
    Ok(count.failed == 0 && count.problems.is_empty())
}

/// An error ends the part that cannot go on; what only failed is counted, and the next part follows.
fn all(parts: &[Part], filter: &[&str], count: &mut Count) -> Result<()> {
    packages::install(&[&packages::C_COMPILER, &packages::JAPANESE_FONT])?;
    let everything = parts.len() > 1;
    site::announce()?;
    // Installing waits for the network and the disk; making the islands and most checks keep one processor busy.
    thread::scope(|scope| {
        let installed = scope.spawn(|| install(parts));
        let ahead = everything.then(|| scope.spawn(compile_ahead));
        let site = site::bundle();
        joined(installed)?;
        site?;
        if parts.contains(&Part::Checks) {
            checks(count, everything);
        }
        if parts.contains(&Part::Rust) && filter.is_empty() {
            count.add(rust_tests::of_xtask(everything)?);
        }
        ahead.map_or(Ok(()), joined)
    })?;
    let told = if everything {
        Some(rust_with_the_story(count)?)
    } else {
        if parts.contains(&Part::Rust) {
            count.add(rust_tests::product(filter, false)?);
        }
        None
    };
    if parts.contains(&Part::Browser) {
        in_browser(count, filter, told.as_ref().map(TempDir::path))?;
    }
    Ok(())
}

fn joined<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| panic::resume_unwind(panic))
}

fn install(parts: &[Part]) -> Result<()> {
    let mut needs = vec![];
    if parts.contains(&Part::Rust) {
        needs.push(&packages::POSTGRESQL);
        needs.push(&packages::NAMESPACES);
    }
    if parts.contains(&Part::Browser) || parts.contains(&Part::Checks) {
        needs.push(&packages::NODE);
    }
    if parts.contains(&Part::Browser) {
        needs.push(&packages::CHROMIUM);
    }
    packages::install(&needs)?;
    if parts != [Part::Checks] {
        packages::install_if_possible(&packages::NO_SYNC);
    }
    Ok(())
}

/// All of them, even when one fails: a person wants to know everything at once. Where the tests follow, clippy looks
/// at the code while it is compiled for them.
fn checks(count: &mut Count, tests_follow: bool) {
    let mut check = |title: &str, work: &dyn Fn() -> Result<()>| {
        if let Err(error) = step(title, work) {
            count.problems.push(format!("{title}: {error:#}"));
        }
    };
    check("Format", &|| {
        call(cargo().args(["fmt", "--all", "--check"]))?;
        call(cargo().args(["fmt", "--check", "--manifest-path", "xtask/Cargo.toml"]))
    });
    check("Forbidden texts", &texts::check);
    check("Parts of others", &supply::check);
    check("Types of the browser tests", &|| {
        browser::install()?;
        browser::check()
    });
    if !tests_follow {
        check("Clippy", &|| {
            call(
                cargo()
                    .args(["clippy", "--workspace", "--locked", "--keep-going"])
                    .args(WITH_TESTS)
                    .args(FEATURES)
                    .args(["--", "-D", "warnings"]),
            )
        });
    }
    if !tests_follow {
        check("Clippy on xtask", &|| {
            call(
                cargo()
                    .args(["clippy", "--all-targets", "--locked", "--manifest-path", "xtask/Cargo.toml"])
                    .args(["--", "-D", "warnings"]),
            )
        });
    }
}

/// The Rust tests, compiled once, by clippy, which refuses what it would warn of. One thread tells the story of the
/// demonstration for most of a minute; that is done beside the tests, which wait half of their time. The folder of the
/// story.
fn rust_with_the_story(count: &mut Count) -> Result<TempDir> {
    step("Compiling under clippy", || call(&mut compiling()))?;
    let folder = browser::alone(&places::debug_server())?;
    thread::scope(|scope| {
        let told = scope.spawn(|| browser::tell(folder.path()));
        let counted = rust_tests::product(&[], true);
        let told = joined(told);
        count.add(counted?);
        told
    })?;
    Ok(folder)
}

/// Begins with what [`rust_with_the_story`] compiles, beside the work of others. How it ends, and what it says, is for
/// that to find out: the last crate may have come before the islands that it holds.
fn compile_ahead() -> Result<()> {
    compiling().arg("--quiet").stderr(Stdio::null()).status()?;
    Ok(())
}

fn compiling() -> Command {
    let mut command = cargo();
    command.args(["test", "--no-run", "--workspace", "--locked", "--no-fail-fast"]);
    linting(&mut command);
    command.args(WITH_TESTS).args(FEATURES);
    command
}

/// `told`: where the story was told beside the Rust tests, with the program that they started.
fn in_browser(count: &mut Count, filter: &[&str], told: Option<&Path>) -> Result<()> {
    browser::install()?;
    if told.is_none() {
        step("Building the server", || {
            call(cargo().args(["build", "--workspace", "--locked"]).args(FEATURES))
        })?;
    }
    run::server_is_built()?;
    count.add(browser::test(&places::debug_server(), Projects::All, filter, told)?);
    Ok(())
}
