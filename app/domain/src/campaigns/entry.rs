//! Results as an officer keys them in: a line for each office, its number in the list, the key, and what else was said.

use super::{Channel, Reply};
use crate::text::{graphemes, tidy_name};

/// One office's result as it was keyed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The line, from 1.
    pub line: usize,
    /// The office's number in the list.
    pub place: u32,
    /// What came back.
    pub reply: Reply,
    /// What else was said.
    pub note: String,
    /// Whether it replaces what was entered before: the line begins with `=`.
    pub replaces: bool,
}

/// What is wrong in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryProblem {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: EntryFault,
}

/// What can be wrong in a line, or in a row's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryFault {
    /// It does not begin with a number of the list.
    #[error("no number of the list")]
    NoPlace,
    /// The list has no such number.
    #[error("the list has no such number")]
    UnknownPlace(u32),
    /// No key, or one that stands for nothing.
    #[error("no such key")]
    NoKey,
    /// The note is too long.
    #[error("more than {0} characters")]
    LongNote(usize),
    /// The same number stands in an earlier line.
    #[error("stands in line {0}, too")]
    Twice(usize),
    /// The office is left out.
    #[error("left out")]
    LeftOut,
    /// Something was entered before and stands.
    #[error("entered before")]
    Entered(Reply),
    /// There is no line.
    #[error("nothing was typed")]
    Empty,
    /// More lines than are taken at once.
    #[error("more than {0} lines")]
    TooMany(usize),
}

/// The fields of the forms in which results are entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryField {
    /// One line.
    Lines,
    /// Several lines at once.
    Several,
    /// What came back, in the form of a row.
    Reply,
    /// What else was said, in the form of a row.
    Note,
}

impl EntryField {
    /// The name of the posted field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Several => "several",
            Self::Reply => "reply",
            Self::Note => "note",
        }
    }
}

impl Entry {
    /// The most characters of a note.
    pub const NOTE: usize = 500;
    /// The most lines at once.
    pub const LINES: usize = 500;
}

/// Reads what was keyed in: every line, or all that is wrong.
pub fn read(channel: Channel, typed: &str) -> Result<Vec<Entry>, Vec<EntryProblem>> {
    let lines: Vec<_> =
        (1..).zip(typed.lines()).filter(|(_, line): &(usize, &str)| !line.trim().is_empty()).collect();
    if lines.is_empty() {
        return Err(vec![EntryProblem { line: 1, fault: EntryFault::Empty }]);
    }
    if lines.len() > Entry::LINES {
        return Err(vec![EntryProblem { line: 1, fault: EntryFault::TooMany(Entry::LINES) }]);
    }
    let (mut entries, mut problems): (Vec<Entry>, Vec<EntryProblem>) = (Vec::new(), Vec::new());
    for (line, text) in lines {
        match read_line(channel, line, text) {
            Ok(entry) => match entries.iter().find(|earlier| earlier.place == entry.place) {
                Some(earlier) => {
                    problems.push(EntryProblem { line, fault: EntryFault::Twice(earlier.line) });
                }
                None => entries.push(entry),
            },
            Err(fault) => problems.push(EntryProblem { line, fault }),
        }
    }
    if problems.is_empty() { Ok(entries) } else { Err(problems) }
}

fn read_line(channel: Channel, line: usize, text: &str) -> Result<Entry, EntryFault> {
    let text = text.trim();
    let (replaces, text) = match text.strip_prefix(['=', '＝']) {
        Some(rest) => (true, rest.trim()),
        None => (false, text),
    };
    let (place, rest) = word(text);
    let place: u32 = number(place).filter(|place| *place > 0).ok_or(EntryFault::NoPlace)?;
    let (key, note) = word(rest);
    let key = number(key).and_then(|key| usize::try_from(key).ok());
    let reply = key.and_then(|key| Reply::of_key(channel, key)).ok_or(EntryFault::NoKey)?;
    let note = tidy_name(note);
    if graphemes(&note) > Entry::NOTE {
        return Err(EntryFault::LongNote(Entry::NOTE));
    }
    Ok(Entry { line, place, reply, note, replaces })
}

/// The first word and the rest; words stand between spaces, commas and tabs.
fn word(text: &str) -> (&str, &str) {
    let between = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | '.' | '：' | ':');
    let text = text.trim_start_matches(between);
    let end = text.find(between).unwrap_or(text.len());
    let (first, rest) = text.split_at(end);
    (first, rest.trim_start_matches(between))
}

/// A number in digits of either width.
fn number(word: &str) -> Option<u32> {
    let plain: String = word
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
            c => c,
        })
        .collect();
    plain.chars().all(|c| c.is_ascii_digit()).then(|| plain.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_read_as_they_are_typed() {
        let entries =
            read(Channel::Phone, "12 1 来月から検討\n\n１３　３\n=14,7,番号は0999-88-0014").unwrap();
        let told: Vec<_> = entries
            .iter()
            .map(|entry| (entry.line, entry.place, entry.reply, entry.note.as_str(), entry.replaces))
            .collect();
        assert_eq!(
            told,
            [
                (1, 12, Reply::Talked, "来月から検討", false),
                (3, 13, Reply::Absent, "", false),
                (4, 14, Reply::WrongNumber, "番号は0999-88-0014", true),
            ]
        );
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let faults = |text: &str| {
            let problems = read(Channel::Post, text).unwrap_err();
            problems.into_iter().map(|problem| (problem.line, problem.fault)).collect::<Vec<_>>()
        };
        assert_eq!(
            faults("あ 1\n3\n4 9\n5 1\n5 2"),
            [
                (1, EntryFault::NoPlace),
                (2, EntryFault::NoKey),
                (3, EntryFault::NoKey),
                (5, EntryFault::Twice(4))
            ]
        );
        assert_eq!(faults(" \n"), [(1, EntryFault::Empty)]);
        assert_eq!(faults("0 1"), [(1, EntryFault::NoPlace)]);
        assert_eq!(faults(&format!("1 1 {}", "長".repeat(501))), [(1, EntryFault::LongNote(500))]);
        assert_eq!(faults(&"1 1\n".repeat(501)), [(1, EntryFault::TooMany(500))]);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_told(text in "[\\s\\S]{0,80}") {
            match read(Channel::Visit, &text) {
                Ok(entries) => prop_assert!(!entries.is_empty()),
                Err(problems) => prop_assert!(!problems.is_empty()),
            }
        }
    }
}
