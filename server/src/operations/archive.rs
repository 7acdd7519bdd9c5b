//! The file of a backup: a zip with the database, the files and a manifest that has the hash of each part.
//!
//! It is written beside its name and renamed when it is whole; whoever finds the name finds a whole backup.

use super::{Damage, Harm, OperationError};
use crate::keys::hex;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    io::{self, BufReader, Read, Write},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};
use store::snapshots::{Head, Kind};
use zip::{CompressionMethod, ZipArchive, ZipWriter, read::ZipFile, write::SimpleFileOptions};

/// The form of the file.
const FORMAT: u32 = 1;
/// Where the manifest stands.
const MANIFEST: &str = "manifest.json";
/// Before the name of a part of the database.
pub const DATABASE: &str = "database/";
/// Before the place of a file.
pub const FILES: &str = "files/";

/// What a backup holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of the file.
    pub format: u32,
    /// The version of the program that made it.
    pub program: String,
    /// When the database was held still.
    pub made_at: DateTime<Utc>,
    /// Which database.
    pub database: Kind,
    /// The changes of the schema that had been made.
    pub schema: Vec<String>,
    /// The ids of the keys without which what is sealed inside cannot be opened; the keys are not inside.
    pub keys_needed: Vec<String>,
    /// Rows of each table.
    pub tables: BTreeMap<String, i64>,
    /// Where each chain of events ended: a witness against a chain that is rewritten as a whole.
    pub chains: Vec<Head>,
    /// Whether files are inside; a backup before an upgrade has none.
    pub with_files: bool,
    /// Files that rows name and the storage did not have, or had with other bytes.
    pub damaged_files: Vec<String>,
    /// Every part but this one.
    pub parts: Vec<Part>,
}

/// A part, and how to know that it is whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name in the file.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// An empty one, of the form that this program writes.
    pub fn new(made_at: DateTime<Utc>, database: Kind) -> Self {
        Self {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            made_at,
            database,
            schema: Vec::new(),
            keys_needed: Vec::new(),
            tables: BTreeMap::new(),
            chains: Vec::new(),
            with_files: false,
            damaged_files: Vec::new(),
            parts: Vec::new(),
        }
    }
}

/// An archive that is being written.
pub struct Writing {
    zip: ZipWriter<File>,
    partial: PathBuf,
    target: PathBuf,
    parts: Vec<Part>,
}

impl Writing {
    /// Begins a file that only its owner may read; refuses to replace one.
    pub fn begin(target: &Path) -> Result<Self, OperationError> {
        if target.exists() {
            return Err(OperationError::Exists(target.to_owned()));
        }
        let mut partial = target.as_os_str().to_owned();
        partial.push(".partial");
        let partial = PathBuf::from(partial);
        // What an earlier try left, when its machine failed.
        match std::fs::remove_file(&partial) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&partial)?;
        Ok(Self { zip: ZipWriter::new(file), partial, target: target.to_owned(), parts: Vec::new() })
    }

    /// Begins a part; what is written to the answer goes into it. Give it to [`Writing::end`].
    pub fn part(&mut self, name: &str) -> Result<Hashed<&mut ZipWriter<File>>, OperationError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .large_file(true)
            .unix_permissions(0o600);
        self.zip.start_file(name, options)?;
        Ok(Hashed::new(&mut self.zip))
    }

    /// Ends a part.
    pub fn end(&mut self, name: String, (size, sha256): (u64, String)) {
        self.parts.push(Part { name, size, sha256 });
    }

    /// Adds a whole part.
    pub fn add(&mut self, name: String, bytes: &[u8]) -> Result<(), OperationError> {
        let mut sink = self.part(&name)?;
        sink.write_all(bytes)?;
        let told = sink.told();
        self.end(name, told);
        Ok(())
    }

    /// Writes the manifest and gives the file its name; its size.
    pub fn finish(self, mut manifest: Manifest) -> Result<u64, OperationError> {
        let Self { mut zip, partial, target, parts } = self;
        manifest.parts = parts;
        zip.start_file(MANIFEST, SimpleFileOptions::default().unix_permissions(0o600))?;
        zip.write_all(&serde_json::to_vec_pretty(&manifest)?)?;
        let file = zip.finish()?;
        file.sync_all()?;
        let size = file.metadata()?.len();
        std::fs::rename(&partial, &target)?;
        if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            File::open(folder)?.sync_all()?;
        }
        Ok(size)
    }

    /// Gives the file up.
    pub fn abandon(self) {
        let _ = std::fs::remove_file(self.partial);
    }
}

/// Bytes on their way, counted and hashed.
pub struct Hashed<T> {
    inner: T,
    digest: Sha256,
    size: u64,
}

impl<T> Hashed<T> {
    /// Nothing went through yet.
    pub fn new(inner: T) -> Self {
        Self { inner, digest: Sha256::new(), size: 0 }
    }
    /// How many bytes went through, and their SHA-256.
    pub fn told(self) -> (u64, String) {
        (self.size, hex(&self.digest.finalize()))
    }
}

impl<T: Write> Write for Hashed<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.digest.update(&bytes[..count]);
        self.size += count as u64;
        Ok(count)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<T: Read> Read for Hashed<T> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(bytes)?;
        self.digest.update(&bytes[..count]);
        self.size += count as u64;
        Ok(count)
    }
}

/// An archive that is being read.
pub struct Archive {
    zip: ZipArchive<BufReader<File>>,
    /// What it tells of itself.
    pub manifest: Manifest,
}

impl Archive {
    /// Opens a backup.
    pub fn open(file: &Path) -> Result<Self, OperationError> {
        let mut zip = ZipArchive::new(BufReader::new(File::open(file)?))?;
        let manifest: Manifest = serde_json::from_reader(zip.by_name(MANIFEST)?)?;
        if manifest.format != FORMAT {
            return Err(OperationError::Format(manifest.format));
        }
        Ok(Self { zip, manifest })
    }

    /// A part's bytes.
    pub fn part(&mut self, name: &str) -> Result<ZipFile<'_, BufReader<File>>, OperationError> {
        Ok(self.zip.by_name(name)?)
    }

    /// Reads every part and compares; what is not as it was.
    pub fn damage(&mut self) -> Vec<Damage> {
        let mut found = Vec::new();
        for Part { name, size, sha256 } in self.manifest.parts.clone() {
            let harm = match self.zip.by_name(&name) {
                Err(_) => Some(Harm::Missing),
                Ok(part) => {
                    let mut part = Hashed::new(part);
                    let read = io::copy(&mut part, &mut io::sink());
                    (read.is_err() || part.told() != (size, sha256)).then_some(Harm::Changed)
                }
            };
            found.extend(harm.map(|harm| Damage::Part { name, harm }));
        }
        found
    }
}
