//! Who may: an actor is a type that a handler asks for, and having one is the permission.
//!
//! Nobody signed in goes to the sign-in page; everybody else to whom it is not given sees 404, as if it were not there.

use crate::{
    app::App,
    error::Error,
    visit::{Person, Visit},
};
use axum::{extract::FromRequestParts, http::request::Parts};
use domain::{
    accounts::{AccountKind, Capability, Role, TenantKind},
    ids::{AccountId, OfficeId, TenantId},
    settings,
};
use std::sync::Arc;
use store::{Scope, accounts::Account, tenants::Tenant};

fn visit(parts: &Parts) -> Result<Arc<Visit>, Error> {
    parts.extensions.get::<Arc<Visit>>().cloned().ok_or(Error::NotFound)
}

fn person(visit: &Visit) -> Result<&Person, Error> {
    visit.signed_in().ok_or_else(|| match &visit.person {
        Some(_) => Error::SecondFactorNeeded,
        None => Error::SignInNeeded { door: visit.door.clone(), next: visit.address.clone() },
    })
}

/// A signed-in person, wherever they belong.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who.
    pub account: Account,
    /// The request.
    pub visit: Arc<Visit>,
}

impl SignedIn {
    /// What belongs to the account itself.
    pub fn scope(&self) -> Scope {
        self.visit.once(Scope::account(self.account.id))
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Error> {
        let visit = visit(parts)?;
        let account = person(&visit)?.account.clone();
        Ok(Self { account, visit })
    }
}

/// A member of the tenant that the path names, in any role.
#[derive(Debug, Clone)]
pub struct Officer {
    /// Whose house.
    pub tenant: Tenant,
    /// Who.
    pub account: Account,
    /// The request, with the roles.
    pub visit: Arc<Visit>,
}

impl Officer {
    /// The tenant's rows, in the officer's name.
    pub fn scope(&self) -> Scope {
        self.visit.once(Scope::tenant(self.tenant.id, self.account.id))
    }
    /// Who, as an id.
    pub const fn id(&self) -> AccountId {
        self.account.id
    }
    /// Whether the officer has the role, to show or leave out what it allows.
    pub fn has(&self, role: Role) -> bool {
        self.visit.roles.has(role)
    }

