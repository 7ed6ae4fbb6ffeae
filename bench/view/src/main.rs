//! Opens pages in a browser slowed to a mid-range phone: ours, the same as static HTML without script, and the same made
//! by Preact; prints how they compare.
//!
//! `cargo xtask bench view` builds what is compared and starts this with the paths. The rooms:
//!
//! | room | why it exists |
//! | --- | --- |
//! | `ask` | one question over HTTP |
//! | `pages` | which pages are opened |
//! | `unscripted` | what is left of a page without script |
//! | `preact` | the document that Preact's page begins with |
//! | `rival` | the static file server of a rival |
//! | `browser` | a browser with nothing stored, slowed, and what its protocol is asked |
//! | `view` | a page opened, and what was seen of it |
//! | `warm` | from a listing to an article while the application runs |
//! | `embed` | what an embed costs the page that it stands on |
//! | `rounds` | which is opened when |
//! | `table` | what is printed |

mod ask;
mod browser;
mod embed;
mod pages;
mod preact;
mod rival;
mod rounds;
mod table;
mod unscripted;
mod view;
mod warm;

use std::path::PathBuf;

use anyhow::Result;
use bantin_bench_companion::Companion;
use clap::Parser;

/// Opens pages in a slowed browser and prints how they compare.
#[derive(Parser)]
#[command(name = "bantin-bench-view")]
struct Arguments {
    /// The companion server's binary.
    #[arg(long)]
    server: PathBuf,
    /// The built client.
    #[arg(long)]
    client: PathBuf,
    /// The demo site's settings.
    #[arg(long)]
    settings: PathBuf,
    /// The demo site's feed.
    #[arg(long)]
    feed: PathBuf,
    /// The script of Preact's page, bundled.
    #[arg(long, required_unless_present = "embed")]
    preact: Option<PathBuf>,
    /// A folder for the database; what is in it is replaced.
    #[arg(long)]
    folder: PathBuf,
    /// How often each page is opened.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Measure what an embed costs its host instead.
    #[arg(long)]
    embed: bool,
    /// Only this: home, listing, article or warm.
    #[arg(long)]
    only: Option<String>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let Arguments { server, client, settings, feed, preact, folder, runs, embed, only } = Arguments::parse();
    let companion = Companion { server, client, settings: Some(settings.clone()), folder };
    let Some(preact) = preact.filter(|_| !embed) else {
        return embed::run(&companion, &settings, &feed, runs.max(1)).await;
    };
    rounds::run(&companion, &feed, &preact, runs.max(1), only.as_deref()).await
}
