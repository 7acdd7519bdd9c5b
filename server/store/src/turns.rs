//! Whose turn it is on SQLite, where one program writes at a time and none is told who else would like to. Whoever wants to
//! write holds a lock on a file beside the database, which any number may hold; whoever writes piece by piece looks between
//! two pieces, and leaves a moment only where somebody waits (`docs/decisions/0104-every-cell-is-kept-once.md`).

use std::{
    fs::File,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Those who wait to write, in this program and in others.
#[derive(Debug)]
pub(crate) struct Turns {
    /// None where the folder takes no such file: then somebody may always wait.
    file: Option<File>,
    /// How many wait here: they hold the lock together.
    here: Mutex<u32>,
}

impl Turns {
    /// Of the database in a file.
    pub(crate) fn beside(database: &Path) -> Self {
        let mut name = database.as_os_str().to_owned();
        name.push("-turns");
        let file = File::options().create(true).truncate(false).read(true).write(true).open(name);
        Self { file: file.ok(), here: Mutex::new(0) }
    }

    /// Says that somebody waits, until what is returned is dropped. It waits for nobody: whoever looks at this very moment
    /// keeps it from being said.
    pub(crate) fn wait(&self) -> Waiting<'_> {
        let mut here = self.here();
        *here += 1;
        if let (1, Some(file)) = (*here, &self.file) {
            let _ = file.try_lock_shared();
        }
        drop(here);
        Waiting(self)
    }

    /// Whether somebody waits, or may.
    pub(crate) fn are_wanted(&self) -> bool {
        let here = self.here();
        let Some(file) = self.file.as_ref().filter(|_| *here == 0) else { return true };
        file.try_lock().is_err() || file.unlock().is_err()
    }

    fn here(&self) -> MutexGuard<'_, u32> {
        self.here.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Somebody who waits to write.
pub(crate) struct Waiting<'a>(&'a Turns);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let mut here = self.0.here();
        *here -= 1;
        if let (0, Some(file)) = (*here, &self.0.file) {
            let _ = file.unlock();
        }
    }
}
