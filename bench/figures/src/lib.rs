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
