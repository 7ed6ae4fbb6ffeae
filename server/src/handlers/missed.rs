//! Notes that a question found nothing, for those who run the site: only once so many have asked it that none of them can be told from it.

use std::sync::Arc;

use axum::http::request::Parts;

use super::{App, viewer};
use crate::visits::Onlooker;

/// Notes a question of whoever sent a request. Nobody's answer fails by it.
pub(super) async fn note(app: &App, parts: &Parts, site: &str, words: &str) {
    let address = viewer::client(parts, &app.settings.server.trusted_proxies);
    let visitor = match viewer::onlooker(app, parts, site, address).await {
        Ok(Onlooker::Visitor(visitor)) => visitor,
        // Who asked to be left alone cannot be told from the next one, and robots ask what they like.
        Ok(Onlooker::Nameless | Onlooker::LeftOut) => return,
        Err(error) => return tracing::error!(%error, "what is not found is not noted"),
    };
    let day = app.counter.day(site);
    let Some(visitors) = app.missed.ask(site, day, words, visitor.hash) else { return };
    let (store, site, words) = (Arc::clone(&app.store), site.to_owned(), words.to_owned());
    let noted = tokio::task::spawn_blocking(move || store.note_missed(&site, day, &words, visitors)).await;
    if let Ok(Err(error)) = noted {
        tracing::error!(%error, "what is not found is not noted");
    }
}
