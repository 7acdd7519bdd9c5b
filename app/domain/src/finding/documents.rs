//! 書類の中の文字: what is compared when words are looked for in documents, and what is shown of where they stand.

use super::Sought;
use crate::text::search_key;

/// Characters that are shown before and after what was found.
const AROUND: usize = 24;
/// Fewer characters than this stand in nearly every document.
const SHORTEST: usize = 2;

/// The form in which the words of a document are compared: as names are, and without the signs that part numbers, since a
/// telephone number or an amount is looked for with and without them.
pub fn document_key(text: &str) -> String {
    search_key(text).chars().filter(|c| !matches!(c, '-' | '(' | ')' | ',')).collect()
}

/// The words to look for in documents; none where what was typed would be found in nearly all of them.
pub fn document_words(sought: &Sought) -> Vec<String> {
    let words: Vec<String> =
        sought.words.words().iter().map(|word| document_key(word)).filter(|word| !word.is_empty()).collect();
    if words.iter().any(|word| word.chars().count() >= SHORTEST) { words } else { Vec::new() }
}

/// Where words stand in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// On which page, counted from one.
    pub page: usize,
    /// What stands before, cut.
    pub before: String,
    /// What was found, as it is written there.
    pub found: String,
    /// What stands behind, cut.
    pub after: String,
}

/// Where the longest of the words stands first.
pub fn excerpt(pages: &[String], words: &[String]) -> Option<Excerpt> {
    let word = words.iter().max_by_key(|word| word.chars().count())?;
    (1..).zip(pages).find_map(|(page, text)| around(page, text, word))
}

fn around(page: usize, text: &str, word: &str) -> Option<Excerpt> {
    let written: Vec<char> = text.chars().collect();
    let holds = |from: usize, to: usize| {
        let part: String = written[from..to].iter().collect();
        document_key(&part).contains(word)
    };
    if !holds(0, written.len()) {
        return None;
    }
    // How much of the text is one character of a key is not said by any rule (㈱ is four), so it is tried.
    let end = least(written.len(), |length| holds(0, length));
    let start = end - least(end, |length| holds(end - length, end));
    let (from, to) = (start.saturating_sub(AROUND), (end + AROUND).min(written.len()));
    let cut = |cut: bool| if cut { "…" } else { "" };
    let of = |from: usize, to: usize| written[from..to].iter().collect::<String>();
    Some(Excerpt {
        page,
        before: format!("{}{}", cut(from > 0), of(from, start)),
        found: of(start, end),
        after: format!("{}{}", of(end, to), cut(to < written.len())),
    })
}

/// The least length that holds; the whole does.
fn least(whole: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, whole);
    while low < high {
        let middle = low.midpoint(high);
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str, typed: &str) -> Option<(String, String, String)> {
        let words = document_words(&Sought::parse(typed));
        let excerpt = excerpt(&[text.to_owned()], &words)?;
        Some((excerpt.before, excerpt.found, excerpt.after))
    }

    #[test]
    fn words_are_found_however_they_are_written_and_shown_as_they_stand() {
        let text = "領 収 書 ㈱ヒダマリ介護 様 ￥２１,０００ 電話 0741-00-1013";
        let around = ["", "領 収 書", " ㈱ヒダマリ介護 様 ￥２１,０００ 電話 07…"].map(str::to_owned);
        assert_eq!(found(text, "領収書"), Some(around.into()));
        assert_eq!(found(text, "株式会社ひだまり").unwrap().1, "㈱ヒダマリ");
        assert_eq!(found(text, "21000").unwrap().1, "２１,０００");
        assert_eq!(found(text, "21,000").unwrap().1, "２１,０００");
        assert_eq!(found(text, "（0741）００１０１３").unwrap().1, "0741-00-1013");
        assert_eq!(found(text, "請求書"), None);
    }

    #[test]
    fn one_character_and_nothing_are_not_looked_for() {
        for typed in ["", "円", "円 様", "－", "(),"] {
            assert!(document_words(&Sought::parse(typed)).is_empty(), "{typed}");
        }
        assert_eq!(document_words(&Sought::parse("円 領収書")), ["円", "領収書"]);
    }

    #[test]
    fn the_page_is_that_of_the_longest_word() {
        let pages = ["領収".to_owned(), String::new(), "領収書 みどり野市".to_owned()];
        let words = ["領収".to_owned(), "みどり野市".to_owned()];
        assert_eq!(excerpt(&pages, &words).unwrap().page, 3);
        assert_eq!(excerpt(&pages, &[]), None);
    }

    proptest! {
        #[test]
        fn what_is_shown_is_what_the_key_holds(
            text in "[ぁ-んァ-ン一-五 ａ-ｚA-Z0-9㈱,-]{0,60}",
            word in "[あ-お一-五a-c0-9]{2,3}",
        ) {
            let there = document_key(&text).contains(&word);
            let excerpt = excerpt(&[text], std::slice::from_ref(&word));
            prop_assert_eq!(excerpt.is_some(), there);
            if let Some(excerpt) = excerpt {
                prop_assert!(document_key(&excerpt.found).contains(&word), "{:?}", excerpt);
            }
        }
    }
}
