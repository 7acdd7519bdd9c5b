//! 都道府県: the 47, their numbers, and how many municipalities each has.
//!
//! 市区町村の数 (特別区を含む) is that of 1 April 2024, 1,741 in all: 総務省「全国地方公共団体コード」; the table of
//! 介護保険最新情報 Vol.1310 counts by the same numbers. It changes where municipalities merge.

use serde::{Deserialize, Serialize};

/// A prefecture by its number in 全国地方公共団体コード, 1 to 47.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Prefecture(u8);

/// Name and number of municipalities, in the order of the numbers.
const ALL: [(&str, u16); 47] = [
    ("北海道", 179),
    ("青森県", 40),
    ("岩手県", 33),
    ("宮城県", 35),
    ("秋田県", 25),
    ("山形県", 35),
    ("福島県", 59),
    ("茨城県", 44),
    ("栃木県", 25),
    ("群馬県", 35),
    ("埼玉県", 63),
    ("千葉県", 54),
    ("東京都", 62),
    ("神奈川県", 33),
    ("新潟県", 30),
    ("富山県", 15),
    ("石川県", 19),
    ("福井県", 17),
    ("山梨県", 27),
    ("長野県", 77),
    ("岐阜県", 42),
    ("静岡県", 35),
    ("愛知県", 54),
    ("三重県", 29),
    ("滋賀県", 19),
    ("京都府", 26),
    ("大阪府", 43),
    ("兵庫県", 41),
    ("奈良県", 39),
    ("和歌山県", 30),
    ("鳥取県", 19),
    ("島根県", 19),
    ("岡山県", 27),
    ("広島県", 23),
    ("山口県", 19),
    ("徳島県", 24),
    ("香川県", 17),
    ("愛媛県", 20),
    ("高知県", 34),
    ("福岡県", 60),
    ("佐賀県", 20),
    ("長崎県", 21),
    ("熊本県", 45),
    ("大分県", 18),
    ("宮崎県", 26),
    ("鹿児島県", 43),
    ("沖縄県", 41),
];

impl Prefecture {
    /// 東京都, which alone has 特別区.
    pub const TOKYO: Self = Self(13);

    /// By its number; none outside 1 to 47.
    pub const fn new(number: u8) -> Option<Self> {
        if 1 <= number && number <= 47 { Some(Self(number)) } else { None }
    }
    /// All 47.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=47).map(Self)
    }
    /// Reads what a form's list sends: the number.
    pub fn parse(typed: &str) -> Option<Self> {
        typed.trim().parse().ok().and_then(Self::new)
    }
    /// Its number.
    pub const fn number(self) -> u8 {
        self.0
    }
    /// Its name.
    pub const fn name(self) -> &'static str {
        ALL[self.0 as usize - 1].0
    }
    /// How many municipalities it has, 特別区 among them.
    pub const fn municipalities(self) -> u16 {
        ALL[self.0 as usize - 1].1
    }
}

impl TryFrom<u8> for Prefecture {
    type Error = String;
    fn try_from(number: u8) -> Result<Self, String> {
        Self::new(number).ok_or_else(|| format!("no prefecture has the number {number}"))
    }
}

impl From<Prefecture> for u8 {
    fn from(prefecture: Prefecture) -> Self {
        prefecture.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_and_the_sum_are_those_that_are_published() {
        let sum: u16 = Prefecture::all().map(Prefecture::municipalities).sum();
        assert_eq!(sum, 1_741);
        let named = |number| Prefecture::new(number).map(Prefecture::name);
        assert_eq!(
            (named(1), named(13), named(29), named(47)),
            (Some("北海道"), Some("東京都"), Some("奈良県"), Some("沖縄県"))
        );
        assert_eq!((named(0), named(48)), (None, None));
        assert_eq!(Prefecture::parse("13"), Some(Prefecture::TOKYO));
        assert_eq!(serde_json::from_str::<Prefecture>("48").ok(), None);
    }
}
