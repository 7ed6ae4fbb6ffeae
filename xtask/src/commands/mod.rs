//! One file a command.

pub(crate) mod bench_counter;
pub(crate) mod bench_feed;
pub(crate) mod bench_load;
mod bench_loaded;
pub(crate) mod bench_search;
pub(crate) mod bench_size;
pub(crate) mod bench_view;
pub(crate) mod check;
mod client;
pub(crate) mod dist;
pub(crate) mod fuzz;
mod journeys;
pub(crate) mod lighthouse;
pub(crate) mod run;
pub(crate) mod server;
mod stages;
pub(crate) mod structured_data;
pub(crate) mod test;
