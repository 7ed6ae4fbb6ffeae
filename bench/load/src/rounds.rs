//! Which is loaded when: by turns, so that what else the machine does hits both.

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use bantin_bench_companion::{Companion, FREE_PORT, Running};
use bantin_bench_figures::{self as figures, Figure, Random};
use bantin_bench_news::ARTICLES;

use crate::addresses::{Coding, Kind, SITE};
use crate::asking::Connection;
use crate::bare;
use crate::load::{Load, Until, load};
use crate::proof::prove;

/// How it is measured.
#[derive(Clone, Copy, Debug)]
pub(crate) struct How {
    /// Connections that are kept open.
    pub(crate) connections: usize,
    /// How often everything is measured.
    pub(crate) rounds: usize,
    /// How long one thing is measured each time.
    pub(crate) each: Duration,
}

/// Makes the database, proves the answers, loads, prints.
pub(crate) async fn run(what: &Companion, how: &How) -> Result<()> {
    make(what)?;
    let server = what.serve(FREE_PORT)?;
    let bare = bare::start(&server)?;
    prove(&server, &bare).await?;
    let How { connections, rounds, each } = how;
    println!("{connections} connections, {rounds} rounds of {each:?} each; server : bare in the last three columns");
    figures::head("answers");
    let mut asker = Connection::open(server.addr()?).await?;
    let mut kinds = Vec::new();
    for kind in Kind::ALL {
        kinds.push((kind, Arc::new(kind.addresses(&mut asker).await?)));
    }
    for (kind, addresses) in &kinds {
        for coding in Coding::ALL {
            let cold = cold(what, &bare, addresses, coding, how).await?;
            figures::line(&format!("{}, {}, first read", kind.name(), coding.name()), &cold);
        }
    }
    let warm = warm(&server, &bare, &kinds, how).await?;
    for (name, rounds) in &warm {
        figures::line(name, rounds);
    }
    if let Some(memory) = server.memory() {
        println!("\nthe server holds {} MB after that", memory / 1_000);
    }
    Ok(())
}

fn make(what: &Companion) -> Result<()> {
    let folder = &what.folder;
    what.begin_anew()?;
    let file = folder.join("feed.json");
    fs::write(&file, bantin_bench_news::whole()).with_context(|| format!("writing {}", file.display()))?;
    let begun = Instant::now();
    what.import(SITE, &file)?;
    println!("{ARTICLES} articles imported in {:.1} s", begun.elapsed().as_secs_f64());
    Ok(())
}

/// A server that was just started is asked for each thing once: each answer is made from the database.
async fn cold(
    server: &Companion,
    bare: &Running,
    addresses: &[String],
    coding: Coding,
    how: &How,
) -> Result<Vec<(Figure, Figure)>> {
    let mut rounds = Vec::new();
    for round in 0..how.rounds.min(3) {
        let mut addresses = addresses.to_vec();
        let seed = u64::try_from(round)?;
        Random::new(seed).shuffle(&mut addresses);
        let what =
            Load { addresses: Arc::new(addresses), coding, connections: how.connections, until: Until::Each, seed };
        let fresh = server.serve(FREE_PORT)?;
        rounds.push((measure(&fresh, &what).await?, measure(bare, &what).await?));
    }
    Ok(rounds)
}

async fn warm(
    server: &Running,
    bare: &Running,
    kinds: &[(Kind, Arc<Vec<String>>)],
    how: &How,
) -> Result<Vec<(String, Vec<(Figure, Figure)>)>> {
    let mut all = Vec::new();
    for (kind, addresses) in kinds {
        for coding in Coding::ALL {
            all.push((format!("{}, {}", kind.name(), coding.name()), Arc::clone(addresses), coding, Vec::new()));
        }
    }
    for round in 0..how.rounds {
        for (_, addresses, coding, figures) in &mut all {
            let seed = u64::try_from(round)?;
            let what = Load {
                addresses: Arc::clone(addresses),
                coding: *coding,
                connections: how.connections,
                until: Until::After(how.each),
                seed,
            };
            let of = |which| measure(which, &what);
            // Who is first changes, so that neither always finds the machine as the other left it.
            let pair = if round % 2 == 0 {
                let first = of(server).await?;
                (first, of(bare).await?)
            } else {
                let first = of(bare).await?;
                (of(server).await?, first)
            };
            figures.push(pair);
        }
    }
    Ok(all.into_iter().map(|(name, _, _, figures)| (name, figures)).collect())
}

async fn measure(server: &Running, what: &Load) -> Result<Figure> {
    let before = server.processor();
    let seen = load(server.addr()?, what).await?;
    let used = server.processor().zip(before).map(|(after, before)| after.saturating_sub(before));
    Ok(Figure::new(&seen, used))
}
