//! More reports at once than may wait: how long those that are taken take, whether the others are told so, and what the server
//! holds in memory meanwhile.

use std::time::Duration;

use anyhow::{Result, ensure};
use bantin_bench_companion::{Companion, FREE_PORT};

use crate::load::{Load, load};
use crate::make::make;
use crate::reports::SITE;

/// Three times as many as may wait of one site.
const CONNECTIONS: usize = 3 * 2_048;

/// How often, and how long each time.
const TIMES: u64 = 3;
const LONG: Duration = Duration::from_secs(8);

/// Loads and prints.
pub(crate) async fn run(what: &Companion) -> Result<()> {
    make(what)?;
    let server = what.serve(FREE_PORT)?;
    println!(
        "\n{CONNECTIONS} connections without pause\n\n| | taken/s | p50, ms | p99, ms | refused/s | p99, ms | memory, MB |\n\
         | --- | --: | --: | --: | --: | --: | --: |"
    );
    let mut taken = 0;
    for time in 1..=TIMES {
        let answered = load(server.addr()?, &Load { connections: CONNECTIONS, long: LONG, seed: time }).await?;
        taken += u64::try_from(answered.taken.answers())?;
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        println!(
            "| {time} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} | {} |",
            answered.taken.rate(),
            ms(answered.taken.percentile(50)),
            ms(answered.taken.percentile(99)),
            answered.later.rate(),
            ms(answered.later.percentile(99)),
            server.memory().unwrap_or_default() / 1_000,
        );
    }
    drop(server);
    let stored = what.reports(SITE)?;
    ensure!(stored == taken, "{taken} were acknowledged, {stored} are stored");
    println!(
        "\nevery refusal said when to come again; {taken} acknowledged, and after the server was killed {stored} stored"
    );
    Ok(())
}
