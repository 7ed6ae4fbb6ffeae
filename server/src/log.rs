//! The log: lines are gathered in memory and written by a thread of their own, many at once.
//!
//! Every request writes a line, and a write to standard error costs as much as half the request; when whoever reads
//! it is slow, it also makes everybody wait. So a request only adds its line. Nothing is lost until [`BOUND`] bytes
//! wait to be written; what comes then is dropped, counted, and the log says how much it was.

use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use tracing_subscriber::fmt::MakeWriter;

use crate::settings::LogForm;

/// Bytes that may wait to be written: some 40,000 lines.
pub const BOUND: usize = 4 << 20;

/// After a write, lines are gathered so long before the next one. The first line after a quiet time is written at once.
const PAUSE: Duration = Duration::from_millis(20);

/// The log is the process's, and so is this.
static DROPPED: AtomicU64 = AtomicU64::new(0);

/// Lines of this process's log that were dropped so far.
#[must_use]
pub fn dropped() -> u64 {
    DROPPED.load(Ordering::Relaxed)
}

/// What is waiting to be written.
#[derive(Debug, Default)]
struct Waiting {
    lines: Vec<u8>,
    dropped: u64,
    writer_sleeps: bool,
    ended: bool,
}

/// Where lines are put.
#[derive(Clone, Debug, Default)]
pub struct Gathered(Arc<(Mutex<Waiting>, Condvar)>);

impl Gathered {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, line: &[u8]) {
        let mut waiting = self.waiting();
        if waiting.lines.len() + line.len() > BOUND {
            waiting.dropped += 1;
            DROPPED.fetch_add(1, Ordering::Relaxed);
            return;
        }
        waiting.lines.extend_from_slice(line);
        if waiting.writer_sleeps {
            waiting.writer_sleeps = false;
            self.0.1.notify_one();
        }
    }

    /// Waits for lines and puts them into `into`; gives how many were dropped before them, or `None` at the end.
    fn take(&self, into: &mut Vec<u8>) -> Option<u64> {
        let mut waiting = self.waiting();
        while waiting.lines.is_empty() && waiting.dropped == 0 {
            if waiting.ended {
                return None;
            }
            waiting.writer_sleeps = true;
            waiting = self.0.1.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
        into.clear();
        std::mem::swap(&mut waiting.lines, into);
        Some(std::mem::take(&mut waiting.dropped))
    }

    fn pause(&self) {
        let waiting = self.waiting();
        drop(self.0.1.wait_timeout_while(waiting, PAUSE, |waiting| !waiting.ended));
    }

    fn write_to(&self, mut out: impl Write) {
        let mut lines = Vec::new();
        while let Some(dropped) = self.take(&mut lines) {
            // There is nobody to tell that nobody can be told.
            let _ = out.write_all(&lines).and_then(|()| out.flush());
            if dropped > 0 {
                tracing::warn!(lines = dropped, "the log was read too slowly: so many lines were dropped");
            }
            self.pause();
        }
    }
}

/// One line a call, as `tracing-subscriber` does it.
impl Write for &Gathered {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.add(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Gathered {
    type Writer = &'a Self;

    fn make_writer(&'a self) -> Self::Writer {
        self
    }
}

/// The writing thread. Dropping it writes what is left and ends it.
#[derive(Debug)]
pub struct Writing {
    gathered: Gathered,
    thread: Option<JoinHandle<()>>,
}

impl Writing {
    /// Starts to write lines to `out`.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(out: impl Write + Send + 'static) -> io::Result<Self> {
        let gathered = Gathered::default();
        let lines = gathered.clone();
        let thread = std::thread::Builder::new().name("log".to_owned()).spawn(move || lines.write_to(out))?;
        Ok(Self { gathered, thread: Some(thread) })
    }

    /// Where lines are put.
    #[must_use]
    pub fn lines(&self) -> Gathered {
        self.gathered.clone()
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        self.gathered.waiting().ended = true;
        self.gathered.0.1.notify_one();
        if let Some(thread) = self.thread.take() {
            // A writer that failed has nothing left to say.
            let _ = thread.join();
        }
    }
}

/// Makes everything that is logged from now on go to standard error, for as long as the answer is kept.
///
/// # Errors
/// When the system gives no thread.
pub fn to_standard_error(form: LogForm) -> io::Result<Writing> {
    let writing = Writing::start(io::stderr())?;
    let log = tracing_subscriber::fmt().with_writer(writing.lines()).with_target(false).with_ansi(false);
    // In one process it is set once; a second time changes nothing.
    let _ = match form {
        LogForm::Text => log.try_init(),
        LogForm::Json => log.json().flatten_event(true).try_init(),
    };
    Ok(writing)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// Writes to memory, each time only when it is let.
    struct Gate {
        let_through: mpsc::Receiver<()>,
        written: Arc<Mutex<Vec<u8>>>,
    }

    impl Write for Gate {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            // A gate that was thrown away is open.
            let _ = self.let_through.recv();
            self.written.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn gated() -> (Writing, mpsc::Sender<()>, Arc<Mutex<Vec<u8>>>) {
        let (open, let_through) = mpsc::channel();
        let written = Arc::default();
        let gate = Gate { let_through, written: Arc::clone(&written) };
        (Writing::start(gate).unwrap(), open, written)
    }

    #[test]
    fn nothing_is_lost_and_the_order_is_kept() {
        let (writing, open, written) = gated();
        let lines: Vec<String> = (0..1_000).map(|number| format!("line {number}\n")).collect();
        for line in &lines {
            (&writing.lines()).write_all(line.as_bytes()).unwrap();
        }
        drop(open);
        drop(writing);
        assert_eq!(*written.lock().unwrap(), lines.concat().into_bytes());
    }

    #[test]
    fn who_reads_slowly_loses_lines_beyond_the_bound_and_nobody_waits() {
        let (writing, open, written) = gated();
        let line = [b'x'; 1 << 10];
        let before = dropped();
        // More than can wait and be on its way; nothing is let through, so a writer that waited would wait for ever.
        let all = 3 * BOUND / line.len();
        for _ in 0..all {
            (&writing.lines()).write_all(&line).unwrap();
        }
        let lost = usize::try_from(dropped() - before).unwrap();
        drop(open);
        drop(writing);
        assert!(lost >= all / 3, "{lost} of {all} were dropped");
        assert_eq!(written.lock().unwrap().len(), (all - lost) * line.len());
    }
}
