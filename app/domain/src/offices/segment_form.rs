//! A segment as an officer types it.

use super::{Adopted, Applied, MailAddress, Segment, Status};
use crate::{
    fiscal_year::{FiscalYear, FiscalYearError},
    form::Typed,
    municipality_code::{MunicipalityCode, MunicipalityCodeError},
    service_type::ServiceType,
    text,
};

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
    Municipality(MunicipalityCodeError),
    /// Not a fiscal year.
    #[error(transparent)]
    FiscalYear(FiscalYearError),
    /// A choice that there is not.
    #[error("no such choice")]
    UnknownChoice,
}

/// The most characters of the name.
const NAME: usize = 60;
/// The most characters of a condition.
const LINE: usize = 100;

/// Reads the fields one by one and gathers what is wrong.
struct Reading<'a> {
    typed: &'a Typed,
    errors: Vec<(SegmentField, SegmentProblem)>,
}

impl Reading<'_> {
    fn line(&mut self, field: SegmentField, most: usize) -> String {
        let line = text::tidy_name(self.typed.get(field.name()));
        if text::graphemes(&line) > most {
            self.errors.push((field, SegmentProblem::TooLong { most }));
        }
        line
    }

    /// One of a few choices; nothing chosen is no condition.
    fn choice<T>(&mut self, field: SegmentField, named: impl Fn(&str) -> Option<T>) -> Option<T> {
        let word = self.typed.get(field.name());
        let chosen = named(word);
        if chosen.is_none() && !word.is_empty() {
            self.errors.push((field, SegmentProblem::UnknownChoice));
        }
        chosen
    }

    fn municipality(&mut self) -> Option<MunicipalityCode> {
        match MunicipalityCode::parse(self.typed.get(SegmentField::Municipality.name())) {
            Ok(parsed) => Some(parsed.code),
            Err(MunicipalityCodeError::Missing) => None,
            Err(error) => {
                self.errors.push((SegmentField::Municipality, SegmentProblem::Municipality(error)));
                None
            }
        }
    }

    fn application(&mut self) -> Option<Applied> {
        let of: fn(FiscalYear) -> Applied = self.choice(SegmentField::Application, |word| match word {
            "live" => Some(Applied::Live as fn(FiscalYear) -> Applied),
            "not" => Some(Applied::Not as fn(FiscalYear) -> Applied),
            _ => None,
        })?;
        match FiscalYear::parse(self.typed.get(SegmentField::FiscalYear.name())) {
            Ok(year) => Some(of(year)),
            Err(error) => {
                self.errors.push((SegmentField::FiscalYear, SegmentProblem::FiscalYear(error)));
                None
            }
        }
    }
}

impl NamedSegment {
    /// Reads the form; all errors at once, in the order of the page.
    pub fn parse(typed: &Typed) -> Result<Self, Vec<(SegmentField, SegmentProblem)>> {
        let mut reading = Reading { typed, errors: Vec::new() };
        let name = reading.line(SegmentField::Name, NAME);
        if name.is_empty() {
            reading.errors.push((SegmentField::Name, SegmentProblem::Missing));
        }
        let services: Vec<_> = typed.all(SegmentField::Services.name()).map(ServiceType::from_code).collect();
        if services.contains(&None) {
            reading.errors.push((SegmentField::Services, SegmentProblem::UnknownChoice));
        }
        let segment = Segment {
            services: services.into_iter().flatten().collect(),
            mail: reading.choice(SegmentField::Mail, MailAddress::named),
            status: reading.choice(SegmentField::Status, Status::named),
            application: reading.application(),
            municipality: reading.municipality(),
            area: reading.line(SegmentField::Area, LINE),
            district: reading.line(SegmentField::District, LINE),
            adoption: reading.choice(SegmentField::Adoption, Adopted::named),
            corporation: reading.line(SegmentField::Corporation, LINE),
            words: reading.line(SegmentField::Words, LINE),
        };
        if reading.errors.is_empty() { Ok(Self { name, segment }) } else { Err(reading.errors) }
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
            .with(SegmentField::Words.name(), &segment.words);
        segment
            .services
            .iter()
            .fold(typed, |typed, service| typed.with(SegmentField::Services.name(), service.code()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Typed {
        Typed::default()
            .with("name", " 居宅で　まだ申請していないところ ")
            .with("services", "43")
            .with("services", "46")
            .with("municipality", "２９２９９１")
            .with("area", "ひかり町")
            .with("corporation", "ひだまり")
            .with("mail", "known")
            .with("status", "active")
            .with("application", "not")
            .with("fiscal_year", "令和６年度")
            .with("district", "北部")
            .with("adoption", "no")
            .with("words", "ケアプラン")
    }

    #[test]
    fn a_segment_reads_back_as_it_was_typed_and_as_it_was_stored() {
        let read = NamedSegment::parse(&typed()).unwrap();
        assert_eq!(read.segment.application, Some(Applied::Not(FiscalYear::from_year(2024).unwrap())));
        assert_eq!(read.segment.services.len(), 2);
        assert_eq!((read.segment.district.as_str(), read.segment.adoption), ("北部", Some(Adopted::No)));
        assert_eq!(NamedSegment::parse(&read.fill()), Ok(read.clone()));
        let stored = serde_json::to_string(&read.segment).unwrap();
        assert_eq!(serde_json::from_str::<Segment>(&stored).unwrap(), read.segment);
    }

    #[test]
    fn a_segment_without_conditions_is_the_whole_register() {
        let read = NamedSegment::parse(&Typed::default().with("name", "全部")).unwrap();
        assert!(read.segment.is_everything());
        assert!(!NamedSegment::parse(&typed()).unwrap().segment.is_everything());
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        use SegmentField as F;
        let wrong = Typed::default()
            .with("services", "ZZ")
            .with("mail", "maybe")
            .with("status", "?")
            .with("application", "live")
            .with("fiscal_year", "来年")
            .with("municipality", "29")
            .with("area", "長".repeat(101))
            .with("corporation", "長".repeat(101))
            .with("words", "長".repeat(101));
        let errors = NamedSegment::parse(&wrong).unwrap_err();
        let fields: Vec<_> = errors.iter().map(|(field, _)| *field).collect();
        assert_eq!(
            fields,
            [
                F::Name,
                F::Services,
                F::Mail,
                F::Status,
                F::FiscalYear,
                F::Municipality,
                F::Area,
                F::Corporation,
                F::Words
            ]
        );
    }
}
