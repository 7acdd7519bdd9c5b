//! カード: both sides of a card of the size of a business card (91 × 55 mm), printed ten to a sheet.

use super::{MaterialField as Field, MaterialProblem as Problem, reading::Reader};
use crate::form::Typed;
use serde::{Deserialize, Serialize};

/// What stands on a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardDesign {
    /// The large line of the front.
    pub front_title: String,
    /// The front's text.
    pub front_text: String,
    /// The large line of the back.
    pub back_title: String,
    /// The back's text.
    pub back_text: String,
    /// The page that the QR code on the back opens; none without a code.
    pub link: Option<String>,
}

// The longest texts, in characters as people count them; of prose its lines, too.
const TITLE: usize = 30;
const TEXT: (usize, usize) = (140, 7);

impl CardDesign {
    /// Reads the form.
    pub fn parse(typed: &Typed) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reader = Reader::new(typed, Field::name);
        let front_title = reader.needed_line(Field::FrontTitle, TITLE);
        let front_text = reader.block(Field::FrontText, TEXT);
        let back_title = reader.line(Field::BackTitle, TITLE);
        let back_text = reader.block(Field::BackText, TEXT);
        let link = reader.link(Field::CardLink);
        reader.done(Some(Self { front_title, front_text, back_title, back_text, link }))
    }

    /// The form as it would be typed.
    pub fn fill(&self) -> Typed {
        let Self { front_title, front_text, back_title, back_text, link } = self;
        Typed::default()
            .with(Field::FrontTitle.name(), front_title)
            .with(Field::FrontText.name(), front_text)
            .with(Field::BackTitle.name(), back_title)
            .with(Field::BackText.name(), back_text)
            .with(Field::CardLink.name(), link.clone().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_reads_back_and_has_room_for_seven_lines() {
        let card = CardDesign {
            front_title: "ケアプランデータ連携システム".into(),
            front_text: "ケアプランを、パソコンで送受信。\n転記も郵送もいりません。".into(),
            back_title: "お問い合わせ".into(),
            back_text: "ヘルプデスク 0120-584-708".into(),
            link: Some("https://www.careplan-renkei-support.jp/".into()),
        };
        assert_eq!(CardDesign::parse(&card.fill()), Ok(card.clone()));
        let long = CardDesign { front_text: "行\n".repeat(8) + "行", front_title: String::new(), ..card };
        assert_eq!(
            CardDesign::parse(&long.fill()),
            Err(vec![(Field::FrontTitle, Problem::Missing), (Field::FrontText, Problem::TooManyLines(7)),])
        );
    }
}
