//! What an office says of itself.

use crate::{adoption::Tenths, form::Typed, text::normalise_code};

/// On which side of the exchange an office stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Side {
    /// 居宅介護支援事業所 or 地域包括支援センター: writes the plans of its users, for several offices each.
    #[default]
    CareManagement,
    /// サービス事業所: has each of its users' plans from one care management office.
    Service,
}

impl Side {
    /// Both.
    pub const ALL: [Self; 2] = [Self::CareManagement, Self::Service];

    /// The word in an address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CareManagement => "care-management",
            Self::Service => "service",
        }
    }
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// Which side.
    Side,
    /// 介護支援専門員, or whoever exchanges plans at a service office.
    People,
    /// 取引事業所.
    Partners,
    /// Of these, how many use the system.
    Adopted,
    /// 利用者.
    Users,
}

impl Field {
    /// The four numbers, in the order of the circular.
    pub const NUMBERS: [Self; 4] = [Self::People, Self::Partners, Self::Adopted, Self::Users];

    /// Name in the form and the address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Side => "side",
            Self::People => "people",
            Self::Partners => "partners",
            Self::Adopted => "adopted",
            Self::Users => "users",
        }
    }
}

/// The most of anything: no office of the country has more.
pub const MOST: u32 = 9_999;

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// A character that does not belong to a whole number.
    #[error("unexpected character {0:?}")]
    Character(char),
    /// More than [`MOST`].
    #[error("more than {MOST}")]
    TooMany,
    /// None, where there is at least one.
    #[error("none")]
    None,
    /// More partners that use the system than partners.
    #[error("more than the {partners} partners")]
    MoreThanPartners {
        /// The partners.
        partners: u32,
    },
    /// A choice that there is not.
    #[error("no such choice")]
    UnknownChoice,
}

/// An office in four numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Inputs {
    /// On which side it stands.
    pub side: Side,
    /// Who exchanges plans.
    pub people: u32,
    /// With how many offices.
    pub partners: u32,
    /// How many of these use the system; never more than all.
    pub adopted: u32,
    /// For how many users.
    pub users: u32,
}

impl Inputs {
    /// Whether the form was sent at all, so that a first visit shows no errors.
    pub fn asked(typed: &Typed) -> bool {
        Field::NUMBERS.iter().any(|field| !typed.get(field.name()).is_empty())
            || !typed.get("estimate").is_empty()
    }

    /// Reads the form; every mistake at once, in the order of the page.
    pub fn parse(typed: &Typed) -> Result<Self, Vec<(Field, Problem)>> {
        let mut problems = Vec::new();
        let side = match typed.get(Field::Side.name()) {
            "" => Side::default(),
            word => Side::ALL.into_iter().find(|side| side.code() == word).unwrap_or_else(|| {
                problems.push((Field::Side, Problem::UnknownChoice));
                Side::default()
            }),
        };
        let mut read = |field: Field, least: u32| {
            let count = match count(typed.get(field.name())) {
                Ok(count) if count < least => Err(Problem::None),
                read => read,
            };
            count.map_err(|problem| problems.push((field, problem))).ok()
        };
        let numbers = (
            read(Field::People, 1),
            read(Field::Partners, 1),
            read(Field::Adopted, 0),
            read(Field::Users, 1),
        );
        if let (_, Some(partners), Some(adopted), _) = numbers
            && adopted > partners
        {
            // Before what is wrong with the users, which stand below.
            let users = problems.iter().position(|(field, _)| *field == Field::Users);
            problems.insert(
                users.unwrap_or(problems.len()),
                (Field::Adopted, Problem::MoreThanPartners { partners }),
            );
        }
        match numbers {
            (Some(people), Some(partners), Some(adopted), Some(users)) if problems.is_empty() => {
                Ok(Self { side, people, partners, adopted, users })
            }
            _ => Err(problems),
        }
    }

    /// The form as it would be typed.
    pub fn fill(&self) -> Typed {
        let Self { side, people, partners, adopted, users } = self;
        Typed::default()
            .with(Field::Side.name(), side.code())
            .with(Field::People.name(), people.to_string())
            .with(Field::Partners.name(), partners.to_string())
            .with(Field::Adopted.name(), adopted.to_string())
            .with(Field::Users.name(), users.to_string())
    }

    /// The values of an address: `side=…&people=4&…`.
    pub fn query(&self) -> String {
        let pairs = self.fill();
        let parts: Vec<String> =
            pairs.pairs().iter().map(|(name, value)| format!("{name}={value}")).collect();
        parts.join("&")
    }

    /// How many of the partners use the system, in percent.
    pub fn adopted_share(&self) -> Tenths {
        let (adopted, partners) = (i64::from(self.adopted), i64::from(self.partners.max(1)));
        Tenths((2_000 * adopted + partners) / (2 * partners))
    }

    /// How many partners may use the system later: as many as now, half of the others besides, all.
    pub fn later(&self) -> Vec<u32> {
        let half = self.adopted + (self.partners - self.adopted).div_ceil(2);
        let mut later = vec![self.adopted, half, self.partners];
        later.dedup();
        later
    }

    /// The same office with other partners using the system; never more than there are.
    #[must_use]
    pub const fn with_adopted(mut self, adopted: u32) -> Self {
        self.adopted = if adopted > self.partners { self.partners } else { adopted };
        self
    }
}

/// A whole number as people type it: `89`, `８９事業所`, `1,200名`.
fn count(typed: &str) -> Result<u32, Problem> {
    let code = normalise_code(typed).replace(',', "");
    let units = ["事業所", "か所", "ヶ所", "カ所", "箇所", "人", "名", "件"];
    let code = units.iter().find_map(|unit| code.strip_suffix(unit)).unwrap_or(&code);
    if let Some(other) = code.chars().find(|c| !c.is_ascii_digit()) {
        return Err(Problem::Character(other));
    }
    if code.is_empty() {
        return Err(Problem::Missing);
    }
    match code.trim_start_matches('0') {
        "" => Ok(0),
        digits => digits.parse().ok().filter(|count| *count <= MOST).ok_or(Problem::TooMany),
    }
}
