//! FAX送信リスト, 架電リスト, 訪問リスト, 受付名簿: whom somebody reaches or receives one by one, with room to note what came of it.

use crate::{BASE, Fonts, RenderError, Rendered, file_name};
use chrono::{DateTime, Utc};
use pdf::Template;
use serde_json::json;

const TEMPLATE: Template = Template { main: include_str!("../templates/reach_list.typ"), parts: BASE };

/// How offices are reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReachBy {
    /// By fax, in the order of the list.
    Fax,
    /// By telephone.
    Phone,
    /// By going there.
    Visit,
    /// At the door of a meeting.
    Meeting,
}

impl ReachBy {
    /// The name of the list, the head of its column, the column's width in millimetres, and what those are who cannot be
    /// reached.
    const fn words(self) -> (&'static str, &'static str, f64, &'static str) {
        match self {
            Self::Fax => ("FAX送信リスト", "FAX", 40.0, "FAXを送らない事業所"),
            Self::Phone => ("架電リスト", "電話", 32.0, "電話をかけない事業所"),
            Self::Visit => ("訪問リスト", "住所・電話", 52.0, "訪問しない事業所"),
            Self::Meeting => ("受付名簿", "電話", 32.0, "案内しない事業所"),
        }
    }
}

/// An office of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachLine {
    /// Its line in the audience, by which a result is entered.
    pub place: u32,
    /// 事業所名.
    pub name: String,
    /// 事業所番号.
    pub number: String,
    /// 圏域, or where it lies; may be empty.
    pub area: String,
    /// The number or the address; or why it is not reached.
    pub reach: String,
}

/// A list to work along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachList {
    /// How.
    pub by: ReachBy,
    /// Whose list.
    pub body: String,
    /// The activity.
    pub title: String,
    /// What it is, by whom, when.
    pub facts: Vec<(String, String)>,
    /// What is said; may be empty.
    pub script: String,
    /// Keys by which a result is entered, with their words.
    pub keys: Vec<(String, String)>,
    /// Whom to reach, in the order of the list.
    pub lines: Vec<ReachLine>,
    /// Who is not reached, and why.
    pub without: Vec<ReachLine>,
}

impl ReachList {
    /// Sets the list: a table for each area. `made` goes into the file's properties.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        let Self { by, body, title, facts, script, keys, lines, without } = self;
        let (heading, reach, reach_width, without_heading) = by.words();
        let row = |line: &ReachLine| {
            json!({
                "place": line.place.to_string(),
                "name": line.name,
                "number": line.number,
                "reach": line.reach,
            })
        };
        let groups: Vec<_> = lines
            .chunk_by(|one, next| one.area == next.area)
            .map(|lines| {
                let area = lines.first().map_or("", |line| line.area.as_str());
                json!({ "name": area, "rows": lines.iter().map(row).collect::<Vec<_>>() })
            })
            .collect();
        let view = json!({
            "title": format!("{heading}　{title}"),
            "heading": heading,
            "body": body,
            "facts": facts,
            "script": script,
            "keys": keys,
            "reach": reach,
            "reach_width": reach_width,
            "groups": groups,
            "without": without.iter().map(row).collect::<Vec<_>>(),
            "without_heading": without_heading,
        });
        pdf::render(&TEMPLATE, &view, made, fonts)
    }

    /// The name under which it is saved.
    pub fn file_name(&self) -> String {
        file_name(&[self.by.words().0, &self.title])
    }
}
