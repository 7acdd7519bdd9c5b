//! An import as it stands now: its cells read as chosen, planned against the register of this moment.

use super::pieces::Pieces;
use crate::{app::App, error::Error, keys::hex};
use domain::{
    ids::{BatchId, TenantId},
    imports::{
        Ahead, Cells, Change, Choices, Counts, Existing, ListKind, OpenSheet, Outcome, Place, Plan, ReadRow,
        Reading, Refusal, Registered, Rows, Workbook, close, follow, plan_with, propose_numbers, read_ahead,
    },
    merging::Former,
    office_number::OfficeNumber,
};
use sha2::{Digest as _, Sha256};
use sheets::{Limits, frames};
use std::{
    collections::{BTreeMap, VecDeque},
    num::NonZero,
    sync::{Arc, Mutex, PoisonError},
    thread::available_parallelism,
};
use store::{
    Scope, Tx,
    imports::{Batch, Summary},
    offices,
};
use tokio::task::JoinHandle;

/// Pieces that are planned together, where nothing is written.
const TOGETHER: usize = 3;

/// The cells of a file and what they say under some choices.
#[derive(Debug, Clone)]
pub struct Read {
    /// The cells as they stand in the file.
    pub original: Arc<Cells>,
    /// The cells as a person put them right.
    pub cells: Arc<Cells>,
    /// What they say.
    pub reading: Arc<Reading<Rows>>,
    /// The memory of this program in bytes, when the child that read them ended.
    pub beside_reader: Option<u64>,
}

/// The import that was read last, as its pages and its jobs ask for it again and again.
#[derive(Debug, Default)]
pub struct Recent(Mutex<Option<(TenantId, BatchId, i32, Read)>>);

impl Recent {
    fn of(&self, tenant: TenantId, batch: &Batch) -> Option<Read> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known
            .as_ref()
            .filter(|(of, id, version, _)| (*of, *id, *version) == (tenant, batch.id, batch.version));
        known.map(|(_, _, _, read)| read.clone())
    }

    fn keep(&self, tenant: TenantId, batch: &Batch, read: &Read) {
        let recent = Some((tenant, batch.id, batch.version, read.clone()));
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = recent;
    }

    /// Forgets an import that nobody asks for again.
    pub fn forget(&self, batch: BatchId) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.take_if(|(_, id, _, _)| *id == batch);
    }
}

impl Read {
    /// Reads cells as chosen, as far as they were not while they came in.
    fn new(original: Arc<Cells>, choices: &Choices, ahead: Option<Ahead>) -> Result<Self, Refusal> {
        let threads = available_parallelism().unwrap_or(NonZero::<usize>::MIN);
        let (cells, reading) = read_ahead(&original, choices, threads, ahead)?;
        Ok(Self { original, cells, reading: Arc::new(reading), beside_reader: None })
    }

    /// Reads cells as chosen, away from the threads that serve.
    pub async fn of_cells(
        original: Arc<Cells>,
        choices: &Choices,
        ahead: Option<Ahead>,
    ) -> Result<Result<Self, Refusal>, Error> {
        let choices = choices.clone();
        let reading = tokio::task::spawn_blocking(move || Self::new(original, &choices, ahead));
        reading.await.map_err(|_| Error::Internal("reading an import failed"))
    }

    /// Reads the stored cells of a batch; slow for large files, so away from the threads that serve.
    pub async fn of(app: &App, tenant: TenantId, batch: &Batch) -> Result<Self, Error> {
        let read = match app.recent_import.of(tenant, batch) {
            Some(read) => read,
            None => {
                let bytes = app.storage.get(tenant, batch.cells).await?;
                let choices = batch.choices.clone();
                let read = tokio::task::spawn_blocking(move || {
                    Self::new(Arc::new(stored(&bytes)?), &choices, None).ok()
                });
                let read = read.await.ok().flatten();
                let read = read.ok_or(Error::Internal("the stored cells of an import cannot be read"))?;
                app.recent_import.keep(tenant, batch, &read);
                read
            }
        };
        read.with_register(app, tenant, &batch.choices).await
    }

