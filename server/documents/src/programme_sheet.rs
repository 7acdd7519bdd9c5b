//! 制度の案内: a programme on one sheet of A4.

use crate::{BASE, Contact, Fonts, RenderError, Rendered, TooLongForQr, file_name, qr};
use chrono::{DateTime, NaiveDateTime, Utc};
use domain::{fiscal_year::FiscalYear, wareki::format_date_with_weekday};
use pdf::Template;
use serde::{Deserialize, Serialize};
use serde_json::json;

const TEMPLATE: Template = Template { main: include_str!("../templates/programme_sheet.typ"), parts: BASE };
/// Sizes of type in points, largest first; the sheet takes the first that keeps it on one page.
const SIZES: [f64; 6] = [12.0, 11.0, 10.0, 9.0, 8.0, 7.0];

/// What an office needs to know of a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeSheet {
    /// 補助金の名.
    pub programme: String,
    /// 会計年度.
    pub fiscal_year: FiscalYear,
    /// What it is for, in one sentence; may be empty.
    pub lead: String,
    /// 補助の額 (上限 21,000円).
    pub amount: String,
    /// How the amount is made, below it; may be empty.
    pub amount_note: String,
    /// 申請の開始, Japanese local time.
    pub opens: NaiveDateTime,
    /// 申請の締切, Japanese local time.
    pub closes: NaiveDateTime,
    /// What may end the window earlier (予算がなくなり次第、受付を終わります。); may be empty.
    pub window_note: String,
    /// 対象となる事業所, a sentence each.
    pub who: Vec<String>,
    /// 用意するもの, a line each.
    pub needed: Vec<String>,
    /// 申請の方法, a step each.
    pub steps: Vec<String>,
    /// Address of the page where one applies; may be empty.
    pub url: String,
    /// 要綱名.
    pub legal_basis: String,
    /// お問い合わせ先.
    pub contact: Contact,
}

impl ProgrammeSheet {
    /// Sets the sheet as large as one page allows; only a text of several pages flows over.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        let [first, smaller @ ..] = SIZES;
        let mut sheet = self.render_at(first, made, fonts)?;
        for size in smaller {
            if sheet.pages == 1 {
                break;
            }
            sheet = self.render_at(size, made, fonts)?;
        }
        Ok(sheet)
    }

    /// The name under which the sheet is saved.
    pub fn file_name(&self) -> String {
        file_name(&[&self.programme, "案内", &self.fiscal_year.short()])
    }

    fn render_at(&self, size: f64, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        pdf::render(&TEMPLATE, &self.view(size), made, fonts)
    }

    fn view(&self, size: f64) -> serde_json::Value {
        let Self {
            programme,
            fiscal_year,
            lead,
            amount,
            amount_note,
            opens,
            closes,
            window_note,
            who,
            needed,
            steps,
            url,
            legal_basis,
            contact,
        } = self;
        // Without a code the printed address is still there.
        let qr = if url.is_empty() {
            String::new()
        } else {
            qr::svg(url).unwrap_or_else(|TooLongForQr| String::new())
        };
        json!({
            "title": format!("{programme}のご案内"),
            "body": contact.body,
            "size": size,
            "programme": programme,
            "fiscal_year": fiscal_year.label(),
            "lead": lead,
            "amount": amount,
            "amount_note": amount_note,
            "opens": moment(*opens),
            "closes": moment(*closes),
            "window_note": window_note,
            "who": who,
            "needed": needed,
            "steps": steps,
            "url": url,
            "qr": qr,
            "legal_basis": legal_basis,
            "desk": contact,
        })
    }
}

/// `令和6年7月1日(月) 9時`.
fn moment(at: NaiveDateTime) -> String {
    let minutes = at.format("%M").to_string();
    let minutes = if minutes == "00" { String::new() } else { format!("{minutes}分") };
    format!("{} {}{minutes}", format_date_with_weekday(at.date()), at.format("%-H時"))
}
