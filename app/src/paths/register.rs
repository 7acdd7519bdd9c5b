//! Addresses of the register and of imports.

use super::query;
use domain::{
    ids::{BatchId, MergerId, OfficeId, SuccessionId},
    offices::Status,
    service_type::ServiceType,
};

/// A view of the register: what is searched, narrowed to what, which page.
pub fn offices_view(
    slug: &str,
    searched: &str,
    service: Option<ServiceType>,
    status: Option<Status>,
    page: u64,
) -> String {
    let mut parts = Vec::new();
    if !searched.is_empty() {
        parts.push(format!("q={}", query(searched)));
    }
    parts.extend(service.map(|service| format!("service={}", service.code())));
    parts.extend(status.map(|status| format!("status={}", status.name())));
    if page > 1 {
        parts.push(format!("page={page}"));
    }
    let base = super::offices(slug);
    if parts.is_empty() { base } else { format!("{base}?{}", parts.join("&")) }
}
/// The register as a table to save, narrowed like the list; ends in `?` or `&` for the kind of file.
pub fn offices_export(
    slug: &str,
    searched: &str,
    service: Option<ServiceType>,
    status: Option<Status>,
) -> String {
    super::export_of(&offices_view(slug, searched, service, status, 1))
}
/// Where an office is added by hand.
pub fn new_office(slug: &str) -> String {
    format!("/t/{slug}/offices/new")
}
/// Where the office is added that a row of a list of adopters means.
pub fn new_adopter(slug: &str, batch: BatchId, seq: u32) -> String {
    format!("{}?adopters={batch}&row={seq}", new_office(slug))
}
/// Where an office is corrected by hand.
pub fn edit_office(slug: &str, office: OfficeId) -> String {
    format!("/t/{slug}/offices/{office}/edit")
}
/// Pairs of offices that may be one, and the mergers that were made.
pub fn duplicates(slug: &str) -> String {
    format!("/t/{slug}/offices/duplicates")
}
/// Where a pair is told apart, or that is taken back (POST).
pub fn telling_apart(slug: &str) -> String {
    format!("/t/{slug}/offices/duplicates/decision")
}
/// Where a merger is undone (POST).
pub fn merger_undo(slug: &str, merger: MergerId) -> String {
    format!("/t/{slug}/offices/mergers/{merger}/undo")
}
/// Where the office is found with which another is merged.
pub fn merging(slug: &str, office: OfficeId) -> String {
    format!("/t/{slug}/offices/{office}/merging")
}
/// Two offices side by side.
pub fn merging_with(slug: &str, office: OfficeId, other: OfficeId) -> String {
    format!("/t/{slug}/offices/{office}/merging/{other}")
}
/// A merger that was made.
pub fn merger(slug: &str, merger: MergerId) -> String {
    format!("/t/{slug}/offices/mergers/{merger}")
}
/// Where it is recorded that an office's number follows another.
pub fn new_succession(slug: &str, office: OfficeId) -> String {
    format!("/t/{slug}/offices/{office}/successions/new")
}
/// Where such a succession is taken back (POST).
pub fn succession_removal(slug: &str, office: OfficeId, succession: SuccessionId) -> String {
    format!("/t/{slug}/offices/{office}/successions/{succession}/removal")
}
/// A page of the list of imports.
pub fn imports_page(slug: &str, page: u64) -> String {
    if page > 1 { format!("{}?page={page}", super::imports(slug)) } else { super::imports(slug) }
}
/// Where a list is uploaded.
pub fn new_import(slug: &str) -> String {
    format!("/t/{slug}/imports/new")
}
/// An empty list to be filled in, as a workbook.
pub fn list_template(slug: &str) -> String {
    format!("/t/{slug}/imports/new/template.xlsx")
}
/// The columns of a list, for programs.
pub fn list_fields(slug: &str) -> String {
    format!("/t/{slug}/imports/new/fields.json")
}
/// An import: its preview, or what came of it.
pub fn import(slug: &str, batch: BatchId) -> String {
    format!("/t/{slug}/imports/{batch}")
}
/// A part of an import's rows.
pub fn import_rows(slug: &str, batch: BatchId, tab: &str, page: u64) -> String {
    let page = if page > 1 { format!("&page={page}") } else { String::new() };
    format!("/t/{slug}/imports/{batch}?rows={tab}{page}#rows")
}
/// A part of an import's rows as a table to save; ends in `&` for the kind of file.
pub fn import_export(slug: &str, batch: BatchId, tab: &str) -> String {
    format!("/t/{slug}/imports/{batch}/export?rows={tab}&")
}
/// How the file of an import is read: header, columns, services.
pub fn import_reading(slug: &str, batch: BatchId) -> String {
    format!("/t/{slug}/imports/{batch}/reading")
}
/// The same, filled with how others read tables of the same headings.
pub fn import_reading_shared(slug: &str, batch: BatchId) -> String {
    format!("/t/{slug}/imports/{batch}/reading?shared=yes")
}
/// Takes the proposed office number of a row (POST).
pub fn import_confirmation(slug: &str, batch: BatchId) -> String {
    format!("/t/{slug}/imports/{batch}/confirmation")
}
/// Writes an import into the register (POST).
pub fn import_commit(slug: &str, batch: BatchId) -> String {
    format!("/t/{slug}/imports/{batch}/commit")
}
/// Puts an import away (POST).
pub fn import_discarding(slug: &str, batch: BatchId) -> String {
    format!("/t/{slug}/imports/{batch}/discarding")
}
/// The file of an import as it was sent.
pub fn import_file(slug: &str, batch: BatchId) -> String {
    format!("/t/{slug}/imports/{batch}/file")
}
