//! What the two longest files of the room are to do.

mod address;
mod pattern;
