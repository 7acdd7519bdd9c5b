//! The municipalities of a federation, and its prefecture, from the command line: the one place where two houses are tied together.

use crate::app::App;
use clap::Subcommand;
use domain::accounts::TenantKind;
use serde_json::json;
use store::{Scope, demos::members, events::Event, tenants};

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
    let place = i32::try_from(members::all(&tx).await?.len()).unwrap_or(i32::MAX).saturating_add(1);
    let id = app.clock.id();
    members::add(&tx, id, place, &name, house, now).await?;
    let event = || Event::of(now, "federation.member_added", "member", id.uuid(), json!({ "place": place }));
    tx.record(event())?;
    if let Some(house) = house {
        tx.record_for(house, event())?;
    }
    tx.commit().await?;
    Ok(())
}
