//! Who asks through the interface: a system with a key of the house that the path names. Having one is the permission to
//! ask; what may be read is asked for with each list.

use super::problem::Refusal;
use crate::{
    accounts::throttling::{self, API_CALLS, API_SECRETS_HERE},
    app::App,
    error::Error,
    keys,
    visit::Visit,
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use domain::{ids::ApiKeyId, interface::Permission};
use std::sync::Arc;
use store::{
    Scope, Tx,
    interface::keys::{self as api_keys, ApiKey},
    tenants::{self, Tenant},
};

/// What a key begins with, so that whoever finds one somewhere knows what it opens.
const MARK: &str = "hiromeru";

/// A key as its system keeps it: a word of ours, its id, its secret.
pub(crate) fn write_out(id: ApiKeyId, secret: &str) -> String {
    format!("{MARK}.{id}.{secret}")
}

/// What is kept of a secret.
pub(crate) fn hash(secret: &str) -> String {
    keys::sha256(secret)
}

/// The key that a request carries, if it looks like one of ours.
fn carried(headers: &HeaderMap) -> Option<(ApiKeyId, &str)> {
    let carried = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (kind, written) = carried.split_once(' ')?;
    let (mark, rest) = written.trim().split_once('.')?;
    let (id, secret) = rest.split_once('.')?;
    let ours = kind.eq_ignore_ascii_case("bearer") && mark == MARK && !secret.is_empty();
    Some((id.parse().ok()?, secret)).filter(|_| ours)
}

/// Counts what opens nothing, by the network from which it comes.
async fn missed(app: &App, visit: &Visit) -> Result<(), Error> {
    let tries = [("api secret", throttling::network(visit.from), API_SECRETS_HERE)];
    throttling::allow(app, &tries).await
}

/// A system with a key.
#[derive(Debug)]
pub(crate) struct Caller {
    /// The house.
    pub tenant: Tenant,
    key: ApiKey,
}

impl Caller {
    /// Whether it may read this.
    pub fn may(&self, permission: Permission) -> bool {
        self.key.permissions.contains(&permission)
    }

    /// The rows of the house, for a list that needs this permission.
    pub async fn open(&self, app: &App, needed: Permission) -> Result<Tx, Refusal> {
        if self.may(needed) { self.open_any(app).await } else { Err(Refusal::NotAllowed) }
    }

    /// The same for what tells of everything that the key may read.
    pub async fn open_any(&self, app: &App) -> Result<Tx, Refusal> {
        Ok(app.store.read(&Scope::tenant_by_system(self.tenant.id, "another system of the house")).await?)
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let visit = parts.extensions.get::<Arc<Visit>>().cloned().ok_or(Refusal::NotThere)?;
        let (id, secret) = carried(&parts.headers).ok_or(Refusal::NoKey)?;
        let slug = visit.path.split('/').nth(3).unwrap_or_default();
        let tx = app.store.read(&Scope::system("which key asks")).await?;
        let known = api_keys::presented(&tx, id).await?;
        let tenant = tenants::by_slug(&tx, slug).await?;
        drop(tx);
        let is_its =
            |key: &ApiKey| keys::constant_time_eq(hash(secret).as_bytes(), key.secret_hash.as_bytes());
        let Some(key) = known.filter(is_its) else {
            missed(app, &visit).await?;
            return Err(Refusal::UnknownKey);
        };
        let today = app.clock.today();
        let over = match key.revoked_at {
            Some(_) => Some(Refusal::Revoked),
            None => (key.until < today).then_some(Refusal::Ended(key.until)),
        };
        if let Some(over) = over {
            // It opens nothing any more: whoever goes on asking with it is answered as often as with a wrong one.
            missed(app, &visit).await?;
            return Err(over);
        }
        let from_here = key.addresses.is_empty() || key.addresses.iter().any(|one| one.contains(visit.from));
        if !from_here {
            // Whoever found a key and is elsewhere uses up none of the calls of its system.
            missed(app, &visit).await?;
            return Err(Refusal::FromElsewhere);
        }
        throttling::allow(app, &[("api key", key.id.to_string(), API_CALLS)]).await?;
        let tenant = tenant.filter(|tenant| tenant.id == key.tenant).ok_or(Refusal::NotThere)?;
        if key.used_on != Some(today) {
            let scope = Scope::tenant_by_system(tenant.id, "the day on which a key is used");
            let tx = app.store.write(&scope).await?;
            api_keys::used(&tx, key.id, today).await?;
            tx.commit().await?;
        }
        Ok(Self { tenant, key })
    }
}
