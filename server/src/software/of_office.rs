//! What an office uses, with whom it exchanges plans and to which bodies it belongs, on its card.

use crate::{actor::Keeper, app::App, error::Error, offices::OfficePath, page::see_other, posted::Posted};
use app::{
    messages::{adoption as adoption_words, software as words},
    offices::{PartnerLine, SoftwareLine, SupportCard},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    adoption::current,
    form::Typed,
    ids::{OfficeId, OfficeSoftwareId},
    software::{Linking, linking_of_office, name_key},
    text,
    wareki::{self, Expected},
};
use std::collections::BTreeMap;
use store::{
    Tx, adoption, associations, follow_up, office_groups, offices, partners,
    software::{self, Heard},
};

/// The most characters of a name.
const NAME: usize = 80;

/// Writes down that an office uses something. What cannot be read is asked for again on the card.
pub async fn create(
    keeper: Keeper,
    State(app): State<App>,
    Path(OfficePath { office }): Path<OfficePath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&keeper.scope()).await?;
    let office = offices::find(&tx, office).await?.ok_or(Error::NotFound)?;
    let card = paths::office(&keeper.tenant.slug, office.id);
    let name = text::tidy_name(typed.get("software"));
    let day = typed.get("software_as_of");
    let today = app.clock.today();
    let on = if day.trim().is_empty() {
        Some(today)
    } else {
        wareki::parse_expected(day, Expected::year_until(today)).ok().map(|day| day.date)
    };
    let fits = !name_key(&name).is_empty() && text::graphemes(&name) <= NAME;
    let Some(on) = on.filter(|day| fits && *day <= today) else {
        return Ok(see_other(&format!(
            "{card}?done=no-software&software={}&software_as_of={}#care-software",
            paths::query(&name),
            paths::query(day)
        )));
    };
    let heard = Heard { basis: "officer", source: None, on, now: app.clock.now() };
    software::learn(&tx, app.clock.id(), office.id, &name, None, heard).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{card}?done=software#care-software")))
}

/// The place of a use's route.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct UsePath {
    office: OfficeId,
    software: OfficeSoftwareId,
}

/// Ends the use of something today. Twice is once.
pub async fn end(
    keeper: Keeper,
    State(app): State<App>,
    Path(UsePath { office, software: id }): Path<UsePath>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&keeper.scope()).await?;
    let uses = software::of_office(&tx, office).await?;
    let one = uses.into_iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
    software::end(&tx, &one, app.clock.today(), app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!(
        "{}?done=software-ended#care-software",
        paths::office(&keeper.tenant.slug, office)
    )))
}

/// What the card shows of it.
pub(crate) async fn support(
    tx: &Tx,
    slug: &str,
    office: OfficeId,
    today: NaiveDate,
    typed: Typed,
) -> Result<SupportCard, Error> {
    let known = software::catalogue(tx).await?;
    let uses = software::of_office(tx, office).await?;
    let of = |product: Option<_>| product.map_or(Linking::Unknown, |id| known.linking(id, today));
    let live = uses.iter().filter(|one| one.ended_on.is_none());
    let linking = linking_of_office(live.map(|one| of(one.product)));
    let software = uses
        .into_iter()
        .map(|one| SoftwareLine {
            id: one.id,
            title: one
                .product
                .map(|id| known.title(id))
                .filter(|title| !title.is_empty())
                .unwrap_or_else(|| one.typed.clone()),
            href: one.product.map(|id| paths::software_product(slug, id)),
            linking: of(one.product),
            since: one.since,
            as_of: one.as_of,
            basis: words::basis(&one.basis),
            ended_on: one.ended_on,
        })
        .collect();
    let records = follow_up::of_office(tx, office).await?;
    let bodies = associations::of_office(tx, office).await?;
    let named = associations::all(tx).await?.into_iter().filter(|kept| bodies.contains(&kept.id));
    Ok(SupportCard {
        linking,
        software,
        partners: partner_lines(tx, office, today).await?,
        associations: named.map(|kept| (kept.association.name, paths::association(slug, kept.id))).collect(),
        groups: groups_of(tx, slug, office).await?,
        records: records.len(),
        last: records.first().map(|record| record.said.held_on),
        next: records
            .iter()
            .filter_map(|record| record.open())
            .min_by_key(|next| next.on)
            .map(|next| (next.action.clone(), next.on)),
        typed,
        estimate: None,
    })
}

/// The groups to which an office belongs: name and address.
async fn groups_of(tx: &Tx, slug: &str, office: OfficeId) -> Result<Vec<(String, String)>, Error> {
    let every = office_groups::every(tx).await?;
    let here = |kept: &office_groups::Kept| every.get(&kept.id).is_some_and(|of| of.contains(&office));
    let all = office_groups::all(tx).await?.into_iter().filter(here);
    Ok(all.map(|kept| (kept.text.name, paths::office_group(slug, kept.id))).collect())
}

async fn partner_lines(tx: &Tx, office: OfficeId, today: NaiveDate) -> Result<Vec<PartnerLine>, Error> {
    let known = partners::of_office(tx, office).await?;
    let ids: Vec<OfficeId> = known.iter().map(|link| link.office).collect();
    let others: BTreeMap<OfficeId, (String, String)> = offices::several(tx, &ids)
        .await?
        .into_iter()
        .map(|office| (office.id, (office.number.to_string(), office.particulars.name)))
        .collect();
    let evidence = adoption::of_offices(tx, &ids).await?;
    let mut lines = Vec::new();
    for link in known {
        let Some((number, name)) = others.get(&link.office).cloned() else { continue };
        let state =
            evidence.get(&link.office).and_then(|known| current(known, today)).map(|holds| holds.state);
        lines.push(PartnerLine {
            id: link.office,
            number,
            name,
            adoption: state.map(|state| (adoption_words::tone(state), adoption_words::state(state))),
            adopted: state.is_some_and(domain::adoption::AdoptionState::counts),
            basis: words::basis(&link.basis),
            as_of: link.as_of,
        });
    }
    lines.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(lines)
}
