//! `cargo xtask bench`: the measurements, on an optimised build; too long for every test run.

use anyhow::Result;

use crate::{
    cargo::cargo,
    packages, site,
    steps::{call, step},
};

/// Runs every benchmark, or those whose name holds the words given.
pub fn bench(filter: &[&str]) -> Result<()> {
    packages::install(&[&packages::C_COMPILER, &packages::JAPANESE_FONT])?;
    site::bundle()?;
    step("Benchmarks", || call(cargo().args(["bench", "--workspace", "--locked", "--benches"]).args(filter)))
}
