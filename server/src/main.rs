//! Entry of the companion server: reads the command line and runs it.

use std::process::ExitCode;

fn main() -> ExitCode {
    bantin_server::commands::run(bantin_server::cli::parse())
}
