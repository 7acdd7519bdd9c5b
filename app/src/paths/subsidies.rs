//! Addresses of programmes and of the applicant's side.

use domain::{
    ids::{AccountId, ApplicationId, ConsultationId, OfficeId, ProgrammeId, WaitingEndId},
    subsidies::{Task, Template, VersionNumber},
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
/// The form of a programme on paper, blank.
pub fn guide_form(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/guide/{programme}/form.pdf")
}
/// Where an officer makes a programme.
pub fn new_programme(slug: &str) -> String {
    format!("/t/{slug}/programmes/new")
}
/// The same, with a template chosen.
pub fn new_programme_from(slug: &str, template: Template) -> String {
    format!("/t/{slug}/programmes/new?template={}", template.code())
}
/// Where an officer takes another city's starter kit in.
pub fn programme_kits(slug: &str) -> String {
    format!("/t/{slug}/programmes/kit")
}
/// A programme as a starter kit.
pub fn programme_kit(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/programmes/{programme}/kit.json")
}
/// One published version of a programme.
pub fn programme_version(slug: &str, programme: ProgrammeId, number: VersionNumber) -> String {
    format!("/t/{slug}/programmes/{programme}/versions/{}", number.get())
}
/// Where an officer copies a programme for the next year.
pub fn copy_programme(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/programmes/{programme}/copy")
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
/// What reviewers gave the applications of a programme, and the order that follows.
pub fn scores(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/programmes/{programme}/scores")
}
/// Where an officer shares a budget out: the draw, equal parts, or by the marks of the review.
pub fn sharing(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/programmes/{programme}/sharing")
}
/// Where a clerk proposes that whoever waits is refused.
pub fn waiting_end(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/programmes/{programme}/waiting-end")
}
/// Where an approver decides that.
pub fn waiting_end_decision(slug: &str, programme: ProgrammeId) -> String {
    format!("{}/decision", waiting_end(slug, programme))
}
/// Where a named clerk records that it was decided on paper.
pub fn waiting_end_record(slug: &str, programme: ProgrammeId) -> String {
    format!("{}/record", waiting_end(slug, programme))
}
/// What is proposed, on paper.
pub fn waiting_end_paper(slug: &str, programme: ProgrammeId) -> String {
    format!("{}/sheet.pdf", waiting_end(slug, programme))
}
/// The scanned sheet of a decision on paper about whoever waited.
pub fn waiting_end_scan(slug: &str, programme: ProgrammeId, ended: WaitingEndId) -> String {
    format!("/t/{slug}/programmes/{programme}/waiting-ends/{ended}/scan")
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
/// Where an applicant tells a plan before applying.
pub fn consultation(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/my/programmes/{programme}/consultation")
}
/// What offices plan before they apply.
pub fn consultations(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/programmes/{programme}/consultations")
}
/// Where a clerk answers one of them.
pub fn consultation_answer(slug: &str, programme: ProgrammeId, consultation: ConsultationId) -> String {
    format!("/t/{slug}/programmes/{programme}/consultations/{consultation}")
}
/// Where an applicant begins: the choice of the office.
pub fn begin_application(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/my/programmes/{programme}/applications/new")
}
/// The days that matter to the applicant, as a file for a calendar.
pub fn application_dates(slug: &str, application: ApplicationId) -> String {
    format!("/t/{slug}/my/applications/{application}/dates.ics")
}
/// Who speaks for the applicant's offices.
pub fn speakers(slug: &str) -> String {
    format!("/t/{slug}/my/people")
}
/// Where one of them is taken away from an office (POST).
pub fn speaker_removal(slug: &str, office: OfficeId, account: AccountId) -> String {
    format!("/t/{slug}/my/offices/{office}/people/{account}/removal")
}
/// Where it is said who of them confirms before an application of an office is handed in (POST).
pub fn confirmers(slug: &str, office: OfficeId) -> String {
    format!("/t/{slug}/my/offices/{office}/confirmers")
}
/// Where an applicant applies to a programme for several offices at once.
pub fn joint(slug: &str, programme: ProgrammeId) -> String {
    format!("/t/{slug}/my/programmes/{programme}/applications")
}
/// One part of that, answered for several offices at once.
pub fn joint_task(slug: &str, programme: ProgrammeId, task: Task) -> String {
    format!("{}/{}", joint(slug, programme), task.code())
}
/// Where one file is attached to several applications.
pub fn joint_document(slug: &str, programme: ProgrammeId, key: &str) -> String {
    format!("{}/documents/{key}", joint(slug, programme))
}
/// Where several applications are looked over and sent.
pub fn joint_check(slug: &str, programme: ProgrammeId) -> String {
    format!("{}/check", joint(slug, programme))
}
/// An applicant's own application: its tasks while it is theirs, its state while it is not.
pub fn my_application(slug: &str, application: ApplicationId) -> String {
    format!("/t/{slug}/my/applications/{application}")
}
