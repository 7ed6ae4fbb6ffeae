//! The one thread that counts: it takes what has been reported meanwhile, commits it in one transaction,
//! and answers. It alone changes the numbers in memory, so that they never fall behind or double.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tokio::sync::{mpsc, oneshot};

use super::Numbers;
use super::places::Place;
use crate::store::{Outcome, Report, Store, StoreError};

/// The most reports in one transaction.
const BATCH: usize = 512;

/// All sites' numbers, as those who read them hold them.
pub(super) type Memory = RwLock<HashMap<String, Arc<RwLock<Numbers>>>>;

/// Where somebody waits to be told what became of a report.
type Answer = oneshot::Sender<Result<Outcome, StoreError>>;

/// Somebody who waits, with the place that is taken meanwhile.
type Waiting = (Answer, Place<String>);

/// What the thread is asked.
pub(super) enum Job {
    /// To count one.
    Count(Report, Answer, Place<String>),
    /// To read a site's numbers anew.
    Read(String, i64, oneshot::Sender<Result<bool, StoreError>>),
}

/// Starts the thread. It ends when every sender of `jobs` is gone and the rest has been counted.
pub(super) fn start(
    store: Arc<dyn Store>,
    memory: Arc<Memory>,
    jobs: mpsc::Receiver<Job>,
) -> std::io::Result<std::thread::JoinHandle<()>> {
    std::thread::Builder::new().name("counting".to_owned()).spawn(move || run(&*store, &memory, jobs))
}

fn run(store: &dyn Store, memory: &Memory, mut jobs: mpsc::Receiver<Job>) {
    let mut next = Vec::with_capacity(BATCH);
    while jobs.blocking_recv_many(&mut next, BATCH) > 0 {
        let (mut reports, mut answers) = (Vec::new(), Vec::new());
        let mut readings = Vec::new();
        for job in next.drain(..) {
            match job {
                Job::Count(report, answer, place) => {
                    reports.push(report);
                    answers.push((answer, place));
                }
                Job::Read(site, day, answer) => readings.push((site, day, answer)),
            }
        }
        if !reports.is_empty() {
            count(store, memory, &reports, answers);
        }
        // All of these were asked for before any is read: of the same, one reading is new enough.
        let mut done = HashMap::new();
        for (site, day, answer) in readings {
            let result = done.entry((site, day)).or_insert_with_key(|(site, day)| read(store, memory, site, *day));
            // Nobody may be waiting any more: a request may be cut off.
            let _ = answer.send(result.clone());
        }
    }
}

fn count(store: &dyn Store, memory: &Memory, reports: &[Report], answers: Vec<Waiting>) {
    match store.count(reports) {
        Ok(outcomes) => {
            keep_up(store, memory, reports, &outcomes);
            for (outcome, (answer, _)) in outcomes.into_iter().zip(answers) {
                let _ = answer.send(Ok(outcome));
            }
        }
        Err(error) => {
            tracing::error!(%error, reports = reports.len(), "visits could not be stored");
            for (answer, _) in answers {
                let _ = answer.send(Err(error.clone()));
            }
        }
    }
}

/// Brings the numbers in memory to what has just been committed, and to what another process has changed meanwhile.
fn keep_up(store: &dyn Store, memory: &Memory, reports: &[Report], outcomes: &[Outcome]) {
    let mut sites = HashMap::<&str, Vec<(&Report, Outcome)>>::new();
    for (report, outcome) in reports.iter().zip(outcomes) {
        sites.entry(&report.site).or_default().push((report, *outcome));
    }
    for (site, counted) in sites {
        let known = memory.read().unwrap_or_else(PoisonError::into_inner).get(site).cloned();
        let day = counted.iter().map(|(report, _)| report.day).min().unwrap_or_default();
        let known_stamp = known.and_then(|numbers| {
            let mut numbers = numbers.write().unwrap_or_else(PoisonError::into_inner);
            counted.iter().for_each(|(report, outcome)| numbers.add(report, *outcome));
            numbers.knows(day).then(|| numbers.stamp())
        });
        let newest = store.generation(site);
        let elsewhere = store.counted_elsewhere(site);
        if newest.as_ref().is_ok_and(|newest| newest.map(|generation| (generation, elsewhere)) == known_stamp) {
            continue;
        }
        // What was committed is counted all the same; the next look reads again.
        if let Err(error) = newest.and_then(|_| read(store, memory, site, day)) {
            tracing::warn!(%error, site, "the numbers could not be read again");
        }
    }
}

fn read(store: &dyn Store, memory: &Memory, site: &str, day: i64) -> Result<bool, StoreError> {
    let Some(read) = store.numbers(site, day)? else { return Ok(false) };
    let mut all = memory.write().unwrap_or_else(PoisonError::into_inner);
    let numbers = all.entry(site.to_owned()).or_default();
    *numbers.write().unwrap_or_else(PoisonError::into_inner) = read.into();
    Ok(true)
}

/// The thread's handle, to wait for at the end.
pub(super) type Handle = Mutex<Option<std::thread::JoinHandle<()>>>;
