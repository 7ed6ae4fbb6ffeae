//! Measures how fast each format is read, and what an import takes; prints both beside what does the least of the same.
//!
//! `cargo xtask bench feed` builds this and the server and starts it with their paths. The rooms:
//!
//! | room | why it exists |
//! | --- | --- |
//! | `documents` | the same articles in every format |
//! | `rivals` | what reads the same bytes and makes no articles, or others |
//! | `reading` | readers and rivals by turns, their speed and memory |
//! | `importing` | the server's import beside a bare loop that inserts |

mod documents;
mod importing;
mod reading;
mod rivals;

use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;
use peak_alloc::PeakAlloc;

/// Counts what is allocated, so that a reader's memory is its own and not the process'.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Held by each test that allocates: what is allocated is counted for the whole process.
#[cfg(test)]
static ALONE: std::sync::Mutex<()> = std::sync::Mutex::new(());

#[derive(Parser)]
#[command(name = "bantin-bench-feed")]
struct How {
    /// The companion server's binary; without it nothing is imported.
    #[arg(long)]
    server: Option<PathBuf>,
    /// A folder for feeds and databases; what is in it is replaced.
    #[arg(long)]
    folder: PathBuf,
    /// How often everything is measured.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
}

fn main() -> Result<()> {
    let how = How::parse();
    let rounds = how.rounds.max(1);
    reading::run(rounds)?;
    match how.server {
        Some(server) => importing::run(&server, &how.folder, rounds),
        None => Ok(()),
    }
}
