//! An office that a person types in or corrects.

use super::{Particulars, Status};
use crate::{
    corporate_number::{CorporateNumber, CorporateNumberError},
    email::EmailError,
    form::{Reader, Refusal, Typed},
    kana::katakana,
    municipality_code::{self, MunicipalityCode, MunicipalityCodeError},
    office_number::{self, OfficeNumber, OfficeNumberError},
    phone::PhoneError,
    postal_code::{PostalCode, PostalCodeError},
    service_type::ServiceType,
    wareki::DateError,
};
use std::collections::BTreeSet;

/// An office as typed, every field in its normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOffice {
    /// 事業所番号.
    pub number: OfficeNumber,
    /// What is shown of it.
    pub particulars: Particulars,
    /// Its services.
    pub services: BTreeSet<ServiceType>,
    /// What looks odd and is taken all the same.
    pub odd: Vec<(Field, Odd)>,
}

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 事業所番号.
    Number,
    /// 名称.
    Name,
    /// 名称のカナ.
    NameKana,
    /// サービス種類, several.
    Services,
    /// 法人の名称.
    CorporationName,
    /// 法人番号.
    CorporateNumber,
    /// 市区町村コード.
    Municipality,
    /// 郵便番号.
    PostalCode,
    /// 住所.
    Address,
    /// 方書.
    Building,
    /// 電話番号.
    Phone,
    /// FAX番号.
    Fax,
    /// メールアドレス.
    Email,
    /// 日常生活圏域.
    Area,
    /// Web site.
    Url,
    /// 指定年月日.
    DesignatedOn,
    /// Whether it is open.
    Status,
    /// Since when.
    StatusOn,
    /// 備考.
    Remarks,
}

impl Field {
    /// The name of the posted field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Name => "name",
            Self::NameKana => "name_kana",
            Self::Services => "services",
            Self::CorporationName => "corporation_name",
            Self::CorporateNumber => "corporate_number",
            Self::Municipality => "municipality",
            Self::PostalCode => "postal_code",
            Self::Address => "address",
            Self::Building => "building",
            Self::Phone => "phone",
            Self::Fax => "fax",
            Self::Email => "email",
            Self::Area => "area",
            Self::Url => "url",
            Self::DesignatedOn => "designated_on",
            Self::Status => "status",
            Self::StatusOn => "status_on",
            Self::Remarks => "remarks",
        }
    }
}

