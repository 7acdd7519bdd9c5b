//! Lists of offices from the command line.

use super::{CommandError, prepare};
use crate::{
    app::App,
    config::{CONFIG, Config},
    imports::{command, report::Report},
};
use clap::Subcommand;
use domain::municipality_code::MunicipalityCode;
use std::path::{Path, PathBuf};
use store::{
    Scope, Settings,
    tenants::{self, Tenant},
};

/// What can be done with lists from the command line.
#[derive(Debug, Subcommand)]
pub(super) enum Offices {
    /// Says what a list would do to the register. Writes nothing; without a database everything in it is new.
    Check(List),
    /// Imports every row of a list that has no error.
    Import(List),
}

/// A list.
#[derive(Debug, clap::Args)]
pub(super) struct List {
    /// The file, of any kind that the pages take.
    file: PathBuf,
    /// 全国地方公共団体コード of the municipality whose rows are wanted, 6 digits.
    #[arg(long)]
    municipality: MunicipalityCode,
    /// Answers in JSON.
    #[arg(long)]
    json: bool,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub(super) enum OfficesError {
    #[error("the file {0} could not be read: {1}")]
    File(PathBuf, std::io::Error),
    #[error("there is no municipality with the code {0}")]
    NoMunicipality(MunicipalityCode),
    #[error("{0}")]
    Refused(String),
}

impl List {
    /// The name and the bytes of the file.
    fn read(&self) -> Result<(String, Vec<u8>), OfficesError> {
        let bytes =
            std::fs::read(&self.file).map_err(|error| OfficesError::File(self.file.clone(), error))?;
        let name = self.file.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok((name.unwrap_or_default(), bytes))
    }
}

/// Does it.
pub(super) async fn perform(config: Option<&Path>, command: Offices) -> Result<(), CommandError> {
    let (list, report) = match command {
        Offices::Check(list) => {
            let (name, bytes) = list.read()?;
            let program = std::env::current_exe()?;
            let register = match Config::read(config) {
                Ok(config) if is_there(&config.database) => Some(prepare(config).await?),
                // A list can be looked at where nothing is set up.
                Ok(_) => None,
                Err(_) if config.is_none() && !Path::new(CONFIG).exists() => None,
                Err(error) => return Err(error.into()),
            };
            let tenant = match &register {
                Some(app) => of_code(app, list.municipality).await?,
                None => None,
            };
            let register = register.as_ref().zip(tenant.as_ref());
            let report = command::check(&program, register, (&name, bytes), list.municipality).await?;
            (list, report)
        }
        Offices::Import(list) => {
            let (name, bytes) = list.read()?;
            let app = prepare(Config::read(config)?).await?;
            let tenant = of_code(&app, list.municipality).await?;
            let tenant = tenant.ok_or(OfficesError::NoMunicipality(list.municipality))?;
            let report = command::import(&app, &tenant, (&name, bytes), list.municipality).await?;
            (list, report)
        }
    };
    answer(&report, list.json)
}

#[expect(clippy::print_stdout, reason = "a command answers its user")]
fn answer(report: &Report, json: bool) -> Result<(), CommandError> {
    if json {
        println!("{}", serde_json::to_string_pretty(report).map_err(std::io::Error::from)?);
    } else {
        println!("{}", report.summary());
    }
    match &report.refused_because {
        None => Ok(()),
        Some(because) => Err(OfficesError::Refused(because.sentence.clone()).into()),
    }
}

/// Whether there is a database to compare with: a look at a list makes none.
fn is_there(database: &Settings) -> bool {
    match database {
        Settings::Sqlite(path) => Path::new(path).exists(),
        Settings::Postgres { .. } => true,
    }
}

async fn of_code(app: &App, code: MunicipalityCode) -> Result<Option<Tenant>, store::Error> {
    let tx = app.store.read(&Scope::system("whose list it is")).await?;
    let code = code.to_string();
    Ok(tenants::all(&tx).await?.into_iter().find(|tenant| tenant.codes.contains(&code)))
}
