//! Addresses of the site that was there before.

use std::path::PathBuf;

use clap::Subcommand;

use super::Common;
use super::values::site;

/// The commands below `redirects`.
#[derive(Clone, Debug, Subcommand)]
pub enum Redirects {
    /// Take a list in: lines of an old address and what it leads to (an article's number, a path of this site, or gone).
    Import {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
        /// The site.
        #[arg(long, value_name = "ID", value_parser = site)]
        site: String,
        /// Remove what was listed before and is not in this list.
        #[arg(long)]
        complete: bool,
        /// A table as CSV, separated by commas, semicolons or tabs.
        file: PathBuf,
    },
    /// Say where each of a list of old addresses leads; ends with 1 where any leads nowhere.
    Check {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
        /// The site [default: that of pages whose host name belongs to none].
        #[arg(long, value_name = "ID", value_parser = site)]
        site: Option<String>,
        /// Say it as JSON.
        #[arg(long)]
        json: bool,
        /// One address a line, or a table whose first column they are.
        file: PathBuf,
    },
    /// Print the list, as `redirects import` takes it.
    List {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
        /// The site [default: that of pages whose host name belongs to none].
        #[arg(long, value_name = "ID", value_parser = site)]
        site: Option<String>,
    },
}
