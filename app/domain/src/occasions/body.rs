//! 参加団体: what may register for an occasion.

use crate::{accounts::TenantKind, demos::kinds, prefecture::Prefecture};
use serde::{Deserialize, Serialize};

kinds! {
    /// What a body is: the columns of the circular's table.
    BodyKind {
        /// 国保連合会.
        Federation = "federation",
        /// 都道府県.
        Prefecture = "prefecture",
        /// 特別区.
        SpecialWard = "special_ward",
        /// 市.
        City = "city",
        /// 町村.
        TownOrVillage = "town_or_village",
        /// 一部事務組合・広域連合.
        Association = "association",
    }
}

impl BodyKind {
    /// Whether a body of this kind may be called so: 「みどり野市」 is no 町村.
    pub fn fits(self, name: &str) -> bool {
        match self {
            Self::SpecialWard => name.ends_with('区'),
            Self::City => name.ends_with('市'),
            Self::TownOrVillage => name.ends_with(['町', '村']),
            Self::Federation | Self::Prefecture | Self::Association => true,
        }
    }

    /// What a tenant registers as; none for those that are no body of a table.
    pub fn of_tenant(kind: TenantKind, name: &str) -> Option<Self> {
        match kind {
            TenantKind::Federation => Some(Self::Federation),
            TenantKind::Prefecture => Some(Self::Prefecture),
            TenantKind::Municipality => {
                let fitting = [Self::SpecialWard, Self::City, Self::TownOrVillage];
                Some(fitting.into_iter().find(|kind| kind.fits(name)).unwrap_or(Self::Association))
            }
            TenantKind::Central => None,
        }
    }
}

/// A body that is registered, as a table counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Body {
    /// Where it is.
    pub prefecture: Prefecture,
    /// What it is.
    pub kind: BodyKind,
    /// How many people.
    pub people: u16,
}

/// 団体 and 人, counted apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Headcount {
    /// 団体.
    pub bodies: u32,
    /// 人.
    pub people: u32,
}

impl Headcount {
    /// Counts bodies by their people.
    pub fn of(people: impl IntoIterator<Item = u16>) -> Self {
        people.into_iter().fold(Self::default(), |count, people| Self {
            bodies: count.bodies + 1,
            people: count.people + u32::from(people),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenant_registers_as_what_its_name_says() {
        let of = |kind, name| BodyKind::of_tenant(kind, name);
        assert_eq!(of(TenantKind::Municipality, "みどり野市"), Some(BodyKind::City));
        assert_eq!(of(TenantKind::Municipality, "みさき町"), Some(BodyKind::TownOrVillage));
        assert_eq!(of(TenantKind::Municipality, "世田谷区"), Some(BodyKind::SpecialWard));
        assert_eq!(of(TenantKind::Municipality, "みどり広域連合"), Some(BodyKind::Association));
        assert_eq!(of(TenantKind::Central, "国民健康保険中央会"), None);
        for kind in BodyKind::ALL {
            assert_eq!(BodyKind::from_code(kind.code()), Some(*kind));
        }
    }

    #[test]
    fn bodies_and_people_are_counted_apart() {
        assert_eq!(Headcount::of([2, 1, 1]), Headcount { bodies: 3, people: 4 });
    }
}
