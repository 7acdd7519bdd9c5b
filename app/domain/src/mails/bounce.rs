//! What came back: for good, for now, or only late.

use crate::{email::Email, ids::MailId};
use serde::{Deserialize, Serialize};

/// Within so many days temporary failures are counted.
pub const SOFT_DAYS: i64 = 30;
/// So many temporary failures within [`SOFT_DAYS`] are one for good.
pub const SOFT_LIMIT: u64 = 3;

/// What a report says of one recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bounce {
    /// It did not arrive, and a mail to this address never will.
    Hard,
    /// It did not arrive this time.
    Soft,
    /// It is on its way, or arrived: nothing to do.
    Other,
}

impl Bounce {
    /// The word in the row.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Hard => "hard",
            Self::Soft => "soft",
            Self::Other => "other",
        }
    }
}

/// A report about one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Of the bytes that said it.
    pub fingerprint: String,
    /// Which mail of ours it names, by its Message-ID.
    pub mail: Option<MailId>,
    /// Which address.
    pub email: Option<Email>,
    /// What it says of it.
    pub kind: Bounce,
    /// The status as it stands there: `5.1.1`.
    pub status: String,
    /// What the server said.
    pub diagnostic: String,
}

/// Whether so many temporary failures mean that an address takes no mail.
pub const fn is_too_many(soft: u64) -> bool {
    soft >= SOFT_LIMIT
}

/// What a status (`5.1.1`, RFC 3463) and an action (`failed`, RFC 3464) mean. A full mailbox, a server that answers in
/// no time and a text that is refused say nothing of the address, whatever digit comes first.
pub fn kind_of(action: &str, status: &str) -> Bounce {
    let action = action.trim().to_ascii_lowercase();
    if matches!(action.as_str(), "delayed" | "delivered" | "relayed" | "expanded") {
        return Bounce::Other;
    }
    let mut parts = status.trim().split('.').map(|part| part.trim().parse::<u32>().ok());
    let (class, subject, detail) = (parts.next().flatten(), parts.next().flatten(), parts.next().flatten());
    let is_hard = matches!(
        (class, subject, detail),
        // Undefined, as old servers write; no such mailbox, no such domain, moved.
        (Some(5), Some(0 | 1) | None, _)
            // Disabled.
            | (Some(5), Some(2), Some(0 | 1) | None)
            // The host is not known, or accepts no mail.
            | (Some(5), Some(4), Some(1 | 4))
            | (Some(5), Some(3), Some(2))
    );
    if is_hard {
        Bounce::Hard
    } else if matches!(class, Some(4 | 5)) || (class.is_none() && action == "failed") {
        Bounce::Soft
    } else {
        Bounce::Other
    }
}

/// The status that stands in a server's words: `5.1.1`.
pub fn status_in(words: &str) -> Option<&str> {
    words.split(|c: char| !(c.is_ascii_digit() || c == '.')).find(|word| {
        let mut parts = word.split('.');
        let first = parts.next().is_some_and(|class| matches!(class, "2" | "4" | "5"));
        let rest: Vec<&str> = parts.collect();
        first && rest.len() == 2 && rest.iter().all(|part| (1..=3).contains(&part.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_status_is_found_among_words() {
        assert_eq!(status_in("550 5.1.1 <a@example.jp>: no such user"), Some("5.1.1"));
        assert_eq!(status_in("smtp;550-5.7.26 unauthenticated"), Some("5.7.26"));
        for none in ["550 no such user", "192.0.2.1 said no", "1.2.3", "5..1", ""] {
            assert_eq!(status_in(none), None, "{none}");
        }
    }

    #[test]
    fn only_what_says_something_of_the_address_is_for_good() {
        for (action, status, kind) in [
            ("failed", "5.1.1", Bounce::Hard),
            ("Failed", " 5.1.10 ", Bounce::Hard),
            ("failed", "5.2.1", Bounce::Hard),
            ("failed", "5.0.0", Bounce::Hard),
            ("failed", "5.4.4", Bounce::Hard),
            ("failed", "5.2.2", Bounce::Soft),
            ("failed", "5.7.1", Bounce::Soft),
            ("failed", "4.4.7", Bounce::Soft),
            ("failed", "", Bounce::Soft),
            ("delayed", "4.4.1", Bounce::Other),
            ("delivered", "2.0.0", Bounce::Other),
            ("", "5.1.2", Bounce::Hard),
            ("", "", Bounce::Other),
        ] {
            assert_eq!(kind_of(action, status), kind, "{action} {status}");
        }
    }

    #[test]
    fn three_temporary_failures_are_one_for_good() {
        assert_eq!([1, 2, 3].map(is_too_many), [false, false, true]);
    }

    proptest! {
        #[test]
        fn whatever_a_report_says_is_read(action in "\\PC{0,12}", status in "[0-9. ]{0,9}") {
            let kind = kind_of(&action, &status);
            prop_assert!(kind != Bounce::Hard || status.trim().starts_with('5') || status.trim().starts_with('0'));
        }
    }
}
