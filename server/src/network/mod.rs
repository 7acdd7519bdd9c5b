//! 連携のつながり: the map, pasted lists, whom to ask next, and groups.

mod following;
mod groups;
mod map;
mod next;
mod pasting;

use crate::routing::Routes;
use app::network::OfficeRow;
use domain::ids::OfficeId;
use store::network::Charted;

/// The routes.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/adoption/network", map::show)
        .show("/t/{tenant}/adoption/network/export", map::export)
        .page("/t/{tenant}/adoption/network/paste", pasting::new, pasting::create)
        .show("/t/{tenant}/adoption/network/pastes/{paste}", pasting::show)
        .act("/t/{tenant}/adoption/network/pastes/{paste}/undo", pasting::undo)
        .page("/t/{tenant}/adoption/next", next::show, next::hand_over)
        .show("/t/{tenant}/adoption/next/export", next::export)
        .show("/t/{tenant}/adoption/groups", groups::index)
        .page("/t/{tenant}/adoption/groups/new", groups::new, groups::create)
        .show("/t/{tenant}/adoption/groups/{group}", following::show)
        .page("/t/{tenant}/adoption/groups/{group}/edit", groups::edit, groups::update)
        .act("/t/{tenant}/adoption/groups/{group}/dissolution", following::dissolve)
}

/// The office at a place as a row; its partners are those among some.
fn row(charted: &Charted, place: usize, among: impl Fn(usize) -> bool) -> Option<OfficeRow> {
    let network = &charted.network;
    let node = network.nodes().get(place)?;
    let called = charted.called(place)?;
    let partners: Vec<usize> =
        network.partners(place).iter().copied().filter(|partner| among(*partner)).collect();
    Some(OfficeRow {
        id: node.office,
        number: called.number.to_string(),
        name: called.name.clone(),
        area: node.area.clone(),
        state: node.state,
        ready: partners.iter().filter(|partner| network.adopted(**partner)).count(),
        partners: partners.len(),
    })
}

/// What the office at a place is called; empty where there is none.
fn name(charted: &Charted, place: usize) -> String {
    charted.called(place).map(|called| called.name.clone()).unwrap_or_default()
}

/// The office at a place with its name.
fn named(charted: &Charted, place: usize) -> Option<(OfficeId, String)> {
    let node = charted.network.nodes().get(place)?;
    Some((node.office, name(charted, place)))
}
