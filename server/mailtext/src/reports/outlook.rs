//! A report as Outlook saves it (`.msg`, MS-OXMSG): a compound file whose streams are the properties of the message. It is
//! written anew as a plain message, and read as all others are.

use super::fields;
use cfb::CompoundFile;
use domain::mails::status_in;
use std::{
    collections::BTreeMap,
    io::{Cursor, Read as _},
    path::{Path, PathBuf},
};

/// What a compound file begins with.
const SIGNATURE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// The most that is read of one.
const LARGEST: u64 = 4 * 1024 * 1024;
/// The most texts that are read.
const MOST: usize = 2_000;
/// What stands between the parts of the message that is written.
const BOUNDARY: &str = "=_saved_by_outlook_=";

/// Whether a file is a compound file.
pub(super) fn is_one(file: &[u8]) -> bool {
    file.starts_with(&SIGNATURE)
}

/// The message that it holds; nothing where it holds none, or a receipt.
pub(super) fn message(file: &[u8]) -> Option<Vec<u8>> {
    let mut opened = CompoundFile::open(Cursor::new(file)).ok()?;
    let streams: Vec<(Property, PathBuf)> = opened
        .walk()
        .filter(|entry| entry.is_stream() && entry.len() <= LARGEST)
        .filter_map(|entry| Some((Property::of(entry.path())?, entry.path().to_owned())))
        .take(MOST)
        .collect();
    let (mut saved, mut left) = (Saved::default(), LARGEST);
    for (property, path) in streams {
        let Ok(stream) = opened.open_stream(&path) else { continue };
        let mut bytes = Vec::new();
        if stream.take(left).read_to_end(&mut bytes).is_err() {
            continue;
        }
        left = left.saturating_sub(u64::try_from(bytes.len()).unwrap_or(LARGEST));
        saved.take(&property, &property.words(&bytes));
    }
    saved.written()
}

/// Whose a property is.
enum Whose {
    /// The message's own.
    Message,
    /// One of those to whom it did not come.
    Recipient(u32),
    /// Something's in it: the mail that was sent, as a rule.
    Within,
}

/// A property that is a text.
struct Property {
    whose: Whose,
    tag: u16,
    /// Whether it is UTF-16.
    wide: bool,
}

impl Property {
    /// Reads the name of a stream.
    fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.strip_prefix("__substg1.0_")?;
        let (tag, kind) = name.split_at_checked(4)?;
        let wide = match kind {
            "001F" => true,
            "001E" => false,
            _ => return None,
        };
        let (root, holder) = (Path::new("/"), path.parent()?);
        let recipient = || {
            let name = holder.file_name()?.to_str()?.strip_prefix("__recip_version1.0_#")?;
            u32::from_str_radix(name, 16).ok().filter(|_| holder.parent() == Some(root))
        };
        let whose =
            if holder == root { Whose::Message } else { recipient().map_or(Whose::Within, Whose::Recipient) };
        Some(Self { whose, tag: u16::from_str_radix(tag, 16).ok()?, wide })
    }

    fn words(&self, bytes: &[u8]) -> String {
        if self.wide {
            let units: Vec<u16> =
                bytes.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
            String::from_utf16_lossy(&units)
        } else {
            String::from_utf8_lossy(bytes).into_owned()
        }
    }
}

/// To whom it did not come.
#[derive(Default)]
struct Recipient {
    address: String,
    said: String,
}

/// What is read of a saved message.
#[derive(Default)]
struct Saved {
    class: String,
    subject: String,
    sender: String,
    headers: String,
    body: String,
    recipients: BTreeMap<u32, Recipient>,
    /// Lines that may name the mail that was sent.
    rest: String,
}

impl Saved {
    fn take(&mut self, property: &Property, words: &str) {
        match (&property.whose, property.tag) {
            (Whose::Message, 0x001A) => words.clone_into(&mut self.class),
            (Whose::Message, 0x0037) => words.clone_into(&mut self.subject),
            (Whose::Message, 0x007D) => words.clone_into(&mut self.headers),
            (Whose::Message, 0x0C1F | 0x5D01) if words.contains('@') => words.clone_into(&mut self.sender),
            (Whose::Message, 0x1000 | 0x1001) => {
                self.body.push_str(words);
                self.body.push_str("\r\n");
            }
            (Whose::Recipient(number), 0x3003 | 0x39FE) if words.contains('@') => {
                words.clone_into(&mut self.recipients.entry(*number).or_default().address);
            }
            (Whose::Recipient(number), 0x0C1B) => {
                words.clone_into(&mut self.recipients.entry(*number).or_default().said);
            }
            // Its own number, which some servers make as we make those of our mails.
            (Whose::Message, 0x1035) => {}
            _ => {
                for line in words.lines().filter(|line| line.contains('@')) {
                    self.rest.push_str(line);
                    self.rest.push_str("\r\n");
                }
            }
        }
    }

