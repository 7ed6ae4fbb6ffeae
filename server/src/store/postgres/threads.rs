//! The threads that wait for the database, each with a connection of its own: nobody else's thread ever holds one.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::session::{Connector, How, Session, Work};
use super::{Fault, StoreError};

/// How long nobody tries to connect after it has failed; twice as long each time, up to the longest.
const SHORTEST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(2);

/// Whether the database answers, as all threads have last seen it.
#[derive(Default)]
pub(super) struct Health(Mutex<Option<Away>>);

struct Away {
    reason: String,
    pause: Duration,
    until: Instant,
}

impl Health {
    /// # Errors
    /// While it is not worth trying: everybody is told at once.
    fn may_try(&self) -> Result<(), StoreError> {
        match &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(away) if Instant::now() < away.until => Err(StoreError::Away(away.reason.clone())),
            _ => Ok(()),
        }
    }

    fn failed(&self, error: &StoreError) {
        let reason = match error {
            StoreError::Away(reason) => reason.clone(),
            other => other.to_string(),
        };
        let mut health = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let pause = health.as_ref().map_or(SHORTEST, |away| (away.pause * 2).min(LONGEST));
        if health.is_none() {
            tracing::error!(%reason, "the database does not answer; trying again until it does");
        }
        *health = Some(Away { reason, pause, until: Instant::now() + pause });
    }

    fn answered(&self) {
        if self.0.lock().unwrap_or_else(PoisonError::into_inner).take().is_some() {
            tracing::info!("the database answers again");
        }
    }
}

/// What one thread has.
pub(super) struct Worker {
    connector: Arc<Connector>,
    health: Arc<Health>,
    session: Option<Session>,
    /// Whether nothing is done where a commit may be lost.
    is_strict: bool,
}

impl Worker {
    pub(super) fn new(connector: &Arc<Connector>, health: &Arc<Health>, is_strict: bool) -> Self {
        Self { connector: Arc::clone(connector), health: Arc::clone(health), session: None, is_strict }
    }

    fn session(&mut self) -> Result<&mut Session, Fault> {
        let session = match self.session.take() {
            Some(session) => session,
            None => {
                self.health.may_try()?;
                match self.connector.connect() {
                    Ok(session) => {
                        self.health.answered();
                        session
                    }
                    Err(fault) => {
                        let error = StoreError::from(fault);
                        self.health.failed(&error);
                        return Err(error.into());
                    }
                }
            }
        };
        if self.is_strict && !session.is_durable {
            return Err(StoreError::Lossy.into());
        }
        Ok(self.session.insert(session))
    }

    /// Does the work. A connection that broke while it stood idle is made again, and the work done on the new one.
    pub(super) fn run<T>(
        &mut self,
        how: How,
        work: &mut dyn FnMut(&mut Work<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        loop {
            let is_fresh = self.session.is_none();
            match self.session()?.run(how, work) {
                Err(fault) if fault.is_broken() => {
                    self.session = None;
                    if is_fresh || matches!(fault, Fault::InDoubt(_)) {
                        return Err(fault);
                    }
                }
                done => return done,
            }
        }
    }
}

type Job = Box<dyn FnOnce(&mut Worker) + Send>;

/// Some threads, and the way to them. They end when this is dropped.
pub(super) struct Threads(Mutex<Sender<Job>>);

impl Threads {
    /// # Errors
    /// When the system gives no thread.
    pub(super) fn start(workers: impl IntoIterator<Item = Worker>, name: &str) -> Result<Self, StoreError> {
        let (sender, jobs) = channel::<Job>();
        let jobs = Arc::new(Mutex::new(jobs));
        for mut worker in workers {
            let jobs = Arc::clone(&jobs);
            let work = move || {
                while let Some(job) = next(&jobs) {
                    job(&mut worker);
                }
            };
            named(name, work)?;
        }
        Ok(Self(Mutex::new(sender)))
    }

    /// Has the work done, and waits so long for it.
    ///
    /// # Errors
    /// What the work says, and [`StoreError::Away`] when it takes longer; it may be done all the same then.
    pub(super) fn run<T: Send + 'static>(
        &self,
        how: How,
        patience: Duration,
        mut work: impl FnMut(&mut Work<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, done) = sync_channel(1);
        let job: Job = Box::new(move |worker| {
            // Who asked may have stopped waiting.
            let _ = answer.send(worker.run(how, &mut work));
        });
        let ended = || StoreError::Other("the threads of the database have ended".to_owned());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).send(job).map_err(|_| ended())?;
        match done.recv_timeout(patience) {
            Ok(done) => Ok(done?),
            Err(RecvTimeoutError::Timeout) => {
                Err(StoreError::Away(format!("no answer within {} seconds", patience.as_secs())))
            }
            Err(RecvTimeoutError::Disconnected) => Err(ended()),
        }
    }
}

fn next(jobs: &Mutex<Receiver<Job>>) -> Option<Job> {
    jobs.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Starts a thread of the store.
///
/// # Errors
/// When the system gives none.
pub(super) fn named(name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), StoreError> {
    let started = std::thread::Builder::new().name(name.to_owned()).spawn(work);
    started.map(drop).map_err(|error| StoreError::Other(format!("no thread for the database: {error}")))
}
