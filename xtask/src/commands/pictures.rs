//! `cargo xtask pictures`: the pictures of the README and of the manuals, made anew from the demonstration.

use anyhow::{Result, bail};

use super::{run, test::FEATURES};
use crate::{
    browser::{self, Projects},
    cargo::cargo,
    packages, places, site,
    steps::{call, step},
};

/// Plays the tour and the manuals, and leaves their pictures in `docs/images` and `app/assets`.
pub fn pictures() -> Result<()> {
    packages::install(&[&packages::JAPANESE_FONT, &packages::NODE, &packages::CHROMIUM])?;
    site::bundle()?;
    browser::install()?;
    step("Building the server", || call(cargo().args(["build", "--workspace", "--locked"]).args(FEATURES)))?;
    run::server_is_built()?;
    let count = browser::test(&places::debug_server(), Projects::Pictures, &[], None)?;
    if count.failed > 0 || !count.problems.is_empty() {
        bail!("a page is not what the tour expects: {} failed {}", count.failed, count.problems.join(", "));
    }
    println!("the pictures are in docs/images and app/assets");
    Ok(())
}
