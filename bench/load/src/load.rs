//! Connections that ask again and again, and how long each answer took.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use bantin_bench_figures::{Random, Seen};

use crate::addresses::Coding;
use crate::asking::Connection;

/// How long it goes on.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Until {
    /// So long, with addresses taken at random.
    After(Duration),
    /// Until each address was asked for once.
    Each,
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
    let mut took = Vec::new();
    for task in asking {
        took.extend(task.await.context("a connection broke off")??);
    }
    Ok(Seen::new(took, begun.elapsed()))
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
