//! A counter carried to another server.

use bantin_server::store::{Carried, CarriedArticle, CarriedHour, CarriedStart, Report, StartWanted, Store, Taken};
use bantin_server::visits::LeftOut;

use super::{DAY, both_stores, report, visitor, with_articles};

/// Counts a little of everything.
fn counted(store: &dyn Store) {
    with_articles(store);
    store.set_visits("demo", &StartWanted { total: 1_000, by: "an", reason: "bộ đếm cũ" }, 5).unwrap();
    let reports = [
        Report { visitor: visitor(1), came_from: Some("zalo.me".into()), ..report("a") },
        Report { visitor: visitor(2), day: DAY + 1, hour: 3, ..report("b") },
        Report { visitor: visitor(2), article: None, day: DAY + 1, hour: 3, ..report("c") },
        Report { left_out: Some(LeftOut::Robot), ..report("d") },
    ];
    store.count(&reports).unwrap();
}

fn all_of_it_is_there_and_the_same_again(store: &dyn Store) {
    counted(store);
    let carried = store.carried("demo").unwrap();
    assert_eq!((carried.start, carried.visits(), carried.faults()), (1_000, 2, vec![]));
    assert_eq!(carried.left_out, [(DAY, "robot".to_owned(), 1)]);
    assert_eq!(carried.came_from, [(DAY, "zalo.me".to_owned(), 1)]);
    assert_eq!(carried.starts.len(), 1);
    let all: Vec<_> = carried.articles.iter().flat_map(|article| article.days.clone()).collect();
    assert_eq!(all.iter().map(|(_, views, _)| views).sum::<u64>(), 2);
    assert_eq!(store.take_carried("demo", &carried, "b", "", 9).unwrap(), Taken::Counts, "numbers are not mixed");
    assert_eq!(store.carried("demo").unwrap(), carried);
    assert!(store.carried("none").is_err());
}

fn it_is_taken_over_whole_or_not_at_all(store: &dyn Store) {
    with_articles(store);
    let empty = store.carried("demo").unwrap();
    assert_eq!(empty, Carried::default());
    let article = |id: &str, start, days: &[(i64, u64, u64)]| CarriedArticle {
        source: "import".into(),
        source_id: id.into(),
        start,
        days: days.to_vec(),
    };
    let mut carried = Carried {
        start: 70,
        hours: vec![
            CarriedHour { day: 0, hour: -1, reports: 3, visits: 9, views: 3, readers: 2, pages: 0 },
            CarriedHour { day: DAY, hour: 7, reports: 3, visits: 1, views: 1, readers: 1, pages: 1 },
        ],
        left_out: vec![(DAY, "staff".into(), 1)],
        came_from: vec![(DAY, String::new(), 4)],
        articles: vec![article("S1", Some(50), &[(0, 3, 2), (DAY, 1, 1)]), article("not here", None, &[])],
        starts: vec![CarriedStart {
            at: 3,
            article: Some(("import".into(), "S1".into())),
            former: None,
            start: 50,
            by: "an".into(),
            reason: "cũ".into(),
        }],
    };
    let unknown = vec![("import".to_owned(), "not here".to_owned())];
    assert_eq!(store.take_carried("demo", &carried, "b", "r", 9).unwrap(), Taken::Unknown(unknown));
    assert_eq!(store.carried("demo").unwrap(), empty, "nothing has changed");
    carried.articles.pop();
    let generation = store.generation("demo").unwrap();
    assert_eq!(store.take_carried("demo", &carried, "b", "r", 9).unwrap(), Taken::Done);
    assert_ne!(store.generation("demo").unwrap(), generation, "who shows the numbers reads them again");
    let numbers = store.numbers("demo", DAY).unwrap().unwrap();
    assert_eq!((numbers.visits, numbers.today(), numbers.articles), (80, 1, vec![(1, 54, 3)]));
    assert_eq!(store.differences("demo").unwrap(), []);
    let mut again = store.carried("demo").unwrap();
    let last = again.starts.pop().unwrap();
    assert_eq!(
        (last.at, last.start, last.by.as_str(), last.reason.as_str()),
        (9, 70, "b", "r"),
        "it is in the audit table"
    );
    assert_eq!(again, carried);
    // And it counts on.
    store.count(&[report("later")]).unwrap();
    assert_eq!(store.differences("demo").unwrap(), []);
    let numbers = store.numbers("demo", DAY).unwrap().unwrap();
    assert_eq!((numbers.visits, numbers.articles), (81, vec![(1, 55, 4)]));
}

both_stores!(all_of_it_is_there_and_the_same_again, it_is_taken_over_whole_or_not_at_all);
