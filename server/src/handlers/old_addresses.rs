//! Addresses of the site that was there before: 301 to where that is now, 410 for what was withdrawn.
//!
//! Our own pages always win: an old address is looked for only where there is no page, and on the front page only for what its
//! query says.

use std::sync::Arc;

use axum::http::request::Parts;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use bantin::route::Route;
use bantin_api::Language;

use super::pages;
use crate::content::SiteContent;
use crate::content::old_address::Leads;
use crate::handlers::App;
use crate::redirects::OldAddress;
use crate::store::StoreError;

/// The address of a request as it came, before its site's base was taken off.
#[derive(Clone, Debug)]
pub struct AsAsked(pub Uri);

/// Whether an old address is looked for before a page is made: no page of ours can stand there, or it is the front page,
/// which another system may have used with a query for everything.
pub(super) fn comes_first(route: &Route, parts: &Parts) -> bool {
    match route {
        Route::NotFound => true,
        Route::Home => parts.uri.query().and_then(|query| OldAddress::of("/", query)).is_some_and(|at| !at.is_root()),
        Route::Category { .. } | Route::Article { .. } | Route::Search { .. } | Route::HowCounted => false,
    }
}

/// What is answered to an old address; `None` for any other.
pub(super) async fn answer(
    app: &App,
    (generation, site): (u64, &Arc<SiteContent>),
    language: Language,
    parts: &Parts,
) -> Result<Option<Response>, StoreError> {
    let leads = app.content.leads(Arc::clone(site), forms(site, parts)).await?;
    Ok(match leads {
        None => None,
        Some(Leads::To(to)) => Some(moved(to)),
        Some(Leads::Gone(category)) => {
            let page = app.pages.gone(Arc::clone(site), language, category).await?;
            Some(pages::send(app, (generation, site), &page, parts).await)
        }
    })
}

/// The whole address; where a proxy has taken the base off, also with that.
fn forms(site: &SiteContent, parts: &Parts) -> Vec<OldAddress> {
    let asked = parts.extensions.get::<AsAsked>();
    let uri = asked.map_or(&parts.uri, |AsAsked(uri)| uri);
    let query = uri.query().unwrap_or_default();
    let base = site.settings.base.as_str();
    let below = (asked.is_none() && base != "/").then(|| format!("{base}{}", uri.path()));
    let paths = std::iter::once(uri.path()).chain(below.as_deref());
    paths.filter_map(|path| OldAddress::of(path, query)).collect()
}

/// The title and so the address may change, and the list too: nothing of it is to be kept.
fn moved(to: String) -> Response {
    let headers = [(header::LOCATION, to), (header::CACHE_CONTROL, "no-cache".to_owned())];
    (StatusCode::MOVED_PERMANENTLY, headers).into_response()
}
