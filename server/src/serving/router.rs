//! Every route, in one place.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, get, post};
use bantin::route::FeedFormat;
use bantin_api::Language;
use tower::ServiceExt as _;
use tower_http::compression::Compression;
use tower_http::compression::predicate::{And, DefaultPredicate, Predicate as _, SizeAbove};

use super::base::Bases;
use super::guard::guard;
use crate::handlers::App;
use crate::handlers::copies::WORTH_COMPRESSING;
use crate::handlers::problem::HttpProblem;
use crate::handlers::{
    articles, counts, feeds, frames, health, lines, live, loader, manifest, media, metrics, pages, robots, site,
    sitemaps, staff, unscripted, visits,
};
use crate::settings::is_site_id;

/// The routes with everything around them.
///
/// What is around them are functions and not layers: the router would box and copy each layer anew for every request,
/// which takes as long as finding the answer.
#[derive(Clone)]
pub(super) struct Routes {
    router: Compression<Router, And<DefaultPredicate, SizeAbove>>,
    bases: Bases,
    app: Arc<App>,
}

impl Routes {
    /// Answers one request.
    pub(super) async fn answer(&self, request: Request) -> Response {
        let request = self.bases.strip(request);
        let routed = async |request: Request| {
            if let Some(response) = preflight(&request) {
                return response;
            }
            if let Some(site) = reported_site(&request).map(str::to_owned) {
                return visits::report(&self.app, &site, request).await.into_response();
            }
            match self.router.clone().oneshot(request).await {
                Ok(response) => response.map(Body::new),
                Err(never) => match never {},
            }
        };
        guard(&self.app, request, routed).await
    }
}

pub(super) fn service(app: Arc<App>) -> Routes {
    let bases = Bases::new(&app.settings);
    let api = Router::new()
        .route("/", get(site::get))
        .route("/articles", get(articles::list))
        .route("/suggestions", get(articles::suggestions))
        .route("/articles/{id}", get(articles::get))
        .route("/articles/{id}/views", get(articles::views))
        .route("/visits", post(visits::post))
        .route("/visits/{token}", get(unscripted::get))
        .route("/counts", get(counts::get))
        .route("/live", get(live::get));
    let router = staff_of(feeds_of(Router::new()))
        .nest("/api/v1/sites/{site}", api)
        .route("/api/v1/sites/{site}/", get(site::get))
        .route("/api", get(no_such_resource))
        .route("/api/{*rest}", get(no_such_resource))
        .route("/media/{site}/{file}", get(media::get))
        .route("/sitemap.xml", get(sitemaps::whole))
        .route("/sitemap-news.xml", get(sitemaps::news))
        .route("/robots.txt", get(robots::get))
        .route("/manifest.webmanifest", get(manifest::get))
        .route("/khung/{site}/tin", get(frames::news))
        .route("/khung/{site}/bo-dem", get(frames::counter))
        .route("/embed.js", get(loader::get))
        .route("/khung.js", get(loader::get))
        .route("/healthz", get(health::get))
        .route("/metrics", get(metrics::get))
        .fallback(pages::get)
        .method_not_allowed_fallback(wrong_method)
        .with_state(Arc::clone(&app));
    let worth = DefaultPredicate::new().and(SizeAbove::new(WORTH_COMPRESSING));
    Routes { router: Compression::new(router).compress_when(worth), bases, app }
}

/// Feeds are beside the pages whose news they hold. Languages stand here by name: below any other folder there may be files
/// of the client that are called the same.
fn feeds_of(router: Router<Arc<App>>) -> Router<Arc<App>> {
    let languages = [Language::Vi, Language::En].map(|language| format!("/{}", language.tag()));
    let folders = languages.iter().map(String::as_str).chain([""]);
    folders.fold(router, |router, folder| {
        FeedFormat::ALL.into_iter().fold(router, |router, format| {
            let file = format.file();
            router
                .route(&format!("{folder}/{file}"), get(feeds::get))
                .route(&format!("{folder}/chuyen-muc/{{slug}}/{file}"), get(feeds::get))
        })
    })
}

/// The staff's pages, and the one that writes lines for other hosts, in each language.
fn staff_of(router: Router<Arc<App>>) -> Router<Arc<App>> {
    ["", "/vi", "/en"].into_iter().fold(router, |router, folder| {
        router
            .route(&format!("{folder}/nhung"), get(lines::get))
            .route(&format!("{folder}/quan-tri"), any(staff::answer))
            .route(&format!("{folder}/quan-tri/"), any(staff::answer))
            .route(&format!("{folder}/quan-tri/{{*rest}}"), any(staff::answer))
    })
}

async fn no_such_resource() -> HttpProblem {
    HttpProblem::missing("there is no such resource")
}

async fn wrong_method(method: Method) -> HttpProblem {
    HttpProblem::new(StatusCode::METHOD_NOT_ALLOWED, format!("the method {method} is not for this resource"))
}

/// The site whose visit is reported. Of all requests these come most often and carry least: finding their route among all
/// others, and whether to compress a hundred bytes, would take as long as counting them.
fn reported_site(request: &Request) -> Option<&str> {
    let site = request.uri().path().strip_prefix("/api/v1/sites/")?.strip_suffix("/visits")?;
    (request.method() == Method::POST && is_site_id(site)).then_some(site)
}

/// Browsers ask before they send JSON from another site's page: that is answered for all of the API. Whether a
/// visit counts is decided when it comes.
fn preflight(request: &Request) -> Option<Response> {
    let is_api = request.uri().path().starts_with("/api/");
    if request.method() != Method::OPTIONS || !is_api {
        return None;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, HEAD, POST"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type"));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    Some(response)
}
