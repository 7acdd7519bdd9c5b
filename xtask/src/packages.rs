//! Programs and fonts of the system that the product, its build or its tests need: one table, and how to get them.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, PoisonError},
};

use anyhow::{Context, Result, bail};

use crate::steps::{self, answer, call, program, succeeds};

/// Something that a package of the system brings.
pub struct Need {
    /// What it is, and what for.
    pub what: &'static str,
    /// The packages of Debian and Ubuntu.
    pub debian: &'static [&'static str],
    /// Whether it is there already.
    pub is_there: fn() -> bool,
}

/// Notices are set in it, and browsers show the pages in it.
pub const JAPANESE_FONT: Need = Need {
    what: "a Japanese font, for notices and pages",
    debian: &["fonts-ipaexfont-gothic"],
    is_there: || {
        Path::new("/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf").exists()
            || Path::new("/usr/share/fonts/truetype/fonts-japanese-gothic.ttf").exists()
            || Path::new("/usr/share/fonts/truetype/bizud-gothic").exists()
            || answer(Command::new("fc-list").arg(":lang=ja")).is_ok_and(|list| !list.trim().is_empty())
    },
};

/// The linker of every Rust program, and the compiler of SQLite and of the encryption of mail.
///
/// Without any, this program itself could not be built; it may still be that the linker is another one.
pub const C_COMPILER: Need = Need {
    what: "a C compiler, for SQLite and encryption",
    debian: &["gcc", "libc6-dev"],
    is_there: || std::env::var_os("CC").is_some() || program("cc").is_some(),
};

/// Without it the browser's part works and is half as big again.
pub const WASM_OPT: Need = Need {
    what: "wasm-opt, which makes the browser's part smaller",
    debian: &["binaryen"],
    is_there: || program("wasm-opt").is_some(),
};

/// The third way to compile for the browser, see [`crate::wasm_target`].
pub const DEBIAN_RUST: Need = Need {
    what: "Debian's Rust with the sources of the standard library, to compile for the browser",
    debian: &["rustc-web", "cargo-web", "rust-web-src"],
    is_there: || {
        Path::new("/usr/bin/cargo").exists()
            && Path::new("/usr/bin/rustc").exists()
            && answer(Command::new("/usr/bin/rustc").args(["--print", "sysroot"])).is_ok_and(|sysroot| {
                Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/std/Cargo.toml").exists()
            })
    },
};

/// A linker for the browser, where rustup's is missing.
pub const WASM_LINKER: Need = Need {
    what: "wasm-ld, which links for the browser",
    debian: &["lld"],
    is_there: || program("wasm-ld").is_some(),
};

/// The database the tests run on, beside SQLite.
pub const POSTGRESQL: Need = Need {
    what: "PostgreSQL, for the tests",
    debian: &["postgresql"],
    is_there: || postgresql_programs().is_some(),
};

/// With them a test looks for what leaves the machine.
pub const NAMESPACES: Need = Need {
    what: "ip and unshare, for the test of a machine without a network",
    debian: &["iproute2", "util-linux"],
    is_there: || program("unshare").is_some() && program("ip").is_some(),
};

/// The browser of the browser tests: Chromium without what draws windows, which answers them in half the time.
pub const CHROMIUM: Need = Need {
    what: "Chromium, for the browser tests",
    debian: &["chromium-headless-shell"],
    is_there: || chromium().is_some(),
};

/// What starts the browser tests.
pub const NODE: Need = Need {
    what: "Node.js and npm, for the browser tests",
    debian: &["nodejs", "npm"],
    is_there: || program("node").is_some() && program("npm").is_some(),
};

/// Without it the tests wait for the disk most of their time. A test kills programs, never the machine, so what a
/// program handed to the system is there afterwards, whether or not the disk was waited for.
pub const NO_SYNC: Need = Need {
    what: "libeatmydata, with which tests do not wait for the disk",
    debian: &["eatmydata"],
    is_there: || no_sync().is_some(),
};

fn no_sync() -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib").ok()?.flatten().map(|entry| entry.path());
    folders.map(|folder| folder.join("libeatmydata.so")).find(|file| file.exists())
}

/// Lets a command, and what it starts, not wait for the disk, where that is possible here.
pub fn without_sync(command: &mut Command) {
    if no_sync().is_some() {
        command.env("LD_PRELOAD", "libeatmydata.so");
    }
}

