//! 連携先 as a pasted table: two columns of office numbers, as a spreadsheet copies them.

use crate::office_number::{OfficeNumber, OfficeNumberError};

/// The most lines of one table.
pub const MOST_LINES: usize = 2_000;

/// Two offices that exchange plans, by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Its line, from 1.
    pub line: usize,
    /// The first.
    pub one: OfficeNumber,
    /// The second.
    pub other: OfficeNumber,
}

/// Why a line is not taken over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PairProblem {
    /// Not two columns.
    #[error("{0} columns")]
    Columns(usize),
    /// A number is none.
    #[error(transparent)]
    Number(OfficeNumberError),
    /// The same office twice.
    #[error("the same office twice")]
    Same,
    /// More lines than one table may have.
    #[error("more than {MOST_LINES} lines")]
    TooMany,
}

/// Reads every line, in order; a first line of headings and empty lines are left out, and a pair that stands twice counts
/// once.
pub fn read(pasted: &str) -> (Vec<Pair>, Vec<(usize, PairProblem)>) {
    let (mut pairs, mut problems) = (Vec::new(), Vec::new());
    let mut seen = std::collections::BTreeSet::new();
    let written = pasted.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    for (count, (at, line)) in written.enumerate() {
        if count == 0 && line.contains("番号") {
            continue;
        }
        if count > MOST_LINES {
            problems.push((at + 1, PairProblem::TooMany));
            break;
        }
        match one(at + 1, line) {
            Ok(pair) if seen.insert((pair.one.min(pair.other), pair.one.max(pair.other))) => pairs.push(pair),
            Ok(_) => {}
            Err(problem) => problems.push((at + 1, problem)),
        }
    }
    (pairs, problems)
}

fn one(line: usize, written: &str) -> Result<Pair, PairProblem> {
    let cells = written.split(['\t', ',', '、', ' ', '　']).map(|cell| cell.trim().trim_matches('"'));
    let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    let [one, other] = cells[..] else { return Err(PairProblem::Columns(cells.len())) };
    let number = |typed| OfficeNumber::parse(typed).map(|parsed| parsed.number).map_err(PairProblem::Number);
    let (one, other) = (number(one)?, number(other)?);
    if one == other { Err(PairProblem::Same) } else { Ok(Pair { line, one, other }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_columns_are_read_line_by_line() {
        let pasted = "事業所番号\t連携先\n2970999013\t2970999021\r\n２９７０９９９０３９, 2970999021\n\n2970999021 2970999013";
        let (pairs, problems) = read(pasted);
        assert_eq!(problems, []);
        let read: Vec<_> = pairs.iter().map(|pair| (pair.line, pair.one.to_string())).collect();
        assert_eq!(read, [(2, "2970999013".to_owned()), (3, "2970999039".to_owned())]);
    }

    #[test]
    fn each_line_that_cannot_be_read_says_why() {
        let (pairs, problems) = read("2970999013\n2970999013\t29709\n2970999013\t2970999013\n1\t2\t3");
        assert_eq!(pairs, []);
        assert_eq!(problems[0], (1, PairProblem::Columns(1)));
        assert!(matches!(problems[1], (2, PairProblem::Number(_))));
        assert_eq!(problems[2..], [(3, PairProblem::Same), (4, PairProblem::Columns(3))]);
    }

    proptest! {
        #[test]
        fn no_line_is_lost(pasted in "([0-9]{8,10}[\t, ]?){0,3}(\n([0-9]{10}\t?){0,3}){0,6}") {
            let (pairs, problems) = read(&pasted);
            let written = pasted.lines().filter(|line| !line.trim().is_empty()).count();
            prop_assert!(pairs.len() + problems.len() <= written);
            prop_assert!(pairs.iter().all(|pair| pair.one != pair.other));
        }
    }
}
