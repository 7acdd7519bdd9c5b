//! 確かめ: printed numbers beside what they must be, each difference with where it is and what probably happened.
//!
//! Nothing printed is trusted, and nothing printed is changed (domain.md §1.9).

use super::{Column, EventTable, Fraction, Line, PrintedRate};
use crate::prefecture::Prefecture;
use std::collections::BTreeMap;

/// Where something is: a prefecture, or the line of totals.
pub type At = Option<Prefecture>;

/// What probably happened to a total that is not the sum of its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Likely {
    /// The total is wrong: the rows that could be too high or too low agree with their own sums.
    Total {
        /// Those with more people than bodies, which make the column more than one a row.
        above: Vec<(Prefecture, u32)>,
    },
    /// One row is wrong: it is off by as much in its own sum.
    Row(Prefecture),
    /// It cannot be told.
    Unclear,
}

/// A kind of body in the least number of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The column that counts: of people where they are printed, of bodies otherwise.
    pub column: Column,
    /// How many.
    pub count: u32,
}

/// One thing that does not agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// A printed total is not the sum of its column.
    ColumnTotal {
        /// Which column.
        column: Column,
        /// As printed.
        printed: u32,
        /// As the rows add up.
        computed: u32,
        /// What probably happened.
        likely: Likely,
    },
    /// A sum within a line is not that of its parts.
    RowSum {
        /// Which line.
        at: At,
        /// Which sum.
        column: Column,
        /// As printed.
        printed: u32,
        /// As the parts add up.
        computed: u32,
    },
    /// Fewer people than the bodies that they come from: each body is at least one person.
    TooFewPeople {
        /// Which line.
        at: At,
        /// Which people.
        column: Column,
        /// As printed.
        printed: u32,
        /// There are at least so many.
        least: u32,
        /// 団体数, as printed beside it.
        bodies: Option<u32>,
        /// What the least comes from, where it is more than 団体数 beside it.
        parts: Vec<Part>,
    },
    /// A printed rate is not the fraction.
    Rate {
        /// Which line.
        at: At,
        /// As printed.
        printed: PrintedRate,
        /// What it is, with as many digits as are printed.
        computed: u64,
        /// Of what.
        fraction: Fraction,
    },
    /// Neighbours that do not stand in the order of their rates, in a table that otherwise does.
    Order {
        /// The upper one.
        above: Prefecture,
        /// The lower one, with the higher rate.
        below: Prefecture,
    },
    /// A note: a rate that is right, and printed with fewer digits than the others.
    Precision {
        /// Which line.
        at: At,
        /// As printed.
        printed: PrintedRate,
        /// How many digits the others have.
        usual: u8,
        /// What it is with as many.
        computed: u64,
        /// Of what.
        fraction: Fraction,
    },
}

impl Finding {
    /// Whether it is only a note: nothing is wrong with the number.
    pub const fn is_note(&self) -> bool {
        matches!(self, Self::Precision { .. })
    }
}

/// Neighbours out of order that still let a table be called sorted.
const MOST_OUT_OF_ORDER: usize = 2;
/// So many lines tell whether a table is sorted.
const LEAST_LINES: usize = 5;

impl EventTable {
    /// Everything that does not agree: first totals, then lines in the order of the file, then rates, then notes.
    pub fn check(&self) -> Vec<Finding> {
        let lines = || self.total.iter().chain(&self.lines);
        let sums: Vec<Finding> = lines().flat_map(row_sums).collect();
        let people: Vec<Finding> = lines().flat_map(too_few).collect();
        let mut findings = self.totals(&sums, &people);
        findings.extend(sums);
        findings.extend(people);
        findings.extend(lines().filter_map(rate));
        findings.extend(self.out_of_order());
        findings.extend(self.precision());
        findings
    }

