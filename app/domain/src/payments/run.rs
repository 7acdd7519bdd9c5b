//! 振込のまとまり: what is paid together on one day.

use super::day::{PayDayProblem, pay_day};
use crate::{
    form::Typed,
    ids::AwardId,
    text::tidy_name,
    wareki::{DateError, Expected, parse_expected},
};
use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};
use std::{collections::BTreeSet, fmt::Write as _};

/// What became of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RunState {
    /// 作成中: its awards are held, nothing can be downloaded.
    Draft,
    /// 承認済み: the file can be handed to the bank.
    Released,
    /// 送信済み: it lies with the bank.
    Sent,
    /// 完了: every payment has its answer.
    Closed,
    /// 取りやめ.
    Dissolved,
}

impl RunState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Released, Self::Sent, Self::Closed, Self::Dissolved];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Released => "released",
            Self::Sent => "sent",
            Self::Closed => "closed",
            Self::Dissolved => "dissolved",
        }
    }

    /// The state of a column's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether it may go from here to there.
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Draft, Self::Released | Self::Dissolved)
                | (Self::Released, Self::Sent | Self::Dissolved)
                | (Self::Sent, Self::Closed)
        )
    }

    /// What somebody does next about a run of this day; nothing where it is over.
    pub fn next_step(self, pay_on: NaiveDate, today: NaiveDate) -> Option<NextStep> {
        match self {
            // Nothing is released for a day that is over.
            Self::Draft if pay_on < today => Some(NextStep::Anew),
            Self::Draft => Some(NextStep::Release),
            Self::Released => Some(NextStep::Send),
            Self::Sent if today < pay_on => Some(NextStep::Wait),
            Self::Sent => Some(NextStep::Results),
            Self::Closed | Self::Dissolved => None,
        }
    }
}

/// What is done next about a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NextStep {
    /// A second person releases it.
    Release,
    /// Its day went by before anybody did: a clerk gives it up and makes another.
    Anew,
    /// A clerk hands its file to the bank.
    Send,
    /// The day of the transfer is to come.
    Wait,
    /// A clerk enters what the bank said.
    Results,
}

/// What became of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaymentState {
    /// In a run that is not with the bank yet.
    Planned,
    /// With the bank.
    Sent,
    /// 支払済.
    Paid,
    /// 振込不能.
    Returned,
    /// Taken out, or its run was given up.
    Void,
}

impl PaymentState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Planned, Self::Sent, Self::Paid, Self::Returned, Self::Void];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Sent => "sent",
            Self::Paid => "paid",
            Self::Returned => "returned",
            Self::Void => "void",
        }
    }

    /// The state of a column's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether it holds its awards: none of them can be in another payment.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Planned | Self::Sent)
    }
}

/// What a clerk puts together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunForm {
    /// 件名.
    pub title: String,
    /// 振込日.
    pub pay_on: NaiveDate,
    /// One payment for what goes to one account.
    pub together: bool,
    /// What is paid, in the order in which it was offered.
    pub awards: Vec<AwardId>,
}

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RunField {
    /// 件名.
    Title,
    /// 振込日.
    PayOn,
    /// One payment an account.
    Together,
    /// What is paid.
    Awards,
}

impl RunField {
    /// Its name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::PayOn => "pay_on",
            Self::Together => "together",
            Self::Awards => "award",
        }
    }
}

