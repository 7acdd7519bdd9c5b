//! 開設: a federation opens the municipalities of its prefecture, the central federation opens federations and
//! prefectures (docs/decisions/0020). Odd codes are accepted when a person says so.

use crate::{
    accounts::{PersonName, PersonNameError, TenantKind, TenantSlug, TenantSlugError},
    email::{Email, EmailError},
    form::Typed,
    municipality_code::{MunicipalityCode, MunicipalityCodeError, Warning},
    text::{graphemes, tidy_name},
};

/// The kinds of tenant that a kind opens.
pub const fn openable(by: TenantKind) -> &'static [TenantKind] {
    match by {
        TenantKind::Federation => &[TenantKind::Municipality],
        TenantKind::Central => &[TenantKind::Federation, TenantKind::Prefecture],
        TenantKind::Municipality | TenantKind::Prefecture => &[],
    }
}

/// Who opens: of which kinds, and inside which prefecture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opener {
    /// What may be opened.
    pub kinds: &'static [TenantKind],
    /// 都道府県 01 to 47, where only its municipalities may be opened.
    pub prefecture: Option<u8>,
}

impl Opener {
    /// A tenant with its own codes.
    pub fn of(kind: TenantKind, codes: &[String]) -> Self {
        let own = codes.iter().find_map(|code| code.parse::<MunicipalityCode>().ok());
        let prefecture = match kind {
            TenantKind::Federation => Some(own.map_or(0, MunicipalityCode::prefecture)),
            TenantKind::Municipality | TenantKind::Prefecture | TenantKind::Central => None,
        };
        Self { kinds: openable(kind), prefecture }
    }

    /// Whoever installed the program: everything, everywhere.
    pub const fn installer() -> Self {
        Self { kinds: TenantKind::ALL, prefecture: None }
    }
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OpeningField {
    /// 種類.
    Kind,
    /// 名称.
    Name,
    /// The word in addresses.
    Slug,
    /// 全国地方公共団体コード, one or several.
    Codes,
    /// Odd codes are meant so.
    CodesConfirmed,
    /// Name of the first administrator.
    AdministratorName,
    /// Address of the first administrator.
    AdministratorEmail,
}

impl OpeningField {
    /// The name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Name => "name",
            Self::Slug => "slug",
            Self::Codes => "codes",
            Self::CodesConfirmed => "codes_confirmed",
            Self::AdministratorName => "administrator_name",
            Self::AdministratorEmail => "administrator_email",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpeningProblem {
    /// No kind chosen, or one that the opener does not open.
    Kind,
    /// No name typed.
    NoName,
    /// So many characters; at most [`NewTenant::MAX_NAME`].
    NameTooLong(usize),
    /// Not a word for addresses.
    Slug(TenantSlugError),
    /// Another tenant has it.
    SlugTaken,
    /// Not a code.
    Code(MunicipalityCodeError),
    /// The code of a prefecture where a municipality's is asked for.
    IsPrefecture(MunicipalityCode),
    /// The code of a municipality where one prefecture's is asked for, or several codes.
    NotOnePrefecture,
    /// The code of another prefecture.
    OtherPrefecture(MunicipalityCode),
    /// Accepted when a person says so.
    Odd(Warning),
    /// Another tenant has it.
    CodeTaken(MunicipalityCode),
    /// Not a name.
    Administrator(PersonNameError),
    /// Not an address.
    Email(EmailError),
    /// The address belongs to an applicant.
    ApplicantsAddress,
}

/// A tenant to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTenant {
    /// Which of the four.
    pub kind: TenantKind,
    /// Its name: みどり野市.
    pub name: String,
    /// Its word in addresses.
    pub slug: TenantSlug,
    /// Its codes; none for the central federation.
    pub codes: Vec<MunicipalityCode>,
    /// The first administrator.
    pub administrator: PersonName,
    /// Where to write to them.
    pub email: Email,
}

type Errors = Vec<(OpeningField, OpeningProblem)>;

impl NewTenant {
    /// The most characters of a name.
    pub const MAX_NAME: usize = 60;

