//! Whose rows a transaction may see, and who is doing it.

use domain::ids::{AccountId, TenantId};
use std::sync::{Arc, Mutex, PoisonError};

/// The key of a posted form and its path: taken by the first write of the request.
pub type OnceSlot = Arc<Mutex<Option<(String, String)>>>;

/// Whose rows a transaction may see and change, and in whose name its events are written.
#[derive(Debug, Clone)]
pub struct Scope {
    pub(crate) reach: Reach,
    pub(crate) actor: Actor,
    pub(crate) once: Option<OnceSlot>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    Tenant(TenantId),
    Account(AccountId),
    System,
}

/// Who does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A person who signed in.
    Account(AccountId),
    /// The program itself, with the reason.
    System(&'static str),
}

impl Actor {
    pub(crate) const fn account(self) -> Option<AccountId> {
        match self {
            Self::Account(account) => Some(account),
            Self::System(_) => None,
        }
    }
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Account(_) => "account",
            Self::System(reason) => reason,
        }
    }
}

impl Scope {
    /// One tenant's rows, for a person of it or an applicant to it.
    pub const fn tenant(tenant: TenantId, account: AccountId) -> Self {
        Self { reach: Reach::Tenant(tenant), actor: Actor::Account(account), once: None }
    }
    /// One tenant's rows, for the program itself (a job, a public page).
    pub const fn tenant_by_system(tenant: TenantId, reason: &'static str) -> Self {
        Self { reach: Reach::Tenant(tenant), actor: Actor::System(reason), once: None }
    }
    /// What belongs to one account: its sessions, its memberships.
    pub const fn account(account: AccountId) -> Self {
        Self { reach: Reach::Account(account), actor: Actor::Account(account), once: None }
    }
    /// Every row, with the reason why no narrower scope serves.
    pub const fn system(reason: &'static str) -> Self {
        Self { reach: Reach::System, actor: Actor::System(reason), once: None }
    }
    /// Every row, in the name of a person: signing in, where the account is known and the tenant is not.
    pub const fn system_for(account: AccountId) -> Self {
        Self { reach: Reach::System, actor: Actor::Account(account), once: None }
    }
    /// Receives the form of the request once: a second change with its key is [`crate::Error::Repeated`].
    #[must_use]
    pub fn once(mut self, slot: OnceSlot) -> Self {
        self.once = Some(slot);
        self
    }

    /// The key, if this is the first write that asks for it.
    pub(crate) fn take_once(&self) -> Option<(String, String)> {
        self.once.as_ref().and_then(|slot| slot.lock().unwrap_or_else(PoisonError::into_inner).take())
    }
}
