//! The operator's commands: backup, restore, drill, verification, held mail, a bundle for support.

use super::CommandError;
use crate::{
    clock::Clock,
    config::Config,
    operations::{OperationError, backup, restore, support, verify},
};
use clap::Subcommand;
use serde_json::json;
use std::{io::BufReader, path::PathBuf};
use store::{
    Scope, Settings, Store,
    events::Event,
    mailings, mails,
    operations::{self, mail_held},
};

#[derive(Debug, Subcommand)]
pub(super) enum Operations {
    /// Writes the database and the files to one file while serving; the keys are not inside.
    Backup {
        /// The file to write, or a folder in which a file with the time in its name is written.
        target: PathBuf,
    },
    /// Restores a backup into the empty place that the configuration names. On PostgreSQL run it as the owner role.
    Restore {
        /// The backup.
        file: PathBuf,
        /// The role the program serves as; it is given what it may do.
        #[arg(long)]
        app_role: Option<String>,
    },
    /// Restores a backup somewhere else, verifies all of it, and remembers that this went well.
    Drill {
        /// The backup.
        file: PathBuf,
        /// The configuration of an empty place; on SQLite a temporary folder serves without it.
        #[arg(long)]
        into: Option<PathBuf>,
    },
    /// Verifies the chains of events and the hashes of files: 0 all is well, 1 something is not, 2 not verified.
    Verify {
        /// A backup; without it the place that the configuration names.
        file: Option<PathBuf>,
        /// An earlier backup with whose chains the running installation's are compared.
        #[arg(long, conflicts_with = "file")]
        against: Option<PathBuf>,
    },
    /// Mail that is held after a restore.
    #[command(subcommand)]
    Mails(Mails),
    /// Writes what helps to find a fault, without personal data, as one JSON file to read before it is sent.
    SupportBundle {
        /// The file to write.
        target: PathBuf,
        /// The program's log, of which only the names of what happened are kept; `-` reads it from standard input.
        #[arg(long)]
        logs: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum Mails {
    /// Says whether mail is held, and how many mails wait.
    Held,
    /// Lets mail leave again.
    Release {
        /// Gives up the mails that waited when the backup was made: the lost machine has sent them.
        #[arg(long)]
        without_waiting: bool,
    },
}

#[expect(clippy::print_stdout, reason = "a command answers its user")]
pub(super) async fn perform(config: Config, command: Operations) -> Result<(), CommandError> {
    let clock = Clock::system();
    match command {
        Operations::Backup { target } => {
            let written = backup::write(&config, &clock, &target).await?;
            println!("{}: {} bytes", written.target.display(), written.size);
            println!("the keys are not inside: keep {} elsewhere", config.keys.display());
            let damaged = written.manifest.damaged_files;
            for place in &damaged {
                println!("file {place}: missing or changed");
            }
            if damaged.is_empty() { Ok(()) } else { Err(CommandError::Damaged(damaged.len())) }
        }
        Operations::Restore { file, app_role } => {
            std::fs::create_dir_all(&config.data)?;
            told(&restore::restore(&config, &clock, &file, app_role.as_deref()).await?);
            println!("mail is held: `hiromeru mails release` lets it leave");
            Ok(())
        }
        Operations::Drill { file, into } => {
            let (place, _folder) = place_of_drill(&config, into)?;
            std::fs::create_dir_all(&place.data)?;
            told(&restore::drill(&config, &place, &clock, &file).await?);
            println!("the drill went well");
            Ok(())
        }
        Operations::Verify { file, against } => match verified(&config, file, against).await {
            Ok(report) => {
                println!("{} events in {} chains, {} files", report.events, report.chains, report.files);
                for damage in &report.damage {
                    println!("{damage}");
                }
                match report.damage.len() {
                    0 => Ok(()),
                    count => Err(CommandError::Damaged(count)),
                }
            }
            Err(error) => Err(CommandError::Unverified(Box::new(error.into()))),
        },
        Operations::Mails(command) => mail(&config, &clock, command).await,
        Operations::SupportBundle { target, logs } => {
            let lines = match logs {
                None => Vec::new(),
                Some(file) if file.as_os_str() == "-" => support::log_lines(std::io::stdin().lock())?,
                Some(file) => support::log_lines(BufReader::new(std::fs::File::open(file)?))?,
            };
            support::write(&config, &clock, &target, lines).await?;
            println!("{}: please read it before you send it", target.display());
            Ok(())
        }
    }
}

/// Before the schema of a database with data is changed, a backup of it is made.
#[expect(clippy::print_stdout, reason = "a command answers its user")]
pub(super) async fn before_upgrade(config: &Config) -> Result<(), CommandError> {
    if matches!(&config.database, Settings::Sqlite(path) if !path.exists()) {
        return Ok(());
    }
    let store = Store::open(&config.database).await?;
    let behind = store.pending_migrations().await?;
    let fresh = store.is_fresh().await?;
    store.close().await?;
    if behind > 0
        && !fresh
        && let Some(written) = backup::before_upgrade(config, &Clock::system()).await?
    {
        println!("the database as it was: {}", written.target.display());
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "a command answers its user")]
fn told(restored: &restore::Restored) {
    println!("{} files restored, {} mails wait", restored.files, restored.mails_held);
    println!("keys needed: {}", restored.keys_needed.join(", "));
}

/// Where a drill restores to, and the folder that goes with the drill.
fn place_of_drill(
    config: &Config,
    into: Option<PathBuf>,
) -> Result<(Config, Option<tempfile::TempDir>), CommandError> {
    match (into, &config.database) {
        (Some(file), _) => Ok((Config::read_file(&file)?, None)),
        (None, Settings::Sqlite(_)) => {
            let folder = tempfile::tempdir_in(&config.data)?;
            let database = Settings::Sqlite(folder.path().join("hiromeru.sqlite"));
            let place = Config { data: folder.path().to_owned(), database, ..config.clone() };
            Ok((place, Some(folder)))
        }
        (None, Settings::Postgres { .. }) => Err(CommandError::DrillNeedsPlace),
    }
}

async fn verified(
    config: &Config,
    file: Option<PathBuf>,
    against: Option<PathBuf>,
) -> Result<verify::Report, OperationError> {
    let Some(file) = file else {
        let mut report = verify::live(config).await?;
        if let Some(file) = against {
            report.damage.extend(verify::against(config, &file).await?);
        }
        return Ok(report);
    };
    verify::file(&file, tempfile::tempdir()?.path()).await
}

#[expect(clippy::print_stdout, reason = "a command answers its user")]
async fn mail(config: &Config, clock: &Clock, command: Mails) -> Result<(), CommandError> {
    let store = Store::open(&config.database).await?;
    let now = clock.now();
    match command {
        Mails::Held => {
            let tx = store.read(&Scope::system("look for held mail")).await?;
            let waiting = operations::mails_waiting(&tx).await?;
            match mail_held(&tx).await? {
                Some(mark) => println!("mail is held since {}; {waiting} mails wait", mark.at),
                None => println!("mail is not held; {waiting} mails wait"),
            }
            Ok(())
        }
        Mails::Release { without_waiting } => {
            let tx = store.write(&Scope::system("release held mail")).await?;
            let Some(held) = mail_held(&tx).await? else {
                println!("mail is not held");
                return Ok(());
            };
            let given_up = if without_waiting {
                mailings::give_up_unwritten(&tx, held.at).await?;
                mails::give_up_waiting(&tx, held.at, app::mails::GIVEN_UP).await?
            } else {
                0
            };
            operations::release(&tx).await?;
            tx.record(Event::of_many(now, "mail.released", "mail", json!({ "given_up": given_up })))?;
            let waiting = operations::mails_waiting(&tx).await?;
            tx.commit().await?;
            println!("released: {waiting} mails leave, {given_up} were given up");
            Ok(())
        }
    }
}
