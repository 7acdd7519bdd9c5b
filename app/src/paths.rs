//! The address of every page, one function each, so that no page writes one by hand.

/// The public front page; in the demonstration, the choice of people.
pub fn front() -> String {
    "/".into()
}
/// Where staff and applicants sign in.
pub fn sign_in() -> String {
    "/sign-in".into()
}
/// Where a signed-in person's session ends (POST).
pub fn sign_out() -> String {
    "/sign-out".into()
}
/// Where the size of letters is kept (POST).
pub fn text_size() -> String {
    "/text-size".into()
}
/// Accessibility policy.
pub fn accessibility() -> String {
    "/accessibility".into()
}
/// The people one can be in the demonstration.
pub fn demo() -> String {
    "/demo".into()
}
/// The mail that the demonstration shows instead of sending.
pub fn outbox() -> String {
    "/outbox".into()
}
/// Every element in every state.
pub fn dev_elements() -> String {
    "/dev/elements".into()
}
/// The home page of a tenant's staff.
pub fn tenant(slug: &str) -> String {
    format!("/t/{slug}")
}
/// To the home page of whoever asks.
pub fn home() -> String {
    "/home".into()
}
/// Where staff type the code of their second factor.
pub fn second_factor() -> String {
    "/sign-in/second-factor".into()
}
/// Where one becomes a demo person (POST).
pub fn demo_become() -> String {
    "/demo/become".into()
}
/// The home page of an applicant in a municipality.
pub fn my(slug: &str) -> String {
    format!("/t/{slug}/my")
}
/// The people of a tenant.
pub fn people(slug: &str) -> String {
    format!("/t/{slug}/people")
}
/// The queue of applications.
pub fn applications(slug: &str) -> String {
    format!("/t/{slug}/applications")
}
/// The register of offices.
pub fn offices(slug: &str) -> String {
    format!("/t/{slug}/offices")
}
/// The imports into the register.
pub fn imports(slug: &str) -> String {
    format!("/t/{slug}/imports")
}
/// The programmes of a municipality, for its officers.
pub fn programmes(slug: &str) -> String {
    format!("/t/{slug}/programmes")
}
