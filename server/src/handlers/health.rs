//! `GET /healthz`: whether the server can do its work.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;

use super::{Answer, Shared, problem::HttpProblem, reply};
use crate::content::on_a_thread;

/// Answers 200 when the database can be read.
///
/// # Errors
/// 503 when it cannot.
pub async fn get(State(app): Shared) -> Answer {
    let store = Arc::clone(&app.store);
    // No site has an empty id: it is only asked whether the database answers.
    match on_a_thread(move || store.site("")).await {
        Ok(_) => Ok(reply::now(serde_json::json!({"status": "ok"}))),
        Err(error) => {
            tracing::error!(%error, "not healthy");
            Err(HttpProblem::new(StatusCode::SERVICE_UNAVAILABLE, "the database cannot be read"))
        }
    }
}
