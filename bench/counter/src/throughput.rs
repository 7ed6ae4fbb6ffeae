//! Visits a second, each on disk before it is answered and each counted once, beside a bare handler.

use std::time::Duration;

use anyhow::{Result, ensure};
use bantin_bench_companion::{Companion, FREE_PORT, Running};
use bantin_bench_figures::{self as figures, Figure};

use crate::bare;
use crate::load::{Load, load};
use crate::make::make;

/// How it is measured.
#[derive(Clone, Copy, Debug)]
pub(crate) struct How {
    /// How often everything is measured.
    pub(crate) rounds: usize,
    /// How long one thing is measured each time.
    pub(crate) each: Duration,
}

/// Connections that report at once.
const CONNECTIONS: [usize; 3] = [64, 256, 1_024];

/// Loads both by turns, and prints.
pub(crate) async fn run(name: &str, what: &Companion, how: &How) -> Result<()> {
    make(what)?;
    let server = what.serve(FREE_PORT)?;
    let bare = bare::start()?;
    let mut seed = 0;
    for connections in CONNECTIONS {
        let mut rounds = Vec::new();
        for round in 0..how.rounds {
            let mut of = async |which| {
                seed += 1;
                measure(which, Load { connections, long: how.each, seed }).await
            };
            // Who is first changes, so that neither always finds the machine as the other left it.
            rounds.push(if round % 2 == 0 {
                let first = of(&server).await?;
                (first, of(&bare).await?)
            } else {
                let first = of(&bare).await?;
                (of(&server).await?, first)
            });
        }
        figures::line(&format!("{name}, {connections} connections"), &rounds);
    }
    Ok(())
}

/// Loads one of them.
pub(crate) async fn measure(server: &Running, what: Load) -> Result<Figure> {
    let before = server.processor();
    let answered = load(server.addr()?, &what).await?;
    let later = answered.later.answers();
    ensure!(later == 0, "{later} reports were refused, although there is room");
    let used = server.processor().zip(before).map(|(after, before)| after.saturating_sub(before));
    Ok(Figure::new(&answered.taken, used))
}