    /// The same cells under other choices.
    pub async fn again(
        &self,
        app: &App,
        tenant: TenantId,
        choices: &Choices,
    ) -> Result<Result<Self, Refusal>, Error> {
        match Self::of_cells(self.original.clone(), choices, None).await? {
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
        let lacks = || {
            let mut rows = self.reading.rows.briefs().iter();
            rows.any(|row| row.number.is_none() && row.outcome != Outcome::Skipped && row.named)
        };
        let is_asked = match choices.kind {
            ListKind::Offices => lacks(),
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

    /// Plans against the register as the transaction sees it, what is closed with the import included, and says in short
    /// what it comes to. Without a register everything is new.
    pub async fn outline(&self, tx: Option<&Tx>, choices: &Choices) -> Result<Outline, Error> {
        let pieces = Pieces::of(self, choices);
        let mut outline = Outline { changes: vec![None; self.reading.rows.len()], ..Outline::default() };
        let mut sum = Sha256::new();
        let (written, closing) = (pieces.written(TOGETHER), pieces.closing());
        // Planned away from the threads that serve, some at once and while the register is asked about the next; added
        // up in the order of the file.
        let at_once = available_parallelism().map_or(1, NonZero::get);
        let mut planning = VecDeque::with_capacity(at_once);
        for rows in written {
            let register = match tx {
                Some(tx) => registered(tx, self, &rows).await?,
                None => Vec::new(),
            };
            if planning.len() >= at_once {
                outline.add_next(&mut planning, &mut sum).await?;
            }
            let (read, how) = (self.clone(), choices.how());
            planning.push_back(tokio::task::spawn_blocking(move || {
                let at = || rows.iter().map(|(_, at)| *at);
                let values: Vec<ReadRow> = if register.is_empty() {
                    let briefs = read.reading.rows.briefs();
                    at().map(|at| briefs[at].bare()).collect()
                } else {
                    read.reading.rows.several(at())
                };
                let places: Vec<_> =
                    rows.iter().map(|(_, at)| *at).zip(values.iter().map(|row| row.place)).collect();
                Told::of(&planned(&values, &register, how), &places)
            }));
        }
        while !planning.is_empty() {
            outline.add_next(&mut planning, &mut sum).await?;
        }
        if let Some(tx) = tx {
            for numbers in closing {
                outline.add(Told::of(&closed(tx, &numbers, choices).await?, &[])?, &mut sum);
            }
        }
        outline.digest = hex(&sum.finalize());
        Ok(outline)
    }

    /// The import in numbers.
    pub fn summary(&self, outline: &Outline) -> Summary {
        let rows = self.reading.rows.briefs();
        let count = |outcome| rows.iter().filter(|row| row.outcome == outcome).count();
        Summary {
            records: rows.len(),
            kept: rows.iter().filter(|row| !row.is_foreign).count(),
            ok: count(Outcome::Ok),
            warnings: count(Outcome::Warning),
            errors: count(Outcome::Error),
            skipped: count(Outcome::Skipped),
            offices: outline.offices,
            services: outline.services,
        }
    }

    /// Rows that are not written until a person has repaired them.
    pub fn errors(&self) -> usize {
        self.reading.rows.briefs().iter().filter(|row| row.outcome == Outcome::Error).count()
    }

    /// Looks up the raw cells of records.
    pub fn raw(&self) -> Raw<'_> {
        Raw::over(&self.original)
    }

    /// The rows of some offices, by their numbers in order, and so everything that the plan of one of them depends on.
    pub fn rows_of(&self, numbers: &[OfficeNumber]) -> Vec<ReadRow> {
        let rows = &self.reading.rows;
        let named = rows.briefs().iter().enumerate();
        let named =
            named.filter(|(_, row)| row.number.is_some_and(|number| numbers.binary_search(&number).is_ok()));
        rows.several(named.map(|(at, _)| at))
    }
}

/// Looks up the raw cells of records; whoever asks in the order of the file unpacks each part once.
pub struct Raw<'a> {
    cells: &'a Cells,
    open: BTreeMap<usize, OpenSheet<'a>>,
}

impl<'a> Raw<'a> {
    /// Over the cells of a file.
    pub const fn over(cells: &'a Cells) -> Self {
        Self { cells, open: BTreeMap::new() }
    }

    /// The name of the sheet of a record.
    pub fn sheet(&self, place: Place) -> &str {
        self.cells.sheets[place.sheet].name()
    }

