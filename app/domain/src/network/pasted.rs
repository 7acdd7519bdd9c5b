//! 連携先 as a pasted table: each line names two offices, by number or by name, as a spreadsheet copies them. What a line
//! means is decided by a person wherever the register leaves it open, and no line is lost.

use crate::{
    ids::OfficeId,
    office_number::{OfficeNumber, OfficeNumberError},
    text::{normalise_code, search_key},
};
use std::collections::{BTreeMap, BTreeSet};

/// The most lines of one table.
pub const MOST_LINES: usize = 2_000;
/// The most offices that a person chooses among.
const MOST_MEANT: usize = 12;
/// The most 連携先 that one office names.
pub const MOST_LISTED: usize = 100;
/// The fewest characters of a name that is only part of another.
const LEAST_PART: usize = 3;

/// One of the two of a line, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// By its number.
    Number(OfficeNumber),
    /// By its name.
    Name(String),
}

/// Why a line names no two offices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LineProblem {
    /// Not two columns.
    #[error("{0} columns")]
    Columns(usize),
    /// A number that is none.
    #[error(transparent)]
    Number(OfficeNumberError),
    /// More lines than one table may have.
    #[error("more than {MOST_LINES} lines")]
    TooMany,
}

/// The two of a line, or why there are no two.
pub type Sides = Result<[Written; 2], LineProblem>;

/// A line that was pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedLine {
    /// Which, from 1.
    pub line: usize,
    /// As it stands there.
    pub text: String,
    /// What it says.
    pub sides: Sides,
}

/// Reads every line that is not empty, in order; a first line of headings is left out.
pub fn read(pasted: &str) -> Vec<PastedLine> {
    let written = pasted.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let mut lines = Vec::new();
    for (count, (at, line)) in written.enumerate() {
        if count == 0 && is_heading(line) {
            continue;
        }
        let sides = if lines.len() < MOST_LINES { sides(line) } else { Err(LineProblem::TooMany) };
        lines.push(PastedLine { line: at + 1, text: line.trim_end().to_owned(), sides });
    }
    lines
}

/// Reads the 連携先 of one office, one on a line, each once: by number where one stands on the line, by name elsewhere. A
/// number that is none is kept as it is written, as a name that nobody has.
pub fn listed(text: &str) -> Vec<Written> {
    let mut all = Vec::new();
    for line in text.lines() {
        let line = line.trim().trim_start_matches(['・', '･', '●', '-']).trim();
        if line.is_empty() {
            continue;
        }
        let mut words = line.split(['\t', ',', '，', '、', ' ', '　']).map(|word| word.trim_matches('"'));
        let number = words.find(|word| looks_like_number(word)).and_then(|word| written(word).ok());
        let one = number.unwrap_or_else(|| Written::Name(line.to_owned()));
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

fn is_heading(line: &str) -> bool {
    ["番号", "事業所名", "連携先"].iter().any(|word| line.contains(word))
        && !line.chars().any(char::is_numeric)
}

fn sides(line: &str) -> Sides {
    let cells = |apart: &[char]| -> Vec<String> {
        line.split(apart)
            .map(|cell| cell.trim().trim_matches('"').trim().to_owned())
            .filter(|cell| !cell.is_empty())
            .collect()
    };
    let mut columns = cells(&['\t', ',', '，']);
    if columns.len() < 2 {
        // Numbers stand apart by spaces as well; a name may have some of its own.
        let apart = cells(&[' ', '　', '、']);
        if apart.iter().all(|cell| looks_like_number(cell)) {
            columns = apart;
        }
    }
    if columns.len() > 2 {
        // Numbers with the names beside them: the numbers say it.
        let numbers: Vec<String> = columns.iter().filter(|cell| looks_like_number(cell)).cloned().collect();
        if numbers.len() == 2 {
            columns = numbers;
        }
    }
    let [one, other] = &columns[..] else { return Err(LineProblem::Columns(columns.len())) };
    Ok([written(one)?, written(other)?])
}

/// Ten characters, most of them digits, or only digits.
fn looks_like_number(cell: &str) -> bool {
    let code = normalise_code(cell);
    let digits = code.chars().filter(char::is_ascii_digit).count();
    code.is_ascii() && digits >= 5 && digits + 1 >= code.chars().count()
}

fn written(cell: &str) -> Result<Written, LineProblem> {
    if !looks_like_number(cell) {
        return Ok(Written::Name(cell.to_owned()));
    }
    OfficeNumber::parse(cell).map(|parsed| Written::Number(parsed.number)).map_err(LineProblem::Number)
}

/// An office of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Which.
    pub office: OfficeId,
    /// Its number.
    pub number: OfficeNumber,
    /// Its name.
    pub name: String,
}

/// What a word of a line means in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// This office.
    One(OfficeId),
    /// One of these, in the order of the register: a person says which.
    Several(Vec<OfficeId>),
    /// More than a person would look through: it has to be written more exactly.
    Many,
    /// Nobody.
    Nobody,
}