    fn totals(&self, sums: &[Finding], people: &[Finding]) -> Vec<Finding> {
        let Some(total) = &self.total else { return Vec::new() };
        let of = |column: &Column| {
            let (printed, computed) = (total.count(*column)?, self.recounted(*column)?);
            (printed != computed).then(|| Finding::ColumnTotal {
                column: *column,
                printed,
                computed,
                likely: self.likely(*column, i64::from(printed) - i64::from(computed), sums, people),
            })
        };
        self.columns.iter().filter_map(of).collect()
    }

    /// What probably happened to a total that is off by `off`.
    fn likely(&self, column: Column, off: i64, sums: &[Finding], people: &[Finding]) -> Likely {
        let concerned = sums.iter().filter_map(|finding| match finding {
            Finding::RowSum { at: Some(at), column: sum, printed, computed }
                if *sum == column || parts(*sum).contains(&column) =>
            {
                let by = i64::from(*printed) - i64::from(*computed);
                Some((*at, if *sum == column { -by } else { by }))
            }
            _ => None,
        });
        let concerned: Vec<(Prefecture, i64)> = concerned.collect();
        if let Some((at, _)) = concerned.iter().find(|(_, by)| *by == off) {
            return Likely::Row(*at);
        }
        if !concerned.is_empty() {
            return Likely::Unclear;
        }
        let own = match column.bodies_beside() {
            // People are right where their bodies are few, and where each line has room for them.
            Some(bodies) => {
                let above: Vec<&Line> = self
                    .lines
                    .iter()
                    .filter(|line| line.count(column).unwrap_or(0) > line.count(bodies).unwrap_or(0))
                    .collect();
                let doubted = |line: &&Line| {
                    people.iter().any(|finding| {
                        matches!(finding, Finding::TooFewPeople { at, .. } if *at == line.prefecture)
                    })
                };
                if column == Column::People || above.iter().any(doubted) { None } else { Some(above) }
            }
            // A count that is a part of a sum, or a sum of parts: every line agrees with itself.
            None => is_checked(self, column).then(Vec::new),
        };
        match own {
            Some(above) if self.sum_agrees(column) => Likely::Total {
                above: above
                    .into_iter()
                    .filter_map(|line| Some((line.prefecture?, line.count(column)?)))
                    .collect(),
            },
            _ => Likely::Unclear,
        }
    }

    /// Whether the total of the sums to which a column belongs is that of its lines.
    fn sum_agrees(&self, column: Column) -> bool {
        let sum = match column {
            Column::FederationPeople | Column::PrefecturePeople | Column::People => Column::People,
            Column::SpecialWards | Column::Cities | Column::Towns => Column::Municipalities,
            Column::ThereAre => Column::ThereAre,
            _ => Column::Bodies,
        };
        let printed = self.total.as_ref().and_then(|total| total.count(sum));
        sum != column && printed.is_some() && printed == self.recounted(sum)
    }

    fn out_of_order(&self) -> Vec<Finding> {
        let known: Option<Vec<(Prefecture, Fraction)>> =
            self.lines.iter().map(|line| Some((line.prefecture?, line.fraction()?))).collect();
        let Some(known) = known.filter(|known| known.len() >= LEAST_LINES) else { return Vec::new() };
        let wrong: Vec<Finding> = known
            .windows(2)
            .filter(|pair| pair[0].1.compare(pair[1].1).is_lt())
            .map(|pair| Finding::Order { above: pair[0].0, below: pair[1].0 })
            .collect();
        if wrong.len() <= MOST_OUT_OF_ORDER { wrong } else { Vec::new() }
    }

