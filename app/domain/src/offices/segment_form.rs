//! A segment as an officer types it.

use super::{
    Adopted, Applied, Chosen, MailAddress, Offered, Segment, Status,
    segment_reached::{Value, among},
};
use crate::{
    adoption::Halt,
    fiscal_year::{FiscalYear, FiscalYearError},
    form::{Reader, Refusal, Typed},
    municipality_code::{MunicipalityCode, MunicipalityCodeError},
    office_groups::numbers,
    office_number::{OfficeNumber, OfficeNumberError},
    service_type::ServiceType,
    software::Linking,
    text,
    wareki::{self, DateError, Expected},
};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A segment with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedSegment {
    /// What officers call it.
    pub name: String,
    /// Whom it means.
    pub segment: Segment,
}

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SegmentField {
    /// 名前.
    Name,
    /// サービス種類, several.
    Services,
    /// 市区町村コード.
    Municipality,
    /// Words of the address.
    Area,
    /// Words of the 圏域.
    District,
    /// Words of the corporation.
    Corporation,
    /// Whether a mail address is known.
    Mail,
    /// Whether it is open.
    Status,
    /// Whether it has applied.
    Application,
    /// In which fiscal year.
    FiscalYear,
    /// Whether it has adopted the system.
    Adoption,
    /// How far it has come.
    Halt,
    /// Whether its software can link.
    Linking,
    /// At least so many partners that have adopted.
    Partners,
    /// A body to which it belongs.
    Association,
    /// What it did with a survey.
    Survey,
    /// What it did with a session.
    Session,
    /// What became of a mailing.
    Mailing,
    /// What came back from it in the list of an activity.
    Activity,
    /// A 事業所グループ to which it belongs.
    Group,
    /// The numbers of those that are meant.
    Numbers,
    /// Since when nobody has spoken with it.
    SilentSince,
    /// Words as in the register's box.
    Words,
}

impl SegmentField {
    /// The name of the posted field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Services => "services",
            Self::Municipality => "municipality",
            Self::Area => "area",
            Self::District => "district",
            Self::Corporation => "corporation",
            Self::Mail => "mail",
            Self::Status => "status",
            Self::Application => "application",
            Self::FiscalYear => "fiscal_year",
            Self::Adoption => "adoption",
            Self::Halt => "halt",
            Self::Linking => "linking",
            Self::Partners => "partners",
            Self::Association => "association",
            Self::Survey => "survey",
            Self::Session => "session",
            Self::Mailing => "mailing",
            Self::Activity => "activity",
            Self::Group => "group",
            Self::Numbers => "numbers",
            Self::SilentSince => "silent_since",
            Self::Words => "words",
        }
    }
}

/// Why a field is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SegmentProblem {
    /// No name.
    #[error("nothing was typed")]
    Missing,
    /// Longer than is kept.
    #[error("more than {most} characters")]
    TooLong {
        /// The most characters.
        most: usize,
    },
    /// Not a municipality code.
    #[error(transparent)]
    Municipality(#[from] MunicipalityCodeError),
    /// Not a fiscal year.
    #[error(transparent)]
    FiscalYear(#[from] FiscalYearError),
    /// Not a number from 1 on.
    #[error("no number from 1 to {most}")]
    Number {
        /// The most.
        most: u16,
    },
    /// Lines that hold no office number.
    #[error("lines without a number")]
    Lines(Vec<(usize, OfficeNumberError)>),
    /// More numbers than are kept.
    #[error("more than {most} numbers")]
    TooMany {
        /// The most.
        most: usize,
    },
    /// Not a day.
    #[error(transparent)]
    Day(#[from] DateError),
    /// A choice that there is not.
    #[error("no such choice")]
    UnknownChoice,
}

impl Refusal for SegmentProblem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong { most }
    }
}

/// The most characters of the name.
const NAME: usize = 60;
/// The most partners that can be asked for.
const PARTNERS: u16 = 99;
/// The most office numbers.
const NUMBERS: usize = 2_000;
/// The most characters of a condition.
const LINE: usize = 100;

type Reading<'a> = Reader<'a, SegmentField, SegmentProblem>;

impl Reading<'_> {
    /// One of a few choices; nothing chosen is no condition.
    fn condition<T>(&mut self, field: SegmentField, named: impl Fn(&str) -> Option<T>) -> Option<T> {
        self.choice(field, named, SegmentProblem::UnknownChoice)
    }

    fn one_of<T: Value + Clone>(&mut self, field: SegmentField, offered: &[Chosen<T>]) -> Option<Chosen<T>> {
        self.condition(field, |value| among(offered, value))
    }

    fn number(&mut self, field: SegmentField, most: u16) -> Option<u16> {
        let typed = text::normalise_code(self.get(field));
        if typed.is_empty() {
            return None;
        }
        let number = typed.parse().ok().filter(|number| (1..=most).contains(number));
        self.keep(field, number.ok_or(SegmentProblem::Number { most }))
    }

    fn numbers(&mut self) -> BTreeSet<OfficeNumber> {
        let read = numbers(self.get(SegmentField::Numbers)).map_err(SegmentProblem::Lines);
        let kept = read.and_then(|read| {
            if read.len() <= NUMBERS { Ok(read) } else { Err(SegmentProblem::TooMany { most: NUMBERS }) }
        });
        self.keep(SegmentField::Numbers, kept).unwrap_or_default()
    }

    fn municipality(&mut self) -> Option<MunicipalityCode> {
        let field = SegmentField::Municipality;
        self.if_any(field, MunicipalityCode::parse(self.get(field))).map(|parsed| parsed.code)
    }

    fn application(&mut self) -> Option<Applied> {
        let of: fn(FiscalYear) -> Applied = self.condition(SegmentField::Application, |word| match word {
            "live" => Some(Applied::Live as fn(FiscalYear) -> Applied),
            "not" => Some(Applied::Not as fn(FiscalYear) -> Applied),
            _ => None,
        })?;
        let field = SegmentField::FiscalYear;
        self.keep(field, FiscalYear::parse(self.get(field))).map(of)
    }
}

