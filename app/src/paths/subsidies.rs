//! Addresses of programmes and of the applicant's side.

use domain::{
    ids::{ApplicationId, AttachmentId, ProgrammeId},
    subsidies::Task,
};

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
/// One task of an application.
pub fn my_task(slug: &str, application: ApplicationId, task: Task) -> String {
    format!("/t/{slug}/my/applications/{application}/{}", task.code())
}
/// One document of an application.
pub fn my_document(slug: &str, application: ApplicationId, key: &str) -> String {
    format!("/t/{slug}/my/applications/{application}/documents/{key}")
}
/// Where an applicant opens a file of their own.
pub fn my_attachment(slug: &str, application: ApplicationId, attachment: AttachmentId) -> String {
    format!("/t/{slug}/my/applications/{application}/attachments/{attachment}")
}
/// Where an applicant takes a file away.
pub fn remove_attachment(slug: &str, application: ApplicationId, attachment: AttachmentId) -> String {
    format!("/t/{slug}/my/applications/{application}/attachments/{attachment}/removal")
}
/// Where an applicant looks everything over and submits.
pub fn my_check(slug: &str, application: ApplicationId) -> String {
    format!("/t/{slug}/my/applications/{application}/check")
}
/// The receipt of an application.
pub fn my_receipt(slug: &str, application: ApplicationId) -> String {
    format!("/t/{slug}/my/applications/{application}/receipt")
}
/// A copy of an application on paper.
pub fn my_copy(slug: &str, application: ApplicationId) -> String {
    format!("/t/{slug}/my/applications/{application}/copy.pdf")
}
/// Where an applicant withdraws an application.
pub fn my_withdrawal(slug: &str, application: ApplicationId) -> String {
    format!("/t/{slug}/my/applications/{application}/withdrawal")
}
/// Where an applicant throws a draft away.
pub fn my_disposal(slug: &str, application: ApplicationId) -> String {
    format!("/t/{slug}/my/applications/{application}/disposal")
}
