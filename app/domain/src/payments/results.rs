//! What the bank says: paid, or 振込不能 with a reason; marked by hand, or by a list of what came back.

use crate::{
    form::Typed,
    text::normalise_code,
    wareki::{DateError, Expected, parse_expected},
};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Why a bank sends a transfer back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReturnReason {
    /// 口座相違・該当口座なし.
    NoAccount,
    /// 受取人名相違.
    Name,
    /// 解約済み.
    Cancelled,
    /// 取引停止・凍結.
    Stopped,
    /// Anything else.
    Other,
}

impl ReturnReason {
    /// Every reason.
    pub const ALL: [Self; 5] = [Self::NoAccount, Self::Name, Self::Cancelled, Self::Stopped, Self::Other];

    /// As it stands in a column and a form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoAccount => "no_account",
            Self::Name => "name",
            Self::Cancelled => "cancelled",
            Self::Stopped => "stopped",
            Self::Other => "other",
        }
    }

    /// The reason of a column's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// The reason in a bank's words.
    fn of_words(words: &str) -> Self {
        let has = |some: &[&str]| some.iter().any(|word| words.contains(word));
        if has(&["解約"]) {
            Self::Cancelled
        } else if has(&["停止", "凍結"]) {
            Self::Stopped
        } else if has(&["名義", "人名", "名相違", "氏名"]) {
            Self::Name
        } else if has(&["口座", "該当", "科目", "番号", "支店"]) {
            Self::NoAccount
        } else {
            Self::Other
        }
    }
}

/// What became of one payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// 支払済.
    Paid,
    /// 振込不能.
    Returned(ReturnReason),
}

/// What is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Results {
    /// 支払日, or for what came back the day on which it did.
    pub on: NaiveDate,
    /// Each payment by its number in the run.
    pub verdicts: BTreeMap<i32, Verdict>,
}

/// A place in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResultField {
    /// The day.
    On,
    /// What came back, as a list.
    List,
    /// Why the payment with this number came back.
    Reason(i32),
}

impl ResultField {
    /// Its name in the form.
    pub fn name(&self) -> String {
        match self {
            Self::On => "on".to_owned(),
            Self::List => "list".to_owned(),
            Self::Reason(number) => reason_field(*number),
        }
    }
}

/// What is wrong in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResultProblem {
    /// Not a date.
    #[error(transparent)]
    Date(#[from] DateError),
    /// A day that has not come.
    #[error("in the future")]
    InFuture,
    /// Before the transfers were dated.
    #[error("before the day of payment")]
    TooEarly,
    /// A returned payment without a reason.
    #[error("no reason")]
    NoReason,
    /// A line of the list does not begin with a number.
    #[error("line {0} begins with no number")]
    NoNumber(usize),
    /// A line names a number that waits for no answer.
    #[error("line {line} names {number}")]
    NoSuchPayment {
        /// Which line.
        line: usize,
        /// Which number.
        number: i32,
    },
}

/// The box that says that a payment came back.
pub fn verdict_field(number: i32) -> String {
    format!("returned.{number}")
}

/// The reason of it.
pub fn reason_field(number: i32) -> String {
    format!("reason.{number}")
}

