//! The map: numbers, a drawing of what was chosen, islands, and every link as a table.

use super::{name, named, row};
use crate::{actor::Reader, app::App, error::Error, export::Saving, page::Page};
use app::{
    messages::{adoption as states, software as words},
    network::{IsleLine, NetworkPage, NetworkView, PasteLine, ReadyLine},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    adoption::AdoptionState,
    ids::OfficeId,
    network::{self, MOST_SHOWN, Neighbourhood, Network},
    offices::Query as Searched,
};
use elements::charts::{GAP, GROUND, Mark, Spot, Tie};
use leptos::prelude::*;
use std::collections::BTreeSet;
use store::{
    Tx,
    network::{self as networks, Charted, Said},
    offices::{self, Filter},
    partner_pastes::{self, Paste},
};
use tables::{Column, Kind, Table, Value};

/// Islands and offices that the page shows.
const SHOWN: usize = 20;
/// With how many partners that are ready an office is listed.
const LEAST: usize = 3;
/// Offices that a search shows.
const FOUND: u64 = 20;
/// Pasted lists that the page shows.
const PASTES: u64 = 5;

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    office: String,
    area: String,
    q: String,
}

/// The page.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let today = app.clock.today();
    let tx = app.store.read(&reader.scope()).await?;
    let charted = networks::on(&tx, today).await?;
    let (centre, found) = centre(&tx, &charted, &asked).await?;
    let pastes = partner_pastes::latest(&tx, PASTES).await?;
    drop(tx);
    let network = &charted.network;
    let areas: BTreeSet<String> = network.nodes().iter().map(|node| node.area.clone()).collect();
    let area = areas.get(&asked.area).cloned().unwrap_or_default();
    let hood = match centre {
        Some(place) => network::around(network, place, MOST_SHOWN),
        None => {
            let within = |place: usize| area.is_empty() || network.nodes()[place].area == area;
            network::densest(network, within, MOST_SHOWN)
        }
    };
    let (spots, ties) = drawn(network, &hood, centre);
    let view = NetworkView {
        slug: reader.tenant.slug.clone(),
        on: today,
        links: network.counts(),
        offices: (network.len(), network.linked()),
        centre: centre.and_then(|place| named(&charted, place)),
        area,
        areas: areas.into_iter().filter(|area| !area.is_empty()).collect(),
        searched: asked.q,
        found,
        spots,
        ties,
        rows: hood.shown.iter().filter_map(|place| row(&charted, *place, |_| true)).collect(),
        shown: network.counts_within(&hood.shown),
        left_out: hood.left_out,
        isles: isles(&charted),
        ready: network::ready(network, LEAST)
            .into_iter()
            .take(SHOWN)
            .filter_map(|one| Some(ReadyLine { office: row(&charted, one.place, |_| true)? }))
            .collect(),
        least: LEAST,
        pastes: pastes.into_iter().map(pasted).collect(),
        may_write: reader.has(Role::Clerk),
    };
    Ok(page.ok("連携のつながり", move || view! { <NetworkPage network=view/> }))
}

/// Around which office the drawing is: the one that is named, or the only one that was found. Several that were found are
/// offered.
type Centre = (Option<usize>, Option<Vec<(OfficeId, String)>>);

async fn centre(tx: &Tx, charted: &Charted, asked: &Asked) -> Result<Centre, Error> {
    if let Some(place) = asked.office.parse().ok().and_then(|office| charted.network.place(office)) {
        return Ok((Some(place), None));
    }
    let query = Searched::parse(&asked.q);
    if query.is_empty() {
        return Ok((None, None));
    }
    let found = offices::search(tx, &Filter { query, service: None, status: None }, 0, FOUND).await?;
    // An office that is closed is in no drawing.
    let open =
        found.offices.into_iter().filter_map(|office| Some((charted.network.place(office.id)?, office)));
    let open: Vec<_> = open.collect();
    match &open[..] {
        [(place, _)] => Ok((Some(*place), None)),
        _ => {
            let title = |office: &offices::Listed| format!("{} {}", office.number, office.name);
            Ok((None, Some(open.iter().map(|(_, office)| (office.id, title(office))).collect())))
        }
    }
}

