//! Journeys in real browsers, against the real server and its database: one file a journey.
//!
//! Each journey is made in Chromium, Firefox and WebKit, by WebDriver. It waits for conditions, never for a length of
//! time, and ends by asking whether anything was amiss: an error in the console, a report of the page's policy, a
//! request to another origin. `cargo xtask test` builds what is needed, says where it is by the variables
//! `BANTIN_SERVER`, `BANTIN_DIST` and `BANTIN_AXE`, and chooses the engines by the names of the tests. In a bare
//! workspace `cargo test` reports the journeys as ignored.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey ends where something is not as it should be"
)]

mod accessibility;
mod ahead;
mod aids;
mod browser;
mod counter;
mod door;
mod driver;
mod embed;
mod exported;
mod failures;
mod hidden;
mod how_counted;
mod http;
mod keyboard;
mod listening;
mod new_window;
mod paging;
mod pasted;
mod phone;
mod printing;
mod privacy;
mod reading;
mod rendered;
mod reporting;
mod searching;
mod staff;
mod stage;
mod static_files;
mod tabs;
mod takeover;
mod translation;
mod withdrawn;
mod wordpress;

/// Makes each of a file's journeys in each engine.
macro_rules! journeys {
    ($($name:ident),+ $(,)?) => {
        mod chromium {
            $(#[tokio::test(flavor = "multi_thread")]
            #[ignore = "`cargo xtask test` makes the journeys"]
            async fn $name() {
                $crate::stage::in_engine($crate::driver::Engine::Chromium, super::$name).await;
            })+
        }
        mod firefox {
            $(#[tokio::test(flavor = "multi_thread")]
            #[ignore = "`cargo xtask test` makes the journeys"]
            async fn $name() {
                $crate::stage::in_engine($crate::driver::Engine::Firefox, super::$name).await;
            })+
        }
        mod webkit {
            $(#[tokio::test(flavor = "multi_thread")]
            #[ignore = "`cargo xtask test` makes the journeys"]
            async fn $name() {
                $crate::stage::in_engine($crate::driver::Engine::Webkit, super::$name).await;
            })+
        }
    };
}
use journeys;