impl Results {
    /// Reads what is entered about the payments that wait; whatever is not marked as come back was paid.
    pub fn parse(
        typed: &Typed,
        waiting: &[i32],
        pay_on: NaiveDate,
        today: NaiveDate,
    ) -> Result<Self, Vec<(ResultField, ResultProblem)>> {
        let mut problems = Vec::new();
        let on = match parse_expected(typed.get("on"), Expected::past(today)) {
            Ok(parsed) if parsed.date > today => Err(ResultProblem::InFuture),
            Ok(parsed) if parsed.date < pay_on => Err(ResultProblem::TooEarly),
            Ok(parsed) => Ok(parsed.date),
            Err(error) => Err(error.into()),
        };
        let on = on.map_err(|problem| problems.push((ResultField::On, problem))).ok();
        let mut verdicts: BTreeMap<i32, Verdict> =
            waiting.iter().map(|number| (*number, Verdict::Paid)).collect();
        for number in waiting {
            if typed.get(&verdict_field(*number)).is_empty() {
                continue;
            }
            match ReturnReason::from_code(typed.get(&reason_field(*number))) {
                Some(reason) => {
                    verdicts.insert(*number, Verdict::Returned(reason));
                }
                None => problems.push((ResultField::Reason(*number), ResultProblem::NoReason)),
            }
        }
        match listed(typed.get("list"), waiting) {
            Ok(listed) => {
                verdicts.extend(listed.into_iter().map(|(number, why)| (number, Verdict::Returned(why))));
            }
            Err(problem) => problems.push((ResultField::List, problem)),
        }
        match on {
            Some(on) if problems.is_empty() => Ok(Self { on, verdicts }),
            _ => Err(problems),
        }
    }
}

/// Lines of what came back: the number of the payment (顧客コード1) and the bank's words.
fn listed(text: &str, waiting: &[i32]) -> Result<Vec<(i32, ReturnReason)>, ResultProblem> {
    let mut listed = Vec::new();
    for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line_number = place + 1;
        let mut cells =
            line.trim().splitn(2, |c: char| c == ',' || c == '、' || c == '，' || c.is_whitespace());
        let number = cells.next().map(normalise_code).unwrap_or_default();
        let number: i32 = number.parse().map_err(|_| ResultProblem::NoNumber(line_number))?;
        if !waiting.contains(&number) {
            return Err(ResultProblem::NoSuchPayment { line: line_number, number });
        }
        listed.push((number, ReturnReason::of_words(cells.next().unwrap_or(""))));
    }
    Ok(listed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn parse(typed: &Typed) -> Result<Results, Vec<(ResultField, ResultProblem)>> {
        Results::parse(typed, &[1, 2, 3], day("2024-10-31"), day("2024-11-05"))
    }

    #[test]
    fn what_is_not_marked_was_paid() {
        let typed =
            Typed::default().with("on", "R6.10.31").with("returned.2", "yes").with("reason.2", "name");
        let results = parse(&typed).expect("complete");
        assert_eq!(results.on, day("2024-10-31"));
        let paid: Vec<_> = results.verdicts.values().map(|verdict| *verdict == Verdict::Paid).collect();
        assert_eq!(paid, [true, false, true]);
        assert_eq!(results.verdicts[&2], Verdict::Returned(ReturnReason::Name));
    }

    #[test]
    fn a_list_of_a_bank_is_read_line_by_line() {
        let typed = Typed::default()
            .with("on", "2024-10-31")
            .with("list", "0000000001 該当口座なし\n\n３，受取人名相違\n2\t解約済");
        let results = parse(&typed).expect("complete");
        let expected = [ReturnReason::NoAccount, ReturnReason::Cancelled, ReturnReason::Name];
        for (number, reason) in (1..).zip(expected) {
            assert_eq!(results.verdicts[&number], Verdict::Returned(reason));
        }
    }

    #[test]
    fn what_cannot_be_is_named() {
        let wrong = |name: &str, value: &str| {
            let typed = Typed::default().with(name, value);
            let typed = if name == "on" { typed } else { typed.with("on", "R6.10.31") };
            parse(&typed).expect_err("wrong").remove(0)
        };
        assert_eq!(wrong("on", "R6.11.6").1, ResultProblem::InFuture);
        assert_eq!(wrong("on", "R6.10.30").1, ResultProblem::TooEarly);
        assert_eq!(wrong("returned.1", "yes"), (ResultField::Reason(1), ResultProblem::NoReason));
        assert_eq!(wrong("list", "口座なし").1, ResultProblem::NoNumber(1));
        assert_eq!(wrong("list", "\n4 解約").1, ResultProblem::NoSuchPayment { line: 2, number: 4 });
    }
}
