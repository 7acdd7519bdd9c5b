//! Reading a file in a child process: whatever the file does, it does it there.

use crate::error::Error;
use domain::imports::{Refusal, Workbook};
use sheets::child::Preset;
use std::{io::Write as _, path::Path, process::Stdio, time::Duration};
use tokio::{io::AsyncReadExt as _, process::Command, sync::Semaphore, time::timeout};

/// How many files are read at once; each may take half a gigabyte.
static PLACES: Semaphore = Semaphore::const_new(2);

/// Longer than the child allows itself in processor time, for a machine that is busy.
const fn patience(preset: Preset) -> Duration {
    Duration::from_secs(2 * preset.seconds())
}

/// More than any answer within the limits of `sheets`: each cell is written with some twenty characters around it.
const fn longest_answer(preset: Preset) -> u64 {
    let limits = preset.limits();
    3 * limits.text + 32 * limits.cells as u64
}

/// Reads the cells of a file, or says why it is refused; `program` is this program.
pub async fn read(
    program: &Path,
    preset: Preset,
    name: &str,
    bytes: Vec<u8>,
) -> Result<Result<Workbook, Refusal>, Error> {
    let _place = PLACES.acquire().await.map_err(|_| Error::Internal("the readers are closed"))?;
    let file = tokio::task::spawn_blocking(move || {
        let mut file = tempfile::NamedTempFile::new()?;
        file.write_all(&bytes)?;
        file.flush()?;
        Ok::<_, std::io::Error>(file)
    })
    .await
    .ok()
    .and_then(Result::ok)
    .ok_or(Error::Internal("a file could not be put aside for reading"))?;
    let mut child = Command::new(program)
        .args(["child", "read-sheet"])
        .arg(file.path())
        .arg(name)
        .arg(preset.name())
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|_| Error::Internal("the reading child does not start"))?;
    let mut output = child
        .stdout
        .take()
        .ok_or(Error::Internal("the reading child has no output"))?
        .take(longest_answer(preset));
    let mut answer = Vec::new();
    let finished = timeout(patience(preset), async {
        output.read_to_end(&mut answer).await?;
        child.wait().await
    })
    .await;
    match finished {
        Ok(Ok(status)) if status.success() => {
            let parsed = tokio::task::spawn_blocking(move || sheets::child::answer(&answer)).await;
            parsed.map_err(|_| Error::Internal("the answer of the reading child could not be taken"))
        }
        Ok(Ok(status)) => {
            tracing::warn!(status = %status, "a reading child gave up");
            Ok(Err(sheets::child::explain(status)))
        }
        Ok(Err(_)) | Err(_) => {
            tracing::warn!("a reading child took too long");
            Ok(Err(Refusal::TooHeavy))
        }
    }
}
