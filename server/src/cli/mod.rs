//! The commands of the program.

mod members;
mod offices;
mod operations;
mod serve;
mod tenants;
mod users;

use crate::{
    app::App,
    clock::Clock,
    config::{Config, ConfigError, SETTINGS},
    demo,
    keys::{KeyError, Keyring},
    routes,
};
use clap::{CommandFactory as _, Parser, Subcommand};
use std::{ffi::OsString, path::PathBuf, process::ExitCode};
use store::{Settings, Store};

/// ひろめる: rolls out the ケアプランデータ連携システム among care offices.
#[derive(Debug, Parser)]
#[command(name = "hiromeru", version)]
struct Arguments {
    /// The configuration file; without it `hiromeru.toml` here, if there is one.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves pages, and works on jobs unless told otherwise.
    Serve {
        /// Leaves the jobs to `hiromeru work` elsewhere.
        #[arg(long)]
        without_worker: bool,
    },
    /// Works on jobs (mail, documents) without serving pages.
    Work,
    /// Brings the database's schema to what this program needs. On PostgreSQL run it as the owner role.
    Migrate {
        /// The role the program serves as; it is given what it may do.
        #[arg(long)]
        app_role: Option<String>,
        /// Makes no backup of the database first, because there is another one.
        #[arg(long)]
        without_backup: bool,
    },
    /// Backup, restore, drill, verification, held mail, support.
    #[command(flatten)]
    Operations(operations::Operations),
    /// Fills an empty database with the people and places of the demonstration.
    DemoData,
    /// People.
    #[command(subcommand)]
    Users(users::Users),
    /// Municipalities, prefectures, federations.
    #[command(subcommand)]
    Tenants(tenants::Tenants),
    /// The municipalities of a federation.
    #[command(subcommand)]
    Members(members::Members),
    /// Lists of offices.
    #[command(subcommand)]
    Offices(offices::Offices),
    /// Secrets.
    #[command(subcommand)]
    Keys(Keys),
    /// Configuration: what can be set, and whether the program would start with it.
    #[command(subcommand, name = "config", after_help = SETTINGS)]
    Configuration(Configuration),
    /// Prints every route: method and path.
    Routes,
}

#[derive(Debug, Subcommand)]
enum Keys {
    /// Writes a new key file (never over an old one).
    Create {
        /// What the key is called, for instance the month.
        #[arg(long)]
        id: String,
    },
}

#[derive(Debug, Subcommand)]
enum Configuration {
    /// Says whether the program would start, and if not, why.
    Check,
}

