//! 導入支援パッケージ: what one city rolled out with, as a file that another can begin with (docs/starter-kit.md).
//!
//! The file is JSON with named parts, of which this program knows the programme. What it does not know is named and
//! left out; what belongs to the city alone never travels: where, who answers, who signs, how much money there is.

use super::{
    CONDITIONS, City, DOCUMENTS, EXPENSES, Format, ProgrammeField, ProgrammeForm, ProgrammeProblem, Rules,
    WINDOWS, licence_fee_in_full, most,
};
use crate::fiscal_year::FiscalYear;
use serde_json::{Map, Value, json};

/// What the file says it is.
pub(crate) const FORMAT: &str = "hiromeru-starter-kit";
/// The version that is written, and the latest that is read.
pub(crate) const VERSION: u64 = 1;
/// Most parts of a file that are named when they are left out.
pub(crate) const MOST_NAMED: usize = 20;

/// Fields of rules that stay with the city.
const LOCAL: [&str; 6] = ["format", "location", "desk", "budget", "last_year", "sponsor"];

/// A file that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Kit {
    /// Whose it was.
    pub from: String,
    /// The year its dates are of.
    pub year: FiscalYear,
    /// The programme's rules, as far as they travel.
    programme: Map<String, Value>,
    /// What is in it and not taken.
    pub left_out: Vec<LeftOut>,
}

/// Something in a file that is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeftOut {
    /// A part, by its name in the file.
    Part(String),
    /// A field of the programme, by its name in the file.
    ProgrammeField(String),
}

/// Why a file is no kit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KitError {
    /// Nothing was sent.
    #[error("no file")]
    Missing,
    /// Larger than any kit.
    #[error("more than {} bytes", Kit::LARGEST)]
    TooLarge,
    /// Not JSON.
    #[error("not JSON")]
    NotJson,
    /// JSON of something else.
    #[error("no starter kit")]
    NotAKit,
    /// Written by a later program.
    #[error("version {0} is not known")]
    Version(u64),
    /// There is no programme in it.
    #[error("no programme")]
    NoProgramme,
    /// A field of the programme does not read.
    #[error("{0} does not read")]
    Field(String),
    /// The programme contradicts itself.
    #[error("the programme does not hold together")]
    Contradicts(Vec<(ProgrammeField, ProgrammeProblem)>),
}

impl Kit {
    /// Most bytes of a file.
    pub const LARGEST: usize = 256 * 1024;

    /// The file of a programme.
    pub fn pack(rules: &Rules, from: &str) -> String {
        let kit = json!({
            "format": FORMAT,
            "version": VERSION,
            "from": from,
            "parts": { "programme": Self::part(rules) },
        });
        format!("{kit:#}\n")
    }

    /// The rules of a programme, as far as they travel.
    pub(crate) fn part(rules: &Rules) -> Map<String, Value> {
        let mut programme = match serde_json::to_value(rules) {
            Ok(Value::Object(fields)) => fields,
            Ok(_) | Err(_) => Map::new(),
        };
        for field in LOCAL {
            programme.remove(field);
        }
        if let Some(Value::Object(basis)) = programme.get_mut("legal_basis") {
            basis.remove("number");
        }
        if let Some(Value::Object(notice)) = programme.get_mut("notice") {
            notice.remove("symbol");
            notice.remove("sender");
        }
        programme
    }

    /// Reads a file, whatever it is.
    pub fn open(bytes: &[u8]) -> Result<Self, KitError> {
        let Opened { from, mut parts, strange } = Opened::read(bytes)?;
        let Some(Value::Object(mut programme)) = parts.remove("programme") else {
            return Err(KitError::NoProgramme);
        };
        let year = programme
            .remove("fiscal_year")
            .and_then(|year| serde_json::from_value(year).ok())
            .ok_or_else(|| KitError::Field("fiscal_year".to_owned()))?;
        let mut left_out: Vec<_> =
            strange.iter().chain(parts.keys()).map(|name| LeftOut::Part(short(name))).collect();
        let known = known();
        let strange: Vec<_> =
            programme.keys().filter(|name| !known.contains(&name.as_str())).cloned().collect();
        for name in strange {
            programme.remove(&name);
            left_out.push(LeftOut::ProgrammeField(short(&name)));
        }
        left_out.truncate(MOST_NAMED);
        Ok(Self { from, year, programme, left_out })
    }

