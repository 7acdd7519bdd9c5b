//! Addresses of what an administrator keeps: settings, sessions, handovers, the audit list, tenants that are opened.

use super::{people, query};
use domain::{
    audit::Question,
    ids::{AccountId, ApiKeyId, ApplicationId, HandoverId, MemberId, OfficeId, SessionId},
};
use std::fmt::Write as _;

/// 設定.
pub fn settings(slug: &str) -> String {
    format!("/t/{slug}/settings")
}
/// 差出人と窓口.
pub fn sender(slug: &str) -> String {
    format!("/t/{slug}/settings/sender")
}
/// 決裁の設定: 専決の限度, 代決, who records decisions on paper.
pub fn decision_settings(slug: &str) -> String {
    format!("/t/{slug}/settings/decisions")
}
/// Names a 代決者 (POST).
pub fn substitutes(slug: &str) -> String {
    format!("/t/{slug}/settings/decisions/substitutes")
}
/// Takes a 代決者 back (POST).
pub fn substitute_removal(slug: &str) -> String {
    format!("/t/{slug}/settings/decisions/substitutes/removal")
}
/// 閉庁日.
pub fn closed_days(slug: &str) -> String {
    format!("/t/{slug}/settings/closed-days")
}
/// The closed days of a fiscal year.
pub fn closed_days_of(slug: &str, year: i32) -> String {
    format!("/t/{slug}/settings/closed-days?year={year}")
}
/// Opens on a day again (POST).
pub fn closed_day_removal(slug: &str) -> String {
    format!("/t/{slug}/settings/closed-days/removal")
}
/// 役割とできること.
pub fn roles(slug: &str) -> String {
    format!("/t/{slug}/settings/roles")
}
/// 構成市区町村: who the members of a federation are.
pub fn member_cities(slug: &str) -> String {
    format!("/t/{slug}/settings/cities")
}
/// Where one is added.
pub fn new_member_city(slug: &str) -> String {
    format!("/t/{slug}/settings/cities/new")
}
/// One of them.
pub fn member_city(slug: &str, member: MemberId) -> String {
    format!("/t/{slug}/settings/cities/{member}")
}
/// Lets one rest (POST).
pub fn member_city_suspension(slug: &str, member: MemberId) -> String {
    format!("/t/{slug}/settings/cities/{member}/suspension")
}
/// Brings one back (POST).
pub fn member_city_return(slug: &str, member: MemberId) -> String {
    format!("/t/{slug}/settings/cities/{member}/return")
}
/// Takes one out (POST).
pub fn member_city_removal(slug: &str, member: MemberId) -> String {
    format!("/t/{slug}/settings/cities/{member}/removal")
}
/// 外部連携: the keys of other systems.
pub fn api_keys(slug: &str) -> String {
    format!("/t/{slug}/settings/api-keys")
}
/// Where a key is made.
pub fn new_api_key(slug: &str) -> String {
    format!("/t/{slug}/settings/api-keys/new")
}
/// One key.
pub fn api_key(slug: &str, key: ApiKeyId) -> String {
    format!("/t/{slug}/settings/api-keys/{key}")
}
/// Takes a key back (POST).
pub fn api_key_revocation(slug: &str, key: ApiKeyId) -> String {
    format!("/t/{slug}/settings/api-keys/{key}/revocation")
}
/// Who is signed in.
pub fn staff_sessions(slug: &str) -> String {
    format!("{}/sessions", people(slug))
}
/// Ends one session of a member (POST).
pub fn staff_session_ending(slug: &str, account: AccountId, session: SessionId) -> String {
    format!("{}/{account}/sessions/{session}/ending", people(slug))
}
/// Ends every session of a member (POST).
pub fn staff_sessions_ending(slug: &str, account: AccountId) -> String {
    format!("{}/{account}/sessions/ending", people(slug))
}
/// 引き継ぎ: whose work to whom.
pub fn handovers(slug: &str) -> String {
    format!("/t/{slug}/handovers")
}
/// The same, with whose work it is chosen.
pub fn handovers_from(slug: &str, account: AccountId) -> String {
    format!("/t/{slug}/handovers?from={account}")
}
/// What would move, to look over.
pub fn handover(slug: &str, from: AccountId, to: AccountId) -> String {
    format!("/t/{slug}/handovers/from/{from}/to/{to}")
}
/// Gives back what was handed over (POST).
pub fn handover_return(slug: &str, handover: HandoverId) -> String {
    format!("/t/{slug}/handovers/{handover}/return")
}
/// 監査記録.
pub fn audit(slug: &str) -> String {
    format!("/t/{slug}/audit")
}
/// The list, narrowed.
pub fn audit_of(slug: &str, question: &Question) -> String {
    narrowed(&audit(slug), question)
}
/// The list as a table to save, narrowed in the same way, from its first page on.
pub fn audit_export(slug: &str, question: &Question) -> String {
    super::export_of(&audit_of(slug, &Question { page: 0, ..question.clone() }))
}
fn narrowed(path: &str, question: &Question) -> String {
    question.pairs().into_iter().enumerate().fold(path.to_owned(), |mut address, (place, (name, value))| {
        // Writing to a String does not fail.
        let _ = write!(address, "{}{name}={}", if place == 0 { '?' } else { '&' }, query(&value));
        address
    })
}
/// Verifies the chain (POST).
pub fn audit_verification(slug: &str) -> String {
    format!("/t/{slug}/audit/verification")
}
/// Everything about one application.
pub fn audit_application(slug: &str, application: ApplicationId) -> String {
    format!("/t/{slug}/audit/applications/{application}")
}
/// Everything about one office.
pub fn audit_office(slug: &str, office: OfficeId) -> String {
    format!("/t/{slug}/audit/offices/{office}")
}
/// The tenants that this one opened.
pub fn tenants(slug: &str) -> String {
    format!("/t/{slug}/tenants")
}
/// Where one is opened.
pub fn new_tenant(slug: &str) -> String {
    format!("/t/{slug}/tenants/new")
}
/// The results of the accessibility tests as a file.
pub fn accessibility_report() -> String {
    "/accessibility/report.csv".into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrowed_list_has_an_address_and_its_export_begins_at_the_first_page() {
        let question = Question { noun: "view".into(), page: 2, ..Question::default() };
        assert_eq!(audit_of("midorino", &question), "/t/midorino/audit?noun=view&page=3");
        assert_eq!(audit_export("midorino", &question), "/t/midorino/audit/export?noun=view&");
        assert_eq!(audit_of("midorino", &Question::default()), "/t/midorino/audit");
    }
}
