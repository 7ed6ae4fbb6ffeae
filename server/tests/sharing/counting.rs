//! Servers that count the same visitors and the same ids at once add up exactly.

use std::collections::{HashMap, HashSet};
use std::sync::Barrier;

use bantin_server::store::{Outcome, Postgres, Report, Store as _, StoreError};
use bantin_server::visits::LeftOut;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::{stores, until};
use crate::contract::{DAY, MINUTE, NOON, report, visitor, with_articles};
use crate::support::postgres::shared;

/// A report of one of few ids, by one of few visitors, of one of few articles: they meet all the time.
fn reports() -> impl Strategy<Value = Report> {
    (0..60_u16, 0..6_u8, 0..4_u64, any::<bool>(), 0..10_u8).prop_map(|(id, number, article, entry, kind)| Report {
        visitor: visitor(number).filter(|_| kind > 1),
        article: Some(article).filter(|article| *article > 0),
        entry,
        left_out: (kind == 9).then_some(LeftOut::Robot),
        came_from: Some(format!("h{}.example", number % 3)),
        ..report(&format!("id-{id}"))
    })
}

/// What all servers together have said, whoever of them said it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sums {
    visits: u64,
    views: HashMap<u64, (u64, u64)>,
    left_out: u64,
    taken: HashSet<String>,
    /// What it must be where all of it happens within one window: those told apart, and each report of those who are not.
    visitors: HashSet<[u8; 16]>,
    readings: HashSet<([u8; 16], u64)>,
    nameless_visits: u64,
    nameless_views: u64,
}

impl Sums {
    fn add(&mut self, report: &Report, outcome: Outcome) {
        match outcome {
            Outcome::Counted { visit, view, reader } => {
                if let Some(visitor) = report.visitor {
                    self.visitors.insert(visitor.hash);
                    self.readings.extend(report.article.map(|article| (visitor.hash, article)));
                } else {
                    self.nameless_visits += u64::from(report.entry);
                    self.nameless_views += u64::from(report.article.is_some());
                }
                self.visits += u64::from(visit);
                if view {
                    let sum = self.views.entry(report.article.unwrap()).or_default();
                    *sum = (sum.0 + 1, sum.1 + u64::from(reader));
                }
            }
            Outcome::LeftOut(_) => self.left_out += 1,
            Outcome::Repeated => return,
            Outcome::Refused(refusal) => panic!("{refusal:?}"),
        }
        assert!(self.taken.insert(report.id.clone()), "{} was taken twice", report.id);
    }
}

impl Sums {
    fn check_one_window(&self) {
        assert_eq!(self.visits, self.visitors.len() as u64 + self.nameless_visits);
        let sum = |part: fn(&(u64, u64)) -> u64| self.views.values().map(part).sum::<u64>();
        assert_eq!(sum(|(views, _)| *views), self.readings.len() as u64 + self.nameless_views);
        assert_eq!(sum(|(_, readers)| *readers), self.readings.len() as u64);
    }
}

