//! Many who watch while visits come in: how long after a push the last of them has it, and how long after the commit.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use bantin_bench_companion::{Companion, FREE_PORT};
use bantin_bench_figures::Seen;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::watch;

use crate::connection::Connection;
use crate::make::make;
use crate::reports::{Reports, SITE};

/// How many watch.
const VIEWERS: usize = 10_000;

/// Visits a second meanwhile.
const VISITS: u32 = 200;

/// How long.
const LONG: Duration = Duration::from_secs(30);

/// Streams that are opened at the same time.
const AT_ONCE: usize = 100;

/// A push as one viewer got it: the total it told, and when.
type Received = Vec<(u64, Instant)>;

/// Opens the streams, reports, and prints.
pub(crate) async fn run(what: &Companion) -> Result<()> {
    make(what)?;
    let server = what.serve(FREE_PORT)?;
    let addr = server.addr()?;
    let before = server.memory();
    let (end, ending) = watch::channel(false);
    let mut viewers = Vec::new();
    for first in (0..VIEWERS).step_by(AT_ONCE) {
        let opening = (first..first + AT_ONCE).map(|number| tokio::spawn(open(addr, number)));
        let opening: Vec<_> = opening.collect();
        for stream in opening {
            let stream = stream.await.context("a stream broke off")??;
            viewers.push(tokio::spawn(view(stream, ending.clone())));
        }
    }
    // Who has just come in changes the number of those online, which is pushed too.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let each = server.memory().zip(before).map(|(after, before)| after.saturating_sub(before) as f64 / VIEWERS as f64);
    let used = server.processor();
    let committed = report(addr).await?;
    let used = server.processor().zip(used).map(|(after, before)| after.saturating_sub(before));
    tokio::time::sleep(Duration::from_secs(2)).await;
    end.send_replace(true);
    let mut received = Vec::new();
    for viewer in viewers {
        received.push(viewer.await.context("a stream broke off")??);
    }
    print(&received, &committed, each, used)
}

async fn open(addr: SocketAddr, number: usize) -> Result<TcpStream> {
    let mut stream = TcpStream::connect(addr).await?;
    let request = format!(
        "GET /api/v1/sites/{SITE}/live HTTP/1.1\r\nHost: {addr}\r\nX-Forwarded-For: 10.9.{}.{}\r\nAccept: text/event-stream\r\n\
         User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\nAccept-Language: vi\r\n\
         Accept-Encoding: gzip, deflate, br, zstd\r\n\r\n",
        number >> 8,
        number & 255
    );
    stream.write_all(request.as_bytes()).await?;
    Ok(stream)
}

async fn view(mut stream: TcpStream, mut ending: watch::Receiver<bool>) -> Result<Received> {
    let (mut text, mut received) = (Vec::with_capacity(1_024), Vec::new());
    loop {
        let read = tokio::select! {
            _ = ending.wait_for(|ending| *ending) => return Ok(received),
            read = stream.read_buf(&mut text) => read?,
        };
        let now = Instant::now();
        ensure!(read > 0, "a stream ended");
        while let Some(end) = text.windows(2).position(|two| two == b"\n\n") {
            let event: Vec<u8> = text.drain(..end + 2).collect();
            received.extend(total(&event).map(|total| (total, now)));
        }
    }
}

/// The total of an event `counts`.
fn total(event: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(event).ok()?;
    let (_, after) = text.split_once("\"total\":")?;
    after.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

/// Reports at an even pace. When each total was answered as committed, by the visit that made it.
async fn report(addr: SocketAddr) -> Result<Vec<(u64, Instant)>> {
    let total = Arc::new(AtomicU64::new(0));
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / VISITS);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Burst);
    let mut connection = Connection::open(addr).await?;
    let mut reports = Reports::new(&addr.to_string(), 77);
    let (begun, mut committed) = (Instant::now(), Vec::new());
    while begun.elapsed() < LONG {
        ticks.tick().await;
        let status = connection.ask(reports.next()).await?;
        ensure!(status == 200, "a report was answered {status}");
        let answered = self::total(connection.body()).context("an answer without a total")?;
        if total.fetch_max(answered, Ordering::Relaxed) < answered {
            committed.push((answered, Instant::now()));
        }
    }
    Ok(committed)
}

fn print(received: &[Received], committed: &[(u64, Instant)], each: Option<f64>, used: Option<Duration>) -> Result<()> {
    let first_of = |total: u64| received.iter().filter_map(|pushes| at(pushes, total)).min();
    let mut totals: Vec<u64> = received.iter().flatten().map(|(total, _)| *total).collect();
    totals.sort_unstable();
    totals.dedup();
    // What was told before anybody reported is what each found when it came.
    let found = committed.first().map_or(0, |(first, _)| first - 1);
    totals.retain(|total| *total > found);
    let (mut from_push, mut from_commit, mut former) = (Vec::new(), Vec::new(), 0);
    for total in totals {
        let first = first_of(total);
        // The oldest visit that this push tells of.
        let oldest = committed.iter().find(|(committed, _)| *committed > former && *committed <= total);
        for received in received.iter().filter_map(|pushes| at(pushes, total)) {
            from_push.extend(first.map(|first| received.saturating_duration_since(first)));
            from_commit.extend(oldest.map(|(_, committed)| received.saturating_duration_since(*committed)));
        }
        former = total;
    }
    let (from_push, from_commit) = (Seen::new(from_push, LONG), Seen::new(from_commit, LONG));
    ensure!(from_commit.answers() > VIEWERS, "nothing was pushed");
    let ms = |seen: &Seen, percent| seen.percentile(percent).as_secs_f64() * 1e3;
    println!(
        "\n{} viewers, {VISITS} visits a second for {LONG:?}; {} pushes received\n\n\
         | | p50, ms | p99, ms |\n| --- | --: | --: |\n\
         | from the first viewer's receipt to each viewer's | {:.0} | {:.0} |\n\
         | from the commit of the oldest visit in a push to each viewer's receipt | {:.0} | {:.0} |\n",
        received.len(),
        from_push.answers(),
        ms(&from_push, 50),
        ms(&from_push, 99),
        ms(&from_commit, 50),
        ms(&from_commit, 99),
    );
    println!(
        "{:.1} KB of memory and {:.6} of a processor for each viewer",
        each.unwrap_or_default(),
        used.unwrap_or_default().as_secs_f64() / LONG.as_secs_f64() / VIEWERS as f64
    );
    Ok(())
}

fn at(pushes: &Received, total: u64) -> Option<Instant> {
    pushes.iter().find(|(told, _)| *told == total).map(|(_, at)| *at)
}
