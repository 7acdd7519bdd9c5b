//! How cells and sheets look, and how they are printed.

use crate::Fault;
use chrono::{DateTime, Utc};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};

/// The fill of headings.
const HEADING: u32 = 0x00DD_E7F0;
const A4: u8 = 9;

/// The number by which every spreadsheet program knows the format `@`: text, whatever it looks like.
const TEXT: u8 = 49;
/// Whole numbers.
pub const NUMBER: &str = "0";
/// Percentages and points.
pub const TENTHS: &str = "0.0";
/// Amounts.
pub const YEN: &str = "#,##0";
/// Days.
pub const DATE: &str = "yyyy/m/d";
/// Days with the time of day.
pub const MOMENT: &str = "yyyy/m/d h:mm";

/// A cell of text, at the top of its row.
pub fn text() -> Format {
    Format::new().set_num_format_index(TEXT).set_align(FormatAlign::Top)
}

/// A truth, in the middle.
pub fn centred() -> Format {
    Format::new().set_align(FormatAlign::Top).set_align(FormatAlign::Center)
}

/// A number, at the right.
pub fn right(number_format: &str) -> Format {
    Format::new().set_num_format(number_format).set_align(FormatAlign::Top).set_align(FormatAlign::Right)
}

/// A heading.
pub fn heading() -> Format {
    Format::new()
        .set_num_format_index(TEXT)
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(HEADING))
        .set_border_bottom(FormatBorder::Thin)
}

/// Text cells: on several lines or one, and marked as text where they look like a formula.
#[derive(Debug, Clone)]
pub struct Texts([Format; 4]);

impl Texts {
    /// Made of a format that they have in common.
    pub fn of(format: &Format) -> Self {
        let wrapped = format.clone().set_text_wrap();
        Self([format.clone(), wrapped.clone(), format.clone().set_quote_prefix(), wrapped.set_quote_prefix()])
    }

    /// The format for a text.
    pub fn for_text(&self, text: &str, is_wrapped: bool) -> &Format {
        &self.0[usize::from(is_wrapped) + 2 * usize::from(domain::formula::is_formula(text))]
    }
}

/// A4 landscape, one page wide, the rows of the heading on every page, the page numbers at the foot.
pub fn print_setup(sheet: &mut Worksheet, heading: Option<(u32, u32)>) -> Result<(), Fault> {
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_header("&L&A").set_footer("&C&P / &N");
    if let Some((first, last)) = heading {
        sheet.set_repeat_rows(first, last)?;
    }
    Ok(())
}

/// A workbook with the title and the time of the caller.
pub fn workbook(title: &str, created: DateTime<Utc>) -> Result<Workbook, Fault> {
    let created = ExcelDateTime::from_timestamp(created.timestamp())?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    Ok(workbook)
}
