//! What a list writes around the name of an office that is no part of it: that it rests or has ended, and how it was called
//! before.

use crate::offices::Status;
use unicode_normalization::UnicodeNormalization as _;

/// Brackets around such a word.
const BRACKETS: [(char, char); 9] = [
    ('(', ')'),
    ('（', '）'),
    ('【', '】'),
    ('[', ']'),
    ('［', '］'),
    ('〔', '〕'),
    ('《', '》'),
    ('<', '>'),
    ('＜', '＞'),
];
/// Words for an office that has ended or rests; in brackets also the first character alone.
const CLOSED: [&str; 4] = ["廃止", "廃業", "閉鎖", "取消"];
const SUSPENDED: [&str; 2] = ["休止", "休業"];
/// What may stand around such a word: a day, and since or until when.
const AROUND: &str = "0123456789令和平成昭RHS元年月日./-~〜よりから付で末現在中指定事業届出済:※*＊をもって";
/// What stands in front of an earlier name.
const FORMER: [&str; 7] = ["旧:", "旧名称", "旧名", "旧称", "旧事業所名", "旧施設名", "旧事業所:"];
/// No name has more such marks.
const MOST: usize = 3;

/// A name without what is no part of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Bare<'a> {
    /// The name.
    pub(super) name: &'a str,
    /// That the office rests or has ended, with what says so.
    pub(super) status: Option<(Status, &'a str)>,
    /// How it was called before, as it is written.
    pub(super) former: Option<&'a str>,
}

/// Takes the marks from a name; a name that is nothing else stays.
pub(super) fn bare(name: &str) -> Bare<'_> {
    let mut bare = Bare { name, ..Bare::default() };
    // Nearly no name has one of these.
    if !name.contains(['休', '廃', '閉', '取', '旧']) {
        return bare;
    }
    if let Some(today) = renamed(name) {
        (bare.name, bare.former) = (today, Some(name));
    }
    for _ in 0..MOST {
        let found = [at_the_end(bare.name), at_the_front(bare.name)].into_iter().flatten();
        let told = found.filter(|part| !part.rest.is_empty()).find_map(|part| Some((meaning(&part)?, part)));
        match told {
            Some((Meaning::Status(status), part)) => {
                bare.status.get_or_insert((status, part.inside));
                bare.name = part.rest;
            }
            Some((Meaning::Former, part)) => {
                bare.former.get_or_insert(part.inside);
                bare.name = part.rest;
            }
            None => break,
        }
    }
    bare
}

enum Meaning {
    Status(Status),
    Former,
}

/// Something at one end of a name, and what is left without it.
struct Part<'a> {
    inside: &'a str,
    rest: &'a str,
    in_brackets: bool,
}

fn at_the_end(name: &str) -> Option<Part<'_>> {
    let in_brackets = BRACKETS.iter().find_map(|(open, close)| {
        let (front, inside) = name.strip_suffix(*close)?.rsplit_once(*open)?;
        Some(Part { inside: inside.trim(), rest: front.trim_end(), in_brackets: true })
    });
    in_brackets.or_else(|| {
        let (rest, inside) = name.rsplit_once(|c: char| c.is_whitespace() || "※＊*".contains(c))?;
        Some(Part { inside, rest: rest.trim_end(), in_brackets: false })
    })
}

fn at_the_front(name: &str) -> Option<Part<'_>> {
    let in_brackets = BRACKETS.iter().find_map(|(open, close)| {
        let (inside, rest) = name.strip_prefix(*open)?.split_once(*close)?;
        Some(Part { inside: inside.trim(), rest: rest.trim_start(), in_brackets: true })
    });
    in_brackets.or_else(|| {
        let (inside, rest) = name.split_once(char::is_whitespace)?;
        Some(Part { inside, rest: rest.trim_start(), in_brackets: false })
    })
}

/// What a part says besides the name; nothing where it may belong to the name.
fn meaning(part: &Part<'_>) -> Option<Meaning> {
    let flat: String = part.inside.nfkc().filter(|c| !c.is_whitespace()).collect();
    let word = flat.trim_matches(|c: char| AROUND.contains(c));
    if CLOSED.contains(&word) || (part.in_brackets && word == "廃") {
        Some(Meaning::Status(Status::Closed))
    } else if SUSPENDED.contains(&word) || (part.in_brackets && word == "休") {
        Some(Meaning::Status(Status::Suspended))
    } else if part.in_brackets && FORMER.iter().any(|front| flat.starts_with(*front)) {
        Some(Meaning::Former)
    } else {
        None
    }
}

/// The name of today where both stand there: `旧）海の家　新）空の家`.
fn renamed(name: &str) -> Option<&str> {
    let (first, second) = name.split_once(char::is_whitespace)?;
    let called = |text: &str, what: char| -> Option<usize> {
        let rest = text.trim_start().strip_prefix(what)?.strip_prefix([')', '）', ':', '：'])?;
        Some(text.len() - rest.len())
    };
    let has_one_word = |text: &str| !text.trim().contains(char::is_whitespace);
    if !has_one_word(second) {
        return None;
    }
    match (called(first, '旧'), called(second, '新')) {
        (Some(_), Some(at)) => Some(second[at..].trim()),
        _ => match (called(first, '新'), called(second, '旧')) {
            (Some(at), Some(_)) => Some(first[at..].trim()),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_beside_the_name_is_the_status_and_no_part_of_it() {
        use Status::{Closed, Suspended};
        for (text, name, status) in [
            ("ひだまり（休止中）", "ひだまり", Some(Suspended)),
            ("【廃止】ひだまり", "ひだまり", Some(Closed)),
            ("ひだまり ※R6.3.31廃止", "ひだまり", Some(Closed)),
            ("ひだまり（令和６年３月３１日をもって廃止）", "ひだまり", Some(Closed)),
            ("休止　ひだまり", "ひだまり", Some(Suspended)),
            ("(休)ひだまり", "ひだまり", Some(Suspended)),
            ("ひだまり（R6.4.1～休止）（旧：こもれび）", "ひだまり", Some(Suspended)),
            ("ひだまり（R8.4休止予定）", "ひだまり（R8.4休止予定）", None),
            ("ひだまり（旧館）", "ひだまり（旧館）", None),
            ("取手ひだまり", "取手ひだまり", None),
            ("休 ひだまり", "休 ひだまり", None),
            ("（休止中）", "（休止中）", None),
            ("", "", None),
        ] {
            let bare = bare(text);
            assert_eq!((bare.name, bare.status.map(|(status, _)| status)), (name, status), "{text}");
        }
    }

    #[test]
    fn an_earlier_name_is_no_part_of_the_name() {
        for (text, name, former) in [
            ("ひだまり（旧：こもれび）", "ひだまり", Some("旧：こもれび")),
            ("ひだまり （旧名称 こもれび）", "ひだまり", Some("旧名称 こもれび")),
            ("旧）こもれび 新）ひだまり", "ひだまり", Some("旧）こもれび 新）ひだまり")),
            ("新：ひだまり 旧：こもれび", "ひだまり", Some("新：ひだまり 旧：こもれび")),
            ("旧）こもれび 新）ひだまり 北", "旧）こもれび 新）ひだまり 北", None),
            ("旧道ひだまり", "旧道ひだまり", None),
        ] {
            let bare = bare(text);
            assert_eq!((bare.name, bare.former), (name, former), "{text}");
        }
    }
}
