//! 専決と代決: who may decide up to how much, and who stands in for whom on which days.

use crate::{
    form::Typed,
    ids::AccountId,
    money::{Yen, YenError},
    text::tidy_name,
    wareki::{DateError, Expected, parse_expected},
};
use chrono::NaiveDate;

/// 専決の限度.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// 上限なし.
    None,
    /// Up to this much in one 起案, all its cases together.
    UpTo(Yen),
}

impl Limit {
    /// Whether an amount is within it.
    pub fn holds(self, total: Yen) -> bool {
        match self {
            Self::None => true,
            Self::UpTo(most) => total <= most,
        }
    }
}

/// 代決者の指定: one approver acts for an absent one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Substitution {
    /// Who is away.
    pub absent: AccountId,
    /// Who acts for them.
    pub substitute: AccountId,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

impl Substitution {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        (self.from..=self.until).contains(&day)
    }
}

/// With which authority a decision is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// One's own.
    Own,
    /// 代決, for this absent approver.
    For(AccountId),
}

/// Why somebody may not decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoAuthority {
    /// Whoever proposed it does not decide it.
    #[error("proposed by the same person")]
    SamePerson,
    /// It is more than they may decide.
    #[error("{total:?} is above {limit:?}")]
    AboveLimit {
        /// What they may decide.
        limit: Yen,
        /// What it is.
        total: Yen,
    },
}

/// Whether an approver may decide `total`, by their own limit or for somebody who is away today. Nobody stands in for
/// whoever proposed it.
pub fn authority(
    approver: AccountId,
    proposers: &[AccountId],
    total: Yen,
    limit_of: impl Fn(AccountId) -> Limit,
    substitutions: &[Substitution],
    today: NaiveDate,
) -> Result<Authority, NoAuthority> {
    if proposers.contains(&approver) {
        return Err(NoAuthority::SamePerson);
    }
    let limit = match limit_of(approver) {
        Limit::None => return Ok(Authority::Own),
        Limit::UpTo(most) if total <= most => return Ok(Authority::Own),
        Limit::UpTo(most) => most,
    };
    substitutions
        .iter()
        .filter(|one| one.substitute == approver && one.holds_on(today) && !proposers.contains(&one.absent))
        .find(|one| limit_of(one.absent).holds(total))
        .map(|one| Authority::For(one.absent))
        .ok_or(NoAuthority::AboveLimit { limit, total })
}

/// A place in the forms of 専決と代決.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuthorityField {
    /// The limit of an approver.
    Limit(AccountId),
    /// 不在の決裁者.
    Absent,
    /// 代決者.
    Substitute,
    /// The first day.
    From,
    /// The last day.
    Until,
    /// 理由.
    Reason,
}

/// What is wrong in them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuthorityProblem {
    /// Not an amount.
    #[error(transparent)]
    Amount(YenError),
    /// Nobody, or no approver, was chosen.
    #[error("nobody was chosen")]
    NotChosen,
    /// Somebody stands in for themselves.
    #[error("the same person")]
    SamePerson,
    /// Not a date.
    #[error(transparent)]
    Date(DateError),
    /// It ends before it begins.
    #[error("ends before it begins")]
    PeriodEmpty,
    /// It is over already.
    #[error("over already")]
    Over,
    /// Nothing was typed.
    #[error("no reason")]
    Missing,
    /// More than there is room for.
    #[error("more than {0} characters")]
    TooLong(usize),
}

/// Everything that is wrong in a form.
pub type AuthorityProblems = Vec<(AuthorityField, AuthorityProblem)>;

impl AuthorityField {
    /// Name in the form.
    pub fn name(self) -> String {
        match self {
            Self::Limit(account) => format!("limit.{account}"),
            Self::Absent => "absent".to_owned(),
            Self::Substitute => "substitute".to_owned(),
            Self::From => "from".to_owned(),
            Self::Until => "until".to_owned(),
            Self::Reason => "reason".to_owned(),
        }
    }
}

/// Reads the limits of the approvers; an empty box is 上限なし.
pub fn parse_limits(
    typed: &Typed,
    approvers: &[AccountId],
) -> Result<Vec<(AccountId, Limit)>, AuthorityProblems> {
    let mut problems = Vec::new();
    let mut limits = Vec::with_capacity(approvers.len());
    for approver in approvers {
        let field = AuthorityField::Limit(*approver);
        match Yen::parse(typed.get(&field.name())) {
            Ok(most) => limits.push((*approver, Limit::UpTo(most))),
            Err(YenError::Missing) => limits.push((*approver, Limit::None)),
            Err(error) => problems.push((field, AuthorityProblem::Amount(error))),
        }
    }
    if problems.is_empty() { Ok(limits) } else { Err(problems) }
}