    /// Column and text of every cell in the physical rows of a record.
    pub fn of(&mut self, place: Place, lines: u32) -> Vec<(u16, String)> {
        let cells = self.cells;
        let sheet = self.open.entry(place.sheet).or_insert_with(|| cells.sheets[place.sheet].open());
        let mut found = Vec::new();
        for number in place.row..place.row + lines {
            let cells = sheet.row(number).into_iter().flat_map(|row| &row.cells);
            found.extend(cells.map(|cell| (cell.column, cell.text.clone())));
        }
        found
    }
}

/// What an import comes to.
#[derive(Debug, Default)]
pub struct Outline {
    /// What happens to offices.
    pub offices: Counts,
    /// What happens to their services.
    pub services: Counts,
    /// What the plan is recognised by: a page shows it, and a commit must meet the same again.
    pub digest: String,
    /// What happens to the services of each row, the weightiest of them.
    changes: Vec<Option<Change>>,
}

impl Outline {
    /// What happens to the services of a row.
    pub fn change(&self, row: usize) -> Option<Change> {
        self.changes.get(row).copied().flatten()
    }

    /// Adds the first of the parts that are being planned.
    async fn add_next(&mut self, planning: &mut Planning, sum: &mut Sha256) -> Result<(), Error> {
        let Some(first) = planning.pop_front() else { return Ok(()) };
        let told = first.await.map_err(|_| Error::Internal("planning an import failed"))??;
        self.add(told, sum);
        Ok(())
    }

    /// Adds what the plan of a part tells.
    fn add(&mut self, told: Told, sum: &mut Sha256) {
        self.offices.add(told.offices);
        self.services.add(told.services);
        for (at, change) in told.changes {
            self.changes[at] = change;
        }
        sum.update(told.json);
    }
}

/// Parts that are being planned, in the order of the file.
type Planning = VecDeque<JoinHandle<Result<Told, Error>>>;

/// What the plan of a part of the rows tells.
struct Told {
    offices: Counts,
    services: Counts,
    changes: Vec<(usize, Option<Change>)>,
    /// What is written follows from the file, the choices, and what the register has; the last is said here.
    json: Vec<u8>,
}

impl Told {
    /// Of a plan and the rows that stand at these places.
    fn of(plan: &Plan, rows: &[(usize, Place)]) -> Result<Self, Error> {
        let planned = plan.by_place();
        let changes = rows.iter().map(|(at, place)| {
            let services = planned.get(place).into_iter().flatten();
            (*at, services.map(|service| service.change).max())
        });
        let mut json = Vec::new();
        for office in &plan.offices {
            let services: Vec<_> = office
                .services
                .iter()
                .map(|service| (service.service, service.change, service.existing, &service.differences))
                .collect();
            let told = (office.number, office.change, office.existing, &office.differences, services);
            serde_json::to_writer(&mut json, &told)
                .map_err(|_| Error::Internal("a plan cannot be written down"))?;
        }
        Ok(Self { offices: plan.offices(), services: plan.services(), changes: changes.collect(), json })
    }
}

/// The cells as they were stored: in frames, and before in JSON.
pub(super) fn stored(bytes: &[u8]) -> Option<Cells> {
    if bytes.starts_with(b"{") {
        return Some(serde_json::from_slice::<Workbook>(bytes).ok()?.into());
    }
    frames::read(bytes, &Limits::command_line()).ok()
}

/// The numbers of the offices that rows name, by the index of the rows, each once and in order.
pub fn numbers_of(read: &Read, rows: &[(u32, usize)]) -> Vec<OfficeNumber> {
    let rows = rows.iter().filter_map(|(_, at)| read.reading.rows.briefs()[*at].number);
    let mut numbers: Vec<_> = rows.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The offices of the register that rows name.
pub async fn registered(tx: &Tx, read: &Read, rows: &[(u32, usize)]) -> Result<Vec<Registered>, Error> {
    Ok(offices::registered(tx, &numbers_of(read, rows)).await?)
}

/// What some rows will do to the register.
pub fn planned(rows: &[ReadRow], register: &[Registered], (kind, existing): (ListKind, Existing)) -> Plan {
    let plan = plan_with(rows, register, existing);
    if kind == ListKind::Contacts { plan.without_new() } else { plan }
}

/// What of some offices is closed with the import.
pub async fn closed(tx: &Tx, numbers: &[OfficeNumber], choices: &Choices) -> Result<Plan, Error> {
    let register = offices::registered(tx, numbers).await?;
    Ok(close(&register, &choices.closing))
}
