//! What stands in the way of an embed on another host's page: the page, its policies and our own answers, judged.
//!
//! The room exists so that the judging is plain computing: from a document, headers and what is set here to sentences that say
//! what is wrong and what to do. It fetches nothing. It may import `settings` (whose origins are ours).

mod elements;
mod frames;
mod judge;
mod loader;
mod page;
mod policy;
#[cfg(test)]
mod tests;

pub use judge::{Answer, Answers, Finding, Ours, Served, asked, judge};
pub use page::HostPage;