/// Why a field is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing was typed where something must be.
    #[error("nothing was typed")]
    Missing,
    /// Longer than is kept.
    #[error("more than {most} characters")]
    TooLong {
        /// The most characters.
        most: usize,
    },
    /// Not an office number.
    #[error(transparent)]
    Number(#[from] OfficeNumberError),
    /// A kanji in a reading.
    #[error("{0:?} is not kana")]
    Kana(char),
    /// Not a corporate number.
    #[error(transparent)]
    CorporateNumber(#[from] CorporateNumberError),
    /// Not a municipality code.
    #[error(transparent)]
    Municipality(#[from] MunicipalityCodeError),
    /// Not a postal code.
    #[error(transparent)]
    PostalCode(#[from] PostalCodeError),
    /// Not a telephone number.
    #[error(transparent)]
    Phone(#[from] PhoneError),
    /// Not a mail address.
    #[error(transparent)]
    Email(#[from] EmailError),
    /// Not a web address.
    #[error("not a web address")]
    Url,
    /// Not a date.
    #[error(transparent)]
    Date(#[from] DateError),
    /// No service is chosen.
    #[error("no service is chosen")]
    NoService,
    /// A service that there is not.
    #[error("no such service")]
    UnknownService,
    /// A status that there is not.
    #[error("no such status")]
    UnknownStatus,
}

impl Refusal for Problem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong { most }
    }
}

/// What looks odd and is taken all the same: identifiers warn, they never block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Odd {
    /// The check digit of the office number is another one.
    NumberCheckDigit {
        /// The digit that the rule gives.
        expected: char,
    },
    /// The first two digits of the office number are no prefecture.
    NumberPrefecture,
    /// The third character of the office number is none in use.
    NumberKind(char),
    /// The check digit of the corporate number is another one.
    CorporateCheckDigit {
        /// The digit that the rule gives.
        expected: char,
    },
    /// The check digit of the municipality code is another one.
    MunicipalityCheckDigit {
        /// The code with a good check digit.
        corrected: MunicipalityCode,
    },
}

// The longest texts, in characters as people count them.
const NAME: usize = 200;
const LINE: usize = 300;
const REMARKS: usize = 2_000;

type Reading<'a> = Reader<'a, Field, Problem>;

impl NewOffice {
    /// Reads the form; all errors at once.
    pub fn parse(typed: &Typed) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reading = Reading::new(typed, Field::name);
        let mut odd = Vec::new();
        let number = reading.keep(Field::Number, OfficeNumber::parse(reading.get(Field::Number)));
        let number = number.map(|parsed| {
            odd.extend(parsed.warnings.into_iter().map(|warning| (Field::Number, number_odd(warning))));
            parsed.number
        });
        let particulars = Particulars {
            name: reading.needed_line(Field::Name, NAME),
            name_kana: kana(&mut reading),
            corporation_name: reading.line(Field::CorporationName, NAME),
            corporate_number: corporate_number(&mut reading, &mut odd),
            municipality: municipality(&mut reading, &mut odd),
            postal_code: reading.if_any(Field::PostalCode, PostalCode::parse(reading.get(Field::PostalCode))),
            address: reading.line(Field::Address, LINE),
            building: reading.line(Field::Building, LINE),
            phone: reading.phone(Field::Phone),
            fax: reading.phone(Field::Fax),
            email: reading.email(Field::Email),
            area: reading.line(Field::Area, NAME),
            url: reading.page(Field::Url, LINE, Problem::Url),
            capacity: None,
            designated_on: reading.day(Field::DesignatedOn),
            status: Some(status(&mut reading)),
            status_on: reading.day(Field::StatusOn),
            remarks: reading.prose(Field::Remarks, REMARKS),
        };
        let services = services(&mut reading);
        reading.done(number.map(|number| Self { number, particulars, services, odd }))
    }
}

const fn number_odd(warning: office_number::Warning) -> Odd {
    match warning {
        office_number::Warning::CheckDigit { expected } => Odd::NumberCheckDigit { expected },
        office_number::Warning::UnknownPrefecture => Odd::NumberPrefecture,
        office_number::Warning::UnknownKind(kind) => Odd::NumberKind(kind),
    }
}

/// Readings in published lists hold letters and digits; the form takes them too, as the register already has them.
fn kana(reading: &mut Reading<'_>) -> String {
    let kana = reading.within(Field::NameKana, katakana(reading.get(Field::NameKana)), NAME);
    if !reading.refused(Field::NameKana)
        && let Some(kanji) = kana.chars().find(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'))
    {
        reading.refuse(Field::NameKana, Problem::Kana(kanji));
    }
    kana
}

fn corporate_number(reading: &mut Reading<'_>, odd: &mut Vec<(Field, Odd)>) -> Option<CorporateNumber> {
    let field = Field::CorporateNumber;
    let parsed = reading.if_any(field, CorporateNumber::parse(reading.get(field)))?;
    odd.extend(parsed.expected_check_digit.map(|expected| (field, Odd::CorporateCheckDigit { expected })));
    Some(parsed.number)
}

fn municipality(reading: &mut Reading<'_>, odd: &mut Vec<(Field, Odd)>) -> Option<MunicipalityCode> {
    let field = Field::Municipality;
    let parsed = reading.if_any(field, MunicipalityCode::parse(reading.get(field)))?;
    odd.extend(parsed.warnings.into_iter().filter_map(|warning| match warning {
        municipality_code::Warning::CheckDigit { corrected } => {
            Some((field, Odd::MunicipalityCheckDigit { corrected }))
        }
        municipality_code::Warning::UnknownPrefecture => None,
    }));
    Some(parsed.code)
}

fn status(reading: &mut Reading<'_>) -> Status {
    let status = reading.choice(Field::Status, Status::named, Problem::UnknownStatus);
    status.unwrap_or(Status::Active)
}

fn services(reading: &mut Reading<'_>) -> BTreeSet<ServiceType> {
    let mut services = BTreeSet::new();
    for code in reading.all(Field::Services) {
        match ServiceType::from_code(code) {
            Some(service) => {
                services.insert(service);
            }
            None => reading.refuse(Field::Services, Problem::UnknownService),
        }
    }
    if services.is_empty() && !reading.refused(Field::Services) {
        reading.refuse(Field::Services, Problem::NoService);
    }
    services
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Typed {
        Typed::default()
            .with("number", "２９７０ ９９９０１３")
            .with("name", " 居宅介護支援事業所ひだまり ")
            .with("name_kana", "きょたく")
            .with("services", "43")
            .with("corporation_name", "株式会社ひだまり介護")
            .with("corporate_number", "8999999000001")
            .with("phone", "（0741）00-1001")
            .with("designated_on", "平成26年4月1日")
            .with("status", "active")
    }

    #[test]
    fn an_office_is_read_in_its_normal_form() {
        let office = NewOffice::parse(&typed()).expect("nothing is wrong");
        assert_eq!(office.number.as_str(), "2970999013");
        assert_eq!(office.particulars.name, "居宅介護支援事業所ひだまり");
        assert_eq!(office.particulars.name_kana, "キョタク");
        assert_eq!(office.particulars.phone.map(|phone| phone.to_string()).as_deref(), Some("0741-00-1001"));
        assert_eq!(
            office.particulars.designated_on.map(|day| day.to_string()).as_deref(),
            Some("2014-04-01")
        );
        assert!(office.odd.is_empty());
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let typed =
            Typed::default().with("number", "29709990").with("phone", "0741-00-12").with("url", "example.jp");
        let errors = NewOffice::parse(&typed).expect_err("much is wrong");
        let fields: Vec<_> = errors.iter().map(|(field, _)| field.name()).collect();
        assert_eq!(fields, ["number", "name", "phone", "url", "services"]);
    }

    #[test]
    fn wrong_check_digits_warn_and_do_not_block() {
        let typed: Typed = typed()
            .pairs()
            .iter()
            .map(|(name, value)| match name.as_str() {
                "number" => (name.clone(), "2970999149".to_owned()),
                "corporate_number" => (name.clone(), "8999999000013".to_owned()),
                _ => (name.clone(), value.clone()),
            })
            .collect();
        let office = NewOffice::parse(&typed).expect("identifiers never block");
        assert_eq!(office.odd.len(), 2);
    }

    #[test]
    fn a_form_filled_from_the_register_reads_back_the_same() {
        let office = NewOffice::parse(&typed()).expect("nothing is wrong");
        let again =
            super::super::to_typed(Some(office.number), &office.particulars, office.services.iter().copied());
        assert_eq!(NewOffice::parse(&again).expect("nothing is wrong"), office);
    }
}
