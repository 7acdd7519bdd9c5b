//! 対象かんたん確認: three questions before anybody signs in. A no says why; a yes promises nothing but a form.

use super::Rules;
use crate::{form::Typed, service_type::ServiceType};

/// One of the three questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EligibilityField {
    /// 事業所は市内にあるか.
    Location,
    /// どのサービスか.
    Service,
    /// 今年度すでに申請したか.
    Earlier,
}

impl EligibilityField {
    /// Name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Location => "location",
            Self::Service => "service",
            Self::Earlier => "earlier",
        }
    }
}

/// A question without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the question is not answered")]
pub struct NotAnswered;

/// What the three answers come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Eligibility {
    /// 対象になる見込み.
    Likely,
    /// 対象になりません, with the reasons.
    Not(Vec<NotEligible>),
}

/// Why an office is not eligible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotEligible {
    /// The office is elsewhere.
    OutsideMunicipality,
    /// None of its services is in the list.
    ServiceNotListed,
    /// Once per fiscal year.
    AlreadyApplied,
}

impl Eligibility {
    /// Whether the questions were answered at all, so that a first visit shows no errors.
    pub fn asked(typed: &Typed) -> bool {
        [EligibilityField::Location, EligibilityField::Service, EligibilityField::Earlier]
            .into_iter()
            .any(|field| !typed.get(field.name()).is_empty())
            || !typed.get("check").is_empty()
    }

    /// Reads the three answers. A service is a code of the list, or `other`.
    pub fn parse(typed: &Typed, rules: &Rules) -> Result<Self, Vec<(EligibilityField, NotAnswered)>> {
        let yes_no = |field: EligibilityField| match typed.get(field.name()) {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err((field, NotAnswered)),
        };
        let location = yes_no(EligibilityField::Location);
        let service = match typed.get(EligibilityField::Service.name()) {
            "" => Err((EligibilityField::Service, NotAnswered)),
            // Whoever provides 介護予防支援 alone is a support centre.
            "46" if rules.exclusions.support_centres => Ok(false),
            code => Ok(rules.services.iter().any(|service| service.code() == code)),
        };
        let earlier = yes_no(EligibilityField::Earlier);
        match (location, service, earlier) {
            (Ok(inside), Ok(listed), Ok(earlier)) => {
                let reasons: Vec<_> = [
                    (!inside).then_some(NotEligible::OutsideMunicipality),
                    (!listed).then_some(NotEligible::ServiceNotListed),
                    earlier.then_some(NotEligible::AlreadyApplied),
                ]
                .into_iter()
                .flatten()
                .collect();
                Ok(if reasons.is_empty() { Self::Likely } else { Self::Not(reasons) })
            }
            (location, service, earlier) => {
                Err([location.err(), service.err(), earlier.err()].into_iter().flatten().collect())
            }
        }
    }
}

/// The services of an office that the rules name; none where they leave offices of its kind out.
pub fn eligible_services<'a>(
    rules: &'a Rules,
    services: &'a [ServiceType],
) -> impl Iterator<Item = &'a ServiceType> {
    services.iter().filter(|service| rules.services.contains(service))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::{licence_fee_in_full, sample};

    fn ask(
        location: &str,
        service: &str,
        earlier: &str,
    ) -> Result<Eligibility, Vec<(EligibilityField, NotAnswered)>> {
        let typed =
            Typed::default().with("location", location).with("service", service).with("earlier", earlier);
        Eligibility::parse(&typed, &licence_fee_in_full(&sample::city(), sample::r6()))
    }

    #[test]
    fn a_care_management_office_in_the_city_is_likely_eligible() {
        assert_eq!(ask("yes", "43", "no"), Ok(Eligibility::Likely));
    }

    #[test]
    fn every_reason_against_is_given_at_once() {
        assert_eq!(
            ask("no", "other", "yes"),
            Ok(Eligibility::Not(vec![
                NotEligible::OutsideMunicipality,
                NotEligible::ServiceNotListed,
                NotEligible::AlreadyApplied,
            ]))
        );
    }

    #[test]
    fn a_question_left_open_is_named() {
        assert_eq!(ask("yes", "", "maybe").unwrap_err().len(), 2);
    }
}
