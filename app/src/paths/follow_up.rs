//! 伴走支援, 介護ソフト, 連携先 and 関係団体.

use domain::ids::{
    AssociationId, ConformanceId, FollowUpId, MailingId, OfficeId, OfficeSoftwareId, SoftwareProductId,
    SoftwareVendorId,
};

/// What a supporter has to do.
pub fn follow_up(slug: &str) -> String {
    format!("/t/{slug}/follow-up")
}
/// The report of a model project.
pub fn follow_up_report(slug: &str) -> String {
    format!("{}/report", follow_up(slug))
}
/// What was said within a period, to save.
pub fn follow_up_export(slug: &str) -> String {
    format!("{}/export", follow_up(slug))
}
/// What was said, to be corrected.
pub fn edit_follow_up(slug: &str, id: FollowUpId) -> String {
    format!("{}/{id}/edit", follow_up(slug))
}
/// Where a next action ends.
pub fn follow_up_done(slug: &str, id: FollowUpId) -> String {
    format!("{}/{id}/done", follow_up(slug))
}
/// Where it is written down what was said with an office.
pub fn new_follow_up(slug: &str, office: OfficeId) -> String {
    format!("{}/follow-up/new", super::office(slug, office))
}
/// Everything of an office in a row of days.
pub fn office_history(slug: &str, office: OfficeId) -> String {
    format!("{}/history", super::office(slug, office))
}
/// Where it is written down what an office uses.
pub fn office_software(slug: &str, office: OfficeId) -> String {
    format!("{}/software", super::office(slug, office))
}
/// Where the use of something ends.
pub fn office_software_end(slug: &str, office: OfficeId, id: OfficeSoftwareId) -> String {
    format!("{}/software/{id}/end", super::office(slug, office))
}
/// Where it is written down with whom an office exchanges plans.
pub fn office_partners(slug: &str, office: OfficeId) -> String {
    format!("{}/partners", super::office(slug, office))
}
/// Where that is taken back.
pub fn office_partner_removal(slug: &str, office: OfficeId, partner: OfficeId) -> String {
    format!("{}/partners/{partner}/removal", super::office(slug, office))
}
/// The catalogue of 介護ソフト.
pub fn software(slug: &str) -> String {
    format!("/t/{slug}/software")
}
/// A new product.
pub fn new_software(slug: &str) -> String {
    format!("{}/new", software(slug))
}
/// Where a table of products is pasted.
pub fn software_import(slug: &str) -> String {
    format!("{}/import", software(slug))
}
/// Offices by what their software can.
pub fn software_offices(slug: &str) -> String {
    format!("{}/offices", software(slug))
}
/// Names that no product has.
pub fn software_names(slug: &str) -> String {
    format!("{}/names", software(slug))
}
/// A product.
pub fn software_product(slug: &str, id: SoftwareProductId) -> String {
    format!("{}/{id}", software(slug))
}
/// A product, to be corrected.
pub fn edit_software(slug: &str, id: SoftwareProductId) -> String {
    format!("{}/edit", software_product(slug, id))
}
/// A vendor, to be corrected.
pub fn edit_vendor(slug: &str, id: SoftwareVendorId) -> String {
    format!("{}/vendors/{id}/edit", software(slug))
}
/// Where it is written down what a product conforms to.
pub fn software_conformances(slug: &str, id: SoftwareProductId) -> String {
    format!("{}/conformances", software_product(slug, id))
}
/// Where that is taken back.
pub fn software_conformance_removal(slug: &str, id: SoftwareProductId, claim: ConformanceId) -> String {
    format!("{}/{claim}/removal", software_conformances(slug, id))
}
/// The associations.
pub fn associations(slug: &str) -> String {
    format!("/t/{slug}/associations")
}
/// The associations as a table to save.
pub fn associations_export(slug: &str) -> String {
    format!("{}/export", associations(slug))
}
/// Where a mailing is sent to associations as well.
pub fn association_mailing(slug: &str) -> String {
    format!("{}/mailing", associations(slug))
}
/// The same, with the mailing chosen.
pub fn association_mailing_of(slug: &str, mailing: MailingId) -> String {
    format!("{}?mailing={mailing}", association_mailing(slug))
}
/// A new association.
pub fn new_association(slug: &str) -> String {
    format!("{}/new", associations(slug))
}
/// An association.
pub fn association(slug: &str, id: AssociationId) -> String {
    format!("{}/{id}", associations(slug))
}
/// An association, to be corrected.
pub fn edit_association(slug: &str, id: AssociationId) -> String {
    format!("{}/edit", association(slug, id))
}
/// Where offices join an association.
pub fn association_members(slug: &str, id: AssociationId) -> String {
    format!("{}/members", association(slug, id))
}
/// Where an office leaves it.
pub fn association_member_removal(slug: &str, id: AssociationId, office: OfficeId) -> String {
    format!("{}/members/{office}/removal", association(slug, id))
}
/// Where an association is put away, or brought back.
pub fn association_closure(slug: &str, id: AssociationId) -> String {
    format!("{}/closure", association(slug, id))
}
