//! An import as it stands now: its cells read as chosen, planned against the register of this moment.

use crate::{app::App, error::Error, keys::hex};
use domain::{
    ids::TenantId,
    imports::{
        Choices, ListKind, Outcome, Plan, ReadRow, Reading, Refusal, Workbook, close, follow, plan,
        propose_numbers, read_corrected,
    },
    merging::Former,
    office_number::OfficeNumber,
};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use store::{
    Scope, Tx,
    imports::{Batch, Summary},
    offices,
};

/// The cells of a file and what they say under some choices.
#[derive(Debug, Clone)]
pub struct Read {
    /// The cells as they stand in the file.
    pub original: Arc<Workbook>,
    /// The cells as a person put them right.
    pub workbook: Arc<Workbook>,
    /// What they say.
    pub reading: Arc<Reading>,
}

impl Read {
    /// Reads cells as chosen.
    pub fn new(original: Arc<Workbook>, choices: &Choices) -> Result<Self, Refusal> {
        let (workbook, reading) = read_corrected(&original, choices)?;
        Ok(Self { original, workbook, reading: Arc::new(reading) })
    }

    /// Reads cells as chosen, away from the threads that serve.
    pub async fn of_cells(
        original: Arc<Workbook>,
        choices: &Choices,
    ) -> Result<Result<Self, Refusal>, Error> {
        let choices = choices.clone();
        let reading = tokio::task::spawn_blocking(move || Self::new(original, &choices));
        reading.await.map_err(|_| Error::Internal("reading an import failed"))
    }

    /// Reads the stored cells of a batch; slow for large files, so away from the threads that serve.
    pub async fn of(app: &App, tenant: TenantId, batch: &Batch) -> Result<Self, Error> {
        let bytes = app.storage.get(tenant, batch.cells).await?;
        let choices = batch.choices.clone();
        let read = tokio::task::spawn_blocking(move || {
            let workbook: Workbook = serde_json::from_slice(&bytes).ok()?;
            Self::new(Arc::new(workbook), &choices).ok()
        });
        let read = read.await.ok().flatten();
        let read = read.ok_or(Error::Internal("the stored cells of an import cannot be read"))?;
        read.with_register(app, tenant, &batch.choices).await
    }

    /// The same cells under other choices.
    pub async fn again(
        &self,
        app: &App,
        tenant: TenantId,
        choices: &Choices,
    ) -> Result<Result<Self, Refusal>, Error> {
        match Self::of_cells(self.original.clone(), choices).await? {
            Ok(read) => Ok(Ok(read.with_register(app, tenant, choices).await?)),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// Lets the register help: numbers that offices had lead to those they have, and rows that name no office surely are
    /// proposed one.
    pub async fn with_register(
        mut self,
        app: &App,
        tenant: TenantId,
        choices: &Choices,
    ) -> Result<Self, Error> {
        let tx = app.store.read(&Scope::tenant_by_system(tenant, "numbers of offices")).await?;
        let former = offices::identity::former(&tx).await?;
        drop(tx);
        if former != Former::default() {
            follow(Arc::make_mut(&mut self.reading), &former, app.clock.today());
        }
        let lacks = |row: &ReadRow| {
            row.record.number.is_none()
                && row.outcome != Outcome::Skipped
                && !row.record.particulars.name.is_empty()
        };
        let is_asked = match choices.kind {
            ListKind::Offices => self.reading.rows.iter().any(lacks),
            ListKind::Contacts => true,
            ListKind::Adopters => false,
        };
        if !is_asked {
            return Ok(self);
        }
        let tx = app.store.read(&Scope::tenant_by_system(tenant, "numbers of offices")).await?;
        let register = offices::every(&tx).await?;
        drop(tx);
        let (choices, mut read) = (choices.clone(), self);
        let proposed = tokio::task::spawn_blocking(move || {
            propose_numbers(Arc::make_mut(&mut read.reading), &register, &choices);
            read
        });
        proposed.await.map_err(|_| Error::Internal("reading an import failed"))
    }

    /// Plans against the register as the transaction sees it, what is closed with the import included.
    pub async fn plan(&self, tx: &Tx, choices: &Choices) -> Result<Plan, Error> {
        let mut plan = planned(tx, &self.reading.rows, choices.kind).await?;
        let numbers: Vec<_> = choices.closing.keys().copied().collect();
        plan.offices.extend(closed(tx, &numbers, choices).await?.offices);
        Ok(plan)
    }

    /// The import in numbers.
    pub fn summary(&self, plan: &Plan) -> Summary {
        let count = |outcome| self.reading.rows.iter().filter(|row| row.outcome == outcome).count();
        Summary {
            records: self.reading.rows.len(),
            ok: count(Outcome::Ok),
            warnings: count(Outcome::Warning),
            errors: count(Outcome::Error),
            skipped: count(Outcome::Skipped),
            offices: plan.offices(),
            services: plan.services(),
        }
    }
}

/// What some rows will do to the register as the transaction sees it.
pub async fn planned(tx: &Tx, rows: &[ReadRow], kind: ListKind) -> Result<Plan, Error> {
    let written = rows.iter().filter(|row| is_written(row));
    let mut numbers: Vec<_> = written.filter_map(|row| row.record.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let register = offices::registered(tx, &numbers).await?;
    let plan = plan(rows, &register);
    Ok(if kind == ListKind::Contacts { plan.without_new() } else { plan })
}

/// What of some offices is closed with the import.
pub async fn closed(tx: &Tx, numbers: &[OfficeNumber], choices: &Choices) -> Result<Plan, Error> {
    let register = offices::registered(tx, numbers).await?;
    Ok(close(&register, &choices.closing))
}

/// True for a row that the plan writes.
pub const fn is_written(row: &ReadRow) -> bool {
    matches!(row.outcome, Outcome::Ok | Outcome::Warning)
}

/// What a plan is recognised by: a page shows it, and a commit must meet the same again.
pub fn digest(plan: &Plan) -> Result<String, Error> {
    let json = serde_json::to_vec(plan).map_err(|_| Error::Internal("a plan cannot be written down"))?;
    Ok(hex(&Sha256::digest(json)))
}
