//! 調査票: a survey on paper, with the numbers that are typed when it comes back, the ids that the tables use, and on each
//! sheet whose it is.

use crate::{Contact, Fonts, RenderError, Rendered, file_name, qr};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    surveys::{Choice, Kind, OTHER_KEY, Question, QuestionId, Questionnaire, ShowIf},
    wareki::format_date,
};
use pdf::Template;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const TEMPLATE: Template =
    Template { main: include_str!("../templates/questionnaire_sheets.typ"), parts: crate::BASE };

/// The most offices of one file.
pub const SHEETS: usize = 200;

/// A survey on paper, for some offices or for anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionnaireSheets {
    /// What it asks.
    pub questionnaire: Questionnaire,
    /// The number of the version, by which whoever types the answers in finds its questions; none of a draft.
    pub version: Option<i32>,
    /// Whether no office is kept with the answers.
    pub anonymous: bool,
    /// The last day on which it is taken.
    pub deadline: Option<NaiveDate>,
    /// From whom, and whom to ask.
    pub sender: Contact,
    /// Where it is sent back to, a line each: a fax number, an address.
    pub back_to: Vec<String>,
    /// The sheets; one without an office is blank.
    pub sheets: Vec<Sheet>,
}

/// The paper of one office.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name and number; empty on a blank paper.
    pub office: String,
    /// The code that opens its entry, as it is typed; may be empty.
    pub code: String,
    /// Where it can be answered on a phone instead; may be empty.
    pub url: String,
    /// What the register knows, for the questions that ask it.
    pub known: BTreeMap<QuestionId, String>,
}

impl QuestionnaireSheets {
    /// Sets the sheets. `made` goes into the file's properties.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        let Self { questionnaire, version, anonymous, deadline, sender, back_to, sheets } = self;
        let sheets: Vec<_> = sheets
            .iter()
            .map(|Sheet { office, code, url, known }| {
                let known: BTreeMap<_, _> = known.iter().map(|(id, value)| (id.to_string(), value)).collect();
                // An address that does not fit a code stands in words alone.
                let qr = if url.is_empty() { String::new() } else { qr::svg(url).unwrap_or_default() };
                json!({ "office": office, "code": code, "url": url, "qr": qr, "known": known })
            })
            .collect();
        let questions: Vec<_> = (1..)
            .zip(&questionnaire.questions)
            .map(|(place, question)| self.question(place, question))
            .collect();
        let view = json!({
            "title": questionnaire.title,
            "lead": questionnaire.lead,
            "version": version.map(|number| format!("第{number}版")).unwrap_or_default(),
            "anonymous": anonymous,
            "deadline": deadline.map(format_date).unwrap_or_default(),
            "desk": sender,
            "body": sender.body,
            "back_to": back_to,
            "sheets": sheets,
            "questions": questions,
        });
        pdf::render(&TEMPLATE, &view, made, fonts)
    }

    /// The name under which they are saved.
    pub fn file_name(&self) -> String {
        let office = match self.sheets.as_slice() {
            [sheet] => sheet.office.as_str(),
            _ => "",
        };
        file_name(&["調査票", &self.questionnaire.title, office])
    }

    fn question(&self, place: usize, question: &Question) -> Value {
        let how = match &question.kind {
            Kind::Single { .. } | Kind::Scale { .. } => "1つに○".to_owned(),
            Kind::Multiple { at_most: Some(most), .. } => format!("{most}つまで○"),
            Kind::Multiple { at_most: None, .. } => "あてはまるものすべてに○".to_owned(),
            Kind::Number { .. } => "数字を記入".to_owned(),
            Kind::FreeText { .. } => "文章で記入".to_owned(),
            Kind::OfficeAttribute(_) => "違うときだけ記入".to_owned(),
        };
        let condition = question.show_if.as_ref().map(|condition| self.condition(condition));
        json!({
            "place": place,
            "id": question.id,
            "text": question.text,
            "help": question.help,
            "how": how,
            "required": question.required,
            "condition": condition.unwrap_or_default(),
            "answer": answer(question),
        })
    }

    /// Who goes on with a question: 「問2」で「1 知らなかった」と答えた方だけ.
    fn condition(&self, condition: &ShowIf) -> String {
        let Some(question) = self.questionnaire.question(condition.question) else { return String::new() };
        let place = self.questionnaire.place(question.id).unwrap_or_default();
        let named = condition.any_of.iter().filter_map(|id| question.choice(*id)).map(name_of);
        let named = named.collect::<Vec<_>>().join("か");
        format!("「問{place}」で{named}と答えた方だけお答えください")
    }
}

fn name_of(choice: &Choice) -> String {
    format!("「{} {}」", choice.id.number(), choice.text)
}

/// Where one writes.
fn answer(question: &Question) -> Value {
    match &question.kind {
        Kind::Single { choices, other } | Kind::Multiple { choices, other, .. } => {
            let choices: Vec<_> = choices
                .iter()
                .map(|choice| json!({ "key": choice.id.number().to_string(), "id": choice.id, "text": choice.text }))
                .collect();
            let other = if *other { OTHER_KEY } else { "" };
            json!({ "kind": "choices", "choices": choices, "other": other })
        }
        Kind::Scale { from, to, low, high } => {
            let steps: Vec<_> = (*from..=*to).map(|step| step.to_string()).collect();
            json!({ "kind": "scale", "steps": steps, "low": low, "high": high })
        }
        Kind::Number { unit, .. } => json!({ "kind": "number", "unit": unit }),
        Kind::FreeText { lines } => json!({ "kind": "text", "lines": lines }),
        Kind::OfficeAttribute(_) => json!({ "kind": "known" }),
    }
}
