//! The addresses people see: each answers the client's page, with the right status.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use bantin_api::Language;

use super::{Answer, Shared, problem::HttpProblem, shell::Page};
use crate::content::{Found, PER_PAGE, SiteContent, Wanted};
use crate::handlers::App;

/// What a page may load. Pictures may come from any https address: articles have them.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' https: data:; media-src 'self' https:; font-src 'self'; connect-src 'self'; \
     manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

/// What an address means.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Meant {
    Listing { category: Option<String>, page: u64 },
    Article { id: u64, slug: String },
    Nothing,
}

/// Answers a client's file or a page.
///
/// # Errors
/// When the request is no `GET`, or the database cannot be read.
pub async fn get(State(app): Shared, request: Request) -> Answer {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(HttpProblem::new(StatusCode::METHOD_NOT_ALLOWED, "allowed: GET, HEAD"));
    }
    let path = request.uri().path().trim_start_matches('/');
    if let Some(file) = app.client.answer(path, request.headers()) {
        return Ok(file);
    }
    let Some(site) = app.front_site(request.headers()).await? else {
        return Err(HttpProblem::missing("there is no site yet; import one"));
    };
    let content = app.content.site(&site).await?.ok_or_else(|| HttpProblem::no_site(&site))?;
    let (language, rest) = language_of(path, &content.settings.languages);
    answer(&app, &content, language, meant(rest), request.uri(), request.headers()).await
}

async fn answer(
    app: &Arc<App>,
    content: &SiteContent,
    language: Language,
    meant: Meant,
    uri: &Uri,
    request: &HeaderMap,
) -> Answer {
    let (wanted, asked_slug) = match meant {
        Meant::Listing { category, page } => (Wanted::Listing { category, page, per_page: PER_PAGE }, None),
        Meant::Article { id, slug } => (Wanted::Article(id), Some((id, slug))),
        Meant::Nothing => return Ok(send(app, content, language, StatusCode::NOT_FOUND, "", request)),
    };
    match app.content.get(&content.site.id, wanted).await? {
        Found::Ready(ready) => {
            if let Some((id, slug)) = asked_slug
                && slug != ready.slug
            {
                return Ok(moved(content, language, id, &ready.slug, uri));
            }
            Ok(send(app, content, language, StatusCode::OK, &ready.title, request))
        }
        Found::Withdrawn => Ok(send(app, content, language, StatusCode::GONE, "", request)),
        Found::Nothing(_) => Ok(send(app, content, language, StatusCode::NOT_FOUND, "", request)),
    }
}

/// The languages after the first live below their tag.
fn language_of<'p>(path: &'p str, languages: &[Language]) -> (Language, &'p str) {
    let own = languages.first().copied().unwrap_or_default();
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let other = languages.iter().skip(1).find(|language| language.tag() == first);
    other.map_or((own, path), |language| (*language, rest))
}

fn meant(path: &str) -> Meant {
    let parts: Option<Vec<String>> = path.split('/').map(decoded).collect();
    let parts: Vec<String> = parts.unwrap_or_default();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match parts.as_slice() {
        [""] => Meant::Listing { category: None, page: 1 },
        ["chuyen-muc", slug] => listing(slug, "1"),
        ["chuyen-muc", slug, "trang", page] => listing(slug, page),
        ["tin", id] => article(id, ""),
        ["tin", id, slug] => article(id, slug),
        _ => Meant::Nothing,
    }
}

fn listing(category: &str, page: &str) -> Meant {
    match number(page) {
        Some(page) if page > 0 => Meant::Listing { category: Some(category.to_owned()), page },
        _ => Meant::Nothing,
    }
}

fn article(id: &str, slug: &str) -> Meant {
    number(id).map_or(Meant::Nothing, |id| Meant::Article { id, slug: slug.to_owned() })
}

fn number(text: &str) -> Option<u64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn decoded(part: &str) -> Option<String> {
    let plus = part.replace('+', "%2B");
    let (text, rest) = url::form_urlencoded::parse(plus.as_bytes())
        .next()
        .map_or_else(Default::default, |(key, value)| (key.into_owned(), value.into_owned()));
    (rest.is_empty() && !text.contains('\u{fffd}')).then_some(text)
}

/// To the article's address. It may change with the title, so it is not to be kept.
fn moved(content: &SiteContent, language: Language, id: u64, slug: &str, uri: &Uri) -> Response {
    let own = content.settings.languages.first() == Some(&language);
    let below = if own { String::new() } else { format!("{}/", language.tag()) };
    let slash = if slug.is_empty() { "" } else { "/" };
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let to = format!("{}{below}tin/{id}{slash}{slug}{query}", content.settings.base.as_str());
    let headers = [(header::LOCATION, to), (header::CACHE_CONTROL, "no-cache".to_owned())];
    (StatusCode::MOVED_PERMANENTLY, headers).into_response()
}

fn send(
    app: &App,
    content: &SiteContent,
    language: Language,
    status: StatusCode,
    title: &str,
    request: &HeaderMap,
) -> Response {
    let name = &content.site.name;
    let title = if title.is_empty() { name.clone() } else { format!("{title} – {name}") };
    let page = Page { settings: &content.settings, site: &content.site, language, title: &title };
    let html = app.client.shell.page(&page);
    let etag = super::reply::etag_of(html.as_bytes());
    let mut response = if status == StatusCode::OK && super::reply::is_known(request, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        (status, html).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    if status == StatusCode::OK
        && let Ok(etag) = HeaderValue::from_str(&etag)
    {
        headers.insert(header::ETAG, etag);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        assert_eq!(meant(""), Meant::Listing { category: None, page: 1 });
        assert_eq!(meant("chuyen-muc/thong-bao"), Meant::Listing { category: Some("thong-bao".into()), page: 1 });
        assert_eq!(
            meant("chuyen-muc/thong-bao/trang/2"),
            Meant::Listing { category: Some("thong-bao".into()), page: 2 }
        );
        assert_eq!(meant("tin/5/lich-tiep-dan"), Meant::Article { id: 5, slug: "lich-tiep-dan".into() });
        assert_eq!(meant("tin/5"), Meant::Article { id: 5, slug: String::new() });
        for nothing in [
            "trang/3",
            "chuyen-muc/a/trang/0",
            "chuyen-muc/a/trang/x",
            "tin/x",
            "tin/5/a/b",
            "tin/%ff",
            "x",
            "chuyen-muc",
        ] {
            assert_eq!(meant(nothing), Meant::Nothing, "{nothing}");
        }
    }

    #[test]
    fn the_languages_after_the_first_live_below_their_tag() {
        let both = [Language::Vi, Language::En];
        assert_eq!(language_of("en/tin/5", &both), (Language::En, "tin/5"));
        assert_eq!(language_of("en", &both), (Language::En, ""));
        assert_eq!(language_of("tin/5", &both), (Language::Vi, "tin/5"));
        assert_eq!(language_of("en/tin/5", &[Language::Vi]), (Language::Vi, "en/tin/5"));
    }
}
