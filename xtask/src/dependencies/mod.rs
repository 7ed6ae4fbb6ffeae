//! What we depend on: whether all of it is used, and under which licences it is.

mod licences;
mod unused;

pub(crate) use licences::check as check_licences;
pub(crate) use unused::check as check_unused;
