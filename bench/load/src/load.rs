//! Connections that ask again and again, and how long each answer took.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::addresses::Coding;
use crate::asking::Connection;
use crate::random::Random;

/// How long it goes on.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Until {
    /// So long, with addresses taken at random.
    After(Duration),
    /// Until each address was asked for once.
    Each,
}

/// What was seen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    took: Vec<Duration>,
    lasted: Duration,
}

impl Seen {
    /// Answers.
    pub(crate) fn answers(&self) -> usize {
        self.took.len()
    }

    /// Answers a second.
    pub(crate) fn rate(&self) -> f64 {
        self.took.len() as f64 / self.lasted.as_secs_f64().max(f64::MIN_POSITIVE)
    }

    /// The time within which so many of a hundred answers came.
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        let at = (self.took.len() * percent).div_ceil(100).saturating_sub(1);
        self.took.get(at).copied().unwrap_or_default()
    }
}

/// What a server is loaded with.
#[derive(Clone, Debug)]
pub(crate) struct Load {
    /// What is asked for.
    pub(crate) addresses: Arc<Vec<String>>,
    /// How it is asked for.
    pub(crate) coding: Coding,
    /// Connections that are kept open.
    pub(crate) connections: usize,
    /// How long it goes on.
    pub(crate) until: Until,
    /// Which of many random orders.
    pub(crate) seed: u64,
}

/// Loads a server.
pub(crate) async fn load(addr: SocketAddr, what: &Load) -> Result<Seen> {
    let mut open = Vec::new();
    for _ in 0..what.connections {
        open.push(Connection::open(addr).await?);
    }
    let next = Arc::new(AtomicUsize::new(0));
    let begun = Instant::now();
    let asking: Vec<_> = (0_u64..)
        .zip(open)
        .map(|(number, connection)| {
            let random = Random::new(what.seed.wrapping_mul(1_000_003).wrapping_add(number));
            let turn = Turn { until: what.until, begun, next: Arc::clone(&next), random };
            tokio::spawn(ask_on(connection, Arc::clone(&what.addresses), what.coding, turn))
        })
        .collect();
    let mut seen = Seen::default();
    for task in asking {
        seen.took.extend(task.await.context("a connection broke off")??);
    }
    seen.lasted = begun.elapsed();
    seen.took.sort_unstable();
    Ok(seen)
}

/// Which address comes next.
struct Turn {
    until: Until,
    begun: Instant,
    next: Arc<AtomicUsize>,
    random: Random,
}

impl Turn {
    fn take<'a>(&mut self, addresses: &'a [String]) -> Option<&'a String> {
        match self.until {
            Until::After(long) => {
                let at = self.random.below(addresses.len());
                addresses.get(at).filter(|_| self.begun.elapsed() < long)
            }
            Until::Each => addresses.get(self.next.fetch_add(1, Ordering::Relaxed)),
        }
    }
}

async fn ask_on(
    mut connection: Connection,
    addresses: Arc<Vec<String>>,
    coding: Coding,
    mut turn: Turn,
) -> Result<Vec<Duration>> {
    let mut took = Vec::new();
    while let Some(address) = turn.take(&addresses) {
        let asked = Instant::now();
        let answer = connection.ask(address, coding).await?;
        took.push(asked.elapsed());
        ensure!(answer.status.is_success() && !answer.body.is_empty(), "{address} was answered {}", answer.status);
    }
    Ok(took)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_were_seen() {
        let took = (1..=200).map(Duration::from_millis).collect();
        let seen = Seen { took, lasted: Duration::from_secs(2) };
        assert_eq!((seen.percentile(50).as_millis(), seen.percentile(99).as_millis()), (100, 198));
        assert!((seen.rate() - 100.0).abs() < 1e-9);
        assert_eq!(Seen::default().percentile(99), Duration::ZERO);
    }
}
