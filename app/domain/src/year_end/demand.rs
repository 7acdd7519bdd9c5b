//! 需要の見込み: how many offices will apply next year, three ways of thinking, each with its formula; and what they cost.

use crate::{form::Typed, money::Yen, text::normalise_code};

/// What is known when the budget of next year is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Offices that could apply: the register's, in operation.
    pub eligible: u32,
    /// Those that use the system already.
    pub adopted: u32,
    /// 交付決定 and open applications of this year.
    pub this_year: u32,
    /// The same of the year before.
    pub last_year: u32,
    /// What one application costs.
    pub each: Yen,
}

/// A way of thinking about next year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScenarioName {
    /// 低位: as many as the fewer of the two years.
    Low,
    /// 中位: this year's number grows as it grew since last year.
    Middle,
    /// 高位: every office that has not adopted it, and those that renew.
    High,
}

/// What one of them says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scenario {
    /// Which.
    pub name: ScenarioName,
    /// How many offices.
    pub offices: u32,
    /// What they cost; none where it is more than an amount can be.
    pub cost: Option<Yen>,
}

/// The three, from the fewest to the most; none asks for more offices than there are.
pub fn scenarios(facts: &Facts) -> [Scenario; 3] {
    let Facts { eligible, adopted, this_year, last_year, each } = *facts;
    let low = this_year.min(last_year).min(eligible);
    let grown = this_year.saturating_add(this_year.saturating_sub(last_year));
    let middle = grown.max(low).min(eligible);
    let rest = eligible.saturating_sub(adopted);
    let high = rest.saturating_add(this_year.min(adopted)).max(middle).min(eligible);
    let of = |name, offices: u32| Scenario { name, offices, cost: each.checked_mul(i64::from(offices)) };
    [of(ScenarioName::Low, low), of(ScenarioName::Middle, middle), of(ScenarioName::High, high)]
}

/// What an officer may set otherwise than it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demand {
    /// What one application costs.
    pub each: Yen,
    /// Which of the three is asked for.
    pub asked: ScenarioName,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DemandField {
    /// 1件あたりの額.
    Each,
    /// 要求する見込み.
    Asked,
}

impl DemandField {
    /// Its name in the address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Each => "each",
            Self::Asked => "asked",
        }
    }
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DemandProblem {
    /// Not an amount.
    Yen(crate::money::YenError),
}

impl ScenarioName {
    /// The three.
    pub const ALL: [Self; 3] = [Self::Low, Self::Middle, Self::High];

    /// As it stands in an address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Middle => "middle",
            Self::High => "high",
        }
    }
}

impl Demand {
    /// Reads what an address says; what it does not say is as usual.
    pub fn parse(typed: &Typed, usual: Yen) -> Result<Self, Vec<(DemandField, DemandProblem)>> {
        let each = match typed.get(DemandField::Each.name()) {
            blank if normalise_code(blank).is_empty() => Ok(usual),
            words => Yen::parse(words),
        };
        let word = typed.get(DemandField::Asked.name());
        let asked = ScenarioName::ALL.into_iter().find(|name| name.code() == word);
        match each {
            Ok(each) => Ok(Self { each, asked: asked.unwrap_or(ScenarioName::Middle) }),
            Err(error) => Err(vec![(DemandField::Each, DemandProblem::Yen(error))]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn facts() -> Facts {
        Facts { eligible: 188, adopted: 30, this_year: 37, last_year: 26, each: Yen(21_000) }
    }

    #[test]
    fn three_ways_of_thinking_each_with_its_cost() {
        let told = scenarios(&facts()).map(|one| (one.offices, one.cost));
        // 26; 37 + (37 - 26); 158 without it + 30 that renew.
        assert_eq!(told, [(26, Some(Yen(546_000))), (48, Some(Yen(1_008_000))), (188, Some(Yen(3_948_000)))]);
    }

    #[test]
    fn a_year_that_fell_is_not_thought_to_grow() {
        let fell = scenarios(&Facts { this_year: 10, last_year: 30, ..facts() }).map(|one| one.offices);
        assert_eq!(fell, [10, 10, 168]);
    }

    #[test]
    fn what_an_address_does_not_say_is_as_usual() {
        let usual = Demand::parse(&Typed::default(), Yen(21_000));
        assert_eq!(usual, Ok(Demand { each: Yen(21_000), asked: ScenarioName::Middle }));
        let typed = Typed::default().with("each", "１９，０００円").with("asked", "high");
        assert_eq!(
            Demand::parse(&typed, Yen(21_000)),
            Ok(Demand { each: Yen(19_000), asked: ScenarioName::High })
        );
        assert!(Demand::parse(&Typed::default().with("each", "たくさん"), Yen(1)).is_err());
    }

    proptest! {
        #[test]
        fn they_are_in_order_and_never_more_than_there_are(
            eligible in 0u32..100_000, adopted in 0u32..100_000, this_year in 0u32..100_000, last_year in 0u32..100_000,
        ) {
            let facts = Facts { eligible, adopted, this_year, last_year, each: Yen(21_000) };
            let [low, middle, high] = scenarios(&facts).map(|one| one.offices);
            prop_assert!(low <= middle && middle <= high && high <= eligible);
        }
    }
}
