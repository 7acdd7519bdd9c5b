//! Who is asking: what is found at the beginning of every request, before there is a scope.

use crate::{
    Error, accounts,
    initiatives::{self, Helpdesk},
    sessions::{self, Living},
    tenants::{self, Tenant},
};
use chrono::{DateTime, Utc};
use domain::ids::{AccountId, OfficeId, TenantId};
use sea_orm::DatabaseConnection;

/// Asks in the system's scope, changes nothing, and needs no transaction for it: each question is one statement.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    connection: &'a DatabaseConnection,
}

impl<'a> Asking<'a> {
    pub(crate) const fn over(connection: &'a DatabaseConnection) -> Self {
        Self { connection }
    }

    /// The session of a token, if it still lives, with whose it is and what they may do.
    pub async fn living(self, token_hash: &str, now: DateTime<Utc>) -> Result<Option<Living>, Error> {
        sessions::living(self.connection, token_hash, now).await
    }

    /// The tenant with this word in its routes, with its codes.
    pub async fn tenant(self, slug: &str) -> Result<Option<Tenant>, Error> {
        tenants::named(self.connection, slug).await
    }

    /// The offices for which an account speaks.
    pub async fn offices_of(self, account: AccountId) -> Result<Vec<(TenantId, OfficeId)>, Error> {
        accounts::represented(self.connection, account).await
    }

    /// Who answers questions about the initiative that is rolled out now.
    pub async fn helpdesk(self) -> Result<Option<Helpdesk>, Error> {
        initiatives::answering(self.connection).await
    }
}
