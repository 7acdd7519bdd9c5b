//! What an administrator keeps besides people: sender, closed days, roles in words, keys of other systems, the members of a
//! federation, tenants that are opened.

mod api_keys;
mod cities;
mod closed_days;
mod decisions;
mod opening;
mod overview;
mod roles;
mod routing;
mod sender;

pub use opening::{Refused, open};
pub use overview::keeping;

use crate::{error::Error, faster::Faster, routing::Routes};
use app::errors::ANOTHER_ADMINISTRATOR;
use store::Tx;

/// The routes of settings.
pub fn routes(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/settings", overview::show)
        .page("/t/{tenant}/settings/sender", sender::show, sender::update)
        .page("/t/{tenant}/settings/closed-days", closed_days::show, closed_days::create)
        .act("/t/{tenant}/settings/closed-days/removal", closed_days::remove)
        .page("/t/{tenant}/settings/decisions", decisions::show, decisions::update)
        .act("/t/{tenant}/settings/decisions/substitutes", decisions::name)
        .act("/t/{tenant}/settings/decisions/substitutes/removal", decisions::take_back)
        .show("/t/{tenant}/settings/cities", cities::index)
        .page("/t/{tenant}/settings/cities/new", cities::new, cities::create)
        .page("/t/{tenant}/settings/cities/{member}", cities::show, cities::update)
        .act("/t/{tenant}/settings/cities/{member}/suspension", cities::suspend)
        .act("/t/{tenant}/settings/cities/{member}/return", cities::bring_back)
        .act("/t/{tenant}/settings/cities/{member}/removal", cities::remove)
        .show("/t/{tenant}/settings/roles", roles::show)
        .show("/t/{tenant}/settings/routing", routing::index)
        .page("/t/{tenant}/settings/routing/new", routing::new, routing::create)
        .page("/t/{tenant}/settings/routing/{rule}", routing::edit, routing::update)
        .act("/t/{tenant}/settings/routing/{rule}/place", routing::place)
        .show("/t/{tenant}/settings/api-keys", api_keys::index)
        .page("/t/{tenant}/settings/api-keys/new", api_keys::new, api_keys::create)
        .show("/t/{tenant}/settings/api-keys/{key}", api_keys::show)
        .act("/t/{tenant}/settings/api-keys/{key}/revocation", api_keys::revoke)
        .show("/t/{tenant}/tenants", opening::index)
        .page("/t/{tenant}/tenants/new", opening::new, opening::create)
}

/// What the page of who was slower says of the last happening of this kind to the tenant.
async fn conflict(
    tx: &Tx,
    kind: &str,
    what: String,
    did: &str,
    differences: Vec<(String, String, String)>,
    latest: String,
) -> Result<Error, Error> {
    let house = ("tenant", tx.tenant()?.uuid());
    let faster = Faster::of(tx, house, |event| event.kind == kind).await?.or(ANOTHER_ADMINISTRATOR);
    Ok(faster.conflict(what, did, differences, latest))
}