/// Counts each server's reports in batches of several sizes, all servers at once.
fn count_at_once(servers: &[Postgres], reports: &[Vec<Report>]) -> Sums {
    let start = Barrier::new(servers.len());
    let said: Vec<Vec<(Report, Outcome)>> = std::thread::scope(|scope| {
        let threads: Vec<_> = servers
            .iter()
            .zip(reports)
            .enumerate()
            .map(|(number, (store, reports))| {
                let start = &start;
                scope.spawn(move || {
                    start.wait();
                    let outcomes = reports.chunks(3 + 4 * number).flat_map(|batch| store.count(batch).unwrap());
                    let outcomes: Vec<Outcome> = outcomes.collect();
                    reports.iter().cloned().zip(outcomes).collect()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let mut sums = Sums::default();
    said.iter().flatten().for_each(|(report, outcome)| sums.add(report, *outcome));
    sums
}

fn check(servers: &[Postgres], reports: &[Vec<Report>], sums: &Sums) {
    let all: Vec<&Report> = reports.iter().flatten().collect();
    let ids: HashSet<&str> = all.iter().map(|report| report.id.as_str()).collect();
    assert_eq!(sums.taken.len(), ids.len(), "each id is taken by one server");
    let statistics = servers[0].statistics("demo", &(DAY..=DAY)).unwrap();
    assert_eq!(statistics.hours.iter().map(|hour| hour.tally.reports).sum::<u64>(), ids.len() as u64);
    for server in servers {
        let numbers = server.numbers("demo", DAY).unwrap().unwrap();
        assert_eq!((numbers.visits, numbers.today()), (sums.visits, sums.visits));
        let views: HashMap<u64, (u64, u64)> =
            numbers.articles.iter().map(|(id, views, readers)| (*id, (*views, *readers))).collect();
        assert_eq!(views, sums.views);
        assert_eq!(server.differences("demo").unwrap(), []);
    }
}

#[test]
fn the_same_visitors_and_ids_at_three_servers_add_up() {
    let Some(instance) = shared() else { return };
    // Everything happens within one window: whatever the order, a visitor is one visit, one view and one reader of an article.
    let cases = Config { cases: 12, failure_persistence: None, ..Config::default() };
    let strategy = prop::collection::vec(prop::collection::vec(reports(), 40..120), 3);
    TestRunner::new(cases)
        .run(&strategy, |reports| {
            let servers = stores::<3>(instance);
            servers.iter().for_each(|store| with_articles(store));
            let sums = count_at_once(&servers, &reports);
            check(&servers, &reports, &sums);
            sums.check_one_window();
            Ok(())
        })
        .unwrap();
}

#[test]
fn visitors_that_report_at_several_servers_at_once_are_one() {
    let Some(instance) = shared() else { return };
    let servers = stores::<4>(instance);
    servers.iter().for_each(|store| with_articles(store));
    // Every server hears of every visitor, each time in another order and across midnight's two hashes.
    let reports: Vec<Vec<Report>> = (0..4_u8)
        .map(|server| {
            let of = |turn: u8| {
                let number = 1 + (turn.wrapping_mul(7 + 2 * server) % 50);
                let (own, former) =
                    if server % 2 == 0 { ([number; 16], None) } else { ([100 + number; 16], Some([number; 16])) };
                Report {
                    visitor: Some(bantin_server::visits::Visitor { hash: own, former }),
                    article: Some(2),
                    ..report(&format!("{server}-{turn}"))
                }
            };
            (0..200).map(of).collect()
        })
        .collect();
    let sums = count_at_once(&servers, &reports);
    check(&servers, &reports, &sums);
    // Under two hashes a visitor may be two to a server that knows only the older one; never more.
    assert!((50..=100).contains(&sums.visits), "{}", sums.visits);
    let same: Vec<Vec<Report>> = (0..4)
        .map(|server| {
            let of = |turn: u8| Report {
                visitor: visitor(200 + turn % 50),
                at: NOON + MINUTE,
                ..report(&format!("same-{server}-{turn}"))
            };
            (0..250).map(of).collect()
        })
        .collect();
    let more = count_at_once(&servers, &same);
    assert_eq!((more.visits, more.views[&1]), (50, (50, 50)));
    more.check_one_window();
}

#[test]
fn what_another_server_has_counted_is_told_and_read() {
    let Some(instance) = shared() else { return };
    let [one, other] = stores::<2>(instance);
    with_articles(&one);
    with_articles(&other);
    let before = one.counted_elsewhere("demo");
    let generation = one.generation("demo").unwrap();
    one.count(&[report("a")]).unwrap();
    one.numbers("demo", DAY).unwrap();
    assert_eq!(one.counted_elsewhere("demo"), before, "what was counted here is nothing new");
    until("the other server hears of it", || other.counted_elsewhere("demo") > 0);
    let numbers = other.numbers("demo", DAY).unwrap().unwrap();
    assert_eq!((numbers.visits, numbers.counted_elsewhere), (1, other.counted_elsewhere("demo")));
    assert_eq!(other.generation("demo").unwrap(), generation, "contents are kept");
}

#[test]
fn what_is_imported_at_one_server_is_shown_at_the_other() {
    let Some(instance) = shared() else { return };
    let [one, other] = stores::<2>(instance);
    with_articles(&one);
    until("the site is known", || other.generation("demo").unwrap() == one.generation("demo").unwrap());
    one.withdraw("demo", 1, NOON).unwrap();
    until("the change is known", || other.generation("demo").unwrap() == one.generation("demo").unwrap());
    one.ensure_site("second", None).unwrap();
    until("the second site is known", || other.site_ids().unwrap() == ["demo", "second"]);
}

#[test]
fn imports_into_one_site_at_once_come_one_after_another() {
    let Some(instance) = shared() else { return };
    let servers = stores::<3>(instance);
    servers[0].ensure_site("demo", None).unwrap();
    std::thread::scope(|scope| {
        for (source, store) in servers.iter().enumerate() {
            scope.spawn(move || {
                for round in 0..5 {
                    let articles = (0..10).map(|number| crate::contract::incoming(round * 10 + number, 1)).collect();
                    let source = format!("source-{source}");
                    let batch = bantin_server::store::ImportBatch { source, ..crate::contract::batch(articles) };
                    assert_eq!(store.import("demo", &batch).unwrap().new, 10);
                }
            });
        }
    });
    let mut ids: Vec<u64> = servers[1].listed("demo").unwrap().iter().map(|row| row.id).collect();
    ids.sort_unstable();
    assert_eq!(ids, (1..=150).collect::<Vec<_>>());
}

#[test]
fn shards_of_servers_long_gone_are_folded_and_the_sums_stay() {
    let Some(instance) = shared() else { return };
    let address = instance.new_database().unwrap();
    let of =
        |id: &str, number: u8| Report { visitor: visitor(number), came_from: Some("a.example".into()), ..report(id) };
    for server in 0..3_u8 {
        let store = Postgres::open(&address).unwrap();
        with_articles(&store);
        store
            .count(&[
                of(&format!("{server}"), server),
                Report { left_out: Some(LeftOut::Staff), ..of(&format!("x{server}"), 9) },
            ])
            .unwrap();
    }
    let store = Postgres::open(&address).unwrap();
    let all = || (store.numbers("demo", DAY).unwrap(), store.statistics("demo", &(DAY..=DAY)).unwrap());
    let (mut client, before) = (instance.connect(address.split(['/', '?']).nth(3).unwrap()).unwrap(), all());
    let shards = |client: &mut postgres::Client| -> i64 {
        client.query_one("SELECT count(DISTINCT shard) FROM hour_counts", &[]).unwrap().get(0)
    };
    assert_eq!(shards(&mut client), 3);
    while store.forget(NOON).unwrap() {}
    assert_eq!(shards(&mut client), 3, "they may come back");
    client.execute("UPDATE shard SET seen = now() - interval '25 hours'", &[]).unwrap();
    while store.forget(NOON).unwrap() {}
    assert_eq!((shards(&mut client), all()), (1, before));
    assert_eq!(store.differences("demo").unwrap(), []);
}

#[test]
fn a_server_that_stands_still_in_the_midst_of_counting_does_not_hold_others_up_for_ever() {
    let Some(instance) = shared() else { return };
    let address = instance.new_database().unwrap();
    let store = Postgres::open(&address).unwrap();
    with_articles(&store);
    let mut client = instance.connect(address.split(['/', '?']).nth(3).unwrap()).unwrap();
    client.batch_execute("BEGIN").unwrap();
    let hash = [1_u8; 16].as_slice();
    client.execute("INSERT INTO active (site, hash) VALUES (1, $1)", &[&hash]).unwrap();
    let error = store.count(&[report("a")]).unwrap_err();
    assert!(matches!(error, StoreError::Locked) && error.passes(), "{error}");
    client.batch_execute("ROLLBACK").unwrap();
    assert!(matches!(store.count(&[report("a")]).unwrap()[0], Outcome::Counted { .. }));
    assert_eq!(store.numbers("demo", DAY).unwrap().unwrap().visits, 1);
}

/// A loss of power takes what is known of visitors; it takes no number, and no delivery counts twice.
#[test]
fn after_a_loss_of_power_nothing_that_was_answered_is_lost_or_counted_again() {
    let Some(mut instance) = crate::support::postgres::start(true) else { return };
    let address = instance.new_database().unwrap();
    let store = Postgres::open(&address).unwrap();
    with_articles(&store);
    let of = |number: u8| Report { visitor: visitor(number), ..report(&format!("id-{number}")) };
    for number in 0..20 {
        store.count(&[of(number)]).unwrap();
    }
    instance.kill().unwrap();
    instance.start_again().unwrap();
    until("it counts again", || store.count(&[of(200)]).is_ok());
    for number in 0..20 {
        assert_eq!(store.count(&[of(number)]).unwrap(), [Outcome::Repeated], "{number}");
    }
    let numbers = store.numbers("demo", DAY).unwrap().unwrap();
    assert_eq!((numbers.visits, numbers.articles), (21, vec![(1, 21, 21)]));
    // Who was known is not; that costs a visit, and no error.
    let again = Report { visitor: visitor(3), ..report("another") };
    assert_eq!(store.count(&[again]).unwrap(), [Outcome::Counted { visit: true, view: true, reader: true }]);
    assert_eq!(store.differences("demo").unwrap(), []);
}
