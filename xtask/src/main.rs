//! `cargo xtask`: everything that is done to this workspace, by one program that installs what it
//! lacks and says what it does.
//!
//! - `commands/`: one file a command
//! - `tools/`: one file a tool that has to be on the machine
//! - `post_build/`: Trunk's hook
//! - `dependencies/`: whether all are used, and their licences
//! - `demo_site`: the demo site, served to be judged from outside
//! - `layering/`: the rule that imports point down only
//! - `size/`: what the first view weighs, and its budget

mod commands;
mod demo_site;
mod dependencies;
mod hash;
mod lane;
mod layering;
mod metadata;
mod post_build;
mod process;
mod size;
mod started;
mod tools;
mod versions;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

/// What is done to this workspace. Each command installs what it lacks, and says so.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the client and the server, import the demo site if there is none, and serve it.
    Run {
        /// The address to listen on.
        #[arg(long, default_value = "127.0.0.1:8080")]
        addr: String,
        /// Where the server keeps its data. By default the workspace's folder `data`.
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
    },
    /// Everything that CI runs.
    Test {
        /// Only these browsers: chromium, firefox, webkit.
        #[arg(long, value_delimiter = ',', default_values_t = tools::browsers::ALL.map(str::to_owned))]
        browsers: Vec<String>,
    },
    /// Format, lints, the layering rule, unused dependencies, licences, advisories.
    Check,
    /// What must hold whatever bytes come, by libFuzzer. BANTIN_FUZZ_SECONDS sets how long each target is tried.
    Fuzz {
        /// Only these targets.
        targets: Vec<String>,
    },
    /// The release, in `dist-release/`.
    Dist,
    /// What is measured. Without a name, all of it.
    Bench {
        #[command(subcommand)]
        name: Option<Bench>,
    },
    /// Trunk's hook.
    #[command(hide = true)]
    PostBuild,
}

#[derive(Subcommand)]
enum Bench {
    /// What the first view weighs after brotli, file by file and crate by crate.
    Size {
        /// Write what is measured into bench/size-budget.toml.
        #[arg(long)]
        accept: bool,
    },
    /// Visits counted a second, each on disk before it is answered, beside a bare handler that parses the same report.
    Counter(commands::bench_counter::How),
    /// Articles, listings and rendered pages served a second, beside a bare handler that answers the same bytes.
    Load(commands::bench_load::How),
    /// How fast each format is read and ten thousand articles are imported, beside what parses or inserts the same.
    Feed(commands::bench_feed::How),
    /// How well and how fast articles are found, beside plain FTS5 and PostgreSQL with `unaccent`.
    Search(commands::bench_search::How),
    /// How soon a page is seen and used on a slow phone, beside static HTML and beside Preact.
    View(commands::bench_view::How),
    /// What an embed costs the page that it stands on.
    Embed(commands::bench_view::Embedded),
    /// What Lighthouse says of the rendered pages, as on a phone.
    Lighthouse,
}

fn bench(workspace: &Workspace, name: Option<Bench>) -> Result<()> {
    match name {
        Some(Bench::Size { accept }) => commands::bench_size::run(workspace, accept),
        Some(Bench::Counter(how)) => commands::bench_counter::run(workspace, &how),
        Some(Bench::Load(how)) => commands::bench_load::run(workspace, &how),
        Some(Bench::Feed(how)) => commands::bench_feed::run(workspace, &how),
        Some(Bench::Search(how)) => commands::bench_search::run(workspace, &how),
        Some(Bench::View(how)) => commands::bench_view::run(workspace, &how),
        Some(Bench::Embed(how)) => commands::bench_view::embedded(workspace, &how),
        Some(Bench::Lighthouse) => commands::lighthouse::bench(workspace),
        None => {
            commands::bench_size::run(workspace, false)?;
            commands::bench_load::run(workspace, &commands::bench_load::How::default())?;
            commands::bench_counter::run(workspace, &commands::bench_counter::How::default())?;
            commands::bench_feed::run(workspace, &commands::bench_feed::How::default())?;
            commands::bench_search::run(workspace, &commands::bench_search::How::default())?;
            commands::bench_view::run(workspace, &commands::bench_view::How::default())?;
            commands::bench_view::embedded(workspace, &commands::bench_view::Embedded::default())?;
            commands::lighthouse::bench(workspace)
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = Workspace::find().and_then(|workspace| match arguments.command {
        Task::Run { addr, data } => commands::run::run(&workspace, &addr, data),
        Task::Test { browsers } => commands::test::run(&workspace, &browsers),
        Task::Check => commands::check::run(&workspace),
        Task::Fuzz { targets } => commands::fuzz::alone(&workspace, &targets),
        Task::Dist => commands::dist::run(&workspace),
        Task::Bench { name } => bench(&workspace, name),
        Task::PostBuild => post_build::run(&workspace),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
