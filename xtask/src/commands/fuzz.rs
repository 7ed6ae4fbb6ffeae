//! `cargo xtask fuzz`: every target of `fuzz/` by libFuzzer. What is saved first, then inputs that it makes by watching which
//! code they reach. That watching is a pass of the compiler which stable Rust can be told to run.

use std::collections::VecDeque;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};

use crate::lane::Lane;
use crate::process::Cmd;
use crate::tools::cpp;
use crate::workspace::Workspace;

/// How long each target is tried, in seconds.
pub(crate) const SECONDS: &str = "BANTIN_FUZZ_SECONDS";

/// How long each is tried where nobody says it, and how long all are together.
const EACH: u64 = 10;
const ALL: u64 = 120;

/// What the program learns its target by, and the word that lists all of them: those of `fuzz/src/lib.rs`.
const TARGET: &str = "BANTIN_FUZZ_TARGET";
const LIST: &str = "list";

/// Counters and comparisons at every branch: what cargo-fuzz asks the compiler for.
const WATCHED: [&str; 6] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cllvm-args=-simplifycfg-branch-fold-threshold=0",
];

/// How much of a log is shown where something did not hold.
const TAIL: usize = 40;

/// A target, as the program lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Target {
    name: String,
    words: String,
    examples: String,
}

/// The command: installs what is missing, and tries these targets, or all where none is named.
pub(crate) fn alone(workspace: &Workspace, only: &[String]) -> Result<()> {
    cpp::ensure(workspace, &Lane::front())?;
    run(workspace, only)
}

