//! What the page of a session tells from other houses: how many come from each city beside, and by which number those are called
//! that have no house here.

use super::{along, owns};
use crate::{actor::Partner, app::App, error::Error};
use app::demos::SessionView;
use std::collections::BTreeMap;
use store::{
    Scope,
    demos::{companions::Companion, members, sessions::Session},
};

/// Completes the page. Opens transactions of other houses: call it when none is open.
pub(super) async fn tell(
    app: &App,
    officer: &Partner,
    (session, others): (&Session, &[Companion]),
    view: &mut SessionView,
) -> Result<(), Error> {
    // The federation and the house that asked see how many offices of each city were told and come, and nothing else of them;
    // of the cities nobody sees another's.
    if !others.is_empty() && owns(session, officer.tenant.id) && session.stage.public().is_some() {
        let mut counts = along::counts(app, session, others).await?;
        for (line, one) in view.joint.companions.iter_mut().zip(others) {
            line.counted = one.municipality.and_then(|house| counts.remove(&house));
        }
    }
    numbers(app, session, view).await
}

/// The numbers that the federation keeps of those who are called, beside their names.
async fn numbers(app: &App, session: &Session, view: &mut SessionView) -> Result<(), Error> {
    let companions = view.joint.companions.iter_mut().filter(|one| one.absent);
    let asked = view.joint.asked.iter_mut().filter(|one| one.absent);
    let called = view.to_call.houses.iter_mut().filter(|(_, phone)| phone.is_empty());
    let places: Vec<(&str, &mut String)> = companions
        .map(|one| (one.name.as_str(), &mut one.phone))
        .chain(asked.map(|one| (one.name.as_str(), &mut one.phone)))
        .chain(called.map(|(name, phone)| (name.as_str(), phone)))
        .collect();
    if places.is_empty() {
        return Ok(());
    }
    let why = "by which number a city without a house is called";
    let tx = app.store.read(&Scope::tenant_by_system(session.federation, why)).await?;
    let all = members::all(&tx).await?;
    let known: BTreeMap<String, String> = all.into_iter().map(|one| (one.name, one.phone)).collect();
    for (name, phone) in places {
        if let Some(kept) = known.get(name) {
            phone.clone_from(kept);
        }
    }
    Ok(())
}
