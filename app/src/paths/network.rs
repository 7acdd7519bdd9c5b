//! 連携のつながり: the network, whom to ask next, groups.

use super::adoption;
use domain::ids::{OfficeGroupId, OfficeId, PartnerPasteId};

/// The map of who exchanges plans with whom.
pub fn network(slug: &str) -> String {
    format!("{}/network", adoption(slug))
}
/// The same around one office.
pub fn network_around(slug: &str, office: OfficeId) -> String {
    format!("{}?office={office}", network(slug))
}
/// Every link as a table to save; ends in `?`.
pub fn network_export(slug: &str) -> String {
    format!("{}/export?", network(slug))
}
/// Where a list of 連携先 is pasted.
pub fn partner_paste(slug: &str) -> String {
    format!("{}/paste", network(slug))
}
/// A list that was pasted.
pub fn partner_pasted(slug: &str, paste: PartnerPasteId) -> String {
    format!("{}/pastes/{paste}", network(slug))
}
/// Where it is taken back.
pub fn partner_paste_undo(slug: &str, paste: PartnerPasteId) -> String {
    format!("{}/undo", partner_pasted(slug, paste))
}
/// Whom to ask next.
pub fn next_best(slug: &str) -> String {
    format!("{}/next", adoption(slug))
}
/// The same as a table to save; `asked` is the query of the page.
pub fn next_best_export(slug: &str, asked: &str) -> String {
    let and = if asked.is_empty() { "" } else { "&" };
    format!("{}/export?{asked}{and}", next_best(slug))
}
/// The groups.
pub fn office_groups(slug: &str) -> String {
    format!("{}/groups", adoption(slug))
}
/// A new group.
pub fn new_office_group(slug: &str) -> String {
    format!("{}/new", office_groups(slug))
}
/// A new group of the offices that are proposed around one.
pub fn proposed_office_group(slug: &str, around: OfficeId) -> String {
    format!("{}?around={around}", new_office_group(slug))
}
/// A group.
pub fn office_group(slug: &str, group: OfficeGroupId) -> String {
    format!("{}/{group}", office_groups(slug))
}
/// A group, to be changed.
pub fn edit_office_group(slug: &str, group: OfficeGroupId) -> String {
    format!("{}/edit", office_group(slug, group))
}
/// Where a group is dissolved.
pub fn office_group_dissolution(slug: &str, group: OfficeGroupId) -> String {
    format!("{}/dissolution", office_group(slug, group))
}
/// A new segment of the offices of a group.
pub fn new_segment_of_office_group(slug: &str, group: OfficeGroupId) -> String {
    format!("{}?group={group}", super::new_segment(slug))
}
