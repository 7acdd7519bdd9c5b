//! Reading a file in a child process: whatever the file does, it does it there.

use crate::error::Error;
use domain::imports::{Cells, Refusal};
use sheets::{child::Preset, frames};
use std::{
    fs::File,
    io::{BufReader, Read as _, Write as _},
    path::Path,
    process::Stdio,
    time::Duration,
};
use tokio::{process::Command, sync::Semaphore, time::timeout};

/// How many files are read at once; each may take half a gigabyte.
static PLACES: Semaphore = Semaphore::const_new(2);

/// Longer than the child allows itself in processor time, for a machine that is busy.
const fn patience(preset: Preset) -> Duration {
    Duration::from_secs(2 * preset.seconds())
}

/// More than any answer within the limits of `sheets`, which is compressed as a rule.
const fn longest_answer(preset: Preset) -> u64 {
    let limits = preset.limits();
    3 * limits.text + 32 * limits.cells as u64
}

/// Where a file is.
#[derive(Debug)]
pub enum Given<'a> {
    /// Its bytes were sent.
    Sent(Vec<u8>),
    /// It lies on this machine.
    At(&'a Path),
}

/// Reads the cells of a file, or says why it is refused; `program` is this program.
pub async fn read(
    program: &Path,
    preset: Preset,
    name: &str,
    given: Given<'_>,
) -> Result<Result<Cells, Refusal>, Error> {
    let _place = PLACES.acquire().await.map_err(|_| Error::Internal("the readers are closed"))?;
    let (aside, path) = match given {
        Given::At(path) => (None, path.to_owned()),
        Given::Sent(bytes) => {
            let file = put_aside(bytes).await?;
            let path = file.path().to_owned();
            (Some(file), path)
        }
    };
    let mut child = Command::new(program)
        .args(["child", "read-sheet"])
        .arg(&path)
        .arg(name)
        .arg(preset.name())
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|_| Error::Internal("the reading child does not start"))?;
    let output = child.stdout.take().and_then(|output| output.into_owned_fd().ok());
    let output = output.ok_or(Error::Internal("the reading child has no output"))?;
    // What the child has read is looked at while it reads on.
    let answer = tokio::task::spawn_blocking(move || {
        let output = BufReader::with_capacity(256 * 1024, File::from(output).take(longest_answer(preset)));
        frames::read(output, &preset.limits())
    });
    let finished = timeout(patience(preset), async { (answer.await, child.wait().await) }).await;
    drop(aside);
    match finished {
        Ok((answer, Ok(status))) if status.success() => {
            answer.map_err(|_| Error::Internal("the answer of the reading child could not be taken"))
        }
        Ok((_, Ok(status))) => {
            tracing::warn!(status = %status, "a reading child gave up");
            Ok(Err(sheets::child::explain(status)))
        }
        Ok((_, Err(_))) | Err(_) => {
            tracing::warn!("a reading child took too long");
            Ok(Err(Refusal::TooHeavy))
        }
    }
}

/// Writes bytes into a file that goes when it is dropped.
async fn put_aside(bytes: Vec<u8>) -> Result<tempfile::NamedTempFile, Error> {
    let written = tokio::task::spawn_blocking(move || {
        let mut file = tempfile::NamedTempFile::new()?;
        file.write_all(&bytes)?;
        file.flush()?;
        Ok::<_, std::io::Error>(file)
    });
    let written = written.await.ok().and_then(Result::ok);
    written.ok_or(Error::Internal("a file could not be put aside for reading"))
}
