//! An import in pieces: four hundred offices with all their rows, then the rows that are not written. The pieces follow
//! from the file alone, so that whoever goes on after a stop cuts it the same way.

use super::prepared::{Read, numbers_of, planned, registered};
use crate::error::Error;
use domain::{
    imports::{Choices, Difference, Existing, ListKind, Plan, ReadRow, Registered, close},
    office_number::OfficeNumber,
};
use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};
use store::{Scope, Store, Tx, imports::RowText, offices};
use tokio::task::JoinHandle;

/// Offices of a piece, and rows of one that writes no office: a short transaction, so that nobody else waits for long.
const SIZES: (usize, usize) = (400, 2_000);
/// The sizes of imports that were begun by versions before.
const SIZES_BEFORE: [(usize, usize); 2] = [(200, 1_000), (100, 500)];

/// The rows of one piece: their place among the kept rows, and among the rows of the reading.
pub type Rows = Vec<(u32, usize)>;

/// One piece: rows with their offices, rows that are not written, or offices that are closed.
#[derive(Debug)]
enum Piece {
    /// Rows that are written, with all rows of their offices.
    Written(Rows),
    /// Rows that are kept and not written.
    Unwritten(Rows),
    /// Offices that are closed.
    Closing(Vec<OfficeNumber>),
}

/// The pieces of an import.
#[derive(Debug)]
pub struct Pieces(Vec<Piece>);

/// A piece, planned.
#[derive(Debug)]
pub struct Planned {
    /// What it does.
    pub plan: Plan,
    /// Its offices as the register has them.
    pub register: Vec<Registered>,
    /// Its rows, to be kept.
    pub rows: Vec<RowText>,
}

impl Planned {
    /// Plans rows against their offices as the register has them.
    fn of(
        unpacked: Unpacked,
        register: Vec<Registered>,
        how: (ListKind, Existing),
    ) -> Result<Self, store::Error> {
        let plan = planned(&unpacked.rows, &register, how);
        let rows = kept(&plan, unpacked)?;
        Ok(Self { plan, register, rows })
    }
}

impl Pieces {
    /// Cuts a reading. Rows of other municipalities are not kept: the stored file keeps them.
    pub fn of(read: &Read, choices: &Choices) -> Self {
        Self::cut(read, choices, SIZES)
    }

    /// The pieces of an import that was begun with so many of them.
    pub fn begun(read: &Read, choices: &Choices, total: u32) -> Self {
        let before = SIZES_BEFORE.into_iter().map(|sizes| Self::cut(read, choices, sizes));
        let mut cuts = std::iter::once(Self::of(read, choices)).chain(before);
        cuts.find(|pieces| pieces.count() == total).unwrap_or_else(|| Self::of(read, choices))
    }

