//! Orders of a material, and what arrives of them.

use super::{MaterialField as Field, MaterialProblem as Problem, reading::Reader};
use crate::{demos::kinds, form::Typed};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

kinds! {
    /// Where an order stands.
    OrderState {
        /// Something is on the way.
        Open = "open",
        /// All there is came.
        Arrived = "arrived",
        /// Called off.
        Cancelled = "cancelled",
    }
}

/// An order to write down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrder {
    /// From whom.
    pub supplier: String,
    /// How many.
    pub pieces: u32,
    /// When it was ordered.
    pub ordered_on: NaiveDate,
    /// When it should come.
    pub expected_on: Option<NaiveDate>,
    /// 備考; may be empty.
    pub note: String,
}

/// What arrived of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// How many.
    pub pieces: u32,
    /// On which day.
    pub on: NaiveDate,
    /// Whether nothing more will come.
    pub last: bool,
    /// 備考; may be empty.
    pub note: String,
}

const LINE: usize = 80;
const NOTE: usize = 200;

impl NewOrder {
    /// Reads the form.
    pub fn parse(typed: &Typed, today: NaiveDate) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reader = Reader::new(typed);
        let supplier = reader.line(Field::Supplier, LINE, true);
        let pieces = reader.pieces(Field::Pieces, 1);
        let ordered_on = reader.past_day(Field::OrderedOn, today);
        let expected_on =
            if reader.is_empty(Field::ExpectedOn) { None } else { reader.day(Field::ExpectedOn) };
        if expected_on.zip(ordered_on).is_some_and(|(expected, ordered)| expected < ordered) {
            reader.refuse(Field::ExpectedOn, Problem::BeforeOrder);
        }
        let note = reader.line(Field::Note, NOTE, false);
        match (pieces, ordered_on) {
            (Some(pieces), Some(ordered_on)) if reader.problems.is_empty() => {
                Ok(Self { supplier, pieces, ordered_on, expected_on, note })
            }
            _ => Err(reader.problems),
        }
    }
}

impl Arrival {
    /// Reads the form; of an order of `ordered_on`.
    pub fn parse(
        typed: &Typed,
        ordered_on: NaiveDate,
        today: NaiveDate,
    ) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reader = Reader::new(typed);
        let pieces = reader.pieces(Field::Pieces, 1);
        let on = reader.past_day(Field::On, today);
        if on.is_some_and(|on| on < ordered_on) {
            reader.refuse(Field::On, Problem::BeforeOrder);
        }
        let last = !reader.is_empty(Field::Last);
        let note = reader.line(Field::Note, NOTE, false);
        match (pieces, on) {
            (Some(pieces), Some(on)) if reader.problems.is_empty() => Ok(Self { pieces, on, last, note }),
            _ => Err(reader.problems),
        }
    }
}

/// What came of an order once more has, and whether it is over.
pub const fn after_arrival(ordered: u32, arrived: u32, pieces: u32, last: bool) -> (u32, OrderState) {
    let arrived = arrived.saturating_add(pieces);
    (arrived, if last || arrived >= ordered { OrderState::Arrived } else { OrderState::Open })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 10, day).unwrap()
    }

    #[test]
    fn an_order_comes_after_it_was_made() {
        let typed = Typed::default()
            .with("supplier", "みどり印刷")
            .with("pieces", "500枚")
            .with("ordered_on", "R6.10.1")
            .with("expected_on", "R6.10.15");
        let order = NewOrder::parse(&typed, day(1)).unwrap();
        assert_eq!((order.pieces, order.expected_on), (500, Some(day(15))));
        assert_eq!(
            NewOrder::parse(&typed.clone().with("x", "y"), NaiveDate::from_ymd_opt(2024, 9, 30).unwrap()),
            Err(vec![(Field::OrderedOn, Problem::Future)])
        );
        let early = Typed::default()
            .with("supplier", "みどり印刷")
            .with("pieces", "500")
            .with("ordered_on", "R6.10.10")
            .with("expected_on", "R6.10.9");
        assert_eq!(NewOrder::parse(&early, day(20)), Err(vec![(Field::ExpectedOn, Problem::BeforeOrder)]));
    }

    #[test]
    fn an_order_is_over_when_all_came_or_nothing_more_will() {
        assert_eq!(after_arrival(500, 0, 300, false), (300, OrderState::Open));
        assert_eq!(after_arrival(500, 300, 200, false), (500, OrderState::Arrived));
        assert_eq!(after_arrival(500, 300, 250, false), (550, OrderState::Arrived), "printers send more");
        assert_eq!(after_arrival(500, 0, 480, true), (480, OrderState::Arrived));
        let typed = Typed::default().with("pieces", "10").with("on", "R6.10.9");
        assert_eq!(Arrival::parse(&typed, day(10), day(20)), Err(vec![(Field::On, Problem::BeforeOrder)]));
        assert!(!Arrival::parse(&typed, day(9), day(20)).unwrap().last);
    }
}
