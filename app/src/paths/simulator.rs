//! 導入効果の試算 and 補助制度.

use domain::{
    ids::{OfficeId, SchemeId},
    simulator::Parameter,
};

/// The estimate, in nobody's name.
pub fn simulator() -> String {
    "/simulator".into()
}
/// The estimate in a municipality's name.
pub fn tenant_simulator(slug: &str) -> String {
    format!("/t/{slug}/simulator")
}
/// The same, filled with what the municipality knows of an office.
pub fn office_simulator(slug: &str, office: OfficeId) -> String {
    format!("{}?office={office}", tenant_simulator(slug))
}
/// The same for whoever has the link of a mail or a letter.
pub fn signed_simulator(slug: &str, token: &str) -> String {
    format!("{}?known={token}", tenant_simulator(slug))
}
/// What the estimate assumes, with its history.
pub fn simulator_parameters(slug: &str) -> String {
    format!("{}/parameters", tenant_simulator(slug))
}
/// Where 国保中央会 writes a new value of an assumption.
pub fn simulator_parameter(slug: &str, parameter: Parameter) -> String {
    format!("{}/{}", simulator_parameters(slug), parameter.code())
}
/// 補助制度 of the state and the prefectures.
pub fn schemes(slug: &str) -> String {
    format!("/t/{slug}/schemes")
}
/// A new scheme.
pub fn new_scheme(slug: &str) -> String {
    format!("{}/new", schemes(slug))
}
/// A scheme, to be corrected.
pub fn edit_scheme(slug: &str, id: SchemeId) -> String {
    format!("{}/{id}/edit", schemes(slug))
}
/// Where a scheme is put away, or brought back.
pub fn scheme_closure(slug: &str, id: SchemeId) -> String {
    format!("{}/{id}/closure", schemes(slug))
}
