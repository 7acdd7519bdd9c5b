//! Addresses of 資材, and of the paper of a campaign's activity.

use domain::{
    ids::{ActivityId, CampaignId, MaterialId, MaterialOrderId, MovementId},
    materials::MovementKind,
};

/// The materials of a municipality.
pub fn materials(slug: &str) -> String {
    format!("/t/{slug}/materials")
}
/// Where one is added.
pub fn new_material(slug: &str) -> String {
    format!("/t/{slug}/materials/new")
}
/// Where materials went.
pub fn materials_handed(slug: &str) -> String {
    format!("/t/{slug}/materials/handed")
}
/// One material.
pub fn material(slug: &str, id: MaterialId) -> String {
    format!("/t/{slug}/materials/{id}")
}
/// Where it is described anew.
pub fn material_edit(slug: &str, id: MaterialId) -> String {
    format!("/t/{slug}/materials/{id}/edit")
}
/// Where a version is added.
pub fn new_material_version(slug: &str, id: MaterialId) -> String {
    format!("/t/{slug}/materials/{id}/versions/new")
}
/// The file of a version.
pub fn material_file(slug: &str, id: MaterialId, number: u32) -> String {
    format!("/t/{slug}/materials/{id}/versions/{number}/file")
}
/// Its ledger.
pub fn material_movements(slug: &str, id: MaterialId) -> String {
    format!("/t/{slug}/materials/{id}/movements")
}
/// Where a line of the ledger is written.
pub fn new_material_movement(slug: &str, id: MaterialId, kind: MovementKind) -> String {
    format!("/t/{slug}/materials/{id}/movements/new?movement={}", kind.code())
}
/// The same of what is handed out with an activity.
pub fn new_material_movement_with(slug: &str, id: MaterialId, activity: ActivityId) -> String {
    let path = new_material_movement(slug, id, MovementKind::HandedOut);
    format!("{path}&to=activity&activity={activity}")
}
/// Takes a line back (POST).
pub fn material_undo(slug: &str, id: MaterialId, movement: MovementId) -> String {
    format!("/t/{slug}/materials/{id}/movements/{movement}/undo")
}
/// Where an order is written down.
pub fn new_material_order(slug: &str, id: MaterialId) -> String {
    format!("/t/{slug}/materials/{id}/orders/new")
}
/// An order: what arrives of it.
pub fn material_order(slug: &str, id: MaterialId, order: MaterialOrderId) -> String {
    format!("/t/{slug}/materials/{id}/orders/{order}")
}
/// Calls an order off (POST).
pub fn material_order_cancellation(slug: &str, id: MaterialId, order: MaterialOrderId) -> String {
    format!("/t/{slug}/materials/{id}/orders/{order}/cancellation")
}
/// Says what an order costs (POST).
pub fn material_order_cost(slug: &str, id: MaterialId, order: MaterialOrderId) -> String {
    format!("/t/{slug}/materials/{id}/orders/{order}/cost")
}
/// What stands on a card.
pub fn material_card(slug: &str, id: MaterialId) -> String {
    format!("/t/{slug}/materials/{id}/card")
}
/// The same, ten to a sheet, to print.
pub fn material_card_pdf(slug: &str, id: MaterialId) -> String {
    format!("/t/{slug}/materials/{id}/card.pdf")
}
/// What offices and everybody else may have.
pub fn public_materials(slug: &str) -> String {
    format!("/t/{slug}/public/materials")
}
/// The newest file of one of them.
pub fn public_material_file(slug: &str, id: MaterialId) -> String {
    format!("/t/{slug}/public/materials/{id}/file")
}

/// The paper of an activity.
pub fn activity_paper(slug: &str, campaign: CampaignId, activity: ActivityId) -> String {
    format!("/t/{slug}/campaigns/{campaign}/activities/{activity}/paper")
}
/// One of its papers, as a file: `labels`, `letters`, `fax-covers`, `fax-list`, `phone-list`, `visit-list`,
/// `meeting-list`.
pub fn activity_paper_file(slug: &str, campaign: CampaignId, activity: ActivityId, what: &str) -> String {
    format!("{}/{what}.pdf", activity_paper(slug, campaign, activity))
}
/// Where codes for its letters are issued.
pub fn activity_paper_codes(slug: &str, campaign: CampaignId, activity: ActivityId) -> String {
    format!("{}/codes", activity_paper(slug, campaign, activity))
}
/// Where its words are written.
pub fn activity_paper_texts(slug: &str, campaign: CampaignId, activity: ActivityId) -> String {
    format!("{}/texts", activity_paper(slug, campaign, activity))
}
