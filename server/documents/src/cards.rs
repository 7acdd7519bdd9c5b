//! カード: of the size of a business card, ten to a sheet, both sides.

use crate::{BASE, Fonts, RenderError, Rendered, TooLongForQr, file_name, qr};
use chrono::{DateTime, Utc};
use domain::materials::CardDesign;
use pdf::Template;
use serde_json::json;

const TEMPLATE: Template = Template { main: include_str!("../templates/cards.typ"), parts: BASE };

/// Why a sheet could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CardsError {
    /// The template failed; that is a fault of the program.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// The address of the page does not fit a QR code.
    #[error(transparent)]
    Link(#[from] TooLongForQr),
}

/// A sheet of cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cards {
    /// What the material is called.
    pub title: String,
    /// Who prints; stands in the file's properties.
    pub sender: String,
    /// What stands on them.
    pub design: CardDesign,
}

impl Cards {
    /// Sets the fronts on one page and the backs on the next. `made` goes into the file's properties.
    ///
    /// # Errors
    /// When the page's address is too long for a QR code, or the template fails.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, CardsError> {
        let Self { title, sender, design } = self;
        let code = design.link.as_deref().map(qr::svg).transpose()?.unwrap_or_default();
        let view = json!({
            "title": format!("カード　{title}"),
            "sender": sender,
            "front_title": design.front_title,
            "front_text": design.front_text,
            "back_title": design.back_title,
            "back_text": design.back_text,
            "qr": code,
            "qr_words": "ページを開くQRコード",
        });
        Ok(pdf::render(&TEMPLATE, &view, made, fonts)?)
    }

    /// The name under which it is saved.
    pub fn file_name(&self) -> String {
        file_name(&["カード_10面", &self.title])
    }
}
