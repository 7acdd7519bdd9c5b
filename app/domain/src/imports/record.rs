//! One row as a record: every cell brought into its normal form, with a note of everything that was odd.

use super::{
    choices::ListKind,
    content::{Mark, mark, number_beside, number_within},
    field::Field,
    issue::{Code, Issue, Level},
    name_marks, service_words,
    spot::Spot,
    table::{ServiceFrom, Table},
    workbook::{Cell, CellKind, Row},
};
use crate::{
    adoption::AdoptionState,
    office_number::{OfficeNumber, OfficeNumberError, Warning},
    offices::{Detail, Particulars},
    service_type::ServiceType,
    text::{self, Repair},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What a row says, as far as it could be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The office number; none when it is missing or waits for a person.
    pub number: Option<OfficeNumber>,
    /// The services, in the order of the cell.
    pub services: Vec<ServiceType>,
    /// What the register keeps.
    pub particulars: Particulars,
    /// The day from which the office uses the system, where the list says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopted_on: Option<NaiveDate>,
    /// What the row says in words about the adoption: 予定 beside the date, 停止 in the remarks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adoption: Option<AdoptionState>,
}

/// Reads the cells of one row and collects what is odd about them.
pub struct Reader<'a> {
    /// The table with its columns.
    pub table: &'a Table,
    /// The physical rows of the record; most records have one.
    pub lines: &'a [&'a Row],
    /// What the list is for.
    pub kind: ListKind,
    /// What was odd so far.
    pub issues: Vec<Issue>,
    /// What the cells of services meant that were read before: a list names few, thousands of times.
    services: &'a mut Services,
}

/// Cells that name services, with what they mean; nothing when one of the names is not known.
pub type Services = HashMap<String, Option<Vec<ServiceType>>>;

/// No office has a longer name; the longest published one has about 120 characters.
const NAME: usize = 200;
/// No other text is kept beyond this.
const TEXT: usize = 2_000;

