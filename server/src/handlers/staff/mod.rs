//! `/quan-tri/…`: the staff's pages. One way in, so that no answer lacks what all of them must carry.

mod asked;
mod cookie;
mod door;
mod looked;
mod sign_in;
mod sources;
mod statistics;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use bantin_api::Language;

pub use door::Door;

use self::asked::Asked;
use super::{App, Shared, problem::HttpProblem};
use crate::staff::{self, pages};
use crate::store::StoreError;

/// Its own style sheet, fonts and icon, and forms to itself; no script at all, and in no frame.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'",
);

/// Answers whatever is asked below `quan-tri`.
pub async fn answer(State(app): Shared, request: Request) -> Response {
    let mut response = match page(&app, request).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    headers.remove(header::ACCESS_CONTROL_ALLOW_ORIGIN);
    response
}

async fn page(app: &App, request: Request) -> Result<Response, HttpProblem> {
    let (parts, body) = request.into_parts();
    let Some((language, rest)) = below(parts.uri.path()) else {
        return Err(HttpProblem::missing("there is no such page"));
    };
    let rest = rest.to_owned();
    let asked = Asked::new(app, parts, language).await?;
    let answered = match (asked.parts.method.clone(), rest.as_str()) {
        (Method::GET | Method::HEAD, "kieu.css") => Ok(style(app, &asked)),
        (Method::GET | Method::HEAD, "" | "/") => Ok(asked.go_to("thong-ke")),
        (Method::GET | Method::HEAD, "thong-ke") => statistics::page(app, &asked).await,
        (Method::GET | Method::HEAD, "thong-ke.csv") => statistics::file(app, &asked).await,
        (Method::GET | Method::HEAD, "nguon-tin") => sources::page(app, &asked).await,
        (Method::GET | Method::HEAD, "dang-nhap") => sign_in::form(app, &asked),
        (Method::POST, "dang-nhap") => sign_in::sign_in(app, &asked, body).await,
        (Method::POST, "dang-xuat") => sign_in::sign_out(app, &asked, body).await,
        // Whoever comes back to an address that only takes a form.
        (Method::GET | Method::HEAD, "dang-xuat") => Ok(asked.go_to("dang-nhap")),
        (Method::GET | Method::HEAD, _) => Ok(html(StatusCode::NOT_FOUND, pages::not_found(&asked.frame("thong-ke")))),
        (method, _) => {
            let problem = format!("the method {method} is not for this resource");
            Err(Refused::Problem(HttpProblem::new(StatusCode::METHOD_NOT_ALLOWED, problem)))
        }
    };
    Ok(answered.unwrap_or_else(|refused| refused.answer(&asked)))
}

/// Why a page is not shown.
enum Refused {
    /// The database does not let it.
    Store(StoreError),
    /// Anything else.
    Problem(HttpProblem),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<HttpProblem> for Refused {
    fn from(problem: HttpProblem) -> Self {
        Self::Problem(problem)
    }
}

impl Refused {
    fn answer(self, asked: &Asked) -> Response {
        match self {
            Self::Problem(problem) => problem.into_response(),
            Self::Store(error) => {
                tracing::error!(%error, "a page of the staff could not be made");
                let mut response = html(StatusCode::SERVICE_UNAVAILABLE, pages::trouble(&asked.frame("thong-ke")));
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
                response
            }
        }
    }
}

/// The language that an address says, and what stands below `quan-tri`, without the slash.
fn below(path: &str) -> Option<(Option<Language>, &str)> {
    let rest = path.strip_prefix('/')?;
    let (language, rest) = [Language::Vi, Language::En]
        .into_iter()
        .find_map(|language| Some((Some(language), rest.strip_prefix(language.tag())?.strip_prefix('/')?)))
        .unwrap_or((None, rest));
    let rest = rest.strip_prefix("quan-tri")?;
    if rest.is_empty() { Some((language, rest)) } else { Some((language, rest.strip_prefix('/')?)) }
}

fn html(status: StatusCode, page: String) -> Response {
    (status, [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))], page).into_response()
}

fn style(app: &App, asked: &Asked) -> Response {
    let font = |name: &str| app.client.hashed(name).map(str::to_owned);
    let sheet = staff::style(asked.site.settings.accent, font);
    let etag = super::reply::etag_of(sheet.as_bytes());
    super::reply::fresh(&asked.parts.headers, &etag, "text/css; charset=utf-8", || sheet.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_stands_before_the_folder() {
        assert_eq!(below("/quan-tri/thong-ke"), Some((None, "thong-ke")));
        assert_eq!(below("/en/quan-tri/thong-ke"), Some((Some(Language::En), "thong-ke")));
        assert_eq!(below("/quan-tri"), Some((None, "")));
        assert_eq!(below("/quan-tri/"), Some((None, "")));
        for other in ["/quan-tri-2", "/fr/quan-tri", "/", "/en/vi/quan-tri", "/a/quan-tri/thong-ke"] {
            assert_eq!(below(other), None, "{other}");
        }
    }
}
