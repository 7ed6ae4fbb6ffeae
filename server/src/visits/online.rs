//! Who is online: visitors that have reported in within the last minute, and streams without a visitor.

use std::collections::BTreeMap;

use super::keyed::{ByHash, spare};
use super::{Visitor, rules};

/// Those online at one site, here and at other servers. In memory only: a restart forgets a minute.
#[derive(Debug, Default)]
pub struct Online {
    seen: ByHash<[u8; 16], Mark>,
    /// Who has reported in at each second, so that looking for those who are gone need not go through all.
    by_second: BTreeMap<i64, Vec<[u8; 16]>>,
    /// Hashes of yesterday's salt whose visitors have been seen under today's, and when.
    replaced: ByHash<[u8; 16], i64>,
    swept: i64,
    nameless: u64,
    nameless_elsewhere: u64,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    at: i64,
    former: Option<[u8; 16]>,
    /// Whether it was made here and other servers have not been told.
    is_news: bool,
}

impl Online {
    /// A visitor has reported in.
    pub fn mark(&mut self, visitor: &Visitor, now: i64) {
        self.put(visitor, now, true);
    }

    /// A visitor has reported in at another server.
    pub fn mark_elsewhere(&mut self, visitor: &Visitor, at: i64) {
        let is_newer = self.seen.get(&visitor.hash).is_none_or(|known| known.at < at);
        if is_newer {
            self.put(visitor, at, false);
        }
    }

    fn put(&mut self, visitor: &Visitor, at: i64, is_news: bool) {
        // The same person under yesterday's salt is not a second one, whichever of the two is heard of first.
        if let Some(former) = visitor.former {
            self.seen.remove(&former);
            self.replaced.insert(former, at);
        }
        if self.replaced.contains_key(&visitor.hash) {
            return;
        }
        let known = self.seen.insert(visitor.hash, Mark { at, former: visitor.former, is_news });
        if known.is_none_or(|known| known.at != at) {
            self.by_second.entry(at).or_default().push(visitor.hash);
        }
    }

    /// What other servers have not been told yet.
    pub fn news(&mut self) -> Vec<(Visitor, i64)> {
        let mut news = Vec::new();
        for (hash, mark) in self.seen.iter_mut().filter(|(_, mark)| mark.is_news) {
            mark.is_news = false;
            news.push((Visitor { hash: *hash, former: mark.former }, mark.at));
        }
        news
    }

    /// These could not be told.
    pub fn not_told(&mut self, news: &[(Visitor, i64)]) {
        for (visitor, _) in news {
            if let Some(mark) = self.seen.get_mut(&visitor.hash) {
                mark.is_news = true;
            }
        }
    }

    /// A stream without a visitor (GPC, DNT) was opened.
    pub fn enter(&mut self) {
        self.nameless += 1;
    }

    /// Such a stream has ended.
    pub fn leave(&mut self) {
        self.nameless = self.nameless.saturating_sub(1);
    }

    /// How many such streams are open here.
    #[must_use]
    pub fn nameless(&self) -> u64 {
        self.nameless
    }

    /// So many are open at other servers.
    pub fn set_nameless_elsewhere(&mut self, streams: u64) {
        self.nameless_elsewhere = streams;
    }

    /// How many there are.
    pub fn count(&mut self, now: i64) -> u64 {
        if now != self.swept {
            self.sweep(now);
            self.swept = now;
        }
        let visitors = u64::try_from(self.seen.len()).unwrap_or(u64::MAX);
        visitors.saturating_add(self.nameless).saturating_add(self.nameless_elsewhere)
    }

    fn sweep(&mut self, now: i64) {
        let is_gone = |at: i64| now.saturating_sub(at) >= rules::ONLINE;
        while let Some(second) = self.by_second.first_entry().filter(|second| is_gone(*second.key())) {
            for hash in second.remove() {
                // Whoever has reported in again since stands at a later second too.
                if self.seen.get(&hash).is_some_and(|mark| is_gone(mark.at)) {
                    self.seen.remove(&hash);
                }
            }
        }
        self.replaced.retain(|_, at| now - *at < 2 * rules::ONLINE);
        spare(&mut self.seen);
        spare(&mut self.replaced);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visitor(hash: u8, former: Option<u8>) -> Visitor {
        Visitor { hash: [hash; 16], former: former.map(|former| [former; 16]) }
    }

    #[test]
    fn a_visitor_is_online_for_a_minute_after_the_last_report() {
        let mut online = Online::default();
        online.mark(&visitor(1, None), 100);
        online.mark(&visitor(2, None), 130);
        online.mark(&visitor(2, None), 140);
        assert_eq!(online.count(159), 2);
        assert_eq!(online.count(160), 1);
        assert_eq!(online.count(200), 0);
    }

    #[test]
    fn midnight_makes_nobody_two() {
        let mut online = Online::default();
        online.mark(&visitor(1, None), 100);
        online.mark(&visitor(9, Some(1)), 101);
        assert_eq!(online.count(102), 1);
    }

    #[test]
    fn a_stream_without_a_visitor_is_one_for_as_long_as_it_is_open() {
        let mut online = Online::default();
        online.enter();
        assert_eq!(online.count(1_000_000), 1);
        online.leave();
        online.leave();
        assert_eq!(online.count(1_000_000), 0);
    }

    #[test]
    fn who_is_at_two_servers_is_one_and_streams_are_added() {
        let (mut one, mut other) = (Online::default(), Online::default());
        one.mark(&visitor(1, None), 100);
        one.mark(&visitor(2, None), 101);
        other.mark(&visitor(2, None), 100);
        other.mark(&visitor(3, None), 100);
        other.enter();
        let news = other.news();
        assert_eq!(news.len(), 2);
        assert_eq!(other.news(), [], "told once");
        for (visitor, at) in &news {
            one.mark_elsewhere(visitor, *at);
        }
        one.set_nameless_elsewhere(other.nameless());
        assert_eq!(one.count(102), 4);
        assert_eq!(one.news().len(), 2, "what was heard is not told on");
        other.not_told(&news);
        assert_eq!(other.news().len(), 2);
        assert_eq!(one.count(160), 2, "who was heard of is online for a minute as well: visitor 2, and the stream");
    }

    #[test]
    fn a_visitor_of_yesterday_heard_of_late_is_not_a_second_one() {
        let mut online = Online::default();
        online.mark(&visitor(9, Some(1)), 101);
        online.mark_elsewhere(&visitor(1, None), 100);
        assert_eq!(online.count(102), 1);
    }
}
