//! 要件確認: what an officer judges, derived from the rules, each with what the machine found beforehand.
//!
//! A pre-check states a finding with its evidence and never decides; the verdict is an officer's.

use super::{Attached, ClaimedExpense, ReceiptNumber, Rules, amount, eligible_services, missing_documents};
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
    /// 金額が要綱どおり.
    AmountByRules,
    /// 今年度初めての申請.
    FirstOfTheYear,
    /// 必要書類がそろっている.
    DocumentsPresent,
    /// 誓約・同意がある.
    DeclarationsMade,
}

impl Criterion {
    /// Every criterion, in the order of the review.
    pub const ALL: [Self; 7] = [
        Self::OfficeInMunicipality,
        Self::ServiceEligible,
        Self::PaidWithinPeriod,
        Self::AmountByRules,
        Self::FirstOfTheYear,
        Self::DocumentsPresent,
        Self::DeclarationsMade,
    ];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OfficeInMunicipality => "office_in_municipality",
            Self::ServiceEligible => "service_eligible",
            Self::PaidWithinPeriod => "paid_within_period",
            Self::AmountByRules => "amount_by_rules",
            Self::FirstOfTheYear => "first_of_the_year",
            Self::DocumentsPresent => "documents_present",
            Self::DeclarationsMade => "declarations_made",
        }
    }

    /// The criterion of a column's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|criterion| criterion.code() == code)
    }
}

/// The criteria of a programme: one that asks for no document or no declaration has nothing to judge there.
pub fn criteria(rules: &Rules) -> Vec<Criterion> {
    Criterion::ALL
        .into_iter()
        .filter(|criterion| match criterion {
            Criterion::DocumentsPresent => rules.documents.iter().any(|document| !document.optional),
            Criterion::DeclarationsMade => !rules.conditions.is_empty(),
            Criterion::OfficeInMunicipality
            | Criterion::ServiceEligible
            | Criterion::PaidWithinPeriod
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
    /// What was paid.
    pub claimed: ClaimedExpense,
    /// When.
    pub paid_on: NaiveDate,
    /// What was asked for.
    pub asked: Yen,
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
        Criterion::PaidWithinPeriod => (
            holds(rules.covers_payment_on(facts.paid_on)),
            Evidence::Paid {
                on: facts.paid_on,
                from: rules.expense.paid_from,
                until: rules.expense.paid_until,
            },
        ),
        Criterion::AmountByRules => {
            let by_rules = amount(rules, &facts.claimed).yen;
            let evidence = Evidence::Amount { paid: facts.claimed.paid, asked: facts.asked, by_rules };
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
        Some(code) => holds(rules.location.municipalities.contains(code)),
    };
    (finding, Evidence::Place { municipality: facts.municipality, address: facts.address.clone() })
}

fn services(rules: &Rules, facts: &Facts) -> (Finding, Evidence) {
    let eligible: Vec<_> = eligible_services(rules, &facts.services).copied().collect();
    let others: Vec<_> =
        facts.services.iter().filter(|service| !eligible.contains(service)).copied().collect();
    let finding = if facts.services.is_empty() { Finding::Unclear } else { holds(!eligible.is_empty()) };
    (finding, Evidence::Services { eligible, others })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::{licence_fee_in_full, sample};

    fn finding(facts: &Facts, criterion: Criterion) -> Finding {
        let rules = licence_fee_in_full(&sample::city(), sample::r6());
        pre_checks(&rules, facts).into_iter().find(|check| check.criterion == criterion).unwrap().finding
    }

    #[test]
    fn an_application_in_order_fits_everywhere() {
        let rules = licence_fee_in_full(&sample::city(), sample::r6());
        let checks = pre_checks(&rules, &sample::facts(&rules));
        assert_eq!(checks.len(), Criterion::ALL.len());
        for check in checks {
            assert_eq!(check.finding, Finding::Fits, "{check:?}");
        }
    }

    #[test]
    fn each_fact_that_is_wrong_is_found_by_its_own_criterion() {
        let rules = licence_fee_in_full(&sample::city(), sample::r6());
        let facts = || sample::facts(&rules);
        let elsewhere = Facts { municipality: "292095".parse().ok(), ..facts() };
        assert_eq!(finding(&elsewhere, Criterion::OfficeInMunicipality), Finding::DoesNotFit);
        let nowhere = Facts { municipality: None, ..facts() };
        assert_eq!(finding(&nowhere, Criterion::OfficeInMunicipality), Finding::Unclear);
        let facility = Facts { services: vec![ServiceType::from_code("55").unwrap()], ..facts() };
        assert_eq!(finding(&facility, Criterion::ServiceEligible), Finding::DoesNotFit);
        let early = Facts { paid_on: rules.expense.paid_from.pred_opt().unwrap(), ..facts() };
        assert_eq!(finding(&early, Criterion::PaidWithinPeriod), Finding::DoesNotFit);
        let more = Facts { asked: Yen(21_001), ..facts() };
        assert_eq!(finding(&more, Criterion::AmountByRules), Finding::DoesNotFit);
        let bare = Facts { attached: Vec::new(), declared: Vec::new(), ..facts() };
        assert_eq!(finding(&bare, Criterion::DocumentsPresent), Finding::DoesNotFit);
        assert_eq!(finding(&bare, Criterion::DeclarationsMade), Finding::DoesNotFit);
    }

    #[test]
    fn an_application_to_another_programme_is_for_a_person_to_look_at() {
        let rules = licence_fee_in_full(&sample::city(), sample::r6());
        let other = |same_programme| Other {
            receipt: ReceiptNumber::new(sample::r6(), 1),
            programme: "ソフト改修補助金".to_owned(),
            same_programme,
        };
        let with = |other| Facts { others: vec![other], ..sample::facts(&rules) };
        assert_eq!(finding(&with(other(false)), Criterion::FirstOfTheYear), Finding::Unclear);
        assert_eq!(finding(&with(other(true)), Criterion::FirstOfTheYear), Finding::DoesNotFit);
    }
}
