//! The statistics of a site that the account may see, as a page and as files.

use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::asked::Asked;
use super::looked::{Looked, looked};
use super::{Refused, html};
use crate::content::on_a_thread;
use crate::handlers::App;
use crate::handlers::problem::HttpProblem;
use crate::render;
use crate::staff::pages::{self, Seen};
use crate::staff::{Kind, Preset, Report, Shown, Span};

impl Looked {
    fn today(&self, app: &App) -> i64 {
        self.site.settings.zone.day(app.clock.now())
    }

    fn shown(&self, asked: &Asked) -> Shown {
        Shown { edition: render::edition(&self.site, asked.edition.language), zone: self.site.settings.zone }
    }

    async fn report(&self, app: &App, span: Span) -> Result<Report, Refused> {
        let (store, site) = (Arc::clone(&app.store), self.site.site.id.clone());
        Ok(on_a_thread(move || Report::read(&*store, &site, span)).await?)
    }

    fn span(&self, today: i64) -> Result<Result<Span, crate::staff::SpanError>, HttpProblem> {
        let query = &self.query;
        Ok(Span::asked(query.one("khoang")?, query.one("tu")?, query.one("den")?, today))
    }
}

/// The page.
pub(super) async fn page(app: &App, asked: &Asked) -> Result<Response, Refused> {
    let looked = match looked(app, asked, "thong-ke").await? {
        Ok(looked) => looked,
        Err(answer) => return Ok(answer),
    };
    let today = looked.today(app);
    let (span, error) = match looked.span(today)? {
        Ok(span) => (span, None),
        Err(error) => (Span::of(Preset::Month, today), Some(error)),
    };
    let report = looked.report(app, span).await?;
    let sites: Vec<_> = looked.sites.iter().map(|site| (site.site.id.clone(), site.site.name.clone())).collect();
    let shown = looked.shown(asked);
    let path = asked.parts.uri.query().map_or("thong-ke".to_owned(), |query| format!("thong-ke?{query}"));
    let seen = Seen { shown: &shown, report: &report, today, sites: &sites, error };
    let status = if error.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    Ok(html(status, pages::statistics(&looked.frame(asked, &path), &seen)))
}

/// One table as a file.
pub(super) async fn file(app: &App, asked: &Asked) -> Result<Response, Refused> {
    let looked = match looked(app, asked, "thong-ke.csv").await? {
        Ok(looked) => looked,
        Err(answer) => return Ok(answer),
    };
    let Some(kind) = looked.query.one("bang")?.and_then(Kind::of_name) else {
        let names = Kind::ALL.map(Kind::name).join(", ");
        return Err(HttpProblem::bad(format!("`bang` names no table; allowed: {names}")).into());
    };
    let Ok(span) = looked.span(looked.today(app))? else {
        let advice =
            "there are no such days; allowed: `tu` and `den` as 2026-01-31, not after today, at most ten years";
        return Err(HttpProblem::bad(advice).into());
    };
    let name = format!("thong-ke-{}-{}-{}.csv", kind.name(), looked.site.site.id, span.name());
    let table = looked.report(app, span).await?.table(kind, &looked.shown(asked));
    let file = table.csv().map_err(|error| HttpProblem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?;
    let mut response = file.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    // An id of a site and dates: nothing in them needs quoting.
    if let Ok(how) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, how);
    }
    Ok(response)
}
