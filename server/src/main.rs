//! Entry of the companion server: reads the command line and runs it.

use std::process::ExitCode;

/// Requests come and go in all sizes on all threads: with the system's own each takes a quarter longer. Without huge pages:
/// they would cost each stream 9 KB that it never touches.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    bantin_server::commands::run(bantin_server::cli::parse())
}
