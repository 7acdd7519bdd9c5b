//! 受付票: that an application on paper was received, handed over or faxed back.

use crate::{BASE, Contact, Fonts, RenderError, Rendered, file_name};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{money::Yen, wareki::format_date};
use pdf::Template;
use serde::{Deserialize, Serialize};
use serde_json::json;

const TEMPLATE: Template = Template { main: include_str!("../templates/receipt_slip.typ"), parts: BASE };

/// A received paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptSlip {
    /// 法人名 and 事業所名, a line each, without 御中.
    pub addressee: Vec<String>,
    /// 事業所番号.
    pub office_number: String,
    /// 補助金の名.
    pub programme: String,
    /// 受付番号.
    pub receipt_number: String,
    /// 到達日.
    pub arrived_on: NaiveDate,
    /// 窓口, 郵送 or FAX.
    pub way: String,
    /// The day on which it was registered.
    pub registered_on: NaiveDate,
    /// 交付申請額.
    pub asked: Yen,
    /// The day by which a decision is expected.
    pub expected: NaiveDate,
    /// お問い合わせ先.
    pub contact: Contact,
}

impl ReceiptSlip {
    /// Sets the slip. `made` goes into the file's properties.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        pdf::render(&TEMPLATE, &self.view(), made, fonts)
    }

    /// The name under which the slip is saved.
    pub fn file_name(&self) -> String {
        file_name(&["受付票", &self.receipt_number])
    }

    fn view(&self) -> serde_json::Value {
        let Self {
            addressee,
            office_number,
            programme,
            receipt_number,
            arrived_on,
            way,
            registered_on,
            asked,
            expected,
            contact,
        } = self;
        json!({
            "title": format!("受付票（{receipt_number}）"),
            "body": contact.body,
            "addressee": addressee,
            "receipt_number": receipt_number,
            "facts": [
                ["補助金", programme],
                ["事業所番号", office_number],
                ["到達日", format!("{}（{way}）", format_date(*arrived_on))],
                ["登録日", format_date(*registered_on)],
                ["申請額", asked.to_string()],
                ["決定の目安", format!("{}ごろまで", format_date(*expected))],
            ],
            "desk": contact,
        })
    }
}
