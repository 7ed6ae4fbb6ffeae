//! The top of every page: the site's name, as a newspaper has it, and the way to the other language.

use super::Edition;
use crate::route::Route;
use crate::text::text;
use leptos::prelude::*;

/// The masthead of a page that shows `route`.
#[must_use]
pub fn masthead(edition: &Edition, route: &Route) -> impl IntoView + use<> {
    let home = edition.href(&Route::Home);
    let others = edition.addresses.languages.iter().filter(|language| **language != edition.language);
    let others = others.map(|language| {
        let href = edition.addresses.href(*language, route);
        let tag = language.tag();
        view! { <a class="language" href=href hreflang=tag lang=tag>{text(*language).other_language}</a> }
    });
    view! {
        <header class="masthead">
            <p class="nameplate"><a href=home rel="home">{edition.site.name.clone()}</a></p>
            {others.collect_view()}
        </header>
    }
}