    fn cut(read: &Read, choices: &Choices, (offices, unwritten_rows): (usize, usize)) -> Self {
        let rows = read.reading.rows.briefs();
        let kept = rows.iter().enumerate().filter(|(_, row)| !row.is_foreign);
        let mut order = HashMap::new();
        let mut pieces: Vec<Rows> = Vec::new();
        let mut unwritten = Rows::new();
        for ((at, row), seq) in kept.zip(1..) {
            let Some(number) = row.number.filter(|_| row.is_written()) else {
                unwritten.push((seq, at));
                continue;
            };
            let next = order.len();
            let piece = *order.entry(number).or_insert(next) / offices;
            if piece == pieces.len() {
                pieces.push(Rows::new());
            }
            pieces[piece].push((seq, at));
        }
        let unwritten = unwritten.chunks(unwritten_rows).map(|rows| Piece::Unwritten(rows.to_vec()));
        let closing: Vec<OfficeNumber> = choices.closing.keys().copied().collect();
        let closing = closing.chunks(offices).map(|numbers| Piece::Closing(numbers.to_vec()));
        Self(pieces.into_iter().map(Piece::Written).chain(unwritten).chain(closing).collect())
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    /// The rows of several written pieces at a time, in the order of the file.
    pub fn written(&self, together: usize) -> Vec<Rows> {
        let written: Vec<&Rows> = self
            .0
            .iter()
            .filter_map(|piece| match piece {
                Piece::Written(rows) => Some(rows),
                Piece::Unwritten(_) | Piece::Closing(_) => None,
            })
            .collect();
        let several = written.chunks(together).map(|some| {
            let mut rows: Rows = some.iter().copied().flatten().copied().collect();
            rows.sort_unstable();
            rows
        });
        several.collect()
    }

    /// The offices that are closed, a piece at a time.
    pub fn closing(&self) -> Vec<Vec<OfficeNumber>> {
        let closing = self.0.iter().filter_map(|piece| match piece {
            Piece::Closing(numbers) => Some(numbers.clone()),
            Piece::Written(_) | Piece::Unwritten(_) => None,
        });
        closing.collect()
    }

    /// Goes through them one after another, from one of them on.
    pub fn from(self, first: u32, read: &Read, choices: &Choices) -> Work {
        let pieces = Arc::new(self);
        let mut work = Work {
            pieces,
            read: read.clone(),
            choices: choices.clone(),
            next: first,
            ready: VecDeque::new(),
            ahead: None,
            planning: None,
            planned: None,
        };
        work.prepare(first);
        work
    }
}

/// Pieces that are prepared together: their rows stand beside each other, and the database is busy for as long with as
/// many.
const TOGETHER: u32 = 3;

/// The rows of a piece, unpacked, and as they will be kept.
#[derive(Default)]
struct Unpacked {
    rows: Vec<ReadRow>,
    texts: Vec<RowText>,
}

impl Unpacked {
    /// Unpacks rows, with the number of each.
    fn of(read: &Read, at: &[(u32, usize)]) -> Result<Self, store::Error> {
        let rows = read.reading.rows.several(at.iter().map(|(_, at)| *at));
        let texts = at.iter().zip(&rows).map(|((seq, _), row)| {
            let lines = u32::from(read.reading.tables[row.place.sheet].lines);
            RowText::of(*seq, read.original.sheets[row.place.sheet].name(), lines, row)
        });
        let texts = texts.collect::<Result<_, _>>()?;
        Ok(Self { rows, texts })
    }
}

/// Going through the pieces: those that follow are unpacked and written down while one is on its way into the database, and
/// the next one is planned.
pub struct Work {
    pieces: Arc<Pieces>,
    read: Read,
    choices: Choices,
    next: u32,
    ready: VecDeque<Unpacked>,
    ahead: Option<JoinHandle<Result<Vec<Unpacked>, store::Error>>>,
    /// The next piece, while it is planned, and when it is.
    planning: Option<JoinHandle<Result<Planned, Error>>>,
    planned: Option<Planned>,
}

impl Work {
    /// True when every piece was planned.
    pub fn is_over(&self) -> bool {
        self.next >= self.pieces.count()
    }

    /// Begins to unpack some pieces.
    fn prepare(&mut self, first: u32) {
        let (pieces, read) = (self.pieces.clone(), self.read.clone());
        self.ahead = (first < pieces.count()).then(|| {
            tokio::task::spawn_blocking(move || {
                let some = pieces.0.iter().skip(first as usize).take(TOGETHER as usize);
                let unpacked = some.map(|piece| match piece {
                    Piece::Written(at) | Piece::Unwritten(at) => Unpacked::of(&read, at),
                    Piece::Closing(_) => Ok(Unpacked::default()),
                });
                unpacked.collect()
            })
        });
    }

    /// The rows of the next piece; each is asked for once, in order.
    async fn unpacked(&mut self) -> Result<Unpacked, Error> {
        if self.ready.is_empty() {
            let ahead = self.ahead.take().ok_or(Error::Internal("a piece of an import is missing"))?;
            let unpacked = ahead.await.map_err(|_| Error::Internal("unpacking an import failed"))?;
            self.ready = unpacked?.into();
            self.prepare(self.next + u32::try_from(self.ready.len()).unwrap_or(TOGETHER));
        }
        self.ready.pop_front().ok_or(Error::Internal("a piece of an import is missing"))
    }

