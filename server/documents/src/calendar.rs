//! Dates for a calendar program (RFC 5545): events with a stable UID, a SEQUENCE, and times in Asia/Tokyo, to subscribe
//! to or as an invitation.
//!
//! Written by hand because it is twenty lines of text: what matters is escaping, folding at 75 octets without cutting a
//! character, and the time zone that Outlook wants spelled out.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

/// When something is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// From and until, on a clock in Japan.
    Time(NaiveDateTime, NaiveDateTime),
    /// A whole day, on which nobody is busy.
    Day(NaiveDate),
}

/// How sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// 仮予約.
    Tentative,
    /// Fixed.
    Confirmed,
    /// Called off.
    Cancelled,
}

/// Somebody with an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
}

/// A date for a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEvent {
    /// The same for ever: a second file with it changes the first's event.
    pub uid: String,
    /// Larger with every change.
    pub sequence: u32,
    /// When the file was made.
    pub stamp: DateTime<Utc>,
    /// When it is.
    pub when: When,
    /// What it is.
    pub summary: String,
    /// Where; may be empty.
    pub location: String,
    /// More about it; may have lines.
    pub description: String,
    /// Its page; may be empty.
    pub url: String,
    /// How sure it is.
    pub certainty: Certainty,
}

/// What the file is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// To be taken or not: a file, or what is subscribed to, under the name of the calendar.
    Publish {
        /// The name.
        name: String,
    },
    /// An invitation: a mail program puts it into the calendar, and changes what it has under the same UID.
    Request {
        /// Who invites.
        organizer: Person,
        /// Who is invited.
        attendee: Person,
    },
    /// The end of an invitation.
    Cancel {
        /// Who invited.
        organizer: Person,
        /// Who was invited.
        attendee: Person,
    },
}

impl Purpose {
    /// The method, as the file and the mail's header name it (RFC 5546).
    pub const fn method(&self) -> &'static str {
        match self {
            Self::Publish { .. } => "PUBLISH",
            Self::Request { .. } => "REQUEST",
            Self::Cancel { .. } => "CANCEL",
        }
    }
}

/// Japan has had one offset and no summer time since 1951.
const TIME_ZONE: &str = "BEGIN:VTIMEZONE\nTZID:Asia/Tokyo\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0900\nTZOFFSETTO:+0900\nTZNAME:JST\nEND:STANDARD\nEND:VTIMEZONE";

/// The media type of the file.
pub const CALENDAR_TYPE: &str = "text/calendar; charset=utf-8";

/// The file, in UTF-8 with CRLF.
pub fn calendar(purpose: &Purpose, events: &[CalendarEvent]) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Hiromeru//Demo sessions//JA".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("METHOD:{}", purpose.method()),
    ];
    if let Purpose::Publish { name } = purpose {
        // RFC 7986, and what Outlook reads in its place.
        lines.extend([
            format!("NAME:{}", escaped(name)),
            format!("X-WR-CALNAME:{}", escaped(name)),
            "X-WR-TIMEZONE:Asia/Tokyo".to_owned(),
            "REFRESH-INTERVAL;VALUE=DURATION:PT1H".to_owned(),
            "X-PUBLISHED-TTL:PT1H".to_owned(),
        ]);
    }
    lines.extend(TIME_ZONE.lines().map(str::to_owned));
    for event in events {
        lines.extend(event_lines(purpose, event));
    }
    lines.push("END:VCALENDAR".to_owned());
    let mut file = String::new();
    for line in lines {
        fold(&line, &mut file);
    }
    file
}

fn event_lines(purpose: &Purpose, event: &CalendarEvent) -> Vec<String> {
    let CalendarEvent { uid, sequence, stamp, when, summary, location, description, url, certainty } = event;
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", escaped(uid)),
        format!("SEQUENCE:{sequence}"),
        format!("DTSTAMP:{}", stamp.format("%Y%m%dT%H%M%SZ")),
    ];
    match when {
        When::Time(starts, ends) => lines.extend([
            format!("DTSTART;TZID=Asia/Tokyo:{}", starts.format("%Y%m%dT%H%M%S")),
            format!("DTEND;TZID=Asia/Tokyo:{}", ends.format("%Y%m%dT%H%M%S")),
        ]),
        When::Day(day) => lines.extend([
            format!("DTSTART;VALUE=DATE:{}", day.format("%Y%m%d")),
            format!("DTEND;VALUE=DATE:{}", day.succ_opt().unwrap_or(*day).format("%Y%m%d")),
            "TRANSP:TRANSPARENT".to_owned(),
        ]),
    }
    lines.push(format!("SUMMARY:{}", escaped(summary)));
    for (name, text) in [("LOCATION", location), ("DESCRIPTION", description)] {
        if !text.is_empty() {
            lines.push(format!("{name}:{}", escaped(text)));
        }
    }
    if !url.is_empty() {
        lines.push(format!("URL:{url}"));
    }
    let status = match (purpose, certainty) {
        (Purpose::Cancel { .. }, _) | (_, Certainty::Cancelled) => "CANCELLED",
        (_, Certainty::Tentative) => "TENTATIVE",
        (_, Certainty::Confirmed) => "CONFIRMED",
    };
    match purpose {
        Purpose::Publish { .. } => {}
        Purpose::Request { organizer, attendee } | Purpose::Cancel { organizer, attendee } => lines.extend([
            format!("ORGANIZER;CN={}:mailto:{}", parameter(&organizer.name), organizer.email),
            format!(
                "ATTENDEE;CN={};ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:{}",
                parameter(&attendee.name),
                attendee.email
            ),
        ]),
    }
    lines.extend([format!("STATUS:{status}"), "END:VEVENT".to_owned()]);
    lines
}

