//! The one thread that counts: it takes what has been reported meanwhile, commits it in one transaction,
//! and answers. It alone changes the numbers in memory, so that they never fall behind or double.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tokio::runtime::Handle;
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

/// Starts the thread, from within the runtime whose requests report. It ends when every sender of `jobs` is gone and the rest has been counted.
pub(super) fn start(
    store: Arc<dyn Store>,
    memory: Arc<Memory>,
    jobs: mpsc::Receiver<Job>,
) -> std::io::Result<std::thread::JoinHandle<()>> {
    let requests = Handle::try_current().map_err(std::io::Error::other)?;
    std::thread::Builder::new().name("counting".to_owned()).spawn(move || run(&*store, &memory, &requests, jobs))
}

fn run(store: &dyn Store, memory: &Memory, requests: &Handle, mut jobs: mpsc::Receiver<Job>) {
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
            count(store, memory, requests, &reports, answers);
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

fn count(store: &dyn Store, memory: &Memory, requests: &Handle, reports: &[Report], answers: Vec<Waiting>) {
    match store.count(reports) {
        Ok(outcomes) => {
            keep_up(store, memory, reports, &outcomes);
            tell(requests, outcomes.into_iter().map(Ok).zip(answers).collect());
        }
        Err(error) => {
            tracing::error!(%error, reports = reports.len(), "visits could not be stored");
            tell(requests, answers.into_iter().map(|waiting| (Err(error.clone()), waiting)).collect());
        }
    }
}

/// Tells those who wait. A task of theirs does it: waking each from this thread, which is none of those that run them,
/// costs as much as counting it.
fn tell(requests: &Handle, answers: Vec<(Result<Outcome, StoreError>, Waiting)>) {
    requests.spawn(async move {
        for (result, (answer, _)) in answers {
            // Nobody may be waiting any more: a request may be cut off.
            let _ = answer.send(result);
        }
    });
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

/// The thread, to wait for at the end.
pub(super) type Thread = Mutex<Option<std::thread::JoinHandle<()>>>;
