//! How much one address may do. Thousands of honest people may stand behind one: a carrier's, an office's, a school's.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

use super::network::network;

/// For so many seconds' worth of reports at once an address may be still before.
const BURST_SECONDS: u32 = 60;

/// The reports of each address; in memory for about a minute after the last one.
pub(super) struct ReportLimit {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
}

impl ReportLimit {
    /// So many reports a second, in the long run.
    pub(super) fn new(a_second: NonZeroU32) -> Self {
        let burst = a_second.saturating_mul(NonZeroU32::MIN.saturating_add(BURST_SECONDS - 1));
        let quota = Quota::per_second(a_second).allow_burst(burst);
        Self { limiter: DefaultKeyedRateLimiter::keyed(quota), clock: DefaultClock::default() }
    }

    /// An address reports. How long it has to wait, where it reports too much.
    pub(super) fn report(&self, address: IpAddr) -> Result<(), Duration> {
        self.limiter.check_key(&network(address)).map_err(|not_until| not_until.wait_time_from(self.clock.now()))
    }

    /// Forgets addresses that may do as much as any other.
    pub(super) fn forget(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }
}
