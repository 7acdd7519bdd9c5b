//! 要件確認: what an officer judges, derived from the rules, each with what the machine found beforehand.
//!
//! A pre-check states a finding with its evidence and never decides; the verdict is an officer's.

use super::{
    Attached, Claim, OfficeTraits, PastAid, Reach, ReceiptNumber, Rules, Stacking, YearBy, aid_in_books,
    amount, eligible_services, missing_documents,
};
use crate::{money::Yen, municipality_code::MunicipalityCode, service_type::ServiceType};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One thing to judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// 事業所が市内にある.
    OfficeInMunicipality,
    /// 対象サービスを提供している.
    ServiceEligible,
    /// 支払日が対象期間内.
    PaidWithinPeriod,
    /// 利用開始日が年度内.
    StartedWithinYear,
    /// 金額が要綱どおり.
    AmountByRules,
    /// ほかの補助金との併用.
    OtherSubsidies,
    /// 補助金の累計が上限まで.
    PastAid,
    /// 今年度初めての申請.
    FirstOfTheYear,
    /// 説明会に参加した.
    SessionAttended,
    /// アンケートに回答した.
    SurveyAnswered,
    /// 必要書類がそろっている.
    DocumentsPresent,
    /// 誓約・同意がある.
    DeclarationsMade,
}

impl Criterion {
    /// Every criterion, in the order of the review.
    pub const ALL: [Self; 12] = [
        Self::OfficeInMunicipality,
        Self::ServiceEligible,
        Self::PaidWithinPeriod,
        Self::StartedWithinYear,
        Self::AmountByRules,
        Self::OtherSubsidies,
        Self::PastAid,
        Self::FirstOfTheYear,
        Self::SessionAttended,
        Self::SurveyAnswered,
        Self::DocumentsPresent,
        Self::DeclarationsMade,
    ];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OfficeInMunicipality => "office_in_municipality",
            Self::ServiceEligible => "service_eligible",
            Self::PaidWithinPeriod => "paid_within_period",
            Self::StartedWithinYear => "started_within_year",
            Self::AmountByRules => "amount_by_rules",
            Self::OtherSubsidies => "other_subsidies",
            Self::PastAid => "past_aid",
            Self::FirstOfTheYear => "first_of_the_year",
            Self::SessionAttended => "session_attended",
            Self::SurveyAnswered => "survey_answered",
            Self::DocumentsPresent => "documents_present",
            Self::DeclarationsMade => "declarations_made",
        }
    }

    /// The criterion of a column's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|criterion| criterion.code() == code)
    }

    /// Whether it is judged by looking at what was attached.
    pub const fn rests_on_documents(self) -> bool {
        match self {
            Self::PaidWithinPeriod
            | Self::StartedWithinYear
            | Self::AmountByRules
            | Self::OtherSubsidies
            | Self::DocumentsPresent => true,
            Self::OfficeInMunicipality
            | Self::ServiceEligible
            | Self::PastAid
            | Self::FirstOfTheYear
            | Self::SessionAttended
            | Self::SurveyAnswered
            | Self::DeclarationsMade => false,
        }
    }
}

/// The criteria of a programme: where the rules ask for nothing, there is nothing to judge.
pub fn criteria(rules: &Rules) -> Vec<Criterion> {
    Criterion::ALL
        .into_iter()
        .filter(|criterion| match criterion {
            Criterion::DocumentsPresent => rules.documents.iter().any(|document| !document.optional),
            Criterion::DeclarationsMade => !rules.conditions.is_empty(),
            Criterion::PaidWithinPeriod => rules.expenses().any(super::Expense::is_paid),
            Criterion::StartedWithinYear => rules.year_by == YearBy::Start,
            Criterion::OtherSubsidies => rules.asks_for_others(),
            Criterion::PastAid => rules.aid_cap.is_some(),
            Criterion::SessionAttended => rules.attendance.is_some(),
            Criterion::SurveyAnswered => rules.survey.is_some(),
            Criterion::OfficeInMunicipality
            | Criterion::ServiceEligible
            | Criterion::AmountByRules
            | Criterion::FirstOfTheYear => true,
        })
        .collect()
}

/// What is known of an application when it is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Where the register says the office is, if it says.
    pub municipality: Option<MunicipalityCode>,
    /// 所在地 in the register.
    pub address: String,
    /// Services of the office in the register.
    pub services: Vec<ServiceType>,
    /// Which parts of the rules hold for it.
    pub traits: OfficeTraits,
    /// What is claimed.
    pub claim: Claim,
    /// 利用開始日, where it is asked for.
    pub started_on: Option<NaiveDate>,
    /// Days of the sessions at which somebody of the office was, as far as they are recorded here.
    pub attended: Vec<NaiveDate>,
    /// Days on which it handed in an answer to a survey that is not anonymous.
    pub surveyed: Vec<NaiveDate>,
    /// What was asked for.
    pub asked: Yen,
    /// Aid of the kind in the city's own books, where the rules cap it; the claim counts it too.
    pub past_aid: Vec<PastAid>,
    /// Other live applications of the same office number in the same fiscal year, in any programme.
    pub others: Vec<Other>,
    /// What was attached.
    pub attached: Vec<Attached>,
    /// Keys of the conditions that were declared.
    pub declared: Vec<String>,
}

