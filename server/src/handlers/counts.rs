//! `GET /counts`: visits, today and online, for those who cannot hold a stream open.

use axum::extract::{Request, State};

use crate::visits::Onlooker;

use super::{Answer, Shared, params::Params, problem::HttpProblem, reply, viewer};

/// Answers the counts; whoever asks is online.
///
/// # Errors
/// When there is no such site.
pub async fn get(State(app): Shared, Params(site): Params<String>, request: Request) -> Answer {
    if app.content.site(&site).await?.is_none() {
        return Err(HttpProblem::no_site(&site));
    }
    let (parts, _) = request.into_parts();
    let address = viewer::client(&parts, &app.settings.server.trusted_proxies);
    if let Onlooker::Visitor(visitor) = viewer::onlooker(&app, &parts, &site, address).await? {
        app.counter.mark(&site, &visitor);
    }
    let counts = app.counter.counts(&site).await?;
    Ok(reply::now(counts.ok_or_else(|| HttpProblem::no_site(&site))?))
}
