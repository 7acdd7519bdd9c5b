//! What followed: offices that began within some days after an activity reached them, and what that cost.

use crate::{adoption::cost_of_one, ids::OfficeId, money::Yen};
use chrono::{Duration, NaiveDate};
use std::collections::BTreeMap;

/// Within how many days an adoption is counted beside the activity before it.
pub const WITHIN_DAYS: u16 = 90;

/// What followed a campaign. It stands beside what was done and does not claim to be its effect.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effect {
    /// Offices that were reached and did not use the system then.
    pub reached: u64,
    /// Those of them that began within the days.
    pub began: u64,
    /// Offices that were reached and used it already.
    pub already: u64,
}

impl Effect {
    /// What one office that began cost, rounded half up; none where none began.
    pub fn cost_of_one(&self, spent: Yen) -> Option<Yen> {
        cost_of_one(spent, self.began)
    }
}

/// Compares when offices were first reached with when they began.
pub fn effect(
    reached: &BTreeMap<OfficeId, NaiveDate>,
    began: &BTreeMap<OfficeId, NaiveDate>,
    within_days: u16,
) -> Effect {
    let mut effect = Effect::default();
    for (office, first) in reached {
        match began.get(office) {
            Some(day) if day <= first => effect.already += 1,
            day => {
                effect.reached += 1;
                let last = *first + Duration::days(within_days.into());
                effect.began += u64::from(day.is_some_and(|day| *day <= last));
            }
        }
    }
    effect
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn only_who_began_after_and_soon_is_counted() {
        let office = |number: u128| OfficeId::from_uuid(Uuid::from_u128(number));
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let reached = (1..=5).map(|number| (office(number), day("2024-06-11"))).collect();
        let began = [
            (office(1), day("2024-06-12")),
            (office(2), day("2024-09-09")),
            (office(3), day("2024-09-10")),
            (office(4), day("2024-06-11")),
            (office(9), day("2024-06-12")),
        ];
        let effect = effect(&reached, &began.into(), WITHIN_DAYS);
        assert_eq!(effect, Effect { reached: 4, began: 2, already: 1 });
        assert_eq!(effect.cost_of_one(Yen(100_001)), Some(Yen(50_001)));
        assert_eq!(Effect::default().cost_of_one(Yen(100_001)), None);
    }
}
