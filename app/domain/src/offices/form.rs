//! An office that a person types in or corrects.

use super::{Particulars, Status};
use crate::{
    corporate_number::{CorporateNumber, CorporateNumberError},
    email::{Email, EmailError},
    form::Typed,
    kana::KanaError,
    municipality_code::{self, MunicipalityCode, MunicipalityCodeError},
    office_number::{self, OfficeNumber, OfficeNumberError},
    phone::{Phone, PhoneError},
    postal_code::{PostalCode, PostalCodeError},
    service_type::ServiceType,
    text,
    wareki::{self, DateError},
};
use chrono::NaiveDate;
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
    Number(OfficeNumberError),
    /// Not a reading.
    #[error(transparent)]
    Kana(KanaError),
    /// Not a corporate number.
    #[error(transparent)]
    CorporateNumber(CorporateNumberError),
    /// Not a municipality code.
    #[error(transparent)]
    Municipality(MunicipalityCodeError),
    /// Not a postal code.
    #[error(transparent)]
    PostalCode(PostalCodeError),
    /// Not a telephone number.
    #[error(transparent)]
    Phone(PhoneError),
    /// Not a mail address.
    #[error(transparent)]
    Email(EmailError),
    /// Not a web address.
    #[error("not a web address")]
    Url,
    /// Not a date.
    #[error(transparent)]
    Date(DateError),
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

const NAME: usize = 200;
const LINE: usize = 300;
const REMARKS: usize = 2_000;

/// Collects what is wrong while the fields are read one by one.
struct Errors(Vec<(Field, Problem)>);

impl Errors {
    fn take<T, E>(
        &mut self,
        field: Field,
        read: Result<T, E>,
        problem: impl FnOnce(E) -> Option<Problem>,
    ) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(error) => {
                self.0.extend(problem(error).map(|problem| (field, problem)));
                None
            }
        }
    }

    fn line(&mut self, typed: &Typed, field: Field, most: usize) -> String {
        let line = text::tidy_name(typed.get(field.name()));
        if text::graphemes(&line) > most {
            self.0.push((field, Problem::TooLong { most }));
        }
        line
    }

    fn phone(&mut self, typed: &Typed, field: Field) -> Option<Phone> {
        self.take(field, Phone::parse(typed.get(field.name())), |error| match error {
            PhoneError::Missing => None,
            error => Some(Problem::Phone(error)),
        })
        .map(|parsed| parsed.phone)
    }

    fn day(&mut self, typed: &Typed, field: Field) -> Option<NaiveDate> {
        self.take(field, wareki::parse_date(typed.get(field.name())), |error| match error {
            DateError::Missing => None,
            error => Some(Problem::Date(error)),
        })
        .map(|parsed| parsed.date)
    }
}

