//! The first tenant: every other is opened from a page (docs/decisions/0020).

use crate::{app::App, error::Error, settings};
use app::messages::settings as words;
use clap::{Args, Subcommand};
use domain::{
    accounts::TenantKind,
    form::Typed,
    settings::{NewTenant, Opener, OpeningField},
};
use store::Scope;

/// What can be done with tenants from the command line.
#[derive(Debug, Subcommand)]
pub(super) enum Tenants {
    /// Opens a tenant and invites its first administrator by mail; a worker sends it.
    Open(Open),
}

#[derive(Debug, Args)]
pub(super) struct Open {
    /// municipality, prefecture, federation or central.
    #[arg(long, value_parser = parse_kind)]
    kind: TenantKind,
    /// Its name.
    #[arg(long)]
    name: String,
    /// Its word in addresses, for instance `midorino`.
    #[arg(long)]
    slug: String,
    /// Its codes (全国地方公共団体コード); of a federation that of its prefecture, of the central federation none.
    #[arg(long, value_delimiter = ',')]
    codes: Vec<String>,
    /// Takes codes whose check digit is odd.
    #[arg(long)]
    codes_confirmed: bool,
    /// The name of the first administrator.
    #[arg(long)]
    administrator_name: String,
    /// Their mail address.
    #[arg(long)]
    administrator_email: String,
}

/// Why no tenant was opened.
#[derive(Debug, thiserror::Error)]
pub(super) enum TenantError {
    #[error("{}", .0.join("\n"))]
    Refused(Vec<String>),
    #[error("{0}")]
    Request(#[from] Error),
    #[error("database: {0}")]
    Store(#[from] store::Error),
}

fn parse_kind(word: &str) -> Result<TenantKind, String> {
    word.parse().map_err(|error: domain::accounts::UnknownWord| error.to_string())
}

fn refused(errors: &[settings::Refused]) -> TenantError {
    let sentence = |(field, problem): &settings::Refused| {
        format!("--{}: {}", field.name().replace('_', "-"), words::opening(*field, problem))
    };
    TenantError::Refused(errors.iter().map(sentence).collect())
}

#[expect(clippy::print_stdout, reason = "a command answers its user")]
pub(super) async fn perform(app: &App, Tenants::Open(open): Tenants) -> Result<(), TenantError> {
    let Open { kind, name, slug, codes, codes_confirmed, administrator_name, administrator_email } = open;
    let typed = Typed::default()
        .with(OpeningField::Kind.name(), kind.word())
        .with(OpeningField::Name.name(), name)
        .with(OpeningField::Slug.name(), slug)
        .with(OpeningField::Codes.name(), codes.join(" "))
        .with(OpeningField::CodesConfirmed.name(), if codes_confirmed { "yes" } else { "" })
        .with(OpeningField::AdministratorName.name(), administrator_name)
        .with(OpeningField::AdministratorEmail.name(), administrator_email);
    let new = NewTenant::parse(&typed, &Opener::installer()).map_err(|errors| refused(&errors))?;
    let tx = app.store.write(&Scope::system("tenants open")).await?;
    settings::open(app, &tx, &new, None, "ひろめるの運用者").await?.map_err(|one| refused(&[one]))?;
    tx.commit().await?;
    println!("opened /t/{}; the invitation leaves with the next worker", new.slug);
    Ok(())
}
