//! The foot of every page.

use super::Edition;
use leptos::prelude::*;

/// The site's name, and its news as a feed.
#[must_use]
pub fn footer(edition: &Edition, feed: String) -> impl IntoView + use<> {
    view! {
        <footer class="footer">
            <p>{edition.site.name.clone()}</p>
            <p><a href=feed type="application/feed+json">{edition.text().feed}</a></p>
        </footer>
    }
}
