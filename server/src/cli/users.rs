//! The first people: everybody else is invited from a page.

use crate::{app::App, passwords};
use app::paths;
use clap::Subcommand;
use domain::{
    accounts::{AccountKind, Role, TenantKind, TenantSlug},
    email::Email,
    municipality_code::MunicipalityCode,
};
use serde_json::json;
use std::io::{self, BufRead as _, IsTerminal as _};
use store::{
    Scope,
    accounts::{self, NewAccount},
    events::Event,
    tenants::{self, Tenant, TenantSettings},
};

/// What can be done with people from the command line.
#[derive(Debug, Subcommand)]
pub(super) enum Users {
    /// Adds an officer; the password (15 characters or more) is read from standard input. The tenant is made when it
    /// is new.
    Create {
        /// The mail address to sign in with.
        #[arg(long)]
        email: String,
        /// The name to show.
        #[arg(long)]
        name: String,
        /// The tenant's word in addresses, for instance `midorino`.
        #[arg(long)]
        tenant: TenantSlug,
        /// Roles: clerk, approver, viewer, administrator.
        #[arg(long, value_delimiter = ',', value_parser = parse_role)]
        roles: Vec<Role>,
        /// For a new tenant: its name.
        #[arg(long)]
        tenant_name: Option<String>,
        /// For a new tenant: municipality, prefecture, federation or central.
        #[arg(long, value_parser = parse_kind)]
        tenant_kind: Option<TenantKind>,
        /// For a new municipality: its codes (全国地方公共団体コード), five or six digits.
        #[arg(long, value_delimiter = ',', value_parser = parse_code)]
        tenant_codes: Vec<MunicipalityCode>,
    },
}

/// Why a person was not added.
#[derive(Debug, thiserror::Error)]
pub(super) enum UserError {
    #[error("{0} is not a mail address")]
    Email(String),
    #[error("there is an account with this mail address already")]
    Taken,
    #[error("the tenant {0} is new: give --tenant-name and --tenant-kind")]
    NewTenant(String),
    #[error(
        "the municipality {0} is new: give its codes with --tenant-codes, so that it can tell its offices from others"
    )]
    NoCode(String),
    #[error("give at least one role")]
    NoRole,
    #[error("the password does not serve: {0}; it has 15 to 128 characters")]
    Password(domain::accounts::PasswordError),
    #[error("the password could not be read: {0}")]
    Input(#[from] io::Error),
    #[error("{0}")]
    Hashing(#[from] passwords::HashError),
    #[error("database: {0}")]
    Store(#[from] store::Error),
}

fn parse_role(word: &str) -> Result<Role, String> {
    word.parse().map_err(|error: domain::accounts::UnknownWord| error.to_string())
}

fn parse_kind(word: &str) -> Result<TenantKind, String> {
    word.parse().map_err(|error: domain::accounts::UnknownWord| error.to_string())
}

fn parse_code(typed: &str) -> Result<MunicipalityCode, String> {
    let parsed = MunicipalityCode::parse(typed).map_err(|error| error.to_string())?;
    if parsed.warnings.is_empty() { Ok(parsed.code) } else { Err("no municipality has this code".to_owned()) }
}

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a command asks and answers its user")]
pub(super) async fn perform(app: &App, command: Users) -> Result<(), UserError> {
    let Users::Create { email, name, tenant: slug, roles, tenant_name, tenant_kind, tenant_codes } = command;
    let slug = slug.as_str().to_owned();
    if roles.is_empty() {
        return Err(UserError::NoRole);
    }
    let address = Email::parse(&email).map_err(|_| UserError::Email(email.clone()))?;
    if io::stdin().is_terminal() {
        eprintln!("the password, 15 characters or more (it shows while you type), then Enter:");
    }
    let mut password = String::new();
    io::stdin().lock().read_line(&mut password)?;
    let password =
        domain::accounts::Password::parse(password.trim_end_matches(['\r', '\n']), &[&slug, &email])
            .map_err(UserError::Password)?;
    let hash = passwords::hash(app, password).await?;
    let now = app.clock.now();
    let tx = app.store.write(&Scope::system("users create")).await?;
    if accounts::by_email(&tx, &address.key()).await?.is_some() {
        return Err(UserError::Taken);
    }
    let tenant = match (tenants::by_slug(&tx, &slug).await?, tenant_name, tenant_kind) {
        (Some(tenant), _, _) => tenant.id,
        (None, Some(_), Some(TenantKind::Municipality)) if tenant_codes.is_empty() => {
            return Err(UserError::NoCode(slug));
        }
        (None, Some(name), Some(kind)) => {
            let codes = tenant_codes.iter().map(ToString::to_string).collect();
            let settings = TenantSettings::default();
            let tenant = Tenant { id: app.clock.id(), kind, slug: slug.clone(), name, settings, codes };
            tenants::add(&tx, &tenant, now).await?;
            let added = json!({ "kind": kind.word() });
            tx.record_for(tenant.id, Event::of(now, "tenant.added", "tenant", tenant.id.uuid(), added))?;
            tenant.id
        }
        (None, _, _) => return Err(UserError::NewTenant(slug)),
    };
    let id = app.clock.id();
    let email = Some((address.as_str().to_owned(), address.key()));
    let account =
        NewAccount { id, kind: AccountKind::Staff, name, email, password_hash: Some(hash), demo_key: None };
    accounts::add(&tx, account, now).await?;
    tx.commit().await?;
    let tx = app.store.write(&Scope::tenant_by_system(tenant, "users create")).await?;
    for role in &roles {
        accounts::grant(&tx, id, *role, now).await?;
    }
    let words: Vec<&str> = roles.iter().map(|role| role.word()).collect();
    tx.record(Event::of(now, "member.added", "account", id.uuid(), json!({ "roles": words })))?;
    tx.commit().await?;
    let door = app.address_of(&paths::sign_in_staff());
    println!("added; sign in at {door}, where the second factor is set up the first time");
    Ok(())
}
