//! The municipalities of a federation, and its prefecture, from the command line: as its administrator does in the browser, and
//! wherever the houses are.

use crate::app::App;
use clap::Subcommand;
use domain::{accounts::TenantKind, demos::MembershipForm};
use store::{Scope, demos::members, tenants};

/// What can be done with a federation's members from the command line.
#[derive(Debug, Subcommand)]
pub(super) enum Members {
    /// Adds a municipality, or the prefecture, to a federation. With `--municipality` the two share requests and sessions
    /// from then on.
    Add {
        /// The federation's word in addresses.
        #[arg(long)]
        federation: String,
        /// The municipality's name.
        #[arg(long)]
        name: String,
        /// The municipality's or the prefecture's word in addresses, where it has a house here.
        #[arg(long)]
        municipality: Option<String>,
    },
}

/// Why nothing was added.
#[derive(Debug, thiserror::Error)]
pub(super) enum MemberError {
    #[error("there is no {1} named {0}")]
    NoTenant(String, &'static str),
    #[error("the database: {0}")]
    Store(#[from] store::Error),
}

/// Does it.
pub(super) async fn perform(app: &App, command: Members) -> Result<(), MemberError> {
    let Members::Add { federation, name, municipality } = command;
    let tx = app.store.read(&Scope::system("tie two houses together")).await?;
    let of_kind = async |slug: &str, kind: TenantKind| {
        let found = tenants::by_slug(&tx, slug).await?.filter(|tenant| tenant.kind == kind);
        found.ok_or_else(|| MemberError::NoTenant(slug.to_owned(), kind.word()))
    };
    let federation = of_kind(&federation, TenantKind::Federation).await?;
    let house = match &municipality {
        Some(slug) => match of_kind(slug, TenantKind::Prefecture).await {
            Ok(prefecture) => Some(prefecture.id),
            Err(MemberError::NoTenant(..)) => Some(of_kind(slug, TenantKind::Municipality).await?.id),
            Err(error) => return Err(error),
        },
        None => None,
    };
    drop(tx);
    let now = app.clock.now();
    let tx = app.store.write(&Scope::tenant_by_system(federation.id, "command line")).await?;
    members::join(&tx, app.clock.id(), &MembershipForm { name, house }, now).await?;
    tx.commit().await?;
    Ok(())
}
