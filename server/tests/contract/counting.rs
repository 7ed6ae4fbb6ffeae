//! What a report is, and what it adds.

use std::collections::{HashMap, HashSet};

use bantin_server::store::{Outcome, Refusal, Report, SiteNumbers, Store, Tally};
use bantin_server::visits::{LeftOut, Visitor, rules};

use super::{DAY, MINUTE, NOON, both_stores, report, visitor, with_articles};

const fn counted(visit: bool, view: bool, reader: bool) -> Outcome {
    Outcome::Counted { visit, view, reader }
}

fn numbers(store: &dyn Store) -> SiteNumbers {
    store.numbers("demo", DAY).unwrap().unwrap()
}

fn one(store: &dyn Store, report: Report) -> Outcome {
    store.count(&[report]).unwrap()[0]
}

fn a_first_reading_is_a_visit_a_view_and_a_reader(store: &dyn Store) {
    with_articles(store);
    assert_eq!(one(store, report("a")), counted(true, true, true));
    let numbers = numbers(store);
    assert_eq!((numbers.visits, numbers.today(), numbers.articles), (1, 1, vec![(1, 1, 1)]));
    assert_eq!(store.numbers("demo", DAY + 1).unwrap().unwrap().today(), 0);
    assert_eq!(store.numbers("other", DAY).unwrap(), None);
}

fn windows_are_those_of_the_rules(store: &dyn Store) {
    with_articles(store);
    let at = |id: &str, minutes: i64| Report { at: NOON + minutes * MINUTE, ..report(id) };
    assert_eq!(one(store, at("a", 0)), counted(true, true, true));
    assert_eq!(one(store, at("b", 20)), counted(false, false, false));
    assert_eq!(
        one(store, at("c", 40)),
        counted(false, true, false),
        "forty minutes after the view, twenty after the last"
    );
    assert_eq!(one(store, at("d", 70)), counted(true, true, false));
    let other = Report { article: Some(2), ..at("e", 70) };
    assert_eq!(one(store, other), counted(false, true, true));
    let earlier = at("f", 10);
    assert_eq!(one(store, earlier), counted(false, false, false), "a clock set back counts nothing twice");
}

fn in_one_batch_what_comes_first_is_known_to_what_comes_after(store: &dyn Store) {
    with_articles(store);
    let outcomes = store
        .count(&[
            report("a"),
            report("a"),
            report("b"),
            Report { at: NOON + 31 * MINUTE, ..report("c") },
            Report { visitor: visitor(2), ..report("d") },
            Report { article: None, visitor: visitor(2), ..report("e") },
        ])
        .unwrap();
    assert_eq!(
        outcomes,
        [
            counted(true, true, true),
            Outcome::Repeated,
            counted(false, false, false),
            counted(true, true, false),
            counted(true, true, true),
            counted(false, false, false),
        ]
    );
    let SiteNumbers { visits, articles, .. } = numbers(store);
    assert_eq!((visits, articles), (3, vec![(1, 3, 2)]));
    assert_eq!(store.differences("demo").unwrap(), []);
}

fn what_is_refused_may_come_again(store: &dyn Store) {
    with_articles(store);
    store.withdraw("demo", 2, NOON).unwrap();
    let of = |site: &str, article| Report { site: site.into(), article, ..report("a") };
    let outcomes = store
        .count(&[
            of("demo", Some(99)),
            of("demo", Some(u64::MAX)),
            of("demo", Some(2)),
            of("other", Some(1)),
            of("demo", Some(1)),
        ])
        .unwrap();
    let refused = Outcome::Refused;
    assert_eq!(
        outcomes,
        [
            refused(Refusal::Article),
            refused(Refusal::Article),
            refused(Refusal::Withdrawn),
            refused(Refusal::Site),
            counted(true, true, true)
        ]
    );
    // That it has come is said before that its article is none.
    assert_eq!(one(store, of("demo", Some(99))), Outcome::Repeated);
    assert_eq!(store.count(&[of("demo", Some(99)), of("demo", Some(1))]).unwrap(), [Outcome::Repeated; 2]);
    store.ensure_site("other", None).unwrap();
    let there = Report { article: None, ..of("other", None) };
    assert_eq!(one(store, there), counted(true, false, false), "ids are a site's own");
}

fn without_a_visitor_each_article_is_a_view_and_each_entry_a_visit(store: &dyn Store) {
    with_articles(store);
    let nameless = |id: &str, entry| Report { visitor: None, entry, ..report(id) };
    assert_eq!(one(store, nameless("a", true)), counted(true, true, false));
    assert_eq!(one(store, nameless("b", false)), counted(false, true, false));
    assert_eq!(one(store, Report { article: None, ..nameless("c", true) }), counted(true, false, false));
    assert_eq!(one(store, Report { entry: true, ..report("d") }), counted(true, true, true));
    assert_eq!(one(store, Report { entry: true, ..report("e") }), counted(false, false, false), "entry is not read");
    assert_eq!((numbers(store).visits, numbers(store).articles), (3, vec![(1, 3, 1)]));
}

