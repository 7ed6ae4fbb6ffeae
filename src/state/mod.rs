//! What changes while a page is open: what is being loaded, where the visitor is, the live counts.
//!
//! This room exists so that pages and components stay plain functions. It may import `client`, `platform` and the pure
//! rooms.

mod follower;
pub mod ground;
pub mod kept;
pub mod live;
pub mod loadable;
pub mod navigation;
pub mod reading;
mod watched;