/// The folder of `initdb`, `postgres` and `psql`: Debian keeps them outside PATH, one folder for each version.
pub fn postgresql_programs() -> Option<PathBuf> {
    newest_with_initdb(Path::new("/usr/lib/postgresql"))
        .or_else(|| Some(program("initdb")?.parent()?.to_path_buf()))
}

/// The `bin` of the highest version that can make a cluster; a client alone is not enough.
fn newest_with_initdb(versions: &Path) -> Option<PathBuf> {
    let versions = std::fs::read_dir(versions).ok()?.flatten();
    versions
        .filter_map(|entry| {
            Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin")))
        })
        .filter(|(_, folder)| folder.join("initdb").exists())
        .max()
        .map(|(_, folder)| folder)
}

/// The browser: `CHROMIUM` of the environment, or the first of its names in PATH.
pub fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from).filter(|file| file.exists());
    let browsers = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];
    named.or_else(|| browsers.into_iter().find_map(program))
}

/// Steps run beside one another, and only one of them can install.
static INSTALLING: Mutex<()> = Mutex::new(());

/// Installs what is missing, or says with which command to do so.
pub fn install(needs: &[&Need]) -> Result<()> {
    let _alone = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
    let missing: Vec<&Need> = needs.iter().copied().filter(|need| !(need.is_there)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    for need in &missing {
        println!("  missing: {}", need.what);
    }
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.debian).copied().collect();
    let by_hand = format!("sudo apt-get install -y --no-install-recommends {}", packages.join(" "));
    let Some(apt) = program("apt-get") else {
        bail!(
            "please install {} and start again; on Debian or Ubuntu: {by_hand}",
            missing.iter().map(|need| need.what).collect::<Vec<_>>().join(", and ")
        );
    };
    let Some(prefix) = administrator() else {
        bail!("installing needs an administrator. Please run this and start again:\n\n    {by_hand}\n");
    };
    let apt_get = |words: &[&str]| {
        let mut command = prefix.first().map_or_else(
            || Command::new(&apt),
            |sudo| {
                let mut command = Command::new(sudo);
                command.args(&prefix[1..]).arg(&apt);
                command
            },
        );
        command.env("DEBIAN_FRONTEND", "noninteractive").args(words);
        command
    };
    let words: Vec<&str> =
        ["install", "-y", "--no-install-recommends"].into_iter().chain(packages.iter().copied()).collect();
    steps::step(&format!("Installing {}", packages.join(", ")), || {
        // The lists may be too old to find the packages, or not be there at all.
        if call(&mut apt_get(&words)).is_err() {
            call(&mut apt_get(&["update"]))?;
            call(&mut apt_get(&words)).with_context(|| format!("please try by hand: {by_hand}"))?;
        }
        Ok(())
    })?;
    match missing.iter().find(|need| !(need.is_there)()) {
        Some(need) => bail!("the packages are installed and still this is missing: {}", need.what),
        None => Ok(()),
    }
}

/// Installs what is only good to have; without it a line says what to do.
pub fn install_if_possible(need: &Need) {
    if let Err(error) = install(&[need]) {
        println!("  going on without {}: {error:#}", need.what);
    }
}

/// What to put before a command that needs an administrator: nothing for root, sudo where it works without asking or
/// where a person can be asked.
fn administrator() -> Option<Vec<&'static str>> {
    if is_root() {
        return Some(vec![]);
    }
    program("sudo")?;
    if succeeds(Command::new("sudo").args(["-n", "true"])) {
        return Some(vec!["sudo", "-n", "-E"]);
    }
    let asked = std::io::IsTerminal::is_terminal(&std::io::stdin());
    asked.then(|| vec!["sudo", "-E"])
}

/// Whether this program runs as root.
pub fn is_root() -> bool {
    answer(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_installed_when_nothing_is_missing() {
        let there = Need { what: "air", debian: &["no-such-package"], is_there: || true };
        install(&[&there]).unwrap();
    }

    #[test]
    fn the_newest_postgresql_that_can_make_a_cluster_is_taken() {
        let versions = tempfile::tempdir().unwrap();
        for (version, program) in [("9", "initdb"), ("15", "initdb"), ("17", "psql")] {
            let folder = versions.path().join(version).join("bin");
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(program), "").unwrap();
        }
        assert_eq!(newest_with_initdb(versions.path()), Some(versions.path().join("15/bin")));
    }
}
