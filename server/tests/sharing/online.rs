//! Who is online at all servers together.

use bantin_server::store::{SiteOnline, Store as _};
use bantin_server::visits::Visitor;

use super::{stores, until};
use crate::contract::{NOON, with_articles};
use crate::support::postgres::shared;

fn here(marks: &[(u8, i64)], streams: u64) -> Vec<SiteOnline> {
    let mark = |(number, at): &(u8, i64)| (Visitor { hash: [*number; 16], former: None }, *at);
    vec![SiteOnline { site: "demo".into(), marks: marks.iter().map(mark).collect(), streams }]
}

#[test]
fn each_server_hears_of_the_others_and_not_of_itself() {
    let Some(instance) = shared() else { return };
    let [one, other] = stores::<2>(instance);
    with_articles(&one);
    assert_eq!(one.share_online(&here(&[(1, NOON), (2, NOON)], 3)).unwrap().unwrap(), []);
    let heard = other.share_online(&here(&[(2, NOON + 1)], 0)).unwrap().unwrap();
    assert_eq!(heard.len(), 1);
    let mut marks: Vec<(u8, i64)> = heard[0].marks.iter().map(|(visitor, at)| (visitor.hash[0], *at)).collect();
    marks.sort_unstable();
    assert_eq!((marks, heard[0].streams), (vec![(1, NOON), (2, NOON)], 3));
    let heard = one.share_online(&here(&[], 3)).unwrap().unwrap();
    assert_eq!(heard[0].marks, [(Visitor { hash: [2; 16], former: None }, NOON + 1)]);
    // A former hash comes along, so that nobody is two.
    let moved = Visitor { hash: [9; 16], former: Some([1; 16]) };
    let mut with_former = here(&[], 0);
    with_former[0].marks.push((moved, NOON + 2));
    other.share_online(&with_former).unwrap();
    let heard = one.share_online(&here(&[], 3)).unwrap().unwrap();
    assert!(heard[0].marks.contains(&(moved, NOON + 2)), "{heard:?}");
}

#[test]
fn streams_of_a_server_that_is_gone_vanish() {
    let Some(instance) = shared() else { return };
    let [one, other, third] = stores::<3>(instance);
    with_articles(&one);
    one.share_online(&here(&[], 5)).unwrap();
    third.share_online(&here(&[], 7)).unwrap();
    let streams = || other.share_online(&here(&[], 1)).unwrap().unwrap().iter().map(|site| site.streams).sum::<u64>();
    assert_eq!(streams(), 12);
    third.end_counting();
    assert_eq!(streams(), 5, "one that ends says so");
    drop(one);
    until("the other one says nothing any more", || streams() == 0);
}
