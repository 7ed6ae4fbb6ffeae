//! Pictures: what the bytes of one are, and its sizes, made when they are first asked for and kept on disk.
//!
//! The room exists because a picture comes from anybody: nothing is decoded before its header was looked at, and whatever
//! is decoded is bounded in pixels, memory and passes. It may import `store` (what is known of a file) and no other room.

mod colour;
mod look;
mod make;
mod measure;
mod name;
mod sizes;
mod svg;

pub use look::{Looked, Refusal, look};
pub use make::make;
pub use name::{Name, PREVIEW, Size, WIDTHS, is_hash, preview_of, srcset};
pub use sizes::{Found, Made, Sizes};
