//! What the program writes to people: plain text, short, with whom to ask at the end.

pub mod accounts;
pub mod review;
pub mod subsidies;

/// What officers read beside a mail that an operator gave up after a restore.
pub const GIVEN_UP: &str = "復元の前に送られていたため、送りませんでした";

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