    fn of(parts: &Parts, may: impl Fn(Role) -> bool, kinds: &[TenantKind]) -> Result<Self, Error> {
        let visit = visit(parts)?;
        let person = person(&visit)?;
        let tenant = visit.tenant.clone().ok_or(Error::NotFound)?;
        let allowed = person.account.kind == AccountKind::Staff
            && kinds.contains(&tenant.kind)
            && visit.roles.iter().any(may);
        if !allowed {
            return Err(Error::NotFound);
        }
        Ok(Self { tenant, account: person.account.clone(), visit })
    }
}

macro_rules! officers {
    (of $kinds:expr; $($(#[$doc:meta])* $name:ident: $($role:ident)|+;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name(pub Officer);

        impl std::ops::Deref for $name {
            type Target = Officer;
            fn deref(&self) -> &Officer {
                &self.0
            }
        }

        impl FromRequestParts<App> for $name {
            type Rejection = Error;
            async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Error> {
                Officer::of(parts, |role| matches!(role, $(Role::$role)|+), $kinds).map(Self)
            }
        }
    )+};
}

officers! {
    of &[TenantKind::Municipality];
    /// 市区町村の職員, in any role: may look.
    Reader: Clerk | Approver | Viewer | Administrator;
    /// 担当: prepares, reviews, proposes.
    Clerk: Clerk;
    /// 決裁者: decides.
    Approver: Approver;
    /// 担当 or 決裁者: works on applications.
    Reviewer: Clerk | Approver;
    /// 担当 or 管理者: keeps the register and the programmes.
    Keeper: Clerk | Administrator;
}

officers! {
    of &[TenantKind::Municipality];
    /// 管理者 of a municipality: what it keeps of people.
    MunicipalAdministrator: Administrator;
}

officers! {
    of &[TenantKind::Prefecture];
    /// 都道府県の職員, in any role: may look.
    PrefectureReader: Clerk | Approver | Viewer | Administrator;
    /// 都道府県の担当.
    PrefectureClerk: Clerk;
}

officers! {
    of &[TenantKind::Municipality, TenantKind::Prefecture];
    /// 決裁者 of the house that asked for a session: approves what its speaker costs.
    Payer: Approver;
}

officers! {
    of &[TenantKind::Federation];
    /// 国保連合会の職員, in any role: may look.
    FederationReader: Clerk | Approver | Viewer | Administrator;
    /// 国保連合会の担当.
    FederationClerk: Clerk;
    /// 国保連合会の管理者: who its members are.
    FederationAdministrator: Administrator;
}

officers! {
    of &[TenantKind::Municipality, TenantKind::Federation, TenantKind::Prefecture];
    /// Whoever works in one of the two houses that share sessions (a prefecture asks as a municipality does), in any role: may look.
    Partner: Clerk | Approver | Viewer | Administrator;
    /// 担当 of one of the two houses.
    PartnerClerk: Clerk;
}

officers! {
    of &[TenantKind::Central];
    /// 国保中央会の担当.
    CentralClerk: Clerk;
}

officers! {
    of &[TenantKind::Central, TenantKind::Prefecture];
    /// Whoever works in a house that has a list of its lecturers, in any role: may look. A federation's are among what it
    /// shares with its cities.
    LecturerReader: Clerk | Approver | Viewer | Administrator;
    /// 担当 of such a house.
    LecturerClerk: Clerk;
}

officers! {
    of &[TenantKind::Federation, TenantKind::Central];
    /// Whoever works in the house that asks for speakers or in the one that sends them, in any role: may look.
    Dispatcher: Clerk | Approver | Viewer | Administrator;
    /// 担当 of one of the two.
    DispatcherClerk: Clerk;
}

officers! {
    of &[TenantKind::Municipality, TenantKind::Prefecture, TenantKind::Federation, TenantKind::Central];
    /// Whoever works in one of the three houses that a dispatch concerns, in any role: may look.
    DispatchReader: Clerk | Approver | Viewer | Administrator;
}

officers! {
    of &[TenantKind::Central, TenantKind::Federation, TenantKind::Prefecture];
    /// Whoever works in a house that holds occasions, in any role: may look.
    Host: Clerk | Approver | Viewer | Administrator;
    /// 担当 of such a house.
    HostClerk: Clerk;
}

officers! {
    of &[TenantKind::Municipality, TenantKind::Federation, TenantKind::Prefecture];
    /// Whoever works in a house that is invited to occasions, in any role: may look.
    Invited: Clerk | Approver | Viewer | Administrator;
    /// 担当 of such a house.
    InvitedClerk: Clerk;
}

officers! {
    of &[TenantKind::Municipality, TenantKind::Central];
    /// 担当 of a house that adds to the catalogue of 介護ソフト.
    CatalogueClerk: Clerk;
}

officers! {
    of TenantKind::ALL;
    /// 担当 of a house of any kind.
    HouseClerk: Clerk;
}

impl FromRequestParts<App> for Officer {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Error> {
        Self::of(parts, |_| true, TenantKind::ALL)
    }
}

/// 管理者 of a tenant of any kind: people and settings.
#[derive(Debug, Clone)]
pub struct Administrator(pub Officer);

impl std::ops::Deref for Administrator {
    type Target = Officer;
    fn deref(&self) -> &Officer {
        &self.0
    }
}

impl FromRequestParts<App> for Administrator {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Error> {
        Officer::of(parts, |role| role == Role::Administrator, TenantKind::ALL).map(Self)
    }
}

/// 管理者 of a federation or of the central federation: opens other tenants (docs/decisions/0020).
#[derive(Debug, Clone)]
pub struct Opener(pub Officer);

impl std::ops::Deref for Opener {
    type Target = Officer;
    fn deref(&self) -> &Officer {
        &self.0
    }
}

impl Opener {
    /// What they may open, and where.
    pub fn may(&self) -> settings::Opener {
        settings::Opener::of(self.tenant.kind, &self.tenant.codes)
    }
}

impl FromRequestParts<App> for Opener {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Error> {
        let kinds = Capability::OpenTenants.kinds();
        Officer::of(parts, |role| Capability::OpenTenants.roles().contains(&role), kinds).map(Self)
    }
}

/// 申請者: speaks for offices in the register of the tenant that the path names.
#[derive(Debug, Clone)]
pub struct Applicant {
    /// The municipality.
    pub tenant: Tenant,
    /// Who.
    pub account: Account,
    /// For which of its offices.
    pub offices: Vec<OfficeId>,
    /// The request.
    pub visit: Arc<Visit>,
}

impl Applicant {
    /// The municipality's rows, in the applicant's name; every query asks for the applicant's own besides.
    pub fn scope(&self) -> Scope {
        self.visit.once(Scope::tenant(self.tenant.id, self.account.id))
    }
    /// Who, as an id.
    pub const fn id(&self) -> AccountId {
        self.account.id
    }
    /// Whether the applicant speaks for the office.
    pub fn speaks_for(&self, office: OfficeId) -> bool {
        self.offices.contains(&office)
    }
}

impl FromRequestParts<App> for Applicant {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Error> {
        let visit = visit(parts)?;
        let person = person(&visit)?;
        let tenant = visit.tenant.clone().ok_or(Error::NotFound)?;
        if person.account.kind != AccountKind::Applicant || visit.offices.is_empty() {
            return Err(Error::NotFound);
        }
        Ok(Self { tenant, account: person.account.clone(), offices: visit.offices.clone(), visit })
    }
}

/// Anybody, in a municipality's public pages.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The municipality.
    pub tenant: Tenant,
    /// The request.
    pub visit: Arc<Visit>,
}

impl Visitor {
    /// What a municipality shows to everybody; the handler asks for published rows only.
    pub fn scope(&self) -> Scope {
        Scope::tenant_by_system(self.tenant.id, "public page")
    }
    /// The municipality, as an id.
    pub const fn tenant_id(&self) -> TenantId {
        self.tenant.id
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Error> {
        let visit = visit(parts)?;
        let tenant = visit.tenant.clone().filter(|tenant| tenant.kind == TenantKind::Municipality);
        Ok(Self { tenant: tenant.ok_or(Error::NotFound)?, visit })
    }
}

/// Anybody, in the public pages of a house that holds occasions.
#[derive(Debug, Clone)]
pub struct Guest {
    /// The house.
    pub tenant: Tenant,
    /// The request.
    pub visit: Arc<Visit>,
}

impl Guest {
    /// What a house shows to everybody; the handler asks for what is published only.
    pub fn scope(&self) -> Scope {
        self.visit.once(Scope::tenant_by_system(self.tenant.id, "public page"))
    }
}

impl FromRequestParts<App> for Guest {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Error> {
        let visit = visit(parts)?;
        let holds = |tenant: &Tenant| match tenant.kind {
            TenantKind::Central | TenantKind::Federation | TenantKind::Prefecture => true,
            TenantKind::Municipality => false,
        };
        let tenant = visit.tenant.clone().filter(holds);
        Ok(Self { tenant: tenant.ok_or(Error::NotFound)?, visit })
    }
}

/// Anybody at all: front page, sign-in.
#[derive(Debug, Clone)]
pub struct Anyone {
    /// The request.
    pub visit: Arc<Visit>,
}

impl FromRequestParts<App> for Anyone {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Error> {
        Ok(Self { visit: visit(parts)? })
    }
}

/// Anybody, in demo mode only; outside it the page is not there.
#[derive(Debug, Clone)]
pub struct DemoVisitor {
    /// The request.
    pub visit: Arc<Visit>,
}

impl FromRequestParts<App> for DemoVisitor {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        if app.config.demo { Ok(Self { visit: visit(parts)? }) } else { Err(Error::NotFound) }
    }
}

/// Staff who typed their password and whose second factor is still to come.
#[derive(Debug, Clone)]
pub struct HalfSignedIn {
    /// Who.
    pub person: Person,
    /// The request.
    pub visit: Arc<Visit>,
}

impl FromRequestParts<App> for HalfSignedIn {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Error> {
        let visit = visit(parts)?;
        match &visit.person {
            Some(person) if visit.signed_in().is_none() => {
                Ok(Self { person: person.clone(), visit: visit.clone() })
            }
            Some(_) => Err(Error::NotFound),
            None => Err(Error::SignInNeeded { door: visit.door.clone(), next: "/home".into() }),
        }
    }
}