    /// Reads the form; all that is wrong at once, in the order of the page.
    pub fn parse(typed: &Typed, opener: &Opener) -> Result<Self, Errors> {
        let mut errors = Errors::new();
        let text = |field: OpeningField| typed.get(field.name());
        let kind = text(OpeningField::Kind).parse::<TenantKind>().ok();
        let kind = kind.filter(|kind| opener.kinds.contains(kind));
        if kind.is_none() {
            errors.push((OpeningField::Kind, OpeningProblem::Kind));
        }
        let name = tidy_name(text(OpeningField::Name));
        match graphemes(&name) {
            0 => errors.push((OpeningField::Name, OpeningProblem::NoName)),
            count if count > Self::MAX_NAME => {
                errors.push((OpeningField::Name, OpeningProblem::NameTooLong(count)));
            }
            _ => {}
        }
        let slug = keep(TenantSlug::parse(text(OpeningField::Slug)).map_err(OpeningProblem::Slug))
            .unwrap_or_else(|problem| {
                errors.push((OpeningField::Slug, problem));
                None
            });
        let codes = match kind {
            Some(TenantKind::Central) | None => Vec::new(),
            Some(kind) => {
                let confirmed = text(OpeningField::CodesConfirmed) == "yes";
                codes(text(OpeningField::Codes), kind, opener, confirmed).unwrap_or_else(|problem| {
                    errors.push((OpeningField::Codes, problem));
                    Vec::new()
                })
            }
        };
        let administrator = keep(
            PersonName::parse(text(OpeningField::AdministratorName)).map_err(OpeningProblem::Administrator),
        )
        .unwrap_or_else(|problem| {
            errors.push((OpeningField::AdministratorName, problem));
            None
        });
        let email = keep(Email::parse(text(OpeningField::AdministratorEmail)).map_err(OpeningProblem::Email))
            .unwrap_or_else(|problem| {
                errors.push((OpeningField::AdministratorEmail, problem));
                None
            });
        match (kind, slug, administrator, email) {
            (Some(kind), Some(slug), Some(administrator), Some(email)) if errors.is_empty() => {
                Ok(Self { kind, name, slug, codes, administrator, email })
            }
            _ => Err(errors),
        }
    }
}

fn keep<T>(parsed: Result<T, OpeningProblem>) -> Result<Option<T>, OpeningProblem> {
    parsed.map(Some)
}

/// Reads codes parted by white space or commas; the first that does not serve is told.
fn codes(
    typed: &str,
    kind: TenantKind,
    opener: &Opener,
    confirmed: bool,
) -> Result<Vec<MunicipalityCode>, OpeningProblem> {
    let words = typed.split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、'));
    let mut codes = Vec::new();
    for word in words.filter(|word| !word.is_empty()) {
        let parsed = MunicipalityCode::parse(word).map_err(OpeningProblem::Code)?;
        if let (Some(warning), false) = (parsed.warnings.first(), confirmed) {
            return Err(OpeningProblem::Odd(*warning));
        }
        if !codes.contains(&parsed.code) {
            codes.push(parsed.code);
        }
    }
    let Some(first) = codes.first().copied() else {
        return Err(OpeningProblem::Code(MunicipalityCodeError::Missing));
    };
    match kind {
        TenantKind::Municipality => {
            if let Some(code) = codes.iter().find(|code| code.is_prefecture()) {
                return Err(OpeningProblem::IsPrefecture(*code));
            }
        }
        TenantKind::Prefecture | TenantKind::Federation | TenantKind::Central => {
            if codes.len() > 1 || !first.is_prefecture() {
                return Err(OpeningProblem::NotOnePrefecture);
            }
        }
    }
    let outside = |code: &&MunicipalityCode| opener.prefecture.is_some_and(|own| own != code.prefecture());
    match codes.iter().find(outside) {
        Some(code) => Err(OpeningProblem::OtherPrefecture(*code)),
        None => Ok(codes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(kind: &str, codes: &str) -> Typed {
        Typed::default()
            .with("kind", kind)
            .with("name", "みのり市")
            .with("slug", "Ｍｉｎｏｒｉ")
            .with("codes", codes)
            .with("administrator_name", "開設　花子")
            .with("administrator_email", "hanako@minori.example.jp")
    }

    fn federation() -> Opener {
        Opener::of(TenantKind::Federation, &["290009".to_owned()])
    }

    fn problem(typed: &Typed, opener: &Opener) -> (OpeningField, OpeningProblem) {
        NewTenant::parse(typed, opener).expect_err("something is wrong").remove(0)
    }

    #[test]
    fn a_federation_opens_municipalities_of_its_prefecture_only() {
        let opened = NewTenant::parse(&form("municipality", "292010、292028"), &federation()).expect("good");
        assert_eq!((opened.slug.as_str(), opened.codes.len()), ("minori", 2));
        let (field, problem) = problem(&form("municipality", "272108"), &federation());
        assert_eq!(field, OpeningField::Codes);
        assert!(matches!(problem, OpeningProblem::OtherPrefecture(code) if code.as_str() == "272108"));
        assert_eq!(self::problem(&form("prefecture", "290009"), &federation()).1, OpeningProblem::Kind);
    }

    #[test]
    fn a_federation_that_stands_in_no_prefecture_opens_nothing() {
        let nowhere = Opener::of(TenantKind::Federation, &[]);
        assert!(matches!(
            problem(&form("municipality", "292010"), &nowhere).1,
            OpeningProblem::OtherPrefecture(_)
        ));
    }

    #[test]
    fn the_central_federation_opens_federations_and_prefectures_by_one_prefectures_code() {
        let central = Opener::of(TenantKind::Central, &[]);
        assert!(NewTenant::parse(&form("federation", "290009"), &central).is_ok());
        for codes in ["292010", "290009 280003"] {
            assert_eq!(problem(&form("prefecture", codes), &central).1, OpeningProblem::NotOnePrefecture);
        }
        assert_eq!(problem(&form("municipality", "292010"), &central).1, OpeningProblem::Kind);
    }

    #[test]
    fn municipalities_and_prefectures_open_nothing() {
        assert!(openable(TenantKind::Municipality).is_empty() && openable(TenantKind::Prefecture).is_empty());
    }

    #[test]
    fn an_odd_check_digit_is_accepted_when_a_person_says_so() {
        let odd = form("municipality", "292011");
        assert!(matches!(problem(&odd, &federation()).1, OpeningProblem::Odd(Warning::CheckDigit { .. })));
        assert!(NewTenant::parse(&odd.with("codes_confirmed", "yes"), &federation()).is_ok());
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let errors = NewTenant::parse(&Typed::default(), &federation()).expect_err("nothing typed");
        assert_eq!(
            errors.iter().map(|(field, _)| *field).collect::<Vec<_>>(),
            [
                OpeningField::Kind,
                OpeningField::Name,
                OpeningField::Slug,
                OpeningField::AdministratorName,
                OpeningField::AdministratorEmail
            ]
        );
    }
}