    /// The rules for a city and a year: what travels from the file, the rest from the city, dates by the year. The
    /// budget is what one application needs, or the template's where there is no cap, for the officer to say how much
    /// there is.
    pub fn rules(&self, city: &City, year: FiscalYear) -> Result<Rules, KitError> {
        let own = licence_fee_in_full(city, self.year);
        let whole = |rules: &Rules| serde_json::to_value(rules).map_err(|_| KitError::NotAKit);
        let mut value = whole(&own)?;
        for (name, field) in &self.programme {
            let mut field = field.clone();
            rename(&mut field, &self.from, &city.location.name);
            // What says nothing where it is not used is not written down in the city's own either.
            if let Value::Object(fields) = &mut value {
                fields.entry(name.as_str()).or_insert(Value::Null);
            }
            let Some(place) = value.get_mut(name) else { continue };
            match (place, field) {
                // What of these two stays with the city is already there.
                (Value::Object(place), Value::Object(field)) if name == "notice" || name == "legal_basis" => {
                    for (name, field) in field {
                        place.insert(name, field);
                    }
                }
                (place, field) => *place = field,
            }
            if serde_json::from_value::<Rules>(value.clone()).is_err() {
                return Err(KitError::Field(short(name)));
            }
        }
        let mut rules: Rules =
            serde_json::from_value(value).map_err(|_| KitError::Field("programme".to_owned()))?;
        rules.format = Format::V1;
        rules.notice.symbol.clone_from(&city.symbol);
        rules.notice.sender.clone_from(&city.sender);
        rules.legal_basis.number.clear();
        let mut rules = rules.in_later_year(year.year() - self.year.year());
        rules.budget = most(&rules);
        Self::hold(&rules)?;
        Ok(rules)
    }

    /// Whether the rules could be typed: whatever a file holds is measured as the form is.
    fn hold(rules: &Rules) -> Result<(), KitError> {
        let mut slots: Vec<_> = rules.expenses().map(|expense| usize::from(expense.slot)).collect();
        slots.sort_unstable();
        slots.dedup();
        let rooms = [
            ("conditions", rules.conditions.len() <= CONDITIONS),
            ("documents", rules.documents.len() <= DOCUMENTS),
            ("further_windows", rules.windows().count() <= WINDOWS),
            (
                "further_expenses",
                slots.len() == rules.expenses().count() && slots.iter().all(|slot| *slot < EXPENSES),
            ),
        ];
        if let Some((name, _)) = rooms.into_iter().find(|(_, fits)| !fits) {
            return Err(KitError::Field(name.to_owned()));
        }
        // Who signs and who answers may be unknown yet; the officer is asked for them.
        let local = |field: ProgrammeField| {
            use ProgrammeField as Field;
            matches!(field, Field::Symbol | Field::Sender | Field::Section | Field::Phone | Field::Hours)
        };
        let problems = match ProgrammeForm::parse(&ProgrammeForm::fill(rules), &rules.location) {
            Ok(read) if read == *rules => return Ok(()),
            Ok(_) => return Err(KitError::Field("programme".to_owned())),
            Err(problems) => problems,
        };
        let own: Vec<_> = problems.into_iter().filter(|(field, _)| !local(*field)).collect();
        if own.is_empty() { Ok(()) } else { Err(KitError::Contradicts(own)) }
    }
}

/// A file that says what it is, with its parts unread.
pub(crate) struct Opened {
    /// Whose it was.
    pub from: String,
    /// The parts, by their names.
    pub parts: Map<String, Value>,
    /// What stands in it besides.
    pub strange: Vec<String>,
}

impl Opened {
    /// Reads the frame of a file, whatever it is.
    pub fn read(bytes: &[u8]) -> Result<Self, KitError> {
        if bytes.is_empty() {
            return Err(KitError::Missing);
        }
        if bytes.len() > Kit::LARGEST {
            return Err(KitError::TooLarge);
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let Ok(whole) = serde_json::from_slice::<Value>(bytes) else { return Err(KitError::NotJson) };
        let Value::Object(mut whole) = whole else { return Err(KitError::NotAKit) };
        if whole.remove("format").as_ref().and_then(Value::as_str) != Some(FORMAT) {
            return Err(KitError::NotAKit);
        }
        match whole.remove("version").as_ref().and_then(Value::as_u64) {
            Some(VERSION) => {}
            Some(other) => return Err(KitError::Version(other)),
            None => return Err(KitError::NotAKit),
        }
        let from = match whole.remove("from") {
            Some(Value::String(from)) => from.chars().filter(|c| !c.is_control()).take(60).collect(),
            Some(_) | None => String::new(),
        };
        let Some(Value::Object(parts)) = whole.remove("parts") else { return Err(KitError::NoProgramme) };
        Ok(Self { from, parts, strange: whole.keys().cloned().collect() })
    }
}

/// Names of the fields of rules that travel.
fn known() -> Vec<&'static str> {
    vec![
        "title",
        "legal_basis",
        "window",
        "unit",
        "frequency",
        "services",
        "expense",
        "conditions",
        "documents",
        "exhaustion",
        "procedure",
        "standard_days",
        "notice",
        "appeal",
        "further_windows",
        "further_expenses",
        "total_cap",
        "reach",
        "exclusions",
        "stacking",
        "year_by",
        "forms",
        "on_paper",
        "attendance",
        "survey",
        "report_until",
        "report_documents",
        "after_cancellation",
        "advances",
        "aid_cap",
        "review_points",
    ]
}

/// A name from a file, for showing.
pub(crate) fn short(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(40).collect()
}

/// Puts one city's name in the place of another's, in every text.
pub(crate) fn rename(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::String(text) if from.chars().count() >= 2 => *text = text.replace(from, to),
        Value::Array(values) => values.iter_mut().for_each(|value| rename(value, from, to)),
        Value::Object(fields) => fields.values_mut().for_each(|value| rename(value, from, to)),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests;
