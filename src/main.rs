//! The entry of the wasm. `public/boot.js` calls `start`, exported by `bantin::app`, once the module is there.

use bantin as _;

fn main() {}

/// Smaller and quicker than the standard library's allocator: bench/README.md has the figures.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