impl NewOffice {
    /// Reads the form; all errors at once.
    pub fn parse(typed: &Typed) -> Result<Self, Vec<(Field, Problem)>> {
        let mut errors = Errors(Vec::new());
        let mut odd = Vec::new();
        let number = errors
            .take(Field::Number, OfficeNumber::parse(typed.get(Field::Number.name())), |error| {
                Some(Problem::Number(error))
            })
            .map(|parsed| {
                odd.extend(parsed.warnings.into_iter().map(|warning| (Field::Number, number_odd(warning))));
                parsed.number
            });
        let name = errors.line(typed, Field::Name, NAME);
        if name.is_empty() {
            errors.0.push((Field::Name, Problem::Missing));
        }
        let particulars = Particulars {
            name,
            name_kana: kana(typed, &mut errors),
            corporation_name: errors.line(typed, Field::CorporationName, NAME),
            corporate_number: corporate_number(typed, &mut errors, &mut odd),
            municipality: municipality(typed, &mut errors, &mut odd),
            postal_code: errors.take(
                Field::PostalCode,
                PostalCode::parse(typed.get("postal_code")),
                |error| match error {
                    PostalCodeError::Missing => None,
                    error => Some(Problem::PostalCode(error)),
                },
            ),
            address: errors.line(typed, Field::Address, LINE),
            building: errors.line(typed, Field::Building, LINE),
            phone: errors.phone(typed, Field::Phone),
            fax: errors.phone(typed, Field::Fax),
            email: errors.take(Field::Email, Email::parse(typed.get("email")), |error| match error {
                EmailError::Missing => None,
                error => Some(Problem::Email(error)),
            }),
            area: errors.line(typed, Field::Area, NAME),
            url: url(typed, &mut errors),
            capacity: None,
            designated_on: errors.day(typed, Field::DesignatedOn),
            status: Some(status(typed, &mut errors)),
            status_on: errors.day(typed, Field::StatusOn),
            remarks: remarks(typed, &mut errors),
        };
        let services = services(typed, &mut errors);
        match number {
            Some(number) if errors.0.is_empty() => Ok(Self { number, particulars, services, odd }),
            _ => Err(errors.0),
        }
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
fn kana(typed: &Typed, errors: &mut Errors) -> String {
    let kana = crate::kana::katakana(typed.get(Field::NameKana.name()));
    if text::graphemes(&kana) > NAME {
        errors.0.push((Field::NameKana, Problem::TooLong { most: NAME }));
    } else if let Some(kanji) = kana.chars().find(|c| matches!(c, '\u{4E00}'..='\u{9FFF}')) {
        errors.0.push((Field::NameKana, Problem::Kana(KanaError::Character(kanji))));
    }
    kana
}

fn corporate_number(
    typed: &Typed,
    errors: &mut Errors,
    odd: &mut Vec<(Field, Odd)>,
) -> Option<CorporateNumber> {
    let read = CorporateNumber::parse(typed.get("corporate_number"));
    let parsed = errors.take(Field::CorporateNumber, read, |error| match error {
        CorporateNumberError::Missing => None,
        error => Some(Problem::CorporateNumber(error)),
    })?;
    odd.extend(
        parsed
            .expected_check_digit
            .map(|expected| (Field::CorporateNumber, Odd::CorporateCheckDigit { expected })),
    );
    Some(parsed.number)
}

fn municipality(typed: &Typed, errors: &mut Errors, odd: &mut Vec<(Field, Odd)>) -> Option<MunicipalityCode> {
    let parsed =
        errors.take(Field::Municipality, MunicipalityCode::parse(typed.get("municipality")), |error| {
            match error {
                MunicipalityCodeError::Missing => None,
                error => Some(Problem::Municipality(error)),
            }
        })?;
    odd.extend(parsed.warnings.into_iter().filter_map(|warning| match warning {
        municipality_code::Warning::CheckDigit { corrected } => {
            Some((Field::Municipality, Odd::MunicipalityCheckDigit { corrected }))
        }
        municipality_code::Warning::UnknownPrefecture => None,
    }));
    Some(parsed.code)
}

fn url(typed: &Typed, errors: &mut Errors) -> String {
    let url: String = text::tidy_name(typed.get(Field::Url.name()));
    if text::graphemes(&url) > LINE {
        errors.0.push((Field::Url, Problem::TooLong { most: LINE }));
    } else if !url.is_empty()
        && (!(url.starts_with("http://") || url.starts_with("https://")) || url.contains(' '))
    {
        errors.0.push((Field::Url, Problem::Url));
    }
    url
}

fn status(typed: &Typed, errors: &mut Errors) -> Status {
    let word = typed.get(Field::Status.name());
    let status = Status::named(word);
    if status.is_none() && !word.is_empty() {
        errors.0.push((Field::Status, Problem::UnknownStatus));
    }
    status.unwrap_or(Status::Active)
}

fn remarks(typed: &Typed, errors: &mut Errors) -> String {
    let remarks = text::tidy_prose(typed.get(Field::Remarks.name()));
    if text::graphemes(&remarks) > REMARKS {
        errors.0.push((Field::Remarks, Problem::TooLong { most: REMARKS }));
    }
    remarks
}

fn services(typed: &Typed, errors: &mut Errors) -> BTreeSet<ServiceType> {
    let mut services = BTreeSet::new();
    for code in typed.all(Field::Services.name()) {
        match ServiceType::from_code(code) {
            Some(service) => {
                services.insert(service);
            }
            None => errors.0.push((Field::Services, Problem::UnknownService)),
        }
    }
    if services.is_empty() && !errors.0.iter().any(|(field, _)| *field == Field::Services) {
        errors.0.push((Field::Services, Problem::NoService));
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
