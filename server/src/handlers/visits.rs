//! `POST /visits`: one reading reported. Answered when it is on disk.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header, request::Parts};
use bantin_api::Visit;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use super::{Answer, Shared, params::Params, problem::HttpProblem, reply, viewer};
use crate::handlers::App;
use crate::settings::SiteSettings;
use crate::store::Outcome;

/// The most bytes of a report.
const MOST: usize = 4 << 10;

/// Counts a visit and answers the counts.
///
/// # Errors
/// When it was not counted, and why.
pub async fn post(State(app): Shared, Params(site): Params<String>, request: Request) -> Answer {
    report(&app, &site, request).await
}

/// As [`post`], for a site that is found already.
///
/// # Errors
/// As [`post`].
pub async fn report(app: &App, site: &str, request: Request) -> Answer {
    let result = count(app, site, request).await;
    if result.is_err() {
        app.metrics.refused();
    }
    result
}

async fn count(app: &App, site: &str, request: Request) -> Answer {
    if !app.counter.knows(site).await? {
        return Err(HttpProblem::no_site(site));
    }
    let (parts, body) = request.into_parts();
    let settings = app.settings.site(site);
    check_origin(&parts, &settings)?;
    check_kind(&parts.headers)?;
    let visit = read(body).await?;
    store(app, &settings, &visit, &parts).await?;
    // As old as the commit of the visit: what others have changed until then is in them.
    Ok(reply::now(app.counter.counts_now(site).ok_or_else(|| HttpProblem::no_site(site))?))
}

/// Counts a visit of whoever sent a request; when this returns it is on disk.
///
/// # Errors
/// When it was not counted, and why.
pub(super) async fn store(app: &App, settings: &SiteSettings, visit: &Visit, parts: &Parts) -> Result<(), HttpProblem> {
    let site = &settings.id;
    let address = viewer::client(parts, &app.settings.server.trusted_proxies);
    if let Some(address) = address {
        app.counter.admit(address)?;
    }
    let signs = viewer::signs(parts, settings, address);
    let sender = app.counter.sender(viewer::seen(parts, site, address), &signs).await?;
    match app.counter.count(site, visit, sender).await? {
        Outcome::Repeated => app.metrics.repeated(),
        Outcome::LeftOut(_) => app.metrics.left_out(),
        _ => app.metrics.counted(),
    }
    Ok(())
}

/// Browsers say from whose page a report comes: the site's own, or one that embeds it.
fn check_origin(parts: &Parts, settings: &SiteSettings) -> Result<(), HttpProblem> {
    let origin = parts.headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| parts.uri.authority().map(|authority| authority.as_str()));
    let same_host = |origin: &str| origin.split_once("://").map(|(_, host)| host) == host;
    let known = origin.is_some_and(|origin| {
        settings.origin.as_deref() == Some(origin)
            || settings.embed_origins.iter().any(|embed| embed == origin)
            || same_host(origin)
    });
    if known {
        return Ok(());
    }
    Err(HttpProblem::new(
        StatusCode::FORBIDDEN,
        "the header `Origin` is missing or foreign; allowed: the site's own, and those in its `embed_origins`",
    ))
}

fn check_kind(headers: &HeaderMap) -> Result<(), HttpProblem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if matches!(kind.as_str(), "application/json" | "text/plain") {
        return Ok(());
    }
    Err(HttpProblem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "the header `Content-Type` is missing or another; allowed: application/json, text/plain",
    ))
}

async fn read(body: Body) -> Result<Visit, HttpProblem> {
    let bytes = match Limited::new(body, MOST).collect().await {
        Ok(bytes) => bytes.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => {
            return Err(HttpProblem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                format!("the body is too large; allowed: {MOST} bytes"),
            ));
        }
        Err(_) => return Err(HttpProblem::bad("the body broke off")),
    };
    let visit: Visit =
        serde_json::from_slice(&bytes).map_err(|error| HttpProblem::bad(format!("the body is no visit: {error}")))?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if !(16..=64).contains(&visit.id.len()) || !visit.id.bytes().all(plain) {
        return Err(HttpProblem::bad("`id` is not one; allowed: 16 to 64 of A-Z, a-z, 0-9, _ and -"));
    }
    if !visit.from.as_deref().is_none_or(is_host) {
        return Err(HttpProblem::bad("`from` is no host; allowed: a host's name without scheme, port and path"));
    }
    Ok(visit)
}

/// Whether it may be the name of a host, as browsers write it.
fn is_host(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-._".contains(&byte);
    (1..=253).contains(&text.len()) && text.bytes().all(plain)
}
