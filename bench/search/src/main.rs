//! Measures how well and how fast articles are found.
//!
//! `cargo xtask bench search` builds this and starts it. The rooms:
//!
//! | room | why it exists |
//! | --- | --- |
//! | `judged` | the questions to the demo site, and how good an order of answers to them is |
//! | `library` | articles in the companion server's own store, and what it finds |
//! | `plain` | the same articles in plain FTS5 and in PostgreSQL with `unaccent`, as their manuals show it |
//! | `quality` | the judged questions to all three |
//! | `many` | a hundred thousand articles, made of the sentences of the demo site |
//! | `speed` | how long questions to those take, beside bare FTS5 |

mod judged;
mod library;
mod many;
mod plain;
mod quality;
mod speed;

use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;

#[derive(Parser)]
#[command(name = "bantin-bench-search")]
struct How {
    /// The feed of the demo site.
    #[arg(long)]
    demo: PathBuf,
    /// A folder for databases; what is in it is replaced.
    #[arg(long)]
    folder: PathBuf,
    /// How many articles there are where speed is measured; 0 measures none.
    #[arg(long, default_value_t = 100_000)]
    articles: usize,
    /// How often everything is asked.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
}

fn main() -> Result<()> {
    let how = How::parse();
    let demo = library::demo(&how.demo)?;
    quality::run(&demo)?;
    if how.articles > 0 {
        speed::run(&demo, &how.folder, how.articles, how.rounds.max(1))?;
    }
    Ok(())
}
