//! Numbers carried over, statistics, and whether all of it adds up.

use bantin_server::store::{HourRow, ImportBatch, Incoming, ReadArticle, Report, StartRow, StartWanted, Store, Tally};

use super::{DAY, MINUTE, NOON, batch, both_stores, category, incoming, report, visitor, with_articles};
use crate::support::wanted;

fn a_number_carried_over_is_shown_and_written_down(store: &dyn Store) {
    with_articles(store);
    store.count(&[report("a")]).unwrap();
    let generation = store.generation("demo").unwrap();
    let set = store.set_visits("demo", &wanted(1_000), 5).unwrap();
    assert_eq!((set.former, set.total), (1, 1_000));
    assert_ne!(store.generation("demo").unwrap(), generation);
    store.count(&[Report { visitor: visitor(2), ..report("b") }]).unwrap();
    let numbers = store.numbers("demo", DAY).unwrap().unwrap();
    assert_eq!(
        (numbers.visits, numbers.today(), Some(numbers.generation)),
        (1_001, 2, store.generation("demo").unwrap())
    );
    let set = store.set_visits("demo", &StartWanted { total: 0, by: "b", reason: "" }, 5).unwrap();
    assert_eq!((set.former, set.total, store.numbers("demo", DAY).unwrap().unwrap().visits), (1_001, 0, 0));
    let row = |former, start, by: &str, reason: &str| StartRow {
        at: 5,
        article: None,
        former: Some(former),
        start,
        by: by.into(),
        reason: reason.into(),
    };
    let first = row(0, 999, "Nguyễn Thị Kiểm", "từ bộ đếm cũ");
    assert_eq!(store.starts("demo").unwrap(), [row(999, -2, "b", ""), first], "the newest first");
    assert_eq!(store.differences("demo").unwrap(), []);
    assert!(store.set_visits("other", &wanted(1), 5).is_err());
}

fn views_are_taken_over_once_and_only_when_asked_for(store: &dyn Store) {
    store.ensure_site("demo", None).unwrap();
    let with = |views, take_views| ImportBatch {
        take_views,
        ..batch(vec![Incoming { views, ..incoming(1, 1) }, incoming(2, 1)])
    };
    let views = || store.numbers("demo", DAY).unwrap().unwrap().articles;
    store.import("demo", &with(Some(50), false)).unwrap();
    assert_eq!(views(), []);
    let generation = store.generation("demo").unwrap();
    store.import("demo", &with(Some(70), true)).unwrap();
    assert_eq!(views(), [(1, 70, 0)]);
    assert_ne!(store.generation("demo").unwrap(), generation);
    store.import("demo", &with(Some(90), true)).unwrap();
    assert_eq!(views(), [(1, 70, 0)], "only where none was ever set");
    store.begin_counting().unwrap();
    store.count(&[report("a"), Report { article: Some(2), ..report("b") }]).unwrap();
    assert_eq!(views(), [(1, 71, 1), (2, 1, 1)]);
    let starts = store.starts("demo").unwrap();
    assert_eq!(starts.len(), 1);
    assert_eq!((starts[0].article, starts[0].former, starts[0].start), (Some(1), None, 70));
    assert_eq!(starts[0].by, "import --views --source import");
    assert_eq!(store.differences("demo").unwrap(), []);
}

fn views_that_nobody_can_hold_are_held_at_the_largest(store: &dyn Store) {
    store.ensure_site("demo", None).unwrap();
    let huge = ImportBatch { take_views: true, ..batch(vec![Incoming { views: Some(u64::MAX), ..incoming(1, 1) }]) };
    store.import("demo", &huge).unwrap();
    assert_eq!(store.numbers("demo", DAY).unwrap().unwrap().articles, [(1, (1 << 53) - 1, 0)]);
}

fn statistics_are_by_hour_article_and_host(store: &dyn Store) {
    store.ensure_site("demo", None).unwrap();
    let articles =
        vec![Incoming { categories: vec![category("y-te"), category("b")], ..incoming(1, 1) }, incoming(2, 1)];
    store.import("demo", &batch(articles)).unwrap();
    store.begin_counting().unwrap();
    let from = |id: &str, number: u8, article, host: &str, hour: i64| Report {
        visitor: visitor(number),
        article,
        came_from: Some(host.into()),
        hour,
        at: NOON + (hour - 12) * 60 * MINUTE,
        ..report(id)
    };
    store
        .count(&[
            from("a", 1, Some(2), "zalo.me", 12),
            from("b", 2, Some(2), "google.com", 12),
            from("c", 3, Some(1), "google.com", 12),
            from("d", 1, None, "zalo.me", 13),
            Report { day: DAY + 1, at: NOON + 24 * 60 * MINUTE, ..from("e", 9, Some(1), "bing.com", 12) },
        ])
        .unwrap();
    let statistics = store.statistics("demo", &(DAY..=DAY)).unwrap();
    let hour = |hour, tally| HourRow { day: DAY, hour: Some(hour), tally };
    let noon = Tally { reports: 3, visits: 3, views: 3, readers: 3, pages: 0 };
    let one = Tally { reports: 1, visits: 1, views: 0, readers: 0, pages: 1 };
    assert_eq!(statistics.hours, [hour(12, noon), hour(13, one)]);
    let read = |id, category: Option<&str>, views| ReadArticle {
        id,
        title: format!("Tin số {id}"),
        category: category.map(Into::into),
        views,
        readers: views,
    };
    assert_eq!(statistics.articles, [read(2, None, 2), read(1, Some("y-te"), 1)], "the most read first");
    let came_from = |host: &str, visits| (host.to_owned(), visits);
    assert_eq!(statistics.came_from, [came_from("google.com", 2), came_from("zalo.me", 2)]);
    let both = store.statistics("demo", &(DAY..=DAY + 1)).unwrap();
    assert_eq!(both.articles, [read(1, Some("y-te"), 2), read(2, None, 2)]);
    assert_eq!((both.hours.len(), both.came_from.len()), (3, 3));
    assert_eq!(store.statistics("demo", &(0..=1)).unwrap(), Default::default());
    assert!(store.statistics("other", &(0..=1)).is_err());
}

fn hosts_beyond_two_hundred_a_day_are_one(store: &dyn Store) {
    with_articles(store);
    let from = |number: u16, day: i64| Report {
        visitor: Some(bantin_server::visits::Visitor { hash: u128::from(number).to_be_bytes(), former: None }),
        came_from: Some(format!("h{number}.example")),
        day,
        ..report(&format!("{number}-{day}"))
    };
    for from_here in [0_u16, 100, 205] {
        let reports: Vec<_> = (from_here..from_here + 105).map(|number| from(number, DAY)).collect();
        store.count(&reports).unwrap();
    }
    let hosts = || store.statistics("demo", &(DAY..=DAY)).unwrap().came_from;
    assert_eq!((hosts().len(), hosts()[0].clone()), (201, (String::new(), 110)));
    assert_eq!(hosts().iter().map(|(_, visits)| visits).sum::<u64>(), 310);
}

both_stores!(
    a_number_carried_over_is_shown_and_written_down,
    views_are_taken_over_once_and_only_when_asked_for,
    views_that_nobody_can_hold_are_held_at_the_largest,
    statistics_are_by_hour_article_and_host,
    hosts_beyond_two_hundred_a_day_are_one,
);