    /// Begins to plan the next piece against the register as it stands, while the one before it is written: no office
    /// stands in both. [`Self::plan`] looks whether it still stands so.
    pub async fn look_ahead(&mut self, store: &Store, scope: &Scope) -> Result<(), Error> {
        let pieces = self.pieces.clone();
        let Some(Piece::Written(rows)) = pieces.0.get(self.next as usize) else { return Ok(()) };
        let (numbers, unpacked) = (numbers_of(&self.read, rows), self.unpacked().await?);
        let (store, scope, how) = (store.clone(), scope.clone(), self.choices.how());
        self.planning = Some(tokio::spawn(async move {
            let tx = store.read(&scope).await?;
            let register = offices::registered(&tx, &numbers).await?;
            drop(tx);
            let planned = tokio::task::spawn_blocking(move || Planned::of(unpacked, register, how)).await;
            Ok(planned.map_err(|_| Error::Internal("planning an import failed"))??)
        }));
        Ok(())
    }

    /// Waits for what was begun ahead. Whoever wrote a piece does so before the database is taken for the next: planning
    /// asks it, too.
    pub async fn settle(&mut self) -> Result<(), Error> {
        if let Some(planning) = self.planning.take() {
            let planned = planning.await.map_err(|_| Error::Internal("planning an import failed"))?;
            self.planned = Some(planned?);
        }
        Ok(())
    }

    /// The next piece, planned against the register as the transaction sees it, with its number; nothing after the last.
    pub async fn plan(&mut self, tx: &Tx) -> Result<Option<(u32, Planned)>, Error> {
        self.settle().await?;
        let (pieces, number, how) = (self.pieces.clone(), self.next, self.choices.how());
        let Some(piece) = pieces.0.get(number as usize) else { return Ok(None) };
        let planned = match (self.planned.take(), piece) {
            (Some(planned), Piece::Written(rows)) => self.still_or_anew(tx, planned, rows).await?,
            (_, Piece::Written(rows)) => {
                let unpacked = self.unpacked().await?;
                Planned::of(unpacked, registered(tx, &self.read, rows).await?, how)?
            }
            (_, Piece::Unwritten(_)) => Planned::of(self.unpacked().await?, Vec::new(), how)?,
            (_, Piece::Closing(numbers)) => {
                // It has no rows.
                self.unpacked().await?;
                let register = offices::registered(tx, numbers).await?;
                let plan = close(&register, &self.choices.closing);
                Planned { plan, register, rows: Vec::new() }
            }
        };
        self.next += 1;
        Ok(Some((number, planned)))
    }

    /// What was planned ahead, or the same anew where the register changed since.
    async fn still_or_anew(&self, tx: &Tx, planned: Planned, rows: &Rows) -> Result<Planned, Error> {
        if offices::are_still(tx, &numbers_of(&self.read, rows), &planned.register).await? {
            return Ok(planned);
        }
        let register = registered(tx, &self.read, rows).await?;
        let unpacked = Unpacked::of(&self.read, rows)?;
        Ok(Planned::of(unpacked, register, self.choices.how())?)
    }
}

/// Rows to be kept with what becomes of them.
fn kept(plan: &Plan, unpacked: Unpacked) -> Result<Vec<RowText>, store::Error> {
    let by_place = plan.by_place();
    let rows = unpacked.texts.into_iter().zip(&unpacked.rows).map(|(text, row)| {
        let services = by_place.get(&row.place).map(Vec::as_slice).unwrap_or_default();
        let differences: Vec<&Difference> =
            services.iter().flat_map(|service| &service.differences).collect();
        text.planned(services.iter().map(|service| service.change).max(), &differences)
    });
    rows.collect()
}
