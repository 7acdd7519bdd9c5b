//! Reading a file in a child process: whatever the file does, it does it there.

use crate::error::Error;
use domain::imports::{Ahead, Cells, Choices, PackedSheet, Part, Refusal, Sheet};
use sheets::{child::Preset, frames};
use std::{
    fs::File,
    io::{BufReader, Read as _, Write as _},
    path::Path,
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
    time::Duration,
};
use tokio::{process::Command, sync::Semaphore, task::JoinHandle, time::timeout};

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
    let answer = run(program, preset, name, given, None).await?;
    Ok(answer.map(|(cells, _)| cells))
}

/// The same, and begins to understand the rows as chosen while they come in.
pub async fn read_ahead(
    program: &Path,
    preset: Preset,
    name: &str,
    given: Given<'_>,
    choices: &Choices,
) -> Result<Result<(Cells, Option<Ahead>), Refusal>, Error> {
    let telling = Telling { choices: choices.clone(), parts: 0, begun: None };
    Ok(match run(program, preset, name, given, Some(telling)).await? {
        Ok((cells, Some(telling))) => Ok((cells, telling.finish().await?)),
        Ok((cells, None)) => Ok((cells, None)),
        Err(refusal) => Err(refusal),
    })
}

/// Tells each part of the first sheet to a thread that understands it, as long as one follows the other.
struct Telling {
    choices: Choices,
    parts: usize,
    begun: Option<Begun>,
}

/// A thread that understands what it is told.
struct Begun {
    tell: Sender<Part>,
    over: Arc<AtomicBool>,
    understanding: JoinHandle<Option<Ahead>>,
}

impl Telling {
    /// Tells what came in.
    fn follow(&mut self, sheet: &PackedSheet) {
        let parts = sheet.rows().parts();
        let Some(part) = parts.get(self.parts).filter(|_| parts.len() == self.parts + 1) else { return };
        self.parts += 1;
        let begun = self.begun.get_or_insert_with(|| Begun::new(sheet.head().clone(), self.choices.clone()));
        // Nobody listens where the rows can only be read when all of them are there.
        let _ = begun.tell.send(part.clone());
    }

    /// Ends it: nothing that was told and not yet understood is wanted any more.
    fn stop(&self) {
        if let Some(begun) = &self.begun {
            begun.over.store(true, Ordering::Relaxed);
        }
    }

    /// What was understood up to the end of the file; all processors read what is left.
    async fn finish(self) -> Result<Option<Ahead>, Error> {
        self.stop();
        let Some(Begun { tell, over: _, understanding }) = self.begun else { return Ok(None) };
        drop(tell);
        understanding.await.map_err(|_| Error::Internal("a list could not be understood while it came in"))
    }
}

impl Begun {
    fn new(head: Sheet, choices: Choices) -> Self {
        let (tell, told) = channel();
        let over = Arc::new(AtomicBool::new(false));
        let is_over = over.clone();
        let understanding = tokio::task::spawn_blocking(move || understood(&head, &choices, &told, &is_over));
        Self { tell, over, understanding }
    }
}

/// Understands parts of a sheet as long as there are some.
fn understood(head: &Sheet, choices: &Choices, told: &Receiver<Part>, over: &AtomicBool) -> Option<Ahead> {
    let mut ahead = Ahead::begin(head, choices)?;
    while let Ok(part) = told.recv() {
        if over.load(Ordering::Relaxed) {
            break;
        }
        ahead.add(part);
    }
    Some(ahead)
}

/// Starts the child and takes its answer, telling of it as it comes in.
async fn run(
    program: &Path,
    preset: Preset,
    name: &str,
    given: Given<'_>,
    mut telling: Option<Telling>,
) -> Result<Result<(Cells, Option<Telling>), Refusal>, Error> {
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
        let answer = frames::read_along(output, &preset.limits(), |sheet| {
            if let Some(telling) = &mut telling {
                telling.follow(sheet);
            }
        });
        if let (Err(_), Some(telling)) = (&answer, &telling) {
            telling.stop();
        }
        answer.map(|cells| (cells.arranged(), telling))
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
