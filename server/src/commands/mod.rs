//! One file a command: from what the command line says to what is printed.
//!
//! The room is the top of this crate and may import every other. Commands print results on standard output and
//! everything else on standard error, and end with 0 when all of it was done.

mod backup;
mod check_embed;
mod client;
mod export;
mod import;
mod read;
mod redirects;
mod serve;
mod sources;
mod user;
mod visits;
mod withdraw;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use crate::backup::BackupError;
use crate::cli::{Cli, Command, Common};
use crate::exporting::ExportError;
use crate::fetch::FetchError;
use crate::importing::ImportError;
use crate::settings::{Settings, SettingsError};
use crate::sources::RunnerError;
use crate::staff::password::PasswordError;
use crate::store::{Postgres, Sqlite, Store, StoreError};

/// Why a command was not done.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The settings are wrong.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The database did not let it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nothing can be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The import was not done.
    #[error("{0}")]
    Import(Box<ImportError>),
    /// The server could not start.
    #[error("the server cannot start: {0}")]
    Serve(String),
    /// The client's files cannot be read.
    #[error("the client's files in {folder} cannot be read: {error}")]
    Client {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The export was not done.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The backup was not made or not put back.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// There is no such article.
    #[error("the site `{site}` has no article {article}")]
    NoArticle {
        /// The site.
        site: String,
        /// The article.
        article: u64,
    },
    /// No site was named, and there is none.
    #[error("there is no site yet; name one with --site, or import one")]
    WhichSite,
    /// No source is set, or none of this name.
    #[error("the settings have no such source; they stand in `[[site.source]]` of bantin.toml")]
    NoSource,
    /// Sources cannot be fetched.
    #[error(transparent)]
    Sources(#[from] RunnerError),
    /// A file with addresses cannot be read.
    #[error("{}: {reason}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The password is none that is taken.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// No password was given.
    #[error("no password was read: {0}")]
    NoPassword(String),
    /// There is no such account.
    #[error("there is no account `{0}`")]
    NoUser(String),
    /// The result could not be written.
    #[error("the result cannot be written: {0}")]
    Output(#[from] std::io::Error),
}

impl From<ImportError> for CommandError {
    fn from(error: ImportError) -> Self {
        Self::Import(Box::new(error))
    }
}

/// Runs the command.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    let done = match cli.command {
        Command::Serve { common, addr, client } => serve::run(&common, addr, client),
        Command::Read { common, format, place } => read::run(&common, format, &place),
        Command::Import { common, import } => import::run(&common, &import),
        Command::Export { common, export } => export::run(&common, export),
        Command::Withdraw { common, site, article } => withdraw::run(&common, &site, article),
        Command::Backup { common, folder } => backup::run(&common, &folder),
        Command::Restore { common, folder, replace } => backup::restore(&common, &folder, replace),
        Command::CheckEmbed { common, json, page } => check_embed::run(&common, json, page),
        Command::Visits(asked) => visits::run(&asked),
        Command::Redirects(asked) => redirects::run(&asked),
        Command::Sources(asked) => sources::run(&asked),
        Command::User(asked) => user::run(&asked),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            // Standard error may be closed; there is nobody left to tell then.
            let _ = writeln!(std::io::stderr(), "bantin-server: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The settings, with what the command line says in their place.
fn settings(common: &Common) -> Result<Settings, CommandError> {
    let mut settings = Settings::load(common.config.as_deref())?;
    if let Some(data) = &common.data {
        settings.server.data.clone_from(data);
    }
    Ok(settings)
}

/// The database that is set: the one that several servers share, or the file of this one.
fn open(settings: &Settings) -> Result<Arc<dyn Store>, CommandError> {
    Ok(match &settings.server.shared_database {
        Some(address) => Arc::new(Postgres::open(address.secret())?),
        None => Arc::new(Sqlite::open(&settings.server.database())?),
    })
}

/// The database's file.
fn database_file(settings: &Settings) -> Result<PathBuf, CommandError> {
    match settings.server.shared_database {
        Some(_) => Err(StoreError::OwnBackup.into()),
        None => Ok(settings.server.database()),
    }
}

/// Runs a future where no server runs.
fn wait<T>(work: impl Future<Output = T>) -> Result<T, CommandError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    Ok(runtime.block_on(work))
}
