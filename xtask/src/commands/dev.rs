//! `cargo xtask dev`: as `run`, and again whenever a file changes.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use anyhow::Result;

use super::run;
use crate::{
    places,
    processes::Process,
    site,
    steps::{files_under, step},
};

/// How often the files are looked at. Their few hundred times are read in a few milliseconds.
const EVERY: Duration = Duration::from_millis(400);

/// Builds and serves until interrupted.
pub fn dev() -> Result<()> {
    run::prepare()?;
    let mut server: Option<Process> = Some(run::serve()?);
    let mut known = times()?;
    loop {
        std::thread::sleep(EVERY);
        let now = times()?;
        let changed = changed(&known, &now);
        if changed.is_empty() {
            continue;
        }
        // A save of several files, or a checkout, is one change: wait until it is over.
        std::thread::sleep(Duration::from_millis(100));
        known = times()?;
        for file in changed.iter().take(5) {
            println!("\n  changed: {}", file.display());
        }
        let outcome = if changed.iter().all(|file| is_style(file)) {
            step("Styles", site::bundle_styles)
        } else {
            rebuilt(&mut server, &changed)
        };
        if let Err(error) = outcome {
            println!("\n  {error:#}\n  waiting for the next change; the last good build goes on serving");
        } else {
            println!("  reload the page");
        }
    }
}

/// The server first, because the page can be used without the islands, which take longer.
fn rebuilt(server: &mut Option<Process>, changed: &[PathBuf]) -> Result<()> {
    if changed.iter().any(|file| is_style(file)) {
        site::bundle_styles()?;
    }
    step("Building the server", run::build)?;
    drop(server.take());
    *server = Some(run::serve()?);
    if changed.iter().any(|file| is_in_islands(file)) {
        site::bundle()?;
        drop(server.take());
        *server = Some(run::serve()?);
    }
    Ok(())
}

fn times() -> Result<BTreeMap<PathBuf, SystemTime>> {
    let mut times = BTreeMap::new();
    for folder in ["app", "server", "migrations"] {
        for file in files_under(&places::root().join(folder))? {
            // A file that an editor has just moved away is seen at the next look.
            if let Ok(time) = file.metadata().and_then(|data| data.modified()) {
                times.insert(file.strip_prefix(places::root())?.to_path_buf(), time);
            }
        }
    }
    Ok(times)
}

fn changed(before: &BTreeMap<PathBuf, SystemTime>, now: &BTreeMap<PathBuf, SystemTime>) -> Vec<PathBuf> {
    let touched = now.iter().filter(|(file, time)| before.get(*file) != Some(time)).map(|(file, _)| file);
    let gone = before.keys().filter(|file| !now.contains_key(*file));
    touched.chain(gone).cloned().collect()
}

fn is_style(file: &Path) -> bool {
    file.starts_with("app/styles") || file.starts_with("app/assets")
}

fn is_in_islands(file: &Path) -> bool {
    ["app/islands", "app/elements", "app/domain"].iter().any(|folder| file.starts_with(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_touched_and_removed_files_are_changes() {
        let then = SystemTime::UNIX_EPOCH;
        let later = then + Duration::from_secs(1);
        let before = BTreeMap::from([("same".into(), then), ("touched".into(), then), ("gone".into(), then)]);
        let now = BTreeMap::from([("same".into(), then), ("touched".into(), later), ("new".into(), then)]);
        let mut names = changed(&before, &now);
        names.sort();
        assert_eq!(names, ["gone", "new", "touched"].map(PathBuf::from));
    }
}
