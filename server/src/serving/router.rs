//! Every route, in one place.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate as _, SizeAbove};

use super::base::Bases;
use super::guard::guard;
use crate::handlers::App;
use crate::handlers::copies::WORTH_COMPRESSING;
use crate::handlers::problem::HttpProblem;
use crate::handlers::{articles, counts, health, live, media, metrics, pages, site, visits};

/// The routes with everything around them.
#[derive(Clone)]
pub(super) struct Routes {
    router: Router,
    bases: Bases,
}

impl Routes {
    /// Answers one request.
    pub(super) async fn answer(&self, request: Request) -> Response {
        use tower::ServiceExt as _;
        let request = self.bases.strip(request);
        match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }
}

pub(super) fn service(app: Arc<App>) -> Routes {
    let bases = Bases::new(&app.settings);
    let api = Router::new()
        .route("/", get(site::get))
        .route("/articles", get(articles::list))
        .route("/articles/{id}", get(articles::get))
        .route("/articles/{id}/views", get(articles::views))
        .route("/visits", post(visits::post))
        .route("/counts", get(counts::get))
        .route("/live", get(live::get));
    let router = Router::new()
        .nest("/api/v1/sites/{site}", api)
        .route("/api/v1/sites/{site}/", get(site::get))
        .route("/api", get(no_such_resource))
        .route("/api/{*rest}", get(no_such_resource))
        .route("/media/{site}/{file}", get(media::get))
        .route("/feed.json", get(articles::feed))
        .route("/healthz", get(health::get))
        .route("/metrics", get(metrics::get))
        .fallback(pages::get)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn(preflight))
        .layer(from_fn_with_state(Arc::clone(&app), guard))
        .layer(compression())
        .with_state(app);
    Routes { router, bases }
}

fn compression() -> CompressionLayer<impl tower_http::compression::Predicate> {
    CompressionLayer::new().compress_when(DefaultPredicate::new().and(SizeAbove::new(WORTH_COMPRESSING)))
}

async fn no_such_resource() -> HttpProblem {
    HttpProblem::missing("there is no such resource")
}

async fn wrong_method(method: Method) -> HttpProblem {
    HttpProblem::new(StatusCode::METHOD_NOT_ALLOWED, format!("the method {method} is not for this resource"))
}

/// Browsers ask before they send JSON from another site's page: that is answered for all of the API. Whether a
/// visit counts is decided when it comes.
async fn preflight(request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    if request.method() != Method::OPTIONS || !is_api {
        return next.run(request).await;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, HEAD, POST"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type"));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    response
}
