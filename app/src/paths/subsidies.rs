//! Addresses of programmes and of the applicant's side.

use domain::ids::{ApplicationId, OfficeId, ProgrammeId};

/// The programmes of a municipality, for everybody.
pub fn guides(slug: &str) -> String {
    format!("/t/{slug}/guide")
}
/// One programme, for everybody.
pub fn guide(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/guide/{programme}")
}
/// One programme on a sheet of A4.
pub fn guide_sheet(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/guide/{programme}/sheet.pdf")
}
/// The form of a programme on paper, blank.
pub fn guide_form(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/guide/{programme}/form.pdf")
}
/// Where an officer makes a programme.
pub fn new_programme(slug: &str) -> String {
    format!("/t/{slug}/programmes/new")
}
/// One programme, for officers.
pub fn programme(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/programmes/{programme}")
}
/// Where an officer edits a programme.
pub fn edit_programme(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/programmes/{programme}/edit")
}
/// A programme as everybody would see it.
pub fn preview_programme(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/programmes/{programme}/preview")
}
/// One programme on a sheet of A4, for officers to hand out.
pub fn programme_sheet(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/programmes/{programme}/sheet.pdf")
}
/// The form of a programme on paper, for officers to hand out; filled with an office's name where one is named.
pub fn programme_form(slug: &str, programme: ProgrammeId, office: Option<OfficeId>) -> String {
    let path = format!("/t/{slug}/programmes/{programme}/form.pdf");
    office.map_or_else(|| path.clone(), |office| format!("{path}?office={office}"))
}
/// The ledger and the forecast of a programme's budget.
pub fn budget(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/programmes/{programme}/budget")
}
/// Where an officer shares a budget out: the draw, or equal parts.
pub fn sharing(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/programmes/{programme}/sharing")
}
/// Where an officer publishes a programme.
pub fn publish_programme(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/programmes/{programme}/publication")
}
/// Where an officer ends a programme.
pub fn close_programme(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/programmes/{programme}/closure")
}
/// Where an officer opens an ended programme again (POST).
pub fn reopen_programme(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/programmes/{programme}/reopening")
}
/// Where an applicant begins: the choice of the office.
pub fn begin_application(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/my/programmes/{programme}/applications/new")
}
/// An applicant's own application: its tasks while it is theirs, its state while it is not.
pub fn my_application(slug: &str, application: ApplicationId) -> String {
    format!("/t/{slug}/my/applications/{application}")
}
