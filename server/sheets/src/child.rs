//! The child process: limits itself, reads one file, answers in JSON on standard output.
//!
//! `hiromeru child read-sheet <path> <name>` comes here before anything else starts. A file that is refused is an
//! answer like any other; only a crash or a kill leaves none, and the parent then says [`Refusal::TooHeavy`].

use crate::{Limits, ReadError, read};
use domain::imports::{Refusal, Workbook};
use rlimit::Resource;
use std::{io::Write, path::Path, process::ExitCode};

/// Memory the child may map, in bytes.
pub const MEMORY: u64 = 512 * 1024 * 1024;
/// Processor seconds the child may use.
pub const SECONDS: u64 = 20;

/// What the child writes: the workbook or why not.
pub type Answer = Result<Workbook, Refusal>;

/// Reads the file named by the first argument and writes the [`Answer`]; the exit code is 0 when there is one.
pub fn run(args: &[String]) -> ExitCode {
    let [path, ..] = args else {
        return ExitCode::from(2);
    };
    if limit().is_err() {
        return ExitCode::from(3);
    }
    let answer: Answer = match read(Path::new(path), &Limits::web()) {
        Ok(workbook) => Ok(workbook),
        Err(ReadError::Refused(refusal)) => Err(refusal),
        Err(ReadError::Io(_)) => return ExitCode::from(4),
    };
    let mut output = std::io::BufWriter::with_capacity(256 * 1024, std::io::stdout().lock());
    match serde_json::to_writer(&mut output, &answer)
        .map_err(std::io::Error::from)
        .and_then(|()| output.flush())
    {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(5),
    }
}

/// Reads what the child wrote. No answer, or one that is cut off, means that the child gave up.
pub fn answer(output: &[u8]) -> Answer {
    serde_json::from_slice(output).unwrap_or(Err(Refusal::TooHeavy))
}

fn limit() -> std::io::Result<()> {
    Resource::AS.set(MEMORY, MEMORY)?;
    Resource::CPU.set(SECONDS, SECONDS)?;
    Resource::FSIZE.set(0, 0)?;
    Resource::CORE.set(0, 0)
}