impl NamedSegment {
    /// Reads a form that names nothing of the house.
    pub fn parse(typed: &Typed, today: NaiveDate) -> Result<Self, Vec<(SegmentField, SegmentProblem)>> {
        Self::parse_among(typed, &Offered::default(), today)
    }

    /// Reads the form; all errors at once, in the order of the page. What is chosen is one of those offered.
    pub fn parse_among(
        typed: &Typed,
        offered: &Offered,
        today: NaiveDate,
    ) -> Result<Self, Vec<(SegmentField, SegmentProblem)>> {
        let mut reading = Reading::new(typed, SegmentField::name);
        let name = reading.needed_line(SegmentField::Name, NAME);
        let services: Vec<_> = reading.all(SegmentField::Services).map(ServiceType::from_code).collect();
        if services.contains(&None) {
            reading.refuse(SegmentField::Services, SegmentProblem::UnknownChoice);
        }
        let segment = Segment {
            services: services.into_iter().flatten().collect(),
            mail: reading.condition(SegmentField::Mail, MailAddress::named),
            status: reading.condition(SegmentField::Status, Status::named),
            application: reading.application(),
            municipality: reading.municipality(),
            area: reading.line(SegmentField::Area, LINE),
            district: reading.line(SegmentField::District, LINE),
            adoption: reading.condition(SegmentField::Adoption, Adopted::named),
            halt: reading.condition(SegmentField::Halt, Halt::named),
            linking: reading.condition(SegmentField::Linking, Linking::named),
            partners: reading.number(SegmentField::Partners, PARTNERS),
            association: reading.one_of(SegmentField::Association, &offered.associations),
            survey: reading.one_of(SegmentField::Survey, &offered.surveys),
            session: reading.one_of(SegmentField::Session, &offered.sessions),
            mailing: reading.one_of(SegmentField::Mailing, &offered.mailings),
            activity: reading.one_of(SegmentField::Activity, &offered.activities),
            group: reading.one_of(SegmentField::Group, &offered.groups),
            numbers: reading.numbers(),
            silent_since: reading.expected_day(SegmentField::SilentSince, Expected::year_until(today)),
            corporation: reading.line(SegmentField::Corporation, LINE),
            words: reading.line(SegmentField::Words, LINE),
        };
        reading.done(Some(Self { name, segment }))
    }

    /// The form as it would be typed.
    pub fn fill(&self) -> Typed {
        let Self { name, segment } = self;
        let typed = Typed::default()
            .with(SegmentField::Name.name(), name)
            .with(
                SegmentField::Municipality.name(),
                segment.municipality.map(|code| code.to_string()).unwrap_or_default(),
            )
            .with(SegmentField::Area.name(), &segment.area)
            .with(SegmentField::District.name(), &segment.district)
            .with(SegmentField::Corporation.name(), &segment.corporation)
            .with(SegmentField::Mail.name(), segment.mail.map_or("", MailAddress::name))
            .with(SegmentField::Status.name(), segment.status.map_or("", Status::name))
            .with(SegmentField::Application.name(), segment.application.map_or("", Applied::name))
            .with(
                SegmentField::FiscalYear.name(),
                segment.application.map(|applied| applied.year().label()).unwrap_or_default(),
            )
            .with(SegmentField::Adoption.name(), segment.adoption.map_or("", Adopted::name))
            .with(SegmentField::Halt.name(), segment.halt.map_or("", Halt::name))
            .with(SegmentField::Linking.name(), segment.linking.map_or("", Linking::name))
            .with(SegmentField::Partners.name(), segment.partners.map(|n| n.to_string()).unwrap_or_default())
            .with(SegmentField::Association.name(), value(segment.association.as_ref()))
            .with(SegmentField::Survey.name(), value(segment.survey.as_ref()))
            .with(SegmentField::Session.name(), value(segment.session.as_ref()))
            .with(SegmentField::Mailing.name(), value(segment.mailing.as_ref()))
            .with(SegmentField::Activity.name(), value(segment.activity.as_ref()))
            .with(SegmentField::Group.name(), value(segment.group.as_ref()))
            .with(SegmentField::Numbers.name(), lines(&segment.numbers))
            .with(
                SegmentField::SilentSince.name(),
                segment.silent_since.map(wareki::format_date).unwrap_or_default(),
            )
            .with(SegmentField::Words.name(), &segment.words);
        segment
            .services
            .iter()
            .fold(typed, |typed, service| typed.with(SegmentField::Services.name(), service.code()))
    }
}

fn lines(numbers: &BTreeSet<OfficeNumber>) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn value<T: Value>(chosen: Option<&Chosen<T>>) -> String {
    chosen.map(|chosen| chosen.what.value()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
