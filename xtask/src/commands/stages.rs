//! The stages of a long command: each is announced, timed and summed up at the end.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

use crate::lane::Stopped;

/// What has been done so far.
#[derive(Default)]
pub(crate) struct Stages {
    done: Mutex<Vec<Done>>,
    tests: Mutex<Counts>,
}

struct Done {
    name: String,
    took: Duration,
    verdict: &'static str,
}

/// Tests, added up.
#[derive(Default, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counts {
    passed: u64,
    failed: u64,
    skipped: u64,
    runs: u64,
}

impl Stages {
    /// Does one stage.
    pub(crate) fn stage(&self, name: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        println!("\n=== {name}");
        let started = Instant::now();
        let result = work();
        let took = started.elapsed();
        let verdict = match &result {
            Ok(()) => "ok",
            Err(error) if error.is::<Stopped>() => "stopped",
            Err(_) => "FAILED",
        };
        println!("=== {name}: {verdict} after {}", seconds(took));
        if let Ok(mut done) = self.done.lock() {
            done.push(Done { name: name.to_owned(), took, verdict });
        }
        result.map_err(|error| anyhow!("{name}: {error:#}"))
    }

    /// Takes note of a line that tests printed.
    pub(crate) fn read(&self, line: &str) {
        if let Some(counts) = counts(line)
            && let Ok(mut tests) = self.tests.lock()
        {
            tests.passed += counts.passed;
            tests.failed += counts.failed;
            tests.skipped += counts.skipped;
            tests.runs += 1;
        }
    }

    /// Prints what was done, and as the last line how many tests passed.
    pub(crate) fn sum_up(&self) {
        println!();
        if let Ok(done) = self.done.lock() {
            for stage in done.iter() {
                println!("{:<44} {:>9}  {}", stage.name, seconds(stage.took), stage.verdict);
            }
        }
        let tests = self.tests.lock().map(|tests| *tests).unwrap_or_default();
        if tests.runs > 0 {
            println!("\n{}", tests.line());
        }
    }
}

impl Counts {
    /// The plain closing line.
    fn line(self) -> String {
        let skipped = match self.skipped {
            0 => String::new(),
            skipped => format!(", {skipped} skipped"),
        };
        format!("{} passed, {} failed{skipped}", self.passed, self.failed)
    }
}

/// Reads `test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; …`.
fn counts(line: &str) -> Option<Counts> {
    let rest = line.trim().strip_prefix("test result: ")?;
    let (_, rest) = rest.split_once(". ")?;
    let mut counts = Counts::default();
    for part in rest.split(';') {
        let Some((number, what)) = part.trim().split_once(' ') else {
            continue;
        };
        let Ok(number) = number.parse() else {
            continue;
        };
        match what {
            "passed" => counts.passed = number,
            "failed" => counts.failed = number,
            "ignored" => counts.skipped = number,
            _ => {}
        }
    }
    Some(counts)
}

fn seconds(took: Duration) -> String {
    let seconds = took.as_secs();
    if seconds < 60 {
        format!("{:.1} s", took.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_added_up() {
        let stages = Stages::default();
        stages.read("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s");
        stages.read("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured");
        stages.read("test a ... ok");
        let tests = *stages.tests.lock().unwrap();
        assert_eq!(tests.line(), "15 passed, 2 failed, 1 skipped");
    }

    #[test]
    fn without_skipped_tests_the_line_is_the_plain_one() {
        let counts = counts("test result: ok. 4 passed; 0 failed; 0 ignored").unwrap();
        assert_eq!(counts.line(), "4 passed, 0 failed");
    }

    #[test]
    fn times_read_well() {
        assert_eq!(seconds(Duration::from_millis(1_240)), "1.2 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 05 s");
    }
}
