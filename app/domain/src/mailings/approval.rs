//! The second person: whoever writes to many does not decide alone.

use crate::ids::AccountId;

/// How many offices one person may write to, where a municipality says nothing else.
pub const ALONE_UP_TO: u32 = 50;

/// Whether a second person is asked before so many mails leave.
pub fn needs_second(mails: u64, alone_up_to: u32) -> bool {
    mails > u64::from(alone_up_to)
}

/// Whether this person may approve what those wrote and that one proposed.
pub fn may_approve(person: AccountId, writers: &[AccountId], proposed_by: AccountId) -> bool {
    person != proposed_by && !writers.contains(&person)
}

/// Why a number is none that a municipality can set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AloneProblem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// Not a number between 0 and 9,999.
    #[error("not a number from 0 to 9999")]
    Number,
}

/// Reads up to how many offices one person may write to; 0 asks a second person always.
pub fn parse_alone(typed: &str) -> Result<u32, AloneProblem> {
    let digits = crate::text::normalise_code(typed);
    let digits = digits.strip_suffix('件').unwrap_or(&digits);
    if digits.is_empty() {
        return Err(AloneProblem::Missing);
    }
    digits.parse().ok().filter(|number| *number <= 9_999).ok_or(AloneProblem::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn person(number: u128) -> AccountId {
        AccountId::from_uuid(Uuid::from_u128(number))
    }

    #[test]
    fn a_second_person_is_asked_above_the_number() {
        assert_eq!([0, 50, 51].map(|mails| needs_second(mails, 50)), [false, false, true]);
        assert!(needs_second(1, 0) && !needs_second(0, 0));
    }

    #[test]
    fn neither_who_wrote_nor_who_asks_approves() {
        let writers = [person(1), person(2)];
        let may: Vec<_> = (1..=4).map(|n| may_approve(person(n), &writers, person(3))).collect();
        assert_eq!(may, [false, false, false, true]);
    }

    #[test]
    fn the_number_is_read_as_it_is_typed() {
        assert_eq!(parse_alone(" ５０件 "), Ok(50));
        assert_eq!(parse_alone("0"), Ok(0));
        assert_eq!(parse_alone(""), Err(AloneProblem::Missing));
        for wrong in ["-1", "10000", "たくさん", "1.5"] {
            assert_eq!(parse_alone(wrong), Err(AloneProblem::Number), "{wrong}");
        }
    }
}