fn at_midnight_the_same_visitor_goes_on(store: &dyn Store) {
    with_articles(store);
    let midnight = NOON + 12 * 60 * MINUTE;
    let before = Report { at: midnight - 5 * MINUTE, hour: 23, ..report("a") };
    assert_eq!(one(store, before), counted(true, true, true));
    let today =
        |hash: u8, former: Option<u8>| Some(Visitor { hash: [hash; 16], former: former.map(|former| [former; 16]) });
    let after = |id: &str, minutes: i64, visitor| Report {
        at: midnight + minutes * MINUTE,
        day: DAY + 1,
        hour: 0,
        visitor,
        ..report(id)
    };
    assert_eq!(one(store, after("b", 5, today(9, Some(1)))), counted(false, false, false));
    assert_eq!(
        one(store, after("c", 29, today(9, Some(1)))),
        counted(false, true, true),
        "a reader of two days is two"
    );
    assert_eq!(one(store, after("d", 40, today(9, None))), counted(false, false, false));
    assert_eq!(one(store, after("e", 20, today(7, Some(8)))), counted(true, true, true), "another one");
    assert_eq!(one(store, Report { visitor: visitor(8), ..after("f", 20, None) }), counted(true, true, true));
}

fn what_is_left_out_is_counted_under_its_reason(store: &dyn Store) {
    with_articles(store);
    let left_out = |id: &str, reason| Report { left_out: Some(reason), ..report(id) };
    assert_eq!(one(store, left_out("a", LeftOut::Robot)), Outcome::LeftOut(LeftOut::Robot));
    assert_eq!(one(store, left_out("a", LeftOut::Robot)), Outcome::Repeated);
    assert_eq!(one(store, left_out("b", LeftOut::Staff)), Outcome::LeftOut(LeftOut::Staff));
    assert_eq!(one(store, report("c")), counted(true, true, true), "who was left out was not there");
    assert_eq!(one(store, report("d")), counted(false, false, false));
    let statistics = store.statistics("demo", &(DAY..=DAY)).unwrap();
    assert_eq!(
        statistics.left_out,
        [(DAY, LeftOut::Again, 1), (DAY, LeftOut::Robot, 1), (DAY, LeftOut::Staff, 1)],
        "by their names"
    );
    let tally = Tally { reports: 4, visits: 1, views: 1, readers: 1, pages: 0 };
    assert_eq!(
        statistics.hours.iter().map(|hour| (hour.day, hour.hour, hour.tally)).collect::<Vec<_>>(),
        [(DAY, Some(12), tally)]
    );
    assert_eq!(store.differences("demo").unwrap(), []);
}

fn another_opening_of_the_same_knows_what_was_counted(store: &dyn Store) {
    with_articles(store);
    one(store, report("a"));
    store.end_counting();
    store.begin_counting().unwrap();
    assert_eq!(one(store, report("a")), Outcome::Repeated);
    assert_eq!(one(store, report("b")), counted(false, false, false));
    assert_eq!((store.count(&[]).unwrap(), numbers(store).visits), (vec![], 1));
}

/// What the store should say, the plain way: a list of everything that happened.
#[derive(Default)]
struct Plain {
    delivered: HashSet<String>,
    active: HashMap<[u8; 16], i64>,
    viewed: HashMap<([u8; 16], u64), i64>,
    readers: HashSet<([u8; 16], u64, i64)>,
}

impl Plain {
    fn count(&mut self, report: &Report) -> Outcome {
        if !self.delivered.insert(report.id.clone()) {
            return Outcome::Repeated;
        }
        let hash = report.visitor.unwrap().hash;
        let visit = rules::begins_visit(report.at, self.active.get(&hash).copied());
        let last = self.active.entry(hash).or_insert(report.at);
        *last = (*last).max(report.at);
        let Some(article) = report.article else { return counted(visit, false, false) };
        let view = rules::is_view(report.at, self.viewed.get(&(hash, article)).copied());
        if view {
            self.viewed.insert((hash, article), report.at);
        }
        counted(visit, view, view && self.readers.insert((hash, article, report.day)))
    }
}

fn a_day_of_many_batches_is_what_the_plain_rules_say(store: &dyn Store) {
    with_articles(store);
    let (mut plain, mut random) = (Plain::default(), 88_172_645_463_325_252_u64);
    let mut next = move |most: u64| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random % most
    };
    for round in 0..25 {
        let reports: Vec<Report> = (0..40)
            .map(|_| Report {
                visitor: visitor(u8::try_from(next(12)).unwrap()),
                article: Some(next(4)).filter(|article| *article > 0),
                at: NOON + round * 7 * MINUTE + i64::try_from(next(240)).unwrap(),
                day: DAY + round / 15,
                ..report(&format!("id-{}", next(900)))
            })
            .collect();
        let expected: Vec<Outcome> = reports.iter().map(|report| plain.count(report)).collect();
        assert_eq!(store.count(&reports).unwrap(), expected, "round {round}");
    }
    assert_eq!(store.differences("demo").unwrap(), []);
}

both_stores!(
    a_first_reading_is_a_visit_a_view_and_a_reader,
    windows_are_those_of_the_rules,
    in_one_batch_what_comes_first_is_known_to_what_comes_after,
    what_is_refused_may_come_again,
    without_a_visitor_each_article_is_a_view_and_each_entry_a_visit,
    at_midnight_the_same_visitor_goes_on,
    what_is_left_out_is_counted_under_its_reason,
    another_opening_of_the_same_knows_what_was_counted,
    a_day_of_many_batches_is_what_the_plain_rules_say,
);
