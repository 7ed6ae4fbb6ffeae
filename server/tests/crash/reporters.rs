//! Many who report at once, and remember what they were told.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::support::serving::ask;

/// How many report at once.
const REPORTERS: u64 = 8;

/// The reports of a test: each of a visitor of its own, so that each is a visit.
#[derive(Default)]
pub struct Reporters {
    sent: AtomicU64,
    acknowledged: AtomicU64,
    refused: AtomicU64,
    not_acknowledged: Mutex<Vec<u64>>,
}

impl Reporters {
    /// Reports that were sent, or were about to be.
    pub fn sent(&self) -> u64 {
        self.sent.load(Ordering::SeqCst)
    }

    /// Reports that were answered 200.
    pub fn acknowledged(&self) -> u64 {
        self.acknowledged.load(Ordering::SeqCst)
    }

    /// Reports that were told to come again, each time.
    pub fn refused(&self) -> u64 {
        self.refused.load(Ordering::SeqCst)
    }

    /// Reports without pause until `end` says so.
    pub fn report(&self, address: &str, end: &AtomicBool) {
        std::thread::scope(|scope| {
            for _ in 0..REPORTERS {
                scope.spawn(|| {
                    while !end.load(Ordering::SeqCst) {
                        let number = self.sent.fetch_add(1, Ordering::SeqCst);
                        if !self.deliver(address, number) {
                            self.not_acknowledged.lock().unwrap().push(number);
                        }
                    }
                });
            }
        });
    }

    /// Delivers every report from this one on again, whether it was acknowledged or not.
    pub fn deliver_again(&self, address: &str, first: u64) {
        let next = AtomicU64::new(first);
        std::thread::scope(|scope| {
            for _ in 0..REPORTERS {
                scope.spawn(|| {
                    loop {
                        let number = next.fetch_add(1, Ordering::SeqCst);
                        if number >= self.sent() {
                            return;
                        }
                        assert_eq!(status(address, number), Some(200), "report {number} delivered again");
                    }
                });
            }
        });
        let late = std::mem::take(&mut *self.not_acknowledged.lock().unwrap());
        self.acknowledged.fetch_add(u64::try_from(late.len()).unwrap(), Ordering::SeqCst);
        assert_eq!(self.acknowledged(), self.sent());
    }

    fn deliver(&self, address: &str, number: u64) -> bool {
        let status = status(address, number);
        match status {
            Some(200) => self.acknowledged.fetch_add(1, Ordering::SeqCst),
            Some(503) => self.refused.fetch_add(1, Ordering::SeqCst),
            Some(other) => panic!("report {number} was answered {other}"),
            // The server went away before it answered.
            None => 0,
        };
        status == Some(200)
    }
}

/// How a report is answered; `None` where it is not.
fn status(address: &str, number: u64) -> Option<u16> {
    let body = format!(r#"{{"id":"report-{number:012}","article":1}}"#);
    let (a, b, c) = (number >> 16, (number >> 8) & 255, number & 255);
    let request = format!(
        "POST /api/v1/sites/demo/visits HTTP/1.1\r\nHost: a\r\nOrigin: http://a\r\nX-Forwarded-For: 10.{a}.{b}.{c}\r\n\
         User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\nAccept-Language: vi\r\n\
         Accept-Encoding: gzip\r\nContent-Type: text/plain\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    let answer = ask(address, &request)?;
    let status = answer.get(9..12)?.parse().ok()?;
    // What breaks off after its head was not acknowledged.
    (status != 200 || answer.ends_with('}')).then_some(status)
}
