//! How long answers took.

use std::time::Duration;

/// What was seen of a server under load.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    took: Vec<Duration>,
    lasted: Duration,
}

impl Seen {
    /// Of answers that took so long each, in whatever order, all of them within `lasted`.
    #[must_use]
    pub fn new(mut took: Vec<Duration>, lasted: Duration) -> Self {
        took.sort_unstable();
        Self { took, lasted }
    }

    /// Answers.
    #[must_use]
    pub fn answers(&self) -> usize {
        self.took.len()
    }

    /// Answers a second.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.took.len() as f64 / self.lasted.as_secs_f64().max(f64::MIN_POSITIVE)
    }

    /// The time within which so many of a hundred answers came.
    #[must_use]
    pub fn percentile(&self, percent: usize) -> Duration {
        let at = (self.took.len() * percent).div_ceil(100).saturating_sub(1);
        self.took.get(at).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_were_seen() {
        let took = (1..=200).rev().map(Duration::from_millis).collect();
        let seen = Seen::new(took, Duration::from_secs(2));
        assert_eq!((seen.percentile(50).as_millis(), seen.percentile(99).as_millis()), (100, 198));
        assert!((seen.rate() - 100.0).abs() < 1e-9);
        assert_eq!(Seen::default().percentile(99), Duration::ZERO);
    }
}
