//! Articles in, and a whole site out.

use std::path::PathBuf;

use bantin_feed::Format;
use clap::Args;

use super::values::{base, format, origin, site, source};
use crate::settings::Base;

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
