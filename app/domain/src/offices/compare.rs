//! When two spellings mean the same, so that a second list in another style changes nothing.

use super::{Detail, Particulars};
use crate::text::{compatible, is_hyphen, is_invisible};

/// True when a detail means the same in both: width, white space, kinds of hyphen, short forms of legal forms
/// and a missing prefecture or municipality in front of an address make no difference.
pub fn same(detail: Detail, a: &Particulars, b: &Particulars) -> bool {
    // Nearly everything that a second list says is there to the letter.
    if a.equals(detail, b) {
        return true;
    }
    match (a.get(detail), b.get(detail)) {
        (None, None) => true,
        (None, Some(_)) | (Some(_), None) => false,
        (Some(a), Some(b)) => match detail {
            Detail::Name
            | Detail::NameKana
            | Detail::CorporationName
            | Detail::Building
            | Detail::Area
            | Detail::Remarks => name_key(&a) == name_key(&b),
            Detail::Address => same_address(&a, &b),
            Detail::Phone | Detail::Fax => digits(&a) == digits(&b),
            Detail::Email => a.eq_ignore_ascii_case(&b),
            Detail::Url => a.trim_end_matches('/') == b.trim_end_matches('/'),
            Detail::CorporateNumber
            | Detail::Municipality
            | Detail::PostalCode
            | Detail::Capacity
            | Detail::DesignatedOn
            | Detail::Status
            | Detail::StatusOn => a == b,
        },
    }
}

/// The form in which names are compared: stricter than searching, so that さくら and サクラ stay different.
pub fn name_key(text: &str) -> String {
    let flat: String = compatible(text)
        .chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c) && !c.is_control())
        .map(|c| if is_hyphen(c) && c != 'ー' { '-' } else { c })
        .collect();
    if !flat.contains('(') {
        return flat;
    }
    flat.replace("(株)", "株式会社").replace("(有)", "有限会社").replace("(同)", "合同会社")
}

fn same_address(a: &str, b: &str) -> bool {
    ends_alike(&address_key(a), &address_key(b))
}

/// True when two keys of addresses differ at most by a prefecture and municipality in front of one of them.
pub(crate) fn ends_alike(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    long.strip_suffix(short).is_some_and(|front| front.is_empty() || is_place(front))
}

/// True for what may stand in front of an address and be left out: a prefecture, a municipality, or both.
fn is_place(front: &str) -> bool {
    front.ends_with(['都', '道', '府', '県', '市', '区', '町', '村', '郡'])
}

/// The form in which addresses are compared.
pub fn address_key(text: &str) -> String {
    compatible(text)
        .chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c) && !c.is_control())
        .map(|c| if is_hyphen(c) { '-' } else { c })
        .collect()
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Particulars {
        Particulars { address: text.into(), ..Particulars::default() }
    }

    #[test]
    fn an_address_may_leave_out_prefecture_and_municipality() {
        for (a, b) in [
            ("みどり県みどり野市桜が丘６－１１", "桜が丘6-11"),
            ("みどり野市桜が丘6−11", "みどり県みどり野市 桜が丘6-11"),
            ("みどり野市若葉台一丁目\r\n10-5", "若葉台一丁目10ー5"),
        ] {
            assert!(same(Detail::Address, &address(a), &address(b)), "{a} {b}");
        }
        assert!(!same(Detail::Address, &address("みどり野市水上8-21"), &address("みどり野市水上8-30")));
        assert!(!same(Detail::Address, &address("みどり野市水上18-21"), &address("8-21")));
    }

    #[test]
    fn a_name_is_the_same_in_another_width_but_not_in_another_kana() {
        let name = |text: &str| Particulars { corporation_name: text.into(), ..Particulars::default() };
        let same = |a, b| same(Detail::CorporationName, &name(a), &name(b));
        assert!(same("㈱髙﨑ライフ", "株式会社 髙﨑ライフ"));
        assert!(same("（有）つばめ", "有限会社つばめ"));
        assert!(!same("さくら", "サクラ"));
        assert!(!same("株式会社さくら企画", "有限会社さくら企画"));
        assert!(!same("センタ", "センター"));
    }

    #[test]
    fn not_known_is_not_the_same_as_known() {
        assert!(!same(Detail::Address, &address(""), &address("水上8-30")));
        assert!(same(Detail::Address, &address(""), &address("")));
    }
}
