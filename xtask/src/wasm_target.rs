//! A compiler for wasm32, on any machine: the first of three ways that works.
//!
//! rustup's target is the usual way. Behind a closed network its download fails or hangs, so it gets two minutes; then
//! Debian's own Rust compiles the standard library for wasm from Debian's sources.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context, Result};

use crate::{
    cargo::cargo,
    packages, processes, stamp,
    steps::{answer, program},
};

const TARGET: &str = "wasm32-unknown-unknown";
const PATIENCE: Duration = Duration::from_mins(2);

/// How to compile for the browser.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// The toolchain has the target.
    Installed,
    /// Debian's packages, the standard library built from source.
    Debian,
}

/// The first way that works, made to work where it does not yet.
pub fn way() -> Result<Way> {
    if is_installed() {
        return Ok(Way::Installed);
    }
    // Once Debian's way was taken here, the two minutes are not waited for again.
    let taken = stamp::last("wasm-way").is_some_and(|way| way == "debian");
    if !(taken && (packages::DEBIAN_RUST.is_there)()) {
        println!("  rustup target add {TARGET}, for at most {} seconds", PATIENCE.as_secs());
        if added_by_rustup() && is_installed() {
            println!("  rustup has added the target");
            return Ok(Way::Installed);
        }
        println!("  rustup could not; taking Debian's Rust");
        packages::install(&[&packages::DEBIAN_RUST]).with_context(|| {
            format!("there is no compiler for {TARGET}: `rustup target add {TARGET}` failed")
        })?;
        stamp::leave("wasm-way", "debian")?;
    }
    if linker().is_none() {
        packages::install(&[&packages::WASM_LINKER])?;
    }
    Ok(Way::Debian)
}

/// `cargo build` for the browser; the caller adds package, profile and features.
pub fn cargo_build(way: Way) -> Result<Command> {
    let mut command = match way {
        Way::Installed => cargo(),
        Way::Debian => {
            let mut of_debian = Command::new("/usr/bin/cargo");
            // What the running cargo set for its own children would confuse the other one.
            for (name, value) in cargo().get_envs() {
                if value.is_none() {
                    of_debian.env_remove(name);
                }
            }
            of_debian.current_dir(crate::places::root());
            of_debian
        }
    };
    command.args(["build", "--locked", "--target", TARGET]);
    if way == Way::Debian {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(
            std::iter::once(PathBuf::from("/usr/bin")).chain(std::env::split_paths(&path)),
        )?;
        command
            .arg("-Zbuild-std=std,panic_abort")
            .env("RUSTC", "/usr/bin/rustc")
            .env("RUSTC_BOOTSTRAP", "1")
            .env_remove("RUSTUP_TOOLCHAIN")
            .env("PATH", path);
        let linker = linker().context("neither rust-lld nor wasm-ld is there")?;
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    }
    Ok(command)
}

/// The folder of cargo's output for this target inside a target folder.
pub fn folder_in(target_dir: &Path) -> PathBuf {
    target_dir.join(TARGET)
}

fn is_installed() -> bool {
    let mut command = Command::new("rustc");
    command.current_dir(crate::places::root()).args(["--print", "target-libdir", "--target", TARGET]);
    answer(&mut command).is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

fn added_by_rustup() -> bool {
    let Some(rustup) = program("rustup") else { return false };
    let mut command = Command::new(rustup);
    command.current_dir(crate::places::root()).args(["target", "add", TARGET]);
    matches!(processes::within(PATIENCE, &mut command), Ok(Some(status)) if status.success())
}

/// rustup brings a linker with every toolchain; Debian has one in a package.
fn linker() -> Option<PathBuf> {
    let host = answer(Command::new("rustc").arg("-vV")).ok()?;
    let host = host.lines().find_map(|line| line.strip_prefix("host: "))?.to_owned();
    let sysroot = answer(Command::new("rustc").args(["--print", "sysroot"])).ok()?;
    let of_rustup = Path::new(sysroot.trim()).join("lib/rustlib").join(host).join("bin/rust-lld");
    of_rustup.exists().then_some(of_rustup).or_else(|| program("wasm-ld"))
}
