//! `cargo xtask bench`: the measurements, on an optimised build; too long for every test run.

use std::{
    io::{BufRead as _, BufReader},
    process::Stdio,
};

use anyhow::{Context, Result, bail};

use crate::{
    cargo::cargo,
    packages,
    postgres::{Cluster, Purpose},
    site,
    steps::{call, step},
};

/// Where the measurements are.
const MEASURES: [&str; 5] = ["--locked", "--package", "server", "--bench", "measures"];

/// Runs every measurement on both databases, or those whose name holds the words given.
pub fn bench(filter: &[&str]) -> Result<()> {
    packages::install(&[&packages::C_COMPILER, &packages::JAPANESE_FONT, &packages::POSTGRESQL])?;
    site::bundle()?;
    step("Building the measurements", || call(cargo().args(["bench", "--no-run"]).args(MEASURES)))?;
    let cluster = step("Starting a PostgreSQL to measure on", || Cluster::start(Purpose::Measures))?;
    let mut command = cargo();
    command.arg("bench").args(MEASURES).arg("--").args(filter).stdout(Stdio::piped());
    cluster.tell(&mut command);
    let measured = step("Measurements", || {
        let mut child = command.spawn().context("the measurements cannot be started")?;
        let output = child.stdout.take().context("the output was asked for")?;
        let mut measured = 0;
        for line in BufReader::new(output).lines() {
            let line = line?;
            println!("{line}");
            measured += usize::from(is_measurement(&line));
        }
        if !child.wait()?.success() {
            bail!("a measurement could not be made");
        }
        Ok(measured)
    })?;
    if measured == 0 {
        bail!("nothing was measured");
    }
    println!("\n  {measured} measurements");
    Ok(())
}

/// Whether a line tells a result.
fn is_measurement(line: &str) -> bool {
    line.starts_with("measured: ")
}

#[cfg(test)]
mod tests {
    use super::is_measurement;

    #[test]
    fn only_results_count_as_measured() {
        assert!(is_measurement(
            "measured: SQLite     a public page: 4.20 ms = 9.8 x its bare query (0.43 ms)"
        ));
        assert!(!is_measurement("test result: ok. 0 passed; 0 failed; 0 measured"));
    }
}
