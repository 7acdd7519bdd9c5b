//! Whose paper is typed in: found by the code on it, by the number of the office, or by a part of its name.

use super::tokens;
use crate::{app::App, error::Error};
use app::surveys::{PaperOf, Whose as Sheet};
use domain::{ids::OfficeId, office_number::OfficeNumber, offices::Query as Searched, text::search_key};
use std::collections::BTreeMap;
use store::{
    Tx,
    offices::{self, Filter, Office},
    surveys::{
        Survey,
        invitations::{self, Invitation},
    },
};

/// Offices that a search shows.
const SHOWN: u64 = 20;

/// Whose paper may be meant: a code of this survey, an office number, or a part of a name; and whether it looks like a
/// code that nobody has.
pub(super) async fn search(
    app: &App,
    tx: &Tx,
    survey: &Survey,
    sought: &str,
) -> Result<(Vec<PaperOf>, bool), Error> {
    if let Some(hashes) = tokens::typed_code(&app.keys, sought) {
        let invitation = invitations::by_code(tx, &hashes).await?;
        let found = invitation.filter(|one| one.survey == survey.id).map(of_invitation);
        return Ok((found.into_iter().collect(), true));
    }
    let asked = invitations::of_survey(tx, survey.id).await?;
    let invited: BTreeMap<OfficeId, &Invitation> =
        asked.iter().filter_map(|one| Some((one.office?, one))).collect();
    let of_office = |id: OfficeId, name: String| match invited.get(&id) {
        Some(invitation) => PaperOf { name, ..of_invitation((*invitation).clone()) },
        None => PaperOf { whose: Sheet::Office(id), name, answered: false },
    };
    let by_number = match OfficeNumber::parse(sought) {
        Ok(parsed) => offices::by_number(tx, parsed.number).await?,
        Err(_) => None,
    };
    if let Some(id) = by_number {
        let office = offices::find(tx, id).await?;
        return Ok((office.map(|office| of_office(id, name_of(&office))).into_iter().collect(), false));
    }
    let filter = Filter { query: Searched::parse(sought), ..Filter::default() };
    let offices = offices::search(tx, &filter, 0, SHOWN).await?.offices;
    let mut found: Vec<_> =
        offices.into_iter().map(|one| of_office(one.id, format!("{}（{}）", one.name, one.number))).collect();
    let key = search_key(sought);
    let unknown = asked.iter().filter(|one| one.office.is_none() && search_key(&one.name).contains(&key));
    found.extend(unknown.cloned().map(of_invitation));
    // Several offices share a name: a paper is most likely of one that was asked and has not answered.
    found.sort_by_key(|one| (!matches!(one.whose, Sheet::Invitation(_)), one.answered));
    Ok((found, false))
}

fn of_invitation(one: Invitation) -> PaperOf {
    PaperOf { whose: Sheet::Invitation(one.id), name: one.name, answered: one.answered_on.is_some() }
}

pub(super) fn name_of(office: &Office) -> String {
    format!("{}（{}）", office.particulars.name, office.number)
}
