//! Connections that report again and again without pause.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use bantin_bench_figures::Seen;

use crate::connection::Connection;
use crate::reports::Reports;

/// How a server is loaded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    /// Connections that are kept open.
    pub(crate) connections: usize,
    /// How long.
    pub(crate) long: Duration,
    /// Which of many random sequences; none may be used twice against one database.
    pub(crate) seed: u64,
}

/// What was answered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answered {
    /// Those that were taken: status 200.
    pub(crate) taken: Seen,
    /// Those that were told to come later: status 503 or 429.
    pub(crate) later: Seen,
}

/// Loads a server.
pub(crate) async fn load(addr: SocketAddr, how: &Load) -> Result<Answered> {
    let mut open = Vec::new();
    for _ in 0..how.connections {
        open.push(Connection::open(addr).await?);
    }
    let begun = Instant::now();
    let reporting: Vec<_> = (0_u64..)
        .zip(open)
        .map(|(number, connection)| {
            let reports = Reports::new(&addr.to_string(), how.seed.wrapping_mul(1_000_003).wrapping_add(number));
            tokio::spawn(report_on(connection, reports, begun + how.long))
        })
        .collect();
    let (mut taken, mut later) = (Vec::new(), Vec::new());
    for task in reporting {
        let (more_taken, more_later) = task.await.context("a connection broke off")??;
        taken.extend(more_taken);
        later.extend(more_later);
    }
    let lasted = begun.elapsed();
    Ok(Answered { taken: Seen::new(taken, lasted), later: Seen::new(later, lasted) })
}

async fn report_on(
    mut connection: Connection,
    mut reports: Reports,
    end: Instant,
) -> Result<(Vec<Duration>, Vec<Duration>)> {
    let (mut taken, mut later) = (Vec::new(), Vec::new());
    loop {
        let sent = Instant::now();
        if sent >= end {
            return Ok((taken, later));
        }
        match connection.ask(reports.next()).await? {
            200 => taken.push(sent.elapsed()),
            429 | 503 => {
                ensure!(connection.has("retry-after"), "a refusal does not say when to come again");
                later.push(sent.elapsed());
            }
            other => ensure!(other == 200, "a report was answered {other}"),
        }
    }
}