impl<'a> Reader<'a> {
    /// Begins to read a row.
    pub const fn new(
        table: &'a Table,
        lines: &'a [&'a Row],
        kind: ListKind,
        services: &'a mut Services,
    ) -> Self {
        Self { table, lines, kind, issues: Vec::new(), services }
    }

    /// What stands somewhere in the record; empty text where nothing does.
    pub(super) fn text_at(&self, spot: Spot) -> &'a str {
        self.lines.get(usize::from(spot.line)).map_or("", |row| row.text(spot.column))
    }

    /// The cell of a field, unless it holds nothing but white space.
    pub fn cell(&self, field: Field) -> Option<&'a Cell> {
        self.cell_at(self.table.spot(field)?)
    }

    /// The cell somewhere in the record, unless it holds nothing but white space.
    pub(super) fn cell_at(&self, spot: Spot) -> Option<&'a Cell> {
        let cell = self.lines.get(usize::from(spot.line))?.cell(spot.column)?;
        let is_blank = cell.text.chars().all(|c| c.is_whitespace() || text::is_invisible(c));
        (!is_blank && cell.kind != CellKind::Error).then_some(cell)
    }

    /// Notes something odd about a field, at its usual level.
    pub fn note(&mut self, code: Code, field: Field, repaired: Option<String>) {
        self.note_at(code.level(), code, field, repaired);
    }

    /// Notes something odd about a field that was found in the text of another.
    pub(super) fn note_found(&mut self, code: Code, field: Field, found: &str) {
        self.note(code, field, None);
        if let Some(issue) = self.issues.last_mut() {
            issue.found = shortened(found);
        }
    }

    /// Notes something odd about a field in a cell that is not the field's own, or not the only one.
    pub(super) fn note_in(&mut self, code: Code, field: Field, spot: Spot, repaired: Option<String>) {
        let Some(level) = self.kind.level(code.level(), code) else { return };
        let found = shortened(self.text_at(spot));
        self.issues.push(Issue {
            level,
            code,
            field: Some(field),
            column: Some(spot.column),
            line: spot.line,
            found,
            repaired,
            other: None,
        });
    }

    fn note_at(&mut self, level: Level, code: Code, field: Field, repaired: Option<String>) {
        let Some(level) = self.kind.level(level, code) else { return };
        let spot = self.table.spot(field);
        let found = spot.map(|spot| shortened(self.text_at(spot))).unwrap_or_default();
        let column = spot.map(|spot| spot.column);
        let line = spot.map_or(0, |spot| spot.line);
        self.issues.push(Issue {
            level,
            code,
            field: Some(field),
            column,
            line,
            found,
            repaired,
            other: None,
        });
    }

    /// The office number. Nine digits are believed when the number with its zero is sound and of the prefecture of
    /// the municipality, or when a person confirmed it; otherwise the row waits.
    pub fn number(&mut self, prefecture: Option<u8>, confirmed: bool) -> Option<OfficeNumber> {
        let field = Field::OfficeNumber;
        let Some(cell) = self.cell(field) else {
            let beside = self.number_beside_the_name();
            match (&beside, self.table.spot(Field::Detail(Detail::Name))) {
                (Some((number, _)), Some(spot)) => {
                    self.note_in(Code::NumberAmongWords, field, spot, Some(number.to_string()));
                }
                _ => self.note(Code::NumberMissing, field, None),
            }
            return beside.map(|(number, _)| number);
        };
        let across = self.number_across();
        let text = across.as_deref().unwrap_or(&cell.text);
        let whole = whole_number(text);
        match OfficeNumber::parse(whole.unwrap_or(text)) {
            Ok(parsed) => {
                let shown = parsed.number.to_string();
                if across.is_some() {
                    self.note(Code::NumberSeparators, field, Some(shown.clone()));
                } else if cell.kind == CellKind::Number || whole.is_some() {
                    self.note(Code::NumberNumericCell, field, Some(shown.clone()));
                }
                for repair in parsed.repairs {
                    let code = match repair {
                        Repair::FullWidth => Code::NumberFullwidth,
                        Repair::Separators => Code::NumberSeparators,
                        Repair::UrlSuffix => Code::NumberUrlForm,
                        Repair::Invisible => Code::TextInvisibleCharacters,
                        Repair::LetterCase
                        | Repair::LeadingZero
                        | Repair::CheckDigitAdded
                        | Repair::CountryCode
                        | Repair::Label => continue,
                    };
                    self.note(code, field, Some(shown.clone()));
                }
                for warning in parsed.warnings {
                    match warning {
                        Warning::CheckDigit { .. } => self.note(Code::NumberCheckDigit, field, None),
                        Warning::UnknownPrefecture | Warning::UnknownKind(_) => {
                            self.note_at(Level::Warning, Code::NumberUnusable, field, None);
                        }
                    }
                }
                Some(parsed.number)
            }
            Err(OfficeNumberError::LeadingZeroLost { proposal }) => {
                let is_sound = proposal.warnings().is_empty() && prefecture == Some(proposal.prefecture());
                let level = if is_sound || confirmed { Level::Warning } else { Level::Error };
                self.note_at(level, Code::NumberLeadingZeroLost, field, Some(proposal.to_string()));
                (level == Level::Warning || self.kind != ListKind::Offices).then_some(proposal)
            }
            Err(OfficeNumberError::Missing) => {
                self.note(Code::NumberMissing, field, None);
                None
            }
            Err(OfficeNumberError::Rounded) => {
                self.note(Code::NumberRounded, field, None);
                None
            }
            Err(
                OfficeNumberError::Length(_)
                | OfficeNumberError::Character(_)
                | OfficeNumberError::LetterPlace { .. }
                | OfficeNumberError::LetterNotUsed(_),
            ) => {
                let within = number_within(text);
                match within {
                    Some(number) => {
                        let shown = Some(number.to_string());
                        self.note_at(Level::Warning, Code::NumberSeparators, field, shown);
                    }
                    None => self.note(Code::NumberUnusable, field, None),
                }
                within
            }
        }
    }

    /// The services of the row: one, several in one cell, or several marked.
    pub fn services(&mut self, number: Option<OfficeNumber>) -> Vec<ServiceType> {
        match self.table.service {
            ServiceFrom::SheetName(service) | ServiceFrom::Person(service) => vec![service],
            ServiceFrom::Marks => self.marked_services(),
            // A heading that is understood is read with the rows below it.
            ServiceFrom::Nowhere | ServiceFrom::Sections(_) => {
                if self.kind == ListKind::Offices {
                    self.issues
                        .push(Issue { field: Some(Field::Service), ..Issue::of_row(Code::ServiceUnknown) });
                }
                Vec::new()
            }
            ServiceFrom::Column => self.services_in_columns(number),
        }
    }

    /// The services that a cell names; nothing where one of them is not known.
    pub(super) fn services_of(
        &mut self,
        text: &str,
        number: Option<OfficeNumber>,
    ) -> Option<Vec<ServiceType>> {
        let known = self.services.entry(text.to_owned());
        let mut services = known.or_insert_with(|| service_words::all(text)).clone()?;
        if let Some(number) = number.filter(|_| text.contains("短期入所療養介護")) {
            for service in &mut services {
                *service = service_words::of_its_house(*service, text, number);
            }
        }
        Some(services)
    }

    fn marked_services(&mut self) -> Vec<ServiceType> {
        let mut services = Vec::new();
        for (service, spot) in self.table.offers() {
            match mark(self.text_at(spot)) {
                Some(Mark::Yes) => services.push(service),
                Some(Mark::No) => {}
                None => self.note(Code::MarkUnknown, Field::Offers(service), None),
            }
        }
        if services.is_empty() {
            self.issues.push(Issue { field: Some(Field::Service), ..Issue::of_row(Code::ServiceUnknown) });
        }
        services
    }

    /// Everything but number and service.
    pub fn particulars(&mut self) -> Particulars {
        self.coordinates();
        let remarks = self.prose(Detail::Remarks);
        Particulars {
            name: self.name(),
            name_kana: without_brackets(self.text(Detail::NameKana)),
            corporation_name: self.text(Detail::CorporationName),
            corporate_number: self.corporate_number(),
            municipality: None,
            postal_code: self.postal_code(),
            address: self.address(),
            building: self.text(Detail::Building),
            phone: self.phone(),
            fax: self.fax(),
            email: self.email(),
            area: self.text(Detail::Area),
            url: self.text(Detail::Url),
            capacity: self.capacity(),
            designated_on: self.date(Detail::DesignatedOn),
            status: self.status(&remarks),
            status_on: self.date(Detail::StatusOn),
            remarks,
        }
    }

    /// Where no column has the number: the one that stands beside the name, and the name without it.
    fn number_beside_the_name(&self) -> Option<(OfficeNumber, String)> {
        if self.table.spot(Field::OfficeNumber).is_some() {
            return None;
        }
        let written = text::tidy_name(&self.cell(Field::Detail(Detail::Name))?.text);
        number_beside(name_marks::bare(&written).name)
    }

    fn name(&mut self) -> String {
        let field = Field::Detail(Detail::Name);
        let Some(cell) = self.cell(field) else {
            self.note(Code::NameMissing, field, None);
            return String::new();
        };
        let written = text::tidy_name(&cell.text);
        let bare = name_marks::bare(&written);
        let had_another = bare.former.is_some();
        let own = (bare.name.len() < written.len()).then(|| bare.name.to_owned());
        let tidy = own.unwrap_or(written);
        let tidy = self.number_beside_the_name().map_or(tidy, |(_, name)| name);
        if is_elsewhere(&tidy) {
            self.note(Code::NameMissing, field, None);
            return String::new();
        }
        if had_another {
            self.note(Code::NameFormer, field, Some(tidy.clone()));
        }
        if tidy.len() > NAME && text::graphemes(&tidy) > NAME {
            self.note(Code::NameTooLong, field, None);
            return String::new();
        }
        let repaired = || Some(tidy.clone());
        if text::has_control(&cell.text) {
            self.note(Code::NameControlCharacters, field, repaired());
        }
        if text::has_bidi(&cell.text) {
            self.note(Code::NameBidiCharacters, field, repaired());
        }
        if cell.text.contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
            self.note(Code::NameLineBreak, field, repaired());
        }
        if has_odd_forms(&tidy) {
            self.note(Code::NameCompatCharacters, field, None);
        }
        self.what_hides(field, &cell.text);
        if tidy.is_empty() {
            self.note(Code::NameMissing, field, None);
        }
        tidy
    }

    pub(super) fn text(&mut self, detail: Detail) -> String {
        let field = Field::Detail(detail);
        let Some(cell) = self.cell(field) else { return String::new() };
        if is_elsewhere(&cell.text) {
            self.note(Code::SaidElsewhere, field, None);
            return String::new();
        }
        if cell.merged {
            self.note(Code::MergedValue, field, Some(text::tidy_name(&cell.text)));
        }
        self.what_hides(field, &cell.text);
        self.within(field, text::tidy_name(&cell.text))
    }

    fn prose(&mut self, detail: Detail) -> String {
        let field = Field::Detail(detail);
        let Some(cell) = self.cell(field) else { return String::new() };
        self.what_hides(field, &cell.text);
        self.within(field, text::tidy_prose(&cell.text))
    }

    /// Leaves out what nobody types into such a cell; the raw cell is kept all the same.
    fn within(&mut self, field: Field, tidy: String) -> String {
        if tidy.len() <= TEXT || text::graphemes(&tidy) <= TEXT {
            return tidy;
        }
        self.note(Code::TextTooLong, field, None);
        String::new()
    }

    /// Formulas and characters that nobody sees.
    fn what_hides(&mut self, field: Field, text: &str) {
        let start = text.trim_start();
        if start.starts_with(['=', '+', '-', '@']) && start.chars().count() > 1 {
            self.note(Code::FormulaText, field, None);
        }
        if text.contains('\u{FFFD}') {
            self.note(Code::CharactersLost, field, None);
        }
        if text.chars().any(|c| c == '\u{A0}' || (text::is_invisible(c) && !text::is_bidi(c))) {
            self.note(Code::TextInvisibleCharacters, field, Some(text::tidy_name(text)));
        }
    }

    fn coordinates(&mut self) {
        let spot = |field| self.table.spot(field);
        if let (Some(latitude), Some(longitude)) = (spot(Field::Latitude), spot(Field::Longitude)) {
            let unknown = |spot| {
                let text = self.text_at(spot).trim();
                text.trim_matches(['0', '.', '-']).is_empty()
            };
            if unknown(latitude) || unknown(longitude) {
                self.note(Code::LatLonUnknown, Field::Latitude, None);
            }
        }
    }
}

