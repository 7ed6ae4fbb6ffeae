//! What it costs that millions of reports are known: within 49 hours each id counts once.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use bantin_bench_companion::{Companion, FREE_PORT};
use bantin_bench_figures as figures;

use crate::bare;
use crate::load::{Load, load};
use crate::make::make;
use crate::reports::SITE;
use crate::throughput::{How, measure};

/// Ids in the window.
const IDS: usize = 5_000_000;

/// Connections that report at once.
const CONNECTIONS: usize = 256;

/// How long the window is filled at a time.
const FILLING: Duration = Duration::from_secs(10);

/// Fills the window by reporting, starts the server again, and loads it as before.
pub(crate) async fn run(what: &Companion, how: &How) -> Result<()> {
    make(what)?;
    let server = what.serve(FREE_PORT)?;
    let bare = bare::start()?;
    let (mut taken, mut seed) = (0, 1_000_000);
    let mut few = Vec::new();
    for _ in 0..how.rounds {
        seed += 2;
        let of = |which, seed| measure(which, Load { connections: CONNECTIONS, long: how.each, seed });
        few.push((of(&server, seed).await?, of(&bare, seed + 1).await?));
    }
    while taken < IDS {
        seed += 1;
        let answered = load(server.addr()?, &Load { connections: CONNECTIONS, long: FILLING, seed }).await?;
        ensure!(answered.later.answers() == 0, "reports were refused, although there is room");
        taken += answered.taken.answers();
    }
    let memory = server.memory();
    drop(server);
    let begun = Instant::now();
    let server = what.serve(FREE_PORT)?;
    let started = begun.elapsed();
    let mut many = Vec::new();
    for _ in 0..how.rounds {
        seed += 2;
        let of = |which, seed| measure(which, Load { connections: CONNECTIONS, long: how.each, seed });
        many.push((of(&server, seed).await?, of(&bare, seed + 1).await?));
    }
    figures::line("few ids in the window", &few);
    figures::line(&format!("{taken} ids in the window"), &many);
    let file = std::fs::metadata(what.folder.join("bantin.sqlite3"))?.len();
    println!(
        "\n{} ids: {} MB in memory, {} MB on disk; a server that is killed with them is ready again in {:.1} s\n",
        what.reports(SITE)?,
        memory.unwrap_or_default() / 1_000,
        file / 1_000_000,
        started.as_secs_f64()
    );
    Ok(())
}
