//! Reads what came back: reports of mail servers (RFC 3464), and those that say the same in words of their own.
//!
//! Whose mail it was is told by our Message-ID, wherever in the report it stands; an address alone is told where it
//! stands in a field that is meant for it. A message that is no report gives nothing.

mod outlook;

use domain::{
    email::Email,
    ids::MailId,
    mails::{Report, kind_of, status_in},
    text::hex,
};
use mail_parser::{MessageParser, MimeHeaders as _, PartType, mailbox::mbox::MessageIterator};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Most characters of a server's words that are kept.
const LONGEST: usize = 500;
/// Characters of a UUID as a Message-ID writes it.
const ID: usize = 36;
/// What subjects of reports say, in the languages in which they come.
const SUBJECTS: [&str; 14] = [
    "undeliver",
    "delivery status",
    "delivery fail",
    "delivery has failed",
    "failure notice",
    "returned mail",
    "mail delivery",
    "non delivery",
    "nondeliverable",
    "could not be delivered",
    "配信不能",
    "配信できません",
    "送信できません",
    "エラーメール",
];

/// The messages of a file: an mbox, or one message, also as Outlook saves it.
pub fn messages(file: &[u8]) -> Vec<Vec<u8>> {
    if outlook::is_one(file) {
        outlook::message(file).into_iter().collect()
    } else if file.starts_with(b"From ") {
        MessageIterator::new(file)
            .map_while(Result::ok)
            .map(mail_parser::mailbox::mbox::Message::unwrap_contents)
            .filter(|message| !message.is_empty())
            .collect()
    } else if file.is_empty() {
        Vec::new()
    } else {
        vec![file.to_vec()]
    }
}

/// What a message reports, one a recipient; nothing where it is no report.
pub fn read(message: &[u8]) -> Vec<Report> {
    let Some(parsed) = MessageParser::default().parse(message) else { return Vec::new() };
    let mail = our_mail(message, &parsed);
    let fingerprint = hex(&Sha256::digest(message));
    let report = |email, kind, status: &str, diagnostic: &str| Report {
        fingerprint: fingerprint.clone(),
        mail,
        email,
        kind,
        status: cut(status),
        diagnostic: cut(diagnostic),
    };
    let told: Vec<Recipient> = parsed
        .parts
        .iter()
        .filter(|part| {
            part.content_type().is_some_and(|kind| {
                let subtype = kind.subtype().unwrap_or_default().to_ascii_lowercase();
                matches!(subtype.as_str(), "delivery-status" | "global-delivery-status")
            })
        })
        .flat_map(|part| recipients(&String::from_utf8_lossy(part.contents())))
        .collect();
    if !told.is_empty() {
        return told
            .into_iter()
            .map(|one| {
                let kind = kind_of(&one.action, &one.status);
                report(one.email, kind, &one.status, &one.diagnostic)
            })
            .collect();
    }
    if !says_so(&parsed) {
        return Vec::new();
    }
    let words = parsed.body_text(0).unwrap_or_default();
    let status = status_in(&words).or_else(|| reply_code(&words)).unwrap_or_default();
    let spoken = words.lines().find(|line| !status.is_empty() && line.contains(status)).unwrap_or_default();
    let kind = kind_of("failed", status);
    let failed: Vec<Email> = parsed
        .header_raw("X-Failed-Recipients")
        .unwrap_or_default()
        .split(',')
        .filter_map(|address| Email::parse(address).ok())
        .collect();
    if failed.is_empty() {
        vec![report(None, kind, status, spoken)]
    } else {
        failed.into_iter().map(|email| report(Some(email), kind, status, spoken)).collect()
    }
}

/// What a report says of a recipient.
#[derive(Debug, Default)]
struct Recipient {
    email: Option<Email>,
    action: String,
    status: String,
    diagnostic: String,
}

/// The groups of fields of a delivery status, those that are of a recipient.
fn recipients(text: &str) -> Vec<Recipient> {
    let text = text.replace("\r\n", "\n");
    text.split("\n\n").filter_map(recipient).collect()
}

