//! How alike two names are.

use super::name::Name;
use std::cmp::Ordering;

/// Equal in the strict form.
pub const SAME: u16 = 1000;
/// From here on two names are called alike.
pub const ALIKE: u16 = 500;

/// How alike two names are, per mille; the same both ways. 1000 is equal but for width and spaces, 980 equal but for
/// kana and variant characters, 950 but for brackets and legal forms. Below that what is the names' own is compared
/// by pairs of characters and by edits, and less is given where they say different kinds of office, or different
/// numbers at the end: デイサービスはなまる① is not ②.
pub fn similarity(a: &str, b: &str) -> u16 {
    of_names(&Name::new(a), &Name::new(b))
}

/// The same for names that were taken apart before.
pub fn of_names(a: &Name, b: &Name) -> u16 {
    if a.is_empty() || b.is_empty() {
        return 0;
    }
    if a.key == b.key && !a.key.is_empty() {
        return SAME;
    }
    if a.search == b.search {
        return 980;
    }
    if a.bare == b.bare {
        return 950;
    }
    let own = own_similarity(a, b).max(same_letters(a, b));
    let weighed = per_mille(per_mille(own, kinds(a, b)), ordinals(a, b));
    u16::try_from(weighed).unwrap_or(SAME)
}

fn per_mille(value: u32, part: u32) -> u32 {
    value * part / 1000
}

/// ケアプランセンターコープみどり and コープみどりケアプランセンター: the same characters in another order.
fn same_letters(a: &Name, b: &Name) -> u32 {
    if a.letters.len() > 3 && a.letters == b.letters { 900 } else { 0 }
}

fn kinds(a: &Name, b: &Name) -> u32 {
    let shared = a.kinds.iter().any(|kind| b.kinds.contains(kind));
    if a.kinds == b.kinds {
        960
    } else if shared || a.kinds.is_empty() || b.kinds.is_empty() {
        850
    } else {
        600
    }
}

fn ordinals(a: &Name, b: &Name) -> u32 {
    if a.ordinal == b.ordinal {
        1000
    } else if a.ordinal.is_empty() || b.ordinal.is_empty() {
        900
    } else {
        500
    }
}

/// How alike the names' own are: the better of shared pairs of characters and of edits, per mille.
fn own_similarity(a: &Name, b: &Name) -> u32 {
    if a.core == b.core {
        return 1000;
    }
    pairs_shared(&a.pairs, &b.pairs).max(edits_left(&a.characters, &b.characters))
}

/// Dice's coefficient of the pairs of neighbouring characters.
fn pairs_shared(a: &[[char; 2]], b: &[[char; 2]]) -> u32 {
    let (mut left, mut right, mut shared) = (0_usize, 0_usize, 0_usize);
    while left < a.len() && right < b.len() {
        match a[left].cmp(&b[right]) {
            Ordering::Less => left += 1,
            Ordering::Greater => right += 1,
            Ordering::Equal => {
                left += 1;
                right += 1;
                shared += 1;
            }
        }
    }
    u32::try_from((2000 * shared).checked_div(a.len() + b.len()).unwrap_or(0)).unwrap_or(0)
}

/// The part of the longer text that no edit touches.
fn edits_left(a: &[char], b: &[char]) -> u32 {
    let longest = a.len().max(b.len());
    let left = longest - edits(a, b);
    u32::try_from((1000 * left).checked_div(longest).unwrap_or(0)).unwrap_or(0)
}

/// Levenshtein's distance.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, left) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (index, right) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(left != right);
            diagonal = row[index + 1];
            row[index + 1] = replaced.min(diagonal + 1).min(row[index] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("居宅介護支援センター 花園", "居宅介護支援センター　花園", 1000..=1000)]
    #[case("ヘルパーステーション高崎", "ヘルパーステーション髙﨑", 980..=980)]
    #[case("渡邉ケアプラン", "渡辺ケアプラン", 980..=980)]
    #[case("看護小規模多機能ホホエミ", "看護小規模多機能ほほえみ", 980..=980)]
    #[case("デイサービスセンター花園（通所介護）", "ﾃﾞｲｻｰﾋﾞｽｾﾝﾀｰ花園", 950..=950)]
    #[case("ケアプランセンター コープみどり", "コープみどりケアプランセンター", 900..=999)]
    #[case("みどり野苑", "特別養護老人ホームみどり野苑", 800..=900)]
    #[case("デイサービスはなまる", "デイサービスはなまる①", 800..=900)]
    #[case("コープみどりケアプランセンター", "コープみどりデイサービス", 500..=650)]
    #[case("デイサービスはなまる①", "デイサービスはなまる②", 0..=499)]
    #[case("ひまわりケアサービス", "居宅介護支援事業所ひだまり", 0..=499)]
    #[case("みずべケアプラン", "ケアプランほほえみ", 0..=499)]
    #[case("", "ひだまり", 0..=0)]
    #[case("", "", 0..=0)]
    fn names_are_as_alike_as_a_person_would_say(
        #[case] a: &str,
        #[case] b: &str,
        #[case] expected: std::ops::RangeInclusive<u16>,
    ) {
        let found = similarity(a, b);
        assert!(expected.contains(&found), "{a} / {b}: {found}");
    }

    proptest! {
        #[test]
        fn similarity_is_the_same_both_ways(a in "[ぁ-ん]{0,4}(デイサービス|訪問介護)?[一-龠０-９]{0,4}", b in "(デイサービス)?[ぁ-ん]{0,4}[一-龠0-9]{0,4}") {
            let found = similarity(&a, &b);
            prop_assert_eq!(found, similarity(&b, &a));
            prop_assert!(found <= SAME);
        }

        #[test]
        fn no_name_makes_the_comparison_panic(a in ".*", b in ".*") {
            prop_assert_eq!(similarity(&a, &b), similarity(&b, &a));
        }

        #[test]
        fn a_name_is_most_like_itself(name in "[ぁ-ん一-龠]{1,12}") {
            prop_assert_eq!(similarity(&name, &name), SAME);
        }
    }
}
