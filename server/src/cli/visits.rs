//! The counter.

use std::path::PathBuf;

use clap::Subcommand;

use super::Common;
use super::values::site;

/// The commands below `visits`.
#[derive(Clone, Debug, Subcommand)]
pub enum Visits {
    /// Make a site's visits show this number; kept in an audit table.
    Set {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
        /// The site.
        #[arg(long, value_name = "ID", value_parser = site)]
        site: String,
        /// What is shown from now on.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=9_007_199_254_740_991))]
        total: u64,
        /// Who sets it, for the audit table [default: the system's user].
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
        /// Why, for the audit table.
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
    },
    /// Write a site's whole counter as JSON on standard output, to be taken over by another server.
    Export {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
        /// The site.
        #[arg(long, value_name = "ID", value_parser = site)]
        site: String,
    },
    /// Take over a counter that `visits export` wrote, into a site that has not counted yet.
    Import {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
        /// The site.
        #[arg(long, value_name = "ID", value_parser = site)]
        site: String,
        /// The file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Who takes it over, for the audit table [default: the system's user].
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
        /// Why, for the audit table.
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    /// Say whether every total is the sum of what was counted by hours and days.
    Verify {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
        /// The site; without it, all.
        #[arg(long, value_name = "ID", value_parser = site)]
        site: Option<String>,
    },
}
