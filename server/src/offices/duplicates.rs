//! Pairs of offices that may be one: proposed, told apart, and what was merged.

use crate::{
    actor::{Keeper, Reader},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    errors::FORMER,
    offices::{ApartLine, DuplicatesPage, MergerLine, PairLine, PairSide},
    paths,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    ids::{AccountId, OfficeId},
    imports::Registered,
    merging::{Pair, pairs},
    offices::{Detail, Status},
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    Tx, accounts,
    offices::{self, identity, mergers},
};

/// Pairs on the page; the rest follows when some are dealt with.
const SHOWN: usize = 50;
/// Mergers on the page.
const MERGERS: u64 = 50;

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

/// An office as it stands beside another.
pub(super) fn side(office: &Registered) -> PairSide {
    let text = |detail| office.particulars.get(detail).unwrap_or_default();
    PairSide {
        id: office.id,
        number: office.number,
        name: text(Detail::Name),
        corporation: text(Detail::CorporationName),
        address: text(Detail::Address),
        phone: text(Detail::Phone),
        status: office.particulars.status.unwrap_or(Status::Active),
    }
}

/// The pairs of the register that nobody told apart and that are not known to follow each other.
pub(super) async fn proposed(tx: &Tx) -> Result<(Vec<Registered>, Vec<Pair>), Error> {
    let apart = identity::told_apart(tx).await?;
    let known = identity::successions(tx).await?;
    let register = offices::every(tx).await?;
    let (register, mut found) = tokio::task::spawn_blocking(move || {
        let found = pairs(&register);
        (register, found)
    })
    .await
    .map_err(|_| Error::Internal("comparing offices failed"))?;
    let numbers: BTreeMap<OfficeId, _> = register.iter().map(|office| (office.id, office.number)).collect();
    found.retain(|pair| {
        let follows = numbers.get(&pair.first).zip(numbers.get(&pair.second)).is_some_and(|(one, other)| {
            known.iter().any(|known| {
                let both = (known.predecessor, known.successor);
                both == (*one, *other) || both == (*other, *one)
            })
        });
        !follows && !apart.contains_key(&(pair.first, pair.second))
    });
    Ok((register, found))
}

/// What may be one, what was told apart, what was merged.
pub async fn index(
    reader: Reader,
    State(app): State<App>,
    page: Page,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let (register, found) = proposed(&tx).await?;
    let by_id: BTreeMap<OfficeId, &Registered> = register.iter().map(|office| (office.id, office)).collect();
    let all = found.len();
    let pairs: Vec<PairLine> = found
        .into_iter()
        .take(SHOWN)
        .filter_map(|Pair { first, second, signs }| {
            Some(PairLine { sides: [side(by_id.get(&first)?), side(by_id.get(&second)?)], signs })
        })
        .collect();
    let people = accounts::names(&tx).await?;
    let called = |id: OfficeId| {
        let office = by_id.get(&id)?;
        Some((id, format!("{} {}", office.number, office.particulars.name)))
    };
    let apart: Vec<ApartLine> = identity::told_apart(&tx)
        .await?
        .into_iter()
        .filter_map(|((first, second), (by, at))| {
            Some(ApartLine { sides: [called(first)?, called(second)?], by: name(&people, by), at })
        })
        .collect();
    let mergers: Vec<MergerLine> = mergers::newest(&tx, MERGERS)
        .await?
        .into_iter()
        .map(|merger| {
            let (stays, goes) = super::merged::both(&merger);
            MergerLine {
                id: merger.id,
                survivor: super::merged::called(stays),
                merged: super::merged::called(goes),
                by: name(&people, merger.by),
                at: merger.at,
                undone: merger.undone.is_some(),
            }
        })
        .collect();
    drop(tx);
    let done = match asked.done.as_str() {
        "apart" => Some("同じではないと記録しました"),
        "again" => Some("候補に戻しました"),
        "undone" => Some("統合を取り消し、2つの事業所に戻しました"),
        _ => None,
    };
    let slug = reader.tenant.slug.clone();
    let keeper = reader.has(Role::Clerk) || reader.has(Role::Administrator);
    Ok(page.ok("同じかもしれない事業所", move || {
        view! { <DuplicatesPage slug pairs all apart mergers keeper done/> }
    }))
}

pub(super) fn name(people: &BTreeMap<AccountId, String>, account: AccountId) -> String {
    people.get(&account).cloned().unwrap_or_else(|| FORMER.to_owned())
}

/// Tells two offices apart, or takes that back.
pub async fn decide(
    keeper: Keeper,
    State(app): State<App>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let list = paths::duplicates(&keeper.tenant.slug);
    let (Ok(first), Ok(second)) = (typed.get("first").parse(), typed.get("second").parse()) else {
        return Ok(see_other(&list));
    };
    let tx = app.store.write(&keeper.scope()).await?;
    let both: [OfficeId; 2] = [first, second];
    if first == second || offices::several(&tx, &both).await?.len() != 2 {
        return Err(Error::NotFound);
    }
    let (done, now) = (typed.get("act") == "again", app.clock.now());
    if done {
        identity::no_longer_apart(&tx, first, second, now).await?;
    } else {
        identity::tell_apart(&tx, first, second, now).await?;
    }
    tx.commit().await?;
    Ok(see_other(&format!("{list}?done={}", if done { "again" } else { "apart" })))
}
