//! 起案 of several cases: the list, the amounts, the reasons, what it does to the budget; with boxes for those who decide.

use crate::{BASE, Fonts, RenderError, Rendered, file_name};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{money::Yen, wareki::format_date};
use pdf::Template;
use serde_json::json;

const TEMPLATE: Template = Template { main: include_str!("../templates/packet_sheet.typ"), parts: BASE };

/// A packet as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PacketSheet {
    /// In whose name (みどり野市).
    pub body: String,
    /// 起案番号 (R6-起案-3).
    pub number: String,
    /// 件名.
    pub title: String,
    /// 起案日.
    pub made_on: NaiveDate,
    /// 起案者.
    pub made_by: String,
    /// 補助金の名.
    pub programme: String,
    /// 要綱 and 条項.
    pub basis: String,
    /// A word to the approver; may be empty.
    pub note: String,
    /// The cases.
    pub cases: Vec<PacketSheetCase>,
    /// The budget: label, before, after.
    pub budget: Vec<(String, Yen, Yen)>,
}

/// One case of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PacketSheetCase {
    /// 受付番号.
    pub receipt: String,
    /// 事業所番号.
    pub office_number: String,
    /// 事業所名.
    pub office: String,
    /// 法人名; may be empty.
    pub corporation: String,
    /// 交付 or 不交付.
    pub outcome: String,
    /// 交付額; none for a refusal.
    pub amount: Option<Yen>,
    /// Why: the reason of a refusal, or the clerk's word.
    pub reason: String,
}

impl PacketSheet {
    /// Sets the sheet. `made` goes into the file's properties.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        pdf::render(&TEMPLATE, &self.view(), made, fonts)
    }

    /// The name under which the sheet is saved.
    pub fn file_name(&self) -> String {
        file_name(&["起案", &self.number])
    }

    fn view(&self) -> serde_json::Value {
        let Self { body, number, title, made_on, made_by, programme, basis, note, cases, budget } = self;
        let amounts = || cases.iter().filter_map(|case| case.amount);
        let total = Yen::checked_sum(amounts()).unwrap_or(Yen::ZERO);
        let granted = amounts().count();
        json!({
            "title": format!("起案 {number}　{title}"),
            "body": body,
            "number": number,
            "subject": title,
            "facts": [
                ["起案番号", number],
                ["起案日", &format_date(*made_on)],
                ["起案者", made_by],
                ["補助金", programme],
                ["根拠", basis],
                ["件数", &format!("{}件（交付 {granted}件、不交付 {}件）", cases.len(), cases.len() - granted)],
                ["交付額の合計", &total.to_string()],
            ],
            "note": note,
            "cases": cases.iter().map(|case| json!({
                "receipt": case.receipt,
                "office": format!("{}（{}）", case.office, case.office_number),
                "corporation": case.corporation,
                "outcome": case.outcome,
                "amount": case.amount.map(|yen| yen.to_string()).unwrap_or_default(),
                "reason": case.reason,
            })).collect::<Vec<_>>(),
            "budget": budget.iter().map(|(label, before, after)| {
                [label.clone(), before.to_string(), after.to_string()]
            }).collect::<Vec<_>>(),
        })
    }
}
