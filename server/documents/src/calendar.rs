//! A date for a calendar program (RFC 5545): one event with a stable UID, a SEQUENCE, and times in Asia/Tokyo.
//!
//! Written by hand because it is twenty lines of text: what matters is escaping, folding at 75 octets without cutting a
//! character, and the time zone that Outlook wants spelled out.

use chrono::{DateTime, NaiveDateTime, Utc};

/// A date for a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEvent {
    /// The same for ever: a second file with it changes the first's event.
    pub uid: String,
    /// Larger with every change.
    pub sequence: u32,
    /// When the file was made.
    pub stamp: DateTime<Utc>,
    /// When it begins, on a clock in Japan.
    pub starts: NaiveDateTime,
    /// When it ends, on a clock in Japan.
    pub ends: NaiveDateTime,
    /// What it is.
    pub summary: String,
    /// Where; may be empty.
    pub location: String,
    /// More about it; may have lines.
    pub description: String,
    /// Whether it was called off.
    pub cancelled: bool,
}

/// Japan has had one offset and no summer time since 1951.
const TIME_ZONE: &str = "BEGIN:VTIMEZONE\nTZID:Asia/Tokyo\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0900\nTZOFFSETTO:+0900\nTZNAME:JST\nEND:STANDARD\nEND:VTIMEZONE";

/// The media type of the file.
pub const CALENDAR_TYPE: &str = "text/calendar; charset=utf-8";

/// The file, in UTF-8 with CRLF.
pub fn calendar(event: &CalendarEvent) -> Vec<u8> {
    let CalendarEvent { uid, sequence, stamp, starts, ends, summary, location, description, cancelled } =
        event;
    let (method, status) = if *cancelled { ("CANCEL", "CANCELLED") } else { ("PUBLISH", "CONFIRMED") };
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Hiromeru//Demo sessions//JA".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("METHOD:{method}"),
    ];
    lines.extend(TIME_ZONE.lines().map(str::to_owned));
    lines.extend([
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", escaped(uid)),
        format!("SEQUENCE:{sequence}"),
        format!("DTSTAMP:{}", stamp.format("%Y%m%dT%H%M%SZ")),
        format!("DTSTART;TZID=Asia/Tokyo:{}", starts.format("%Y%m%dT%H%M%S")),
        format!("DTEND;TZID=Asia/Tokyo:{}", ends.format("%Y%m%dT%H%M%S")),
        format!("SUMMARY:{}", escaped(summary)),
    ]);
    for (name, text) in [("LOCATION", location), ("DESCRIPTION", description)] {
        if !text.is_empty() {
            lines.push(format!("{name}:{}", escaped(text)));
        }
    }
    lines.extend([format!("STATUS:{status}"), "END:VEVENT".to_owned(), "END:VCALENDAR".to_owned()]);
    let mut file = String::new();
    for line in lines {
        fold(&line, &mut file);
    }
    file.into_bytes()
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
    use chrono::{NaiveDate, TimeZone as _};

    fn event() -> CalendarEvent {
        let day = NaiveDate::from_ymd_opt(2024, 12, 5).expect("a day");
        CalendarEvent {
            uid: "0190@hiromeru".into(),
            sequence: 2,
            stamp: Utc.with_ymd_and_hms(2024, 10, 1, 0, 0, 0).unwrap(),
            starts: day.and_hms_opt(13, 30, 0).expect("a time"),
            ends: day.and_hms_opt(15, 30, 0).expect("a time"),
            summary: "デモ・説明会; みどり野市, 市役所".into(),
            location: "みどり県みどり野市本町1番1号 みどり野市役所 3階 大会議室（正面玄関から入って右の階段を上がる）".into(),
            description: "受付番号 0121\n\\持ち物なし".into(),
            cancelled: false,
        }
    }

    #[test]
    fn a_date_has_what_calendars_need_and_unfolds_to_what_was_written() {
        let text = String::from_utf8(calendar(&event())).expect("UTF-8");
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "{text}");
        let unfolded = text.replace("\r\n ", "");
        for line in [
            "METHOD:PUBLISH",
            "UID:0190@hiromeru",
            "SEQUENCE:2",
            "DTSTAMP:20241001T000000Z",
            "TZID:Asia/Tokyo",
            "DTSTART;TZID=Asia/Tokyo:20241205T133000",
            "DTEND;TZID=Asia/Tokyo:20241205T153000",
            "SUMMARY:デモ・説明会\\; みどり野市\\, 市役所",
            "DESCRIPTION:受付番号 0121\\n\\\\持ち物なし",
            "STATUS:CONFIRMED",
        ] {
            assert!(unfolded.split("\r\n").any(|known| known == line), "{line}: {unfolded}");
        }
        let pairs = |word: &str| unfolded.matches(word).count();
        assert_eq!(pairs("BEGIN:"), pairs("END:"));
    }

    #[test]
    fn what_was_called_off_says_so_under_the_same_uid() {
        let text =
            String::from_utf8(calendar(&CalendarEvent { cancelled: true, sequence: 3, ..event() })).unwrap();
        assert!(text.contains("METHOD:CANCEL\r\n") && text.contains("STATUS:CANCELLED\r\n"));
        assert!(text.contains("UID:0190@hiromeru\r\n") && text.contains("SEQUENCE:3\r\n"));
    }
}
