//! A merger that was made, and undoing it.

use super::duplicates;
use crate::{
    actor::{Keeper, Reader},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::offices as words,
    offices::{MergerPage, MergerView, Undoable},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    ids::MergerId,
    imports::Registered,
    offices::{Detail, Particulars},
};
use leptos::prelude::*;
use store::{
    Tx, accounts,
    offices::{
        self, Office,
        mergers::{self, Merger, UndoError},
    },
};

/// The places of a merger's route.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct MergerPath {
    merger: MergerId,
}

/// What was just done, as the address says it.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

const TITLE: &str = "事業所の統合";

/// The offices of a merger as they were: the one that stayed, the one that became part of it.
pub(super) fn both(merger: &Merger) -> (&Registered, &Registered) {
    let (first, second) = (&merger.record.first.office, &merger.record.second.office);
    if first.id == merger.survivor { (first, second) } else { (second, first) }
}

pub(super) fn called(office: &Registered) -> String {
    format!("{} {}", office.number, office.particulars.name)
}

/// One merger.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    page: Page,
    Path(MergerPath { merger }): Path<MergerPath>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let merger = mergers::by_id(&tx, merger).await?.ok_or(Error::NotFound)?;
    let keeper = reader.has(Role::Clerk) || reader.has(Role::Administrator);
    let slug = reader.tenant.slug.clone();
    let merger = MergerView { keeper, fresh: asked.done == "merged", ..view(&tx, slug, merger).await? };
    drop(tx);
    Ok(page.ok(TITLE, move || view! { <MergerPage merger/> }))
}

/// Undoes it; where something is in the way, its page tells what.
pub async fn undo(
    keeper: Keeper,
    State(app): State<App>,
    Path(MergerPath { merger }): Path<MergerPath>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let slug = &keeper.tenant.slug;
    let tx = app.store.write(&keeper.scope()).await?;
    let merger = mergers::by_id(&tx, merger).await?.ok_or(Error::NotFound)?;
    match mergers::undo(&tx, &merger, app.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=undone", paths::duplicates(slug))))
        }
        Err(
            UndoError::Store(store::Error::Stale)
            | UndoError::Changed
            | UndoError::MergedOn
            | UndoError::Undone,
        ) => Ok(see_other(&paths::merger(slug, merger.id))),
        Err(UndoError::Store(error)) => Err(error.into()),
    }
}

async fn view(tx: &Tx, slug: String, merger: Merger) -> Result<MergerView, Error> {
    let people = accounts::names(tx).await?;
    let name = |account| duplicates::name(&people, account);
    let undo = match (mergers::undoable(tx, &merger).await, merger.undone) {
        (_, Some((by, at))) => Undoable::Undone(name(by), at),
        (Ok(_), None) => Undoable::Yes,
        (Err(UndoError::Store(error)), None) => return Err(error.into()),
        (Err(UndoError::MergedOn), None) => Undoable::MergedOn,
        (Err(UndoError::Changed | UndoError::Undone), None) => {
            let now = offices::find(tx, merger.survivor).await?.ok_or(Error::NotFound)?;
            Undoable::Changed(changes(&merger.record.merged, &now))
        }
    };
    let (stays, goes) = both(&merger);
    let kept = &merger.record.merged.particulars;
    let details = Detail::ALL
        .into_iter()
        .map(|detail| {
            let all = [&stays.particulars, &goes.particulars, kept];
            (words::detail(detail), all.map(|particulars| value(detail, particulars)))
        })
        .filter(|(_, all)| all.iter().any(|text| !text.is_empty()))
        .collect();
    Ok(MergerView {
        slug,
        id: merger.id,
        survivor: merger.survivor,
        stays: called(stays),
        goes: called(goes),
        details,
        belongings: merger.belongings,
        by: name(merger.by),
        at: merger.at,
        undo,
        keeper: false,
        fresh: false,
    })
}

fn value(detail: Detail, particulars: &Particulars) -> String {
    particulars.get(detail).map(|text| words::value(detail, &text)).unwrap_or_default()
}

/// What differs between an office as a merger made it and as it is.
fn changes(made: &Registered, now: &Office) -> Vec<(String, String, String)> {
    let shown = |text: String| if text.is_empty() { "（空欄）".to_owned() } else { text };
    let of = |what: &str, then: &Particulars, now: &Particulars| -> Vec<(String, String, String)> {
        Detail::ALL
            .into_iter()
            .filter(|detail| then.get(*detail) != now.get(*detail))
            .map(|detail| {
                let label = format!("{what}{}", words::detail(detail));
                (label, shown(value(detail, then)), shown(value(detail, now)))
            })
            .collect()
    };
    let mut found = of("", &made.particulars, &now.particulars);
    if made.number != now.number {
        found.push(("事業所番号".to_owned(), made.number.to_string(), now.number.to_string()));
    }
    for known in &made.services {
        let what = format!("サービス「{}」の", known.service.name());
        match now.services.iter().find(|service| service.service == known.service) {
            Some(service) => found.extend(of(&what, &known.particulars, &service.particulars)),
            None => found.push((what + "登録", "あり".to_owned(), "なし".to_owned())),
        }
    }
    for service in &now.services {
        if !made.services.iter().any(|known| known.service == service.service) {
            let what = format!("サービス「{}」の登録", service.service.name());
            found.push((what, "なし".to_owned(), "あり".to_owned()));
        }
    }
    found
}
