//! The child process: `hiromeru child raster <document> <folder> [<font>]`, and for the words of a document
//! `hiromeru child read-words <document> [<font>]`.
//!
//! It limits its own memory and time before it opens the document, and answers with one JSON object
//! on its standard output. Whatever kills it kills only it; the parent reads that as "too heavy".

use crate::{Error, Limits, Pictures, Refusal};
use rlimit::Resource;
use serde::{Deserialize, Serialize};
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::{ExitCode, ExitStatus},
};

/// Address space of the child, in bytes.
const MEMORY: u64 = 1 << 30;
/// Time of one processor, in seconds.
const SECONDS: u64 = 20;
/// Largest picture the child may write, in bytes.
const LARGEST_FILE: u64 = 64 << 20;
/// Deeply nested PDFs recurse; the main thread's stack may be small.
const STACK: usize = 64 << 20;

/// What the child says about the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Report {
    /// The pictures are in the folder.
    Drawn(Pictures),
    /// The document is not taken.
    Refused(Refusal),
}

/// Why the child's answer cannot be believed: a fault of the program or the machine.
#[derive(Debug, thiserror::Error)]
pub enum BadReport {
    /// The child ended well but said nothing that can be read.
    #[error("the child's answer cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// The child could not do its work at all.
    #[error("the child could not work: {0}")]
    Failed(String),
}

/// Ended because its arguments, its limits or its files were wrong, not because of the document.
const MISUSED: u8 = 2;

/// The whole life of the child; `args` are those after `child raster`.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut args = args.into_iter().map(PathBuf::from);
    let (Some(document), Some(folder), font, None) = (args.next(), args.next(), args.next(), args.next())
    else {
        eprintln!("usage: hiromeru child raster <document> <folder> [<font>]");
        return MISUSED.into();
    };
    if let Err(error) = limit_self() {
        eprintln!("the child cannot limit itself: {error}");
        return MISUSED.into();
    }
    match draw(document, folder, font) {
        Ok(report) => {
            println!("{}", serde_json::json!(report));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            MISUSED.into()
        }
    }
}

/// The whole life of the child that reads words; `args` are those after `child read-words`.
pub fn run_words(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut args = args.into_iter().map(PathBuf::from);
    let (Some(document), font, None) = (args.next(), args.next(), args.next()) else {
        eprintln!("usage: hiromeru child read-words <document> [<font>]");
        return MISUSED.into();
    };
    if let Err(error) = limit_self() {
        eprintln!("the child cannot limit itself: {error}");
        return MISUSED.into();
    }
    match read(document, font) {
        Ok(pages) => {
            println!("{}", serde_json::json!(pages));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            MISUSED.into()
        }
    }
}

fn limit_self() -> std::io::Result<()> {
    rlimit::setrlimit(Resource::CORE, 0, 0)?;
    rlimit::setrlimit(Resource::FSIZE, LARGEST_FILE, LARGEST_FILE)?;
    rlimit::setrlimit(Resource::CPU, SECONDS, SECONDS)?;
    rlimit::setrlimit(Resource::AS, MEMORY, MEMORY)
}

fn draw(document: PathBuf, folder: PathBuf, font: Option<PathBuf>) -> std::io::Result<Report> {
    let work = move || crate::pages(&document, &folder, Limits::default(), font.as_deref());
    match std::thread::Builder::new().stack_size(STACK).spawn(work)?.join() {
        Ok(Ok(pictures)) => Ok(Report::Drawn(pictures)),
        Ok(Err(Error::Refused(refusal))) => Ok(Report::Refused(refusal)),
        Ok(Err(Error::Files(error))) => Err(error),
        // A library gave up on the document: it is not as its kind should be.
        Err(_panic) => Ok(Report::Refused(Refusal::Damaged)),
    }
}

/// The words of each page; none of a document that cannot be read.
fn read(document: PathBuf, font: Option<PathBuf>) -> std::io::Result<Vec<String>> {
    let work = move || crate::words(&document, font.as_deref());
    match std::thread::Builder::new().stack_size(STACK).spawn(work)?.join() {
        Ok(Ok(pages)) => Ok(pages),
        Ok(Err(Error::Files(error))) => Err(error),
        Ok(Err(Error::Refused(_))) | Err(_) => Ok(Vec::new()),
    }
}

/// The arguments with which the parent starts the child that reads words.
pub fn words_args(document: &Path, font: Option<&Path>) -> Vec<OsString> {
    let fixed = [OsString::from("child"), OsString::from("read-words"), document.into()];
    fixed.into_iter().chain(font.map(OsString::from)).collect()
}

/// The words that the child read. One that was killed found none that could be had within its limits.
///
/// # Errors
/// When the child could not do its work, whatever the document.
pub fn words_report(status: ExitStatus, stdout: &[u8], stderr: &[u8]) -> Result<Vec<String>, BadReport> {
    match status.code() {
        Some(0) => Ok(serde_json::from_slice(stdout)?),
        Some(_) => Err(BadReport::Failed(String::from_utf8_lossy(stderr).trim().to_owned())),
        None => Ok(Vec::new()),
    }
}

/// The arguments with which the parent starts the child.
pub fn args(document: &Path, folder: &Path, font: Option<&Path>) -> Vec<OsString> {
    let fixed = [OsString::from("child"), OsString::from("raster"), document.into(), folder.into()];
    fixed.into_iter().chain(font.map(OsString::from)).collect()
}

/// Reads the child's end and answer in the parent. A child that was killed, by its limits or by the
/// system, found the document too heavy.
///
/// # Errors
/// When the child could not do its work, whatever the document.
pub fn report(status: ExitStatus, stdout: &[u8], stderr: &[u8]) -> Result<Report, BadReport> {
    match status.code() {
        Some(0) => Ok(serde_json::from_slice(stdout)?),
        Some(_) => Err(BadReport::Failed(String::from_utf8_lossy(stderr).trim().to_owned())),
        None => Ok(Report::Refused(Refusal::TooHeavy)),
    }
}
