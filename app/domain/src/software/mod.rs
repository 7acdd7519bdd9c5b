//! 介護ソフト: vendors and their products, to which version of the standard specification each conforms and since when
//! that is known, and whether an office's software can link (domain.md §1.11, §6).

mod catalogue_form;
mod pasted;

pub use catalogue_form::{ClaimForm, Field, Problem, ProductForm, VendorForm};
pub use pasted::{Line, LineProblem, MOST_LINES, read};

use crate::text;
use chrono::NaiveDate;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }
        impl $name {
            /// Every one, in the order of a choice.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// The word stored and posted.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
            /// Reads that word.
            pub fn named(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

words! {
    /// A version of ケアプランデータ連携標準仕様.
    Standard {
        /// Any before version 4: 居宅サービス計画書 alone.
        Earlier = "earlier",
        /// Version 4: 介護予防サービス・支援計画書 as well.
        V4 = "v4",
        /// Version 4.1.
        V4_1 = "v4_1",
    }
}

words! {
    /// What is said of a product and a version.
    Conforms {
        /// It conforms.
        Yes = "yes",
        /// It does not.
        No = "no",
        /// It will, it is said.
        Planned = "planned",
    }
}

words! {
    /// Whether software can link.
    Linking {
        /// It can.
        Yes = "yes",
        /// It cannot, or not yet.
        No = "no",
        /// That is not known.
        Unknown = "unknown",
    }
}

/// What somebody said of a product and a version, as of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Of which version.
    pub standard: Standard,
    /// What.
    pub conforms: Conforms,
    /// As of which day.
    pub as_of: NaiveDate,
}

/// What holds of a version on a day: the newest that was said by then; of two of one day the one that stands later.
pub fn holds(claims: &[Claim], standard: Standard, today: NaiveDate) -> Option<Claim> {
    let known = claims.iter().filter(|claim| claim.standard == standard && claim.as_of <= today);
    known.fold(None, |newest: Option<Claim>, claim| match newest {
        Some(newest) if newest.as_of > claim.as_of => Some(newest),
        Some(_) | None => Some(*claim),
    })
}

/// Whether a product can link on a day: it conforms to any version.
pub fn linking(claims: &[Claim], today: NaiveDate) -> Linking {
    let now = || Standard::ALL.iter().filter_map(|standard| holds(claims, *standard, today));
    if now().any(|claim| claim.conforms == Conforms::Yes) {
        Linking::Yes
    } else if now().next().is_some() {
        Linking::No
    } else {
        Linking::Unknown
    }
}

/// Whether an office can link with what it uses: with any of its products it can; it cannot where that is known of all of
/// them.
pub fn linking_of_office(products: impl IntoIterator<Item = Linking>) -> Linking {
    let mut all = None;
    for product in products {
        match (product, all) {
            (Linking::Yes, _) => return Linking::Yes,
            (Linking::Unknown, _) => all = Some(Linking::Unknown),
            (Linking::No, None) => all = Some(Linking::No),
            (Linking::No, Some(_)) => {}
        }
    }
    all.unwrap_or(Linking::Unknown)
}

/// The days on which an office is known to have used something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day that anybody named.
    pub since: NaiveDate,
    /// The day on which it no longer did; none while it does.
    pub ended_on: Option<NaiveDate>,
}

impl Span {
    /// Whether it was in use on a day: from the first day that was named, and no more on the day on which it ended.
    pub fn holds(self, day: NaiveDate) -> bool {
        self.since <= day && self.ended_on.is_none_or(|end| day < end)
    }

    /// Whether what somebody says as of a day is of this use, over already: later than everything else that is known, it
    /// would be a new one.
    pub fn is_over_since(self, day: NaiveDate) -> bool {
        self.ended_on.is_some_and(|end| day < end)
    }
}

