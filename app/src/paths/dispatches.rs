//! Addresses of 講師派遣 and 催し.

use chrono::NaiveDate;
use domain::ids::{BodyId, DemoId, DispatchId, OccasionId};

/// Where a federation asks for a speaker for a session, or asks anew.
pub fn demo_dispatch(slug: &str, demo: DemoId) -> String {
    format!("/t/{slug}/demos/{demo}/dispatch")
}
/// The dispatches of a house.
pub fn dispatches(slug: &str) -> String {
    format!("/t/{slug}/dispatches")
}
/// One dispatch.
pub fn dispatch(slug: &str, dispatch: DispatchId) -> String {
    format!("/t/{slug}/dispatches/{dispatch}")
}
/// Where it is answered, or the answer recorded.
pub fn dispatch_answer(slug: &str, dispatch: DispatchId) -> String {
    format!("/t/{slug}/dispatches/{dispatch}/answer")
}
/// Where the 旅費 is estimated.
pub fn dispatch_costs(slug: &str, dispatch: DispatchId) -> String {
    format!("/t/{slug}/dispatches/{dispatch}/costs")
}
/// Where a municipality says yes or no to the amount.
pub fn dispatch_approval(slug: &str, dispatch: DispatchId) -> String {
    format!("/t/{slug}/dispatches/{dispatch}/approval")
}
/// Where it is taken back.
pub fn dispatch_withdrawal(slug: &str, dispatch: DispatchId) -> String {
    format!("/t/{slug}/dispatches/{dispatch}/withdrawal")
}
/// The request on paper.
pub fn dispatch_sheet(slug: &str, dispatch: DispatchId) -> String {
    format!("/t/{slug}/dispatches/{dispatch}/sheet.pdf")
}
/// The lecturers of 国保中央会 in the week of today.
pub fn lecturers(slug: &str) -> String {
    format!("/t/{slug}/lecturers")
}
/// The same in the week of a day.
pub fn lecturers_of(slug: &str, day: NaiveDate) -> String {
    format!("/t/{slug}/lecturers?day={day}")
}
/// Adds a lecturer, or keeps one away (POST).
pub fn new_lecturer(slug: &str) -> String {
    format!("/t/{slug}/lecturers/new")
}
/// The occasions of a house.
pub fn occasions(slug: &str) -> String {
    format!("/t/{slug}/occasions")
}
/// Where a house adds one.
pub fn new_occasion(slug: &str) -> String {
    format!("/t/{slug}/occasions/new")
}
/// One of them, for its house.
pub fn occasion(slug: &str, occasion: OccasionId) -> String {
    format!("/t/{slug}/occasions/{occasion}")
}
/// Where it is changed.
pub fn occasion_edit(slug: &str, occasion: OccasionId) -> String {
    format!("/t/{slug}/occasions/{occasion}/edit")
}
/// Publishes it (POST).
pub fn occasion_publication(slug: &str, occasion: OccasionId) -> String {
    format!("/t/{slug}/occasions/{occasion}/publication")
}
/// Where it is called off.
pub fn occasion_cancellation(slug: &str, occasion: OccasionId) -> String {
    format!("/t/{slug}/occasions/{occasion}/cancellation")
}
/// Where its house enters a body that telephoned.
pub fn occasion_body(slug: &str, occasion: OccasionId) -> String {
    format!("/t/{slug}/occasions/{occasion}/bodies/new")
}
/// Where its house sees, changes and takes back the registration of one body.
pub fn occasion_body_of(slug: &str, occasion: OccasionId, body: BodyId) -> String {
    format!("/t/{slug}/occasions/{occasion}/bodies/{body}")
}
/// Who of 国保中央会 speaks at it.
pub fn occasion_lecturers(slug: &str, occasion: OccasionId) -> String {
    format!("/t/{slug}/occasions/{occasion}/lecturers")
}
/// The bodies, with who answers for them.
pub fn occasion_bodies(slug: &str, occasion: OccasionId) -> String {
    format!("/t/{slug}/occasions/{occasion}/bodies")
}
/// Where who came is counted.
pub fn occasion_attendance(slug: &str, occasion: OccasionId) -> String {
    format!("/t/{slug}/occasions/{occasion}/attendance")
}
/// The table by prefecture.
pub fn occasion_table(slug: &str, occasion: OccasionId) -> String {
    format!("/t/{slug}/occasions/{occasion}/table")
}
/// The same of those who came.
pub fn occasion_table_of_those_who_came(slug: &str, occasion: OccasionId) -> String {
    format!("/t/{slug}/occasions/{occasion}/table?of=attended")
}
/// What a house publishes, for everybody.
pub fn public_occasions(slug: &str) -> String {
    format!("/t/{slug}/public/occasions")
}
/// One of them, with the registration.
pub fn public_occasion(slug: &str, occasion: OccasionId) -> String {
    format!("/t/{slug}/public/occasions/{occasion}")
}
/// The table by prefecture, where it is published.
pub fn public_occasion_table(slug: &str, occasion: OccasionId) -> String {
    format!("/t/{slug}/public/occasions/{occasion}/table")
}
/// A registration, for whoever has the link.
pub fn public_body(slug: &str, token: &str) -> String {
    format!("/t/{slug}/public/registrations/{token}")
}
/// What other houses invite to.
pub fn occasion_invitations(slug: &str) -> String {
    format!("/t/{slug}/invitations")
}
/// Registers the own house, changes that or takes it back (POST).
pub fn occasion_own_registration(slug: &str, occasion: OccasionId) -> String {
    format!("/t/{slug}/invitations/{occasion}/registration")
}
/// One of them, with the own registration.
pub fn occasion_invitation(slug: &str, occasion: OccasionId) -> String {
    format!("/t/{slug}/invitations/{occasion}")
}
