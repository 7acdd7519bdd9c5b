//! 受付期間: one or several, in order.

use super::{Field, Problem, Window, YearBy, reader::Reader};
use crate::{
    fiscal_year::FiscalYear,
    subsidies::{Closing, WINDOWS},
};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// Whether the last moment counts, as it stands in the form.
pub(super) const CLOSINGS: [(&str, Closing); 2] =
    [("inclusive", Closing::Inclusive), ("exclusive", Closing::Exclusive)];

impl Reader<'_> {
    /// Every window, the first of which is always there; none where one of them does not read.
    pub(super) fn windows(&mut self, year: Option<(YearBy, FiscalYear)>) -> Option<Vec<Window>> {
        let mut windows = Vec::new();
        let mut whole = true;
        for row in 0..WINDOWS {
            let fields =
                [Field::OpensOn(row), Field::OpensAt(row), Field::ClosesOn(row), Field::ClosesAt(row)];
            if row > 0 && fields.into_iter().all(|field| self.is_blank(field)) {
                continue;
            }
            let Some(window) = self.window(row) else {
                whole = false;
                continue;
            };
            if let Some((YearBy::Application, year)) = year
                && !(year.contains(window.opens.date()) && year.contains(window.closes.date()))
            {
                self.reject(Field::ClosesOn(row), Problem::WindowOutsideYear);
            }
            if windows.last().is_some_and(|before: &Window| window.opens <= before.closes) {
                self.reject(Field::OpensOn(row), Problem::WindowsOverlap);
            }
            windows.push(window);
        }
        whole.then_some(windows)
    }

    fn window(&mut self, row: usize) -> Option<Window> {
        let moment =
            |date: Option<NaiveDate>, time: Option<NaiveTime>| Some(NaiveDateTime::new(date?, time?));
        let (opens_on, opens_at) = (self.date(Field::OpensOn(row)), self.time(Field::OpensAt(row)));
        let (closes_on, closes_at) = (self.date(Field::ClosesOn(row)), self.time(Field::ClosesAt(row)));
        let closing = if row == 0 {
            self.choice(Field::Closing(row), &CLOSINGS)
        } else {
            self.choice_or(Field::Closing(row), &CLOSINGS, Closing::Inclusive)
        };
        let window = Window {
            opens: moment(opens_on, opens_at)?,
            closes: moment(closes_on, closes_at)?,
            closing: closing?,
        };
        if !window.is_possible() {
            self.reject(Field::ClosesOn(row), Problem::WindowEmpty);
        }
        Some(window)
    }
}
