//! The entry of the wasm; what it does is in the library.

use bantin_shelf as _;

fn main() {}
