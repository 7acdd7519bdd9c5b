//! What the program writes to people: plain text, short, with whom to ask at the end.

pub mod accounts;
pub mod asked;
pub mod awards;
pub mod coming;
pub mod confirmations;
pub mod demos;
pub mod dispatches;
pub mod handovers;
pub mod inquiries;
pub mod mailings;
pub mod occasions;
pub mod opinions;
pub mod payments;
pub mod receipts;
pub mod review;
pub mod subsidies;
pub mod surveys;
pub mod year_end;

/// What officers read beside a mail that an operator gave up after a restore.
pub const GIVEN_UP: &str = "復元の前に送られていたため、送りませんでした";
/// Gateways between networks cut long lines and drop HTML; a text must survive as it is.
#[cfg(test)]
#[track_caller]
fn plain(name: &str, mail: &MailText) {
    assert!(!mail.body.contains(['<', '>', '\t', '\r']), "{name}");
    for sentence in mail.body.split(['。', '\n']) {
        let length = sentence.chars().count();
        assert!(length <= 70 || sentence.starts_with("http"), "{name}: {length} {sentence}");
    }
    assert!(mail.body.chars().count() < 700, "{name}");
}

/// A mail without its envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailText {
    /// The subject.
    pub subject: String,
    /// The text, in lines.
    pub body: String,
}

impl MailText {
    /// Puts a mail together: to whom, paragraphs, and from whom.
    pub fn new(subject: &str, to: &str, paragraphs: &[&str], from: &str) -> Self {
        let greeting = if to.is_empty() { String::new() } else { format!("{to} 様\n\n") };
        Self {
            subject: subject.to_owned(),
            body: format!("{greeting}{}\n\n--\n{from}\n", paragraphs.join("\n\n")),
        }
    }
}
