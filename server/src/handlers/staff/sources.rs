//! How the sources do that are fetched on a schedule, of all sites that the account may see.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;

use super::asked::Asked;
use super::looked::looked;
use super::{Refused, html};
use crate::content::on_a_thread;
use crate::handlers::App;
use crate::sources::rows;
use crate::staff::pages::{self, SiteSources};
use crate::store::StoreError;

/// The page.
pub(super) async fn page(app: &App, asked: &Asked) -> Result<Response, Refused> {
    let looked = match looked(app, asked, "nguon-tin").await? {
        Ok(looked) => looked,
        Err(answer) => return Ok(answer),
    };
    let store = Arc::clone(&app.store);
    let (all, of_server) = (looked.sites.clone(), Arc::clone(&app.settings));
    let sites = on_a_thread(move || {
        let mut sites = Vec::new();
        for site in all {
            let settings = of_server.site(&site.site.id);
            let rows = rows(&*store, &settings)?;
            sites.push(SiteSources { name: site.site.name.clone(), zone: settings.zone, rows });
        }
        Ok::<_, StoreError>(sites)
    })
    .await?;
    Ok(html(StatusCode::OK, pages::sources(&looked.frame(asked, "nguon-tin"), &sites, app.clock.now())))
}
