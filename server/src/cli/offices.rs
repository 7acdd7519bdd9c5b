//! Lists of offices from the command line.

use super::{CommandError, prepare};
use crate::{
    app::App,
    config::{CONFIG, Config},
    imports::{
        command::{self, Lists},
        report::Report,
    },
    offices::exporting,
};
use clap::Subcommand;
use domain::{imports::Existing, municipality_code::MunicipalityCode};
use std::{
    io::Write as _,
    path::{Path, PathBuf},
};
use store::{
    Scope, Settings,
    offices::Filter,
    tenants::{self, Tenant},
};

/// What can be done with lists from the command line.
#[derive(Debug, Subcommand)]
pub(super) enum Offices {
    /// Says what a list would do to the register. Writes nothing; without a database everything in it is new.
    Check(List),
    /// Imports every row of a list that has no error, or with `--whole` all of them or none.
    Import(List),
    /// Writes the register as a list to standard output.
    Export {
        /// 全国地方公共団体コード of the municipality, 6 digits.
        #[arg(long)]
        municipality: MunicipalityCode,
        /// The kind of file.
        #[arg(long, value_enum, default_value = "xlsx")]
        format: Format,
        /// How a CSV is written; characters that Shift JIS lacks are named on standard error.
        #[arg(long, value_enum, default_value = "utf8")]
        encoding: Encoding,
    },
}

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// An Excel workbook.
    Xlsx,
    /// Separated values.
    Csv,
}

/// How a CSV is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Encoding {
    /// UTF-8 with its mark.
    Utf8,
    /// Windows' Shift JIS.
    Cp932,
}

/// A list.
#[derive(Debug, clap::Args)]
pub(super) struct List {
    /// The file, of any kind that the pages take.
    file: PathBuf,
    /// 全国地方公共団体コード of the municipality whose rows are wanted, 6 digits.
    #[arg(long)]
    municipality: MunicipalityCode,
    /// Takes the rows of every municipality, not only those of the code.
    #[arg(long)]
    every_municipality: bool,
    /// What becomes of offices that the register has already.
    #[arg(long, value_enum, default_value = "update")]
    existing: Known,
    /// Refuses the whole list where one row has an error; otherwise the rows without one are taken.
    #[arg(long)]
    whole: bool,
    /// Answers in JSON.
    #[arg(long)]
    json: bool,
}

/// What becomes of offices that the register has already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Known {
    /// They become what the list says.
    Update,
    /// The list only adds what is not known of them.
    Complete,
    /// They stay as they are.
    Keep,
}

impl From<Known> for Existing {
    fn from(known: Known) -> Self {
        match known {
            Known::Update => Self::Update,
            Known::Complete => Self::Complete,
            Known::Keep => Self::Keep,
        }
    }
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
    /// The rows that are wanted.
    fn wanted(&self, tenant: Option<&Tenant>) -> Lists {
        let lists =
            if self.every_municipality { Lists::default() } else { Lists::of(self.municipality, tenant) };
        Lists { existing: self.existing.into(), whole: self.whole, ..lists }
    }

    /// The file, which can be read.
    fn there(&self) -> Result<&Path, OfficesError> {
        match std::fs::File::open(&self.file).and_then(|file| file.metadata()) {
            Ok(known) if known.is_file() => Ok(&self.file),
            Ok(_) => Err(OfficesError::File(self.file.clone(), std::io::ErrorKind::InvalidInput.into())),
            Err(error) => Err(OfficesError::File(self.file.clone(), error)),
        }
    }
}

/// Does it.
pub(super) async fn perform(config: Option<&Path>, command: Offices) -> Result<(), CommandError> {
    let (list, report) = match command {
        Offices::Check(list) => {
            list.there()?;
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
            let lists = list.wanted(tenant.as_ref());
            let report = command::check(&program, register, list.there()?, &lists).await?;
            (list, report)
        }
        Offices::Import(list) => {
            list.there()?;
            let app = prepare(Config::read(config)?).await?;
            let tenant = of_code(&app, list.municipality).await?;
            let tenant = tenant.ok_or(OfficesError::NoMunicipality(list.municipality))?;
            let lists = list.wanted(Some(&tenant));
            let report = command::import(&app, &tenant, list.there()?, &lists).await?;
            (list, report)
        }
        Offices::Export { municipality, format, encoding } => {
            let app = prepare(Config::read(config)?).await?;
            return export(&app, municipality, format, encoding).await;
        }
    };
    answer(&report, list.json)
}

#[expect(clippy::print_stdout, reason = "a command answers its user")]
fn answer(report: &Report, json: bool) -> Result<(), CommandError> {
    if json {
        let mut output = std::io::BufWriter::new(std::io::stdout().lock());
        serde_json::to_writer_pretty(&mut output, report).map_err(std::io::Error::from)?;
        writeln!(output)?;
        output.flush()?;
    } else {
        println!("{}", report.summary());
    }
    match &report.refused_because {
        None => Ok(()),
        Some(because) => Err(OfficesError::Refused(because.sentence.clone()).into()),
    }
}

#[expect(clippy::print_stderr, reason = "a command tells its user what was replaced")]
async fn export(
    app: &App,
    code: MunicipalityCode,
    format: Format,
    encoding: Encoding,
) -> Result<(), CommandError> {
    let tenant = of_code(app, code).await?.ok_or(OfficesError::NoMunicipality(code))?;
    let tx = app.store.read(&Scope::tenant_by_system(tenant.id, "command line")).await?;
    let table = exporting::register(&tx, &Filter::default()).await?;
    drop(tx);
    let bytes = match (format, encoding) {
        (Format::Xlsx, _) => tables::xlsx(table, app.clock.now()).map_err(std::io::Error::other)?,
        (Format::Csv, encoding) => {
            let encoding = match encoding {
                Encoding::Utf8 => tables::Encoding::Utf8Bom,
                Encoding::Cp932 => tables::Encoding::Cp932,
            };
            let written = tables::csv(table, encoding).map_err(std::io::Error::other)?;
            for unfit in written.unfit {
                let tables::Unfit { row, column, character, replacement } = unfit;
                eprintln!("{row}行目「{column}」の「{character}」を「{replacement}」に置き換えました");
            }
            written.bytes
        }
    };
    std::io::stdout().lock().write_all(&bytes)?;
    Ok(())
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
