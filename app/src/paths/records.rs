//! Addresses of what is made of a year for others, and of records whose time is over.

use super::{records, year_end};
use domain::{
    fiscal_year::FiscalYear,
    ids::{AccountId, DisposalId},
};

/// 執行状況.
pub fn execution(slug: &str, year: FiscalYear) -> String {
    format!("{}/execution", year_end(slug, year))
}
/// 公表用の集計.
pub fn publication_table(slug: &str, year: FiscalYear) -> String {
    format!("{}/publication", year_end(slug, year))
}
/// 都道府県への実績集計.
pub fn results(slug: &str, year: FiscalYear) -> String {
    format!("{}/results", year_end(slug, year))
}
/// Where it is sent (POST).
pub fn results_sending(slug: &str, year: FiscalYear) -> String {
    format!("{}/results/sending", year_end(slug, year))
}
/// 県内の実績, for the prefecture.
pub fn county(slug: &str, year: FiscalYear) -> String {
    format!("/t/{slug}/county/{}", year.year())
}
/// 予算要求資料 of the year after.
pub fn budget_request(slug: &str, year: FiscalYear) -> String {
    format!("{}/request", year_end(slug, year))
}
/// The same, to print.
pub fn budget_request_pdf(slug: &str, year: FiscalYear) -> String {
    format!("{}/request.pdf", year_end(slug, year))
}
/// 廃棄.
pub fn disposals(slug: &str) -> String {
    format!("{}/disposals", records(slug))
}
/// Where a list of records that go is made.
pub fn new_disposal(slug: &str) -> String {
    format!("{}/disposals/new", records(slug))
}
/// One list.
pub fn disposal(slug: &str, disposal: DisposalId) -> String {
    format!("{}/disposals/{disposal}", records(slug))
}
/// Where a second person decides it.
pub fn disposal_decision(slug: &str, disposal: DisposalId) -> String {
    format!("{}/disposals/{disposal}/decision", records(slug))
}
/// 周知・支援の記録の廃棄.
pub fn outreach_disposal(slug: &str) -> String {
    format!("{}/outreach", records(slug))
}
/// Where a second person decides it (POST).
pub fn outreach_disposal_decision(slug: &str) -> String {
    format!("{}/decision", outreach_disposal(slug))
}
/// Gives a programme its class of retention (POST).
pub fn retention(slug: &str) -> String {
    format!("{}/retention", records(slug))
}
/// 開示: the search for a person.
pub fn disclosures(slug: &str) -> String {
    format!("{}/people", records(slug))
}
/// One person's data.
pub fn disclosure(slug: &str, account: AccountId) -> String {
    format!("{}/people/{account}", records(slug))
}
/// All of it as one file.
pub fn disclosure_zip(slug: &str, account: AccountId) -> String {
    format!("{}/people/{account}/data.zip", records(slug))
}
