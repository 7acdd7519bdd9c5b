//! 補助対象経費: one category or several, each in its slot.

use super::{Field, Problem, reader::Reader};
use crate::{
    money::Yen,
    subsidies::{AidCap, Applies, Basis, EXPENSES, Expense, MOST_AID_YEARS, Price, Rate, Rounding, TaxBasis},
    wareki::{format_date, parse_date},
};

/// Most linkages that one may be asked for.
const MOST_LINKAGES: u16 = 1_000;
/// Most prices of one category.
const MOST_PRICES: usize = 12;
/// Whether it is written instead of an amount that there is no cap.
fn is_no_cap(typed: &str) -> bool {
    matches!(typed.trim(), "なし" | "無し" | "上限なし" | "上限無し")
}

impl Reader<'_> {
    /// Every category, the first of which is always there; none where one of them does not read.
    pub(super) fn expenses(&mut self) -> Option<Vec<Expense>> {
        let mut expenses = Vec::new();
        let mut whole = true;
        for row in 0..EXPENSES {
            let fields =
                [Field::ExpenseName(row), Field::Cap(row), Field::NoCap(row), Field::LinkageYen(row)];
            if row > 0 && fields.into_iter().all(|field| self.is_blank(field)) {
                continue;
            }
            match self.expense(row) {
                Some(expense) => expenses.push(expense),
                None => whole = false,
            }
        }
        whole.then_some(expenses)
    }

    fn expense(&mut self, row: usize) -> Option<Expense> {
        let name = self.line(Field::ExpenseName(row), true);
        let by_linkage = match self.typed.get(Field::Basis(row).name()) {
            "" | "cost" => false,
            "linkage" => true,
            _ => {
                self.reject(Field::Basis(row), Problem::NotChosen);
                false
            }
        };
        let (basis, rate, tax) = if by_linkage {
            let yen = self.amount(Field::LinkageYen(row), false);
            let least = if self.is_blank(Field::LinkageLeast(row)) {
                Some(1)
            } else {
                self.number(Field::LinkageLeast(row), MOST_LINKAGES)
            };
            let basis = yen.zip(least).map(|(yen, least)| Basis::Linkage { yen, least });
            (basis, Some(Rate::WHOLE), Some(TaxBasis::Inclusive))
        } else {
            let rate = self.read(Field::Rate(row), |typed| Rate::parse(typed).map_err(Problem::Rate));
            let tax = self.choice(Field::Tax(row), &TaxBasis::ALL.map(|tax| (tax.code(), tax)));
            (Some(Basis::Cost), rate, tax)
        };
        let capped = self.is_capped(row);
        let cap = if capped { self.amount(Field::Cap(row), false) } else { None };
        let floor = self.amount(Field::Floor(row), true);
        let rounding =
            self.choice(Field::Rounding(row), &Rounding::ALL.map(|rounding| (rounding.code(), rounding)));
        let paid_from = self.date(Field::PaidFrom(row));
        let paid_until = self.date(Field::PaidUntil(row));
        if let (Some(cap), Some(rounding)) = (cap, rounding)
            && cap.get() % rounding.unit() != 0
        {
            self.reject(Field::Cap(row), Problem::CapNotRounded { unit: rounding.unit() });
        }
        if let (Some(cap), Some(floor)) = (cap, floor)
            && floor > cap
        {
            self.reject(Field::Floor(row), Problem::FloorAboveCap);
        }
        if let (Some(from), Some(until)) = (paid_from, paid_until)
            && from > until
        {
            self.reject(Field::PaidUntil(row), Problem::PeriodEmpty);
        }
        let prices = self.prices(Field::Prices(row));
        let applies = self.applies(Field::ExpenseApplies(row));
        Some(Expense {
            slot: u8::try_from(row).ok()?,
            name,
            basis: basis?,
            rate: rate?,
            cap: if capped { Some(cap?) } else { None },
            floor: floor?,
            tax: tax?,
            rounding: rounding?,
            paid_from: paid_from?,
            paid_until: paid_until?,
            prices: prices?,
            applies: applies?,
        })
    }

    /// Whether a category has a cap. That it has none is ticked or written: an empty box alone may have been forgotten.
    fn is_capped(&mut self, row: usize) -> bool {
        if is_no_cap(self.typed.get(Field::Cap(row).name())) {
            return false;
        }
        let (none, amount) = (self.ticked(Field::NoCap(row)), !self.is_blank(Field::Cap(row)));
        if none && amount {
            self.reject(Field::NoCap(row), Problem::CapAndNone);
        }
        amount || !none
    }

    pub(super) fn applies(&mut self, field: Field) -> Option<Applies> {
        self.choice_or(field, &Applies::ALL.map(|applies| (applies.code(), applies)), Applies::Everyone)
    }

    /// 合計の上限額; nothing where nothing is typed.
    pub(super) fn total_cap(&mut self, expenses: &[Expense]) -> Option<Yen> {
        if self.is_blank(Field::TotalCap) {
            return None;
        }
        let cap = self.amount(Field::TotalCap, false)?;
        let unit = expenses.iter().map(|expense| expense.rounding.unit()).max().unwrap_or(1);
        if cap.get() % unit != 0 {
            self.reject(Field::TotalCap, Problem::CapNotRounded { unit });
        }
        Some(cap)
    }

    /// 補助金の累計の上限: the years and the amount, or neither.
    pub(super) fn aid_cap(&mut self) -> Option<AidCap> {
        if self.is_blank(Field::AidYears) && self.is_blank(Field::AidCap) {
            return None;
        }
        let years = self.number(Field::AidYears, MOST_AID_YEARS);
        let cap = self.amount(Field::AidCap, false);
        Some(AidCap { years: u8::try_from(years?).ok()?, cap: cap? })
    }

    /// 定価: a line each, its first day, its last where it has one, and its amount, the oldest first.
    fn prices(&mut self, field: Field) -> Option<Vec<Price>> {
        let mut prices = Vec::new();
        for (number, line) in (1..).zip(self.lines(field)) {
            match price(&line) {
                Some(price) if number <= MOST_PRICES => prices.push(price),
                Some(_) | None => {
                    self.reject(field, Problem::Price(number));
                    return None;
                }
            }
        }
        prices.sort_by_key(|price| price.from);
        Some(prices)
    }
}

/// `令和6年4月1日 21,000円` or `令和7年6月1日〜令和8年5月31日 0円`.
fn price(line: &str) -> Option<Price> {
    let (days, yen) = line.trim().rsplit_once(char::is_whitespace)?;
    let (from, until) =
        days.split_once(['〜', '～', '~']).map_or((days, None), |(from, until)| (from, Some(until)));
    let day = |text: &str| parse_date(text.trim()).ok().map(|parsed| parsed.date);
    let until = match until.map(str::trim) {
        None | Some("") => None,
        Some(until) => Some(day(until)?),
    };
    let price = Price { from: day(from)?, until, yen: Yen::parse(yen).ok()? };
    price.until.is_none_or(|until| price.from <= until).then_some(price)
}

/// A price as it is typed.
pub(super) fn price_line(price: &Price) -> String {
    let until = price.until.map(format_date).unwrap_or_default();
    format!("{}〜{until} {}", format_date(price.from), price.yen.grouped())
}
