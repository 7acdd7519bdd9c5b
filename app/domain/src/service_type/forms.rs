//! Words around the name of a service that make no other of it: `共生型通所介護`, `みなし訪問看護`, `特養（ユニット型）`.

use super::{ServiceType, by_name, explained, name_key, without_ending};
use std::sync::LazyLock;

/// What stands in front of a service, or in brackets behind it.
const FORMS: [&str; 6] = ["みなし", "指定", "共生型", "ユニット型", "従来型", "広域型"];
/// A word for one service that with 指定 in front of it means many.
const MANY: &str = "居宅";

/// The service of a name with such a word, or of `訪問介護相当` without the サービス that it usually ends with.
pub(super) fn of_a_form(key: &str) -> Option<ServiceType> {
    static KEYS: LazyLock<Vec<String>> = LazyLock::new(|| FORMS.iter().map(|form| name_key(form)).collect());
    let in_front = || {
        let rest = KEYS.iter().find_map(|form| key.strip_prefix(form.as_str()))?;
        let known = by_name(rest).filter(|_| rest != MANY);
        known
            .or_else(|| explained(rest))
            .or_else(|| by_name(without_ending(rest)?))
            .or_else(|| of_a_form(rest))
    };
    let behind = || {
        let (front, rest) = key.split_once('(')?;
        let inside = rest.trim_end_matches(')');
        KEYS.iter().any(|form| form == inside).then(|| by_name(front)).flatten()
    };
    let of_equal_kind = || if key.ends_with("相当") { by_name(&format!("{key}さ-びす")) } else { None };
    in_front().or_else(behind).or_else(of_equal_kind)
}
