//! The same server over a PostgreSQL of our own, which keeps what it has committed as SQLite does.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use bantin_bench_companion::Companion;
use bantin_scratch_postgres::Instance;

/// A companion server's settings that name a new database, and the PostgreSQL that it is in.
pub(crate) struct Shared {
    /// What is started.
    pub(crate) companion: Companion,
    /// It ends with this value.
    _instance: Instance,
}

impl Shared {
    /// Starts PostgreSQL from its programs' folder.
    pub(crate) async fn start(programs: PathBuf, what: &Companion) -> Result<Self> {
        // Its client waits, which nothing in a runtime may.
        let started = tokio::task::spawn_blocking(move || {
            let instance = Instance::start(&programs, true)?;
            let address = instance.new_database()?;
            Ok::<_, anyhow::Error>((instance, address))
        });
        let (instance, address) = started.await.context("starting PostgreSQL failed")??;
        // Beside the folder: what is in it is replaced.
        let settings = what.folder.with_extension("toml");
        let text = format!("[server]\ndatabase = \"{address}\"\n");
        fs::write(&settings, text).with_context(|| format!("writing {}", settings.display()))?;
        Ok(Self { companion: Companion { settings: Some(settings), ..what.clone() }, _instance: instance })
    }
}
