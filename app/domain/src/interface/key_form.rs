//! A new key, as an administrator types it.

use super::{AddressRange, Permission};
use crate::{
    accounts::TenantKind,
    form::{Reader, Refusal, Typed},
    wareki::DateError,
};
use chrono::{NaiveDate, TimeDelta};
use std::collections::BTreeSet;

/// The fields of the form, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ApiKeyField {
    /// Which system asks with it.
    Name,
    /// What may be read.
    Permissions,
    /// The last day on which it is taken.
    Until,
    /// From where it is used, one a line; may stay empty.
    Addresses,
}

impl ApiKeyField {
    /// The name of the posted field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Permissions => "permissions",
            Self::Until => "until",
            Self::Addresses => "addresses",
        }
    }
}

/// Why a field is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApiKeyProblem {
    /// Nothing was typed or chosen.
    #[error("nothing was typed")]
    Missing,
    /// Longer than is kept.
    #[error("more than {most} characters")]
    TooLong {
        /// The most characters.
        most: usize,
    },
    /// A choice that this house does not have.
    #[error("no such choice")]
    UnknownChoice,
    /// No day.
    #[error(transparent)]
    Day(#[from] DateError),
    /// A day that is over.
    #[error("a day that is over")]
    Over,
    /// Later than keys last.
    #[error("later than {last}")]
    TooLate {
        /// The last day that is taken.
        last: NaiveDate,
    },
    /// A line that is neither an address nor a network.
    #[error("line {line} is neither an address nor a network")]
    Address {
        /// Which line, from 1.
        line: usize,
    },
    /// So many lines; at most [`ApiKeyForm::MAX_ADDRESSES`].
    #[error("more than {} lines", ApiKeyForm::MAX_ADDRESSES)]
    TooManyAddresses,
}

impl Refusal for ApiKeyProblem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong { most }
    }
}

type Reading<'a> = Reader<'a, ApiKeyField, ApiKeyProblem>;

/// What a key is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKeyForm {
    /// Which system asks with it.
    pub name: String,
    /// What may be read; never nothing.
    pub permissions: BTreeSet<Permission>,
    /// The last day on which it is taken.
    pub until: NaiveDate,
    /// From where it is used; from anywhere, where nothing stands here.
    pub addresses: Vec<AddressRange>,
}

impl ApiKeyForm {
    /// The most characters of a name.
    pub const MAX_NAME: usize = 40;
    /// For how many days a key lasts at most: a fiscal year, and the weeks in which the next key is put in.
    pub const MAX_DAYS: i64 = 400;
    /// The most lines of addresses.
    pub const MAX_ADDRESSES: usize = 20;

    /// Reads the form of a house of a kind; all that is wrong at once, in the order of the page.
    pub fn parse(
        typed: &Typed,
        kind: TenantKind,
        today: NaiveDate,
    ) -> Result<Self, Vec<(ApiKeyField, ApiKeyProblem)>> {
        let mut reading = Reading::new(typed, ApiKeyField::name);
        let name = reading.needed_line(ApiKeyField::Name, Self::MAX_NAME);
        let mut permissions = BTreeSet::new();
        for word in reading.all(ApiKeyField::Permissions) {
            match Permission::named(word).filter(|permission| permission.kinds().contains(&kind)) {
                Some(permission) => {
                    permissions.insert(permission);
                }
                None => reading.refuse(ApiKeyField::Permissions, ApiKeyProblem::UnknownChoice),
            }
        }
        if permissions.is_empty() && !reading.refused(ApiKeyField::Permissions) {
            reading.refuse(ApiKeyField::Permissions, ApiKeyProblem::Missing);
        }
        let until = reading.need_coming_day(ApiKeyField::Until, today);
        let last = today + TimeDelta::days(Self::MAX_DAYS);
        match until {
            Some(day) if day < today => reading.refuse(ApiKeyField::Until, ApiKeyProblem::Over),
            Some(day) if day > last => reading.refuse(ApiKeyField::Until, ApiKeyProblem::TooLate { last }),
            Some(_) | None => {}
        }
        let mut addresses = Vec::new();
        for (place, line) in reading.get(ApiKeyField::Addresses).lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            match line.parse() {
                Ok(range) => addresses.push(range),
                Err(_) => {
                    reading.refuse(ApiKeyField::Addresses, ApiKeyProblem::Address { line: place + 1 });
                    break;
                }
            }
        }
        if addresses.len() > Self::MAX_ADDRESSES {
            reading.refuse(ApiKeyField::Addresses, ApiKeyProblem::TooManyAddresses);
        }
        let read = until.map(|until| Self { name, permissions, until, addresses });
        reading.in_order_of_fields().done(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 10, 1).unwrap()
    }

    fn typed(name: &str, permissions: &[&str], until: &str, addresses: &str) -> Typed {
        let typed = Typed::default().with("name", name).with("until", until).with("addresses", addresses);
        permissions.iter().fold(typed, |typed, one| typed.with("permissions", *one))
    }

    fn problems(typed: &Typed, kind: TenantKind) -> Vec<(ApiKeyField, ApiKeyProblem)> {
        ApiKeyForm::parse(typed, kind, today()).expect_err("something is wrong")
    }

    #[test]
    fn a_good_form_is_read_whole() {
        let addresses = "10.1.0.0/16\n\n192.168.0.7";
        let good = typed("財務会計", &["payments", "applications"], "令和9年3月31日", addresses);
        let form = ApiKeyForm::parse(&good, TenantKind::Municipality, today()).expect("good");
        assert_eq!(form.name, "財務会計");
        assert_eq!(form.permissions, [Permission::Applications, Permission::Payments].into());
        let addresses: Vec<String> = form.addresses.iter().map(ToString::to_string).collect();
        assert_eq!(addresses, ["10.1.0.0/16", "192.168.0.7"]);
        let last = typed("地図", &["offices"], "2027-11-05", "");
        assert!(ApiKeyForm::parse(&last, TenantKind::Municipality, today()).is_ok(), "400 days later");
    }

    #[test]
    fn what_is_wrong_is_told_at_once_and_in_the_order_of_the_page() {
        let nothing = problems(&Typed::default(), TenantKind::Municipality);
        let missing = |field| (field, ApiKeyProblem::Missing);
        assert_eq!(nothing[..2], [missing(ApiKeyField::Name), missing(ApiKeyField::Permissions)]);
        assert_eq!(nothing[2].0, ApiKeyField::Until);
        let wrong = typed("県の集計", &["offices"], "2026-09-30", "10.1.0.0/16\n庁内");
        assert_eq!(
            problems(&wrong, TenantKind::Prefecture),
            [
                (ApiKeyField::Permissions, ApiKeyProblem::UnknownChoice),
                (ApiKeyField::Until, ApiKeyProblem::Over),
                (ApiKeyField::Addresses, ApiKeyProblem::Address { line: 2 }),
            ]
        );
    }

    #[test]
    fn no_key_lasts_longer_than_four_hundred_days() {
        let last = NaiveDate::from_ymd_opt(2027, 11, 5).unwrap();
        let late = typed("地図", &["offices"], "2027-11-06", "");
        assert_eq!(
            problems(&late, TenantKind::Municipality),
            [(ApiKeyField::Until, ApiKeyProblem::TooLate { last })]
        );
    }
}
