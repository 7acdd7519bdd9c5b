//! 翌年度への写し: the same rules a year later, every date with them.

use super::{Expense, Rules, Window};
use crate::awards::After;
use chrono::{Datelike, Months, NaiveDate};

impl Rules {
    /// The rules for the next fiscal year. The number of the announcement is a new one; the budget is to be thought of
    /// again, as everything else.
    #[must_use]
    pub fn next_year(&self) -> Self {
        let mut next = self.in_later_year(1);
        next.legal_basis.number.clear();
        next
    }

    /// The same rules so many years later (or earlier).
    #[must_use]
    pub fn in_later_year(&self, years: i32) -> Self {
        let mut later = self.clone();
        later.fiscal_year = crate::fiscal_year::FiscalYear::from_year(self.fiscal_year.year() + years)
            .unwrap_or(self.fiscal_year);
        // Who copies it beyond its last year has thought of that.
        later.last_year = self.last_year.filter(|last| *last >= later.fiscal_year);
        let move_window = |window: &mut Window| {
            window.opens = shifted(window.opens.date(), years).and_time(window.opens.time());
            window.closes = shifted(window.closes.date(), years).and_time(window.closes.time());
        };
        move_window(&mut later.window);
        later.further_windows.iter_mut().for_each(move_window);
        let move_costs = |expense: &mut Expense| {
            expense.paid_from = shifted(expense.paid_from, years);
            expense.paid_until = shifted(expense.paid_until, years);
        };
        move_costs(&mut later.expense);
        later.further_expenses.iter_mut().for_each(move_costs);
        for days in [&mut later.attendance, &mut later.survey].into_iter().flatten() {
            days.from = shifted(days.from, years);
            days.until = shifted(days.until, years);
        }
        later.report_until = self.report_until.map(|day| shifted(day, years));
        for advance in &mut later.advances {
            if let After::Day(day) = &mut advance.after {
                *day = shifted(*day, years);
            }
        }
        later
    }

    /// Whether the programme is not to be held in its next year any more.
    pub fn ends_with_this_year(&self) -> bool {
        self.last_year.is_some_and(|last| self.fiscal_year >= last)
    }
}

/// The same day of another year; the last of February stays the last.
fn shifted(day: NaiveDate, years: i32) -> NaiveDate {
    let months = Months::new(years.unsigned_abs() * 12);
    let moved = if years < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }
        .unwrap_or(day);
    let is_last = |day: NaiveDate| day.month() == 2 && day.succ_opt().is_some_and(|next| next.month() == 3);
    match moved.succ_opt() {
        Some(next) if is_last(day) && next.month() == 2 => next,
        Some(_) | None => moved,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        money::Yen,
        subsidies::{Claim, ProgrammeForm, Rounding, TaxBasis, Template, amount, sample},
    };
    use proptest::prelude::*;

    #[test]
    fn next_year_s_programme_of_j4_pays_19000_and_last_year_s_still_21000() {
        let r6 = Template::LicenceInFull.rules(&sample::city(), sample::r6());
        let mut r7 = r6.next_year();
        r7.expense.tax = TaxBasis::Exclusive;
        r7.expense.rounding = Rounding::ThousandYen;
        assert_eq!(ProgrammeForm::parse(&ProgrammeForm::fill(&r7), &r7.location), Ok(r7.clone()));
        let paid = |rules: &Rules| amount(rules, &Claim::of(&rules.expense, Yen(21_000))).yen.get();
        assert_eq!((paid(&r6), paid(&r7)), (21_000, 19_000));
        assert_eq!(r7.fiscal_year, sample::r6().next());
        assert_eq!(r7.window.opens.date(), NaiveDate::from_ymd_opt(2025, 7, 1).unwrap());
        assert!(!r6.ends_with_this_year() && r6.next_year().next_year().ends_with_this_year());
    }

    #[test]
    fn the_last_of_february_stays_the_last() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        assert_eq!(shifted(day(2027, 2, 28), 1), day(2028, 2, 29));
        assert_eq!(shifted(day(2028, 2, 29), 1), day(2029, 2, 28));
        assert_eq!(shifted(day(2026, 2, 27), 2), day(2028, 2, 27));
    }

    proptest! {
        #[test]
        fn a_year_later_still_reads_and_every_window_is_as_long_within_a_day(place in 0usize..13, years in 1i32..8) {
            let rules = Template::ALL[place].rules(&sample::city(), sample::r6());
            let later = rules.in_later_year(years);
            let read = ProgrammeForm::parse(&ProgrammeForm::fill(&later), &later.location);
            prop_assert_eq!(read.as_ref(), Ok(&later));
            let length = |window: &Window| (window.closes - window.opens).num_days();
            prop_assert!((length(&rules.window) - length(&later.window)).abs() <= 1);
        }
    }
}
