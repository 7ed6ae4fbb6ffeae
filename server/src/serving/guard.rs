//! What holds for every request: a time limit, a line in the log, and headers that no answer may lack.

use std::time::Instant;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};

use crate::handlers::App;
use crate::handlers::problem::HttpProblem;

/// What is not a page loads nothing and stands in no frame.
const NO_PAGE: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

const PERMISSIONS: HeaderValue =
    HeaderValue::from_static("camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");

/// Answers within the time that is set. A stream's head is sent at once; its body may go on.
pub(super) async fn guard(app: &App, request: Request, answer: impl AsyncFnOnce(Request) -> Response) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let limit = app.settings.server.request_timeout;
    let mut response = match tokio::time::timeout(limit, answer(request)).await {
        Ok(response) => response,
        Err(_) => HttpProblem::later("the request took too long", 5).into_response(),
    };
    secure(&mut response);
    let status = response.status().as_u16();
    app.metrics.answered(status);
    let ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    // Neither the query nor anything of the visitor.
    tracing::info!(%method, path, status, ms, "answered");
    response
}

fn secure(response: &mut Response) {
    let headers = response.headers_mut();
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(NO_PAGE);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
    headers.insert(HeaderName::from_static("permissions-policy"), PERMISSIONS);
    // Other sites embed what is public: everything but pages.
    if headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN) {
        let name = HeaderName::from_static("cross-origin-resource-policy");
        headers.insert(name, HeaderValue::from_static("cross-origin"));
    }
}
