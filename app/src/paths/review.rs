//! Addresses of the officers' side of applications. A list's filters travel with them, so that 次へ stays in the list.

use super::{applications, query};
use chrono::NaiveDate;
use domain::{
    ids::{ApplicationId, AttachmentId, BulkId, NoticeId, OpinionId, PacketId, QueueViewId, RoutingRuleId},
    subsidies::{NoticeKind, Queue, Stages},
};
use std::fmt::Write as _;

/// An address with the list it was reached from.
pub fn within(path: &str, queue: &Queue) -> String {
    queue.pairs().into_iter().enumerate().fold(path.to_owned(), |mut address, (place, (name, value))| {
        // Writing to a String does not fail.
        let _ = write!(address, "{}{name}={}", if place == 0 { '?' } else { '&' }, query(&value));
        address
    })
}
/// The list, narrowed and sorted; its bare address is that of the list which an officer chose to open first.
pub fn queue(slug: &str, queue: &Queue) -> String {
    let address = within(&applications(slug), queue);
    if address.contains('?') { address } else { format!("{address}?st={}", Stages::Open.code()) }
}
/// The workspace of one application.
pub fn application_in(slug: &str, application: ApplicationId, queue: &Queue) -> String {
    within(&format!("/t/{slug}/applications/{application}"), queue)
}
/// A part of the workspace: `assignment`, `checks`, `correction`, `proposal`, `decision`.
fn part(slug: &str, application: ApplicationId, part: &str, queue: &Queue) -> String {
    within(&format!("/t/{slug}/applications/{application}/{part}"), queue)
}
/// Takes an application, or gives it back (POST).
pub fn assignment(slug: &str, application: ApplicationId, queue: &Queue) -> String {
    part(slug, application, "assignment", queue)
}
/// Keeps the verdicts (POST).
pub fn checks(slug: &str, application: ApplicationId, queue: &Queue) -> String {
    part(slug, application, "checks", queue)
}
/// Keeps a reviewer's marks (POST).
pub fn marks(slug: &str, application: ApplicationId, queue: &Queue) -> String {
    part(slug, application, "marks", queue)
}
/// Where a clerk asks for a correction.
pub fn correction(slug: &str, application: ApplicationId, queue: &Queue) -> String {
    part(slug, application, "correction", queue)
}
/// Where a clerk proposes.
pub fn proposal(slug: &str, application: ApplicationId, queue: &Queue) -> String {
    part(slug, application, "proposal", queue)
}
/// Where an approver decides.
pub fn decision(slug: &str, application: ApplicationId, queue: &Queue) -> String {
    part(slug, application, "decision", queue)
}
/// 決裁のまとまり.
pub fn packets(slug: &str) -> String {
    format!("/t/{slug}/packets")
}
/// Where a clerk puts proposals together.
pub fn new_packet(slug: &str) -> String {
    format!("/t/{slug}/packets/new")
}
/// One packet.
pub fn packet(slug: &str, packet: PacketId) -> String {
    format!("/t/{slug}/packets/{packet}")
}
/// Where an approver decides a packet.
pub fn packet_decision(slug: &str, packet: PacketId) -> String {
    format!("/t/{slug}/packets/{packet}/decision")
}
/// Where a clerk records what was decided on paper.
pub fn packet_record(slug: &str, packet: PacketId) -> String {
    format!("/t/{slug}/packets/{packet}/record")
}
/// The packet on paper.
pub fn packet_sheet(slug: &str, packet: PacketId) -> String {
    format!("/t/{slug}/packets/{packet}/sheet.pdf")
}
/// The scanned sheet of a decision on paper.
pub fn packet_scan(slug: &str, packet: PacketId) -> String {
    format!("/t/{slug}/packets/{packet}/scan")
}
/// Dissolves a packet (POST).
pub fn packet_dissolution(slug: &str, packet: PacketId) -> String {
    format!("/t/{slug}/packets/{packet}/dissolution")
}
/// 文書番号の台帳.
pub fn notices(slug: &str) -> String {
    format!("/t/{slug}/notices")
}
/// The notices issued in a span of days, in one file (`pdf`, `letters`) or as single files (`zip`).
pub fn notice_bundle(slug: &str, from: NaiveDate, until: NaiveDate, form: &str) -> String {
    format!("/t/{slug}/notices/bundle?from={from}&until={until}&form={form}")
}
/// Where a clerk voids a notice and issues it again.
pub fn notice_void(slug: &str, notice: NoticeId) -> String {
    format!("/t/{slug}/notices/{notice}/void")
}
/// Where a city writes its own words into a notice.
pub fn notice_wording(slug: &str, kind: NoticeKind) -> String {
    format!("/t/{slug}/notices/wordings/{}", kind.code())
}
/// Where many applications are chosen for one act (POST).
pub fn bulks(slug: &str, queue: &Queue) -> String {
    within(&format!("/t/{slug}/applications/bulk"), queue)
}
/// One act on many: what it would do, then what became of each.
pub fn bulk(slug: &str, bulk: BulkId) -> String {
    format!("/t/{slug}/applications/bulk/{bulk}")
}
/// Takes an act on many back (POST).
pub fn bulk_undo(slug: &str, bulk: BulkId) -> String {
    format!("/t/{slug}/applications/bulk/{bulk}/undo")
}
/// Saves a list under a name (POST).
pub fn queue_views(slug: &str, queue: &Queue) -> String {
    within(&format!("/t/{slug}/applications/views"), queue)
}
/// Takes a saved view away (POST).
pub fn queue_view_removal(slug: &str, view: QueueViewId) -> String {
    format!("/t/{slug}/applications/views/{view}/removal")
}
/// Makes a saved view the one that an officer opens first, or no more (POST).
pub fn queue_view_first(slug: &str, view: QueueViewId) -> String {
    format!("/t/{slug}/applications/views/{view}/first")
}
/// Writes a note within the house (POST).
pub fn case_notes(slug: &str, application: ApplicationId, queue: &Queue) -> String {
    part(slug, application, "notes", queue)
}
/// Puts a flag on, or takes it off (POST).
pub fn case_flags(slug: &str, application: ApplicationId, queue: &Queue) -> String {
    part(slug, application, "flags", queue)
}
/// Writes to the applicant (POST).
pub fn case_messages(slug: &str, application: ApplicationId, queue: &Queue) -> String {
    part(slug, application, "messages", queue)
}
/// Names moments for a talk to the applicant (POST).
pub fn case_appointment(slug: &str, application: ApplicationId, queue: &Queue) -> String {
    part(slug, application, "appointment", queue)
}
/// Takes the talk back (POST).
pub fn case_appointment_cancellation(slug: &str, application: ApplicationId, queue: &Queue) -> String {
    part(slug, application, "appointment/cancellation", queue)
}
/// Writes down what the applicant answered by telephone, by fax or by post (POST).
pub fn case_appointment_answer(slug: &str, application: ApplicationId, queue: &Queue) -> String {
    part(slug, application, "appointment/answer", queue)
}
/// The letter that names the moments to whoever applied on paper, as a file.
pub fn case_appointment_letter(slug: &str, application: ApplicationId) -> String {
    format!("/t/{slug}/applications/{application}/appointment/letter.pdf")
}
/// Chooses a moment for the talk, or says that none fits (POST).
pub fn my_appointment(slug: &str, application: ApplicationId) -> String {
    format!("/t/{slug}/my/applications/{application}/appointment")
}
/// Where an applicant reads and answers messages.
pub fn my_messages(slug: &str, application: ApplicationId) -> String {
    format!("/t/{slug}/my/applications/{application}/messages")
}
/// Where an outsider is asked.
pub fn opinion_request(slug: &str, application: ApplicationId, queue: &Queue) -> String {
    part(slug, application, "opinions", queue)
}
/// Takes a question to an outsider back (POST).
pub fn opinion_withdrawal(
    slug: &str,
    application: ApplicationId,
    opinion: OpinionId,
    queue: &Queue,
) -> String {
    within(&format!("/t/{slug}/applications/{application}/opinions/{opinion}/withdrawal"), queue)
}
/// Where an outsider types their code.
pub fn opinion(token: &str) -> String {
    format!("/opinions/{token}")
}
/// What an outsider sees, and where they answer.
pub fn opinion_page(pass: &str) -> String {
    format!("/opinion-pages/{pass}")
}
/// A page of a document, for an outsider.
pub fn opinion_picture(pass: &str, attachment: AttachmentId, page: usize) -> String {
    format!("/opinion-pages/{pass}/attachments/{attachment}/pages/{page}")
}
/// The rules that assign what is received.
pub fn routing(slug: &str) -> String {
    format!("/t/{slug}/settings/routing")
}
/// Where a rule is added.
pub fn new_routing_rule(slug: &str) -> String {
    format!("/t/{slug}/settings/routing/new")
}
/// Where a rule is changed.
pub fn routing_rule(slug: &str, rule: RoutingRuleId) -> String {
    format!("/t/{slug}/settings/routing/{rule}")
}
/// Puts a rule higher, or takes it away (POST).
pub fn routing_place(slug: &str, rule: RoutingRuleId) -> String {
    format!("/t/{slug}/settings/routing/{rule}/place")
}
/// One box over everything.
pub fn search(slug: &str) -> String {
    format!("/t/{slug}/search")
}
/// The decision notice, for officers.
pub fn notice(slug: &str, application: ApplicationId) -> String {
    format!("/t/{slug}/applications/{application}/notice.pdf")
}
/// The decision notice, for its applicant.
pub fn my_notice(slug: &str, application: ApplicationId) -> String {
    format!("/t/{slug}/my/applications/{application}/notice.pdf")
}
/// An attached file as it was sent.
pub fn attachment(slug: &str, application: ApplicationId, attachment: AttachmentId) -> String {
    format!("/t/{slug}/applications/{application}/attachments/{attachment}")
}
/// A page of an attached file as a picture; the first is 1.
pub fn attachment_page(
    slug: &str,
    application: ApplicationId,
    attachment: AttachmentId,
    page: usize,
) -> String {
    format!("/t/{slug}/applications/{application}/attachments/{attachment}/pages/{page}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::subsidies::Owner;

    #[test]
    fn the_list_travels_with_the_address() {
        let list = Queue { owner: Owner::Mine, words: "ひだまり &".into(), ..Queue::default() };
        assert_eq!(
            queue("midorino", &list),
            "/t/midorino/applications?v=mine&q=%E3%81%B2%E3%81%A0%E3%81%BE%E3%82%8A%20%26"
        );
        assert_eq!(
            queue("midorino", &Queue::default()),
            "/t/midorino/applications?st=open",
            "never the bare one"
        );
        let all = Queue { stages: Stages::All, page: 2, ..Queue::default() };
        assert_eq!(queue("midorino", &all), "/t/midorino/applications?st=all&page=3");
    }
}
