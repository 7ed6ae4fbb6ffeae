//! The entry of the reader's wasm; whoever loads it calls `read`.

use bantin_reader as _;

fn main() {}
