//! Small groups: a number of fewer than five people is hidden, and so is whatever would give it away.
//!
//! The rule, for one list of numbers ([`list`]) and for a table with its totals ([`Grid::hide`]):
//!
//! 1. Numbers from one to four are hidden. Nobody is found in an empty group, so zero is shown; but of a row or column of
//!    one to four people everything is hidden.
//! 2. Where people can stand in several places at once, nothing adds up to a total; there the number of those who are *not*
//!    in the place must not be from one to four either.
//! 3. What is hidden in a line whose total is shown are at least two numbers that make five together, or the total would
//!    tell them.
//! 4. Every hidden number that is not zero could as well be another one, given all that is shown. A table is a network
//!    whose lines are its knots, so this is asked exactly: a hidden number can change when there is a way back for the
//!    change through other hidden numbers.
//!
//! Where one of these fails, the smallest number beside it is hidden, too, until all of them hold.

use std::collections::VecDeque;

/// The smallest number of people that is shown.
pub const SMALLEST: u32 = 5;

/// Whether so many are a small group.
pub const fn is_small(count: u32) -> bool {
    0 < count && count < SMALLEST
}

/// What of a list is hidden beside its total; `parts` when everybody stands in exactly one place of it.
pub fn list(counts: &[u32], total: u32, parts: bool) -> Vec<bool> {
    if is_small(total) {
        return vec![true; counts.len()];
    }
    if !parts {
        return counts
            .iter()
            .map(|count| is_small(*count) || is_small(total.saturating_sub(*count)))
            .collect();
    }
    let line = Grid {
        cells: vec![counts.to_vec()],
        row_totals: vec![total],
        column_totals: counts.to_vec(),
        total,
        rows_part: false,
        columns_part: true,
    };
    line.hide().cells.into_iter().next().unwrap_or_default()
}

/// Numbers of people by row and column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// The numbers, row by row.
    pub cells: Vec<Vec<u32>>,
    /// How many people each row has.
    pub row_totals: Vec<u32>,
    /// How many people each column has.
    pub column_totals: Vec<u32>,
    /// How many people there are.
    pub total: u32,
    /// Whether everybody stands in exactly one row.
    pub rows_part: bool,
    /// Whether everybody stands in exactly one column.
    pub columns_part: bool,
}

/// What of a table is hidden.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Of the numbers, row by row.
    pub cells: Vec<Vec<bool>>,
    /// Of the totals of the rows.
    pub row_totals: Vec<bool>,
    /// Of the totals of the columns.
    pub column_totals: Vec<bool>,
    /// Whether there are so few that nothing is shown.
    pub everything: bool,
}

impl Grid {
    /// What is hidden.
    pub fn hide(&self) -> Hidden {
        let (rows, columns) = (self.row_totals.len(), self.column_totals.len());
        let mut net = Net::of(self);
        net.close();
        let told = |number: usize| net.numbers.get(number).is_some_and(|number| number.hidden);
        Hidden {
            cells: (0..rows)
                .map(|row| (0..columns).map(|column| told(row * columns + column)).collect())
                .collect(),
            row_totals: (0..rows).map(|row| told(rows * columns + row)).collect(),
            column_totals: (0..columns).map(|column| told(rows * columns + rows + column)).collect(),
            everything: is_small(self.total),
        }
    }
}

/// A number of the table. It flows from one knot to another: what changes it by one changes both.
#[derive(Debug, Clone, Copy)]
struct Number {
    value: u32,
    hidden: bool,
    from: usize,
    to: usize,
}

/// Numbers that make a total.
struct Line {
    parts: Vec<usize>,
    whole: usize,
}

struct Net {
    numbers: Vec<Number>,
    lines: Vec<Line>,
    /// The number of all people, which is known from elsewhere.
    all: usize,
    /// How many knots there are; the first is the ground, where nothing must balance.
    knots: usize,
}

