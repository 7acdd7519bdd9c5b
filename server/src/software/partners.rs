//! 連携先: entered on an office's card, or pasted as a list.

use crate::{
    actor::{Clerk, Keeper, Reader},
    app::App,
    error::Error,
    offices::OfficePath,
    page::{Page, see_other},
    posted::Posted,
};
use app::{messages::software as words, paths, software::PartnersPage};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    adoption::current,
    ids::OfficeId,
    office_number::OfficeNumber,
    partners::{Pair, read},
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, adoption, offices, partners, software::Heard};

const TITLE: &str = "連携先";

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    /// How many pairs of a list were new.
    new: Option<u64>,
    /// How many pairs it had.
    of: Option<u64>,
}

/// Writes down a partner by its number. A number that is in no register is asked for again on the card.
pub async fn create(
    keeper: Keeper,
    State(app): State<App>,
    Path(OfficePath { office }): Path<OfficePath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&keeper.scope()).await?;
    let office = offices::find(&tx, office).await?.ok_or(Error::NotFound)?;
    let card = paths::office(&keeper.tenant.slug, office.id);
    let number = OfficeNumber::parse(typed.get("partner")).ok().map(|parsed| parsed.number);
    let partner = match number {
        Some(number) => offices::by_number(&tx, number).await?,
        None => None,
    };
    let Some(partner) = partner.filter(|partner| *partner != office.id) else {
        let typed = paths::query(typed.get("partner"));
        return Ok(see_other(&format!("{card}?done=no-partner&partner={typed}#partners")));
    };
    let heard = Heard { basis: "officer", source: None, on: app.clock.today(), now: app.clock.now() };
    partners::learn(&tx, app.clock.id(), office.id, partner, heard).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{card}?done=partner#partners")))
}

/// The place of a link's route.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct PartnerPath {
    office: OfficeId,
    partner: OfficeId,
}

/// Takes a link back. Twice is once.
pub async fn remove(
    keeper: Keeper,
    State(app): State<App>,
    Path(PartnerPath { office, partner }): Path<PartnerPath>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&keeper.scope()).await?;
    let office = offices::find(&tx, office).await?.ok_or(Error::NotFound)?;
    partners::forget(&tx, office.id, partner, app.clock.now()).await?;
    tx.commit().await?;
    let card = paths::office(&keeper.tenant.slug, office.id);
    Ok(see_other(&format!("{card}?done=partner-removed#partners")))
}

/// How many pairs are known, and of how many both sides have adopted.
async fn counts(tx: &Tx, today: chrono::NaiveDate) -> Result<(u64, u64), Error> {
    let pairs = partners::every(tx).await?;
    let adopted: BTreeSet<OfficeId> = adoption::every(tx)
        .await?
        .into_iter()
        .filter(|(_, known)| current(known, today).is_some_and(|holds| holds.state.counts()))
        .map(|(office, _)| office)
        .collect();
    let live = pairs.iter().filter(|(one, other)| adopted.contains(one) && adopted.contains(other)).count();
    Ok((pairs.len() as u64, live as u64))
}

/// The box for a list.
pub async fn index(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let (known, live) = counts(&tx, app.clock.today()).await?;
    let (slug, may_write) = (reader.tenant.slug.clone(), reader.has(Role::Clerk));
    let done = asked
        .new
        .zip(asked.of)
        .map(|(new, of)| format!("{of}組を登録しました（新しくわかった組は{new}組です）"));
    let form = FormState::empty();
    Ok(page.ok(TITLE, move || {
        view! { <PartnersPage slug known live may_write form wrong=Vec::new() done/> }
    }))
}

/// Takes a list over: all its lines, or none.
pub async fn paste(
    clerk: Clerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    let (pairs, problems) = read(typed.get("table"));
    let mut wrong: Vec<(usize, String)> =
        problems.iter().map(|(number, wrong)| (*number, words::pair(*number, wrong))).collect();
    let tx = app.store.write(&clerk.scope()).await?;
    let known = registered(&tx, &pairs).await?;
    let mut links = Vec::new();
    for Pair { line, one, other } in &pairs {
        match (known.get(one), known.get(other)) {
            (Some(first), Some(second)) => links.push((*first, *second)),
            (first, second) => {
                let unknown: Vec<String> = [(first, one), (second, other)]
                    .into_iter()
                    .filter(|(found, _)| found.is_none())
                    .map(|(_, number)| number.to_string())
                    .collect();
                let told =
                    format!("{line}行目：{}は台帳にありません。番号を確かめてください", unknown.join("と"));
                wrong.push((*line, told));
            }
        }
    }
    if links.is_empty() || !wrong.is_empty() {
        wrong.sort();
        let sentence = if wrong.is_empty() {
            "事業所番号の組を貼り付けてください".to_owned()
        } else {
            format!("事業所番号の組に、直していただきたい行が{}行あります", wrong.len())
        };
        let wrong: Vec<String> = wrong.into_iter().map(|(_, told)| told).collect();
        let (known, live) = counts(&tx, app.clock.today()).await?;
        let form = FormState::rejected(typed, vec![("table", sentence)]);
        return Ok(page.unprocessable(TITLE, move || {
            view! { <PartnersPage slug known live may_write=true form wrong done=None/> }
        }));
    }
    let heard = Heard { basis: "list", source: None, on: app.clock.today(), now: app.clock.now() };
    let before = partners::every(&tx).await?.len();
    let of = links.len();
    for (one, other) in links {
        partners::learn(&tx, app.clock.id(), one, other, heard).await?;
    }
    let new = partners::every(&tx).await?.len().saturating_sub(before);
    tx.commit().await?;
    Ok(see_other(&format!("{}?new={new}&of={of}", paths::partners(&slug))))
}

/// The offices that have these numbers, or that those were merged into.
async fn registered(tx: &Tx, pairs: &[Pair]) -> Result<BTreeMap<OfficeNumber, OfficeId>, Error> {
    let numbers: BTreeSet<OfficeNumber> = pairs.iter().flat_map(|pair| [pair.one, pair.other]).collect();
    let mut known = BTreeMap::new();
    for number in numbers {
        if let Some(office) = offices::by_number(tx, number).await? {
            known.insert(number, office);
        }
    }
    Ok(known)
}
