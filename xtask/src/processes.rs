//! Programs that run beside this one, and end with it: the server, PostgreSQL.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    process::{Child, Command, ExitStatus},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

use crate::steps;

/// What to stop, and which folders to remove, when this program is interrupted.
static RUNNING: Mutex<BTreeMap<u32, Option<PathBuf>>> = Mutex::new(BTreeMap::new());

fn running() -> MutexGuard<'static, BTreeMap<u32, Option<PathBuf>>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// On Ctrl-C, a hang-up or a polite kill: stops what runs beside us, removes their folders, and ends.
pub fn stop_them_when_interrupted() {
    let installed = ctrlc::set_handler(|| {
        let all = std::mem::take(&mut *running());
        for id in all.keys() {
            signal(*id, "INT");
        }
        if !all.is_empty() {
            std::thread::sleep(Duration::from_millis(1500));
        }
        for folder in all.into_values().flatten() {
            let _ = std::fs::remove_dir_all(folder);
        }
        std::process::exit(130);
    });
    installed.expect("nobody else in this program handles signals");
}

/// A program that runs beside this one until this value is dropped.
pub struct Process {
    child: Child,
}

impl Process {
    /// Starts it; `folder` is its own and is removed when we are interrupted.
    pub fn start(command: &mut Command, folder: Option<PathBuf>) -> Result<Self> {
        let child =
            command.spawn().with_context(|| format!("{} cannot be started", steps::shown(command)))?;
        running().insert(child.id(), folder);
        Ok(Self { child })
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// Asks it to end (as Ctrl-C does), waits up to ten seconds, then ends it.
    pub fn stop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            signal(self.child.id(), "INT");
            let limit = Instant::now() + Duration::from_secs(10);
            while Instant::now() < limit && matches!(self.child.try_wait(), Ok(None)) {
                std::thread::sleep(Duration::from_millis(20));
            }
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
        running().remove(&self.child.id());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The standard library can only kill; a server should be asked, so that it finishes what it is doing.
fn signal(id: u32, name: &str) {
    let _ = Command::new("kill").args(["-s", name, &id.to_string()]).status();
}

/// Runs a command for at most so long; `None` when it did not end in that time and was stopped.
pub fn within(limit: Duration, command: &mut Command) -> Result<Option<ExitStatus>> {
    let mut process = Process::start(command, None)?;
    let limit = Instant::now() + limit;
    while Instant::now() < limit {
        if let Some(status) = process.ended()? {
            return Ok(Some(status));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(None)
}
