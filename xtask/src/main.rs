//! Everything one does with the repository, as one command: `cargo xtask`.
//!
//! It is a workspace of its own, so that building it never changes which features the product's crates get.

mod browser;
mod cargo;
mod commands;
mod islands;
mod packages;
mod places;
mod postgres;
mod processes;
mod rust_tests;
mod site;
mod stamp;
mod steps;
mod styles;
mod supply;
mod texts;
mod tour;
mod wasm_target;

use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask <command>

  run       build, fill ./data with demonstration data, serve on http://127.0.0.1:3000
  dev       the same, built and restarted whenever a file changes
  test      install what the tests need, then format, lints, Rust tests on SQLite and
            PostgreSQL, browser tests; `test checks`, `test rust`, `test browser` do a part,
            what follows `--` goes to cargo test or Playwright
  release   one binary with everything inside, in target/dist/, and the list of its parts
  audit     what others wrote and is part of it: terms, origins, and known holes (asks the network)
  bench     the measurements in server/benches, on an optimised build
  fuzz      damaged lists through reader and mapper, `fuzz --seconds 600`; what is found is kept
            as a test in server/sheets/tests/data/found
  pictures  the pictures of the README and the manuals, taken anew from the demonstration
  bundle    only what the browser is given: wasm, script, styles, into target/site/
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    processes::stop_them_when_interrupted();
    let outcome = match arguments.as_slice() {
        ["run"] => commands::run::run(),
        ["dev"] => commands::dev::dev(),
        ["test", rest @ ..] => match commands::test::test(rest) {
            Ok(true) => Ok(()),
            // What is wrong has been said, and the counts stand last.
            Ok(false) => return ExitCode::FAILURE,
            Err(error) => Err(error),
        },
        ["release"] => commands::release::release(),
        ["audit"] => commands::audit::audit(),
        ["bench", rest @ ..] => commands::bench::bench(rest),
        ["fuzz", rest @ ..] => commands::fuzz::fuzz(rest),
        ["pictures"] => commands::pictures::pictures(),
        ["bundle"] => site::bundle(),
        ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
