//! Tables as files for a spreadsheet program: UTF-8 with its mark, every value quoted, and nothing that the program
//! would take for a formula (`security.md` 4.9; CWE-1236), in half or full width.

/// What a spreadsheet program in Japanese takes for the beginning of a formula.
const FORMULAS: [char; 13] = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠', '−'];

/// A file of these rows, the heads first.
pub fn file<'a>(rows: impl IntoIterator<Item = Vec<&'a str>>) -> Vec<u8> {
    let mut text = String::from('\u{FEFF}');
    for row in rows {
        for (place, value) in row.into_iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            text.push('"');
            if value.starts_with(FORMULAS) {
                text.push('\'');
            }
            text.push_str(&value.replace('"', "\"\""));
            text.push('"');
        }
        text.push_str("\r\n");
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_a_formula_and_nothing_ends_its_cell() {
        for beginning in FORMULAS {
            let value = format!("{beginning}1+1");
            let text = String::from_utf8(file([vec!["名前", &value]])).unwrap();
            assert_eq!(text, format!("\u{FEFF}\"名前\",\"'{value}\"\r\n"));
        }
        let text = String::from_utf8(file([vec!["a\",\"b", "改\n行"]])).unwrap();
        assert_eq!(text, "\u{FEFF}\"a\"\",\"\"b\",\"改\n行\"\r\n");
    }
}
