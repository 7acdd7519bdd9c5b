//! One message and its bytes.

use super::{DisplayName, MessageId, SendError, StopLink, Subject, as_html, wrapped};
use chrono::{DateTime, Utc};
use domain::email::Email;
use lettre::{
    Address,
    address::Envelope,
    message::{
        Mailbox, Mailboxes, MultiPart, SinglePart,
        header::{self, ContentTransferEncoding, ContentType, HeaderName, HeaderValue, Headers},
    },
};
use store::mails::Class;

/// Who writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// みどり野市 介護保険課.
    pub name: DisplayName,
    /// The address that the mail server lets us write from.
    pub address: Email,
}

/// A plain text to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The person's address.
    pub to: Email,
    /// The person's or the office's name.
    pub to_name: DisplayName,
    /// Who writes.
    pub from: Sender,
    /// Where an answer goes, when not to the sender.
    pub reply_to: Option<Email>,
    /// What it is about.
    pub subject: Subject,
    /// The text.
    pub text: String,
    /// Whether it is written as HTML, too.
    pub html: bool,
    /// The name of the message, the same at every try.
    pub message_id: MessageId,
    /// What kind of mail it is.
    pub class: Class,
    /// When it was written, the same at every try.
    pub written_at: DateTime<Utc>,
    /// Where one click stops mails of this kind; of outreach only.
    pub stop: Option<StopLink>,
    /// A date for a calendar, as the mail program takes it.
    pub calendar: Option<Invitation>,
}

/// A date for a calendar, with what it asks of the mail program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// `REQUEST` or `CANCEL`.
    method: &'static str,
    /// The file.
    file: String,
}

impl Invitation {
    /// Takes a file that asks for something; any other is no invitation.
    pub fn parse(file: String) -> Option<Self> {
        let method = ["REQUEST", "CANCEL"]
            .into_iter()
            .find(|method| file.lines().any(|line| line.strip_prefix("METHOD:") == Some(*method)))?;
        Some(Self { method, file })
    }
    /// What it asks of the mail program.
    pub const fn method(&self) -> &'static str {
        self.method
    }
    /// The file.
    pub fn file(&self) -> &str {
        &self.file
    }
}

/// A message as the mail server takes it.
pub(super) struct Composed {
    pub(super) envelope: Envelope,
    pub(super) bytes: Vec<u8>,
}

impl Message {
    pub(super) fn compose(&self) -> Result<Composed, SendError> {
        let Self {
            to,
            to_name,
            from,
            reply_to,
            subject,
            text,
            html,
            message_id,
            class: _,
            written_at,
            stop,
            calendar,
        } = self;
        let (sender, recipient) = (address(&from.address)?, address(to)?);
        // Not by lettre's builder of messages: that reads the sender and the date back from the headers that it has just
        // written, which is much of the work of composing, and it cannot read every address that it writes.
        let mut headers = Headers::new();
        headers.set(header::From::from(mailbox(&from.name, sender.clone())));
        headers.set(header::To::from(mailbox(to_name, recipient.clone())));
        headers.set(header::Subject::from(subject.as_str().to_owned()));
        headers.set(header::MessageId::from(message_id.as_str().to_owned()));
        headers.set(header::Date::new((*written_at).into()));
        // Holiday notices and ticket systems do not answer machines (RFC 3834).
        headers.insert_raw(raw("Auto-Submitted", "auto-generated"));
        if let Some(stop) = stop {
            // A mail program shows a button of its own, and posts to the address itself (RFC 2369, RFC 8058).
            headers.insert_raw(raw("List-Unsubscribe", &format!("<{}>", stop.as_str())));
            headers.insert_raw(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        if let Some(reply_to) = reply_to {
            headers.set(header::ReplyTo::from(Mailboxes::from(Mailbox::new(None, address(reply_to)?))));
        }
        headers.set(header::MIME_VERSION_1_0);
        let body = SinglePart::builder()
            .header(ContentType::TEXT_PLAIN)
            .header(ContentTransferEncoding::Base64)
            .body(with_line_ends(&wrapped(text)));
        let page = html.then(|| {
            SinglePart::builder()
                .header(ContentType::TEXT_HTML)
                .header(ContentTransferEncoding::Base64)
                .body(with_line_ends(&as_html(subject.as_str(), text)))
        });
        // The later a way of reading stands, the better it is said to be (RFC 2046 5.1.4).
        let body = if page.is_none() && calendar.is_none() {
            body.formatted()
        } else {
            let mut ways = MultiPart::alternative().singlepart(body);
            if let Some(page) = page {
                ways = ways.singlepart(page);
            }
            if let Some(invitation) = calendar {
                ways = ways.singlepart(invitation_part(invitation)?);
            }
            ways.formatted()
        };
        let envelope = Envelope::new(Some(sender), vec![recipient]).map_err(|_| SendError::Address)?;
        Ok(Composed { envelope, bytes: [headers.to_string().into_bytes(), body].concat() })
    }
}

/// The other way to read the same mail: its method stands in the header, too, or Outlook shows a file (RFC 6047).
fn invitation_part(invitation: &Invitation) -> Result<SinglePart, SendError> {
    let kind = format!("text/calendar; charset=utf-8; method={}", invitation.method);
    Ok(SinglePart::builder()
        .header(ContentType::parse(&kind).map_err(|_| SendError::Address)?)
        .header(ContentTransferEncoding::Base64)
        .body(invitation.file.clone()))
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn mailbox(name: &DisplayName, address: Address) -> Mailboxes {
    let name = Some(name.as_str()).filter(|name| !name.is_empty()).map(str::to_owned);
    Mailboxes::from(Mailbox::new(name, address))
}

fn address(email: &Email) -> Result<Address, SendError> {
    email.for_smtp().parse().map_err(|_| SendError::Address)
}

/// Lines of text in a mail end in CR and LF, whatever they ended in before.
fn with_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n")
}