/// What is wrong in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RunProblem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// Longer than there is room for.
    #[error("more than {0} characters")]
    TooLong(usize),
    /// Not a date.
    #[error(transparent)]
    Date(#[from] DateError),
    /// Not a day on which transfers can be dated.
    #[error(transparent)]
    Day(#[from] PayDayProblem),
    /// Nothing was chosen.
    #[error("nothing was chosen")]
    NothingChosen,
    /// What was chosen can no longer be paid: others were faster, or something has come between.
    #[error("{0} of what was chosen cannot be paid any more")]
    Gone(usize),
    /// All was meant, and it is not what was seen: so many can be paid now.
    #[error("something else can be paid now: {0}")]
    Changed(usize),
}

/// Most characters of a title.
const TITLE: usize = 80;

impl RunForm {
    /// The field that says that everything is meant, also what is not listed.
    pub const ALL: &'static str = "all";
    /// The field that carries what was seen.
    pub const SEEN: &'static str = "seen";
    /// So many are listed to choose from. Where there are more, a form would not hold their names.
    pub const LISTED: usize = 500;

    /// What a form carries of everything that can be paid: another as soon as one comes or goes.
    pub fn seen(payable: &[AwardId]) -> String {
        let all: BTreeSet<AwardId> = payable.iter().copied().collect();
        let mut hash = Sha256::new();
        for id in &all {
            hash.update(id.uuid().as_bytes());
        }
        let mut seen = format!("{}-", all.len());
        for byte in hash.finalize().iter().take(16) {
            // Writing to a String does not fail.
            let _ = write!(seen, "{byte:02x}");
        }
        seen
    }

    /// What is meant: everything, where it is what was seen, or what was chosen.
    fn chosen(typed: &Typed, payable: &[AwardId]) -> Result<Vec<AwardId>, RunProblem> {
        if typed.get(Self::ALL) == "yes" {
            return if payable.is_empty() {
                Err(RunProblem::NothingChosen)
            } else if typed.get(Self::SEEN) == Self::seen(payable) {
                Ok(payable.to_vec())
            } else {
                Err(RunProblem::Changed(payable.len()))
            };
        }
        let chosen: BTreeSet<&str> = typed.all(RunField::Awards.name()).collect();
        let awards: Vec<_> =
            payable.iter().filter(|id| chosen.contains(id.to_string().as_str())).copied().collect();
        if chosen.is_empty() {
            Err(RunProblem::NothingChosen)
        } else if awards.len() < chosen.len() {
            Err(RunProblem::Gone(chosen.len() - awards.len()))
        } else {
            Ok(awards)
        }
    }

    /// Reads the form against what can be paid.
    pub fn parse(
        typed: &Typed,
        today: NaiveDate,
        payable: &[AwardId],
    ) -> Result<Self, Vec<(RunField, RunProblem)>> {
        let mut problems = Vec::new();
        let title = tidy_name(typed.get(RunField::Title.name())).trim().to_owned();
        match title.chars().count() {
            0 => problems.push((RunField::Title, RunProblem::Missing)),
            count if count > TITLE => problems.push((RunField::Title, RunProblem::TooLong(TITLE))),
            _ => {}
        }
        let pay_on = parse_expected(typed.get(RunField::PayOn.name()), Expected::coming(today))
            .map_err(RunProblem::from)
            .and_then(|parsed| Ok(pay_day(parsed.date, today)?));
        let pay_on = pay_on.map_err(|problem| problems.push((RunField::PayOn, problem))).ok();
        let awards =
            Self::chosen(typed, payable).map_err(|problem| problems.push((RunField::Awards, problem)));
        let together = typed.get(RunField::Together.name()) == "yes";
        match (pay_on, awards) {
            (Some(pay_on), Ok(awards)) if problems.is_empty() => Ok(Self { title, pay_on, together, awards }),
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u128) -> AwardId {
        AwardId::from_uuid(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn a_run_is_of_what_can_be_paid_on_a_day_of_banks() {
        let today = "2024-10-01".parse().expect("a day");
        let typed = Typed::default()
            .with("title", " 10月分 ")
            .with("pay_on", "R6.10.31")
            .with("together", "yes")
            .with("award", id(2).to_string());
        let form = RunForm::parse(&typed, today, &[id(1), id(2)]).expect("complete");
        assert_eq!(
            (form.title.as_str(), form.awards.as_slice(), form.together),
            ("10月分", &[id(2)][..], true)
        );
        let gone = RunForm::parse(&typed, today, &[id(1)]).expect_err("somebody was faster");
        assert_eq!(gone, [(RunField::Awards, RunProblem::Gone(1))]);
        let empty = RunForm::parse(&Typed::default(), today, &[id(1)]).expect_err("empty");
        assert_eq!(empty.len(), 3);
    }

    #[test]
    fn a_run_asks_for_one_thing_after_the_other_and_for_results_from_its_day_on() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let (pay_on, before) = (day("2024-10-31"), day("2024-10-30"));
        let asked = |today| RunState::ALL.map(|state| state.next_step(pay_on, today));
        let first = [Some(NextStep::Release), Some(NextStep::Send)];
        assert_eq!(asked(before), [first[0], first[1], Some(NextStep::Wait), None, None]);
        assert_eq!(asked(pay_on), [first[0], first[1], Some(NextStep::Results), None, None]);
        let late = [Some(NextStep::Anew), first[1], Some(NextStep::Results), None, None];
        assert_eq!(asked(day("2024-11-01")), late);
    }

    #[test]
    fn everything_is_meant_as_it_was_seen_and_its_form_does_not_grow() {
        let today = "2024-10-01".parse().expect("a day");
        let many: Vec<_> = (1..=20_000).map(id).collect();
        let seen = RunForm::seen(&many);
        assert!(seen.len() < 64, "{seen}");
        let typed = Typed::default()
            .with("title", "10月分")
            .with("pay_on", "R6.10.31")
            .with("all", "yes")
            .with("seen", seen.clone());
        assert_eq!(RunForm::parse(&typed, today, &many).expect("all of them").awards, many);
        // One went and another came: as many as before, and not the same.
        let mut others = many.clone();
        others[7] = id(30_000);
        let changed = RunForm::parse(&typed, today, &others).expect_err("not what was seen");
        assert_eq!(changed, [(RunField::Awards, RunProblem::Changed(20_000))]);
        let mut turned = many;
        turned.reverse();
        assert_eq!(RunForm::seen(&turned), seen, "in whatever order they are offered");
        let nothing = RunForm::parse(&typed, today, &[]).expect_err("all are paid");
        assert_eq!(nothing, [(RunField::Awards, RunProblem::NothingChosen)]);
    }

    #[test]
    fn a_run_goes_one_way() {
        for from in RunState::ALL {
            assert!(!from.may_become(from));
            assert!(!RunState::Closed.may_become(from) && !RunState::Dissolved.may_become(from));
            assert!(!from.may_become(RunState::Draft));
        }
        assert!(!RunState::Draft.may_become(RunState::Sent), "nothing is sent that was not released");
        assert!(!RunState::Sent.may_become(RunState::Dissolved), "what lies with the bank is not given up");
    }
}
