//! For which of the cities beside another's session an officer speaks: each city for itself, their federation for all of them.

use domain::{
    demos::AskedField,
    form::Typed,
    ids::{MemberId, TenantId},
};
use store::demos::asked::AskedCity;

/// The control that names one of several.
pub(super) const MEMBER: &str = AskedField::Member.name();

/// Those for whom a house speaks.
pub(super) struct Cities {
    all: Vec<AskedCity>,
    /// Whether it is their federation that speaks.
    pub is_federation: bool,
}

impl Cities {
    /// Of some, those for whom a house speaks.
    pub fn of(own: TenantId, mut all: Vec<AskedCity>) -> Self {
        let is_federation = all.first().is_some_and(|one| one.federation == own);
        all.retain(|one| is_federation || one.house == Some(own));
        Self { all, is_federation }
    }

    /// The same of those alone that pass.
    pub fn only(mut self, passes: impl Fn(&AskedCity) -> bool) -> Self {
        self.all.retain(passes);
        self
    }

    /// All of them.
    pub fn all(&self) -> &[AskedCity] {
        &self.all
    }

    /// For whom a form speaks: a city speaks for nobody else, a federation says for whom.
    pub fn whom(&self, typed: &Typed) -> Option<&AskedCity> {
        if !self.is_federation {
            return self.all.first();
        }
        let member: MemberId = typed.get(MEMBER).parse().ok()?;
        self.all.iter().find(|one| one.member == member)
    }

    /// Among whom a federation chooses; nobody where a city speaks for itself.
    pub fn choices(&self) -> Vec<(MemberId, String)> {
        let named = self.all.iter().filter(|_| self.is_federation);
        named.map(|one| (one.member, one.name.clone())).collect()
    }
}
