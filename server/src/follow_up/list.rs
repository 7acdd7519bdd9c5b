//! What supporters have to do, and the box that finds the office one has just spoken with.

use super::{named, phone};
use crate::{actor::Reader, app::App, error::Error, page::Page};
use app::{
    follow_up::{DueLine, FollowUpList, FollowUpPage, FoundOffice},
    messages::follow_up as words,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    accounts::Role, follow_up::Until, ids::OfficeId, offices::Query as Searched, wareki::format_date,
};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Tx, accounts,
    follow_up::{self, FollowUp, Wanted},
    office_groups::{self, Kept},
    offices::{self, Filter, Office},
};

/// Lines of a page.
const PER_PAGE: u64 = 50;
/// Offices that a search shows.
const FOUND: u64 = 20;

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    until: String,
    whose: String,
    area: String,
    q: String,
    page: String,
    done: String,
}

/// The open next actions; one's own, until today, unless it is asked otherwise.
pub async fn index(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let today = app.clock.today();
    let until = Until::named(&asked.until);
    // Whoever only reads has no actions of their own.
    let may_write = reader.has(Role::Clerk);
    let everybody = asked.whose == "all" || (asked.whose.is_empty() && !may_write);
    let tx = app.store.read(&reader.scope()).await?;
    let wanted = Wanted {
        last: until.last(today),
        owner: (!everybody).then(|| reader.id()),
        area: asked.area.clone(),
    };
    let number: u64 = asked.page.parse().unwrap_or(1).clamp(1, 1_000_000);
    let (open, total) = follow_up::open(&tx, &wanted, number - 1, PER_PAGE).await?;
    let lines = lines(&tx, open).await?;
    let found = found(&tx, &asked.q).await?;
    let due = |kept: &Kept| kept.text.next.as_ref().is_some_and(|next| next.on <= today);
    let groups_due = office_groups::all(&tx).await?.iter().filter(|kept| due(kept)).count();
    let list = FollowUpList {
        slug: reader.tenant.slug.clone(),
        until,
        everybody,
        area: asked.area,
        areas: offices::areas(&tx).await?,
        searched: asked.q,
        found,
        lines,
        total,
        groups_due,
        page: number,
        per_page: PER_PAGE,
        today,
        may_write,
        done: match asked.done.as_str() {
            "recorded" => Some("支援を記録しました"),
            "finished" => Some("済みにしました"),
            _ => None,
        },
    };
    Ok(page.ok("伴走支援", move || view! { <FollowUpPage list/> }))
}

async fn lines(tx: &Tx, open: Vec<FollowUp>) -> Result<Vec<DueLine>, Error> {
    let ids: BTreeSet<OfficeId> = open.iter().map(|record| record.office).collect();
    let ids: Vec<OfficeId> = ids.into_iter().collect();
    let offices: BTreeMap<OfficeId, Office> =
        offices::several(tx, &ids).await?.into_iter().map(|office| (office.id, office)).collect();
    let names = accounts::names(tx).await?;
    let line = |record: FollowUp| {
        let next = record.open()?.clone();
        let office = offices.get(&record.office)?;
        Some(DueLine {
            id: record.id,
            version: record.version,
            office: office.id,
            name: office.particulars.name.clone(),
            area: office.particulars.area.clone(),
            phone: phone(office),
            action: next.action,
            on: next.on,
            owner: named(&names, next.owner),
            last: said(&record),
        })
    };
    Ok(open.into_iter().filter_map(line).collect())
}

/// The most characters of what was said last.
const LAST: usize = 60;

/// What was said, in one line.
pub(super) fn said(record: &FollowUp) -> String {
    let said = &record.said;
    let notes: String = said.notes.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = notes.chars().take(LAST).collect();
    let more = if short.len() < notes.len() { "…" } else { "" };
    format!("{} {}：{short}{more}", format_date(said.held_on), words::way(said.way))
}

async fn found(tx: &Tx, typed: &str) -> Result<Option<Vec<FoundOffice>>, Error> {
    let query = Searched::parse(typed);
    if query.is_empty() {
        return Ok(None);
    }
    let found = offices::search(tx, &Filter { query, service: None, status: None }, 0, FOUND).await?;
    let line = |office: offices::Listed| FoundOffice {
        id: office.id,
        title: format!("{} {}", office.number, office.name),
        address: office.address,
    };
    Ok(Some(found.offices.into_iter().map(line).collect()))
}
