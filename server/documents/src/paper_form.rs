//! 様式: the form of a programme to be filled in by hand, with the questions of the pages in their order.

use crate::{BASE, Contact, Fonts, RenderError, Rendered, file_name};
use chrono::{DateTime, Utc};
use domain::fiscal_year::FiscalYear;
use pdf::Template;
use serde::{Deserialize, Serialize};
use serde_json::json;

const TEMPLATE: Template = Template { main: include_str!("../templates/paper_form.typ"), parts: BASE };

/// A blank form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperForm {
    /// 様式番号; empty where the grant rules give none.
    pub number: String,
    /// What the form is called (交付申請書, 交付申請書兼請求書).
    pub title: String,
    /// 補助金の名.
    pub programme: String,
    /// 会計年度.
    pub fiscal_year: FiscalYear,
    /// 要綱名.
    pub legal_basis: String,
    /// あて先 (みどり野市長　緑川　進).
    pub addressee: String,
    /// The office, where it is known beforehand.
    pub office: Option<FormOffice>,
    /// The code that opens its entry; none for a form that is for any office.
    pub code: Option<String>,
    /// The parts, in the order of the pages.
    pub parts: Vec<FormPart>,
    /// Where it is sent by post; empty where the municipality has not given its address.
    pub post: String,
    /// 提出先・お問い合わせ先.
    pub contact: Contact,
}

/// What is printed of an office beforehand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormOffice {
    /// 事業所番号.
    pub number: String,
    /// 事業所名.
    pub name: String,
    /// 所在地.
    pub address: String,
    /// 電話番号.
    pub phone: String,
}

/// One part of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormPart {
    /// Its heading.
    pub title: String,
    /// What is to be filled in.
    pub boxes: Vec<FormBox>,
}

/// Something to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FormBox {
    /// Name, number, address and telephone of the office.
    Office,
    /// A box to write into.
    Line {
        /// What.
        label: String,
        /// A word of help below it; may be empty.
        note: String,
    },
    /// A sentence with a box to tick.
    Tick(String),
}

impl PaperForm {
    /// Sets the form. `made` goes into the file's properties.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        pdf::render(&TEMPLATE, &self.view(), made, fonts)
    }

    /// The name under which the form is saved.
    pub fn file_name(&self) -> String {
        let office = self.office.as_ref().map_or("", |office| office.name.as_str());
        let year = self.fiscal_year.short();
        file_name(&[&self.programme, &self.title, &year, office])
    }

    fn view(&self) -> serde_json::Value {
        let Self {
            number,
            title,
            programme,
            fiscal_year,
            legal_basis,
            addressee,
            office,
            code,
            parts,
            post,
            contact,
        } = self;
        let parts: Vec<_> = parts
            .iter()
            .map(|FormPart { title, boxes }| {
                let rows: Vec<_> = boxes.iter().flat_map(|one| rows(one, office.as_ref())).collect();
                json!({ "title": title, "rows": rows })
            })
            .collect();
        json!({
            "title": format!("{programme}{title}"),
            "number": number,
            "form": title,
            "body": contact.body,
            "programme": programme,
            "fiscal_year": fiscal_year.label(),
            "legal_basis": legal_basis,
            "addressee": addressee,
            "code": code.as_deref().unwrap_or(""),
            "parts": parts,
            "post": post,
            "desk": contact,
        })
    }
}

fn rows(one: &FormBox, office: Option<&FormOffice>) -> Vec<serde_json::Value> {
    let line = |label: &str, note: &str, value: &str| json!({ "kind": "line", "label": label, "note": note, "value": value });
    match one {
        FormBox::Office => {
            let value = |of: fn(&FormOffice) -> &String| office.map_or("", |office| of(office).as_str());
            vec![
                line("事業所番号", "10桁", value(|office| &office.number)),
                line("事業所名", "", value(|office| &office.name)),
                line("事業所の所在地", "", value(|office| &office.address)),
                line("事業所の電話番号", "", value(|office| &office.phone)),
            ]
        }
        FormBox::Line { label, note } => vec![line(label, note, "")],
        FormBox::Tick(sentence) => vec![json!({ "kind": "tick", "label": sentence })],
    }
}