/// The register, to find offices in by number and name.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    numbers: BTreeMap<OfficeNumber, OfficeId>,
    names: BTreeMap<String, Vec<OfficeId>>,
    keys: Vec<(String, OfficeId)>,
}

impl Reader {
    /// Takes the register, and the numbers of offices that were merged into others of it.
    pub fn new(register: &[Named], former: impl IntoIterator<Item = (OfficeNumber, OfficeId)>) -> Self {
        let mut numbers: BTreeMap<OfficeNumber, OfficeId> = former.into_iter().collect();
        numbers.extend(register.iter().map(|named| (named.number, named.office)));
        let keys: Vec<(String, OfficeId)> =
            register.iter().map(|named| (search_key(&named.name), named.office)).collect();
        let mut names: BTreeMap<String, Vec<OfficeId>> = BTreeMap::new();
        for (key, office) in &keys {
            names.entry(key.clone()).or_default().push(*office);
        }
        Self { numbers, names, keys }
    }

    /// Whom a word means. A name that is the name of one office means it; one that several have, or that is only part of a
    /// name (or has one as its part), is a person's to decide.
    pub fn meant(&self, written: &Written) -> Meant {
        let name = match written {
            Written::Number(number) => {
                return self.numbers.get(number).map_or(Meant::Nobody, |office| Meant::One(*office));
            }
            Written::Name(name) => search_key(name),
        };
        if let Some(offices) = self.names.get(&name) {
            return match offices[..] {
                [office] => Meant::One(office),
                _ => Meant::Several(offices.clone()),
            };
        }
        let is_part = |part: &str, whole: &str| part.chars().count() >= LEAST_PART && whole.contains(part);
        let near: Vec<OfficeId> = self
            .keys
            .iter()
            .filter(|(key, _)| is_part(&name, key) || is_part(key, &name))
            .map(|(_, office)| *office)
            .collect();
        match near.len() {
            0 => Meant::Nobody,
            1..=MOST_MEANT => Meant::Several(near),
            _ => Meant::Many,
        }
    }

    /// What a line means, with what a person picked where it is open. A pick that was not offered is none.
    pub fn matched(&self, line: &PastedLine, picked: impl Fn(usize) -> Option<OfficeId>) -> Matched {
        let sides = match &line.sides {
            Ok(sides) => sides,
            Err(problem) => return Matched::Wrong(*problem),
        };
        let settled = |side: usize| match self.meant(&sides[side]) {
            Meant::Several(offices) => match picked(side).filter(|office| offices.contains(office)) {
                Some(office) => Meant::One(office),
                None => Meant::Several(offices),
            },
            other => other,
        };
        match [settled(0), settled(1)] {
            [Meant::One(one), Meant::One(other)] if one == other => Matched::Same,
            [Meant::One(one), Meant::One(other)] => Matched::Pair(one, other),
            sides => Matched::Open(sides),
        }
    }
}

/// What a line means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matched {
    /// These two exchange plans.
    Pair(OfficeId, OfficeId),
    /// Twice the same office.
    Same,
    /// One or both are not decided, or not there.
    Open([Meant; 2]),
    /// It names no two offices.
    Wrong(LineProblem),
}

