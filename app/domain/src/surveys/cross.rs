//! Cross tables: one question by another, or by what the register says of the offices.

use super::{ChoiceId, Kind, NotAnId, Question, QuestionId, Share, Small};
use crate::small::{Grid, Hidden, is_small};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

/// A side of a cross table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The choices or steps of a question.
    Question(QuestionId),
    /// What the register says of the office; an anonymous survey has none.
    Office(OfficeSide),
}

/// What the register says of an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OfficeSide {
    /// サービス種類; an office may have several.
    Service,
    /// 圏域.
    Area,
    /// 法人.
    Corporation,
}

impl OfficeSide {
    /// Every one, in the order of a choice.
    pub const ALL: [Self; 3] = [Self::Service, Self::Area, Self::Corporation];

    /// As an address says it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Area => "area",
            Self::Corporation => "corporation",
        }
    }

    /// Whether every office stands in exactly one place of it.
    pub const fn parts(self) -> bool {
        match self {
            Self::Service => false,
            Self::Area | Self::Corporation => true,
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Question(id) => id.fmt(f),
            Self::Office(side) => f.write_str(side.code()),
        }
    }
}

impl FromStr for Side {
    type Err = NotAnId;
    fn from_str(word: &str) -> Result<Self, NotAnId> {
        match OfficeSide::ALL.into_iter().find(|side| side.code() == word) {
            Some(side) => Ok(Self::Office(side)),
            None => word.parse().map(Self::Question),
        }
    }
}

/// Whom a row or a column counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// Who chose this.
    Choice(ChoiceId),
    /// Who chose 「その他」.
    Other,
    /// Who took this step.
    Step(i64),
    /// Offices of which the register says this; empty where it says nothing.
    Named(String),
    /// Offices of which the register says something that fewer than five of the answers share.
    Rest,
}

/// A row or a column, with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Whom it counts.
    pub key: Key,
    /// What is written beside it.
    pub label: String,
}

/// Answers counted by two sides; each answer that has both sides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Crossed {
    /// By both.
    pub cells: BTreeMap<(Key, Key), u32>,
    /// By the side of the rows.
    pub rows: BTreeMap<Key, u32>,
    /// By the side of the columns.
    pub columns: BTreeMap<Key, u32>,
    /// All of them.
    pub total: u32,
}

/// What a side of a table is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heads {
    /// Its rows or columns, in their order.
    pub heads: Vec<Head>,
    /// Whether every answer stands in exactly one of them.
    pub parts: bool,
}

/// A cross table as it is shown; what is hidden is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cross {
    /// The rows.
    pub rows: Vec<Head>,
    /// The columns.
    pub columns: Vec<Head>,
    /// The numbers, row by row.
    pub cells: Vec<Vec<Option<u32>>>,
    /// The totals of the rows.
    pub row_totals: Vec<Option<u32>>,
    /// The totals of the columns.
    pub column_totals: Vec<Option<u32>>,
    /// The total of all.
    pub total: u32,
    /// Whether there are so few that nothing is told.
    pub too_few: bool,
}

impl Question {
    /// What a side of a table is made of that asks this; none for numbers and texts, which have no places.
    pub fn heads(&self) -> Option<Heads> {
        let parts = match self.kind {
            Kind::Single { .. } | Kind::Scale { .. } => true,
            Kind::Multiple { .. } => false,
            Kind::Number { .. } | Kind::FreeText { .. } | Kind::OfficeAttribute(_) => return None,
        };
        let heads = match self.kind {
            Kind::Scale { from, to, .. } => (from..=to)
                .map(|step| Head { key: Key::Step(i64::from(step)), label: step.to_string() })
                .collect(),
            _ => {
                let choices = self.choices().iter();
                let choices = choices.map(|one| Head { key: Key::Choice(one.id), label: one.text.clone() });
                let other = self.has_other().then(|| Head { key: Key::Other, label: "その他".to_owned() });
                choices.chain(other).collect()
            }
        };
        Some(Heads { heads, parts })
    }
}

