//! The order of a table of cities, or of prefectures.

use super::{Line, by_rate, points};
use std::cmp::Ordering;

/// By what it is ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// 全国地方公共団体コード.
    #[default]
    Code,
    /// 導入率.
    Rate,
    /// 導入済み.
    Adopted,
    /// 事業所.
    Offices,
    /// The change of the rate in a year.
    Points,
}

impl By {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::Code, Self::Rate, Self::Adopted, Self::Offices, Self::Points];

    /// The word of addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Rate => "rate",
            Self::Adopted => "adopted",
            Self::Offices => "offices",
            Self::Points => "points",
        }
    }
}

/// An order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Order {
    /// By what.
    pub by: By,
    /// The largest first.
    pub descending: bool,
}

impl Order {
    /// Reads `rate` or `rate:desc`; the order of the codes where it is neither.
    pub fn parse(word: &str) -> Self {
        let (name, way) = word.split_once(':').unwrap_or((word, ""));
        match By::ALL.into_iter().find(|by| by.name() == name) {
            Some(by) => Self { by, descending: way == "desc" },
            None => Self::default(),
        }
    }

    /// The word of addresses.
    pub fn word(self) -> String {
        let way = if self.descending { ":desc" } else { "" };
        format!("{}{way}", self.by.name())
    }

    /// The order that the head of a column leads to: numbers begin with the largest, and turn round when asked again.
    #[must_use]
    pub fn turned(self, by: By) -> Self {
        let first = by != By::Code;
        Self { by, descending: if self.by == by { !self.descending } else { first } }
    }

    /// Sorts what has a line now and one before. What is not told stands last, either way; what is equal stays in the
    /// order that it comes in.
    pub fn sort<T>(self, all: &mut [T], lines: impl Fn(&T) -> (Line, Line)) {
        let told = |one: (Line, Line)| match self.by {
            By::Code => true,
            By::Rate => one.0.fraction().is_some_and(|(_, offices)| offices > 0),
            By::Adopted => one.0.adopted.is_some(),
            By::Offices => one.0.offices.is_some(),
            By::Points => points(one.0, one.1).is_some(),
        };
        let compare = |(one, was): (Line, Line), (other, before): (Line, Line)| match self.by {
            By::Code => Ordering::Equal,
            By::Rate => match (one.fraction(), other.fraction()) {
                (Some(one), Some(other)) => by_rate(one, other),
                _ => Ordering::Equal,
            },
            By::Adopted => one.adopted.cmp(&other.adopted),
            By::Offices => one.offices.cmp(&other.offices),
            By::Points => points(one, was).cmp(&points(other, before)),
        };
        if self.by == By::Code {
            if self.descending {
                all.reverse();
            }
            return;
        }
        all.sort_by(|one, other| {
            let (one, other) = (lines(one), lines(other));
            match (told(one), told(other)) {
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                _ if self.descending => compare(other, one),
                _ => compare(one, other),
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(adopted: Option<u32>, offices: Option<u32>) -> Line {
        Line { offices, adopted, ..Line::default() }
    }

    #[test]
    fn every_order_is_read_as_it_is_written() {
        for by in By::ALL {
            for descending in [false, true] {
                let order = Order { by, descending };
                assert_eq!(Order::parse(&order.word()), order);
            }
        }
        assert_eq!(Order::parse("name; DROP"), Order::default());
        assert_eq!(Order::default().turned(By::Rate).word(), "rate:desc");
        assert_eq!(Order::parse("rate:desc").turned(By::Rate).word(), "rate");
        assert_eq!(Order::parse("rate").turned(By::Code).word(), "code");
    }

    #[test]
    fn what_is_hidden_stands_last_either_way() {
        let cities = [
            ("a", line(Some(10), Some(100)), line(Some(5), Some(100))),
            ("b", line(None, Some(20)), line(Some(0), Some(20))),
            ("c", line(Some(30), Some(90)), line(None, None)),
            ("d", line(Some(0), Some(0)), line(Some(0), Some(0))),
            ("e", line(Some(6), Some(200)), line(Some(0), Some(200))),
        ];
        let sorted = |word: &str| {
            let mut all = cities;
            Order::parse(word).sort(&mut all, |city| (city.1, city.2));
            all.map(|city| city.0).concat()
        };
        assert_eq!(sorted("code"), "abcde");
        assert_eq!(sorted("code:desc"), "edcba");
        assert_eq!(sorted("rate:desc"), "caebd");
        assert_eq!(sorted("rate"), "eacbd");
        assert_eq!(sorted("adopted:desc"), "caedb");
        assert_eq!(sorted("offices"), "dbcae");
        assert_eq!(sorted("points:desc"), "aebcd");
    }
}