/// Whether a cell says only that it stands in another paper.
fn is_elsewhere(text: &str) -> bool {
    const FRONT: [&str; 3] = ["別紙", "別添", "別表"];
    const BACK: [&str; 7] = ["", "のとおり", "の通り", "参照", "を参照", "に記載", "記載"];
    let flat = text.trim();
    FRONT.iter().any(|front| flat.strip_prefix(*front).is_some_and(|rest| BACK.contains(&rest)))
}

/// A whole number that was written with a decimal point, as `2970999013.0`.
fn whole_number(text: &str) -> Option<&str> {
    let (whole, fraction) = text.trim().split_once('.')?;
    let is_whole = !fraction.is_empty() && fraction.bytes().all(|digit| digit == b'0');
    (is_whole && whole.len() >= 9 && whole.bytes().all(|digit| digit.is_ascii_digit())).then_some(whole)
}

/// A reading as it stands below a name, without the brackets around it.
fn without_brackets(reading: String) -> String {
    let inner = reading.strip_prefix(['(', '（']).and_then(|rest| rest.strip_suffix([')', '）']));
    match inner {
        Some(inner) if !inner.contains(['(', '（']) => inner.trim().to_owned(),
        _ => reading,
    }
}

/// Half-width kana, radicals and compatibility ideographs that stand for an ordinary character.
fn has_odd_forms(name: &str) -> bool {
    name.chars().any(|c| {
        matches!(c, '\u{FF61}'..='\u{FF9F}' | '\u{2E80}'..='\u{2FDF}')
            || (matches!(c, '\u{F900}'..='\u{FAFF}') && text::has_compatibility_forms(&c.to_string()))
    })
}

/// What an issue quotes of a cell: enough to find it.
fn shortened(text: &str) -> String {
    const SHOWN: usize = 80;
    let visible = text.chars().filter(|c| !text::is_bidi(*c)).map(|c| if c.is_control() { '␣' } else { c });
    let mut shown: String = visible.clone().take(SHOWN).collect();
    if visible.count() > SHOWN {
        shown.push('…');
    }
    shown
}
