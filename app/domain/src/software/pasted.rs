//! The catalogue as a pasted table: vendor, product, version, whether it conforms, as of which day, where that is known
//! from. Columns stand between tabs, as a spreadsheet copies them, or commas.

use super::{Claim, ClaimForm, Conforms, Field, Problem, Standard, name_key};
use crate::{form::Typed, text};
use chrono::NaiveDate;

/// The most lines of one table.
pub const MOST_LINES: usize = 500;

/// A line that can be taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its place in the table, from 1.
    pub number: usize,
    /// The vendor's name.
    pub vendor: String,
    /// The product's name.
    pub product: String,
    /// What is said of its conformance, and where that is known from; a line may name a product alone.
    pub claim: Option<(Claim, String)>,
}

/// Why a line cannot be taken over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineProblem {
    /// No vendor or no product.
    #[error("no vendor or no product")]
    Nameless,
    /// Other columns than two or six.
    #[error("{0} columns")]
    Columns(usize),
    /// A version that there is not.
    #[error("no such version")]
    Standard,
    /// Neither yes, no nor planned.
    #[error("neither yes, no nor planned")]
    Conforms,
    /// A field is not taken.
    #[error("a field is not taken")]
    Field(Field, Problem),
    /// More lines than one table may have.
    #[error("more than {MOST_LINES} lines")]
    TooMany,
}

/// Reads a version as people write it.
fn standard(typed: &str) -> Option<Standard> {
    let key = name_key(typed);
    match key.trim_start_matches(['v', '第']).trim_start_matches("er").trim_end_matches('版') {
        "4" | "40" => Some(Standard::V4),
        "41" => Some(Standard::V4_1),
        "1" | "2" | "3" | "v4より前" | "4より前" | "以前" => Some(Standard::Earlier),
        _ => Standard::named(typed),
    }
}

fn conforms(typed: &str) -> Option<Conforms> {
    match text::search_key(typed).as_str() {
        "対応" | "対応済" | "対応済み" | "準拠" | "あり" | "○" | "〇" | "はい" => {
            Some(Conforms::Yes)
        }
        "未対応" | "非対応" | "なし" | "×" | "いいえ" => Some(Conforms::No),
        "予定" | "対応予定" | "△" => Some(Conforms::Planned),
        word => Conforms::named(word),
    }
}

/// Reads every line, in order; a first line of headings and empty lines are left out.
pub fn read(pasted: &str, today: NaiveDate) -> (Vec<Line>, Vec<(usize, LineProblem)>) {
    let (mut lines, mut problems) = (Vec::new(), Vec::new());
    let written = pasted.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    for (count, (at, line)) in written.enumerate() {
        let number = at + 1;
        let separator = if line.contains('\t') { '\t' } else { ',' };
        let cells: Vec<&str> = line.split(separator).map(|cell| cell.trim().trim_matches('"')).collect();
        if count == 0 && cells.iter().any(|cell| matches!(*cell, "製品" | "製品名" | "ソフト名" | "開発会社"))
        {
            continue;
        }
        if count > MOST_LINES {
            problems.push((number, LineProblem::TooMany));
            break;
        }
        match one(number, &cells, today) {
            Ok(line) => lines.push(line),
            Err(problem) => problems.push((number, problem)),
        }
    }
    (lines, problems)
}

fn one(number: usize, cells: &[&str], today: NaiveDate) -> Result<Line, LineProblem> {
    let (vendor, product, rest) = match cells {
        [vendor, product] => (vendor, product, None),
        [vendor, product, rest @ ..] if rest.iter().all(|cell| cell.is_empty()) => (vendor, product, None),
        [vendor, product, version, answer, day, source] => {
            (vendor, product, Some((version, answer, day, source)))
        }
        _ => return Err(LineProblem::Columns(cells.len())),
    };
    let (vendor, product) = (text::tidy_name(vendor), text::tidy_name(product));
    if name_key(&vendor).is_empty() || name_key(&product).is_empty() {
        return Err(LineProblem::Nameless);
    }
    for (field, name) in [(Field::VendorName, &vendor), (Field::Name, &product)] {
        if text::graphemes(name) > 80 {
            return Err(LineProblem::Field(field, Problem::TooLong { most: 80 }));
        }
    }
    let claim = match rest {
        None => None,
        Some((version, answer, day, source)) => {
            let version = standard(version).ok_or(LineProblem::Standard)?;
            let answer = conforms(answer).ok_or(LineProblem::Conforms)?;
            let typed = Typed::default()
                .with(Field::Standard.name(), version.name())
                .with(Field::Conforms.name(), answer.name())
                .with(Field::AsOf.name(), *day)
                .with(Field::Source.name(), *source);
            match ClaimForm::parse(&typed, today) {
                Ok(read) => Some((read.claim, read.source)),
                Err(errors) => {
                    let first = errors.into_iter().next();
                    let (field, problem) = first.unwrap_or((Field::Source, Problem::Missing));
                    return Err(LineProblem::Field(field, problem));
                }
            }
        }
    };
    Ok(Line { number, vendor, product, claim })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 15).unwrap()
    }

    #[test]
    fn a_table_from_a_spreadsheet_is_read_line_by_line() {
        let pasted = "開発会社\t製品名\t標準仕様\t対応\t時点\t出典\r\n\
                      みどり情報\tケアみどり\tV4.1\t対応\t令和7年10月1日\t製品の案内\r\n\r\n\
                      みどり情報\tケアみどり\tＶ４\t○\t2025-04-01\t製品の案内\n\
                      あおいソフト,ケアあおい\n\
                      あおいソフト\tケアあおい\tv3\t×\t2025/4/1\t電話で確認";
        let (lines, problems) = read(pasted, today());
        assert_eq!(problems, []);
        let read: Vec<_> = lines
            .iter()
            .map(|line| (line.number, line.claim.as_ref().map(|(claim, _)| (claim.standard, claim.conforms))))
            .collect();
        assert_eq!(
            read,
            [
                (2, Some((Standard::V4_1, Conforms::Yes))),
                (4, Some((Standard::V4, Conforms::Yes))),
                (5, None),
                (6, Some((Standard::Earlier, Conforms::No))),
            ]
        );
    }

    #[test]
    fn each_line_that_cannot_be_read_says_why() {
        let pasted = "みどり情報\n\tケアみどり\nA社\tB\t9\t対応\t令和7年1月1日\t案内\nA社\tB\tV4\tたぶん\t令和7年1月1日\t案内\n\
                      A社\tB\tV4\t対応\t令和9年1月1日\t案内\nA社\tB\tV4\t対応\t令和7年1月1日\t";
        let (lines, problems) = read(pasted, today());
        assert_eq!(lines, []);
        assert_eq!(
            problems,
            [
                (1, LineProblem::Columns(1)),
                (2, LineProblem::Nameless),
                (3, LineProblem::Standard),
                (4, LineProblem::Conforms),
                (5, LineProblem::Field(Field::AsOf, Problem::Future)),
                (6, LineProblem::Field(Field::Source, Problem::Missing)),
            ]
        );
    }

    proptest! {
        #[test]
        fn every_line_is_taken_or_told(pasted in "([a-cア-ウ]{0,2}[\t,]?){0,12}(\n[a-cア-ウ\t]{0,9}){0,9}") {
            let (lines, problems) = read(&pasted, today());
            let written = pasted.lines().filter(|line| !line.trim().is_empty()).count();
            prop_assert_eq!(lines.len() + problems.len(), written);
        }
    }
}