/// RFC 5545 §3.2: a parameter in quotes holds no quotes and no control characters.
fn parameter(text: &str) -> String {
    let plain: String =
        text.chars().filter(|character| *character != '"' && !character.is_control()).collect();
    format!("\"{plain}\"")
}

/// RFC 5545 §3.3.11.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            ';' => out.push_str("\\;"),
            ',' => out.push_str("\\,"),
            '\n' => out.push_str("\\n"),
            character if character.is_control() => {}
            character => out.push(character),
        }
    }
    out
}

/// RFC 5545 §3.1: no line is longer than 75 octets; what goes on begins with a space.
fn fold(line: &str, file: &mut String) {
    let mut octets = 0;
    for character in line.chars() {
        if octets + character.len_utf8() > 75 {
            file.push_str("\r\n ");
            octets = 1;
        }
        octets += character.len_utf8();
        file.push(character);
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;

    fn event() -> CalendarEvent {
        let day = NaiveDate::from_ymd_opt(2024, 12, 5).expect("a day");
        CalendarEvent {
            uid: "0190@hiromeru".into(),
            sequence: 2,
            stamp: Utc.with_ymd_and_hms(2024, 10, 1, 0, 0, 0).unwrap(),
            when: When::Time(
                day.and_hms_opt(13, 30, 0).expect("a time"),
                day.and_hms_opt(15, 30, 0).expect("a time"),
            ),
            summary: "デモ・説明会; みどり野市, 市役所".into(),
            location: "みどり県みどり野市本町1番1号 みどり野市役所 3階 大会議室（正面玄関から入って右の階段を上がる）".into(),
            description: "受付番号 0121\n\\持ち物なし".into(),
            url: "https://example.jp/t/midorino/demos/1".into(),
            certainty: Certainty::Confirmed,
        }
    }

    fn person(name: &str) -> Person {
        Person { name: name.to_owned(), email: "a@example.jp".to_owned() }
    }

    #[test]
    fn a_date_has_what_calendars_need_and_unfolds_to_what_was_written() {
        let text = calendar(&Purpose::Publish { name: "デモ・説明会".into() }, &[event()]);
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "{text}");
        let unfolded = text.replace("\r\n ", "");
        for line in [
            "METHOD:PUBLISH",
            "X-WR-CALNAME:デモ・説明会",
            "UID:0190@hiromeru",
            "SEQUENCE:2",
            "DTSTAMP:20241001T000000Z",
            "TZID:Asia/Tokyo",
            "DTSTART;TZID=Asia/Tokyo:20241205T133000",
            "DTEND;TZID=Asia/Tokyo:20241205T153000",
            "SUMMARY:デモ・説明会\\; みどり野市\\, 市役所",
            "DESCRIPTION:受付番号 0121\\n\\\\持ち物なし",
            "URL:https://example.jp/t/midorino/demos/1",
            "STATUS:CONFIRMED",
        ] {
            assert!(unfolded.split("\r\n").any(|known| known == line), "{line}: {unfolded}");
        }
        let pairs = |word: &str| unfolded.matches(word).count();
        assert_eq!(pairs("BEGIN:"), pairs("END:"));
        assert!(!text.contains("ATTENDEE"), "what is subscribed to names nobody");
    }

    #[test]
    fn an_invitation_names_who_invites_and_who_is_invited_and_is_taken_back_under_the_same_uid() {
        let (organizer, attendee) = (person("みどり県国保連合会"), person("佐藤 \"葵\"; 課:長"));
        let request = Purpose::Request { organizer: organizer.clone(), attendee: attendee.clone() };
        let text = calendar(&request, &[event()]).replace("\r\n ", "");
        assert!(text.contains("METHOD:REQUEST\r\n") && text.contains("STATUS:CONFIRMED\r\n"), "{text}");
        assert!(text.contains("ORGANIZER;CN=\"みどり県国保連合会\":mailto:a@example.jp\r\n"), "{text}");
        assert!(text.contains("ATTENDEE;CN=\"佐藤 葵; 課:長\";ROLE=REQ-PARTICIPANT"), "{text}");
        let later = CalendarEvent { sequence: 3, ..event() };
        let text = calendar(&Purpose::Cancel { organizer, attendee }, &[later]).replace("\r\n ", "");
        assert!(text.contains("METHOD:CANCEL\r\n") && text.contains("STATUS:CANCELLED\r\n"));
        assert!(text.contains("UID:0190@hiromeru\r\n") && text.contains("SEQUENCE:3\r\n"));
    }

    #[test]
    fn a_day_is_a_whole_one_on_which_nobody_is_busy() {
        let when = When::Day(NaiveDate::from_ymd_opt(2024, 12, 31).expect("a day"));
        let text = calendar(&Purpose::Publish { name: String::new() }, &[CalendarEvent { when, ..event() }]);
        assert!(text.contains("DTSTART;VALUE=DATE:20241231\r\nDTEND;VALUE=DATE:20250101\r\n"), "{text}");
        assert!(text.contains("TRANSP:TRANSPARENT\r\n"), "{text}");
    }
}
