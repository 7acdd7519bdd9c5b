//! The officers' list of awards: which ones, and how the address says so.

use super::StageName;
use crate::{form::Typed, ids::ProgrammeId, subsidies::Owner};

/// Which awards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// 手続中: something is left to do, or money is to come back.
    Open,
    /// 期限超過: what is due is late.
    Overdue,
    /// 概算払の支払待ち: what was accepted in advance is still to be paid.
    Advances,
    /// 返還待ち: money is to come back.
    Owing,
    /// All.
    All,
    /// One stage.
    One(StageName),
}

impl Shown {
    /// The choices that are no stage, in the order of the page.
    pub const GROUPS: [Self; 5] = [Self::Open, Self::Overdue, Self::Advances, Self::Owing, Self::All];

    /// As it stands in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Advances => "advances",
            Self::Owing => "owing",
            Self::All => "all",
            Self::One(name) => name.code(),
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::GROUPS
            .into_iter()
            .find(|group| group.code() == code)
            .or_else(|| StageName::from_code(code).map(Self::One))
    }
}

/// The list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listing {
    /// Which.
    pub shown: Shown,
    /// Of one programme alone.
    pub programme: Option<ProgrammeId>,
    /// Whose.
    pub owner: Owner,
    /// Which page, from zero.
    pub page: u64,
}

impl Default for Listing {
    fn default() -> Self {
        Self { shown: Shown::Open, programme: None, owner: Owner::Anybody, page: 0 }
    }
}

impl Listing {
    /// As the address says; what it does not say, or says wrong, is as usual.
    pub fn of(typed: &Typed) -> Self {
        let owner = match typed.get("v") {
            "mine" => Owner::Mine,
            "unowned" => Owner::Nobody,
            other => other.parse().map_or(Owner::Anybody, Owner::Person),
        };
        Self {
            shown: Shown::from_code(typed.get("st")).unwrap_or(Shown::Open),
            programme: typed.get("programme").parse().ok(),
            owner,
            page: typed.get("page").parse::<u64>().map_or(0, |page| page.saturating_sub(1).min(100_000)),
        }
    }

    /// What the address says, without what is as usual.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if self.shown != Shown::Open {
            pairs.push(("st", self.shown.code().to_owned()));
        }
        if let Some(programme) = self.programme {
            pairs.push(("programme", programme.to_string()));
        }
        match self.owner {
            Owner::Anybody => {}
            Owner::Mine => pairs.push(("v", "mine".to_owned())),
            Owner::Nobody => pairs.push(("v", "unowned".to_owned())),
            Owner::Person(id) => pairs.push(("v", id.to_string())),
        }
        if self.page > 0 {
            pairs.push(("page", (self.page + 1).to_string()));
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AccountId;

    #[test]
    fn what_the_address_says_is_read_back() {
        let person = AccountId::from_uuid(uuid::Uuid::from_u128(9));
        let stages = StageName::ALL.into_iter().map(Shown::One);
        for shown in Shown::GROUPS.into_iter().chain(stages) {
            for owner in [Owner::Anybody, Owner::Mine, Owner::Nobody, Owner::Person(person)] {
                let programme = Some(ProgrammeId::from_uuid(uuid::Uuid::from_u128(7)));
                let listing = Listing { shown, programme, owner, page: 2 };
                let pairs = listing.pairs().into_iter().map(|(name, value)| (name.to_owned(), value));
                assert_eq!(Listing::of(&Typed::new(pairs.collect())), listing);
            }
        }
        assert_eq!(Listing::of(&Typed::default().with("st", "lost").with("page", "x")), Listing::default());
    }
}
