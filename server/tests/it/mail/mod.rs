//! Mails reach a real mail server on the loopback, or do not leave at all.

mod folder;
pub mod job;
mod many;
mod returned;
pub mod smtp;

use chrono::{DateTime, TimeZone, Utc};
use domain::{email::Email, ids::MailId};
use mail_parser::MessageParser;
use server::mail::{DisplayName, Message, MessageId, Sender, Subject};
use store::mails::Class;
use uuid::Uuid;

pub fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2024, 7, 3, 3, 0, 0).unwrap()
}

pub fn message(number: u128) -> Message {
    let id = MailId::from_uuid(Uuid::from_u128(number));
    Message {
        to: Email::parse("office@hidamari.example").unwrap(),
        to_name: DisplayName::parse("居宅介護支援事業所ひだまり").unwrap(),
        from: Sender {
            name: DisplayName::parse("みどり野市 介護保険課").unwrap(),
            address: Email::parse("noreply@midorino.example").unwrap(),
        },
        reply_to: Some(Email::parse("kaigo@midorino.example").unwrap()),
        subject: Subject::parse("【みどり野市】申請を受け付けました（受付番号 R6-0001）").unwrap(),
        text: "申請を受け付けました。\n.\n..点で始まる行\n髙﨑 𠮟 ㈱ ①\n".to_owned()
            + &"長い行。".repeat(400),
        html: false,
        message_id: MessageId::new(&id.to_string(), "midorino.example").unwrap(),
        class: Class::Statutory,
        written_at: noon(),
        stop: None,
        calendar: None,
    }
}

/// Reads a message as a mail program does, and asserts that it is the one that was sent.
#[track_caller]
pub fn assert_reads_as(data: &[u8], sent: &Message) {
    assert!(data.is_ascii(), "servers without 8BITMIME take it too");
    assert!(data.split(|byte| *byte == b'\n').all(|line| line.len() <= 998), "RFC 5322 2.1.1");
    let read = MessageParser::default().parse(data).unwrap();
    let from = read.from().unwrap().first().unwrap();
    let to = read.to().unwrap().first().unwrap();
    assert_eq!(
        (from.name(), from.address()),
        (Some(sent.from.name.as_str()), Some(sent.from.address.as_str()))
    );
    assert_eq!((to.name(), to.address()), (Some(sent.to_name.as_str()), Some(sent.to.as_str())));
    assert_eq!(read.subject(), Some(sent.subject.as_str()));
    assert_eq!(read.message_id(), Some(sent.message_id.as_str().trim_matches(['<', '>'])));
    assert_eq!(read.date().unwrap().to_timestamp(), sent.written_at.timestamp());
    assert_eq!(read.body_text(0).unwrap().replace("\r\n", "\n"), server::mail::wrapped(&sent.text));
    assert_eq!(read.attachment_count(), 0);
    assert_eq!(read.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
}