/// Tries these targets, or all where none is named.
pub(crate) fn run(workspace: &Workspace, only: &[String]) -> Result<()> {
    let program = build(workspace)?;
    let listed = workspace.command(&program.to_string_lossy()).env(TARGET, LIST).capture()?;
    let mut targets: VecDeque<Target> = listed.lines().filter_map(target).collect();
    if let Some(unknown) = only.iter().find(|name| targets.iter().all(|target| target.name != **name)) {
        bail!("there is no target {unknown}; there are {}", names(&targets));
    }
    targets.retain(|target| only.is_empty() || only.contains(&target.name));
    let beside = thread::available_parallelism().map_or(1, usize::from);
    let seconds = seconds(env::var(SECONDS).ok().as_deref(), targets.len(), beside)?;
    println!("{} targets, {seconds} s each, {beside} at a time ({SECONDS} sets the seconds)", targets.len());
    let (queue, failed) = (Mutex::new(targets), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..beside {
            scope.spawn(|| {
                while let Some(target) = queue.lock().ok().and_then(|mut queue| queue.pop_front()) {
                    if let (Err(error), Ok(mut failed)) = (try_it(workspace, &program, &target, seconds), failed.lock())
                    {
                        failed.push(format!("{error:#}"));
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().map_err(|_| anyhow!("trying a target broke off"))?;
    if failed.is_empty() {
        return Ok(());
    }
    bail!("{} of the targets do not hold\n{}", failed.len(), failed.join("\n"))
}

fn names(targets: &VecDeque<Target>) -> String {
    targets.iter().map(|target| target.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Reads a line of the list: name, words, and perhaps a folder of examples.
fn target(line: &str) -> Option<Target> {
    let mut words = line.split_whitespace().map(str::to_owned);
    Some(Target { name: words.next()?, words: words.next()?, examples: words.next().unwrap_or_default() })
}

/// What is said, else as long as fits in the time for all.
fn seconds(said: Option<&str>, targets: usize, beside: usize) -> Result<u64> {
    if let Some(said) = said {
        let seconds = said.parse().ok().filter(|seconds| *seconds > 0);
        return seconds.with_context(|| format!("{SECONDS} is `{said}`; allowed: whole seconds from 1"));
    }
    let rounds = u64::try_from(targets.div_ceil(beside.max(1)))?.max(1);
    Ok(EACH.min(ALL / rounds).max(1))
}

/// Builds the program that tries targets, and all that it tries, so that it is watched.
fn build(workspace: &Workspace) -> Result<PathBuf> {
    let version = workspace.command("rustc").arg("-vV").capture()?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc does not say its host")?;
    // With a target named, what runs while building is not watched.
    workspace
        .cargo("build")
        .args(["--package", "bantin-fuzz", "--features", "guided", "--profile", "fuzz", "--target", host])
        .env("CARGO_ENCODED_RUSTFLAGS", WATCHED.join("\u{1f}"))
        .run()
        .context("building the fuzz targets")?;
    Ok(workspace.target(host).join("fuzz/bantin-fuzz"))
}

fn try_it(workspace: &Workspace, program: &Path, target: &Target, seconds: u64) -> Result<()> {
    let Target { name, words, examples } = target;
    let made = workspace.target("fuzz-made").join(name);
    fs::create_dir_all(&made).with_context(|| format!("making {}", made.display()))?;
    let log = workspace.target("fuzz-made").join(format!("{name}.log"));
    fs::write(&log, "").with_context(|| format!("writing {}", log.display()))?;
    let found = workspace.target("fuzz-made").join(format!("{name}-"));
    let mut command: Cmd = workspace
        .command(&program.to_string_lossy())
        .env(TARGET, name.as_str())
        .arg(format!("-max_total_time={seconds}"))
        .args(["-max_len=12000", "-timeout=20", "-rss_limit_mb=1024", "-print_final_stats=1", "-verbosity=1"])
        .arg(format!("-dict={}", workspace.path("fuzz/words").join(words).display()))
        .arg(format!("-artifact_prefix={}", found.display()))
        .arg(made)
        .arg(workspace.path("fuzz/saved").join(name));
    if !examples.is_empty() {
        command = command.arg(workspace.path(examples));
    }
    let done = command.start_logged(&log)?.wait();
    let said = fs::read(&log).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    if done.is_err() {
        bail!("{name}:\n{}", failure(&said, &workspace.path("fuzz/saved").join(name).display().to_string()));
    }
    println!(
        "{name:<12} {:>9} inputs, {} of them led further",
        stat(&said, "number_of_executed_units"),
        stat(&said, "new_units_added")
    );
    Ok(())
}

/// What a log says at its end, and what to do with the input.
fn failure(log: &str, saved: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    let end = lines.get(lines.len().saturating_sub(TAIL)..).unwrap_or_default().join("\n");
    format!("{end}\nSave the input that the log names in {saved}, then mend what it shows.")
}

/// A number that libFuzzer gives at the end: `stat::new_units_added:          12`.
fn stat<'l>(log: &'l str, name: &str) -> &'l str {
    let value = |line: &'l str| line.strip_prefix("stat::")?.strip_prefix(name)?.strip_prefix(':');
    log.lines().find_map(value).map_or("?", str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_target_gets_what_fits_in_two_minutes_unless_somebody_says_more() {
        for (said, targets, beside, wanted) in
            [(None, 17, 2, 10), (None, 17, 1, 7), (None, 500, 1, 1), (None, 1, 8, 10), (Some("300"), 17, 1, 300)]
        {
            assert_eq!(seconds(said, targets, beside).ok(), Some(wanted), "{said:?} {targets} {beside}");
        }
        for said in ["0", "", "10 s"] {
            assert!(seconds(Some(said), 1, 1).is_err(), "{said}");
        }
    }

    #[test]
    fn the_list_is_read() {
        let of = |name: &str, words: &str, examples: &str| {
            Some(Target { name: name.into(), words: words.into(), examples: examples.into() })
        };
        assert_eq!(target("rss xml.dict feed/tests/examples/rss"), of("rss", "xml.dict", "feed/tests/examples/rss"));
        assert_eq!(target("date text.dict "), of("date", "text.dict", ""));
        assert_eq!(target(""), None);
    }

    #[test]
    fn what_libfuzzer_counts_is_found() {
        let log = "Done 7 runs in 1 second(s)\nstat::number_of_executed_units: 7\nstat::new_units_added:          2\n";
        assert_eq!((stat(log, "number_of_executed_units"), stat(log, "new_units_added")), ("7", "2"));
        assert_eq!(stat(log, "none"), "?");
    }
}
