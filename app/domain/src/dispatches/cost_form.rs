//! 旅費 as a form, and the municipality's yes or no to it.

use super::{Estimate, Field, Payer, Problem, Travel};
use crate::{
    demos::Place,
    form::{Reader, Typed},
    money::Yen,
    subsidies::Reason,
    text::normalise_code,
};

/// The most people of one journey, and the most nights and days.
const MOST: u8 = 30;
/// The most characters of who approved.
const APPROVED_BY: usize = 60;

/// The form, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostForm {
    /// What the amount is made of.
    pub travel: Travel,
    /// The amount.
    pub estimate: Estimate,
    /// Who pays.
    pub payer: Payer,
    /// Who of a municipality without a house here approved it.
    pub told: Option<String>,
}

impl CostForm {
    /// Reads the form. `tells` where the municipality has no house here, and the federation records what it said.
    pub fn parse(typed: &Typed, tells: bool) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reader = Reading::new(typed, Field::name);
        let travel = Travel {
            people: reader.number(Field::Travellers, 1),
            rail: reader.yen(Field::Rail),
            air: reader.yen(Field::Air),
            nights: reader.number(Field::Nights, 0),
            lodging: reader.yen(Field::Lodging),
            days: reader.number(Field::Days, 0),
            daily: reader.yen(Field::Daily),
            other: reader.yen(Field::Other),
        };
        let payer = reader.chosen(Field::Payer, Payer::from_code, Problem::NotChosen);
        let told = reader.line(Field::ToldApproval, APPROVED_BY);
        let told = Some(told).filter(|told| tells && !told.is_empty());
        let estimate = travel.estimate(Place::OnSite);
        if estimate.is_err() && reader.is_clean() {
            reader.refuse(Field::Rail, Problem::TooMuch);
        }
        let read = payer.zip(estimate.ok());
        reader.done(read.map(|(payer, estimate)| Self { travel, estimate, payer, told }))
    }

    /// Fills the form: from what stands, or from the rates of the house's last estimate.
    pub fn fill(travel: &Travel, payer: Payer) -> Typed {
        let yen = |yen: Yen| if yen == Yen::ZERO { String::new() } else { yen.grouped() };
        Typed::default()
            .with(Field::Travellers.name(), travel.people.to_string())
            .with(Field::Rail.name(), yen(travel.rail))
            .with(Field::Air.name(), yen(travel.air))
            .with(Field::Nights.name(), travel.nights.to_string())
            .with(Field::Lodging.name(), yen(travel.lodging))
            .with(Field::Days.name(), travel.days.to_string())
            .with(Field::Daily.name(), yen(travel.daily))
            .with(Field::Other.name(), yen(travel.other))
            .with(Field::Payer.name(), payer.code())
    }
}

type Reading<'a> = Reader<'a, Field, Problem>;

impl Reading<'_> {
    /// An amount; an empty field is nothing to pay.
    fn yen(&mut self, field: Field) -> Yen {
        self.if_any(field, Yen::parse(self.get(field))).unwrap_or(Yen::ZERO)
    }

    /// A small number, from `least`; an empty field is none where none is possible.
    fn number(&mut self, field: Field, least: u8) -> u8 {
        let code = normalise_code(self.get(field));
        let digits = code.strip_suffix(['人', '名', '泊', '日']).unwrap_or(&code);
        if digits.is_empty() && least == 0 {
            return 0;
        }
        match digits.parse() {
            Ok(number) if (least..=MOST).contains(&number) => number,
            Ok(_) | Err(_) => {
                self.refuse(field, Problem::Number { least, most: MOST });
                least
            }
        }
    }
}

/// The municipality's yes or no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApprovalForm {
    /// 承認する.
    Approve,
    /// 承認しない, and why.
    Refuse(Reason),
}

impl ApprovalForm {
    /// Reads the form.
    pub fn parse(typed: &Typed) -> Result<Self, Vec<(Field, Problem)>> {
        match typed.get(Field::Decision.name()) {
            "approve" => Ok(Self::Approve),
            "refuse" => Reason::parse(typed.get(Field::Reason.name()))
                .map(Self::Refuse)
                .map_err(|error| vec![(Field::Reason, Problem::Reason(error))]),
            _ => Err(vec![(Field::Decision, Problem::NotChosen)]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Typed {
        Typed::default()
            .with("travellers", "２人")
            .with("rail", "28,340円")
            .with("nights", "1泊")
            .with("lodging", "10,900")
            .with("days", "2")
            .with("daily", "2,200")
            .with("payer", "municipality")
    }

    #[test]
    fn the_form_gives_the_amount_and_is_filled_from_it_again() {
        let form = CostForm::parse(&typed(), false).expect("it fits");
        assert_eq!(form.estimate.total, Yen(2 * (28_340 + 10_900 + 2 * 2_200)));
        let again = CostForm::parse(&CostForm::fill(&form.travel, form.payer), false);
        assert_eq!(again, Ok(form));
    }

    #[test]
    fn what_is_wrong_is_told_field_by_field() {
        let wrong = Typed::default().with("travellers", "0").with("rail", "たくさん").with("nights", "99");
        let problems = CostForm::parse(&wrong, false).expect_err("nothing fits");
        let fields: Vec<_> = problems.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, [Field::Travellers, Field::Rail, Field::Nights, Field::Payer]);
    }

    #[test]
    fn only_a_federation_records_the_yes_of_a_municipality_without_a_house() {
        let told = typed().with("told_approval", "福祉課長 9月20日");
        assert_eq!(CostForm::parse(&told, false).map(|form| form.told), Ok(None));
        let form = CostForm::parse(&told, true).expect("it fits");
        assert_eq!(form.told.as_deref(), Some("福祉課長 9月20日"));
    }

    #[test]
    fn a_refusal_says_why() {
        assert_eq!(
            ApprovalForm::parse(&Typed::default().with("decision", "approve")),
            Ok(ApprovalForm::Approve)
        );
        for typed in [Typed::default(), Typed::default().with("decision", "refuse")] {
            assert!(ApprovalForm::parse(&typed).is_err());
        }
    }
}
