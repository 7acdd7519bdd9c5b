//! What officers call the free texts: short words, set beside a text and looked for again.

use crate::text::{graphemes, tidy_name};

/// The most characters of a tag.
pub const LENGTH: usize = 20;
/// The most tags of one text.
pub const MOST: usize = 10;

/// Why a list of tags was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TagProblem {
    /// A tag with more characters than [`LENGTH`].
    #[error("{0} is too long for a tag")]
    TooLong(String),
    /// More tags than [`MOST`].
    #[error("{0} tags")]
    TooMany(usize),
}

/// Tags as they are typed, in their order and each once: `費用、職員の理解`. A comma of any kind and a new line divide;
/// so does 「#」, as many write it.
pub fn parse(typed: &str) -> Result<Vec<String>, TagProblem> {
    let mut tags: Vec<String> = Vec::new();
    for word in typed.split(['、', ',', '，', '､', '\n', '#', '＃']) {
        let tag = tidy_name(word).trim().to_owned();
        if tag.is_empty() || tags.contains(&tag) {
            continue;
        }
        if graphemes(&tag) > LENGTH {
            return Err(TagProblem::TooLong(tag));
        }
        tags.push(tag);
    }
    if tags.len() > MOST { Err(TagProblem::TooMany(tags.len())) } else { Ok(tags) }
}

/// Tags as they are typed again.
pub fn typed(tags: &[String]) -> String {
    tags.join("、")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tags_are_divided_as_people_divide_them() {
        let tags = parse(" 費用、職員の理解,費用\n#時間 ").unwrap();
        assert_eq!(tags, ["費用", "職員の理解", "時間"]);
        assert_eq!(parse("、 ,\n"), Ok(Vec::new()));
    }

    #[test]
    fn a_sentence_is_no_tag_and_there_is_an_end_of_tags() {
        let sentence = "あ".repeat(LENGTH + 1);
        assert_eq!(parse(&sentence), Err(TagProblem::TooLong(sentence.clone())));
        let many = (0..=MOST).map(|number| number.to_string()).collect::<Vec<_>>().join("、");
        assert_eq!(parse(&many), Err(TagProblem::TooMany(MOST + 1)));
    }

    proptest! {
        #[test]
        fn what_is_typed_again_is_the_same(text in "[ぁ-ん 、,a#\u{200B}]{0,40}") {
            if let Ok(tags) = parse(&text) {
                prop_assert_eq!(parse(&typed(&tags)), Ok(tags));
            }
        }
    }
}
