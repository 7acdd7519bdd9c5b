//! A segment as an officer types it.

use super::{
    Adopted, Applied, Chosen, MailAddress, Offered, Segment, Status,
    segment_reached::{Value, among},
};
use crate::{
    fiscal_year::{FiscalYear, FiscalYearError},
    form::Typed,
    municipality_code::{MunicipalityCode, MunicipalityCodeError},
    service_type::ServiceType,
    software::Linking,
    text,
    wareki::{self, DateError},
};
use chrono::NaiveDate;

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
            Self::Linking => "linking",
            Self::Partners => "partners",
            Self::Association => "association",
            Self::Survey => "survey",
            Self::Session => "session",
            Self::Mailing => "mailing",
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
    Municipality(MunicipalityCodeError),
    /// Not a fiscal year.
    #[error(transparent)]
    FiscalYear(FiscalYearError),
    /// Not a number from 1 on.
    #[error("no number from 1 to {most}")]
    Number {
        /// The most.
        most: u16,
    },
    /// Not a day.
    #[error(transparent)]
    Day(DateError),
    /// A choice that there is not.
    #[error("no such choice")]
    UnknownChoice,
}

/// The most characters of the name.
const NAME: usize = 60;
/// The most partners that can be asked for.
const PARTNERS: u16 = 99;
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

    fn one_of<T: Value + Clone>(&mut self, field: SegmentField, offered: &[Chosen<T>]) -> Option<Chosen<T>> {
        self.choice(field, |value| among(offered, value))
    }

    fn number(&mut self, field: SegmentField, most: u16) -> Option<u16> {
        let typed = text::normalise_code(self.typed.get(field.name()));
        if typed.is_empty() {
            return None;
        }
        let number = typed.parse().ok().filter(|number| (1..=most).contains(number));
        if number.is_none() {
            self.errors.push((field, SegmentProblem::Number { most }));
        }
        number
    }

    fn day(&mut self, field: SegmentField) -> Option<NaiveDate> {
        match wareki::parse_date(self.typed.get(field.name())) {
            Ok(parsed) => Some(parsed.date),
            Err(DateError::Missing) => None,
            Err(error) => {
                self.errors.push((field, SegmentProblem::Day(error)));
                None
            }
        }
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
    /// Reads a form that names nothing of the house.
    pub fn parse(typed: &Typed) -> Result<Self, Vec<(SegmentField, SegmentProblem)>> {
        Self::parse_among(typed, &Offered::default())
    }

    /// Reads the form; all errors at once, in the order of the page. What is chosen is one of those offered.
    pub fn parse_among(
        typed: &Typed,
        offered: &Offered,
    ) -> Result<Self, Vec<(SegmentField, SegmentProblem)>> {
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
            linking: reading.choice(SegmentField::Linking, Linking::named),
            partners: reading.number(SegmentField::Partners, PARTNERS),
            association: reading.one_of(SegmentField::Association, &offered.associations),
            survey: reading.one_of(SegmentField::Survey, &offered.surveys),
            session: reading.one_of(SegmentField::Session, &offered.sessions),
            mailing: reading.one_of(SegmentField::Mailing, &offered.mailings),
            silent_since: reading.day(SegmentField::SilentSince),
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
            .with(SegmentField::Linking.name(), segment.linking.map_or("", Linking::name))
            .with(SegmentField::Partners.name(), segment.partners.map(|n| n.to_string()).unwrap_or_default())
            .with(SegmentField::Association.name(), value(segment.association.as_ref()))
            .with(SegmentField::Survey.name(), value(segment.survey.as_ref()))
            .with(SegmentField::Session.name(), value(segment.session.as_ref()))
            .with(SegmentField::Mailing.name(), value(segment.mailing.as_ref()))
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

fn value<T: Value>(chosen: Option<&Chosen<T>>) -> String {
    chosen.map(|chosen| chosen.what.value()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::{AssociationId, DemoId, MailingId, SurveyId},
        offices::{Mailed, Sessioned, Surveyed},
    };
    use uuid::Uuid;

    fn id<T: From<Uuid>>(number: u128) -> T {
        Uuid::from_u128(number).into()
    }

    fn offered() -> Offered {
        let survey: SurveyId = id(1);
        let (session, mailing): (DemoId, MailingId) = (id(2), id(3));
        let chose = Surveyed::Chose { survey, question: "q2".into(), choice: "a".into() };
        let words = |words: &str| words.to_owned();
        Offered {
            surveys: vec![
                Chosen { what: Surveyed::Answered { survey }, words: words("「意向」") },
                Chosen {
                    what: chose, words: words("「意向」の「使いたいですか」で「はい」")
                },
            ],
            sessions: vec![Chosen {
                what: Sessioned::Attended { session }, words: words("7月3日の研修会")
            }],
            mailings: vec![Chosen {
                what: Mailed::Failed { mailing }, words: words("「研修会のご案内」")
            }],
            associations: vec![Chosen { what: id::<AssociationId>(4), words: words("連絡会") }],
        }
    }

    #[test]
    fn what_was_done_is_chosen_among_what_the_house_has() {
        let typed = Typed::default()
            .with("name", "追いかける事業所")
            .with("linking", "no")
            .with("partners", "２")
            .with("association", id::<AssociationId>(4).to_string())
            .with("survey", format!("chose:{}:q2:a", id::<SurveyId>(1)))
            .with("session", format!("attended:{}", id::<DemoId>(2)))
            .with("mailing", format!("failed:{}", id::<MailingId>(3)))
            .with("silent_since", "令和7年10月1日");
        let read = NamedSegment::parse_among(&typed, &offered()).unwrap();
        assert_eq!((read.segment.linking, read.segment.partners), (Some(Linking::No), Some(2)));
        assert_eq!(NamedSegment::parse_among(&read.fill(), &offered()), Ok(read.clone()));
        let kept = Offered::default().with(&read.segment);
        assert_eq!(NamedSegment::parse_among(&read.fill(), &kept), Ok(read.clone()));
        let stored = serde_json::to_string(&read.segment).unwrap();
        assert_eq!(serde_json::from_str::<Segment>(&stored).unwrap(), read.segment);
    }

    #[test]
    fn what_the_house_has_not_cannot_be_chosen() {
        use SegmentField as F;
        let typed = Typed::default()
            .with("name", "名")
            .with("linking", "maybe")
            .with("partners", "0")
            .with("association", id::<AssociationId>(9).to_string())
            .with("survey", format!("not:{}", id::<SurveyId>(1)))
            .with("session", "attended")
            .with("mailing", format!("failed:{}", id::<MailingId>(9)))
            .with("silent_since", "いつか");
        let errors = NamedSegment::parse_among(&typed, &offered()).unwrap_err();
        let fields: Vec<_> = errors.iter().map(|(field, _)| *field).collect();
        assert_eq!(
            fields,
            [F::Linking, F::Partners, F::Association, F::Survey, F::Session, F::Mailing, F::SilentSince]
        );
    }

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
