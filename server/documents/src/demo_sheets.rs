//! Paper for demo sessions: letters of invitation, the sheets of the day, the report.

use crate::{BASE, Contact, Fonts, PostalAddress, RenderError, Rendered, file_name, qr};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{demos::Headcount, wareki::format_date};
use pdf::Template;
use serde_json::json;

const LETTERS: Template = Template { main: include_str!("../templates/invitation_letters.typ"), parts: BASE };
const DAY: Template = Template { main: include_str!("../templates/day_sheet.typ"), parts: BASE };
const REPORT: Template = Template { main: include_str!("../templates/demo_report.typ"), parts: BASE };

/// 案内状 to offices without a mail address, one page each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationLetters {
    /// From whom, and whom to ask.
    pub sender: Contact,
    /// Day of the letters.
    pub issued_on: NaiveDate,
    /// 日時.
    pub when: String,
    /// 場所.
    pub place: String,
    /// What can be tried.
    pub menu: String,
    /// How one is let in.
    pub admission: String,
    /// Whether one registers.
    pub registers: bool,
    /// A word to who comes; may be empty.
    pub note: String,
    /// To whom, each with the address of its own page; empty where nobody outside reaches the program.
    pub letters: Vec<(PostalAddress, String)>,
}

impl InvitationLetters {
    /// Sets the letters. `made` goes into the file's properties.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        let Self { sender, issued_on, when, place, menu, admission, registers, note, letters } = self;
        let letters: Vec<_> = letters
            .iter()
            .map(|(office, url)| {
                // An address that does not fit a code stands in words alone.
                let code = if url.is_empty() { String::new() } else { qr::svg(url).unwrap_or_default() };
                json!({ "office": office, "url": url, "qr": code })
            })
            .collect();
        let view = json!({
            "title": "デモ・説明会のご案内",
            "sender": sender,
            "issued_on": format_date(*issued_on),
            "facts": [["日時", when], ["場所", place], ["内容", menu], ["参加の方法", admission], ["参加費", "無料"]],
            "registers": registers,
            "note": note,
            "letters": letters,
        });
        pdf::render(&LETTERS, &view, made, fonts)
    }

    /// The name under which they are saved.
    pub fn file_name(&self) -> String {
        file_name(&["デモ・説明会の案内状", &self.when])
    }
}

/// Somebody who is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayGuest {
    /// 受付番号.
    pub code: String,
    /// The office.
    pub office: String,
    /// Who comes.
    pub name: String,
    /// How many.
    pub people: u16,
}

/// 当日の資料.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaySheet {
    /// Whose sheets (みどり野市).
    pub body: String,
    /// Municipality and date.
    pub about: String,
    /// When, where, with what.
    pub facts: Vec<(String, String)>,
    /// How people take turns; may be empty.
    pub turns: String,
    /// Who is expected.
    pub guests: Vec<DayGuest>,
    /// Who waits for places.
    pub waiting: Vec<DayGuest>,
    /// Questions that were asked before: by whom, what.
    pub questions: Vec<(String, String)>,
}

impl DaySheet {
    /// Sets the sheets. `made` goes into the file's properties.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        let Self { body, about, facts, turns, guests, waiting, questions } = self;
        let lines = |guests: &[DayGuest]| {
            let line = |one: &DayGuest| json!({ "code": one.code, "office": one.office, "name": one.name, "people": one.people });
            guests.iter().map(line).collect::<Vec<_>>()
        };
        let view = json!({
            "title": format!("当日の資料　{about}"),
            "body": body,
            "about": about,
            "facts": facts,
            "turns": turns,
            "guests": lines(guests),
            "waiting": lines(waiting),
            "questions": questions,
        });
        pdf::render(&DAY, &view, made, fonts)
    }

    /// The name under which they are saved.
    pub fn file_name(&self) -> String {
        file_name(&["当日の資料", &self.about])
    }
}

/// A question of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportQuestion {
    /// What was asked.
    pub asked: String,
    /// By whom; may be empty.
    pub by: String,
    /// What was answered, or who will.
    pub answer: String,
}

/// 実施報告書.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoReport {
    /// Who reports.
    pub body: String,
    /// The municipality of the session.
    pub municipality: String,
    /// When, where, who came.
    pub facts: Vec<(String, String)>,
    /// Day of the report.
    pub made_on: NaiveDate,
    /// 実施の概要, 気づいたこと, 今後の対応; each may be empty.
    pub text: [String; 3],
    /// Who came of each service.
    pub services: Vec<(String, Headcount)>,
    /// What became of those who came: what, how many, who; empty where that is not known.
    pub effects: Vec<(String, u64, String)>,
    /// The questions.
    pub questions: Vec<ReportQuestion>,
}

impl DemoReport {
    /// Sets the report. `made` goes into the file's properties.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        let Self { body, municipality, facts, made_on, text, services, effects, questions } = self;
        let parts = ["実施の概要", "気づいたこと", "今後の対応"];
        let text: Vec<_> = parts.into_iter().zip(text).filter(|(_, words)| !words.is_empty()).collect();
        let services: Vec<_> = services
            .iter()
            .map(|(name, count)| (name, count.offices.to_string(), count.people.to_string()))
            .collect();
        let effects: Vec<_> =
            effects.iter().map(|(what, count, names)| (what, count.to_string(), names)).collect();
        let questions: Vec<_> = questions
            .iter()
            .map(|one| json!({ "asked": one.asked, "by": one.by, "answer": one.answer }))
            .collect();
        let view = json!({
            "title": format!("デモ・説明会 実施報告書　{municipality}"),
            "body": body,
            "municipality": municipality,
            "made_on": format_date(*made_on),
            "facts": facts,
            "text": text,
            "services": services,
            "effects": effects,
            "questions": questions,
        });
        pdf::render(&REPORT, &view, made, fonts)
    }

    /// The name under which it is saved.
    pub fn file_name(&self) -> String {
        file_name(&["実施報告書", &self.municipality, &self.made_on.to_string()])
    }
}
