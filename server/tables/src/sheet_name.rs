//! Names that a sheet can have.

/// Characters that the name of a sheet cannot hold, and what stands for them.
const FORBIDDEN: [(char, char); 7] =
    [('[', '［'), (']', '］'), (':', '：'), ('*', '＊'), ('?', '？'), ('/', '／'), ('\\', '＼')];
/// The longest name, in UTF-16 units.
const LONGEST: usize = 31;
/// A sheet whose title says nothing.
const NAMELESS: &str = "一覧";

/// The name of a sheet made of a title: at most 31 characters, the forbidden ones in their full-width form.
pub fn sheet_name(title: &str) -> String {
    named(title, "", &[])
}

/// The name of a sheet that no sheet before it has; letters in either case count as the same.
pub fn distinct(title: &str, taken: &[String]) -> String {
    let endings = std::iter::once(String::new()).chain((2..).map(|number| format!("({number})")));
    endings.map(|ending| named(title, &ending, taken)).find(|name| !name.is_empty()).unwrap_or_default()
}

/// The name with an ending; empty when it is taken.
fn named(title: &str, ending: &str, taken: &[String]) -> String {
    let mut name = String::new();
    let mut left = LONGEST - ending.len();
    for c in title.trim().chars().filter(|c| !c.is_control()) {
        let c = FORBIDDEN.iter().find(|(forbidden, _)| *forbidden == c).map_or(c, |(_, instead)| *instead);
        let Some(rest) = left.checked_sub(c.len_utf16()) else { break };
        left = rest;
        name.push(c);
    }
    let name = name.trim_matches(|c: char| c == '\'' || c.is_whitespace());
    // Excel keeps the name History for itself.
    let name = if name.is_empty() || name.eq_ignore_ascii_case("history") { NAMELESS } else { name };
    let name = format!("{name}{ending}");
    let is_taken = taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    if is_taken { String::new() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_excel_takes() {
        assert_eq!(sheet_name("事業所台帳"), "事業所台帳");
        assert_eq!(sheet_name("令和6年度 [決定/不交付]: 一覧?"), "令和6年度 ［決定／不交付］： 一覧？");
        assert_eq!(sheet_name(" 'あ' "), "あ");
        assert_eq!(sheet_name("'\u{7}\n"), "一覧");
        assert_eq!(sheet_name("History"), "一覧");
        assert_eq!(sheet_name(&"長".repeat(40)), "長".repeat(31));
        assert_eq!(sheet_name(&"𠮷".repeat(40)), "𠮷".repeat(15));
    }

    #[test]
    fn no_two_sheets_have_one_name() {
        let taken = ["Abc".to_owned(), "abc(2)".to_owned(), "長".repeat(31)];
        assert_eq!(distinct("ABC", &taken), "ABC(3)");
        assert_eq!(distinct("別", &taken), "別");
        assert_eq!(distinct(&"長".repeat(33), &taken), format!("{}(2)", "長".repeat(28)));
    }
}
