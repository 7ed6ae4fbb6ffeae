//! The entry of the wasm; what it does is in the library.

use bantin_finder as _;

fn main() {}
