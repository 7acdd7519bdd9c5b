//! 体験の進め方: two PCs serve a few people at once. More come in turns, and more than that are shown on a screen
//! (domain.md §1.8: projector and explanation to all).

/// How many people see the screen of one PC.
pub const AROUND_A_PC: u16 = 3;
/// How many minutes one turn takes.
pub const TURN_MINUTES: u16 = 20;
/// PCs of one demo set.
pub const PCS_OF_A_SET: u16 = 2;

/// How so many people try the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandsOn {
    /// Everybody at once.
    Together,
    /// In turns.
    Turns {
        /// How many.
        turns: u16,
        /// How many people in one.
        people: u16,
    },
    /// プロジェクター: shown to all, and some try it as an example.
    Projector {
        /// How many the PCs would have served in the time.
        most: u16,
    },
}

/// How `people` try the system with so many demo sets, in a session of so many minutes; none without a set, or nobody.
pub fn hands_on(people: u64, sets: u16, minutes: u16) -> Option<HandsOn> {
    let at_once = sets.saturating_mul(PCS_OF_A_SET).saturating_mul(AROUND_A_PC);
    if at_once == 0 || people == 0 {
        return None;
    }
    let people = u16::try_from(people).unwrap_or(u16::MAX);
    let turns = people.div_ceil(at_once);
    // Half of the time is for explanations and questions.
    let possible = (minutes / 2 / TURN_MINUTES).max(1);
    Some(match turns {
        1 => HandsOn::Together,
        turns if turns <= possible => HandsOn::Turns { turns, people: people.div_ceil(turns) },
        _ => HandsOn::Projector { most: at_once.saturating_mul(possible) },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn six_at_once_eighteen_in_turns_and_more_on_a_screen() {
        assert_eq!(hands_on(6, 1, 120), Some(HandsOn::Together));
        assert_eq!(hands_on(7, 1, 120), Some(HandsOn::Turns { turns: 2, people: 4 }));
        assert_eq!(hands_on(18, 1, 120), Some(HandsOn::Turns { turns: 3, people: 6 }));
        assert_eq!(hands_on(19, 1, 120), Some(HandsOn::Projector { most: 18 }));
        assert_eq!(hands_on(19, 2, 120), Some(HandsOn::Turns { turns: 2, people: 10 }));
        assert_eq!(hands_on(19, 0, 120), None);
        assert_eq!(hands_on(0, 1, 120), None);
    }

    proptest! {
        #[test]
        fn turns_hold_everybody_and_end_in_time(people in 1_u64..2000, sets in 1_u16..5, minutes in 30_u16..480) {
            match hands_on(people, sets, minutes) {
                Some(HandsOn::Together) => prop_assert!(people <= u64::from(sets * 6)),
                Some(HandsOn::Turns { turns, people: each }) => {
                    prop_assert!(u64::from(turns) * u64::from(each) >= people && each <= sets * 6);
                    prop_assert!(turns * TURN_MINUTES <= minutes);
                }
                Some(HandsOn::Projector { most }) => prop_assert!(people > u64::from(most)),
                None => prop_assert!(false, "there is a set and somebody"),
            }
        }
    }
}
