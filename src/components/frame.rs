//! What is around every page.

use super::{Edition, footer, masthead, menu};
use crate::markup::{Element, Markup, el};
use crate::route::Route;

/// All that is seen: a page in its frame, or what stands in for it.
#[must_use]
pub fn whole(shown: Markup) -> Element {
    el("div.app").with(shown)
}

/// A page in its frame. `counter` is shown where there are counts; `feed` is the address of the news as a feed.
#[must_use]
pub fn frame(edition: &Edition, route: &Route, main: Markup, counter: Option<Markup>, feed: String) -> Markup {
    let skip = el("a.skip href=#content").with(edition.text().skip_to_content);
    // The counter comes late in the page, and its place at the top must be there before.
    let masthead = masthead::masthead(edition, route).attr("data-counted", counter.as_ref().map(|_| String::new()));
    let counted = counter.is_some();
    let ear = counter.map(|counter| el("aside.ear").with(counter));
    [skip, masthead, menu::menu(edition, route), el("main id=content tabindex=-1").with(main)]
        .into_iter()
        .chain(ear)
        .chain([footer::footer(edition, feed, counted)])
        .collect()
}
