//! Orders of a material, and what arrives of them.

use super::{MaterialField as Field, MaterialProblem as Problem, reading::Reader};
use crate::{demos::kinds, form::Typed, money::Yen};
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
    /// 代金, with 消費税; none where nobody said so.
    pub amount: Option<Yen>,
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

// The longest texts, in characters as people count them.
const LINE: usize = 80;
const NOTE: usize = 200;

impl NewOrder {
    /// Reads the form.
    pub fn parse(typed: &Typed, today: NaiveDate) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reader = Reader::new(typed, Field::name);
        let supplier = reader.needed_line(Field::Supplier, LINE);
        let pieces = reader.pieces(Field::Pieces, 1);
        let ordered_on = reader.need_past_day(Field::OrderedOn, today, Problem::Future);
        let expected_on = reader.coming_day(Field::ExpectedOn, today);
        if expected_on.zip(ordered_on).is_some_and(|(expected, ordered)| expected < ordered) {
            reader.refuse(Field::ExpectedOn, Problem::BeforeOrder);
        }
        let amount = reader.money(Field::Amount);
        let note = reader.line(Field::Note, NOTE);
        let read = pieces.zip(ordered_on).map(|(pieces, ordered_on)| Self {
            supplier,
            pieces,
            ordered_on,
            expected_on,
            amount,
            note,
        });
        reader.done(read)
    }

    /// Reads what an order costs, once the bill is there; none where it is not known any more.
    pub fn parse_amount(typed: &Typed) -> Result<Option<Yen>, Vec<(Field, Problem)>> {
        let mut reader = Reader::new(typed, Field::name);
        let amount = reader.money(Field::Amount);
        reader.done(Some(amount))
    }
}

/// Whether an order is paid for: one that was called off only as far as something of it had come.
pub const fn is_paid_for(state: OrderState, arrived: u32) -> bool {
    match state {
        OrderState::Open | OrderState::Arrived => true,
        OrderState::Cancelled => arrived > 0,
    }
}

impl Arrival {
    /// Reads the form; of an order of `ordered_on`.
    pub fn parse(
        typed: &Typed,
        ordered_on: NaiveDate,
        today: NaiveDate,
    ) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reader = Reader::new(typed, Field::name);
        let pieces = reader.pieces(Field::Pieces, 1);
        let on = reader.need_past_day(Field::On, today, Problem::Future);
        if on.is_some_and(|on| on < ordered_on) {
            reader.refuse(Field::On, Problem::BeforeOrder);
        }
        let last = !reader.is_blank(Field::Last);
        let note = reader.line(Field::Note, NOTE);
        reader.done(pieces.zip(on).map(|(pieces, on)| Self { pieces, on, last, note }))
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
    use crate::money::YenError;

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
    fn an_order_may_say_what_it_costs() {
        let typed = Typed::default()
            .with("supplier", "みどり印刷")
            .with("pieces", "500枚")
            .with("ordered_on", "R6.10.1")
            .with("amount", "￥１２，０００円");
        assert_eq!(NewOrder::parse(&typed, day(1)).unwrap().amount, Some(Yen(12_000)));
        assert_eq!(NewOrder::parse_amount(&typed), Ok(Some(Yen(12_000))));
        assert_eq!(NewOrder::parse_amount(&Typed::default().with("amount", " ")), Ok(None));
        let wrong = NewOrder::parse_amount(&Typed::default().with("amount", "1万円"));
        assert_eq!(wrong, Err(vec![(Field::Amount, Problem::Money(YenError::Character('万')))]));
        assert!(is_paid_for(OrderState::Open, 0) && is_paid_for(OrderState::Cancelled, 10));
        assert!(!is_paid_for(OrderState::Cancelled, 0), "nothing came, and nothing is paid");
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
