//! The entry of the wasm; what it does is in the library.

use bantin_aids as _;

fn main() {}