impl Crossed {
    /// The rows that the register gives, the most frequent first. Where everybody stands in one of them and small groups
    /// are hidden, the small ones are counted together, so that something is told of them.
    pub fn office_rows(&mut self, side: OfficeSide, label: impl Fn(&str) -> String, small: Small) -> Heads {
        if side.parts() && small == Small::Hidden {
            self.gather();
        }
        let mut keys: Vec<_> = self.rows.iter().map(|(key, count)| (key.clone(), *count)).collect();
        keys.sort_by_key(|(key, count)| (*key == Key::Rest, std::cmp::Reverse(*count), key.clone()));
        let head = |(key, _): (Key, u32)| {
            let label = match &key {
                Key::Named(name) => label(name),
                Key::Choice(_) | Key::Other | Key::Step(_) | Key::Rest => String::new(),
            };
            Head { key, label }
        };
        Heads { heads: keys.into_iter().map(head).collect(), parts: side.parts() }
    }

    /// Counts the rows of fewer than five together.
    fn gather(&mut self) {
        let few: BTreeSet<Key> =
            self.rows.iter().filter(|(_, count)| is_small(**count)).map(|(key, _)| key.clone()).collect();
        if few.len() < 2 {
            return;
        }
        let rest = |key: Key| if few.contains(&key) { Key::Rest } else { key };
        let mut rows = BTreeMap::new();
        for (key, count) in std::mem::take(&mut self.rows) {
            *rows.entry(rest(key)).or_insert(0) += count;
        }
        let mut cells = BTreeMap::new();
        for ((row, column), count) in std::mem::take(&mut self.cells) {
            *cells.entry((rest(row), column)).or_insert(0) += count;
        }
        (self.rows, self.cells) = (rows, cells);
    }
}

impl Cross {
    /// The table, with small groups hidden where they are.
    pub fn of(rows: Heads, columns: Heads, crossed: &Crossed, small: Small) -> Self {
        let count = |of: &BTreeMap<Key, u32>, head: &Head| of.get(&head.key).copied().unwrap_or(0);
        let cell = |row: &Head, column: &Head| {
            crossed.cells.get(&(row.key.clone(), column.key.clone())).copied().unwrap_or(0)
        };
        let grid = Grid {
            cells: rows
                .heads
                .iter()
                .map(|row| columns.heads.iter().map(|column| cell(row, column)).collect())
                .collect(),
            row_totals: rows.heads.iter().map(|head| count(&crossed.rows, head)).collect(),
            column_totals: columns.heads.iter().map(|head| count(&crossed.columns, head)).collect(),
            total: crossed.total,
            rows_part: rows.parts,
            columns_part: columns.parts,
        };
        let hidden = match small {
            Small::Hidden => grid.hide(),
            Small::Shown => Hidden {
                cells: grid.cells.iter().map(|row| vec![false; row.len()]).collect(),
                row_totals: vec![false; grid.row_totals.len()],
                column_totals: vec![false; grid.column_totals.len()],
                everything: false,
            },
        };
        Self {
            rows: rows.heads,
            columns: columns.heads,
            cells: grid.cells.iter().zip(&hidden.cells).map(|(row, hidden)| shown(row, hidden)).collect(),
            row_totals: shown(&grid.row_totals, &hidden.row_totals),
            column_totals: shown(&grid.column_totals, &hidden.column_totals),
            total: grid.total,
            too_few: hidden.everything,
        }
    }

    /// A number of the table as a part of its row.
    pub fn share(&self, row: usize, column: usize) -> Option<Share> {
        let count = self.cells.get(row)?.get(column).copied().flatten()?;
        let of = self.row_totals.get(row).copied().flatten()?;
        Some(Share { count, of })
    }

    /// Whether anything of it is hidden.
    pub fn hides(&self) -> bool {
        let cells = self.cells.iter().flatten();
        cells.chain(&self.row_totals).chain(&self.column_totals).any(Option::is_none)
    }
}

