//! The answers about what was paid: they ask for what the rules need, and for nothing else.

use super::{
    AnswerField as Field, AnswerProblem as Problem, Basis, Claim, ClaimedExpense, Expense, Procedure, Rules,
    Stacking, TaxBasis, TaxStatus, YearBy, amount,
    answer_problem::OTHERS,
    parts::parse_days,
    sections::{Problems, name},
};
use crate::{
    form::Typed,
    money::{Yen, YenError},
    network::{MOST_LISTED, Written, listed},
    wareki::{DateError, Expected, parse_expected},
};
use chrono::NaiveDate;

/// 経費.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpenseSection {
    /// What is claimed.
    pub claim: Claim,
    /// 連携先, as they were named; naming them is left to the applicant.
    pub partners: Vec<Written>,
    /// 利用開始日, where it decides the year.
    pub started_on: Option<NaiveDate>,
    /// Other subsidies for the same cost, where the rules allow them.
    pub others: Vec<OtherSubsidy>,
    /// 交付申請額 under the rules.
    pub asked: Yen,
}

/// Another subsidy for the same cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherSubsidy {
    /// Whose it is.
    pub name: String,
    /// What it pays.
    pub yen: Yen,
}

impl ExpenseSection {
    /// Reads the answers of the task. What was paid in the future is refused, unless one applies before paying.
    pub fn parse(typed: &Typed, rules: &Rules, today: NaiveDate) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let several = !rules.further_expenses.is_empty();
        let mut items = Vec::new();
        let mut claimed = false;
        for expense in rules.expenses() {
            let blank = answer_fields(expense).all(|field| typed.get(field.name()).trim().is_empty());
            if several && blank {
                continue;
            }
            claimed = true;
            items.extend(item(typed, expense, rules, today, &mut problems));
        }
        if !claimed {
            let first = answer_fields(&rules.expense).next().unwrap_or(Field::Paid(0));
            problems.push((first, Problem::NothingClaimed));
        }
        let partners = Self::partners(typed, rules);
        if partners.len() > MOST_LISTED {
            problems.push((Field::Partners, Problem::TooManyPartners { most: MOST_LISTED }));
        }
        let tax = Self::asks_tax(rules).then(|| tax_status(typed, &mut problems)).flatten();
        let started_on = (rules.year_by == YearBy::Start)
            .then(|| started_on(typed, rules, today, &mut problems))
            .flatten();
        let others = others(typed, rules, &mut problems);
        let sum = Yen::checked_sum(others.iter().map(|other| other.yen)).unwrap_or(Yen(i64::MAX));
        let claim = Claim { items, tax, others: sum, past: past_aid(typed, rules, &mut problems) };
        let asked = amount(rules, &claim).yen;
        if problems.is_empty() && asked == Yen::ZERO {
            problems.push(nothing(rules, &claim));
        }
        if problems.is_empty() {
            Ok(Self { claim, partners, started_on, others, asked })
        } else {
            Err(problems)
        }
    }

    /// Whether 連携先 may be named: where something is counted by them.
    pub fn asks_partners(rules: &Rules) -> bool {
        rules.expenses().any(|expense| !expense.is_paid())
    }

    /// The 連携先 that are named, each once; none where the rules do not ask for them.
    pub fn partners(typed: &Typed, rules: &Rules) -> Vec<Written> {
        if Self::asks_partners(rules) { listed(typed.get(Field::Partners.name())) } else { Vec::new() }
    }

    /// Whether something was paid for a licence, as far as what was typed can be read.
    pub fn names_licence(typed: &Typed, rules: &Rules) -> bool {
        let licence = |item: &ClaimedExpense| {
            item.paid > Yen::ZERO && rules.expense(item.slot).is_some_and(Expense::is_licence)
        };
        Self::shown(typed, rules).is_some_and(|claim| claim.items.iter().any(licence))
    }

    /// Whether the applicant's tax status is asked for.
    pub fn asks_tax(rules: &Rules) -> bool {
        rules.expenses().any(|expense| expense.is_paid() && expense.tax == TaxBasis::ByApplicant)
    }

    /// What can be read of the answers, right or wrong, for showing what it would come to; none while nothing can.
    pub fn shown(typed: &Typed, rules: &Rules) -> Option<Claim> {
        let mut quiet = Vec::new();
        let items: Vec<_> = rules
            .expenses()
            .filter_map(|expense| {
                let slot = usize::from(expense.slot);
                let read = |field: Field| Yen::parse(typed.get(field.name())).unwrap_or(Yen::ZERO);
                let day = payment_day(typed, expense).ok();
                let item = match expense.basis {
                    Basis::Cost => {
                        ClaimedExpense { paid: read(Field::Paid(slot)), paid_on: day, ..empty(expense) }
                    }
                    Basis::Linkage { .. } => {
                        let linkages = parse_days(typed.get(Field::Linkages(slot).name())).unwrap_or(0);
                        ClaimedExpense { linkages, ..empty(expense) }
                    }
                };
                (item.paid > Yen::ZERO || item.linkages > 0).then_some(item)
            })
            .collect();
        let tax = Self::asks_tax(rules).then(|| tax_status(typed, &mut quiet)).flatten();
        let others = others(typed, rules, &mut quiet);
        let others = Yen::checked_sum(others.iter().map(|other| other.yen)).unwrap_or(Yen::ZERO);
        let past = past_aid(typed, rules, &mut quiet);
        (!items.is_empty()).then_some(Claim { items, tax, others, past })
    }
}

