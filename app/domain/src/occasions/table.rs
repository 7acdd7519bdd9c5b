//! 都道府県別の申込状況: the table of the circular, counted anew each time it is looked at.
//!
//! 申込率 is 市区町村 that registered ÷ 市区町村 there are; the circular heads it 「合計／総数」, and means this (domain.md §1.9).

use super::{Body, BodyKind};
use crate::prefecture::Prefecture;
use std::cmp::Reverse;

/// People and bodies of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// 人数.
    pub people: u32,
    /// 団体数.
    pub bodies: u32,
}

impl Count {
    fn add(&mut self, people: u16) {
        self.people += u32::from(people);
        self.bodies += 1;
    }
}

/// One line of the table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Row {
    /// Which; none for the line of totals.
    pub prefecture: Option<Prefecture>,
    /// 合計.
    pub all: Count,
    /// 国保連.
    pub federations: Count,
    /// 都道府県.
    pub prefectures: Count,
    /// 特別区.
    pub special_wards: u32,
    /// 市.
    pub cities: u32,
    /// 町村.
    pub towns: u32,
    /// 一部事務組合等.
    pub associations: u32,
    /// 総数 of the municipalities there are.
    pub there_are: u32,
}

impl Row {
    /// 市区町村 that registered.
    pub const fn municipalities(&self) -> u32 {
        self.special_wards + self.cities + self.towns
    }

    /// 申込率 in tenths of a percent, halves up: 650 is 65.0%.
    pub const fn rate(&self) -> u32 {
        if self.there_are == 0 {
            0
        } else {
            (self.municipalities() * 2_000 + self.there_are) / (2 * self.there_are)
        }
    }

    /// 申込率 as it is read: `65.0%`.
    pub fn rate_words(&self) -> String {
        format!("{}.{}%", self.rate() / 10, self.rate() % 10)
    }

    fn add(&mut self, body: Body) {
        self.all.add(body.people);
        match body.kind {
            BodyKind::Federation => self.federations.add(body.people),
            BodyKind::Prefecture => self.prefectures.add(body.people),
            BodyKind::SpecialWard => self.special_wards += 1,
            BodyKind::City => self.cities += 1,
            BodyKind::TownOrVillage => self.towns += 1,
            BodyKind::Association => self.associations += 1,
        }
    }
}

/// The table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The 47, the highest rate first; those alike in the order of their numbers.
    pub rows: Vec<Row>,
    /// The line of totals.
    pub total: Row,
}

impl Table {
    /// Counts.
    pub fn of(bodies: &[Body]) -> Self {
        let mut rows: Vec<Row> = Prefecture::all()
            .map(|prefecture| Row {
                prefecture: Some(prefecture),
                there_are: u32::from(prefecture.municipalities()),
                ..Row::default()
            })
            .collect();
        let mut total =
            Row { there_are: rows.iter().map(|row| row.there_are).sum::<u32>(), ..Row::default() };
        for body in bodies {
            total.add(*body);
            if let Some(row) = rows.get_mut(usize::from(body.prefecture.number()) - 1) {
                row.add(*body);
            }
        }
        // By the fraction itself, not by the rounded rate; 10⁶ tells any two fractions of at most 179 apart.
        rows.sort_by_key(|row| {
            (Reverse(row.municipalities() * 1_000_000 / row.there_are.max(1)), row.prefecture)
        });
        Self { rows, total }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bodies(number: u8, kind: BodyKind, count: usize) -> Vec<Body> {
        let prefecture = Prefecture::new(number).expect("a prefecture");
        vec![Body { prefecture, kind, people: 1 }; count]
    }

    /// Lines of the circular: 愛媛, 熊本, 栃木, 広島 … 北海道, 長野.
    #[test]
    fn the_lines_of_the_circular_come_out_as_printed() {
        let lines: [(u8, usize, usize, &str); 6] = [
            (38, 5, 8, "65.0%"),
            (43, 10, 17, "60.0%"),
            (9, 9, 2, "44.0%"),
            (34, 7, 3, "43.5%"),
            (1, 2, 5, "3.9%"),
            (20, 2, 1, "3.9%"),
        ];
        let mut all = Vec::new();
        for (number, cities, towns, _) in lines {
            all.extend(bodies(number, BodyKind::City, cities));
            all.extend(bodies(number, BodyKind::TownOrVillage, towns));
            all.extend(bodies(number, BodyKind::Federation, 1));
            all.extend(bodies(number, BodyKind::Prefecture, 1));
        }
        let table = Table::of(&all);
        assert_eq!((table.rows.len(), table.total.there_are), (47, 1_741));
        for (row, (number, cities, towns, rate)) in table.rows.iter().zip(lines) {
            assert_eq!(row.prefecture.map(Prefecture::number), Some(number));
            assert_eq!((row.municipalities() as usize, row.rate_words().as_str()), (cities + towns, rate));
            assert_eq!(row.all.bodies, row.municipalities() + 2);
        }
    }

    #[test]
    fn the_total_of_the_circular_is_a_fifth_and_a_little() {
        let row = Row { special_wards: 11, cities: 241, towns: 100, there_are: 1_741, ..Row::default() };
        assert_eq!((row.municipalities(), row.rate_words().as_str()), (352, "20.2%"));
        let half = Row { cities: 1, there_are: 16, ..Row::default() };
        assert_eq!(half.rate_words(), "6.3%", "6.25 goes up");
        assert_eq!(Row::default().rate_words(), "0.0%");
    }

    fn any_body() -> impl Strategy<Value = Body> {
        (1..=47_u8, 0..BodyKind::ALL.len(), 1..50_u16).prop_map(|(number, kind, people)| Body {
            prefecture: Prefecture::new(number).expect("a prefecture"),
            kind: BodyKind::ALL[kind],
            people,
        })
    }

    proptest! {
        #[test]
        fn lines_add_up_to_the_total_and_go_down(all in proptest::collection::vec(any_body(), 0..400)) {
            let Table { rows, total } = Table::of(&all);
            let sum = |of: fn(&Row) -> u32| rows.iter().map(of).sum::<u32>();
            prop_assert_eq!(sum(|row| row.all.people), total.all.people);
            prop_assert_eq!(sum(|row| row.all.bodies), total.all.bodies);
            prop_assert_eq!(total.all.bodies as usize, all.len());
            prop_assert_eq!(sum(Row::municipalities), total.municipalities());
            let parts = total.federations.bodies + total.prefectures.bodies + total.municipalities() + total.associations;
            prop_assert_eq!(parts, total.all.bodies);
            let exact = |row: &Row| (row.municipalities(), row.there_are);
            for pair in rows.windows(2) {
                let ((one, of_one), (two, of_two)) = (exact(&pair[0]), exact(&pair[1]));
                prop_assert!(one * of_two >= two * of_one, "{:?}", pair);
            }
        }
    }
}
