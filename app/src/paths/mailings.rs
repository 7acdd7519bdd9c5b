//! Addresses of outreach: segments of the register, mailings, and the page that stops them.

use domain::{
    ids::{MailId, MailingId, SegmentId, SuppressionId},
    mailings::Outcome,
    offices::{Mailed, ReadySegment, Value as _},
};

/// The segments of the register.
pub fn segments(slug: &str) -> String {
    format!("/t/{slug}/offices/segments")
}
/// Where a segment is made.
pub fn new_segment(slug: &str) -> String {
    format!("/t/{slug}/offices/segments/new")
}
/// Where a segment is made of a ready one, with other conditions or as it is.
pub fn new_segment_ready(slug: &str, ready: ReadySegment) -> String {
    format!("{}?ready={}", new_segment(slug), ready.code())
}
/// Where a segment is made of those whom a mailing reached, or did not.
pub fn new_segment_of_mailing(slug: &str, what: &Mailed) -> String {
    format!("{}?mailing={}", new_segment(slug), what.value())
}
/// One segment with its offices.
pub fn segment(slug: &str, segment: SegmentId) -> String {
    format!("/t/{slug}/offices/segments/{segment}")
}
/// A page of its offices.
pub fn segment_page(slug: &str, id: SegmentId, page: u64) -> String {
    if page > 1 { format!("{}?page={page}", segment(slug, id)) } else { segment(slug, id) }
}
/// Where a segment is edited.
pub fn edit_segment(slug: &str, segment: SegmentId) -> String {
    format!("/t/{slug}/offices/segments/{segment}/edit")
}
/// The mailings of a municipality.
pub fn mailings(slug: &str) -> String {
    format!("/t/{slug}/mailings")
}
/// Where a mailing is written.
pub fn new_mailing(slug: &str) -> String {
    format!("/t/{slug}/mailings/new")
}
/// Where a mail is written to a ready segment.
pub fn new_mailing_to(slug: &str, ready: ReadySegment) -> String {
    format!("{}?segment={}", new_mailing(slug), ready.code())
}
/// One mailing: a draft, or what became of it.
pub fn mailing(slug: &str, mailing: MailingId) -> String {
    format!("/t/{slug}/mailings/{mailing}")
}
/// The offices of a sent mailing, all or those that ended so.
pub fn mailing_results(slug: &str, id: MailingId, ended: Option<Outcome>, page: u64) -> String {
    let mut parts = Vec::new();
    parts.extend(ended.map(|ended| format!("outcome={}", ended.code())));
    if page > 1 {
        parts.push(format!("page={page}"));
    }
    let base = mailing(slug, id);
    if parts.is_empty() { base } else { format!("{base}?{}#recipients", parts.join("&")) }
}
/// Where a draft is edited.
pub fn edit_mailing(slug: &str, mailing: MailingId) -> String {
    format!("/t/{slug}/mailings/{mailing}/edit")
}
/// A draft as offices would read it.
pub fn preview_mailing(slug: &str, mailing: MailingId) -> String {
    format!("/t/{slug}/mailings/{mailing}/preview")
}
/// Sends a draft to whoever asks (POST).
pub fn test_mailing(slug: &str, mailing: MailingId) -> String {
    format!("/t/{slug}/mailings/{mailing}/test")
}
/// Where a draft is sent, after asking once more.
pub fn send_mailing(slug: &str, mailing: MailingId) -> String {
    format!("/t/{slug}/mailings/{mailing}/sending")
}
/// Where a draft is given up or a sending stopped, after asking once more.
pub fn cancel_mailing(slug: &str, mailing: MailingId) -> String {
    format!("/t/{slug}/mailings/{mailing}/cancellation")
}
/// Where a second person approves, or gives back.
pub fn approve_mailing(slug: &str, mailing: MailingId) -> String {
    format!("/t/{slug}/mailings/{mailing}/approval")
}
/// Lets a sending wait (POST).
pub fn pause_mailing(slug: &str, mailing: MailingId) -> String {
    format!("/t/{slug}/mailings/{mailing}/pause")
}
/// Lets it go on (POST).
pub fn resume_mailing(slug: &str, mailing: MailingId) -> String {
    format!("/t/{slug}/mailings/{mailing}/resumption")
}
/// Lets everybody read what was sent, or no longer (POST).
pub fn publish_mailing(slug: &str, mailing: MailingId) -> String {
    format!("/t/{slug}/mailings/{mailing}/publication")
}
/// What was sent, as everybody reads it.
pub fn announcement(slug: &str, mailing: MailingId) -> String {
    format!("/t/{slug}/public/announcements/{mailing}")
}
/// Where a draft is made to those who have not answered.
pub fn mailing_again(slug: &str, mailing: MailingId) -> String {
    format!("/t/{slug}/mailings/{mailing}/again")
}
/// What happened to the mail of one office.
pub fn mailing_recipient(slug: &str, mailing: MailingId, recipient: MailId) -> String {
    format!("/t/{slug}/mailings/{mailing}/recipients/{recipient}")
}
/// What came back, and where it is brought.
pub fn mail_bounces(slug: &str) -> String {
    format!("/t/{slug}/mailings/bounces")
}
/// A page of what came back, all or of one kind.
pub fn mail_bounces_page(slug: &str, kind: &str, page: u64) -> String {
    format!("/t/{slug}/mailings/bounces?kind={kind}&page={page}")
}
/// Addresses that take no outreach because mail to them came back.
pub fn suppressions(slug: &str) -> String {
    format!("/t/{slug}/mailings/suppressions")
}
/// A page of them, or of those that were lifted.
pub fn suppressions_page(slug: &str, lifted: bool, page: u64) -> String {
    let state = if lifted { "lifted" } else { "live" };
    format!("/t/{slug}/mailings/suppressions?state={state}&page={page}")
}
/// Where one is lifted.
pub fn suppression(slug: &str, suppression: SuppressionId) -> String {
    format!("/t/{slug}/mailings/suppressions/{suppression}")
}
/// Up to how many offices one person writes to alone.
pub fn mailing_rules(slug: &str) -> String {
    format!("/t/{slug}/mailings/rules")
}
/// What became of every office, as a table to save.
pub fn mailing_export(slug: &str, mailing: MailingId) -> String {
    format!("/t/{slug}/mailings/{mailing}/export?")
}
/// Address labels of the offices without a mail address; `per_sheet` is 12 or 24.
pub fn mailing_labels(slug: &str, mailing: MailingId, per_sheet: u8) -> String {
    format!("/t/{slug}/mailings/{mailing}/labels.pdf?per={per_sheet}")
}
/// Where whoever has the mail stops outreach to its address.
pub fn stop(token: &str) -> String {
    format!("/stop/{token}")
}
/// Takes that back (POST).
pub fn undo_stop(token: &str) -> String {
    format!("/stop/{token}/undo")
}
