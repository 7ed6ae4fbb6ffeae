//! The command line: a file for the commands of each subject, and what their values may be.
//!
//! The room exists so that what can be typed is read in one place. It may import `settings` and `staff` (what ids, names and
//! addresses may be).

mod articles;
mod redirects;
mod sources;
mod user;
mod values;
mod visits;

use std::net::SocketAddr;
use std::path::PathBuf;

use bantin_feed::Format;
use clap::{Args, Parser, Subcommand};
use url::Url;

pub use articles::{Export, Import};
pub use redirects::Redirects;
pub use sources::{Sources, Which as SourcesWanted};
pub use user::User;
use values::{format, site};
pub use visits::Visits;

/// The companion server of bantin, a news front end for local-government sites.
#[derive(Clone, Debug, Parser)]
#[command(name = "bantin-server", version, about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Clone, Debug, Args)]
pub struct Common {
    /// The settings [default: bantin.toml in the working directory, if there is one].
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The folder of everything that is stored [default: data, or as set].
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

/// The commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Serve the sites.
    Serve {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
        /// Where to listen; port 0 takes a free one [default: 127.0.0.1:8080, or as set].
        #[arg(long)]
        addr: Option<SocketAddr>,
        /// The folder with the client's files [default: dist beside the program or in the working directory].
        #[arg(long, value_name = "DIR")]
        client: Option<PathBuf>,
    },
    /// Show what an import would take, as JSON Feed 1.1; stores nothing.
    Read {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
        /// How the document is written.
        #[arg(long, default_value = "auto", value_parser = format)]
        format: Format,
        /// A file or an http(s) address.
        #[arg(value_name = "FILE_OR_URL")]
        place: String,
    },
    /// Take articles in.
    Import {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
        /// What is imported and how.
        #[command(flatten)]
        import: Import,
    },
    /// Write a whole site as files for any static host: nothing is counted there.
    Export {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
        /// What is exported and where to.
        #[command(flatten)]
        export: Export,
    },
    /// Withdraw an article: it answers 410 from now on; its text and numbers are kept.
    Withdraw {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
        /// The site.
        #[arg(long, value_name = "ID", value_parser = site)]
        site: String,
        /// The article's id, as in its address.
        article: u64,
    },
    /// Copy everything that is kept, while the server runs, but for what is known of visitors and who is signed in.
    Backup {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
        /// A folder: new, empty, or an earlier backup, which is brought up to date.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Put a backup back, while no server runs.
    Restore {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
        /// The folder of the backup.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Where there is a database, keep it under another name and put the backup in its place.
        #[arg(long)]
        replace: bool,
    },
    /// Look at a page of another host that embeds ours, and say what stops it: 0 nothing, 1 something, 2 it could not be seen.
    CheckEmbed {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
        /// Say it as JSON.
        #[arg(long)]
        json: bool,
        /// The page's address.
        #[arg(value_name = "URL")]
        page: Url,
    },
    /// Numbers taken over from an older counter.
    #[command(subcommand)]
    Visits(Visits),
    /// Where addresses of the site lead that was there before.
    #[command(subcommand)]
    Redirects(Redirects),
    /// What is fetched on a schedule.
    #[command(subcommand)]
    Sources(Sources),
    /// Who may look at the statistics, at /quan-tri/.
    #[command(subcommand)]
    User(User),
}

/// Reads the command line; ends the program where it is wrong or help was asked for.
#[must_use]
pub fn parse() -> Cli {
    Cli::parse()
}
