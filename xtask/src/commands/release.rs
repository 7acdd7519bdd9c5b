//! `cargo xtask release`: one binary with everything inside, tried alone in an empty folder.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::{
    browser::{self, Projects},
    cargo::cargo,
    packages, places, site,
    steps::{call, step},
    supply,
};

/// Leaves `target/dist/hiromeru`, and beside it the list of what it is made of.
pub fn release() -> Result<()> {
    packages::install(&[
        &packages::C_COMPILER,
        &packages::JAPANESE_FONT,
        &packages::NODE,
        &packages::CHROMIUM,
    ])?;
    site::bundle()?;
    step("Building the release", || call(cargo().args(["build", "--workspace", "--release", "--locked"])))?;
    let finished = places::root().join("target/dist").join(places::server_name());
    fs::create_dir_all(places::root().join("target/dist"))?;
    fs::copy(places::release_server(), &finished)
        .with_context(|| format!("{} cannot be written", finished.display()))?;
    let parts = finished.with_file_name("hiromeru.cdx.json");
    step("Listing the parts of others", || supply::write_bill(&parts))?;
    browser::install()?;
    let count = browser::test(&finished, Projects::Alone, &[], None)?;
    if count.failed > 0 || !count.problems.is_empty() {
        bail!("the release does not work alone: {} tests failed. {}", count.failed, count.problems.join(" "));
    }
    println!("\n  {}: {} MB", finished.display(), fs::metadata(&finished)?.len() / 1_000_000);
    println!("  {}: its parts, in CycloneDX", parts.display());
    Ok(())
}