impl Matched {
    /// The pairs of several lines, each once, whichever of the two is named first.
    pub fn pairs<'a>(matched: impl IntoIterator<Item = &'a Self>) -> Vec<(OfficeId, OfficeId)> {
        let mut seen = BTreeSet::new();
        let pair = |one: &Self| match one {
            Self::Pair(one, other) => Some((*one, *other)),
            _ => None,
        };
        let pairs = matched.into_iter().filter_map(pair);
        pairs.filter(|(one, other)| seen.insert((*one.min(other), *one.max(other)))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{super::testing::office, *};
    use proptest::prelude::*;
    use rstest::rstest;

    fn number(typed: &str) -> OfficeNumber {
        OfficeNumber::parse(typed).unwrap().number
    }

    fn reader() -> Reader {
        let named = |place: usize, typed: &str, name: &str| Named {
            office: office(place),
            number: number(typed),
            name: name.into(),
        };
        let register = [
            named(1, "2970999013", "ひだまり居宅介護支援事業所"),
            named(2, "2970999021", "デイサービスあおぞら"),
            named(3, "2970999039", "デイサービスあおぞら"),
            named(4, "2960990048", "訪問看護ステーション　みどり"),
        ];
        Reader::new(&register, [(number("2990999050"), office(4))])
    }

    fn matched(text: &str) -> Matched {
        let lines = read(text);
        reader().matched(&lines[0], |_| None)
    }

    #[rstest]
    #[case::numbers("2970999013\t2970999021", Matched::Pair(office(1), office(2)))]
    #[case::wide("２９７０９９９０１３, 2970999039", Matched::Pair(office(1), office(3)))]
    #[case::spaces("2970999013　2970999021", Matched::Pair(office(1), office(2)))]
    #[case::names(
        "ひだまり居宅介護支援事業所\t訪問看護ステーションみどり",
        Matched::Pair(office(1), office(4))
    )]
    #[case::beside("2970999013,ひだまり,2960990048,みどり", Matched::Pair(office(1), office(4)))]
    #[case::merged("2970999013\t2990999050", Matched::Pair(office(1), office(4)))]
    #[case::same("2960990048\t2990999050", Matched::Same)]
    #[case::columns("2970999013", Matched::Wrong(LineProblem::Columns(1)))]
    #[case::more("a\tb\tc", Matched::Wrong(LineProblem::Columns(3)))]
    fn a_line_means_two_offices(#[case] text: &str, #[case] meant: Matched) {
        assert_eq!(matched(text), meant);
    }

    #[test]
    fn a_list_of_one_office_is_read_line_by_line_and_loses_nothing() {
        let read =
            listed("2970999013\tひだまり\n ・デイサービスあおぞら \n\n297099901\n２９７０９９９０１３\n");
        let named = |name: &str| Written::Name(name.into());
        assert_eq!(
            read,
            [Written::Number(number("2970999013")), named("デイサービスあおぞら"), named("297099901")]
        );
        let meant: Vec<_> = read.iter().map(|one| reader().meant(one)).collect();
        assert_eq!(meant, [Meant::One(office(1)), Meant::Several(vec![office(2), office(3)]), Meant::Nobody]);
    }

    #[test]
    fn what_is_open_is_decided_by_a_person_and_only_among_what_is_offered() {
        let lines = read("2970999013\tあおぞら");
        let both = Meant::Several(vec![office(2), office(3)]);
        assert_eq!(
            reader().matched(&lines[0], |_| None),
            Matched::Open([Meant::One(office(1)), both.clone()])
        );
        let picked = |side: usize| (side == 1).then(|| office(3));
        assert_eq!(reader().matched(&lines[0], picked), Matched::Pair(office(1), office(3)));
        assert_eq!(
            reader().matched(&lines[0], |_| Some(office(4))),
            Matched::Open([Meant::One(office(1)), both])
        );
        assert_eq!(reader().meant(&Written::Name("どこにもない".into())), Meant::Nobody);
        let named = |place: usize| Named {
            office: office(place),
            number: number("2970999013"),
            name: format!("デイサービス{place}"),
        };
        let many = Reader::new(&(0..13).map(named).collect::<Vec<_>>(), []);
        assert_eq!(many.meant(&Written::Name("デイサービス".into())), Meant::Many);
        assert_eq!(reader().meant(&Written::Number(number("29A0999065"))), Meant::Nobody);
        assert!(matches!(matched("29709\t2970999013"), Matched::Wrong(LineProblem::Number(_))));
    }

    #[test]
    fn headings_are_left_out_and_a_pair_that_stands_twice_counts_once() {
        let lines = read("事業所番号\t連携先の番号\r\n2970999013\t2970999021\n\n2970999021\t2970999013");
        let told: Vec<_> = lines.iter().map(|one| one.line).collect();
        assert_eq!(told, [2, 4]);
        let all: Vec<_> = lines.iter().map(|line| reader().matched(line, |_| None)).collect();
        assert_eq!(Matched::pairs(&all), [(office(1), office(2))]);
    }

    proptest! {
        #[test]
        fn no_line_is_lost(pasted in "([0-9あ事]{1,10}[\t, ]?){0,3}(\n([0-9]{10}\t?){0,3}){0,6}") {
            let lines = read(&pasted);
            let written = pasted.lines().filter(|line| !line.trim().is_empty()).count();
            prop_assert_eq!(lines.len(), written);
        }
    }
}