/// The questions about one category.
fn answer_fields(expense: &Expense) -> impl Iterator<Item = Field> + use<> {
    let slot = usize::from(expense.slot);
    let fields = match expense.basis {
        Basis::Cost => vec![Field::Paid(slot), Field::PaidOn(slot)],
        Basis::Linkage { .. } => vec![Field::Linkages(slot)],
    };
    fields.into_iter()
}

fn empty(expense: &Expense) -> ClaimedExpense {
    ClaimedExpense { slot: expense.slot, ..ClaimedExpense::default() }
}

/// Why a claim comes to nothing, beside the answer that makes it so.
fn nothing(rules: &Rules, claim: &Claim) -> (Field, Problem) {
    let without_others = Claim { others: Yen::ZERO, ..claim.clone() };
    if amount(rules, &without_others).yen > Yen::ZERO {
        return (Field::OtherAmount(0), Problem::NothingLeft);
    }
    if amount(rules, &Claim { past: Yen::ZERO, ..claim.clone() }).yen > Yen::ZERO {
        return (Field::PastAid, Problem::NothingLeftOfCap);
    }
    let first = claim.items.first().and_then(|item| rules.expense(item.slot)).unwrap_or(&rules.expense);
    (answer_fields(first).next().unwrap_or(Field::Paid(0)), Problem::GrantIsNothing)
}

/// What is claimed in one category.
fn item(
    typed: &Typed,
    expense: &Expense,
    rules: &Rules,
    today: NaiveDate,
    problems: &mut Problems,
) -> Option<ClaimedExpense> {
    let slot = usize::from(expense.slot);
    if let Basis::Linkage { least, .. } = expense.basis {
        let linkages = match typed.get(Field::Linkages(slot).name()) {
            none if none.trim().is_empty() => Err(Problem::Missing),
            count => match parse_days(count) {
                None => Err(Problem::NotANumber),
                Some(count) if count < least => Err(Problem::TooFewLinkages { least }),
                Some(count) => Ok(count),
            },
        }
        .map_err(|problem| problems.push((Field::Linkages(slot), problem)))
        .ok()?;
        return Some(ClaimedExpense { linkages, ..empty(expense) });
    }
    let paid = match Yen::parse(typed.get(Field::Paid(slot).name())) {
        Ok(Yen::ZERO) => Err(Problem::PaidNothing),
        Ok(paid) => Ok(paid),
        Err(YenError::Missing) => Err(Problem::Missing),
        Err(error) => Err(Problem::Amount(error)),
    }
    .map_err(|problem| problems.push((Field::Paid(slot), problem)));
    let paid_on = match payment_day(typed, expense) {
        Err(DateError::Missing) => Err(Problem::Missing),
        Err(error) => Err(Problem::Date(error)),
        Ok(day) if !expense.covers(day) => {
            Err(Problem::PaidOutside { from: expense.paid_from, until: expense.paid_until })
        }
        Ok(day) if day > today && rules.procedure == Procedure::OneStep => Err(Problem::PaidInFuture),
        Ok(day) => Ok(day),
    }
    .map_err(|problem| problems.push((Field::PaidOn(slot), problem)));
    Some(ClaimedExpense { paid: paid.ok()?, paid_on: Some(paid_on.ok()?), ..empty(expense) })
}

