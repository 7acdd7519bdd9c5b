//! 金融機関・店舗の一覧: what a city loads so that banks and branches are known by their numbers.

use super::{BankText, TextError};
use crate::text::{normalise_code, tidy_name};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One branch of one bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// 金融機関コード, four digits.
    pub bank: String,
    /// 支店コード, three digits.
    pub branch: String,
    /// 金融機関名 as the file writes it, at most 15 bytes.
    pub bank_kana: BankText,
    /// 金融機関名.
    pub bank_name: String,
    /// 支店名 as the file writes it, at most 15 bytes.
    pub branch_kana: BankText,
    /// 支店名.
    pub branch_name: String,
}

/// A row that was read, or what is wrong in it.
pub type BranchLine = Result<Branch, BranchProblem>;

/// Why a row of the list is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BranchProblem {
    /// Fewer than six cells.
    #[error("{0} cells instead of 6")]
    Cells(usize),
    /// 金融機関コード is not four digits.
    #[error("the code of the bank is not four digits")]
    Bank,
    /// 支店コード is not three digits.
    #[error("the code of the branch is not three digits")]
    Branch,
    /// A name has characters that no bank takes.
    #[error("unusable: {0}")]
    Kana(TextError),
    /// A name is longer than the file has room for.
    #[error("a name of {0} bytes, more than 15")]
    Long(usize),
    /// A name in kanji is missing or too long.
    #[error("a name is missing or too long")]
    Name,
}

/// Most bytes of the name of a bank or a branch.
pub(super) const NAME_BYTES: usize = 15;

/// Reads a row: bank code, bank kana, bank name, branch code, branch kana, branch name.
pub fn branch_line(cells: &[String]) -> BranchLine {
    let [bank, bank_kana, bank_name, branch, branch_kana, branch_name] = cells else {
        return Err(BranchProblem::Cells(cells.len()));
    };
    let code = |typed: &str, length: usize| {
        let code = normalise_code(typed);
        // A spreadsheet takes leading zeros away.
        let code = format!("{code:0>length$}");
        (code.len() == length && code.bytes().all(|b| b.is_ascii_digit())).then_some(code)
    };
    let kana = |typed: &str| {
        let text = BankText::convert(typed).map_err(BranchProblem::Kana)?.text;
        if text.bytes() > NAME_BYTES { Err(BranchProblem::Long(text.bytes())) } else { Ok(text) }
    };
    let name = |typed: &str| {
        let name = tidy_name(typed).trim().to_owned();
        if name.is_empty() || name.chars().count() > 60 { Err(BranchProblem::Name) } else { Ok(name) }
    };
    Ok(Branch {
        bank: code(bank, 4).ok_or(BranchProblem::Bank)?,
        branch: code(branch, 3).ok_or(BranchProblem::Branch)?,
        bank_kana: kana(bank_kana)?,
        bank_name: name(bank_name)?,
        branch_kana: kana(branch_kana)?,
        branch_name: name(branch_name)?,
    })
}

/// The branches of a list whose rows have numbers, the last of those with one code; and the rows that are none, by their
/// numbers. A first row of headings is not one of those.
pub fn branch_list(rows: Vec<(u32, Vec<String>)>) -> (Vec<Branch>, Vec<(u32, BranchProblem)>) {
    let (mut list, mut wrong) = (BTreeMap::new(), Vec::new());
    for (place, (line, cells)) in rows.into_iter().enumerate() {
        match branch_line(&cells) {
            Ok(branch) => {
                list.insert((branch.bank.clone(), branch.branch.clone()), branch);
            }
            Err(BranchProblem::Bank | BranchProblem::Kana(_)) if place == 0 => {}
            Err(problem) => wrong.push((line, problem)),
        }
    }
    (list.into_values().collect(), wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn row(cells: [&str; 6]) -> Vec<String> {
        cells.map(str::to_owned).to_vec()
    }

    #[test]
    fn a_row_is_read_as_spreadsheets_save_it() {
        let read = branch_line(&row(["123", "ミドリギンコウ", "みどり銀行", "5", "ホンテン", "本店"]))
            .expect("read");
        assert_eq!((read.bank.as_str(), read.branch.as_str()), ("0123", "005"));
        assert_eq!((read.bank_kana.as_str(), read.branch_kana.as_str()), ("ﾐﾄﾞﾘｷﾞﾝｺｳ", "ﾎﾝﾃﾝ"));
    }

    #[rstest]
    #[case(["01234", "ミドリ", "みどり", "001", "ホンテン", "本店"], BranchProblem::Bank)]
    #[case(["0123", "ミドリ", "みどり", "abc", "ホンテン", "本店"], BranchProblem::Branch)]
    #[case(["0123", "ミドリシンヨウキンコチュウオウ", "みどり", "001", "ホンテン", "本店"], BranchProblem::Long(16))]
    #[case(["0123", "緑", "みどり", "001", "ホンテン", "本店"], BranchProblem::Kana(TextError::Characters(vec!['緑'])))]
    #[case(["0123", "ミドリ", "みどり", "001", "ホンテン", ""], BranchProblem::Name)]
    fn a_row_that_is_not_taken_says_why(#[case] cells: [&str; 6], #[case] problem: BranchProblem) {
        assert_eq!(branch_line(&row(cells)), Err(problem));
    }

    #[test]
    fn headings_are_passed_and_a_bad_row_is_named() {
        let heads = (1, row(["金融機関コード", "カナ", "名称", "支店コード", "カナ", "名称"]));
        let good = (2, row(["0123", "ミドリ", "みどり銀行", "001", "ホンテン", "本店"]));
        let bad = (3, row(["0123", "ミドリ", "みどり銀行", "1x", "エキマエ", "駅前"]));
        let (list, wrong) = branch_list(vec![heads, good, bad]);
        assert_eq!((list.len(), wrong), (1, vec![(3, BranchProblem::Branch)]));
    }
}
