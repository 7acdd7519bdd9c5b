//! 話す日時のお伺い: the moments that are named to whoever applied on paper, with boxes to tick and how to answer.

use crate::{BASE, Contact, Fonts, PostalAddress, RenderError, Rendered, file_name};
use chrono::{DateTime, NaiveDate, Utc};
use domain::wareki::format_date;
use pdf::Template;
use serde_json::json;

const TEMPLATE: Template = Template { main: include_str!("../templates/talk_letter.typ"), parts: BASE };

/// A letter that asks which moment fits. It is never stored: the moments are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TalkLetter {
    /// To whom.
    pub office: PostalAddress,
    /// From whom, and where one answers.
    pub sender: Contact,
    /// Day of the letter.
    pub issued_on: NaiveDate,
    /// 補助金の名.
    pub programme: String,
    /// 受付番号.
    pub receipt_number: String,
    /// 事業所名.
    pub office_name: String,
    /// What it is about; may have several lines.
    pub sentence: String,
    /// What happens at the moment that is chosen (担当者からお電話します).
    pub act: String,
    /// The moments, as they are told.
    pub moments: Vec<String>,
}

impl TalkLetter {
    /// Sets the letter. `made` goes into the file's properties.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        pdf::render(&TEMPLATE, &self.view(), made, fonts)
    }

    /// The name under which the letter is saved.
    pub fn file_name(&self) -> String {
        file_name(&["話す日時のお伺い", &self.receipt_number])
    }

    fn view(&self) -> serde_json::Value {
        let Self {
            office,
            sender,
            issued_on,
            programme,
            receipt_number,
            office_name,
            sentence,
            act,
            moments,
        } = self;
        json!({
            "title": format!("話す日時のお伺い（{receipt_number}）"),
            "office": office,
            "sender": sender,
            "issued_on": format_date(*issued_on),
            "opening": "ご提出いただいた申請について、次のことをお話ししたいので、ご都合のよい日時をお知らせください。",
            "facts": [["受付番号", receipt_number], ["補助金", programme], ["事業所", office_name]],
            "sentence": sentence,
            "answering": format!(
                "下の窓口に、お電話で受付番号とご都合のよい日時をお知らせください。この用紙の当てはまるところに印を付けて、FAXや郵便で返していただいてもかまいません。\
                 お返事をいただいた日時に、{act}。"
            ),
            "moments": moments,
            "none": "どれも都合が悪い。都合のよい日や時間帯は、次のとおりです。",
        })
    }
}
