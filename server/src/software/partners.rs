//! 連携先, entered on an office's card. Lists are pasted in `network/pasting.rs`.

use crate::{actor::Keeper, app::App, error::Error, offices::OfficePath, page::see_other, posted::Posted};
use app::paths;
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{ids::OfficeId, office_number::OfficeNumber};
use store::{offices, partners, software::Heard};

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
