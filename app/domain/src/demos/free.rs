//! The nearest times that are free, to offer instead of one that is not.

use super::{Slot, Warning, warnings};
use crate::working_days::WorkingCalendar;
use chrono::{Duration, NaiveDate};

/// How many days after the wanted one are looked at.
const HORIZON: i64 = 60;

/// Up to `most` days after the wanted one at the same time: working days, outside the days of claims, and free as
/// `is_free` says.
pub fn next_free(
    wanted: &Slot,
    today: NaiveDate,
    calendar: &WorkingCalendar,
    most: usize,
    is_free: impl Fn(&Slot) -> bool,
) -> Vec<Slot> {
    (1..=HORIZON)
        .map(|days| wanted.on(wanted.date + Duration::days(days)))
        .filter(|slot| {
            warnings(slot, today, calendar).iter().all(|warning| match warning {
                Warning::Claims | Warning::Closed(_) => false,
                Warning::ShortNotice { .. } => true,
            })
        })
        .filter(|slot| is_free(slot))
        .take(most)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demos::Length;
    use chrono::NaiveTime;

    #[test]
    fn the_nearest_free_working_days_outside_claims_are_offered() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("an ISO date");
        let wanted = Slot {
            date: day("2024-12-05"),
            start: NaiveTime::from_hms_opt(13, 30, 0).expect("a time"),
            length: Length::of_quarters(8).expect("two hours"),
        };
        let busy = wanted.on(day("2024-12-12"));
        let free = next_free(&wanted, day("2024-09-20"), &WorkingCalendar::default(), 3, |slot| {
            !slot.overlaps(&busy)
        });
        let days: Vec<String> = free.iter().map(|slot| slot.date.to_string()).collect();
        assert_eq!(days, ["2024-12-11", "2024-12-13", "2024-12-16"]);
    }
}
