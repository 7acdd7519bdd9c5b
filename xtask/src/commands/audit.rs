//! `cargo xtask audit`: what others wrote and is part of the program: terms, origins, and what is known to be wrong with it.

use std::process::Command;

use anyhow::{Context as _, Result};

use crate::{
    cargo::cargo,
    packages, places,
    steps::{call, step},
    supply,
};

/// It takes minutes to build and asks the network for what was found since yesterday, so no test waits for it.
const CARGO_DENY: &str = "cargo-deny@0.20.2";

/// Fails when somebody reported a hole in a crate of the lock files, or when what every test run checks does not hold.
pub fn audit() -> Result<()> {
    step("Parts of others", supply::check)?;
    for line in supply::doubled()? {
        println!("  in several versions: {line}");
    }
    let tools = places::cache().join("tools");
    let deny = tools.join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    if !deny.is_file() {
        packages::install(&[&packages::C_COMPILER])?;
        step("Building cargo-deny", || {
            call(cargo().args(["install", CARGO_DENY, "--locked", "--root"]).arg(&tools))
        })?;
    }
    for manifest in ["Cargo.toml", "xtask/Cargo.toml"] {
        step(&format!("Known holes in what {manifest} needs"), || {
            let mut command = Command::new(&deny);
            command.current_dir(places::root()).args(["--manifest-path", manifest, "check", "advisories"]);
            call(&mut command).context(
                "somebody reported a hole in one of these, or the list of RustSec could not be fetched from GitHub",
            )
        })?;
    }
    Ok(())
}
