//! What is around every page.

use super::{Edition, footer, masthead, menu};
use crate::markup::{Element, Markup, el};
use crate::route::Route;

/// All that is seen: a page in its frame, or what stands in for it.
#[must_use]
pub fn whole(shown: Markup) -> Element {
    el("div.app").with(shown)
}

/// The same in somebody else's page, where nothing of it may be taken for that page's own head, foot or main part.
#[must_use]
pub fn inset(edition: &Edition, route: &Route, main: Markup, counter: Option<Markup>, feed: String) -> Element {
    let counted = counter.is_some();
    el("section.app")
        .attr("aria-label", edition.site.name.clone())
        .with(top(edition, route, counted))
        .with(menu::menu(edition, route))
        .with(el("div.main").with(main))
        .with(counter.map(|counter| el("div.ear").with(counter)))
        .with(footer::footer(edition, feed, counted))
}

/// A page in its frame. `counter` is shown where there are counts; `feed` is the address of the news as a feed.
#[must_use]
pub fn frame(edition: &Edition, route: &Route, main: Markup, counter: Option<Markup>, feed: String) -> Markup {
    let skip = el("a.skip href=#content").with(edition.text().skip_to_content);
    let counted = counter.is_some();
    let ear = counter.map(|counter| el("aside.ear").with(counter));
    [skip, top(edition, route, counted), menu::menu(edition, route), el("main id=content tabindex=-1").with(main)]
        .into_iter()
        .chain(ear)
        .chain([footer::footer(edition, feed, counted)])
        .collect()
}

/// The masthead. The counter comes late in the page, and its place at the top must be there before.
fn top(edition: &Edition, route: &Route, counted: bool) -> Element {
    masthead::masthead(edition, route).attr("data-counted", counted.then(String::new))
}