fn recipient(group: &str) -> Option<Recipient> {
    let (mut found, mut is_one) = (Recipient::default(), false);
    for (name, value) in fields(group) {
        match name.as_str() {
            "final-recipient" | "original-recipient" => {
                is_one = true;
                let address = value.split_once(';').map_or(value.as_str(), |(_, address)| address);
                let address = address.trim().trim_matches(['<', '>']);
                // What was written to is known to us; the last stop may be where somebody forwards it.
                if name == "original-recipient" || found.email.is_none() {
                    found.email = Email::parse(address).ok().or(found.email);
                }
            }
            "action" => found.action = value,
            "status" => value.split([' ', '(']).next().unwrap_or_default().clone_into(&mut found.status),
            "diagnostic-code" => {
                let words = value.split_once(';').map_or(value.as_str(), |(_, words)| words);
                words.trim().clone_into(&mut found.diagnostic);
            }
            _ => {}
        }
    }
    if found.status.is_empty() {
        status_in(&found.diagnostic).unwrap_or_default().clone_into(&mut found.status);
    }
    is_one.then_some(found)
}

/// Fields with their names in small letters; lines that begin with a space go on from the one before.
fn fields(group: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in group.lines() {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    fields
}

/// Whether a message says of itself that it is a report: nobody is to be answered, or a server's office wrote it.
fn says_so(parsed: &mail_parser::Message) -> bool {
    if parsed.header_raw("X-Failed-Recipients").is_some() {
        return true;
    }
    let from = parsed
        .from()
        .and_then(mail_parser::Address::first)
        .and_then(mail_parser::Addr::address)
        .unwrap_or_default()
        .to_ascii_lowercase();
    let is_office = from.starts_with("mailer-daemon") || from.starts_with("postmaster");
    let nobody = parsed.header_raw("Return-Path").is_some_and(|path| path.trim() == "<>");
    let subject = parsed.subject().unwrap_or_default().to_lowercase();
    (is_office || nobody) && SUBJECTS.iter().any(|word| subject.contains(word))
}

/// `550` as a status, where a server's words have no better.
fn reply_code(words: &str) -> Option<&'static str> {
    let codes = ["550", "551", "553"];
    let is_code = |word: &str| codes.contains(&word);
    if words.split(|c: char| !c.is_ascii_digit()).any(is_code) { Some("5.1.0") } else { None }
}

/// Our own mail, by its Message-ID in whatever part of the report it stands.
fn our_mail(message: &[u8], parsed: &mail_parser::Message) -> Option<MailId> {
    let nested = parsed.parts.iter().find_map(|part| match &part.body {
        PartType::Message(message) => message.message_id().and_then(id_of),
        PartType::Text(_)
        | PartType::Html(_)
        | PartType::Binary(_)
        | PartType::InlineBinary(_)
        | PartType::Multipart(_) => None,
    });
    let headers = || {
        parsed.parts.iter().find_map(|part| {
            let text = String::from_utf8_lossy(part.contents());
            fields(&text).into_iter().find_map(|(name, value)| {
                let is_ours =
                    matches!(name.as_str(), "message-id" | "original-message-id" | "x-original-message-id");
                if is_ours { id_of(&value) } else { None }
            })
        })
    };
    let anywhere = || {
        let text = String::from_utf8_lossy(message);
        text.split('<').skip(1).find_map(id_of)
    };
    nested.or_else(headers).or_else(anywhere)
}

/// The id of a mail of ours that a Message-ID is made of.
fn id_of(text: &str) -> Option<MailId> {
    let text = text.trim().trim_start_matches('<');
    let id = text.get(..ID).filter(|_| text.get(ID..).is_some_and(|rest| rest.starts_with('@')))?;
    Uuid::try_parse(id).ok().map(MailId::from_uuid)
}

