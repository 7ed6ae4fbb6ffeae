//! What every measurement is made of: random numbers that are the same each time, times that were seen, medians, and the
//! table that sets a server beside what it is compared with.
//!
//! Every measuring program needs this; it knows nothing of what is measured, and imports nothing.

mod random;
mod seen;
mod spread;
mod table;

pub use random::Random;
pub use seen::Seen;
pub use spread::Spread;
pub use table::{Figure, head, line};

/// How long something is measured, in seconds, as it is written on the command line.
///
/// # Errors
/// What is allowed, where it is anything else.
pub fn seconds(text: &str) -> Result<f64, String> {
    let seconds = text.parse().ok().filter(|seconds| (0.1..=600.0).contains(seconds));
    seconds.ok_or_else(|| "allowed: 0.1 to 600".to_owned())
}
