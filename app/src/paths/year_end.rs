//! Addresses of the year's end and of records.

use domain::{fiscal_year::FiscalYear, ids::ClosingId, year_end::LeftKind};

/// 年度・記録: every year, and what is kept of it.
pub fn records(slug: &str) -> String {
    format!("/t/{slug}/records")
}
/// 到達簿.
pub fn arrivals(slug: &str) -> String {
    format!("/t/{slug}/arrivals")
}
/// Keeps a count of papers (POST).
pub fn arrival_count(slug: &str) -> String {
    format!("/t/{slug}/arrivals/count")
}
/// Where every year has its pages.
pub fn year_ends(slug: &str) -> String {
    format!("/t/{slug}/year-end")
}
/// 総点検 of a year.
pub fn year_end(slug: &str, year: FiscalYear) -> String {
    format!("{}/{}", year_ends(slug), year.year())
}
/// The same, of one kind, at a page.
pub fn year_end_list(slug: &str, year: FiscalYear, kind: Option<LeftKind>, page: u64) -> String {
    let base = year_end(slug, year);
    let kind = kind.map(|kind| format!("kind={}", kind.code()));
    let page = (page > 1).then(|| format!("page={page}"));
    let pairs: Vec<String> = kind.into_iter().chain(page).collect();
    if pairs.is_empty() { base } else { format!("{base}?{}", pairs.join("&")) }
}
/// Where a year is closed.
pub fn year_closing(slug: &str, year: FiscalYear) -> String {
    format!("{}/closing", year_end(slug, year))
}
/// Where a closed year is opened again.
pub fn year_reopening(slug: &str, year: FiscalYear) -> String {
    format!("{}/reopening", year_end(slug, year))
}
/// What a closing carried over.
pub fn carried_over(slug: &str, year: FiscalYear, closing: ClosingId) -> String {
    format!("{}/closings/{closing}", year_end(slug, year))
}
