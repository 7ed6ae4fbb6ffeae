//! The commands about sources that are fetched on a schedule.

use clap::{Args, Subcommand};

use super::Common;
use super::values::{site, source};

/// Which sources are meant.
#[derive(Clone, Debug, Args)]
pub struct Which {
    /// What every command takes.
    #[command(flatten)]
    pub common: Common,
    /// Only those of this site.
    #[arg(long, value_name = "ID", value_parser = site)]
    pub site: Option<String>,
    /// Only those of this name.
    #[arg(long, value_name = "NAME", value_parser = source)]
    pub source: Option<String>,
}

/// The commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Sources {
    /// Try each source and show what it would give, field by field, with what is missing; stores nothing.
    Check(Which),
    /// Say when each source last worked, when it is due, and what is wrong with it.
    Status(Which),
    /// Fetch now what is otherwise fetched on schedule.
    Fetch(Which),
}
