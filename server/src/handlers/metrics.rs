//! `GET /metrics`: what the server has done, as Prometheus reads it. Nothing in it is about a visitor.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse as _;

use super::{Answer, App, Shared};
use crate::content::on_a_thread;
use crate::sources::rows;
use crate::store::{SourceRow, StoreError};

/// Counted since the start of the process.
#[derive(Debug, Default)]
pub struct Metrics {
    statuses: [AtomicU64; 5],
    counted: AtomicU64,
    repeated: AtomicU64,
    refused: AtomicU64,
    left_out: AtomicU64,
}

impl Metrics {
    /// A request was answered.
    pub fn answered(&self, status: u16) {
        let class = usize::from(status / 100).saturating_sub(1);
        if let Some(class) = self.statuses.get(class) {
            class.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// A visit was counted.
    pub fn counted(&self) {
        self.counted.fetch_add(1, Ordering::Relaxed);
    }

    /// A visit had been counted before.
    pub fn repeated(&self) {
        self.repeated.fetch_add(1, Ordering::Relaxed);
    }

    /// A report was left out.
    pub fn left_out(&self) {
        self.left_out.fetch_add(1, Ordering::Relaxed);
    }

    /// A visit was not counted.
    pub fn refused(&self) {
        self.refused.fetch_add(1, Ordering::Relaxed);
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        writeln!(text, "# HELP bantin_requests_total Requests answered, by the class of their status.")?;
        writeln!(text, "# TYPE bantin_requests_total counter")?;
        for (class, number) in (1..).zip(&self.statuses) {
            writeln!(text, "bantin_requests_total{{status=\"{class}xx\"}} {}", number.load(Ordering::Relaxed))?;
        }
        writeln!(text, "# HELP bantin_visits_total Visits reported, by what became of them.")?;
        writeln!(text, "# TYPE bantin_visits_total counter")?;
        for (result, number) in [
            ("counted", &self.counted),
            ("left out", &self.left_out),
            ("repeated", &self.repeated),
            ("refused", &self.refused),
        ] {
            writeln!(text, "bantin_visits_total{{result=\"{result}\"}} {}", number.load(Ordering::Relaxed))?;
        }
        writeln!(
            text,
            "# HELP bantin_log_lines_dropped_total Lines of the log that were dropped: it was read too slowly."
        )?;
        writeln!(text, "# TYPE bantin_log_lines_dropped_total counter")?;
        writeln!(text, "bantin_log_lines_dropped_total {}", crate::log::dropped())?;
        Ok(())
    }
}

/// Answers the metrics.
///
/// # Errors
/// When the database cannot be read.
pub async fn get(State(app): Shared) -> Answer {
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = app.metrics.write(&mut text);
    let _ = writeln!(
        text,
        "# HELP bantin_streams Streams of counts that are open.\n# TYPE bantin_streams gauge\nbantin_streams {}",
        app.counter.streams()
    );
    let _ = writeln!(
        text,
        "# HELP bantin_import_articles_total Items of all imports, by what became of them.\n\
         # TYPE bantin_import_articles_total counter"
    );
    let store = Arc::clone(&app.store);
    for totals in on_a_thread(move || store.import_totals()).await? {
        let (site, sums) = (&totals.site, totals.sums);
        for (result, number) in [
            ("new", sums.new),
            ("changed", sums.changed),
            ("unchanged", sums.unchanged),
            ("withdrawn", sums.withdrawn),
            ("refused", totals.refused),
        ] {
            let _ = writeln!(text, "bantin_import_articles_total{{site=\"{site}\",result=\"{result}\"}} {number}");
        }
    }
    sources(&app, &mut text).await?;
    let _ = writeln!(
        text,
        "# HELP bantin_picture_sizes_total Sizes of pictures that were made, or could not be.\n\
         # TYPE bantin_picture_sizes_total counter"
    );
    let made = app.sizes.made();
    for (result, number) in [("made", made.made), ("failed", made.failed)] {
        let _ = writeln!(text, "bantin_picture_sizes_total{{result=\"{result}\"}} {number}");
    }
    let headers = [(header::CONTENT_TYPE, "text/plain; version=0.0.4"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, text).into_response())
}

/// How the sources do that are fetched on a schedule. Those that are set and were never fetched are zero.
async fn sources(app: &Arc<App>, text: &mut String) -> Result<(), StoreError> {
    /// What is told of a source.
    type Of = fn(&SourceRow) -> i64;
    if app.settings.sites.iter().all(|site| site.sources.is_empty()) {
        return Ok(());
    }
    let (store, settings) = (Arc::clone(&app.store), Arc::clone(&app.settings));
    let rows = on_a_thread(move || {
        let mut all = Vec::new();
        for site in &settings.sites {
            all.extend(rows(&*store, site)?.into_iter().map(|row| (site.id.clone(), row)));
        }
        Ok::<_, StoreError>(all)
    })
    .await?;
    let told: [(&str, &str, Of); 4] = [
        ("last_success_timestamp_seconds", "When a source last worked; 0: never.", |row| row.state.worked.unwrap_or(0)),
        ("last_attempt_timestamp_seconds", "When a source was last tried; 0: never.", |row| {
            row.state.tried.unwrap_or(0)
        }),
        ("failures", "How often a source has failed since it last worked.", |row| row.state.failures.into()),
        ("refused_items", "Items of a source that were refused the last time.", |row| {
            i64::try_from(row.state.refused).unwrap_or(i64::MAX)
        }),
    ];
    for (name, help, of) in told {
        let _ = writeln!(text, "# HELP bantin_source_{name} {help}\n# TYPE bantin_source_{name} gauge");
        for (site, row) in &rows {
            let source = row.name.replace('\\', "\\\\").replace('"', "\\\"");
            let _ = writeln!(text, "bantin_source_{name}{{site=\"{site}\",source=\"{source}\"}} {}", of(row));
        }
    }
    Ok(())
}
