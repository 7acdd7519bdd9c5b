//! What is sent, of the words of an activity: its subject and its text.

/// The mark of a first line that is the subject.
const SUBJECT: &str = "件名";

/// The subject, where the first line is `件名：…`, and the text.
pub fn letter(words: &str) -> (Option<&str>, &str) {
    let words = words.trim();
    let (first, rest) = words.split_once('\n').unwrap_or((words, ""));
    let subject = first.strip_prefix(SUBJECT).map(str::trim_start);
    let subject = subject.and_then(|subject| subject.strip_prefix(['：', ':'])).map(str::trim);
    match subject {
        Some(subject) if !subject.is_empty() => (Some(subject), rest.trim()),
        Some(_) | None => (None, words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_the_subject_where_it_says_so() {
        assert_eq!(letter("件名：ご案内\n\n本文\n続き\n"), (Some("ご案内"), "本文\n続き"));
        assert_eq!(letter(" 件名 : ご案内 "), (Some("ご案内"), ""));
        for plain in
            ["本文", "件名の例：ご案内\n本文", "件名：\n本文", "本文\n件名：ご案内", "件名　ご案内\n本文"]
        {
            assert_eq!(letter(plain), (None, plain));
        }
        assert_eq!(letter(" \n"), (None, ""));
    }
}
