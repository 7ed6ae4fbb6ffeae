//! Page numbers: real links, so that a page can be kept, shared and opened in a new tab.

use crate::markup::{Element, el};
use crate::text::{Text, number};

/// Where a listing stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pages {
    /// The page shown, from 1.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
    /// The address of each page that [`Pages::shown`] names, in the same order.
    pub hrefs: Vec<(u32, String)>,
}

impl Pages {
    /// The pages that are linked, in order: the first, the last, and those around the one shown.
    #[must_use]
    pub fn shown(page: u32, pages: u32) -> Vec<u32> {
        (1..=pages.min(1))
            .chain(page.saturating_sub(2).max(2)..=page.saturating_add(2).min(pages.saturating_sub(1)))
            .chain((pages > 1).then_some(pages))
            .collect()
    }

    /// The pages of a listing, with addresses from `href`.
    #[must_use]
    pub fn new(page: u32, pages: u32, href: impl Fn(u32) -> String) -> Self {
        Self { page, pages, hrefs: Self::shown(page, pages).into_iter().map(|page| (page, href(page))).collect() }
    }

    fn href(&self, page: u32) -> Option<String> {
        self.hrefs.iter().find(|(at, _)| *at == page).map(|(_, href)| href.clone())
    }
}

/// The links, or nothing where one page holds all.
#[must_use]
pub fn pagination(pages: &Pages, text: &'static Text) -> Option<Element> {
    if pages.pages <= 1 {
        return None;
    }
    let step = |to: Option<u32>, rel: &'static str, name: &'static str| {
        let href = to.and_then(|page| pages.href(page))?;
        Some(el("li").with(el("a").attr("rel", rel).attr("href", href).with(name)))
    };
    let mut list = el("ul").with(step(pages.page.checked_sub(1), "prev", text.previous_page));
    let mut before = 0;
    for (page, href) in &pages.hrefs {
        let gap = (*page > before + 1).then(|| el("li.gap aria-hidden=true").with("…"));
        let link = el("a")
            .attr("href", href.clone())
            .attr("aria-label", format!("{} {page}", text.page))
            .attr("aria-current", (*page == pages.page).then_some("page"))
            .with(number(u64::from(*page), text.language));
        list = list.with(gap).with(el("li").with(link));
        before = *page;
    }
    let list = list.with(step(pages.page.checked_add(1), "next", text.next_page));
    let place = el("p").with(text.page_of(pages.page, pages.pages));
    Some(el("nav.pagination").attr("aria-label", text.pages).with(place).with(list))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_the_last_and_those_around_are_linked() {
        assert_eq!(Pages::shown(1, 1), [1]);
        assert_eq!(Pages::shown(1, 3), [1, 2, 3]);
        assert_eq!(Pages::shown(5, 9), [1, 3, 4, 5, 6, 7, 9]);
        assert_eq!(Pages::shown(1, 500), [1, 2, 3, 500]);
        assert_eq!(Pages::shown(500, 500), [1, 498, 499, 500]);
        assert!(Pages::shown(1, 0).is_empty());
        assert_eq!(Pages::shown(u32::MAX, u32::MAX).last(), Some(&u32::MAX));
    }
}
