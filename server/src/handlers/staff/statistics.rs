//! The statistics of a site that the account may see, as a page and as files.

use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::asked::Asked;
use super::{Refused, html};
use crate::content::{SiteContent, on_a_thread};
use crate::handlers::App;
use crate::handlers::params::Query;
use crate::handlers::problem::HttpProblem;
use crate::render;
use crate::staff::pages::{self, Frame, Seen};
use crate::staff::{Kind, Preset, Report, Shown, Span, session};
use crate::store::{SessionRow, UserRow};

/// Whoever is signed in, and what they look at.
struct Looked {
    user: UserRow,
    key: String,
    /// The sites that the account may see.
    sites: Vec<Arc<SiteContent>>,
    /// That which is looked at.
    site: Arc<SiteContent>,
    query: Query,
}

impl Looked {
    fn frame<'f>(&'f self, asked: &'f Asked, path: &'f str) -> Frame<'f> {
        Frame { edition: &asked.edition, account: Some((&self.user.name, &self.key)), path }
    }

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

/// Who looks at what; else what is answered instead.
async fn looked(app: &App, asked: &Asked, page: &str) -> Result<Result<Looked, Response>, Refused> {
    if asked.came_from_elsewhere() {
        let query = asked.parts.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        let to = format!("{}{query}", asked.frame(page).href(page));
        return Ok(Err(html(StatusCode::OK, pages::again(&asked.edition, &to))));
    }
    let Some((session, user)) = asked.signed_in(app)? else { return Ok(Err(asked.go_to("dang-nhap"))) };
    seen(app, session).await?;
    let query = Query::of(&asked.parts.uri)?;
    let key = asked.token.as_ref().map(session::Token::form_key).unwrap_or_default();
    let mut sites = Vec::new();
    for id in app.store.site_ids()?.iter().filter(|id| user.sites.has(id)) {
        sites.extend(app.content.site(id).await?);
    }
    let here = query.one("site")?.unwrap_or(&asked.site.site.id);
    let named = query.one("site")?.is_some();
    let found = sites.iter().find(|site| site.site.id == here).or_else(|| sites.first().filter(|_| !named)).cloned();
    let frame = Frame { edition: &asked.edition, account: Some((&user.name, &key)), path: "thong-ke" };
    match found {
        Some(site) => Ok(Ok(Looked { user, key, sites, site, query })),
        None if sites.is_empty() && !named => Ok(Err(html(StatusCode::FORBIDDEN, pages::no_site(&frame)))),
        // Whether there is such a site is nobody's business who may not see it.
        None => Ok(Err(html(StatusCode::NOT_FOUND, pages::not_found(&frame)))),
    }
}

/// Keeps when a session was last used, once a minute.
async fn seen(app: &App, session: SessionRow) -> Result<(), Refused> {
    let now = app.clock.now();
    if now.saturating_sub(session.seen) >= session::STEP {
        let store = Arc::clone(&app.store);
        on_a_thread(move || store.touch_session(&session.token, now)).await?;
    }
    Ok(())
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
