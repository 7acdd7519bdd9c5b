//! Lists from the command line: checked without a trace, or imported as a page would.

use super::{
    committing::whole,
    job,
    pieces::Pieces,
    prepared::{Read, digest},
    report::Report,
    understanding::{self, Understood},
};
use crate::{app::App, error::Error};
use domain::{
    ids::BatchId,
    imports::{Choices, Plan, plan},
    municipality_code::MunicipalityCode,
};
use sheets::child::Preset;
use std::{collections::BTreeSet, path::Path, time::Instant};
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
}

impl Lists {
    /// Those of one municipality: the code that was given, and its others.
    pub fn of(code: MunicipalityCode, tenant: Option<&Tenant>) -> Self {
        let own = tenant.map(super::home).unwrap_or_default();
        Self { municipalities: own.into_iter().chain([code]).collect() }
    }

    fn choices(&self) -> Choices {
        Choices { municipalities: self.municipalities.clone(), ..Choices::default() }
    }
}

/// What a list would do. Without a register everything in it is new.
pub async fn check(
    program: &Path,
    register: Option<(&App, &Tenant)>,
    file: (&str, Vec<u8>),
    lists: &Lists,
) -> Result<Report, Error> {
    let began = Instant::now();
    let choices = lists.choices();
    let remembered = match register {
        Some((app, tenant)) => understanding::Remembered::Of(app, tenant.id),
        None => understanding::Remembered::Nothing,
    };
    let report =
        match understanding::of(program, Preset::CommandLine, remembered, file.0, file.1, &choices).await? {
            Err(refusal) => Report::refused(refusal),
            Ok(Understood { read, choices, .. }) => {
                let plan = match register {
                    None => plan(&read.reading.rows, &[]),
                    Some((app, tenant)) => {
                        let scope = Scope::tenant_by_system(tenant.id, "check of a list");
                        read.plan(&app.store.read(&scope).await?, &choices).await?
                    }
                };
                Report::of(&read, &plan)
            }
        };
    Ok(report.took(began.elapsed()))
}

/// Imports a list whole: every row without an error.
pub async fn import(
    app: &App,
    tenant: &Tenant,
    (name, bytes): (&str, Vec<u8>),
    lists: &Lists,
) -> Result<Report, Error> {
    let began = Instant::now();
    let choices = lists.choices();
    let remembered = understanding::Remembered::Of(app, tenant.id);
    let understood =
        understanding::of(&app.program, Preset::CommandLine, remembered, name, bytes.clone(), &choices)
            .await?;
    let report = match understood {
        Err(refusal) => Report::refused(refusal),
        Ok(understood) => {
            let (read, plan) = carry_out(app, tenant, name, bytes, understood).await?;
            Report::of(&read, &plan)
        }
    };
    Ok(report.took(began.elapsed()))
}

async fn carry_out(
    app: &App,
    tenant: &Tenant,
    name: &str,
    bytes: Vec<u8>,
    understood: Understood,
) -> Result<(Read, Plan), Error> {
    let Understood { read, cells, choices } = understood;
    let scope = Scope::tenant_by_system(tenant.id, "command line");
    let media_type = infer::get(&bytes).map_or("text/csv", |kind| kind.mime_type());
    let file = app.storage.put(&app.clock, tenant.id, None, name, media_type, bytes).await?;
    let cells = app.storage.put(&app.clock, tenant.id, None, "cells.json", "application/json", cells).await?;
    let id: BatchId = app.clock.id();
    let tx = app.store.write(&scope).await?;
    let plan = read.plan(&tx, &choices).await?;
    let summary = read.summary(&plan);
    let new = NewBatch { id, file: &file, choices: &choices, read: Some((&cells, summary)) };
    imports::add(&tx, new, app.clock.now()).await?;
    let batch = imports::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let (pieces, digest) = (Pieces::of(&read, &choices), digest(&plan)?);
    imports::begin(&tx, &batch, &choices, summary, pieces.count(), app.clock.now()).await?;
    if pieces.count() <= 1 {
        whole(app, &tx, &batch, &read, &pieces, summary, &digest).await?;
        tx.commit().await?;
        return Ok((read, plan));
    }
    // Nobody else waits for long: each piece is a transaction of its own. A worker goes on where this is killed.
    let payload = job::Payload { batch: id, digest: digest.clone() };
    job::enqueue(app, &tx, tenant.id, job::CARRY_OUT, &payload, 0).await?;
    tx.commit().await?;
    job::every_piece(app, &scope, id, (&read, &choices), &pieces, &digest).await?;
    Ok((read, plan))
}
