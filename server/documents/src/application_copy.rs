//! 申請書の控え: what an applicant sent, as it was received.

use crate::{BASE, Contact, Fonts, RenderError, Rendered, file_name};
use chrono::{DateTime, FixedOffset, Utc};
use domain::{fiscal_year::FiscalYear, wareki::format_date};
use pdf::Template;
use serde::{Deserialize, Serialize};
use serde_json::json;

const TEMPLATE: Template = Template { main: include_str!("../templates/application_copy.typ"), parts: BASE };
/// Japan, in seconds east of Greenwich.
const TOKYO: i32 = 9 * 3600;

/// A received application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationCopy {
    /// 補助金の名.
    pub programme: String,
    /// 会計年度.
    pub fiscal_year: FiscalYear,
    /// 受付番号.
    pub receipt_number: String,
    /// 受付日時.
    pub received_at: DateTime<Utc>,
    /// When and how it came on paper, in words (令和6年7月1日到達（郵送）); none for one made online.
    pub arrival: Option<String>,
    /// Every question with its answer, in the order of the form.
    pub sections: Vec<Section>,
    /// 添付書類.
    pub attachments: Vec<AttachedFile>,
    /// 誓約・同意, a sentence each.
    pub declarations: Vec<String>,
    /// この後の流れ, a sentence each.
    pub next_steps: Vec<String>,
    /// お問い合わせ先.
    pub contact: Contact,
}

/// One part of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// Its answers.
    pub answers: Vec<Answer>,
}

/// A question and what was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The question's label.
    pub question: String,
    /// The answer; an empty one is printed as 未入力.
    pub answer: String,
}

/// An attached document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachedFile {
    /// Which document it is, in the words of the programme.
    pub document: String,
    /// Name of the file as it was sent.
    pub file_name: String,
    /// How many pages it has, when that is known.
    pub pages: Option<usize>,
}

impl ApplicationCopy {
    /// Sets the copy. `made` goes into the file's properties.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        pdf::render(&TEMPLATE, &self.view(), made, fonts)
    }

    /// The name under which the copy is saved.
    pub fn file_name(&self) -> String {
        file_name(&["交付申請書の控え", &self.receipt_number])
    }

    fn view(&self) -> serde_json::Value {
        let Self {
            programme,
            fiscal_year,
            receipt_number,
            received_at,
            arrival,
            sections,
            attachments,
            declarations,
            next_steps,
            contact,
        } = self;
        json!({
            "title": format!("交付申請書の控え（{receipt_number}）"),
            "body": contact.body,
            "programme": programme,
            "fiscal_year": fiscal_year.label(),
            "receipt_number": receipt_number,
            "received_at": moment(*received_at),
            "arrival": arrival.as_deref().unwrap_or_default(),
            "sections": sections.iter().map(section).collect::<Vec<_>>(),
            "attachments": attachments.iter().map(attachment).collect::<Vec<_>>(),
            "declarations": declarations,
            "next_steps": next_steps,
            "desk": contact,
        })
    }
}

fn section(section: &Section) -> serde_json::Value {
    let answers: Vec<_> = section
        .answers
        .iter()
        .map(|Answer { question, answer }| {
            let answer = if answer.trim().is_empty() { "未入力" } else { answer };
            json!({ "question": question, "answer": answer })
        })
        .collect();
    json!({ "title": section.title, "answers": answers })
}

fn attachment(AttachedFile { document, file_name, pages }: &AttachedFile) -> serde_json::Value {
    let pages = pages.map(|pages| pages.to_string()).unwrap_or_default();
    json!({ "document": document, "file_name": file_name, "pages": pages })
}

/// `令和6年7月3日 10時12分`, in Japan.
fn moment(at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&FixedOffset::east_opt(TOKYO).expect("nine hours are an offset"));
    format!("{} {}", format_date(local.date_naive()), local.format("%-H時%M分"))
}