/// Why a command did not do what it was told.
#[derive(Debug, thiserror::Error)]
enum CommandError {
    #[error("configuration: {0}")]
    Config(#[from] ConfigError),
    #[error("{0}\nA new key file: hiromeru keys create --id {year_month}", year_month = "2026-11")]
    Keys(#[from] KeyError),
    #[error("database: {0}")]
    Store(#[from] store::Error),
    #[error("the database's schema lacks {0} changes: run `hiromeru migrate`")]
    Behind(usize),
    #[error(
        "the role {0} is not bound by row-level security: serve as a role that is neither superuser nor BYPASSRLS"
    )]
    Unbound(String),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("demo data need demo mode: write `demo = true` or set HIROMERU_DEMO=true")]
    NotDemo,
    #[error("{0}")]
    Request(#[from] crate::error::Error),
    #[error("{0}")]
    Users(#[from] users::UserError),
    #[error("{0}")]
    Tenants(#[from] tenants::TenantError),
    #[error("{0}")]
    Members(#[from] members::MemberError),
    #[error("{0}")]
    Offices(#[from] offices::OfficesError),
    #[error("{0}")]
    Operation(#[from] crate::operations::OperationError),
    #[error("on PostgreSQL a drill needs an empty database of its own: name its configuration with --into")]
    DrillNeedsPlace,
    #[error("{0} things are not as they were")]
    Damaged(usize),
    #[error("the verification could not be made: {0}")]
    Unverified(Box<CommandError>),
}

impl CommandError {
    /// What the program ends with: 2 says that a verification found nothing out or that a list is refused, 1 everything
    /// else.
    fn code(&self) -> ExitCode {
        match self {
            Self::Unverified(_) | Self::Offices(offices::OfficesError::Refused(_)) => ExitCode::from(2),
            Self::Config(_)
            | Self::Keys(_)
            | Self::Store(_)
            | Self::Behind(_)
            | Self::Unbound(_)
            | Self::Io(_)
            | Self::NotDemo
            | Self::Request(_)
            | Self::Users(_)
            | Self::Tenants(_)
            | Self::Members(_)
            | Self::Offices(_)
            | Self::Operation(_)
            | Self::DrillNeedsPlace
            | Self::Damaged(_) => ExitCode::FAILURE,
        }
    }
}

/// The command line as clap knows it, with which the documents are compared.
pub fn described() -> clap::Command {
    Arguments::command()
}

/// Runs the command of the command line.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("HIROMERU_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).json().with_writer(std::io::stderr).init();
    std::panic::set_hook(Box::new(panicked));
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&CommandError::Io(error)),
    };
    match runtime.block_on(perform(arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

/// Logs where it was, never what it held: values of a panic may be what people typed.
fn panicked(info: &std::panic::PanicHookInfo<'_>) {
    let (file, line) = info.location().map_or(("", 0), |place| (place.file(), place.line()));
    tracing::error!(file, line, "the program panicked");
}

/// Runs as a child process that reads one foreign file, within limits.
pub fn child(arguments: Vec<OsString>) -> ExitCode {
    let mut arguments = arguments.into_iter();
    match arguments.next().as_deref().and_then(|kind| kind.to_str()) {
        Some("read-sheet") => {
            let arguments: Vec<String> =
                arguments.map(|argument| argument.to_string_lossy().into_owned()).collect();
            sheets::child::run(&arguments)
        }
        Some("raster") => raster::child::run(arguments),
        Some("read-words") => raster::child::run_words(arguments),
        Some(_) | None => ExitCode::from(64),
    }
}

#[expect(clippy::print_stderr, reason = "a command tells its user what is wrong")]
fn failed(error: &CommandError) -> ExitCode {
    eprintln!("hiromeru: {error}");
    error.code()
}

#[expect(clippy::print_stdout, reason = "a command answers its user")]
async fn perform(Arguments { config, command }: Arguments) -> Result<(), CommandError> {
    if matches!(command, Command::Routes) {
        for route in routes::all().listed() {
            println!("{} {}", route.method, route.path);
        }
        return Ok(());
    }
    let command = match command {
        Command::Offices(command) => return Box::pin(offices::perform(config.as_deref(), command)).await,
        other => other,
    };
    let verifying = matches!(&command, Command::Operations(operations::Operations::Verify { .. }));
    let config = Config::read(config.as_deref()).map_err(|error| {
        if verifying { CommandError::Unverified(Box::new(error.into())) } else { error.into() }
    })?;
    match command {
        Command::Serve { without_worker } => serve::serve(prepare(config).await?, without_worker).await,
        Command::Work => serve::work(prepare(config).await?).await,
        Command::Migrate { app_role, without_backup } => {
            std::fs::create_dir_all(&config.data)?;
            if !without_backup {
                operations::before_upgrade(&config).await?;
            }
            store::migrate(&config.database, app_role.as_deref()).await?;
            println!("the schema is up to date");
            Ok(())
        }
        Command::Operations(command) => operations::perform(config, command).await,
        Command::DemoData => {
            if !config.demo {
                return Err(CommandError::NotDemo);
            }
            let app = prepare(config).await?;
            let added = demo::seed::fill(&app).await?;
            if added {
                demo::story::begin(&app).await?;
            }
            println!("{}", if added { "demo data added" } else { "there are data already; nothing added" });
            println!("one can become:");
            for (name, role) in demo::people::known() {
                println!("  {name}  {role}");
            }
            // SQLite writes its log back: what is copied afterwards is one file, and half as large.
            Ok(app.store.close().await?)
        }
        Command::Tenants(command) => Ok(tenants::perform(&prepare(config).await?, command).await?),
        Command::Users(command) => Ok(users::perform(&prepare(config).await?, command).await?),
        Command::Members(command) => Ok(members::perform(&prepare(config).await?, command).await?),
        Command::Keys(Keys::Create { id }) => {
            std::fs::create_dir_all(&config.data)?;
            Keyring::create(&config.keys, &id)?;
            println!("key {id} written to {}", config.keys.display());
            Ok(())
        }
        Command::Configuration(Configuration::Check) => {
            prepare(config).await?;
            println!("ok");
            Ok(())
        }
        Command::Offices(_) | Command::Routes => Ok(()),
    }
}

/// Opens everything, refusing what would fail later.
async fn prepare(config: Config) -> Result<App, CommandError> {
    std::fs::create_dir_all(&config.data)?;
    if config.demo {
        if !config.keys.exists() {
            Keyring::create(&config.keys, "demo")?;
        }
        if matches!(config.database, Settings::Sqlite(_)) {
            store::migrate(&config.database, None).await?;
        }
    }
    let keys = Keyring::read(&config.keys)?;
    let store = Store::open(&config.database).await?;
    let behind = store.pending_migrations().await?;
    if behind > 0 {
        return Err(CommandError::Behind(behind));
    }
    if let Some((role, superuser, bypasses)) = store.role().await?
        && (superuser || bypasses)
    {
        return Err(CommandError::Unbound(role));
    }
    Ok(App::new(store, Clock::system(), keys, config, std::env::current_exe()?)?)
}
