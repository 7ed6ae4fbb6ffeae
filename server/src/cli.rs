//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use bantin_feed::Format;
use clap::{Args, Parser, Subcommand};

use crate::settings::Base;

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
    /// Numbers taken over from an older counter.
    #[command(subcommand)]
    Visits(Visits),
    /// Where addresses of the site lead that was there before.
    #[command(subcommand)]
    Redirects(Redirects),
    /// Who may look at the statistics, at /quan-tri/.
    #[command(subcommand)]
    User(User),
}

/// The command `import`.
#[derive(Clone, Debug, Args)]
#[group(id = "import-options")]
pub struct Import {
    /// The site; made if no site is configured.
    #[arg(long, value_name = "ID", value_parser = site)]
    pub site: String,
    /// The source the articles belong to.
    #[arg(long, value_name = "NAME", default_value = "import", value_parser = source)]
    pub source: String,
    /// How the documents are written.
    #[arg(long, default_value = "auto", value_parser = format)]
    pub format: Format,
    /// Take over views, for articles that never had a number taken over.
    #[arg(long)]
    pub views: bool,
    /// Withdraw what this source no longer has.
    #[arg(long)]
    pub complete: bool,
    /// Say what was done as JSON.
    #[arg(long)]
    pub json: bool,
    /// Files or http(s) addresses.
    #[arg(value_name = "FILE_OR_URL", required = true)]
    pub places: Vec<String>,
}

/// The command `export`.
#[derive(Clone, Debug, Args)]
#[group(id = "export-options")]
pub struct Export {
    /// The site.
    #[arg(long, value_name = "ID", value_parser = site)]
    pub site: String,
    /// Scheme and host where the files will stand [default: as set].
    #[arg(long, value_name = "URL", value_parser = origin)]
    pub origin: Option<String>,
    /// The path below which they will stand there [default: as set, or /].
    #[arg(long, value_name = "PATH", value_parser = base)]
    pub base: Option<Base>,
    /// The folder with the client's files [default: dist beside the program or in the working directory].
    #[arg(long, value_name = "DIR")]
    pub client: Option<PathBuf>,
    /// The folder to write: new, empty, or of an earlier export.
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}

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

/// The commands below `user`.
#[derive(Clone, Debug, Subcommand)]
pub enum User {
    /// Make an account, or give one another password and other sites. The password is asked for on the terminal, or read
    /// as one line from standard input.
    Add {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
        /// A site that it may see, as often as needed; without it, all.
        #[arg(long = "site", value_name = "ID", value_parser = site)]
        sites: Vec<String>,
        /// What is typed to sign in.
        #[arg(value_name = "NAME", value_parser = account)]
        name: String,
    },
    /// Print all accounts, and what each may see.
    List {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
    },
    /// Remove an account; whoever is signed in with it no longer is.
    Remove {
        /// What every command takes.
        #[command(flatten)]
        common: Common,
        /// Its name.
        #[arg(value_name = "NAME", value_parser = account)]
        name: String,
    },
}

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

/// Reads the command line; ends the program where it is wrong or help was asked for.
#[must_use]
pub fn parse() -> Cli {
    Cli::parse()
}

fn format(text: &str) -> Result<Format, String> {
    text.parse().map_err(|error: bantin_feed::UnknownFormat| error.to_string())
}

fn site(text: &str) -> Result<String, String> {
    if crate::settings::is_site_id(text) {
        Ok(text.to_owned())
    } else {
        Err("allowed: 1 to 64 of a-z, 0-9, - and _".to_owned())
    }
}

fn account(text: &str) -> Result<String, String> {
    crate::staff::account::name(text).ok_or_else(|| "allowed: 1 to 64 of a-z, 0-9, . _ - and @".to_owned())
}

fn origin(text: &str) -> Result<String, String> {
    crate::settings::origin(text)
        .ok_or_else(|| "allowed: scheme and host without a path, such as https://example.vn".to_owned())
}

fn base(text: &str) -> Result<Base, String> {
    Base::parse(text).ok_or_else(|| "allowed: a path such as / or /tin-tuc/".to_owned())
}

fn source(text: &str) -> Result<String, String> {
    let plain = !text.is_empty() && text.len() <= 64 && !text.contains(char::is_control);
    if plain { Ok(text.to_owned()) } else { Err("allowed: 1 to 64 bytes without control characters".to_owned()) }
}
