//! Who is online: visitors that have reported in within the last minute, and streams without a visitor.

use std::collections::HashMap;

use super::{Visitor, rules};

/// Those online at one site. In memory only: a restart forgets a minute.
#[derive(Debug, Default)]
pub struct Online {
    seen: HashMap<[u8; 16], i64>,
    swept: i64,
    nameless: u64,
}

impl Online {
    /// A visitor has reported in.
    pub fn mark(&mut self, visitor: &Visitor, now: i64) {
        // The same person under yesterday's salt is not a second one.
        if let Some(former) = visitor.former {
            self.seen.remove(&former);
        }
        self.seen.insert(visitor.hash, now);
    }

    /// A stream without a visitor (GPC, DNT) was opened.
    pub fn enter(&mut self) {
        self.nameless += 1;
    }

    /// Such a stream has ended.
    pub fn leave(&mut self) {
        self.nameless = self.nameless.saturating_sub(1);
    }

    /// How many there are.
    pub fn count(&mut self, now: i64) -> u64 {
        if now != self.swept {
            self.seen.retain(|_, at| now - *at < rules::ONLINE);
            self.swept = now;
        }
        u64::try_from(self.seen.len()).unwrap_or(u64::MAX).saturating_add(self.nameless)
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
}
