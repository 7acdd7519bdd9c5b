//! What need not be done twice: a step is skipped when a hash over all that goes into it is the one of last time.
//! Contents and not times are compared, because a fresh clone gives every file the same time.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::places;

/// Collects what goes into a step.
pub struct Inputs(Sha256);

impl Inputs {
    pub fn new() -> Self {
        Self(Sha256::new())
    }

    /// A text, such as the version of a tool.
    pub fn text(mut self, text: &str) -> Self {
        self.add(text.as_bytes());
        self
    }

    /// Names and contents of files.
    pub fn files(mut self, files: &[PathBuf]) -> Result<Self> {
        for file in files {
            let name = file.strip_prefix(places::root()).unwrap_or(file);
            self.add(name.to_string_lossy().as_bytes());
            self.add(&fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?);
        }
        Ok(self)
    }

    fn add(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    pub fn stamp(self) -> String {
        hex(&self.0.finalize())
    }
}

/// A short name for some bytes, for file names that change with their contents.
pub fn short_hash(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hex(&hash.finalize())[..16].to_owned()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a String takes every character");
        text
    })
}

/// The stamp left by the last time, if there was one.
pub fn last(name: &str) -> Option<String> {
    fs::read_to_string(path(name)).ok()
}

/// Leaves a stamp for the next time.
pub fn leave(name: &str, stamp: &str) -> Result<()> {
    write_if_changed(&path(name), stamp.as_bytes())
}

fn path(name: &str) -> PathBuf {
    places::cache().join(format!("{name}.stamp"))
}

/// Writes a file, and leaves it alone when that is what it holds already: its time stays, and cargo builds nothing
/// for it.
pub fn write_if_changed(file: &Path, contents: &[u8]) -> Result<()> {
    if fs::read(file).is_ok_and(|old| old == contents) {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    fs::write(file, contents).with_context(|| format!("{} cannot be written", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_a_character_from_one_input_to_the_next_changes_the_stamp() {
        let one = Inputs::new().text("ab").text("c").stamp();
        let other = Inputs::new().text("a").text("bc").stamp();
        assert_ne!(one, other);
    }

    #[test]
    fn a_file_written_with_the_same_contents_keeps_its_time() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a/b");
        write_if_changed(&file, b"one").unwrap();
        let before = fs::metadata(&file).unwrap().modified().unwrap();
        write_if_changed(&file, b"one").unwrap();
        assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), before);
        write_if_changed(&file, b"two").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
    }
}
