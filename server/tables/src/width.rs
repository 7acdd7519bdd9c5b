//! How wide a text stands in a column: full-width characters count two.

use unicode_width::UnicodeWidthStr;

/// No column is narrower or, unless its table says so, wider, in half-width characters.
const NARROWEST: usize = 6;
/// A text that is wider is shown on several lines.
pub const WIDEST: usize = 50;
/// The space beside the text, and in a heading the button of the filter.
const PADDING: usize = 2;
const BUTTON: usize = 3;

/// Lines beyond these do not widen their column.
const MEASURED_LINES: usize = 20;

/// The width of the widest line of a text.
pub fn of(text: &str) -> usize {
    if text.is_ascii() && !text.contains('\n') {
        return text.len();
    }
    text.lines().take(MEASURED_LINES).map(UnicodeWidthStr::width_cjk).max().unwrap_or(0)
}

/// Widths of the columns of a sheet, growing with what is written.
#[derive(Debug, Default)]
pub struct Widths(Vec<usize>);

impl Widths {
    /// A text that must fit into a column.
    pub fn fit(&mut self, column: usize, text: &str) {
        self.at_least(column, of(text));
    }

    /// A heading, with the button of the filter beside it.
    pub fn fit_heading(&mut self, column: usize, text: &str) {
        self.at_least(column, of(text) + BUTTON);
    }

    /// The width of every column, within the limits.
    pub fn columns(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().map(|width| (width + PADDING).clamp(NARROWEST, WIDEST + PADDING))
    }

    fn at_least(&mut self, column: usize, width: usize) {
        if self.0.len() <= column {
            self.0.resize(column + 1, 0);
        }
        self.0[column] = self.0[column].max(width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_characters_count_two() {
        for (text, width) in
            [("", 0), ("abc", 3), ("事業所", 6), ("ﾃﾞｲ", 3), ("①㈱", 4), ("ひだまり\nデイ", 8), ("髙﨑", 4)]
        {
            assert_eq!(of(text), width, "{text}");
        }
    }

    #[test]
    fn columns_are_neither_too_narrow_nor_too_wide() {
        let mut widths = Widths::default();
        widths.fit(2, &"長".repeat(400));
        widths.fit(1, "2970999013");
        widths.fit_heading(1, "番号");
        assert_eq!(widths.columns().collect::<Vec<_>>(), [6, 12, 52]);
    }
}
