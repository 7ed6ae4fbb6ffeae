//! The articles before and after one in time.

use super::Edition;
use crate::route::Route;
use crate::text::DateForm;
use bantin_feed::Neighbour;
use leptos::prelude::*;

/// The newer and the older articles, each under its heading; a side without any is left out.
#[must_use]
pub fn neighbours(newer: &[Neighbour], older: &[Neighbour], edition: &Edition) -> impl IntoView + use<> {
    let text = edition.text();
    view! {
        <div class="neighbours">
            {side("newer", text.newer, newer, edition)}
            {side("older", text.older, older, edition)}
        </div>
    }
}

fn side(
    class: &'static str,
    heading: &'static str,
    neighbours: &[Neighbour],
    edition: &Edition,
) -> impl IntoView + use<> {
    let items = neighbours.iter().map(|neighbour| {
        let href = edition.href(&Route::Article { id: neighbour.id.clone(), slug: neighbour.slug.clone() });
        let time = neighbour.date_published.map(|when| edition.time(when, DateForm::Day));
        view! {
            <li>
                <a href=href>{neighbour.title.clone()}</a>
                {time.map(|(machine, human)| view! { " "<time datetime=machine>{human}</time> })}
            </li>
        }
    });
    let items = items.collect_view();
    (!neighbours.is_empty()).then(|| {
        view! {
            <section class=class>
                <h2>{heading}</h2>
                <ul>{items}</ul>
            </section>
        }
    })
}
