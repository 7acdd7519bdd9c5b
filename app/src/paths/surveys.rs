//! Addresses of surveys: where they are made and sent, and where they are answered.

use domain::{
    ids::{DemoId, SegmentId, SurveyId},
    offices::{Surveyed, Value as _},
    surveys::QuestionId,
};

/// The surveys of a municipality.
pub fn surveys(slug: &str) -> String {
    format!("/t/{slug}/surveys")
}
/// Where a survey is begun.
pub fn new_survey(slug: &str) -> String {
    format!("/t/{slug}/surveys/new")
}
/// One survey.
pub fn survey(slug: &str, survey: SurveyId) -> String {
    format!("/t/{slug}/surveys/{survey}")
}
/// Its title, its deadline, who may answer.
pub fn survey_settings(slug: &str, survey: SurveyId) -> String {
    format!("/t/{slug}/surveys/{survey}/settings")
}
/// Its questions in their order.
pub fn edit_survey(slug: &str, survey: SurveyId) -> String {
    format!("/t/{slug}/surveys/{survey}/edit")
}
/// Where a question is added.
pub fn new_survey_question(slug: &str, survey: SurveyId, kind: &str) -> String {
    format!("/t/{slug}/surveys/{survey}/questions/new?kind={kind}")
}
/// One question as a form.
pub fn survey_question(slug: &str, survey: SurveyId, question: QuestionId) -> String {
    format!("/t/{slug}/surveys/{survey}/questions/{question}")
}
/// How it looks to whoever answers.
pub fn survey_preview(slug: &str, survey: SurveyId) -> String {
    format!("/t/{slug}/surveys/{survey}/preview")
}
/// Where it is published.
pub fn survey_publication(slug: &str, survey: SurveyId) -> String {
    format!("/t/{slug}/surveys/{survey}/publication")
}
/// Where it is closed, opened again or thrown away.
pub fn survey_ending(slug: &str, survey: SurveyId) -> String {
    format!("/t/{slug}/surveys/{survey}/ending")
}
/// Who is asked, and who has answered.
pub fn survey_invitations(slug: &str, survey: SurveyId) -> String {
    format!("/t/{slug}/surveys/{survey}/invitations")
}
/// The same with a segment chosen.
pub fn survey_invitations_with(slug: &str, survey: SurveyId, segment: SegmentId) -> String {
    format!("{}?segment={segment}", survey_invitations(slug, survey))
}
/// The same as a table to save, up to its query.
pub fn survey_invitations_export(slug: &str, survey: SurveyId) -> String {
    format!("/t/{slug}/surveys/{survey}/invitations/export?")
}
/// A page of those who are asked.
pub fn survey_invitations_page(slug: &str, survey: SurveyId, page: u64) -> String {
    let all = survey_invitations(slug, survey);
    if page > 1 { format!("{all}?page={page}") } else { all }
}
/// Letters to those without a mail address.
pub fn survey_letters(slug: &str, survey: SurveyId) -> String {
    format!("/t/{slug}/surveys/{survey}/letters.pdf")
}
/// Where those who have not answered are reminded.
pub fn survey_reminder(slug: &str, survey: SurveyId) -> String {
    format!("/t/{slug}/surveys/{survey}/reminder")
}
/// A new segment of the offices that did this with a survey.
pub fn new_segment_of_survey(slug: &str, what: &Surveyed) -> String {
    format!("{}?survey={}", super::new_segment(slug), what.value())
}
/// Where a survey after a session is begun.
pub fn survey_after_session(slug: &str, session: DemoId) -> String {
    format!("/t/{slug}/demos/{session}/survey")
}
/// Where the code of a letter is typed.
pub fn survey_code(slug: &str) -> String {
    format!("/t/{slug}/answer")
}
/// Where a survey is answered, by its link.
pub fn survey_answer(slug: &str, token: &str) -> String {
    format!("/t/{slug}/answer/{token}")
}
/// One question of it.
pub fn survey_answer_question(slug: &str, token: &str, question: QuestionId) -> String {
    format!("/t/{slug}/answer/{token}/{question}")
}
/// All answers before they are handed in.
pub fn survey_answer_check(slug: &str, token: &str) -> String {
    format!("/t/{slug}/answer/{token}/check")
}
/// After handing in.
pub fn survey_answer_done(slug: &str, token: &str) -> String {
    format!("/t/{slug}/answer/{token}/done")
}
