//! `GET /healthz`: whether the server can do its work.

use axum::extract::State;
use axum::http::StatusCode;

use super::{Answer, Shared, problem::HttpProblem, reply};

/// Answers 200 when the database can be read.
///
/// # Errors
/// 503 when it cannot.
pub async fn get(State(app): Shared) -> Answer {
    match app.store.site_ids() {
        Ok(_) => Ok(reply::now(serde_json::json!({"status": "ok"}))),
        Err(error) => {
            tracing::error!(%error, "not healthy");
            Err(HttpProblem::new(StatusCode::SERVICE_UNAVAILABLE, "the database cannot be read"))
        }
    }
}