fn shown(counts: &[u32], hidden: &[bool]) -> Vec<Option<u32>> {
    counts.iter().zip(hidden).map(|(count, hidden)| (!hidden).then_some(*count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surveys::Choice;
    use proptest::prelude::*;

    fn question(several: bool) -> Question {
        let choices: Vec<_> = (1..=3)
            .map(|number| Choice { id: ChoiceId::numbered(number), text: format!("選択肢{number}") })
            .collect();
        let kind = if several {
            Kind::Multiple { choices, other: false, at_most: None }
        } else {
            Kind::Single { choices, other: false }
        };
        let (id, text, help) = (QuestionId::numbered(1), String::new(), String::new());
        Question { id, text, help, required: true, kind, show_if: None, meaning: None }
    }

    fn by_area(areas: &[(&str, [u32; 3])]) -> Crossed {
        let mut crossed = Crossed::default();
        for (area, counts) in areas {
            let row = Key::Named((*area).to_owned());
            for (number, count) in (1..).zip(counts) {
                let column = Key::Choice(ChoiceId::numbered(number));
                crossed.cells.insert((row.clone(), column.clone()), *count);
                *crossed.rows.entry(row.clone()).or_insert(0) += count;
                *crossed.columns.entry(column).or_insert(0) += count;
                crossed.total += count;
            }
        }
        crossed
    }

    fn table(mut crossed: Crossed, small: Small) -> Cross {
        let rows = crossed.office_rows(OfficeSide::Area, str::to_owned, small);
        Cross::of(rows, question(false).heads().unwrap(), &crossed, small)
    }

    #[test]
    fn a_side_is_read_as_an_address_says_it() {
        for word in ["q12", "service", "area", "corporation"] {
            assert_eq!(word.parse::<Side>().unwrap().to_string(), word);
        }
        assert_eq!("phone".parse::<Side>(), Err(NotAnId));
    }

    #[test]
    fn areas_of_fewer_than_five_are_counted_together() {
        let areas = [("東", [10, 6, 5]), ("西", [1, 1, 0]), ("南", [1, 1, 1]), ("北", [0, 20, 7])];
        let cross = table(by_area(&areas), Small::Hidden);
        let rows: Vec<_> = cross.rows.iter().map(|head| head.key.clone()).collect();
        assert_eq!(rows, [Key::Named("北".to_owned()), Key::Named("東".to_owned()), Key::Rest]);
        assert_eq!(cross.row_totals, [Some(27), Some(21), Some(5)]);
        assert!(cross.hides() && !cross.too_few);
        let shown = table(by_area(&areas), Small::Shown);
        assert!(shown.rows.len() == 4 && !shown.hides());
    }

    #[test]
    fn a_part_of_a_row_is_told_where_both_numbers_are() {
        let cross = table(by_area(&[("東", [10, 5, 5]), ("西", [20, 10, 10])]), Small::Hidden);
        assert_eq!(cross.share(0, 0), Some(Share { count: 20, of: 40 }));
        assert_eq!(cross.share(0, 3), None);
        let few = table(by_area(&[("東", [1, 1, 1])]), Small::Hidden);
        assert!(few.too_few && few.share(0, 0).is_none() && few.total == 3);
    }

    #[test]
    fn numbers_and_texts_make_no_side() {
        let mut number = question(true);
        assert!(!number.heads().unwrap().parts, "several choices of one answer");
        number.kind = Kind::Number { unit: String::new(), min: None, max: None };
        assert_eq!(number.heads(), None);
    }

    proptest! {
        #[test]
        fn counting_together_loses_nobody(counts in prop::collection::vec(prop::array::uniform3(0..6_u32), 1..8)) {
            let names: Vec<_> = (0..counts.len()).map(|number| number.to_string()).collect();
            let areas: Vec<_> = names.iter().map(String::as_str).zip(counts).collect();
            let mut crossed = by_area(&areas);
            let before = crossed.clone();
            crossed.gather();
            prop_assert_eq!(crossed.rows.values().sum::<u32>(), before.total);
            prop_assert_eq!(crossed.cells.values().sum::<u32>(), before.total);
            let cross = table(before, Small::Hidden);
            for count in cross.cells.iter().flatten().chain(&cross.row_totals).flatten() {
                prop_assert!(!is_small(*count));
            }
        }
    }
}
