//! Instants as each format writes them.

use std::time::{Duration, UNIX_EPOCH};

use bantin_feed::Timestamp;

/// The last second of the year 9999.
const LAST: i64 = 253_402_300_799;

/// As RSS wants it, RFC 822: `Tue, 24 Nov 2026 05:00:00 GMT`. Before 1970 it is 1970.
pub(super) fn rfc822(unix: i64) -> String {
    let seconds = u64::try_from(unix.clamp(0, LAST)).unwrap_or(0);
    httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds))
}

/// As Atom and sitemaps want it, RFC 3339: `2026-11-24T05:00:00Z`.
pub(super) fn rfc3339(unix: i64) -> String {
    Timestamp::new(unix, 0).to_rfc3339()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_written_in_both_forms_whatever_it_is() {
        assert_eq!(rfc822(1_795_496_400), "Tue, 24 Nov 2026 05:00:00 GMT");
        assert_eq!(rfc3339(1_795_496_400), "2026-11-24T05:00:00Z");
        for odd in [i64::MIN, -1, i64::MAX] {
            assert!(rfc822(odd).ends_with(" GMT") && rfc3339(odd).ends_with('Z'), "{odd}");
        }
    }
}