impl Net {
    /// The table as a network, with what is hidden for its own sake.
    fn of(grid: &Grid) -> Self {
        let (rows, columns) = (grid.row_totals.len(), grid.column_totals.len());
        let ground = 0;
        let if_it = |balances: bool, knot: usize| if balances { knot } else { ground };
        let row_knot = |row: usize| if_it(grid.columns_part, 1 + row);
        let column_knot = |column: usize| if_it(grid.rows_part, 1 + rows + column);
        let (of_rows, of_columns) = (1 + rows + columns, 2 + rows + columns);
        let (of_rows, of_columns) = (if_it(grid.rows_part, of_rows), if_it(grid.columns_part, of_columns));
        let nobody = is_small(grid.total);
        let row_total = |row: usize| grid.row_totals.get(row).copied().unwrap_or(0);
        let column_total = |column: usize| grid.column_totals.get(column).copied().unwrap_or(0);
        let outside = |parts: bool, whole: u32, value: u32| !parts && is_small(whole.saturating_sub(value));
        let mut numbers = Vec::with_capacity((rows + 1) * (columns + 1));
        for row in 0..rows {
            for column in 0..columns {
                let value = grid.cells.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or(0);
                let hidden = nobody
                    || is_small(value)
                    || is_small(row_total(row))
                    || is_small(column_total(column))
                    || outside(grid.columns_part, row_total(row), value)
                    || outside(grid.rows_part, column_total(column), value);
                numbers.push(Number { value, hidden, from: row_knot(row), to: column_knot(column) });
            }
        }
        for row in 0..rows {
            let value = row_total(row);
            let hidden = nobody || is_small(value) || outside(grid.rows_part, grid.total, value);
            numbers.push(Number { value, hidden, from: of_rows, to: row_knot(row) });
        }
        for column in 0..columns {
            let value = column_total(column);
            let hidden = nobody || is_small(value) || outside(grid.columns_part, grid.total, value);
            numbers.push(Number { value, hidden, from: column_knot(column), to: of_columns });
        }
        let all = numbers.len();
        numbers.push(Number { value: grid.total, hidden: nobody, from: of_columns, to: of_rows });
        let (row_totals, column_totals) = (rows * columns, rows * columns + rows);
        let mut lines = Vec::new();
        if grid.columns_part {
            lines.extend((0..rows).map(|row| Line {
                parts: (row * columns..(row + 1) * columns).collect(),
                whole: row_totals + row,
            }));
            lines.push(Line { parts: (column_totals..all).collect(), whole: all });
        }
        if grid.rows_part {
            lines.extend((0..columns).map(|column| Line {
                parts: (0..rows).map(|row| row * columns + column).collect(),
                whole: column_totals + column,
            }));
            lines.push(Line { parts: (row_totals..column_totals).collect(), whole: all });
        }
        Self { numbers, lines, all, knots: 3 + rows + columns }
    }

    /// Hides more until nothing gives away what is hidden.
    fn close(&mut self) {
        loop {
            let before = self.hidden();
            for line in 0..self.lines.len() {
                while !self.is_safe(line) && self.hide_one_of(line) {}
            }
            for number in 0..self.all {
                while self.is_told(number) && self.hide_beside(number) {}
            }
            if self.hidden() == before {
                return;
            }
        }
    }

    fn hidden(&self) -> usize {
        self.numbers.iter().filter(|number| number.hidden).count()
    }

    fn number(&self, number: usize) -> Number {
        self.numbers.get(number).copied().unwrap_or(Number { value: 0, hidden: true, from: 0, to: 0 })
    }

    /// Whether what is hidden in a line cannot be counted back from its total.
    fn is_safe(&self, line: usize) -> bool {
        let Some(Line { parts, whole }) = self.lines.get(line) else { return true };
        let hidden = parts.iter().map(|part| self.number(*part)).filter(|part| part.hidden);
        let (count, sum) = hidden.fold((0, 0), |(count, sum), part| (count + 1, sum + part.value));
        if self.number(*whole).hidden { count > 0 } else { count == 0 || (count >= 2 && sum >= SMALLEST) }
    }

    /// Hides the smallest number of a line that is shown: one that counts somebody, else a zero, else its total.
    fn hide_one_of(&mut self, line: usize) -> bool {
        let Some(Line { parts, whole }) = self.lines.get(line) else { return false };
        let next = self.smallest(parts).or_else(|| self.smallest(&[*whole]));
        self.hide(next)
    }

    fn smallest(&self, among: &[usize]) -> Option<usize> {
        among
            .iter()
            .copied()
            .filter(|number| *number != self.all && !self.number(*number).hidden)
            .min_by_key(|number| (self.number(*number).value == 0, self.number(*number).value, *number))
    }

    fn hide(&mut self, number: Option<usize>) -> bool {
        match number.and_then(|number| self.numbers.get_mut(number)) {
            Some(number) => {
                number.hidden = true;
                true
            }
            None => false,
        }
    }

    /// Hides one more number of a line in which this one stands.
    fn hide_beside(&mut self, number: usize) -> bool {
        let beside: Vec<_> = self
            .lines
            .iter()
            .filter(|line| line.whole == number || line.parts.contains(&number))
            .flat_map(|line| line.parts.iter().chain([&line.whole]).copied())
            .collect();
        let next = self.smallest(&beside);
        self.hide(next)
    }

    /// Whether a hidden number follows from what is shown: it could be neither one more nor one less.
    fn is_told(&self, number: usize) -> bool {
        let Number { value, hidden, from, to } = self.number(number);
        hidden && value > 0 && !self.reaches(to, from, number) && !self.reaches(from, to, number)
    }

    /// Whether a change can go from one knot to another through hidden numbers besides this one.
    fn reaches(&self, from: usize, to: usize, besides: usize) -> bool {
        let mut seen = vec![false; self.knots];
        let mut next = VecDeque::from([from]);
        while let Some(knot) = next.pop_front() {
            if knot == to {
                return true;
            }
            if seen.get(knot).copied().unwrap_or(true) {
                continue;
            }
            if let Some(seen) = seen.get_mut(knot) {
                *seen = true;
            }
            let ways = self.numbers.iter().enumerate().filter(|(place, one)| one.hidden && *place != besides);
            next.extend(ways.filter_map(|(_, one)| match one {
                // One more of it, or one less where there is one.
                one if one.from == knot => Some(one.to),
                one if one.to == knot && one.value > 0 => Some(one.from),
                _ => None,
            }));
        }
        false
    }
}

#[cfg(test)]
mod tests;
