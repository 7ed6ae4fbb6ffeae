//! Counting: who is a visitor, what is a visit, how many there are, and telling those who watch.
//!
//! The room exists so that counting can be made faster without anybody else noticing: handlers call
//! [`Counter`] and see numbers. It may import `store`, `settings` (a site's zone) and `clock`. `rules`,
//! `visitor` and `online` are pure: they are told the time.

mod counter;
pub mod judging;
pub(crate) mod keyed;
mod left_out;
mod limits;
mod looking;
mod network;
mod numbers;
mod online;
mod paces;
mod places;
pub mod rules;
mod salts;
mod sharing;
mod token;
mod visitor;
mod watching;
mod writer;

pub use counter::{CountError, Counter, Onlooker, Seen, Sender};
pub use left_out::LeftOut;
pub use numbers::Numbers;
pub use online::Online;
pub use token::Token;
pub use visitor::{Traits, Visitor};
pub use watching::{Push, Stream, StreamError};