/// Marks and lines of a drawing.
fn drawn(network: &Network, hood: &Neighbourhood, centre: Option<usize>) -> (Vec<Spot>, Vec<Tie>) {
    let places = network::layout(network, &hood.shown, GROUND, GAP);
    let spots = hood
        .shown
        .iter()
        .zip(places)
        .enumerate()
        .map(|(at, (place, point))| Spot {
            x: point.x,
            y: point.y,
            mark: mark(network.nodes()[*place].state),
            number: at + 1,
            centre: centre == Some(*place),
        })
        .collect();
    let at = |place: usize| hood.shown.binary_search(&place).ok();
    let ties = network.links().filter_map(|(one, other)| {
        let done = u8::from(network.adopted(one)) + u8::from(network.adopted(other));
        Some(Tie { one: at(one)?, other: at(other)?, done })
    });
    (spots, ties.collect())
}

const fn mark(state: AdoptionState) -> Mark {
    match state {
        AdoptionState::Licensed | AdoptionState::Using => Mark::Done,
        AdoptionState::Aware | AdoptionState::Planning | AdoptionState::Pledged => Mark::Begun,
        AdoptionState::Unknown | AdoptionState::Stopped => Mark::Open,
    }
}

fn isles(charted: &Charted) -> Vec<IsleLine> {
    let line = |isle: network::Isle| IsleLine {
        missing: isle.missing.iter().filter_map(|place| named(charted, *place)).collect(),
        ready: isle.ready.iter().map(|place| name(charted, *place)).collect(),
        exchanges: isle.exchanges,
    };
    network::isles(&charted.network).into_iter().take(SHOWN).map(line).collect()
}

fn pasted(paste: Paste) -> PasteLine {
    PasteLine {
        id: paste.id,
        at: paste.at,
        pairs: paste.pairs,
        new: paste.new_pairs,
        undone: paste.undone_at.is_some(),
    }
}

/// Every link between open offices as it was said, with what is known of both.
pub async fn export(reader: Reader, State(app): State<App>, saving: Saving) -> Result<Response, Error> {
    let today = app.clock.today();
    let tx = app.store.read(&reader.scope()).await?;
    let charted = networks::on(&tx, today).await?;
    let said = networks::said(&tx).await?;
    drop(tx);
    let columns = vec![
        Column::new("事業所番号", Kind::Code),
        Column::new("事業所名", Kind::Text),
        Column::new("導入状況", Kind::Text),
        Column::new("連携先の事業所番号", Kind::Code),
        Column::new("連携先の事業所名", Kind::Text),
        Column::new("連携先の導入状況", Kind::Text),
        Column::new("やりとり", Kind::Text),
        Column::new("わかった日", Kind::Date),
        Column::new("わかった方法", Kind::Text),
    ];
    let rows = said.into_iter().filter_map(|said| link(&charted, said)).collect();
    let table = Table { title: "連携先の組".to_owned(), columns, rows };
    saving.answer(&format!("連携先の組_{}_{today}", reader.tenant.name), table)
}

fn link(charted: &Charted, said: Said) -> Option<Vec<Value>> {
    let network = &charted.network;
    let (one, other) = (network.place(said.office)?, network.place(said.partner)?);
    let side = |place: usize| -> Option<[Value; 3]> {
        let called = charted.called(place)?;
        let state = states::state(network.nodes().get(place)?.state);
        Some([called.number.to_string().into(), called.name.clone().into(), state.into()])
    };
    let both = network.adopted(one) && network.adopted(other);
    let exchanged = if both { "できる" } else { "まだできない" };
    let mut row: Vec<Value> = side(one)?.into_iter().chain(side(other)?).collect();
    row.extend([exchanged.into(), said.as_of.into(), words::basis(&said.basis).into()]);
    Some(row)
}
