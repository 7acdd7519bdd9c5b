//! Addresses of 申込状況の表.

use domain::ids::EventTableId;

/// The tables of a house.
pub fn event_tables(slug: &str) -> String {
    format!("/t/{slug}/event-tables")
}
/// Where one is read in.
pub fn new_event_table(slug: &str) -> String {
    format!("/t/{slug}/event-tables/new")
}
/// One of them.
pub fn event_table(slug: &str, table: EventTableId) -> String {
    format!("/t/{slug}/event-tables/{table}")
}
/// Where is said what it is called; it is kept with that.
pub fn edit_event_table(slug: &str, table: EventTableId) -> String {
    format!("/t/{slug}/event-tables/{table}/edit")
}
/// Where is said what its columns hold.
pub fn event_table_columns(slug: &str, table: EventTableId) -> String {
    format!("/t/{slug}/event-tables/{table}/columns")
}
/// Takes it away, brings it back, or deletes it (POST).
pub fn event_table_removal(slug: &str, table: EventTableId) -> String {
    format!("/t/{slug}/event-tables/{table}/removal")
}
/// The table as a file.
pub fn event_table_export(slug: &str, table: EventTableId) -> String {
    format!("/t/{slug}/event-tables/{table}/export")
}
