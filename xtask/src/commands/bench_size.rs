//! `cargo xtask bench size`: what the first view weighs, and which crates it weighs for.

use std::fs;

use anyhow::{Context, Result, bail};

use super::client;
use crate::lane::Lane;
use crate::post_build;
use crate::size::{self, Budget, Bytes, Measured, Part, Share, Shares};
use crate::tools::{self, rust_target};
use crate::workspace::Workspace;

/// How many of the largest functions are named.
const FUNCTIONS: usize = 20;

/// Crates below this share are summed up.
const WORTH_A_LINE: f64 = 0.005;

/// Builds, measures and prints; with `accept` the budget is rewritten.
pub(crate) fn run(workspace: &Workspace, accept: bool) -> Result<()> {
    let lane = Lane::front();
    tools::for_client(workspace, &lane)?;
    client::build(workspace, &lane)?;
    let files = size::measure(workspace)?;
    let now = print_files(&files);
    let path = workspace.path("bench/size-budget.toml");
    let budget = Budget::read(&path)?;
    if accept {
        let over = budget.over_limit(now);
        if !over.is_empty() {
            bail!("not accepted: {}", over.join("; "));
        }
        Budget::accept(now, &path)?;
        println!("written to {}", path.display());
        return Ok(());
    }
    let wasm = files
        .iter()
        .find(|file| file.part == Part::Code && file.name.ends_with(".wasm"))
        .context("dist/ has no wasm")?;
    print_shares(&named_build(workspace, &lane)?, wasm);
    judge(&budget, now)
}

/// What `xtask test` does: the files and the verdict, without the shares, which take a build.
pub(crate) fn hold_to_budget(workspace: &Workspace) -> Result<()> {
    let now = print_files(&size::measure(workspace)?);
    judge(&Budget::read(&workspace.path("bench/size-budget.toml"))?, now)
}

fn judge(budget: &Budget, now: Bytes) -> Result<()> {
    println!("{}", budget.recorded());
    let over = budget.judge(now);
    if over.is_empty() {
        return Ok(());
    }
    bail!("over the size budget: {}", over.join("; "))
}

fn print_files(files: &[Measured]) -> Bytes {
    println!("\n{:<44} {:>10} {:>10}", "file", "bytes", "brotli");
    for part in [Part::Code, Part::Style, Part::Later] {
        for file in files.iter().filter(|file| file.part == part) {
            println!("{:<44} {:>10} {:>10}", file.name, file.raw, file.brotli);
        }
        let what = match part {
            Part::Code => "code of the first view",
            Part::Style => "style of the first view",
            Part::Later => "loaded later, not in the budget",
        };
        println!("{what:<44} {:>10} {:>10}\n", "", size::total(files, part));
    }
    Bytes { code: size::total(files, Part::Code), style: size::total(files, Part::Style) }
}

/// The same wasm once more with its names, which the shipped one has lost.
fn named_build(workspace: &Workspace, lane: &Lane) -> Result<Shares> {
    let folder = workspace.target("bench-size");
    lane.say("building the client once more with its function names (once; then cached)");
    lane.run(
        workspace
            .cargo("build")
            .args(["--package", "bantin", "--features", "csr"])
            .args(["--target", rust_target::WASM, "--profile", "wasm-release"])
            .env("CARGO_PROFILE_WASM_RELEASE_STRIP", "none")
            .env("CARGO_TARGET_DIR", &folder),
    )?;
    let built = folder.join(format!("{}/wasm-release/bantin.wasm", rust_target::WASM));
    lane.run(
        workspace
            .command("wasm-bindgen")
            .args(["--target", "web", "--no-typescript", "--no-demangle"])
            .arg("--out-dir")
            .arg(&folder)
            .arg(&built),
    )?;
    let bound = folder.join("bantin_bg.wasm");
    let small = folder.join("bantin_named.wasm");
    lane.run(
        workspace
            .command("wasm-opt")
            .args(post_build::wasm_opt_arguments(workspace)?)
            .arg("--debuginfo")
            .arg("--output")
            .arg(&small)
            .arg(&bound),
    )?;
    let wasm = fs::read(&small).with_context(|| format!("reading {}", small.display()))?;
    size::shares(&wasm)
}

fn print_shares(shares: &Shares, wasm: &Measured) {
    let all: u64 = shares.crates.iter().map(|share| share.bytes).sum();
    println!("\n{:<44} {:>10} {:>7} {:>10}", "crate", "bytes", "share", "≈ brotli");
    let mut rest = (0, 0);
    for share in &shares.crates {
        if part_of(share.bytes, all) < WORTH_A_LINE {
            rest = (rest.0 + 1, rest.1 + share.bytes);
        } else {
            print_share(&share.name, share.bytes, all, wasm);
        }
    }
    print_share(&format!("{} others", rest.0), rest.1, all, wasm);
    println!("\nlargest functions");
    for Share { name, bytes } in shares.functions.iter().take(FUNCTIONS) {
        println!("{bytes:>10}  {name}");
    }
    println!();
}

fn print_share(name: &str, bytes: u64, all: u64, wasm: &Measured) {
    let part = part_of(bytes, all);
    // Bytes compress unevenly: this tells where to look, not what removing a crate would save.
    let brotli = part * wasm.brotli as f64;
    println!("{name:<44} {bytes:>10} {:>6.1} % {brotli:>8.0}", part * 100.0);
}

fn part_of(bytes: u64, all: u64) -> f64 {
    bytes as f64 / all.max(1) as f64
}
