//! 外部連携: what other systems of a house may read with a key, until when, and from where
//! (docs/decisions/0065-other-systems-ask-and-nothing-is-sent-to-them.md).

mod addresses;
mod key_form;

pub use addresses::{AddressRange, AddressRangeError};
pub use key_form::{ApiKeyField, ApiKeyForm, ApiKeyProblem};

use crate::accounts::TenantKind;

/// What a key opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// 事業所 of the register, without telephone and mail.
    Offices,
    /// 申請 that were received, with their amounts.
    Applications,
    /// 支払データ, each with its sum.
    Payments,
    /// 普及状況: counts, small groups hidden.
    Adoption,
    /// デモ・説明会, without who comes.
    Sessions,
}

impl Permission {
    /// Every one, in the order of the form.
    pub const ALL: [Self; 5] =
        [Self::Offices, Self::Applications, Self::Payments, Self::Adoption, Self::Sessions];

    /// The word of forms and rows.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Offices => "offices",
            Self::Applications => "applications",
            Self::Payments => "payments",
            Self::Adoption => "adoption",
            Self::Sessions => "sessions",
        }
    }

    /// Reads the word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|permission| permission.name() == word)
    }

    /// The kinds of house that have something to read there.
    pub const fn kinds(self) -> &'static [TenantKind] {
        match self {
            Self::Offices | Self::Applications | Self::Payments => &[TenantKind::Municipality],
            Self::Adoption => TenantKind::ALL,
            Self::Sessions => &[TenantKind::Municipality, TenantKind::Prefecture, TenantKind::Federation],
        }
    }

    /// Those that mean something in a kind of house, in the order of the form.
    pub fn of_kind(kind: TenantKind) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |permission| permission.kinds().contains(&kind))
    }

    /// What the record of events calls that of which it tells: only of this a key learns that something happened.
    pub const fn subjects(self) -> &'static [&'static str] {
        match self {
            Self::Offices => &["office"],
            Self::Applications => &["application"],
            Self::Payments => &["pay_run"],
            Self::Adoption => &[],
            Self::Sessions => &["demo"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_house_has_something_to_read_and_only_a_city_its_register() {
        for kind in TenantKind::ALL {
            let all: Vec<_> = Permission::of_kind(*kind).collect();
            assert!(all.contains(&Permission::Adoption), "{kind:?}");
            assert_eq!(all.contains(&Permission::Offices), *kind == TenantKind::Municipality, "{kind:?}");
        }
    }

    #[test]
    fn a_word_is_read_back() {
        for permission in Permission::ALL {
            assert_eq!(Permission::named(permission.name()), Some(permission));
        }
        assert_eq!(Permission::named("accounts"), None);
    }
}