/// Another application of the same office and year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Its receipt number.
    pub receipt: ReceiptNumber,
    /// Title of its programme.
    pub programme: String,
    /// Whether it is of the same programme.
    pub same_programme: bool,
}

/// What the machine found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Finding {
    /// 適合しそう.
    Fits,
    /// 不適合のおそれ.
    DoesNotFit,
    /// 要確認: the facts do not say.
    Unclear,
}

/// A finding, with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreCheck {
    /// What was looked at.
    pub criterion: Criterion,
    /// What was found.
    pub finding: Finding,
    /// What it rests on.
    pub evidence: Evidence,
}

/// What a finding rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// Where the register says the office is.
    Place {
        /// Its code.
        municipality: Option<MunicipalityCode>,
        /// Its address.
        address: String,
    },
    /// The eligible services that the register has for the office, and the others.
    Services {
        /// In the rules' list.
        eligible: Vec<ServiceType>,
        /// Not in it.
        others: Vec<ServiceType>,
        /// Whether offices of its kind are left out whatever they provide.
        left_out: bool,
    },
    /// The day of payment and the days the rules cover.
    Paid {
        /// Day of payment.
        on: NaiveDate,
        /// First day.
        from: NaiveDate,
        /// Last day.
        until: NaiveDate,
    },
    /// The first day of use.
    Started(Option<NaiveDate>),
    /// What others pay for the same cost, and what they are expected to where that is known.
    OtherSubsidies {
        /// As the applicant says.
        others: Yen,
        /// The co-funder's share of what was paid.
        expected: Option<Yen>,
        /// What was paid.
        paid: Yen,
    },
    /// Aid of the kind in the years that count.
    PastAid {
        /// As the applicant says.
        declared: Yen,
        /// As the city's own books say, case by case.
        books: Vec<PastAid>,
        /// So much together.
        cap: Yen,
        /// What is left for this application.
        left: Yen,
    },
    /// Days of sessions that the office attended within the days of the rules.
    Attended(Vec<NaiveDate>),
    /// Days within those of the rules on which the office answered a survey.
    Surveyed(Vec<NaiveDate>),
    /// What was asked and what the rules give.
    Amount {
        /// Paid.
        paid: Yen,
        /// Asked for.
        asked: Yen,
        /// By the rules.
        by_rules: Yen,
    },
    /// Other applications of the office and year.
    Others(Vec<Other>),
    /// Keys of the documents that are missing.
    MissingDocuments(Vec<String>),
    /// Keys of the conditions that were not declared.
    NotDeclared(Vec<String>),
}

/// 判定 of an officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 適合.
    Fits,
    /// 不適合.
    DoesNotFit,
    /// 要確認.
    Unclear,
}

impl Verdict {
    /// Every verdict, in the order officers choose from.
    pub const ALL: [Self; 3] = [Self::Fits, Self::DoesNotFit, Self::Unclear];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fits => "fits",
            Self::DoesNotFit => "does_not_fit",
            Self::Unclear => "unclear",
        }
    }

    /// The verdict of a column's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

/// Looks at every criterion of the rules.
pub fn pre_checks(rules: &Rules, facts: &Facts) -> Vec<PreCheck> {
    criteria(rules).into_iter().map(|criterion| pre_check(criterion, rules, facts)).collect()
}

fn pre_check(criterion: Criterion, rules: &Rules, facts: &Facts) -> PreCheck {
    let (finding, evidence) = match criterion {
        Criterion::OfficeInMunicipality => place(rules, facts),
        Criterion::ServiceEligible => services(rules, facts),
        Criterion::PaidWithinPeriod => paid(rules, facts),
        Criterion::StartedWithinYear => (
            facts.started_on.map_or(Finding::Unclear, |day| holds(rules.fiscal_year.contains(day))),
            Evidence::Started(facts.started_on),
        ),
        Criterion::OtherSubsidies => other_subsidies(rules, facts),
        Criterion::PastAid => past_aid(rules, facts),
        Criterion::SessionAttended => {
            let counts = |day: &NaiveDate| rules.attendance.is_some_and(|asked| asked.counts(*day));
            let days: Vec<_> = facts.attended.iter().copied().filter(counts).collect();
            // Who watched it later, or was at another body's, is in no list here: a person asks.
            (if days.is_empty() { Finding::Unclear } else { Finding::Fits }, Evidence::Attended(days))
        }
        Criterion::SurveyAnswered => {
            let counts = |day: &NaiveDate| rules.survey.is_some_and(|asked| asked.counts(*day));
            let days: Vec<_> = facts.surveyed.iter().copied().filter(counts).collect();
            // Who answered without a name, or on paper that nobody has typed in, is in no list here: a person asks.
            (if days.is_empty() { Finding::Unclear } else { Finding::Fits }, Evidence::Surveyed(days))
        }
        Criterion::AmountByRules => {
            let by_rules = amount(rules, &facts.claim).yen;
            let evidence = Evidence::Amount { paid: facts.claim.paid(), asked: facts.asked, by_rules };
            (holds(by_rules == facts.asked && by_rules > Yen::ZERO), evidence)
        }
        Criterion::FirstOfTheYear => {
            let finding = if facts.others.is_empty() {
                Finding::Fits
            } else if facts.others.iter().any(|other| other.same_programme) {
                Finding::DoesNotFit
            } else {
                Finding::Unclear
            };
            (finding, Evidence::Others(facts.others.clone()))
        }
        Criterion::DocumentsPresent => {
            let missing: Vec<_> = missing_documents(rules, &facts.attached).map(str::to_owned).collect();
            (holds(missing.is_empty()), Evidence::MissingDocuments(missing))
        }
        Criterion::DeclarationsMade => {
            let open: Vec<_> = rules
                .conditions
                .iter()
                .filter(|condition| !facts.declared.contains(&condition.key))
                .map(|condition| condition.key.clone())
                .collect();
            (holds(open.is_empty()), Evidence::NotDeclared(open))
        }
    };
    PreCheck { criterion, finding, evidence }
}

