//! Loads the companion server's counter and prints what it takes.
//!
//! `cargo xtask bench counter` builds all of it and starts this with the paths. The rooms:
//!
//! | room | why it exists |
//! | --- | --- |
//! | `reports` | visits as browsers report them, of many visitors |
//! | `connection` | one request and its answer, cheaply |
//! | `bare` | the handler that is compared with |
//! | `load` | connections that report without pause |
//! | `make` | a database with articles |
//! | `shared` | the same server over PostgreSQL |
//! | `throughput` | visits a second, beside the bare handler |
//! | `window` | the same with five million ids that are known |
//! | `overload` | more reports at once than may wait |
//! | `streams` | ten thousand who watch meanwhile |

mod bare;
mod connection;
mod load;
mod make;
mod overload;
mod reports;
mod shared;
mod streams;
mod throughput;
mod window;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Result;
use bantin_bench_companion::Companion;
use clap::{Args, Parser, Subcommand, ValueEnum};

#[derive(Parser)]
#[command(name = "bantin-bench-counter")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure, and print the tables.
    Run(Run),
    /// Load a server that is running already: for a look at where its time goes.
    #[command(hide = true)]
    Load {
        /// Where it listens.
        addr: SocketAddr,
        /// Connections that report without pause.
        #[arg(long, default_value_t = 256)]
        connections: usize,
        /// Seconds.
        #[arg(long, default_value_t = 3.0, value_parser = bantin_bench_figures::seconds)]
        seconds: f64,
    },
    /// Be the bare handler.
    #[command(hide = true)]
    Bare,
}

/// How it is measured.
#[derive(Args)]
struct Run {
    /// The companion server's binary.
    #[arg(long)]
    server: PathBuf,
    /// The built client.
    #[arg(long)]
    client: PathBuf,
    /// A folder for the databases; what is in it is replaced.
    #[arg(long)]
    folder: PathBuf,
    /// The folder of PostgreSQL's programs; without, only SQLite is measured.
    #[arg(long)]
    postgres: Option<PathBuf>,
    /// Only this.
    #[arg(long)]
    only: Option<What>,
    /// Rounds; in each, server and bare handler are loaded with everything.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Seconds that one of them is loaded with one thing.
    #[arg(long, default_value_t = 3.0, value_parser = bantin_bench_figures::seconds)]
    seconds: f64,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    Throughput,
    Window,
    Overload,
    Streams,
}

#[tokio::main]
async fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Load { addr, connections, seconds } => {
            let seed = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
            let what = load::Load { connections, long: Duration::from_secs_f64(seconds), seed };
            let answered = load::load(addr, &what).await?;
            println!("{:.0} taken, {:.0} refused a second", answered.taken.rate(), answered.later.rate());
            Ok(())
        }
        Command::Bare => bare::serve().await,
        Command::Run(run) => {
            let how = throughput::How { rounds: run.rounds.max(1), each: Duration::from_secs_f64(run.seconds) };
            let what = Companion { server: run.server, client: run.client, settings: None, folder: run.folder };
            let wanted = |one| run.only.is_none_or(|only| only == one);
            if wanted(What::Throughput) {
                bantin_bench_figures::head("visits");
                throughput::run("SQLite", &what, &how).await?;
                if let Some(programs) = run.postgres {
                    let shared = shared::Shared::start(programs, &what).await?;
                    throughput::run("PostgreSQL", &shared.companion, &how).await?;
                }
            }
            if wanted(What::Window) {
                bantin_bench_figures::head("visits");
                window::run(&what, &how).await?;
            }
            if wanted(What::Overload) {
                overload::run(&what).await?;
            }
            if wanted(What::Streams) {
                streams::run(&what).await?;
            }
            Ok(())
        }
    }
}
