//! Addresses of accounts, banks and pay runs. No number of an account ever stands in one.

use domain::ids::{OfficeId, PayRunId, PaymentId};

/// The account of an office, for officers.
pub fn office_account(slug: &str, office: OfficeId) -> String {
    format!("/t/{slug}/offices/{office}/account")
}
/// The whole of it; looking is recorded.
pub fn whole_account(slug: &str, office: OfficeId) -> String {
    format!("/t/{slug}/offices/{office}/account/whole")
}
/// 委任状.
pub fn account_proxy(slug: &str, office: OfficeId) -> String {
    format!("/t/{slug}/offices/{office}/account/proxy")
}
/// Where a clerk types in what a paper says.
pub fn edit_account(slug: &str, office: OfficeId) -> String {
    format!("/t/{slug}/offices/{office}/account/edit")
}
/// Where it is saved (POST).
pub fn account_confirmation(slug: &str, office: OfficeId) -> String {
    format!("/t/{slug}/offices/{office}/account/confirmation")
}
/// Where a clerk settles how the recipient is written.
pub fn account_recipient(slug: &str, office: OfficeId) -> String {
    format!("/t/{slug}/offices/{office}/account/recipient")
}
/// Where an office tells its own account.
pub fn my_account(slug: &str, office: OfficeId) -> String {
    format!("/t/{slug}/my/offices/{office}/account")
}
/// Where it is saved (POST).
pub fn my_account_confirmation(slug: &str, office: OfficeId) -> String {
    format!("/t/{slug}/my/offices/{office}/account/confirmation")
}
/// 金融機関・店舗の一覧.
pub fn bank_branches(slug: &str) -> String {
    format!("/t/{slug}/bank-branches")
}
/// Every run.
pub fn pay_runs(slug: &str) -> String {
    format!("/t/{slug}/pay-runs")
}
/// 依頼人.
pub fn pay_sender(slug: &str) -> String {
    format!("/t/{slug}/pay-runs/sender")
}
/// Where a clerk puts payments together.
pub fn new_pay_run(slug: &str) -> String {
    format!("/t/{slug}/pay-runs/new")
}
/// One run.
pub fn pay_run(slug: &str, run: PayRunId) -> String {
    format!("/t/{slug}/pay-runs/{run}")
}
/// The file for the bank.
pub fn pay_run_file(slug: &str, run: PayRunId) -> String {
    format!("/t/{slug}/pay-runs/{run}/file")
}
/// Where a second person releases it.
pub fn pay_run_release(slug: &str, run: PayRunId) -> String {
    format!("/t/{slug}/pay-runs/{run}/release")
}
/// Gives it up (POST).
pub fn pay_run_dissolution(slug: &str, run: PayRunId) -> String {
    format!("/t/{slug}/pay-runs/{run}/dissolution")
}
/// Says that the bank has it (POST).
pub fn pay_run_sending(slug: &str, run: PayRunId) -> String {
    format!("/t/{slug}/pay-runs/{run}/sending")
}
/// Where the bank's answers are entered.
pub fn pay_run_results(slug: &str, run: PayRunId) -> String {
    format!("/t/{slug}/pay-runs/{run}/results")
}
/// Takes a payment out of a draft (POST).
pub fn payment_removal(slug: &str, run: PayRunId, payment: PaymentId) -> String {
    format!("/t/{slug}/pay-runs/{run}/payments/{payment}/removal")
}
/// Where a payment comes back that was paid.
pub fn payment_return(slug: &str, run: PayRunId, payment: PaymentId) -> String {
    format!("/t/{slug}/pay-runs/{run}/payments/{payment}/return")
}
