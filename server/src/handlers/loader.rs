//! `/embed.js` and `/khung.js`: the scripts that pages of other hosts name.
//!
//! By its plain name a host gets the newest within minutes. By `?v=` with its version it gets that very file for a year, so that
//! the host's line can hold its `integrity`: the current one, or that of an earlier release.

use axum::extract::{Request, State};
use axum::http::HeaderValue;

use super::client_files::{FOR_EVER, former};
use super::{Answer, Shared, params::Query, problem::HttpProblem};
use crate::releases::versioned;

/// Soon enough that an upgrade arrives, and not asked for with every page.
const MINUTES: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// Answers the script.
///
/// # Errors
/// When there is none, or none of that version.
pub async fn get(State(app): Shared, request: Request) -> Answer {
    let name = request.uri().path().trim_start_matches('/');
    let query = Query::of(request.uri())?;
    let none = || {
        HttpProblem::missing(format!("there is no {name}: the client's files are missing or older than this server"))
    };
    let current = app.client.version(name).ok_or_else(none)?;
    let headers = request.headers();
    let found = match query.one("v")? {
        None => app.client.answer_as(name, headers, MINUTES),
        Some(version) if version == current => app.client.answer_as(name, headers, FOR_EVER),
        Some(version) => former(&app.releases, &versioned(name, version), headers),
    };
    found.ok_or_else(|| {
        HttpProblem::missing(format!(
            "`v` is of no release of {name} that this server has; allowed: `v={current}`, or {name} without `v`, and without `integrity`"
        ))
    })
}
