//! Who of those concerned by a session has no mail address: called when it moves and when nothing comes of it. Each house reads
//! of those to whom it writes itself.

use super::owns;
use crate::error::Error;
use app::demos::ToCallView;
use chrono::NaiveDate;
use domain::{demos::StageName, email::Email};
use store::{
    Tx,
    demos::{
        companions::Companion,
        registrations::Registration,
        sessions::{self, Session},
    },
    tenants,
};

/// Who is called, while something can change or was called off for a day to come.
pub(super) async fn of(
    tx: &Tx,
    session: &Session,
    (others, all): (&[Companion], &[Registration]),
    today: NaiveDate,
) -> Result<ToCallView, Error> {
    let held = session.stage.session().map(|held| held.slot.date);
    let day = held.or_else(|| session.request.candidates.iter().map(|slot| slot.date).max());
    let name = session.stage.name();
    let ended = matches!(name, StageName::Cancelled | StageName::Declined);
    if !(name.is_arranged() || ended && day.is_some_and(|day| day >= today)) {
        return Ok(ToCallView::default());
    }
    let own = tx.tenant()?;
    let mut houses = Vec::new();
    if own == session.federation {
        houses.extend(asked(session));
        for companion in others {
            houses.extend(along(tx, companion).await?);
        }
    } else if owns(session, own) {
        let federation = tenants::by_id(tx, session.federation).await?;
        if !is_address(&federation.settings.email) {
            houses.push((federation.name, federation.settings.phone));
        }
        // What another house asked for itself is its federation's to tell.
        let absent = others.iter().filter(|one| is_absent(one));
        houses.extend(absent.map(|one| (one.name.clone(), String::new())));
    }
    // Whoever entered somebody by telephone tells them: the federation where the city has no house.
    let house = (own != session.federation).then_some(own);
    let silent = |one: &&Registration| one.house == house && !one.is_walk_in() && !is_address(&one.email);
    let held = |one: &&Registration| one.wait.is_some_and(|wait| wait.holds);
    Ok(ToCallView {
        houses,
        offices: all.iter().filter(silent).count(),
        offered: all.iter().filter(silent).filter(held).count(),
    })
}

/// The house that asked, where it left no address.
fn asked(session: &Session) -> Option<(String, String)> {
    let contact = &session.request.contact;
    (!is_address(&contact.email))
        .then(|| (format!("{}　{}", session.name, contact.name), contact.phone.clone()))
}

/// One that comes along: as it asked itself, or as its house is known; of one without a house nothing but the name is.
async fn along(tx: &Tx, companion: &Companion) -> Result<Option<(String, String)>, Error> {
    if let Some(request) = companion.request {
        return Ok(sessions::find(tx, request).await?.as_ref().and_then(asked));
    }
    let Some(house) = companion.municipality else {
        return Ok(Some((companion.name.clone(), String::new())));
    };
    let settings = tenants::by_id(tx, house).await?.settings;
    Ok((!is_address(&settings.email)).then_some((companion.name.clone(), settings.phone)))
}

/// Whether it was brought along without asking, and has no house here.
fn is_absent(companion: &Companion) -> bool {
    companion.request.is_none() && companion.municipality.is_none()
}

fn is_address(typed: &str) -> bool {
    typed.parse::<Email>().is_ok()
}
