//! When a source is due again. Pure.

use std::time::Duration;

/// A source that fails is asked ever less often, down to this.
const LONGEST: i64 = 6 * 3_600;

/// The longest time that a source's own wish is heeded for.
const LONGEST_WISH: i64 = 86_400;

/// When a source is due again that was tried at `now`, in seconds. `failures`: how often it has failed since it last worked.
/// `wish`: how long it wants to be left alone. `chance`: from 0 to 255, so that not all sources are asked in the same second.
#[must_use]
pub fn due(now: i64, every: Duration, failures: u32, wish: Option<Duration>, chance: u8) -> i64 {
    let seconds = |span: Duration| i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
    let every = seconds(every).max(1);
    let doubled = every.saturating_mul(1_i64.checked_shl(failures.saturating_sub(1).min(20)).unwrap_or(1));
    let pause = doubled.min(LONGEST.max(every));
    // Up to a tenth more.
    let pause = pause.saturating_add(pause.saturating_mul(i64::from(chance)) / 2_560);
    let wish = wish.map_or(0, |wish| seconds(wish).min(LONGEST_WISH));
    now.saturating_add(pause.max(wish))
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUARTER: Duration = Duration::from_secs(900);

    #[test]
    fn a_source_that_fails_is_asked_less_often_and_never_given_up() {
        let pauses: Vec<i64> = (0..8).map(|failures| due(0, QUARTER, failures, None, 0)).collect();
        assert_eq!(pauses, [900, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 21_600]);
        assert_eq!(due(0, Duration::from_secs(86_400), 9, None, 0), 86_400, "never more often than it is set");
        assert_eq!(due(5, QUARTER, u32::MAX, None, 0), 5 + LONGEST);
    }

    #[test]
    fn its_own_wish_is_heeded_within_reason() {
        assert_eq!(due(0, QUARTER, 1, Some(Duration::from_secs(3_000)), 0), 3_000);
        assert_eq!(due(0, QUARTER, 1, Some(Duration::from_secs(10)), 0), 900);
        assert_eq!(due(0, QUARTER, 1, Some(Duration::from_secs(u64::MAX)), 0), LONGEST_WISH);
    }

    #[test]
    fn chance_adds_up_to_a_tenth() {
        assert_eq!(due(0, QUARTER, 0, None, 255), 989);
    }
}
