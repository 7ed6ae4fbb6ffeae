//! `cargo xtask test`: everything that CI runs. Two lanes, since two cores are the least there are: in
//! front the checks and the native tests, beside them the tools and what will be served. Then both meet
//! in the browsers.

use std::thread;

use anyhow::{Result, anyhow};

use super::stages::Stages;
use super::{bench_size, check, client, fuzz, journeys, lighthouse, server, structured_data};
use crate::lane::Lane;
use crate::metadata::Metadata;
use crate::tools::{self, browsers, cpp, postgres, rust_target, wordpress};
use crate::workspace::Workspace;

/// Runs it all, in these browsers.
pub(crate) fn run(workspace: &Workspace, wanted: &[String]) -> Result<()> {
    let wanted = browsers::possible(wanted)?;
    // Better now than after ten minutes.
    tools::refuse_early(workspace)?;
    wordpress::refuse_early(workspace)?;
    browsers::refuse_early(workspace, &wanted)?;
    let stages = Stages::default();
    let done = all(workspace, &wanted, &stages);
    stages.sum_up();
    done
}

fn all(workspace: &Workspace, wanted: &[String], stages: &Stages) -> Result<()> {
    let front = Lane::front();
    // Both lanes need it, and rustup does not like two at once.
    rust_target::ensure(workspace, &front)?;
    rust_target::ensure_lints(workspace, &front)?;
    // Before there are two lanes: package managers do not like it either.
    postgres::ensure(workspace, &front)?;
    cpp::ensure(workspace, &front)?;
    wordpress::ensure(workspace, &front)?;
    let beside = Lane::beside(workspace, "beside")?;
    thread::scope(|scope| {
        let artefacts = scope.spawn(|| artefacts(workspace, wanted, &beside, stages));
        let native = native(workspace, stages);
        if native.is_err() {
            beside.cancel();
        } else if !artefacts.is_finished() {
            beside.say("native tests are done; still going on with the rest");
        }
        let artefacts = artefacts.join().unwrap_or_else(|_| Err(anyhow!("preparing what is served broke off")));
        native.and(artefacts)
    })?;
    stages.stage("structured data", || structured_data::test(workspace))?;
    stages.stage("size budget", || bench_size::hold_to_budget(workspace))?;
    if !has_journeys(workspace)? {
        println!("NOT TESTED: journeys. There is no test `{}` yet", journeys::TARGET);
        return Ok(());
    }
    stages.stage(&format!("journeys in {}", wanted.join(", ")), || journeys::run(workspace, wanted, stages))?;
    if !wanted.iter().any(|name| name == "chromium") {
        println!("NOT TESTED: what Lighthouse says of the pages. It needs Chromium");
        return Ok(());
    }
    stages.stage("Lighthouse", || lighthouse::test(workspace))
}

/// What is served, and what it is tested with.
fn artefacts(workspace: &Workspace, wanted: &[String], lane: &Lane, stages: &Stages) -> Result<()> {
    stages.stage("browsers and drivers", || browsers::ensure(workspace, lane, wanted))?;
    // The client last: Trunk's hook waits for cargo's lock while the other lane compiles.
    stages.stage("server, release", || server::build(workspace, lane, &[]))?;
    stages.stage("tools", || tools::for_client(workspace, lane))?;
    stages.stage("client, release", || client::build(workspace, lane))
}

/// The checks, and all tests that need no browser.
fn native(workspace: &Workspace, stages: &Stages) -> Result<()> {
    stages.stage("check", || check::run(workspace))?;
    stages.stage("building the tests", || workspace.cargo("test").args(["--workspace", "--no-run"]).run())?;
    stages.stage("unit, property and server tests", || {
        let metadata = Metadata::read(workspace)?;
        let mut command = workspace.cargo("test").args(["--workspace", "--no-fail-fast", "--lib", "--bins"]);
        command = command.env(postgres::VARIABLE, postgres::folder(workspace)?);
        if let Some(folder) = wordpress::folder(workspace) {
            command = command.env(wordpress::VARIABLE, folder);
        }
        for test in tests(&metadata).filter(|name| *name != journeys::TARGET) {
            command = command.args(["--test", test]);
        }
        command.run_reading(|line| stages.read(line))
    })?;
    // Features are one for all of a cargo call, and the browser's half has its own.
    stages.stage("unit tests of the browser's half", || {
        let mut command = workspace.cargo("test");
        command = command.args(["--package", "bantin", "--features", "csr", "--lib"]);
        command.run_reading(|line| stages.read(line))
    })?;
    stages.stage("examples in the documentation", || {
        workspace.cargo("test").args(["--workspace", "--doc"]).run_reading(|line| stages.read(line))
    })?;
    stages.stage("fuzzing", || fuzz::run(workspace, &[]))
}

fn has_journeys(workspace: &Workspace) -> Result<bool> {
    Ok(tests(&Metadata::read(workspace)?).any(|name| name == journeys::TARGET))
}

/// The workspace's integration tests.
fn tests(metadata: &Metadata) -> impl Iterator<Item = &str> {
    metadata
        .members()
        .flat_map(|package| &package.targets)
        .filter(|target| target.kind.iter().any(|kind| kind == "test"))
        .map(|target| target.name.as_str())
}
