//! Merging an office with another: the other is found, both are compared, what is kept is chosen, confirmed, done.

use super::{OfficePath, duplicates, editing};
use crate::{
    actor::Keeper,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    offices::{MergingCheckPage, MergingPage, MergingSearchPage, MergingSide, MergingView},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    ids::{MergerId, OfficeId},
    imports::{Registered, RegisteredService},
    merging::{Choices, Keep, Merged, SURVIVOR, merge, propose, to_typed},
    offices::Query as Searched,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    offices::{
        self, Filter, Office,
        mergers::{self, MergeError},
    },
    views,
};

const SEARCH: &str = "ほかの事業所と統合する";
const COMPARE: &str = "2つの事業所を統合する";

/// Offices that are proposed or found.
const SHOWN: u64 = 50;

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
}

/// The places of the route of a pair.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct PairPath {
    office: OfficeId,
    other: OfficeId,
}

/// Finds the other office; where nothing is asked for, those that may be the same are proposed.
pub async fn search(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(OfficePath { office }): Path<OfficePath>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let tx = app.store.read(&keeper.scope()).await?;
    let office = offices::find(&tx, office).await?.ok_or(Error::NotFound)?;
    let query = Searched::parse(&asked.q);
    let (found, total) = if query.is_empty() {
        let (register, pairs) = duplicates::proposed(&tx).await?;
        let others = pairs.into_iter().filter_map(|pair| match office.id {
            id if id == pair.first => Some(pair.second),
            id if id == pair.second => Some(pair.first),
            _ => None,
        });
        let others: Vec<OfficeId> = others.collect();
        let found: Vec<_> =
            others.iter().filter_map(|id| register.iter().find(|office| office.id == *id).cloned()).collect();
        let total = found.len() as u64;
        (found, total)
    } else {
        let found = offices::search(&tx, &Filter { query, ..Filter::default() }, 0, SHOWN).await?;
        let own = u64::from(found.offices.iter().any(|one| one.id == office.id));
        let ids: Vec<OfficeId> =
            found.offices.iter().map(|one| one.id).filter(|id| *id != office.id).collect();
        let mut whole: Vec<Registered> =
            offices::several(&tx, &ids).await?.into_iter().map(Registered::from).collect();
        whole.sort_by_key(|one| ids.iter().position(|id| *id == one.id));
        (whole, found.total - own)
    };
    drop(tx);
    let found: Vec<_> = found.iter().map(duplicates::side).collect();
    let (slug, id, searched) = (keeper.tenant.slug.clone(), office.id, domain::text::tidy_name(&asked.q));
    let name = format!("{} {}", office.number, office.particulars.name);
    Ok(page.ok(SEARCH, move || view! { <MergingSearchPage slug office=id name searched found total/> }))
}

/// Both offices of a pair.
async fn both(tx: &Tx, PairPath { office, other }: &PairPath) -> Result<(Office, Office), Error> {
    if office == other {
        return Err(Error::NotFound);
    }
    let first = offices::find(tx, *office).await?.ok_or(Error::NotFound)?;
    let second = offices::find(tx, *other).await?.ok_or(Error::NotFound)?;
    Ok((first, second))
}

async fn compared(
    app: &App,
    tx: &Tx,
    keeper: &Keeper,
    (first, second): (&Office, &Office),
) -> Result<MergingView, Error> {
    let (one, other) = (mergers::side(first), mergers::side(second));
    let Merged { conflicts, services, .. } = merge(&one, &other, &propose(&one, &other))
        .map_err(|_| Error::Internal("two offices of different ids are not one"))?;
    Ok(MergingView {
        slug: keeper.tenant.slug.clone(),
        first: side(tx, first, second).await?,
        second: side(tx, second, first).await?,
        conflicts,
        services,
        hindrances: offices::hindrances(tx, first.id, second.id, app.clock.now()).await?,
    })
}

