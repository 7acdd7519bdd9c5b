//! What an officer knows of the adoption of an office, written down on its card.

use super::OfficePath;
use crate::{actor::Keeper, app::App, error::Error, page::see_other, posted::Posted};
use app::{
    messages::adoption as words,
    offices::{AdoptionCard, AdoptionEntry},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    adoption::{AdoptionState, Evidence, Source, why},
    form::Typed,
    ids::AccountId,
    text,
    wareki::{self, Expected},
};
use std::collections::BTreeMap;
use store::{
    adoption::{self, Recorded},
    offices,
};

/// The most characters of a note.
const NOTE: usize = 200;

/// Adds what the officer knows. A day that cannot be read is asked for again on the card.
pub async fn create(
    keeper: Keeper,
    State(app): State<App>,
    Path(OfficePath { office }): Path<OfficePath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&keeper.scope()).await?;
    let office = offices::find(&tx, office).await?.ok_or(Error::NotFound)?;
    let card = paths::office(&keeper.tenant.slug, office.id);
    let day = typed.get("as_of");
    let today = app.clock.today();
    let as_of = if day.trim().is_empty() {
        Some(today)
    } else {
        wareki::parse_expected(day, Expected::around(today)).ok().map(|day| day.date)
    };
    let note: String = text::tidy_name(typed.get("note")).chars().take(NOTE).collect();
    let (Some(state), Some(as_of)) = (AdoptionState::named(typed.get("state")), as_of) else {
        return Ok(see_other(&format!(
            "{card}?done=no-day&state={}&as_of={}&note={}#adoption",
            paths::query(typed.get("state")),
            paths::query(day),
            paths::query(&note)
        )));
    };
    let recorded_at = app.clock.now();
    let evidence = Evidence { state, as_of, source: Source::Officer, recorded_at, note };
    adoption::record(&tx, app.clock.id(), office.id, &evidence, None).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{card}?done=adoption#adoption")))
}

/// What a card tells: what holds today, everything that is known, and what was typed and could not be read.
pub fn card(
    known: &[Recorded],
    names: &BTreeMap<AccountId, String>,
    slug: &str,
    today: NaiveDate,
    typed: Typed,
) -> AdoptionCard {
    let evidence: Vec<Evidence> = known.iter().map(|recorded| recorded.evidence.clone()).collect();
    let explained = why(&evidence, today);
    let entries = known.iter().rev().map(|recorded| {
        let Recorded { evidence, batch, by } = recorded;
        let set_aside = explained.as_ref().and_then(|explained| {
            let found = explained.set_aside.iter().find(|aside| aside.evidence == evidence)?;
            Some(words::because(found.because))
        });
        AdoptionEntry {
            state: evidence.state,
            as_of: evidence.as_of,
            source: evidence.source,
            note: evidence.note.clone(),
            by: by.and_then(|by| names.get(&by).cloned()),
            list: batch.map(|batch| paths::import(slug, batch)),
            set_aside,
        }
    });
    AdoptionCard {
        current: explained.as_ref().map(|explained| explained.current.state),
        entries: entries.collect(),
        typed,
    }
}