const fn holds(so: bool) -> Finding {
    if so { Finding::Fits } else { Finding::DoesNotFit }
}

fn place(rules: &Rules, facts: &Facts) -> (Finding, Evidence) {
    let finding = match &facts.municipality {
        None => Finding::Unclear,
        Some(code) if rules.location.municipalities.contains(code) => Finding::Fits,
        Some(_) => match rules.reach {
            Reach::Inside => Finding::DoesNotFit,
            // Whom an office serves is in no register.
            Reach::Serves => Finding::Unclear,
        },
    };
    (finding, Evidence::Place { municipality: facts.municipality, address: facts.address.clone() })
}

fn services(rules: &Rules, facts: &Facts) -> (Finding, Evidence) {
    let eligible: Vec<_> = eligible_services(rules, &facts.services).copied().collect();
    let others: Vec<_> =
        facts.services.iter().filter(|service| !eligible.contains(service)).copied().collect();
    let left_out = rules.leaves_out(facts.traits);
    let finding = if left_out {
        Finding::DoesNotFit
    } else if facts.services.is_empty() {
        Finding::Unclear
    } else {
        holds(!eligible.is_empty())
    };
    (finding, Evidence::Services { eligible, others, left_out })
}

/// The day of payment that does not fit, or else the first.
fn paid(rules: &Rules, facts: &Facts) -> (Finding, Evidence) {
    let days =
        || rules.expenses().filter_map(|expense| Some((expense, facts.claim.item(expense.slot)?.paid_on?)));
    let wrong = days().find(|(expense, day)| !expense.covers(*day));
    let finding = if wrong.is_some() {
        Finding::DoesNotFit
    } else if days().next().is_some() {
        Finding::Fits
    } else {
        Finding::Unclear
    };
    let (expense, on) = wrong.or_else(|| days().next()).unwrap_or((&rules.expense, rules.expense.paid_from));
    (finding, Evidence::Paid { on, from: expense.paid_from, until: expense.paid_until })
}

/// What was had already leaves room for all that is asked for, for some of it, or for nothing.
fn past_aid(rules: &Rules, facts: &Facts) -> (Finding, Evidence) {
    let books = facts.past_aid.clone();
    let declared = Yen(facts.claim.past.get().saturating_sub(aid_in_books(&books).get()));
    let cap = rules.aid_cap.map_or(Yen::ZERO, |aid| aid.cap);
    let left = rules.aid_cap.map_or(Yen::ZERO, |aid| aid.left(facts.claim.past, 1));
    let finding = if left >= facts.asked {
        Finding::Fits
    } else if left > Yen::ZERO {
        Finding::Unclear
    } else {
        Finding::DoesNotFit
    };
    (finding, Evidence::PastAid { declared, books, cap, left })
}

/// Others together never pay more than the cost; a co-funder is expected to pay its share of it.
fn other_subsidies(rules: &Rules, facts: &Facts) -> (Finding, Evidence) {
    let (others, paid) = (facts.claim.others, facts.claim.paid());
    let expected = match &rules.stacking {
        Stacking::CoFunder { name: _, rate } => {
            let counted = facts.claim.counted(rules);
            let share =
                i128::from(counted.get()) * i128::from(rate.numerator()) / i128::from(rate.denominator());
            Some(Yen(i64::try_from(share).unwrap_or(i64::MAX)))
        }
        Stacking::Forbidden | Stacking::Allowed => None,
    };
    let together = others.checked_add(facts.asked);
    let finding = if paid > Yen::ZERO && together.is_none_or(|together| together > paid) {
        Finding::DoesNotFit
    } else if expected.is_some_and(|expected| expected != others) {
        Finding::Unclear
    } else {
        Finding::Fits
    };
    (finding, Evidence::OtherSubsidies { others, expected, paid })
}

#[cfg(test)]
mod tests;
