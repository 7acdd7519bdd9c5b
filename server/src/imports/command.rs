//! Lists from the command line: checked without a trace, or imported as a page would.

use super::{
    child::Given,
    committing::whole,
    job,
    pieces::Pieces,
    prepared::{Outline, Read},
    report::Report,
    understanding::{self, Understood},
};
use crate::{app::App, error::Error};
use domain::{
    ids::BatchId,
    imports::{Choices, Existing},
    municipality_code::MunicipalityCode,
};
use sheets::child::Preset;
use std::{
    collections::BTreeSet,
    path::Path,
    time::{Instant, SystemTime},
};
use store::{
    Scope,
    imports::{self, NewBatch},
    tenants::Tenant,
};

/// Which rows of lists are wanted.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    /// Codes of municipalities; none means all.
    pub municipalities: BTreeSet<MunicipalityCode>,
    /// What that municipality is called; empty where it is not known.
    pub town: String,
    /// What becomes of offices that the register has already.
    pub existing: Existing,
    /// Nothing is written as long as one row has an error.
    pub whole: bool,
}

impl Lists {
    /// Those of one municipality: the code that was given, and its others.
    pub fn of(code: MunicipalityCode, tenant: Option<&Tenant>) -> Self {
        let own = tenant.map(super::home).unwrap_or_default();
        let named = tenant.filter(|_| own.contains(&code));
        let town = named.map(|tenant| tenant.name.clone()).unwrap_or_default();
        Self { municipalities: own.into_iter().chain([code]).collect(), town, ..Self::default() }
    }

    fn choices(&self) -> Choices {
        let Self { municipalities, town, existing, whole } = self.clone();
        Choices { municipalities, town, existing, whole, ..Choices::default() }
    }
}

/// What a list would do. Without a register everything in it is new.
pub async fn check(
    program: &Path,
    register: Option<(&App, &Tenant)>,
    file: &Path,
    lists: &Lists,
) -> Result<Report, Error> {
    let began = Instant::now();
    let choices = lists.choices();
    let remembered = match register {
        Some((app, tenant)) => understanding::Remembered::Of(app, tenant.id),
        None => understanding::Remembered::Nothing,
    };
    let report = match understanding::of(
        program,
        Preset::CommandLine,
        remembered,
        &name(file),
        Given::At(file),
        &choices,
    )
    .await?
    {
        Err(refusal) => Report::refused(refusal),
        Ok(Understood { read, choices }) if choices.holds_back(read.errors()) => Report::withheld(read),
        Ok(Understood { read, choices }) => {
            let outline = match register {
                None => read.outline(None, &choices).await?,
                Some((app, tenant)) => {
                    let scope = Scope::tenant_by_system(tenant.id, "check of a list");
                    read.outline(Some(&app.store.read(&scope).await?), &choices).await?
                }
            };
            Report::of(read, &outline)
        }
    };
    Ok(report.took(began.elapsed()))
}

/// Imports a list: every row without an error, or nothing where it is wanted whole and has some.
pub async fn import(app: &App, tenant: &Tenant, path: &Path, lists: &Lists) -> Result<Report, Error> {
    let began = Instant::now();
    let name = name(path);
    let before = stamp(path)?;
    let choices = lists.choices();
    let remembered = understanding::Remembered::Of(app, tenant.id);
    let understood =
        understanding::of(&app.program, Preset::CommandLine, remembered, &name, Given::At(path), &choices)
            .await?;
    if stamp(path)? != before {
        return Err(CHANGED);
    }
    let report = match understood {
        Err(refusal) => Report::refused(refusal),
        Ok(Understood { read, choices }) if choices.holds_back(read.errors()) => Report::withheld(read),
        Ok(understood) => {
            let (read, outline) = Box::pin(carry_out(app, tenant, (path, before), understood)).await?;
            Report::of(read, &outline)
        }
    };
    Ok(report.took(began.elapsed()))
}

const UNREADABLE: Error = Error::Internal("the file could not be read");
const CHANGED: Error = Error::Internal("the file was changed while it was read");

/// The name of a file, to show.
fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What of a file tells that it is still the same.
type Stamp = (u64, Option<SystemTime>);

fn stamp(path: &Path) -> Result<Stamp, Error> {
    let known = std::fs::metadata(path).map_err(|_| UNREADABLE)?;
    Ok((known.len(), known.modified().ok()))
}

async fn carry_out(
    app: &App,
    tenant: &Tenant,
    (path, stamped): (&Path, Stamp),
    understood: Understood,
) -> Result<(Read, Outline), Error> {
    let Understood { read, choices } = &understood;
    let scope = Scope::tenant_by_system(tenant.id, "command line");
    let kind = infer::get_from_path(path).map_err(|_| UNREADABLE)?;
    let media_type = kind.map_or("text/csv", |kind| kind.mime_type());
    let id: BatchId = app.clock.id();
    let pieces = Pieces::of(read, choices);
    let sent = async {
        let file = app.storage.put_from(&app.clock, tenant.id, media_type, path).await?;
        if stamp(path)? == stamped { Ok(file) } else { Err(CHANGED) }
    };
    // A long import is written in pieces that each look again: planning it keeps nobody from writing.
    let looked = async {
        if pieces.count() <= 1 {
            return Ok(None);
        }
        let tx = app.store.read(&scope).await?;
        Ok::<_, Error>(Some(read.outline(Some(&tx), choices).await?))
    };
    let (cells, file, before) = tokio::try_join!(understood.stored(app, tenant.id), sent, looked)?;
    let Understood { read, choices } = understood;
    let tx = app.store.write(&scope).await?;
    let outline = match before {
        Some(outline) => outline,
        None => read.outline(Some(&tx), &choices).await?,
    };
    let summary = read.summary(&outline);
    let new = NewBatch { id, file: &file, choices: &choices, read: Some((&cells, summary)) };
    imports::add(&tx, new, app.clock.now()).await?;
    let batch = imports::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let digest = outline.digest.clone();
    imports::begin(&tx, &batch, &choices, summary, pieces.count(), app.clock.now()).await?;
    if pieces.count() <= 1 {
        whole(app, &tx, &batch, &read, pieces, summary, &digest).await?;
        tx.commit().await?;
        return Ok((read, outline));
    }
    // Nobody else waits for long: each piece is a transaction of its own. A worker goes on where this is killed.
    let payload = job::Payload { batch: id, digest: digest.clone() };
    job::enqueue(app, &tx, tenant.id, job::CARRY_OUT, &payload, 0).await?;
    tx.commit().await?;
    job::every_piece(app, &scope, id, pieces.from(0, &read, &choices), &digest).await?;
    Ok((read, outline))
}
