//! What a request for one of the staff's pages is about: the site of its host, its language, and who sends it.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header, request::Parts};
use axum::response::{IntoResponse as _, Response};
use bantin::components::Edition;
use bantin_api::Language;
use http_body_util::{BodyExt as _, Limited};

use super::cookie;
use crate::content::SiteContent;
use crate::handlers::App;
use crate::handlers::documents::site_of;
use crate::handlers::origin::{asked_origin, origin_of};
use crate::handlers::problem::HttpProblem;
use crate::render;
use crate::staff::pages::{self, Frame};
use crate::staff::session::{self, Token};
use crate::store::{SessionRow, StoreError, UserRow};

/// The most bytes of a form.
const MOST: usize = 8 << 10;

/// A request, and what is known of it.
pub(super) struct Asked {
    pub(super) parts: Parts,
    /// The site that the host leads to.
    pub(super) site: Arc<SiteContent>,
    /// That site in the language that the address says.
    pub(super) edition: Edition,
    /// Scheme and host of the page, as the browser has it, so far as that is known.
    origins: Vec<String>,
    https: bool,
    /// What the browser holds.
    pub(super) token: Option<Token>,
}

impl Asked {
    /// # Errors
    /// When there is no site, or the site has no such language.
    pub(super) async fn new(app: &App, parts: Parts, language: Option<Language>) -> Result<Self, HttpProblem> {
        let site = site_of(app, &parts).await?;
        let languages = &site.settings.languages;
        let first = languages.first().copied().unwrap_or_default();
        // As with all pages: the first language has no part of its own in addresses.
        let language = match language {
            None => first,
            Some(named) if named != first && languages.contains(&named) => named,
            Some(_) => return Err(HttpProblem::missing("there is no such page")),
        };
        let edition = render::edition(&site, language);
        let came_to = asked_origin(app, &parts);
        let own = origin_of(app, &site.settings, &parts);
        let https = is_https(own.as_deref(), came_to.as_deref());
        let origins = own.into_iter().chain(came_to).collect();
        let token = cookie::read(&parts.headers, https);
        Ok(Self { parts, site, edition, origins, https, token })
    }

    /// Who is signed in: the session, and its account.
    pub(super) fn signed_in(&self, app: &App) -> Result<Option<(SessionRow, UserRow)>, StoreError> {
        let Some(token) = &self.token else { return Ok(None) };
        // Two look-ups by key.
        let Some(session) = app.store.session(&token.hash())? else { return Ok(None) };
        if !session::is_live(&session, app.clock.now()) {
            return Ok(None);
        }
        Ok(app.store.user(&session.name)?.map(|user| (session, user)))
    }

    /// What is around a page that nobody has signed in for.
    pub(super) fn frame<'f>(&'f self, path: &'f str) -> Frame<'f> {
        Frame { edition: &self.edition, account: None, path }
    }

    /// Whether the form that was sent stands on a page of this very site.
    pub(super) fn is_from_here(&self) -> bool {
        let text = |name: &str| self.parts.headers.get(name).and_then(|value| value.to_str().ok());
        let site = text("sec-fetch-site");
        let here = match text("origin") {
            Some(origin) => self.origins.iter().any(|own| own == origin),
            // Old browsers name no origin; what they say instead no page can make up.
            None => site == Some("same-origin"),
        };
        here && site.is_none_or(|site| site == "same-origin")
    }

    /// Whether the browser came by a link on another site, and so did not send what it holds.
    pub(super) fn came_from_elsewhere(&self) -> bool {
        let from = self.parts.headers.get("sec-fetch-site").and_then(|from| from.to_str().ok());
        self.token.is_none() && matches!(from, Some("cross-site" | "same-site"))
    }

    /// The fields of a form, so far as they are text.
    pub(super) async fn form(body: Body) -> Result<Form, HttpProblem> {
        let bytes = Limited::new(body, MOST).collect().await.map_err(|_| HttpProblem::bad("the form is too large"))?;
        Ok(Form(url::form_urlencoded::parse(&bytes.to_bytes()).into_owned().collect()))
    }

    /// To another page of these.
    pub(super) fn go_to(&self, page: &str) -> Response {
        let to = self.frame(page).href(page);
        (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
    }

    /// The same response, with what the browser is to hold from now on.
    pub(super) fn holding(&self, token: &Token, response: Response) -> Response {
        with_cookies(response, cookie::set(token, self.https, &self.paths()))
    }

    /// The same response, after which the browser holds nothing.
    pub(super) fn holding_nothing(&self, response: Response) -> Response {
        with_cookies(response, cookie::clear(self.https, &self.paths()))
    }

    /// Where the pages are, in each language.
    fn paths(&self) -> Vec<String> {
        let folders = pages::folders(&self.edition.addresses);
        folders.iter().map(|folder| folder.trim_end_matches('/').to_owned()).collect()
    }
}

/// Whether the browser speaks https: the proxy says so, or it came to the very host whose origin is set to be https.
fn is_https(own: Option<&str>, came_to: Option<&str>) -> bool {
    let host = |origin: &str| origin.split_once("://").map(|(_, host)| host.to_owned());
    let is_secure = |origin: &str| origin.starts_with("https://");
    let same = own.and_then(host) == came_to.and_then(host);
    came_to.is_some_and(is_secure) || (same && own.is_some_and(is_secure))
}

fn with_cookies(mut response: Response, cookies: Vec<HeaderValue>) -> Response {
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The fields of a form.
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// The first field of a name; nothing where there is none.
    pub(super) fn field(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_is_what_the_browser_speaks_and_not_what_the_proxy_does() {
        assert!(is_https(Some("https://a.vn"), Some("https://a.vn")));
        assert!(is_https(Some("https://a.vn"), Some("http://a.vn")), "a proxy that does not say how it was asked");
        assert!(is_https(Some("http://a.vn"), Some("https://a.vn")));
        assert!(!is_https(Some("https://a.vn"), Some("http://127.0.0.1:8080")));
        assert!(!is_https(Some("http://a.vn"), Some("http://a.vn")) && !is_https(None, None));
    }
}