async fn side(tx: &Tx, office: &Office, other: &Office) -> Result<MergingSide, Error> {
    let registered = Registered::from(office.clone());
    Ok(MergingSide {
        id: office.id,
        number: office.number,
        version: office.version,
        services: in_words(&registered.services),
        particulars: registered.particulars,
        updated_at: office.updated_at,
        belongings: mergers::belongings(tx, office.id, other.id).await?,
    })
}

fn in_words(services: &[RegisteredService]) -> Vec<String> {
    services.iter().map(|known| known.service.name().to_owned()).collect()
}

/// Both offices with what is proposed; that they were looked at is kept.
pub async fn compare(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(pair): Path<PairPath>,
) -> Result<Response, Error> {
    let tx = app.store.look(&keeper.scope()).await?;
    let (first, second) = both(&tx, &pair).await?;
    for office in [first.id, second.id] {
        views::record(&tx, app.clock.id(), app.clock.now(), "office", office.uuid(), "card").await?;
    }
    let merging = compared(&app, &tx, &keeper, (&first, &second)).await?;
    tx.commit().await?;
    let proposed = propose(&mergers::side(&first), &mergers::side(&second));
    let form = FormState::filled(to_typed(&proposed));
    Ok(page.ok(COMPARE, move || view! { <MergingPage merging form/> }))
}

/// Shows what would come of the choices, and merges once that was confirmed.
pub async fn create(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(pair): Path<PairPath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&keeper.scope()).await?;
    let (first, second) = both(&tx, &pair).await?;
    let merging = compared(&app, &tx, &keeper, (&first, &second)).await?;
    for (office, field) in [(&first, "first_version"), (&second, "second_version")] {
        let seen = typed.get(field).parse().unwrap_or(office.version);
        if seen != office.version {
            let latest = paths::merging_with(&keeper.tenant.slug, first.id, second.id);
            return Err(editing::conflict(&tx, office, Vec::new(), latest).await?);
        }
    }
    let (one, other) = (mergers::side(&first), mergers::side(&second));
    let choices = match Choices::parse(&typed, &one, &other) {
        Ok(choices) if merging.hindrances.is_empty() => choices,
        Ok(_) => {
            let form = FormState::filled(typed);
            return Ok(page.unprocessable(COMPARE, move || view! { <MergingPage merging form/> }));
        }
        Err(_) => {
            let told = "どちらの事業所を残すかを選んでください".to_owned();
            let form = FormState::rejected(typed, vec![(SURVIVOR, told)]);
            return Ok(page.unprocessable(COMPARE, move || view! { <MergingPage merging form/> }));
        }
    };
    if typed.get("act") != "merge" {
        return confirm(&page, merging, (&one, &other), &choices);
    }
    let id: MergerId = app.clock.id();
    let done =
        mergers::merge(&tx, id, (&first, &second), &choices, &|| app.clock.id(), app.clock.now()).await;
    match done {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=merged", paths::merger(&keeper.tenant.slug, id))))
        }
        Err(MergeError::Store(store::Error::Stale)) => {
            // Somebody was faster by a moment; the page tells what there is now.
            Ok(see_other(&paths::merging_with(&keeper.tenant.slug, first.id, second.id)))
        }
        Err(MergeError::Store(error)) => Err(error.into()),
        Err(MergeError::Problem(_) | MergeError::Hindered(_)) => Err(Error::NotFound),
    }
}

fn confirm(
    page: &Page,
    merging: MergingView,
    (one, other): (&domain::merging::Side, &domain::merging::Side),
    choices: &Choices,
) -> Result<Response, Error> {
    let survivor: Keep = choices.survivor;
    let made = merge(one, other, choices)
        .map_err(|_| Error::Internal("two offices of different ids are not one"))?
        .office;
    let (particulars, services) = (made.particulars, in_words(&made.services));
    let mut again: Vec<(String, String)> = to_typed(choices).pairs().to_vec();
    for (name, side) in [("first_version", &merging.first), ("second_version", &merging.second)] {
        again.push((name.to_owned(), side.version.to_string()));
    }
    Ok(page.ok("統合の内容を確かめる", move || {
        view! { <MergingCheckPage merging particulars services survivor typed=again/> }
    }))
}