/// The day of payment; a year that was left out is the one in which a payment counts.
fn payment_day(typed: &Typed, expense: &Expense) -> Result<NaiveDate, DateError> {
    let counts = Expected::between(expense.paid_from, expense.paid_until);
    parse_expected(typed.get(Field::PaidOn(usize::from(expense.slot)).name()), counts)
        .map(|parsed| parsed.date)
}

fn tax_status(typed: &Typed, problems: &mut Problems) -> Option<TaxStatus> {
    let chosen = typed.get(Field::TaxStatus.name());
    let status = TaxStatus::ALL.into_iter().find(|status| status.code() == chosen);
    if status.is_none() {
        problems.push((Field::TaxStatus, Problem::NotChosen));
    }
    status
}

fn started_on(typed: &Typed, rules: &Rules, today: NaiveDate, problems: &mut Problems) -> Option<NaiveDate> {
    let year = Expected::between(rules.fiscal_year.start(), rules.fiscal_year.end());
    match parse_expected(typed.get(Field::StartedOn.name()), year).map(|parsed| parsed.date) {
        Err(DateError::Missing) => Err(Problem::Missing),
        Err(error) => Err(Problem::Date(error)),
        Ok(day) if !rules.fiscal_year.contains(day) => Err(Problem::StartedOutside),
        Ok(day) if day > today && rules.procedure == Procedure::OneStep => Err(Problem::PaidInFuture),
        Ok(day) => Ok(day),
    }
    .map_err(|problem| problems.push((Field::StartedOn, problem)))
    .ok()
}

/// Other subsidies: named one by one where they are allowed, the share of the co-funder where there is one.
fn others(typed: &Typed, rules: &Rules, problems: &mut Problems) -> Vec<OtherSubsidy> {
    match &rules.stacking {
        Stacking::Forbidden => Vec::new(),
        Stacking::CoFunder { name, .. } => match other_amount(typed, 0) {
            Ok(yen) => vec![OtherSubsidy { name: name.clone(), yen }],
            Err(problem) => {
                problems.push((Field::OtherAmount(0), problem));
                Vec::new()
            }
        },
        Stacking::Allowed => match typed.get(Field::Others.name()) {
            "no" => Vec::new(),
            "yes" => {
                let before = problems.len();
                let named: Vec<_> = (0..OTHERS).filter_map(|row| other(typed, row, problems)).collect();
                if named.is_empty() && problems.len() == before {
                    problems.push((Field::OtherName(0), Problem::OthersMissing));
                }
                named
            }
            _ => {
                problems.push((Field::Others, Problem::NotChosen));
                Vec::new()
            }
        },
    }
}

/// What others paid in the years that count; asked for where the rules cap it, nothing being typed as zero.
fn past_aid(typed: &Typed, rules: &Rules, problems: &mut Problems) -> Yen {
    if rules.aid_cap.is_none() {
        return Yen::ZERO;
    }
    Yen::parse(typed.get(Field::PastAid.name())).unwrap_or_else(|error| {
        let problem = if error == YenError::Missing { Problem::Missing } else { Problem::Amount(error) };
        problems.push((Field::PastAid, problem));
        Yen::ZERO
    })
}

/// One named subsidy; none where its row is empty.
fn other(typed: &Typed, row: usize, problems: &mut Problems) -> Option<OtherSubsidy> {
    let both = [Field::OtherName(row), Field::OtherAmount(row)];
    if both.iter().all(|field| typed.get(field.name()).trim().is_empty()) {
        return None;
    }
    let own = name(typed, Field::OtherName(row), true, problems);
    let yen = other_amount(typed, row).map_err(|problem| problems.push((Field::OtherAmount(row), problem)));
    (!own.is_empty()).then_some(())?;
    Some(OtherSubsidy { name: own, yen: yen.ok()? })
}

fn other_amount(typed: &Typed, row: usize) -> Result<Yen, Problem> {
    match Yen::parse(typed.get(Field::OtherAmount(row).name())) {
        Err(YenError::Missing) => Err(Problem::Missing),
        Err(error) => Err(Problem::Amount(error)),
        Ok(Yen::ZERO) => Err(Problem::PaidNothing),
        Ok(yen) => Ok(yen),
    }
}

#[cfg(test)]
mod tests;
