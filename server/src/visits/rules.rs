//! What counts, as pure rules: the design's *Words* in code.

/// A visit is over, and the same reading is a new view, after so many seconds.
pub const WINDOW: i64 = 30 * 60;

/// A visitor is online until so many seconds after having reported in.
pub const ONLINE: i64 = 60;

/// Ids of deliveries are kept so long, in seconds: longer than a client tries to deliver again.
pub const DELIVERY_KEPT: i64 = 49 * 60 * 60;

/// Whether a visit begins at `now`, the visitor's last activity having been at `last`.
#[must_use]
pub fn begins_visit(now: i64, last: Option<i64>) -> bool {
    over(now, last)
}

/// Whether a reading at `now` is a view, the same visitor's last *view* of the article having been at
/// `last`. A reading that is no view does not move the window: who comes back every 20 minutes is a view
/// every 40.
#[must_use]
pub fn is_view(now: i64, last: Option<i64>) -> bool {
    over(now, last)
}

fn over(now: i64, last: Option<i64>) -> bool {
    last.is_none_or(|last| now.saturating_sub(last) >= WINDOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_activity_begins_a_visit_and_thirty_quiet_minutes_end_it() {
        assert!(begins_visit(1_000, None));
        assert!(!begins_visit(1_000 + WINDOW - 1, Some(1_000)));
        assert!(begins_visit(1_000 + WINDOW, Some(1_000)));
    }

    #[test]
    fn a_clock_set_back_counts_nothing_twice() {
        assert!(!is_view(500, Some(1_000)));
    }
}
