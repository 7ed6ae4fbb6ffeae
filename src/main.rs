//! The entry of the wasm. `public/boot.js` calls `start`, exported by `bantin::app`, once the module is there.

use bantin as _;

fn main() {}
