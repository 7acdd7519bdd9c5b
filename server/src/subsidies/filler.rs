//! Who fills an application in: its applicant, or an officer on behalf of an office that sent a paper (代理入力).
//!
//! The handlers are the same for both; which of the two a route is for is the type that the route names, and that type
//! is the permission (`actor.rs`).

use crate::{
    actor::{Applicant, Clerk},
    app::App,
    error::Error,
    visit::Visit,
};
use app::paths::{Filling, Hand};
use axum::extract::FromRequestParts;
use domain::ids::{AccountId, ApplicationId, OfficeId};
use std::sync::Arc;
use store::{Scope, Tx, accounts::Account, subsidies::applications::Application, tenants::Tenant, views};

/// Whoever fills an application in.
#[derive(Debug, Clone)]
pub struct Filler {
    /// The municipality.
    pub tenant: Tenant,
    /// Who.
    pub account: Account,
    visit: Arc<Visit>,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Applicant { offices: Vec<OfficeId> },
    Officer,
}

/// An actor that may fill in.
pub trait Fills: FromRequestParts<App, Rejection = Error> + Send + 'static {
    /// As the handlers know them.
    fn filler(self) -> Filler;
}

impl Fills for Applicant {
    fn filler(self) -> Filler {
        let Self { tenant, account, offices, visit } = self;
        Filler { tenant, account, visit, kind: Kind::Applicant { offices } }
    }
}

impl Fills for Clerk {
    fn filler(self) -> Filler {
        let crate::actor::Officer { tenant, account, visit } = self.0;
        Filler { tenant, account, visit, kind: Kind::Officer }
    }
}

impl Filler {
    /// The municipality's rows, in the filler's name; every query asks for what is theirs besides.
    pub fn scope(&self) -> Scope {
        self.visit.once(Scope::tenant(self.tenant.id, self.account.id))
    }
    /// Who, as an id.
    pub const fn id(&self) -> AccountId {
        self.account.id
    }
    /// For which offices an applicant speaks; none for an officer.
    pub fn offices(&self) -> &[OfficeId] {
        match &self.kind {
            Kind::Applicant { offices } => offices,
            Kind::Officer => &[],
        }
    }
    /// Whose hand.
    pub const fn hand(&self) -> Hand {
        match self.kind {
            Kind::Applicant { .. } => Hand::Applicant,
            Kind::Officer => Hand::Officer,
        }
    }
    /// Where the pages are.
    pub fn filling(&self) -> Filling {
        Filling { slug: self.tenant.slug.clone(), hand: self.hand() }
    }
    /// Whether an application is theirs: an applicant speaks for its office, and an officer's unfinished entry is not
    /// shown to them; an officer fills in what came on paper and nothing else.
    pub fn fills(&self, application: &Application) -> bool {
        match &self.kind {
            Kind::Applicant { offices } => {
                let received = application.receipt.is_some() || application.arrival.is_none();
                offices.contains(&application.office) && received
            }
            Kind::Officer => application.arrival.is_some(),
        }
    }
    /// Keeps that an officer looked at somebody's data; one's own are not recorded.
    pub async fn looked(
        &self,
        app: &App,
        tx: &Tx,
        application: ApplicationId,
        what: &'static str,
    ) -> Result<(), Error> {
        match self.kind {
            Kind::Applicant { .. } => Ok(()),
            Kind::Officer => {
                let (id, now) = (app.clock.id(), app.clock.now());
                Ok(views::record(tx, id, now, "application", application.uuid(), what).await?)
            }
        }
    }
}
