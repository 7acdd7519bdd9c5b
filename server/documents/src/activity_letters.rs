//! 送付状: letters of an activity to offices, one page each, for window envelopes.

use crate::{BASE, Contact, Fonts, PostalAddress, RenderError, Rendered, file_name, qr};
use chrono::{DateTime, NaiveDate, Utc};
use domain::wareki::format_date;
use pdf::Template;
use serde_json::json;

const TEMPLATE: Template = Template { main: include_str!("../templates/activity_letters.typ"), parts: BASE };

/// Sizes of the text, the largest first, in points.
const SIZES: [f64; 7] = [10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5];
/// Width of the text, in millimetres.
const WIDTH: f64 = 166.0;
/// A point in millimetres.
const POINT: f64 = 25.4 / 72.0;
/// From one line to the next, in heights of a character.
const LINE: f64 = 1.75;

/// A letter to one office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityLetter {
    /// To whom.
    pub office: PostalAddress,
    /// What is written, its places filled.
    pub body: String,
    /// The page that it leads to; empty where there is none.
    pub url: String,
}

/// Letters in the order in which they are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityLetters {
    /// From whom, and whom to ask.
    pub sender: Contact,
    /// Day of the letters.
    pub issued_on: NaiveDate,
    /// Whether the envelope takes the sheet as it is (角形2号) and not folded (長形3号).
    pub square: bool,
    /// 件名.
    pub subject: String,
    /// What the page of the letter is for.
    pub invitation: String,
    /// The letters.
    pub letters: Vec<ActivityLetter>,
}

impl ActivityLetters {
    /// Sets the letters, each on one page. `made` goes into the file's properties.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        let Self { sender, issued_on, square, subject, invitation, letters } = self;
        // What the address above and the boxes below leave, in millimetres.
        let room = if *square { 84.0 } else { 100.0 };
        let size = letters.iter().map(|letter| size_of(&letter.body, room)).fold(SIZES[0], f64::min);
        let letters: Vec<_> = letters
            .iter()
            .map(|ActivityLetter { office, body, url }| {
                // An address that does not fit a code stands in words alone.
                let code = if url.is_empty() { String::new() } else { qr::svg(url).unwrap_or_default() };
                json!({ "office": office, "body": body, "url": url, "qr": code })
            })
            .collect();
        let view = json!({
            "title": subject,
            "sender": sender,
            "issued_on": format_date(*issued_on),
            "square": square,
            "heading": subject,
            "size": size,
            "invitation": invitation,
            "letters": letters,
        });
        pdf::render(&TEMPLATE, &view, made, fonts)
    }

    /// The name under which they are saved.
    pub fn file_name(&self, part: &str) -> String {
        file_name(&["送付状", &self.subject, part])
    }
}

/// The largest size at which a text stays in a room of so many millimetres; the smallest where none does.
pub(crate) fn size_of(body: &str, room: f64) -> f64 {
    let fits = |size: &f64| lines_at(body, *size) * size * LINE * POINT <= room;
    SIZES.into_iter().find(fits).unwrap_or(SIZES[SIZES.len() - 1])
}

/// Lines of a text at a size, when every character is as wide as it can be.
fn lines_at(body: &str, size: f64) -> f64 {
    let across = (WIDTH / (size * POINT)).floor() - 1.0;
    let width = |line: &str| line.chars().map(|c| if c.is_ascii() { 0.6 } else { 1.0 }).sum::<f64>();
    body.split('\n').map(|line| (width(line) / across).ceil().max(1.0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_set_smaller() {
        assert!((size_of("短い文です。", 100.0) - 10.5).abs() < f64::EPSILON);
        let long = "行\n".repeat(17);
        assert!(size_of(&long, 100.0) < 10.5 && size_of(&long, 100.0) > 7.5);
        assert!((size_of(&"行\n".repeat(90), 100.0) - 7.5).abs() < f64::EPSILON);
    }
}