fn cut(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(LONGEST).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::mails::Bounce;
    use proptest::prelude::*;

    const MAIL: &str = "018f3c2a-1111-7222-8333-444455556666";

    fn standard(recipient: &str) -> String {
        format!(
            "From: MAILER-DAEMON@mx.example.jp\r\nTo: noreply@city.example.jp\r\nSubject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.jp\r\n\r\n{recipient}\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: noreply@city.example.jp\r\nMessage-ID: <{MAIL}@city.example.jp>\r\nSubject: a\r\n\r\n--b--\r\n"
        )
    }

    fn mail() -> MailId {
        MailId::from_uuid(Uuid::try_parse(MAIL).unwrap())
    }

    #[test]
    fn a_report_of_the_standard_is_read() {
        let text = standard(
            "Final-Recipient: rfc822; office1@example.jp\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 <office1@example.jp>:\r\n  no such user\r\n",
        );
        let [report] = read(text.as_bytes()).try_into().unwrap();
        assert_eq!((report.mail, report.kind, report.status.as_str()), (Some(mail()), Bounce::Hard, "5.1.1"));
        assert_eq!(report.email.unwrap().as_str(), "office1@example.jp");
        assert_eq!(report.diagnostic, "550 5.1.1 <office1@example.jp>: no such user");
        assert_eq!(report.fingerprint.len(), 64);
    }

    #[test]
    fn what_is_only_late_calls_for_nothing_and_several_are_told_apart() {
        let text = standard(
            "Final-Recipient: rfc822; a@example.jp\r\nAction: delayed\r\nStatus: 4.4.1\r\n\r\nOriginal-Recipient: rfc822; b@example.jp\r\nFinal-Recipient: rfc822; forwarded@elsewhere.example\r\nAction: failed\r\nStatus: 5.2.2 (full)\r\n",
        );
        let reports = read(text.as_bytes());
        let told: Vec<_> =
            reports.iter().map(|one| (one.email.as_ref().unwrap().as_str(), one.kind)).collect();
        assert_eq!(told, [("a@example.jp", Bounce::Other), ("b@example.jp", Bounce::Soft)]);
    }

    #[test]
    fn reports_in_words_of_their_own_are_read_as_far_as_they_say_anything() {
        let exim = format!(
            "From: Mailer-Daemon <Mailer-Daemon@mx.example.jp>\nX-Failed-Recipients: gone@example.jp\nSubject: Mail delivery failed: returning message to sender\n\nThis message was created automatically.\n\n  gone@example.jp\n    SMTP error: 550 no such user\n\n------ This is a copy ------\nMessage-Id: <{MAIL}@city.example.jp>\n"
        );
        let [report] = read(exim.as_bytes()).try_into().unwrap();
        assert_eq!((report.mail, report.kind), (Some(mail()), Bounce::Hard));
        assert_eq!(report.email.unwrap().as_str(), "gone@example.jp");

        let qmail = format!(
            "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.jp\nSubject: failure notice\n\nHi.\n<full@example.jp>:\nmailbox is full. 5.2.2\n\n--- Below this line\nMessage-ID: <{MAIL}@city.example.jp>\n"
        );
        let [report] = read(qmail.as_bytes()).try_into().unwrap();
        assert_eq!((report.mail, report.kind, report.email), (Some(mail()), Bounce::Soft, None));
    }

    #[test]
    fn what_is_no_report_gives_nothing() {
        for text in [
            String::new(),
            "hello".to_owned(),
            format!(
                "From: a@example.jp\nSubject: Re: 説明会\nIn-Reply-To: <{MAIL}@x.jp>\n\n550 件の申込みがありました。\n"
            ),
            "From: a@example.jp\nReturn-Path: <>\nSubject: 不在のお知らせ\n\n休みです。\n".to_owned(),
        ] {
            assert!(read(text.as_bytes()).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_file_holds_one_message_or_many() {
        let mbox = "From a@b Mon Jan  1 00:00:00 2024\nSubject: one\n\n>From here\n\nFrom a@b Mon Jan  1 00:00:00 2024\nSubject: two\n\nb\n";
        assert_eq!(messages(mbox.as_bytes()).len(), 2);
        assert_eq!(messages(b"Subject: one\n\nbody\n").len(), 1);
        assert!(messages(b"").is_empty());
    }

    proptest! {
        #[test]
        fn nothing_that_comes_breaks_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..400), cut in 0..700_usize) {
            for message in messages(&bytes) {
                read(&message);
            }
            let text = standard("Final-Recipient: rfc822; a@example.jp\r\nAction: failed\r\nStatus: 5.1.1\r\n");
            let whole = text.as_bytes();
            for report in read(&whole[..cut.min(whole.len())]) {
                prop_assert!(report.status.len() <= LONGEST && !report.diagnostic.chars().any(char::is_control));
            }
        }
    }
}