/// Reads who stands in for whom, when and why.
pub fn parse_substitution(
    typed: &Typed,
    approvers: &[AccountId],
    today: NaiveDate,
) -> Result<(Substitution, String), AuthorityProblems> {
    use {AuthorityField as F, AuthorityProblem as P};
    const LINE: usize = 100;
    let mut problems = Vec::new();
    let mut person = |field: F| {
        let typed = typed.get(&field.name());
        let found = approvers.iter().find(|approver| approver.to_string() == typed).copied();
        if found.is_none() {
            problems.push((field, P::NotChosen));
        }
        found
    };
    let (absent, substitute) = (person(F::Absent), person(F::Substitute));
    if absent.is_some() && absent == substitute {
        problems.push((F::Substitute, P::SamePerson));
    }
    let mut date = |field: F, expected: Expected| {
        let parsed = parse_expected(typed.get(&field.name()), expected).map(|parsed| parsed.date);
        parsed.map_err(|error| problems.push((field, P::Date(error)))).ok()
    };
    let from = date(F::From, Expected::planned(today));
    let until = date(F::Until, from.map_or(Expected::planned(today), Expected::coming));
    match (from, until) {
        (Some(from), Some(until)) if until < from => problems.push((F::Until, P::PeriodEmpty)),
        (_, Some(until)) if until < today => problems.push((F::Until, P::Over)),
        _ => {}
    }
    let reason = tidy_name(typed.get(&F::Reason.name())).trim().to_owned();
    match reason.chars().count() {
        0 => problems.push((F::Reason, P::Missing)),
        count if count > LINE => problems.push((F::Reason, P::TooLong(LINE))),
        _ => {}
    }
    match (absent, substitute, from, until) {
        (Some(absent), Some(substitute), Some(from), Some(until)) if problems.is_empty() => {
            Ok((Substitution { absent, substitute, from, until }, reason))
        }
        _ => Err(problems),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn person(number: u128) -> AccountId {
        AccountId::from_uuid(Uuid::from_u128(number))
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 7, day).unwrap()
    }

    /// 1 is 課長 up to 100,000, 2 is 部長 without a limit, 3 is a clerk who decides too.
    fn limits(account: AccountId) -> Limit {
        if account == person(1) { Limit::UpTo(Yen(100_000)) } else { Limit::None }
    }

    #[test]
    fn up_to_the_limit_it_is_ones_own_and_above_it_goes_to_the_next() {
        let ask = |who, total| authority(person(who), &[person(3)], Yen(total), limits, &[], day(10));
        assert_eq!(ask(1, 100_000), Ok(Authority::Own));
        let above = NoAuthority::AboveLimit { limit: Yen(100_000), total: Yen(100_001) };
        assert_eq!(ask(1, 100_001), Err(above));
        assert_eq!(ask(2, 100_001), Ok(Authority::Own));
        assert_eq!(ask(3, 1), Err(NoAuthority::SamePerson));
    }

    #[test]
    fn a_substitute_decides_more_on_the_days_named_and_never_for_the_proposer() {
        let away = Substitution { absent: person(2), substitute: person(1), from: day(10), until: day(12) };
        let ask =
            |on, proposer| authority(person(1), &[person(proposer)], Yen(500_000), limits, &[away], day(on));
        assert_eq!(ask(10, 3), Ok(Authority::For(person(2))));
        assert_eq!(ask(12, 3), Ok(Authority::For(person(2))));
        assert!(ask(9, 3).is_err() && ask(13, 3).is_err());
        assert!(ask(11, 2).is_err(), "who proposed is not stood in for");
    }

    #[test]
    fn what_one_may_decide_oneself_is_not_marked_as_for_another() {
        let away = Substitution { absent: person(2), substitute: person(1), from: day(10), until: day(12) };
        let own = authority(person(1), &[person(3)], Yen(21_000), limits, &[away], day(11));
        assert_eq!(own, Ok(Authority::Own));
    }

    #[test]
    fn an_empty_box_is_no_limit_and_a_wrong_one_is_explained() {
        let typed = Typed::default().with(&AuthorityField::Limit(person(1)).name(), "10万円");
        let people = [person(1), person(2)];
        let problems = parse_limits(&typed, &people).unwrap_err();
        assert!(matches!(problems[..], [(AuthorityField::Limit(_), AuthorityProblem::Amount(_))]));
        let typed = Typed::default().with(&AuthorityField::Limit(person(1)).name(), "100,000");
        assert_eq!(
            parse_limits(&typed, &people).unwrap(),
            [(person(1), Limit::UpTo(Yen(100_000))), (person(2), Limit::None)]
        );
    }

    #[test]
    fn a_substitute_is_another_approver_for_days_to_come() {
        let people = [person(1), person(2)];
        let typed = |absent: u128, substitute: u128, from: &str, until: &str| {
            Typed::default()
                .with("absent", person(absent).to_string())
                .with("substitute", person(substitute).to_string())
                .with("from", from)
                .with("until", until)
                .with("reason", "出張")
        };
        let parse = |typed: &Typed| parse_substitution(typed, &people, day(10));
        let (good, reason) = parse(&typed(2, 1, "R6.7.10", "R6.7.12")).unwrap();
        assert_eq!((good.from, good.until, reason.as_str()), (day(10), day(12), "出張"));
        assert_eq!(parse(&typed(2, 1, "7/10", "7/12")), Ok((good, reason)), "years may be left out");
        let wrong = [
            (typed(1, 1, "R6.7.10", "R6.7.12"), AuthorityProblem::SamePerson),
            (typed(1, 2, "R6.7.12", "R6.7.10"), AuthorityProblem::PeriodEmpty),
            (typed(1, 2, "R6.7.1", "R6.7.9"), AuthorityProblem::Over),
            (typed(1, 9, "R6.7.10", "R6.7.12"), AuthorityProblem::NotChosen),
        ];
        for (typed, problem) in wrong {
            assert_eq!(parse(&typed).unwrap_err()[0].1, problem);
        }
    }
}
