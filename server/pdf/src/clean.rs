//! Makes text from people printable: composed, without invisible characters, and with 〓 (the
//! printers' mark for "no type for this") where no font has the character.

use crate::Fonts;
use serde_json::Value;
use std::collections::BTreeSet;
use unicode_normalization::char::compose;

/// What stands for a character that no font has: 〓, and if even that is missing, a question mark.
const GETA: char = '〓';

/// Cleans every string in the data and tells which characters had to be replaced.
pub(crate) fn clean(data: &Value, fonts: &Fonts) -> (Value, BTreeSet<char>) {
    let mut replaced = BTreeSet::new();
    let cleaned = clean_value(data, fonts, &mut replaced);
    (cleaned, replaced)
}

fn clean_value(value: &Value, fonts: &Fonts, replaced: &mut BTreeSet<char>) -> Value {
    match value {
        Value::String(text) => Value::String(clean_text(text, fonts, replaced)),
        Value::Array(items) => {
            Value::Array(items.iter().map(|item| clean_value(item, fonts, replaced)).collect())
        }
        Value::Object(fields) => Value::Object(
            fields.iter().map(|(key, item)| (key.clone(), clean_value(item, fonts, replaced))).collect(),
        ),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

fn clean_text(text: &str, fonts: &Fonts, replaced: &mut BTreeSet<char>) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    cleaned.push('\n');
                }
            }
            '\n' => cleaned.push('\n'),
            '\t' => cleaned.push(' '),
            '\u{3099}' | '\u{309A}' => compose_last(&mut cleaned, c),
            c if is_invisible(c) => {}
            c if fonts.cover(c) => cleaned.push(c),
            c => {
                replaced.insert(c);
                cleaned.push(if fonts.cover(GETA) { GETA } else { '?' });
            }
        }
    }
    cleaned
}

/// Joins a combining (han)dakuten, as file names from macOS have it, to the kana before it.
fn compose_last(cleaned: &mut String, mark: char) {
    let joined = cleaned.chars().next_back().and_then(|last| compose(last, mark));
    if let Some(joined) = joined {
        cleaned.pop();
        cleaned.push(joined);
    } else {
        cleaned.push(if mark == '\u{3099}' { '゛' } else { '゜' });
    }
}

/// Characters that print nothing but can reorder or hide text: controls, bidi marks, zero-width
/// characters, and variation selectors, whose base form is printed instead.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{3164}' | '\u{FFA0}'
            | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::tests::fonts;
    use serde_json::json;

    #[test]
    fn a_character_without_a_glyph_is_printed_as_geta_and_reported() {
        let (cleaned, replaced) = clean(&json!({"name": ["やま😀だ", 3, null]}), &fonts());
        assert_eq!(cleaned, json!({"name": ["やま〓だ", 3, null]}));
        assert_eq!(replaced.into_iter().collect::<Vec<_>>(), ['😀']);
    }

    #[test]
    fn rare_characters_of_names_are_kept() {
        let (cleaned, replaced) = clean(&json!("髙﨑 𠮟 ㈱ ① ㎡ Ⅲ"), &fonts());
        assert_eq!((cleaned, replaced.len()), (json!("髙﨑 𠮟 ㈱ ① ㎡ Ⅲ"), 0));
    }

    #[test]
    fn decomposed_kana_from_file_names_are_composed() {
        let typed = "テ\u{3099}イサーヒ\u{3099}ス ハ\u{309A}ス 一\u{3099}";
        assert_eq!(clean(&json!(typed), &fonts()).0, json!("デイサービス パス 一゛"));
    }

    #[test]
    fn characters_that_reorder_or_hide_text_are_dropped() {
        let typed = "a\u{202E}b\u{200B}c\u{0}d\u{FEFF}辻\u{E0100}\te\r\nf\rg";
        assert_eq!(clean(&json!(typed), &fonts()).0, json!("abcd辻 e\nf\ng"));
    }
}
