//! Who looks at a page of the staff, and at which site: the same for all of them.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;

use super::asked::Asked;
use super::{Refused, html};
use crate::content::{SiteContent, on_a_thread};
use crate::handlers::App;
use crate::handlers::params::Query;
use crate::staff::pages::{self, Frame};
use crate::staff::session;
use crate::store::{SessionRow, UserRow};

/// Whoever is signed in, and what they look at.
pub(super) struct Looked {
    pub(super) user: UserRow,
    pub(super) key: String,
    /// The sites that the account may see.
    pub(super) sites: Vec<Arc<SiteContent>>,
    /// That which is looked at.
    pub(super) site: Arc<SiteContent>,
    pub(super) query: Query,
}

impl Looked {
    /// What is around their page.
    pub(super) fn frame<'f>(&'f self, asked: &'f Asked, path: &'f str) -> Frame<'f> {
        Frame { edition: &asked.edition, account: Some((&self.user.name, &self.key)), path }
    }
}

/// Who looks at what; else what is answered instead.
pub(super) async fn looked(app: &App, asked: &Asked, page: &str) -> Result<Result<Looked, Response>, Refused> {
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
    let frame = Frame { edition: &asked.edition, account: Some((&user.name, &key)), path: page };
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
