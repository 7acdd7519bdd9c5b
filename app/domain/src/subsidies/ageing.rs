//! How long an application has waited for the office: working days of 標準処理期間, paused while it is with the applicant.

use crate::working_days::WorkingCalendar;
use chrono::NaiveDate;

/// 経過 of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ageing {
    /// 開庁日 that the office has had it.
    pub used: u32,
    /// 開庁日 left of the standard; negative when it is over.
    pub left: i64,
    /// How that looks.
    pub band: Band,
}

/// 余裕・注意・超過.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// 余裕.
    Comfortable,
    /// 注意: a fifth of the standard is left, and never less than two days' warning.
    Attention,
    /// 超過.
    Overdue,
}

impl Band {
    /// Days left of the standard at which attention is asked for.
    fn warning(standard: u16) -> i64 {
        (i64::from(standard) / 5).max(2)
    }

    /// The last day of receipt with which an application is in this band today, or a worse one, where the office's clock
    /// has run since but for so many paused days. All of them are found so without reading one of them.
    pub fn received_until(
        self,
        today: NaiveDate,
        standard: u16,
        paused_days: u32,
        calendar: &WorkingCalendar,
    ) -> NaiveDate {
        let left = match self {
            Self::Comfortable => return today,
            Self::Attention => Self::warning(standard),
            Self::Overdue => -1,
        };
        let used = u32::try_from((i64::from(standard) - left).max(0)).unwrap_or(0) + paused_days;
        let (mut day, mut counted) = (today, 0);
        while counted < used {
            counted += u32::from(calendar.is_working_day(day));
            day = day.pred_opt().unwrap_or(NaiveDate::MIN);
        }
        day
    }
}

/// The clock of one application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// 受付日.
    pub received: NaiveDate,
    /// 開庁日 already spent on the applicant's side in earlier corrections.
    pub paused_days: u32,
    /// Since when it is with the applicant, if it is now.
    pub paused_since: Option<NaiveDate>,
    /// Day on which it was decided or withdrawn, if it was.
    pub ended: Option<NaiveDate>,
}

impl Clock {
    /// How long the office has had the application on a day. The day of receipt is not counted (civil-law counting).
    pub fn read(&self, today: NaiveDate, standard: u16, calendar: &WorkingCalendar) -> Ageing {
        let end = self.ended.unwrap_or(today);
        let end = self.paused_since.map_or(end, |since| since.min(end));
        let used = calendar.working_days_between(self.received, end).saturating_sub(self.paused_days);
        let left = i64::from(standard) - i64::from(used);
        let band = if left < 0 {
            Band::Overdue
        } else if left <= Band::warning(standard) {
            Band::Attention
        } else {
            Band::Comfortable
        };
        Ageing { used, left, band }
    }

    /// The clock when the application goes to the applicant.
    #[must_use]
    pub const fn pause(self, today: NaiveDate) -> Self {
        Self { paused_since: Some(today), ..self }
    }

    /// The clock when the application comes back.
    #[must_use]
    pub fn resume(self, today: NaiveDate, calendar: &WorkingCalendar) -> Self {
        let waited = self.paused_since.map_or(0, |since| calendar.working_days_between(since, today));
        Self { paused_since: None, paused_days: self.paused_days + waited, ..self }
    }

    /// The day by which the standard asks for a decision, if nothing more is paused.
    pub fn expected(&self, standard: u16, calendar: &WorkingCalendar) -> NaiveDate {
        calendar.add_working_days(self.received, u32::from(standard) + self.paused_days)
    }
}

/// How long decisions took, in 開庁日.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsualDays {
    /// Of how many decisions.
    pub count: usize,
    /// Half of them took no longer.
    pub half: u32,
    /// Nine of ten took no longer.
    pub most: u32,
}

/// What is usual of the days that decisions took; none of so few that they say nothing.
pub fn usual_days(mut used: Vec<u32>) -> Option<UsualDays> {
    const LEAST: usize = 5;
    let count = used.len();
    if count < LEAST {
        return None;
    }
    used.sort_unstable();
    // The first of which at least so many tenths took no longer.
    let within = |tenths: usize| used[(count * tenths).div_ceil(10) - 1];
    Some(UsualDays { count, half: within(5), most: within(9) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, month, day).unwrap()
    }

    fn open() -> WorkingCalendar {
        WorkingCalendar::new([])
    }

    fn clock() -> Clock {
        // A Wednesday.
        Clock { received: day(7, 3), paused_days: 0, paused_since: None, ended: None }
    }

    #[test]
    fn weekends_holidays_and_the_day_of_receipt_are_not_counted() {
        assert_eq!(clock().read(day(7, 3), 20, &open()).used, 0);
        assert_eq!(clock().read(day(7, 8), 20, &open()).used, 3);
        // 15 July 2024 was 海の日.
        assert_eq!(clock().read(day(7, 16), 20, &open()).used, 8);
    }

    #[test]
    fn what_is_usual_is_told_of_enough_decisions_alone() {
        assert_eq!(usual_days(vec![3, 4, 5, 6]), None);
        let ten = usual_days(vec![10, 1, 9, 2, 8, 3, 7, 4, 6, 5]).unwrap();
        assert_eq!(ten, UsualDays { count: 10, half: 5, most: 9 });
        assert_eq!(usual_days(vec![7; 5]), Some(UsualDays { count: 5, half: 7, most: 7 }));
    }

    #[test]
    fn the_days_of_the_office_own_closure_are_not_counted() {
        assert_eq!(clock().read(day(7, 8), 20, &WorkingCalendar::new([day(7, 5)])).used, 2);
    }

    #[test]
    fn the_clock_stands_still_while_the_applicant_has_the_application() {
        let paused = clock().pause(day(7, 5));
        assert_eq!(paused.read(day(7, 12), 20, &open()).used, 2);
        let resumed = paused.resume(day(7, 12), &open());
        assert_eq!(resumed.paused_days, 5);
        assert_eq!(resumed.read(day(7, 16), 20, &open()).used, 3);
    }

    #[test]
    fn the_last_days_ask_for_attention_and_the_day_after_is_overdue() {
        assert_eq!(clock().read(day(7, 8), 20, &open()).band, Band::Comfortable);
        let expected = clock().expected(20, &open());
        assert_eq!(clock().read(expected, 20, &open()), Ageing { used: 20, left: 0, band: Band::Attention });
        assert_eq!(clock().read(expected.succ_opt().unwrap(), 20, &open()).band, Band::Overdue);
    }

    #[test]
    fn what_is_decided_does_not_age() {
        let decided = Clock { ended: Some(day(7, 5)), ..clock() };
        assert_eq!(decided.read(day(12, 1), 20, &open()).used, 2);
    }

    proptest::proptest! {
        #[test]
        fn the_days_of_receipt_of_a_band_are_those_with_which_the_clock_reads_it(
            standard in 1u16..60, paused_days in 0u32..20, ago in 0i64..150, closed in 0u32..28,
        ) {
            let today = day(9, 27);
            let calendar = WorkingCalendar::new([day(8, closed + 1)]);
            let received = today - chrono::Duration::days(ago);
            let band = Clock { received, paused_days, paused_since: None, ended: None }
                .read(today, standard, &calendar)
                .band;
            // Days of pause cannot be more than days since receipt.
            proptest::prop_assume!(calendar.working_days_between(received, today) >= paused_days);
            for one in [Band::Comfortable, Band::Attention, Band::Overdue] {
                let until = one.received_until(today, standard, paused_days, &calendar);
                proptest::prop_assert_eq!(received <= until, band >= one, "{:?} until {}", one, until);
            }
        }
    }
}
