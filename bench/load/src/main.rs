//! Loads the companion server and a bare handler by turns, and prints how they compare.
//!
//! `cargo xtask bench load` builds both and starts this with their paths. The rooms:
//!
//! | room | why it exists |
//! | --- | --- |
//! | `addresses` | what is asked for |
//! | `asking` | one question and its whole answer |
//! | `bare` | the handler that is compared with: it knows every answer beforehand |
//! | `load` | connections that ask again and again, and how long each answer took |
//! | `proof` | both answer, and answer the same, before anything is measured |
//! | `rounds` | which is loaded when, and the table |

mod addresses;
mod asking;
mod bare;
mod load;
mod proof;
mod rounds;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use bantin_bench_companion::Companion;
use clap::{Args, Parser, Subcommand};

#[derive(Parser)]
#[command(name = "bantin-bench-load")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make the database, load both servers, print the table.
    Run(Run),
    /// Be the bare handler: ask the server at `like` for every answer, then give them.
    #[command(hide = true)]
    Bare {
        /// The server whose answers are given.
        like: SocketAddr,
    },
}

/// How it is measured.
#[derive(Args)]
struct Run {
    /// The companion server's binary.
    #[arg(long)]
    server: PathBuf,
    /// The built client, which rendered pages name.
    #[arg(long)]
    client: PathBuf,
    /// A folder for the feed and the database; what is in it is replaced.
    #[arg(long)]
    folder: PathBuf,
    /// Connections that are kept open and ask without pause.
    #[arg(long, default_value_t = 64)]
    connections: usize,
    /// Rounds; in each, both servers are loaded with everything.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Seconds that one server is loaded with one thing.
    #[arg(long, default_value_t = 3.0, value_parser = bantin_bench_figures::seconds)]
    seconds: f64,
}

#[tokio::main]
async fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Bare { like } => bare::serve(like).await,
        Command::Run(run) => {
            let how = rounds::How {
                connections: run.connections.max(1),
                rounds: run.rounds.max(1),
                each: Duration::from_secs_f64(run.seconds),
            };
            let what = Companion { server: run.server, client: run.client, settings: None, folder: run.folder };
            rounds::run(&what, &how).await
        }
    }
}
