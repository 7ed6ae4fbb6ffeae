//! `/nhung`: the page that writes the lines which put a site on another host's page.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header, request::Parts};
use axum::response::{IntoResponse as _, Response};
use bantin_api::{Language, Site};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

use super::documents::site_of;
use super::origin::{asked_origin, origin_of};
use super::{Answer, App, Shared, problem::HttpProblem};
use crate::content::SiteContent;
use crate::lines::page::{Page, frame_titles, style};
use crate::lines::{Choice, Place, write};
use crate::render;
use crate::store::StoreError;

/// The page's script, as the client's build knows it.
const SCRIPT: &str = "nhung.js";

/// The script that hosts name.
const LOADER: &str = "embed.js";

/// Answers the page.
///
/// # Errors
/// When there is no site, or the site has no such language.
pub async fn get(State(app): Shared, request: Request) -> Answer {
    let (parts, _) = request.into_parts();
    let here = site_of(&app, &parts).await?;
    let language = language(parts.uri.path(), &here.settings.languages)?;
    let sites = sites(&app, &here, &parts).await?;
    let shown: Vec<&Site> = sites.iter().map(|site| &site.site).collect();
    let query = parts.uri.query().unwrap_or_default();
    let (choice, wrong) = Choice::read(query, &shown);
    let chosen = sites.get(choice.site).unwrap_or(&here);
    let origin = origin_of(&app, &chosen.settings, &parts).ok_or_else(|| {
        HttpProblem::bad("the header `Host` names no host; allowed: a host name, and a port behind `:`")
    })?;
    let pinned = app.client.pinned(LOADER);
    let place = Place {
        origin: &origin,
        base: chosen.settings.base.as_str(),
        site: &chosen.site,
        titles: frame_titles(chosen.site.languages.first().copied().unwrap_or_default()),
        pinned: pinned.as_ref(),
    };
    let written = write(&choice, &place);
    let edition = render::edition(&here, language);
    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
    let page = Page {
        edition: &edition,
        sites: &shown,
        choice: &choice,
        wrong: &wrong,
        written: &written,
        place: &place,
        query: &query,
        script: app.client.hashed(SCRIPT),
    };
    let style = style(&written);
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(send(status, page.html(&style), &policy(&style)))
}

/// The language that an address says: the first of a site has no part of its own in addresses.
fn language(path: &str, languages: &[Language]) -> Result<Language, HttpProblem> {
    let first = languages.first().copied().unwrap_or_default();
    let named = path.trim_matches('/').split_once('/').map(|(tag, _)| tag);
    match named.map(Language::of_tag) {
        None => Ok(first),
        Some(Some(language)) if language != first && languages.contains(&language) => Ok(language),
        Some(_) => Err(HttpProblem::missing("there is no such page")),
    }
}

/// The sites that are served where the request came to: first that of the host, then those that name it, or no host at all.
async fn sites(app: &App, here: &Arc<SiteContent>, parts: &Parts) -> Result<Vec<Arc<SiteContent>>, StoreError> {
    let asked = asked_origin(app, parts).unwrap_or_default();
    let name = asked.split_once("://").map_or("", |(_, host)| host);
    let name = name.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok()).map_or(name, |(name, _)| name);
    let mut sites = vec![Arc::clone(here)];
    for id in app.store.site_ids()? {
        let Some(site) = app.content.site(&id).await?.filter(|site| site.site.id != here.site.id) else { continue };
        let settings = &site.settings;
        let nowhere = settings.origin.is_none() && settings.hosts.is_empty();
        if nowhere || settings.origin.as_deref() == Some(&asked) || settings.hosts.iter().any(|host| host == name) {
            sites.push(site);
        }
    }
    Ok(sites)
}

/// What the preview needs, and nothing of others but pictures.
fn policy(style: &str) -> String {
    let hash = BASE64_STANDARD.encode(Sha256::digest(style.as_bytes()));
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'sha256-{hash}'; font-src 'self'; \
         img-src 'self' https: data:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    )
}

fn send(status: StatusCode, html: String, policy: &str) -> Response {
    let mut response = (status, html).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(policy) = HeaderValue::from_str(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    response
}
