//! 列: what the columns of such a table mean, told by the words above them.
//!
//! Three columns of the circular's table are called 合計, and two groups have 人数 and 団体数: the words of a column are
//! those of its group and its own, whatever the order (domain.md §1.9).

use crate::text::normalise_code;
use serde::{Deserialize, Serialize};

/// A column that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// 合計（人数）.
    People,
    /// 合計（団体数）.
    Bodies,
    /// 国保連（人数）.
    FederationPeople,
    /// 国保連（団体数）.
    FederationBodies,
    /// 都道府県（人数）.
    PrefecturePeople,
    /// 都道府県（団体数）.
    PrefectureBodies,
    /// 総数: the municipalities there are.
    ThereAre,
    /// 市区町村（合計）: those that registered.
    Municipalities,
    /// 特別区.
    SpecialWards,
    /// 市.
    Cities,
    /// 町村.
    Towns,
    /// 一部事務組合等.
    Associations,
}

impl Column {
    /// Every one, in the order of the circular.
    pub const ALL: [Self; 12] = [
        Self::People,
        Self::Bodies,
        Self::FederationPeople,
        Self::FederationBodies,
        Self::PrefecturePeople,
        Self::PrefectureBodies,
        Self::ThereAre,
        Self::Municipalities,
        Self::SpecialWards,
        Self::Cities,
        Self::Towns,
        Self::Associations,
    ];

    /// What 市区町村（合計） is the sum of.
    pub const OF_MUNICIPALITIES: [Self; 3] = [Self::SpecialWards, Self::Cities, Self::Towns];

    /// What 合計（団体数） is the sum of.
    pub const OF_BODIES: [Self; 4] =
        [Self::FederationBodies, Self::PrefectureBodies, Self::Municipalities, Self::Associations];

    /// The column of bodies beside one of people.
    pub const fn bodies_beside(self) -> Option<Self> {
        match self {
            Self::People => Some(Self::Bodies),
            Self::FederationPeople => Some(Self::FederationBodies),
            Self::PrefecturePeople => Some(Self::PrefectureBodies),
            _ => None,
        }
    }
}

/// What a column of a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meaning {
    /// No.
    Number,
    /// 都道府県, the name of the row.
    Prefecture,
    /// 申込率.
    Rate,
    /// A count.
    Count(Column),
}

/// The words of a heading without spaces, brackets and widths.
pub(super) fn bare(text: &str) -> String {
    const DROPPED: &[char] =
        &['(', ')', '[', ']', '/', '÷', '・', '、', '_', ':', '-', '.', '「', '」', '【', '】'];
    normalise_code(text).chars().filter(|c| !DROPPED.contains(c)).collect()
}

/// What stands below words; none where they say nothing that is known.
pub(super) fn meaning(words: &str) -> Option<Meaning> {
    let words = bare(words);
    let has = |part: &str| words.contains(part);
    // 国民健康保険団体連合会 has 団体 in its name.
    let (people, bodies) = (has("人数"), words.replace("団体連合会", "").contains("団体"));
    let count = |column| Some(Meaning::Count(column));
    let either = |of_people, of_bodies| match (people, bodies) {
        (true, false) => count(of_people),
        (false, true) => count(of_bodies),
        _ => None,
    };
    if has("率") {
        return Some(Meaning::Rate);
    }
    if has("事務組合") || has("広域連合") {
        return count(Column::Associations);
    }
    if has("国保連") || has("連合会") {
        return either(Column::FederationPeople, Column::FederationBodies);
    }
    if has("都道府県") {
        return match words.as_str() {
            "都道府県" | "都道府県名" => Some(Meaning::Prefecture),
            _ => either(Column::PrefecturePeople, Column::PrefectureBodies),
        };
    }
    if has("特別区") {
        return count(Column::SpecialWards);
    }
    // 市区町村 is the group; what stands below it is one of its kinds, or their sum.
    let (grouped, own) = match words.split_once("市区町村").or_else(|| words.split_once("市町村")) {
        Some((before, after)) => (true, format!("{before}{after}")),
        None => (false, words.clone()),
    };
    if own.contains("総数") {
        return count(Column::ThereAre);
    }
    if own.contains("町村") {
        return count(Column::Towns);
    }
    let own = own.trim_start_matches(['の', '数']).trim_end_matches('数');
    match own {
        "市" => return count(Column::Cities),
        "" | "合計" | "計" | "申込" if grouped => return count(Column::Municipalities),
        _ => {}
    }
    match words.as_str() {
        "No" | "NO" | "no" | "番号" | "順位" => return Some(Meaning::Number),
        "県名" | "府県" => return Some(Meaning::Prefecture),
        _ => {}
    }
    if has("計") || matches!(words.as_str(), "人数" | "団体数" | "団体") || has("申込") || has("参加")
    {
        return either(Column::People, Column::Bodies);
    }
    None
}

/// Whether words are a bare 合計, which says what it is a sum of by its neighbours alone.
pub(super) fn is_bare_sum(words: &str) -> bool {
    matches!(bare(words).as_str(), "合計" | "計")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("No.", Meaning::Number)]
    #[case("no", Meaning::Number)]
    #[case("都道府県", Meaning::Prefecture)]
    #[case("都 道 府 県 名", Meaning::Prefecture)]
    #[case("合計人数", Meaning::Count(Column::People))]
    #[case("合計 (団体数)", Meaning::Count(Column::Bodies))]
    #[case("国保連 人数", Meaning::Count(Column::FederationPeople))]
    #[case("国民健康保険団体連合会 人数", Meaning::Count(Column::FederationPeople))]
    #[case("国保連（団体数）", Meaning::Count(Column::FederationBodies))]
    #[case("都道府県 人数", Meaning::Count(Column::PrefecturePeople))]
    #[case("都道府県団体数", Meaning::Count(Column::PrefectureBodies))]
    #[case("申込率 (合計/総数)", Meaning::Rate)]
    #[case("率（市区町村の合計÷総数）", Meaning::Rate)]
    #[case("総数", Meaning::Count(Column::ThereAre))]
    #[case("市区町村の総数", Meaning::Count(Column::ThereAre))]
    #[case("市区町村合計", Meaning::Count(Column::Municipalities))]
    #[case("市区町村数 合計", Meaning::Count(Column::Municipalities))]
    #[case("市区町村（合計）", Meaning::Count(Column::Municipalities))]
    #[case("市区町村数 特別区", Meaning::Count(Column::SpecialWards))]
    #[case("市区町村数 市", Meaning::Count(Column::Cities))]
    #[case("市", Meaning::Count(Column::Cities))]
    #[case("市区町村数 町村", Meaning::Count(Column::Towns))]
    #[case("町　村", Meaning::Count(Column::Towns))]
    #[case("一部事務 組合等", Meaning::Count(Column::Associations))]
    fn a_column_is_told_by_its_words(#[case] words: &str, #[case] means: Meaning) {
        assert_eq!(meaning(words), Some(means));
    }

    #[test]
    fn what_says_nothing_is_not_guessed() {
        for words in ["seed_line", "", "備考", "国保連", "合計"] {
            assert_eq!(meaning(words), None, "{words}");
        }
        assert!(is_bare_sum("合 計") && !is_bare_sum("合計人数"));
    }
}
