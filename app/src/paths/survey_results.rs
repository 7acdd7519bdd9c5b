//! Addresses of what a survey said: results, cross tables, texts, who has not answered; its paper and the entry of papers.

use super::query;
use domain::{
    ids::{SurveyId, SurveyInvitationId},
    surveys::{QuestionId, Side, Small},
};

/// What is added to the address of a page that shows small numbers.
fn small(small: Small) -> &'static str {
    match small {
        Small::Hidden => "",
        Small::Shown => "small=shown",
    }
}

/// Results, question by question.
pub fn survey_results(slug: &str, id: SurveyId) -> String {
    format!("/t/{slug}/surveys/{id}/results")
}
/// The same, with small numbers or without.
pub fn survey_results_with(slug: &str, id: SurveyId, numbers: Small) -> String {
    let path = survey_results(slug, id);
    match numbers {
        Small::Hidden => path,
        Small::Shown => format!("{path}?{}", small(numbers)),
    }
}
/// The answers as a table, one row each; ends in `?`.
pub fn survey_answers_table(slug: &str, id: SurveyId) -> String {
    format!("{}/export?", survey_results(slug, id))
}
/// The results as a table; ends in `&`.
pub fn survey_tallies_table(slug: &str, id: SurveyId, numbers: Small) -> String {
    format!("{}/export?of=tallies&{}&", survey_results(slug, id), small(numbers)).replace("&&", "&")
}
/// Cross tables.
pub fn survey_cross(slug: &str, id: SurveyId) -> String {
    format!("{}/cross", survey_results(slug, id))
}
/// A cross table.
pub fn survey_cross_of(slug: &str, id: SurveyId, row: Side, column: QuestionId, numbers: Small) -> String {
    let path = format!("{}?row={row}&column={column}&{}", survey_cross(slug, id), small(numbers));
    path.trim_end_matches('&').to_owned()
}
/// A cross table to save; ends in `&`.
pub fn survey_cross_table(slug: &str, id: SurveyId, row: Side, column: QuestionId, numbers: Small) -> String {
    let path = format!("{}/export?row={row}&column={column}&{}", survey_cross(slug, id), small(numbers));
    format!("{}&", path.trim_end_matches('&'))
}
/// Free texts.
pub fn survey_texts(slug: &str, id: SurveyId) -> String {
    format!("{}/texts", survey_results(slug, id))
}
/// The free texts to a question, those with a tag (`-` for those without any), from a page on.
pub fn survey_texts_of(slug: &str, id: SurveyId, question: QuestionId, tag: &str, page: u64) -> String {
    let mut path = format!("{}?question={question}", survey_texts(slug, id));
    if !tag.is_empty() {
        path = format!("{path}&tag={}", query(tag));
    }
    if page > 1 { format!("{path}&page={page}") } else { path }
}
/// The free texts without whose they are, to save; ends in `&`.
pub fn survey_texts_table(slug: &str, id: SurveyId, question: QuestionId, tag: &str) -> String {
    format!("{}/export?question={question}&tag={}&", survey_texts(slug, id), query(tag))
}
/// Who has not answered.
pub fn survey_silent(slug: &str, id: SurveyId) -> String {
    format!("/t/{slug}/surveys/{id}/silent")
}
/// The same to save; ends in `?`.
pub fn survey_silent_table(slug: &str, id: SurveyId) -> String {
    format!("{}/export?", survey_silent(slug, id))
}
/// The survey on paper.
pub fn survey_paper(slug: &str, id: SurveyId) -> String {
    format!("/t/{slug}/surveys/{id}/paper")
}
/// The papers as a file.
pub fn survey_paper_file(slug: &str, id: SurveyId) -> String {
    format!("/t/{slug}/surveys/{id}/paper.pdf")
}
/// Where answers on paper are typed in.
pub fn survey_entry(slug: &str, id: SurveyId) -> String {
    format!("/t/{slug}/surveys/{id}/entry")
}
/// The entry of what came by an invitation.
pub fn survey_entry_of(slug: &str, id: SurveyId, invitation: SurveyInvitationId) -> String {
    format!("{}?invitation={invitation}", survey_entry(slug, id))
}