    fn precision(&self) -> Vec<Finding> {
        let written = |line: &Line| line.rate.as_ref().filter(|rate| rate.written).map(|rate| rate.decimals);
        let mut digits: BTreeMap<u8, usize> = BTreeMap::new();
        for decimals in self.lines.iter().filter_map(written) {
            *digits.entry(decimals).or_default() += 1;
        }
        let most = digits.into_iter().max_by_key(|(decimals, lines)| (*lines, *decimals));
        let Some((usual, _)) = most else { return Vec::new() };
        let note = |line: &Line| {
            let (printed, fraction) = (line.rate.clone()?, line.fraction()?);
            let right = fraction.percent(printed.decimals) == printed.digits;
            (printed.written && printed.decimals < usual && right).then(|| Finding::Precision {
                at: line.prefecture,
                usual,
                computed: fraction.percent(usual),
                printed,
                fraction,
            })
        };
        self.total.iter().chain(&self.lines).filter_map(note).collect()
    }
}

/// What a sum is made of.
const fn parts(sum: Column) -> &'static [Column] {
    match sum {
        Column::Municipalities => &Column::OF_MUNICIPALITIES,
        Column::Bodies => &Column::OF_BODIES,
        _ => &[],
    }
}

/// Whether every line says the column twice: by itself, and by a sum.
fn is_checked(table: &EventTable, column: Column) -> bool {
    let sums = [Column::Municipalities, Column::Bodies];
    sums.into_iter().any(|sum| {
        (sum == column || parts(sum).contains(&column))
            && table.lines.iter().all(|line| line.count(sum).is_some() && line.sum(parts(sum)).is_some())
    })
}

fn row_sums(line: &Line) -> Vec<Finding> {
    let of = |column: Column| {
        let of = parts(column);
        // A part whose column the file lacks is not known to be nothing.
        if !of.iter().all(|part| line.counts.contains_key(part)) {
            return None;
        }
        let (printed, computed) = (line.count(column)?, line.sum(of)?);
        (printed != computed).then_some(Finding::RowSum { at: line.prefecture, column, printed, computed })
    };
    [Column::Bodies, Column::Municipalities].into_iter().filter_map(of).collect()
}

fn too_few(line: &Line) -> Vec<Finding> {
    let mut findings = Vec::new();
    let at = line.prefecture;
    for column in [Column::FederationPeople, Column::PrefecturePeople] {
        let bodies = column.bodies_beside().and_then(|bodies| line.count(bodies));
        if let (Some(printed), Some(least)) = (line.count(column), bodies)
            && printed < least
        {
            let parts = Vec::new();
            findings.push(Finding::TooFewPeople { at, column, printed, least, bodies, parts });
        }
    }
    let Some(printed) = line.count(Column::People) else { return findings };
    let bodies = line.count(Column::Bodies);
    let kinds = [Column::FederationPeople, Column::PrefecturePeople].into_iter().filter_map(|people| {
        let bodies = people.bodies_beside()?;
        match (line.count(people), line.count(bodies)) {
            (Some(count), of_bodies) if of_bodies.is_none_or(|bodies| bodies <= count) => {
                Some(Part { column: people, count })
            }
            (_, count) => Some(Part { column: bodies, count: count? }),
        }
    });
    let others = [
        (Column::Municipalities, line.municipalities()),
        (Column::Associations, line.count(Column::Associations)),
    ];
    let others = others.into_iter().filter_map(|(column, count)| Some(Part { column, count: count? }));
    let parts: Vec<Part> = kinds.chain(others).filter(|part| part.count > 0).collect();
    let of_parts = parts.iter().fold(0_u32, |sum, part| sum.saturating_add(part.count));
    let least = of_parts.max(bodies.unwrap_or(0));
    if printed < least {
        let parts = if bodies.is_some_and(|bodies| bodies >= of_parts) { Vec::new() } else { parts };
        findings.push(Finding::TooFewPeople { at, column: Column::People, printed, least, bodies, parts });
    }
    findings
}

fn rate(line: &Line) -> Option<Finding> {
    let (printed, fraction) = (line.rate.clone()?, line.fraction()?);
    let computed = fraction.percent(printed.decimals);
    (computed != printed.digits).then_some(Finding::Rate { at: line.prefecture, printed, computed, fraction })
}