/// The form in which names of software are compared: 「 ケアソフト V5 」 and 「ケアソフトＶ５」 are one.
pub fn name_key(typed: &str) -> String {
    let flat =
        |text: &str| -> String { text::search_key(text).chars().filter(|c| c.is_alphanumeric()).collect() };
    // Marks that something stood between have an order of their own once they stand side by side.
    flat(&flat(typed))
}

/// The names by which a product is known: its own, those people write, and its own after its vendor's.
pub fn keys<'a>(vendor: &str, name: &str, aliases: impl Iterator<Item = &'a str>) -> Vec<String> {
    let whole = format!("{vendor}{name}");
    let own = [name_key(name), name_key(&whole)];
    let mut keys: Vec<String> = own.into_iter().chain(aliases.map(name_key)).collect();
    keys.retain(|key| !key.is_empty());
    keys.sort();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn claim(standard: Standard, conforms: Conforms, as_of: &str) -> Claim {
        Claim { standard, conforms, as_of: day(as_of) }
    }

    #[test]
    fn the_newest_that_is_known_on_the_day_holds() {
        let claims = [
            claim(Standard::V4, Conforms::Planned, "2025-04-01"),
            claim(Standard::V4, Conforms::Yes, "2025-10-01"),
            claim(Standard::V4_1, Conforms::No, "2025-01-01"),
        ];
        assert_eq!(linking(&claims, day("2024-12-31")), Linking::Unknown);
        assert_eq!(linking(&claims, day("2025-05-01")), Linking::No);
        assert_eq!(linking(&claims, day("2025-10-01")), Linking::Yes);
        let corrected = [claims[1], claim(Standard::V4, Conforms::No, "2025-10-01")];
        assert_eq!(linking(&corrected, day("2025-10-01")), Linking::No);
    }

    #[test]
    fn a_use_holds_from_the_first_day_that_was_named_until_it_ends() {
        let use_of = Span { since: day("2025-04-01"), ended_on: Some(day("2025-10-01")) };
        let held =
            ["2025-03-31", "2025-04-01", "2025-09-30", "2025-10-01"].map(|text| use_of.holds(day(text)));
        assert_eq!(held, [false, true, true, false]);
        assert!(use_of.is_over_since(day("2025-09-30")) && !use_of.is_over_since(day("2025-10-01")));
        let open = Span { ended_on: None, ..use_of };
        assert!(open.holds(day("2030-01-01")) && !open.is_over_since(day("2025-04-01")));
    }

    #[test]
    fn an_office_cannot_link_only_where_that_is_known_of_all_it_uses() {
        use Linking::{No, Unknown, Yes};
        for (products, office) in [
            (vec![], Unknown),
            (vec![No], No),
            (vec![No, No], No),
            (vec![No, Unknown], Unknown),
            (vec![Unknown, No], Unknown),
            (vec![No, Unknown, Yes], Yes),
        ] {
            assert_eq!(linking_of_office(products.clone()), office, "{products:?}");
        }
    }

    #[test]
    fn a_product_is_found_by_what_people_write() {
        let keys = keys("みどり情報", "ケアみどり V5", ["ｹｱみどり"].into_iter());
        for typed in ["ケアみどりＶ５", "ケアみどり　v5", "みどり情報 ケアみどりV5", "ケアみどり"]
        {
            assert!(keys.contains(&name_key(typed)), "{typed}: {keys:?}");
        }
        assert!(!keys.contains(&name_key("ケアあおい")));
        assert_eq!(name_key("－・ "), "");
    }

    proptest! {
        #[test]
        fn the_order_of_an_offices_products_means_nothing(mut products in prop::collection::vec(0..3_usize, 0..8)) {
            let of = |products: &[usize]| linking_of_office(products.iter().map(|at| Linking::ALL[*at]));
            let before = of(&products);
            products.reverse();
            prop_assert_eq!(before, of(&products));
            products.sort_unstable();
            prop_assert_eq!(before, of(&products));
        }

        #[test]
        fn a_key_is_its_own_key(typed in "\\PC{0,30}") {
            let key = name_key(&typed);
            prop_assert_eq!(name_key(&key), key);
        }
    }
}
