//! The child process: limits itself, reads one file, answers in frames on standard output.
//!
//! `hiromeru child read-sheet <path> <name> [web|command-line]` comes here before anything else starts. A file that
//! is refused is an answer like any other; only a crash or a kill leaves none, and [`explain`] tells which it was.

use crate::{Limits, ReadError, Stream, frames::Answer, read};
use domain::imports::Refusal;
use rlimit::Resource;
use std::{
    io::Write,
    os::unix::process::ExitStatusExt,
    path::Path,
    process::{ExitCode, ExitStatus},
};

/// Whose file it is, and so how much it may take.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Preset {
    /// Sent to the server by anyone with an account.
    #[default]
    Web,
    /// Named on the command line of the machine.
    CommandLine,
}

impl Preset {
    /// The word of the argument.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::CommandLine => "command-line",
        }
    }

    /// Reads the word of the argument.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Web, Self::CommandLine].into_iter().find(|preset| preset.name() == name)
    }

    /// How much of a file is read.
    pub const fn limits(self) -> Limits {
        match self {
            Self::Web => Limits::web(),
            Self::CommandLine => Limits::command_line(),
        }
    }

    /// Memory the child may map, in bytes.
    pub const fn memory(self) -> u64 {
        match self {
            Self::Web => 512 * 1024 * 1024,
            Self::CommandLine => 4 * 1024 * 1024 * 1024,
        }
    }

    /// Processor seconds the child may use.
    pub const fn seconds(self) -> u64 {
        match self {
            Self::Web => 20,
            Self::CommandLine => 120,
        }
    }
}

/// Reads the file named by the first argument and writes the [`Answer`]; the exit code is 0 when there is one. The
/// second argument is the name of the file for a person; the third names the [`Preset`], `web` when it is missing.
pub fn run(args: &[String]) -> ExitCode {
    let (path, preset) = match args {
        [path] | [path, _] => (path, Some(Preset::default())),
        [path, _, preset] => (path, Preset::named(preset)),
        _ => return ExitCode::from(2),
    };
    let Some(preset) = preset else { return ExitCode::from(2) };
    if limit(preset).is_err() {
        return ExitCode::from(3);
    }
    let mut output = std::io::BufWriter::with_capacity(64 * 1024, std::io::stdout());
    let mut stream = Stream::to(&mut output);
    let answer: Answer = match read(Path::new(path), &preset.limits(), &mut stream) {
        Ok(cells) => Ok(cells),
        Err(ReadError::Refused(refusal)) => Err(refusal),
        Err(ReadError::Io(_)) => return ExitCode::from(4),
    };
    match stream.finish(&answer).and_then(|()| output.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(5),
    }
}

/// What the end of a child means that left no answer. An allocation that the system refuses aborts the program, and
/// the system ends one that used up its processor time: both say that the file is too heavy. Everything else, a panic
/// first of all, is a fault of the reader.
pub fn explain(status: ExitStatus) -> Refusal {
    const ABORT: i32 = 6;
    const KILL: i32 = 9;
    const CPU_TIME: i32 = 24;
    match status.signal() {
        Some(ABORT | KILL | CPU_TIME) => Refusal::TooHeavy,
        Some(_) | None => Refusal::ReaderCrashed,
    }
}

fn limit(preset: Preset) -> std::io::Result<()> {
    Resource::AS.set(preset.memory(), preset.memory())?;
    Resource::CPU.set(preset.seconds(), preset.seconds())?;
    Resource::FSIZE.set(0, 0)?;
    Resource::CORE.set(0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_child_tells_a_limit_from_a_crash() {
        let status = ExitStatus::from_raw;
        for limit in [6, 9, 24] {
            assert_eq!(explain(status(limit)), Refusal::TooHeavy);
        }
        // A panic ends with code 101; a wild pointer with signal 11.
        for crash in [101 << 8, 3 << 8, 11] {
            assert_eq!(explain(status(crash)), Refusal::ReaderCrashed);
        }
    }

    #[test]
    fn presets_are_named_by_words() {
        for preset in [Preset::Web, Preset::CommandLine] {
            assert_eq!(Preset::named(preset.name()), Some(preset));
        }
        assert_eq!(Preset::named("Web"), None);
    }
}
