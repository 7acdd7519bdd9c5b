//! Short lines: gateways that make mail harmless (無害化) cut or garble long ones, and old readers do not wrap.

/// The widest line, in columns; a full-width character takes two.
pub const COLUMNS: usize = 76;

/// What may not begin a line (行頭禁則).
const NOT_FIRST: &str =
    "、。，．・：；？！ー々ゝゞ）」』】〉》］｝ぁぃぅぇぉっゃゅょァィゥェォッャュョヵヶ〜…‥%％";
/// What may not end a line (行末禁則).
const NOT_LAST: &str = "（「『【〈《［｛¥￥";

/// The text in lines of at most [`COLUMNS`], as far as words allow. A line with an address stays whole: a broken link
/// leads nowhere.
pub fn wrapped(text: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| if line.contains("://") { line.to_owned() } else { wrapped_line(line) })
        .collect();
    lines.join("\n")
}

fn wrapped_line(line: &str) -> String {
    let letters: Vec<char> = line.chars().collect();
    let (mut lines, mut from) = (Vec::new(), 0);
    loop {
        let (mut columns, mut end) = (0, from);
        while let Some(letter) = letters.get(end) {
            columns += width(*letter);
            if columns > COLUMNS {
                break;
            }
            end += 1;
        }
        // Most lines are short, and where they may be broken need not be known.
        let place = if end < letters.len() {
            let breaks = (from + 1..=end).rev().find(|place| may_break(letters[place - 1], letters[*place]));
            // One word that no line can hold stays whole.
            breaks.unwrap_or(letters.len())
        } else {
            end
        };
        let part: String = letters[from..place].iter().collect();
        lines.push(if place < letters.len() { part.trim_end_matches(' ').to_owned() } else { part });
        if place == letters.len() {
            return lines.join("\n");
        }
        from = place;
    }
}

fn may_break(before: char, after: char) -> bool {
    let apart = before == ' ' || width(before) == 2 || width(after) == 2;
    apart && after != ' ' && !NOT_FIRST.contains(after) && !NOT_LAST.contains(before)
}

/// Columns of a letter: ASCII and half-width kana take one.
const fn width(letter: char) -> usize {
    if letter.is_ascii() || matches!(letter, '\u{FF61}'..='\u{FF9F}') { 1 } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_long_sentence_is_broken_where_japanese_may_be() {
        let text = "介護事業所の方のログイン画面で、このアドレスが入力されました（ごあんない）。次の行です。";
        let lines: Vec<String> = wrapped(text).lines().map(str::to_owned).collect();
        assert_eq!(lines.concat(), text);
        assert!(lines.len() == 2 && !lines[1].starts_with('。'), "{lines:?}");
    }

    #[test]
    fn an_address_and_a_short_line_stay_as_they_are() {
        let link = format!("https://hiromeru.example.jp/{}", "a".repeat(100));
        let text = format!("ログインの番号：1234 5678\n{link}\n");
        assert_eq!(wrapped(&text), text);
    }

    proptest! {
        #[test]
        fn nothing_but_ends_of_lines_changes_and_no_line_of_words_is_too_long(text in "[ぁ-んa-z漢字、。\n]{0,300}") {
            let out = wrapped(&text);
            prop_assert_eq!(out.replace('\n', ""), text.replace('\n', ""));
        }

        #[test]
        fn japanese_without_marks_never_passes_the_last_column(text in "[あ-お漢字a-c ]{0,300}") {
            for line in wrapped(&text).lines() {
                let longest_word = line.split(|letter| width(letter) == 2).map(str::len).max().unwrap_or(0);
                prop_assert!(longest_word > COLUMNS || line.chars().map(width).sum::<usize>() <= COLUMNS, "{}", line);
            }
        }
    }
}
