//! Whom a form asks for: the saved 対象リスト, and the ready ones of which none is saved yet.

use crate::{app::App, error::Error};
use domain::{
    form::Typed,
    ids::SegmentId,
    offices::{NamedSegment, ReadySegment, Segment},
};
use store::{
    Tx,
    offices::segments::{self, Saved},
};

/// What a form offers.
#[derive(Debug, Default)]
pub(crate) struct Offers {
    /// The saved ones, by name.
    pub saved: Vec<Saved>,
    /// The ready ones whose offices no saved one means.
    pub ready: Vec<ReadySegment>,
}

impl Offers {
    /// All of a tenant.
    pub(crate) async fn of(tx: &Tx) -> Result<Self, Error> {
        let saved = segments::all(tx).await?;
        let is_saved = |ready: &ReadySegment| {
            let meant = ready.segment();
            saved.iter().any(|one| one.named.segment == meant)
        };
        let ready = ReadySegment::ALL.into_iter().filter(|ready| !is_saved(ready)).collect();
        Ok(Self { saved, ready })
    }

    /// What each posts and what it is called: the saved ones, then the ready ones.
    pub(crate) fn options(&self) -> Vec<(String, String)> {
        let saved = self.saved.iter().map(|one| (one.id.to_string(), one.named.name.clone()));
        let ready = self.ready.iter().map(|one| (one.code().to_owned(), one.name().to_owned()));
        saved.chain(ready).collect()
    }

    /// What each posts and means, in the same order.
    pub(crate) fn named(self) -> impl Iterator<Item = (String, NamedSegment)> {
        let saved = self.saved.into_iter().map(|one| (one.id.to_string(), one.named));
        saved.chain(self.ready.into_iter().map(|one| (one.code().to_owned(), one.named())))
    }

    /// The form as if a saved one had been chosen, and the ids that are known: a ready one that was chosen is saved first,
    /// and stays saved where the form is taken.
    pub(crate) async fn settle(
        &self,
        app: &App,
        tx: &Tx,
        typed: &Typed,
        field: &str,
    ) -> Result<(Typed, Vec<SegmentId>), Error> {
        let mut known: Vec<SegmentId> = self.saved.iter().map(|one| one.id).collect();
        let Some(ready) = ReadySegment::from_code(typed.get(field)) else {
            return Ok((typed.clone(), known));
        };
        let id = ready_one(app, tx, ready).await?;
        known.push(id);
        let settled = |(name, value): &(String, String)| {
            let value = if name == field { id.to_string() } else { value.clone() };
            (name.clone(), value)
        };
        Ok((typed.pairs().iter().map(settled).collect(), known))
    }
}

/// The saved 対象リスト that a form names by its id, or by the word of a ready one, which is saved then.
pub(crate) async fn chosen(app: &App, tx: &Tx, word: &str) -> Result<Option<Saved>, Error> {
    let id = match ReadySegment::from_code(word) {
        Some(ready) => Some(ready_one(app, tx, ready).await?),
        None => word.parse().ok(),
    };
    match id {
        Some(id) => Ok(segments::find(tx, id).await?),
        None => Ok(None),
    }
}

/// A ready one, saved.
pub(crate) async fn ready_one(app: &App, tx: &Tx, ready: ReadySegment) -> Result<SegmentId, Error> {
    meaning(app, tx, &ready.segment(), ready.name()).await
}

/// The 対象リスト that means these offices: one that is saved, or a new one of this name.
pub(crate) async fn meaning(app: &App, tx: &Tx, meant: &Segment, name: &str) -> Result<SegmentId, Error> {
    if let Some(known) = segments::meaning(tx, meant).await? {
        return Ok(known.id);
    }
    let mut free = name.to_owned();
    let mut number = 2;
    while segments::is_named(tx, &free, None).await? {
        free = format!("{name} {number}");
        number += 1;
    }
    let named = NamedSegment { name: free, segment: meant.clone() };
    Ok(segments::add_once(tx, app.clock.id(), &named, app.clock.now()).await?)
}

/// Saves a new one, or gives the one that means the same already, also where somebody else saves it in the same second.
pub(crate) async fn once(app: &App, tx: &Tx, named: &NamedSegment) -> Result<Made, Error> {
    if let Some(known) = segments::meaning(tx, &named.segment).await? {
        return Ok(Made::Known(Box::new(known)));
    }
    let id: SegmentId = app.clock.id();
    let there = segments::add_once(tx, id, named, app.clock.now()).await?;
    if there == id {
        return Ok(Made::New(id));
    }
    Ok(Made::Known(Box::new(segments::find(tx, there).await?.ok_or(Error::NotFound)?)))
}

/// What became of one that was to be saved.
#[derive(Debug)]
pub(crate) enum Made {
    /// It is saved.
    New(SegmentId),
    /// This one means the same, and nothing was saved.
    Known(Box<Saved>),
}
