//! Every error is an RFC 9457 problem: what was wrong, where, and what to do.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bantin_api::Problem;

use crate::content::Missing;
use crate::store::{Refusal, StoreError};
use crate::visits::{CountError, StreamError};

/// An answer that is an error.
#[derive(Clone, Debug)]
pub struct HttpProblem {
    status: StatusCode,
    detail: String,
    retry_after: Option<u32>,
}

impl HttpProblem {
    /// A problem of this status; `detail` says what was wrong this time.
    #[must_use]
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), retry_after: None }
    }

    /// What was sent cannot be understood.
    #[must_use]
    pub fn bad(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// There is nothing of the kind.
    #[must_use]
    pub fn missing(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    /// It may go well in so many seconds.
    #[must_use]
    pub fn later(detail: impl Into<String>, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..Self::new(StatusCode::SERVICE_UNAVAILABLE, detail) }
    }

    /// Too much has been asked for; it may go well in so many seconds.
    #[must_use]
    pub fn slower(detail: impl Into<String>, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..Self::new(StatusCode::TOO_MANY_REQUESTS, detail) }
    }

    /// No such site.
    #[must_use]
    pub fn no_site(site: &str) -> Self {
        Self::missing(format!("there is no site `{site}`"))
    }

    /// No such thing of a site.
    #[must_use]
    pub fn nothing(missing: Missing, site: &str) -> Self {
        match missing {
            Missing::Site => Self::no_site(site),
            Missing::Category => Self::missing("`category` is none of the site's; allowed: a slug that the site lists"),
            Missing::Page(pages) => Self::missing(format!("`page` is beyond the last; allowed: 1 to {pages}")),
            Missing::Article => Self::missing("there is no such article"),
        }
    }

    /// The article was there.
    #[must_use]
    pub fn withdrawn() -> Self {
        Self::new(StatusCode::GONE, "the article was withdrawn")
    }
}

impl From<StoreError> for HttpProblem {
    /// What the database said is for the operator's log; a visitor learns only that it is not their fault.
    fn from(error: StoreError) -> Self {
        if let StoreError::NoSite(site) = &error {
            return Self::no_site(site);
        }
        tracing::error!(%error, "the database did not do what was asked");
        if error.passes() {
            Self::later("the database is busy; try again", 5)
        } else {
            Self::new(StatusCode::INTERNAL_SERVER_ERROR, "the database does not work; the server's log says why")
        }
    }
}

impl From<CountError> for HttpProblem {
    fn from(error: CountError) -> Self {
        match error {
            CountError::Full => Self::later("too many visits are waiting to be counted; try again", 2),
            CountError::SiteFull => Self::later("too many visits of this site are waiting to be counted; try again", 2),
            CountError::Address(wait) => {
                let seconds = u32::try_from(wait.as_secs().saturating_add(1)).unwrap_or(u32::MAX);
                Self::slower("this address reports more visits than one may; try again", seconds)
            }
            CountError::Refused(Refusal::Withdrawn) => Self::withdrawn(),
            CountError::Refused(Refusal::Article) => Self::missing("`article` is no article of the site"),
            CountError::Refused(Refusal::Site) => Self::missing("there is no such site"),
            CountError::Store(error) => error.into(),
        }
    }
}

impl From<StreamError> for HttpProblem {
    fn from(error: StreamError) -> Self {
        match error {
            StreamError::Full => Self::later("too many streams are open; ask for `counts` instead", 30),
            StreamError::Address => {
                Self::slower("too many streams are open from this address; ask for `counts` instead", 30)
            }
            StreamError::Count(error) => error.into(),
        }
    }
}

impl IntoResponse for HttpProblem {
    fn into_response(self) -> Response {
        let problem = Problem {
            kind: "about:blank".to_owned(),
            title: self.status.canonical_reason().unwrap_or("Error").to_owned(),
            status: self.status.as_u16(),
            detail: Some(self.detail),
        };
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
