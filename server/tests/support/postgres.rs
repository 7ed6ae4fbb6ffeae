//! The PostgreSQL that tests run in, where there is one.

use std::io::Write as _;
use std::sync::OnceLock;

pub use bantin_scratch_postgres::Instance;

/// Starts one; `None` where `BANTIN_POSTGRES` does not say where its programs are, which is said.
pub fn start(is_durable: bool) -> Option<Instance> {
    let Some(programs) = std::env::var_os("BANTIN_POSTGRES") else {
        // Past the capture of tests' output: it must be seen that these did not run.
        let _ =
            writeln!(std::io::stderr(), "NOT TESTED: PostgreSQL. BANTIN_POSTGRES does not name its programs' folder");
        return None;
    };
    Some(Instance::start(programs.as_ref(), is_durable).unwrap())
}

/// The one that tests share where they do not end it; each has a database of its own in it. Not to be asked for within a
/// runtime: it waits.
pub fn shared() -> Option<&'static Instance> {
    static SHARED: OnceLock<Option<Instance>> = OnceLock::new();
    SHARED.get_or_init(|| start(false)).as_ref()
}