    /// A receipt reports nothing that did not arrive.
    fn written(self) -> Option<Vec<u8>> {
        let class = self.class.to_ascii_uppercase();
        let is_report = class.rsplit('.').next().is_some_and(|last| last.eq_ignore_ascii_case("NDR"));
        if class.starts_with("REPORT.") && !is_report {
            return None;
        }
        let (from, about) = if is_report {
            ("MAILER-DAEMON@localhost", "Undeliverable: ")
        } else {
            (self.sender.as_str(), "")
        };
        let mut written =
            vec![format!("From: {}\r\nSubject: {about}{}\r\n", line(from), line(&self.subject))];
        // What a server that writes no report of the standard says of itself.
        let kept = |name: &str| match name {
            "return-path" => Some("Return-Path"),
            "x-failed-recipients" => Some("X-Failed-Recipients"),
            _ => None,
        };
        let headers = fields(&self.headers);
        written.extend(
            headers.iter().filter_map(|(name, value)| Some(format!("{}: {}\r\n", kept(name)?, line(value)))),
        );
        let about_others = headers.iter().filter(|(name, _)| name != "message-id");
        let about_others: Vec<String> =
            about_others.map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let words =
            format!("{}\r\n{}\r\n{}", self.body, about_others.concat(), self.rest).replace(BOUNDARY, "");
        let text = format!("Content-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n");
        if !is_report || self.recipients.is_empty() {
            written.push(text);
            return Some(written.concat().into_bytes());
        }
        let anybody = self.body.lines().find(|line| status_in(line).is_some()).unwrap_or_default();
        written.push(format!(
            "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"{BOUNDARY}\"\r\n\r\n--{BOUNDARY}\r\n{text}--{BOUNDARY}\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; localhost\r\n"
        ));
        written.extend(self.recipients.values().map(|one| {
            let said = if one.said.is_empty() { anybody } else { one.said.as_str() };
            format!(
                "\r\nFinal-Recipient: rfc822; {}\r\nAction: failed\r\nDiagnostic-Code: smtp; {}\r\n",
                line(&one.address),
                line(said)
            )
        }));
        written.push(format!("\r\n--{BOUNDARY}--\r\n"));
        Some(written.concat().into_bytes())
    }
}

/// Words in one line.
fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").replace(BOUNDARY, "")
}

#[cfg(test)]
mod tests {
    use super::super::{messages, read};
    use domain::{ids::MailId, mails::Bounce};
    use std::{
        io::{Cursor, Write as _},
        path::Path,
    };
    use uuid::Uuid;

    const MAIL: &str = "018f3c2a-1111-7222-8333-444455556666";

    fn saved(class: &str) -> Vec<u8> {
        let original = format!("<{MAIL}@city.example.jp>");
        let own = "<00000000-1111-7222-8333-444455556666@mx.example.jp>";
        let headers = format!("From: <>\r\nMessage-ID:\r\n {own}\r\nSubject: a\r\n");
        let said = "<mx.example.jp #5.1.1 smtp; 550 5.1.1\r\n<office1@example.jp>: user unknown>";
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        for (path, words) in [
            ("/__substg1.0_001A001F", class),
            ("/__substg1.0_0037001F", "配信できませんでした: 説明会のご案内"),
            ("/__substg1.0_007D001F", headers.as_str()),
            ("/__substg1.0_1035001F", own),
            ("/__recip_version1.0_#00000000/__substg1.0_39FE001F", "office1@example.jp"),
            ("/__recip_version1.0_#00000000/__substg1.0_0C1B001F", said),
            ("/__attach_version1.0_#00000000/__substg1.0_3701000D/__substg1.0_1035001F", original.as_str()),
        ] {
            let folder = Path::new(path).parent().unwrap();
            if folder != Path::new("/") {
                file.create_storage_all(folder).unwrap();
            }
            let wide: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
            file.create_stream(path).unwrap().write_all(&wide).unwrap();
        }
        file.into_inner().into_inner()
    }

    #[test]
    fn a_report_that_outlook_saved_says_whose_mail_did_not_arrive_and_why() {
        let [message] = messages(&saved("REPORT.IPM.Note.NDR")).try_into().unwrap();
        let [report] = read(&message).try_into().unwrap();
        let mail = MailId::from_uuid(Uuid::try_parse(MAIL).unwrap());
        assert_eq!((report.mail, report.kind, report.status.as_str()), (Some(mail), Bounce::Hard, "5.1.1"));
        assert_eq!(report.email.unwrap().as_str(), "office1@example.jp");
        assert!(report.diagnostic.ends_with("<office1@example.jp>: user unknown>"), "{}", report.diagnostic);
    }

    #[test]
    fn a_receipt_an_ordinary_mail_and_half_a_file_report_nothing() {
        assert!(messages(&saved("REPORT.IPM.Note.IPNRN")).is_empty());
        let [mail] = messages(&saved("IPM.Note")).try_into().unwrap();
        assert!(read(&mail).is_empty());
        let whole = saved("REPORT.IPM.Note.NDR");
        for cut in (0..whole.len()).step_by(97) {
            for message in messages(&whole[..cut]) {
                read(&message);
            }
        }
    }
}
