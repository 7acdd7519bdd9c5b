//! Addresses of 照会: of the house that asks, and of the houses that are asked.

use domain::ids::{InquiryId, ReplyId};

/// The inquiries of a house.
pub fn inquiries(slug: &str) -> String {
    format!("/t/{slug}/inquiries")
}
/// Where a house begins one.
pub fn new_inquiry(slug: &str) -> String {
    format!("/t/{slug}/inquiries/new")
}
/// One of them: who answered.
pub fn inquiry(slug: &str, inquiry: InquiryId) -> String {
    format!("/t/{slug}/inquiries/{inquiry}")
}
/// Where a draft is changed, or thrown away.
pub fn inquiry_edit(slug: &str, inquiry: InquiryId) -> String {
    format!("/t/{slug}/inquiries/{inquiry}/edit")
}
/// The questions of a draft.
pub fn inquiry_questions(slug: &str, inquiry: InquiryId) -> String {
    format!("/t/{slug}/inquiries/{inquiry}/questions")
}
/// One question of a draft, or a new one.
pub fn inquiry_question(slug: &str, inquiry: InquiryId, question: &str) -> String {
    format!("/t/{slug}/inquiries/{inquiry}/questions/{question}")
}
/// Where it is sent, or more houses are asked.
pub fn inquiry_opening(slug: &str, inquiry: InquiryId) -> String {
    format!("/t/{slug}/inquiries/{inquiry}/opening")
}
/// Moves the deadline (POST).
pub fn inquiry_deadline(slug: &str, inquiry: InquiryId) -> String {
    format!("/t/{slug}/inquiries/{inquiry}/deadline")
}
/// Reminds those who have not answered (POST).
pub fn inquiry_reminder(slug: &str, inquiry: InquiryId) -> String {
    format!("/t/{slug}/inquiries/{inquiry}/reminder")
}
/// Closes it (POST).
pub fn inquiry_closure(slug: &str, inquiry: InquiryId) -> String {
    format!("/t/{slug}/inquiries/{inquiry}/closure")
}
/// All answers as a table.
pub fn inquiry_answers(slug: &str, inquiry: InquiryId) -> String {
    format!("/t/{slug}/inquiries/{inquiry}/answers")
}
/// One reply, for whoever asks.
pub fn inquiry_reply(slug: &str, inquiry: InquiryId, reply: ReplyId) -> String {
    format!("/t/{slug}/inquiries/{inquiry}/replies/{reply}")
}
/// What other houses ask.
pub fn asked(slug: &str) -> String {
    format!("/t/{slug}/asked")
}
/// One of them, with the own answer.
pub fn asked_one(slug: &str, reply: ReplyId) -> String {
    format!("/t/{slug}/asked/{reply}")
}
