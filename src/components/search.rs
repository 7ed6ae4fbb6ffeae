//! The page for searching: its field, what is found, and by what that can be narrowed.

use super::breadcrumb::breadcrumb;
use super::card::{self, Card};
use super::pagination::{self, Pages};
use super::{Edition, RENDERED};
use crate::data::{Found, Hit, Search};
use crate::markup::{Element, Markup, el};
use crate::route::Route;
use crate::text::{SearchText, search_text};

/// Categories and years that are offered, at most, of each.
const MOST_FILTERS: usize = 12;

/// The title of the page.
#[must_use]
pub fn title(search: &Search, edition: &Edition) -> String {
    let name = edition.text().search;
    if search.q.is_empty() { name.to_owned() } else { format!("{name}: {}", search.q) }
}

/// The whole page; `found` is `None` where nothing was asked.
#[must_use]
pub fn page(search: &Search, found: Option<&Found>, edition: &Edition) -> Element {
    el(RENDERED).with(content(search, found, edition))
}

/// What stands in it.
#[must_use]
pub fn content(search: &Search, found: Option<&Found>, edition: &Edition) -> Markup {
    let text = search_text(edition.language);
    let heading = el("h1.section tabindex=-1").with(edition.text().search);
    let under = match found {
        Some(found) => results(search, found, edition, text),
        None => el("p.notice").with(text.advice).into(),
    };
    [breadcrumb(None, edition).into(), heading.into(), form(search, edition, text).into(), under].into()
}

/// The address of a search.
fn href(search: &Search, edition: &Edition) -> String {
    edition.href(&Route::Search { query: search.query() })
}

fn form(search: &Search, edition: &Edition, text: &'static SearchText) -> Element {
    let field = |id: &'static str, label: &'static str, input: Element| {
        el("p.field").with(el("label").attr("for", id).with(label)).with(input.attr("id", id))
    };
    let day = |name: &'static str, value: &Option<String>| {
        el("input type=date").attr("name", name).attr("value", value.clone())
    };
    let q = el("input type=search name=q autocomplete=off enterkeyhint=search maxlength=400 aria-keyshortcuts=/")
        .attr("value", search.q.clone());
    let kept = |name: &'static str, value: &Option<String>| {
        value.clone().map(|value| el("input type=hidden").attr("name", name).attr("value", value))
    };
    let days = el("div.days").with(field("search-from", text.from, day("from", &search.from))).with(field(
        "search-to",
        text.to,
        day("to", &search.to),
    ));
    let is_open = search.from.is_some() || search.to.is_some();
    let by_day = el("details").attr("open", is_open.then_some("")).with(el("summary").with(text.by_day)).with(days);
    let asked = el("div.asked")
        .with(field("search-q", edition.text().search, q))
        .with(el("button type=submit").with(edition.text().search));
    el("form.search-form role=search method=get")
        .attr("action", edition.href(&Route::Search { query: String::new() }))
        .with(asked)
        .with(kept("category", &search.category))
        .with(kept("lang", &search.lang))
        .with(by_day)
}

fn results(search: &Search, found: &Found, edition: &Edition, text: &'static SearchText) -> Markup {
    let q = found.instead.as_deref().unwrap_or(&search.q);
    let offered = found.instead.as_ref().map(|instead| {
        let said =
            if found.left_out.is_empty() { text.instead(&search.q, instead) } else { text.left_out(&found.left_out) };
        let link = Search { q: instead.clone(), ..search.first_page() };
        el("p.offered").with(said).with(" ").with(el("a").attr("href", href(&link, edition)).with(instead.clone()))
    });
    let count = el("p.found role=status").with(text.found(found.total, found.more, q));
    let nothing = found.hits.is_empty().then(|| el("p.notice").with(text.nothing_advice));
    let rows: Markup = found.hits.iter().map(|hit| row(hit, edition)).collect();
    let list = el("section.listing.results").attr("aria-label", text.results).with(nothing).with(rows);
    let pages = Pages::new(found.page, found.pages, |page| href(&Search { page, ..search.clone() }, edition));
    let pages = pagination::pagination(&pages, edition.text());
    [offered.into(), count.into(), filters(search, found, edition, text), list.with(pages).into()].into()
}

fn row(hit: &Hit, edition: &Edition) -> Element {
    let title =
        if hit.title.is_empty() { Markup::Text(edition.title_of(&hit.article).into()) } else { marked(&hit.title) };
    card::found(&Card::of(&hit.article, edition), title, marked(&hit.excerpt))
}

/// Every second piece, from the second on, is marked.
fn marked(pieces: &[String]) -> Markup {
    let piece = |(at, piece): (usize, &String)| {
        if at % 2 == 1 { el("mark").with(piece.clone()).into() } else { Markup::Text(piece.clone().into()) }
    };
    Markup::Many(pieces.iter().enumerate().filter(|(_, piece)| !piece.is_empty()).map(piece).collect())
}

/// Links that narrow what is found, each with how many would be left; and those that take a filter off.
fn filters(search: &Search, found: &Found, edition: &Edition, text: &'static SearchText) -> Markup {
    let search = search.first_page();
    let link = |narrower: Search, name: String, articles: u64, chosen: bool| {
        let link = el("a").attr("href", href(&narrower, edition)).attr("aria-current", chosen.then_some("true"));
        let off = chosen.then(|| el("span.visually-hidden").with(format!(" – {}", text.take_off)));
        el("li").with(link.with(text.filter(&name, articles)).with(off))
    };
    let categories = found.categories.iter().take(MOST_FILTERS).map(|(slug, articles)| {
        let chosen = search.category.as_ref() == Some(slug);
        let category = (!chosen).then(|| slug.clone());
        link(Search { category, ..search.clone() }, edition.category_name(slug, slug), *articles, chosen)
    });
    let years = found.years.iter().take(MOST_FILTERS).map(|(year, articles)| {
        let (first, last) = (format!("{year:04}-01-01"), format!("{year:04}-12-31"));
        let chosen = search.from.as_ref() == Some(&first) && search.to.as_ref() == Some(&last);
        let (from, to) = if chosen { (None, None) } else { (Some(first), Some(last)) };
        link(Search { from, to, ..search.clone() }, year.to_string(), *articles, chosen)
    });
    let group = |name: &'static str, links: Vec<Element>| {
        // One choice is none, unless it is made already.
        let useful = links.len() > 1 || search.category.is_some() || search.from.is_some();
        useful.then(|| el("div.filter").with(el("h2").with(name)).with(el("ul").with(links)))
    };
    let (categories, years) = (group(text.category, categories.collect()), group(text.year, years.collect()));
    if categories.is_none() && years.is_none() {
        return Markup::Many(Vec::new());
    }
    el("nav.filters").attr("aria-label", text.filters).with(categories).with(years).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::Addresses;
    use crate::text::DateForm;
    use bantin_api::{Category, Language, Site};
    use bantin_feed::Article;
    use std::sync::Arc;

    fn edition() -> Edition {
        let categories = vec![Category { slug: "a".into(), name: "Mục A".into(), name_en: None }];
        let site = Site { categories, ..Site::default() };
        let addresses = Arc::new(Addresses::paths("/", &[Language::Vi]));
        Edition { site: Arc::new(site), language: Language::Vi, addresses, date_form: DateForm::Day, own_page: true }
    }

    fn html(search: &Search, found: &Found) -> String {
        let mut html = String::new();
        content(search, Some(found), &edition()).print(&mut html);
        html
    }

    #[test]
    fn what_was_asked_for_is_marked_and_nothing_is_html() {
        let hit = Hit {
            article: Article {
                id: "7".into(),
                slug: "a".into(),
                title: Some("<b>Cúp</b>".into()),
                ..Article::default()
            },
            title: vec![String::new(), "<b>Cúp".into(), "</b>".into()],
            excerpt: vec!["… ".into(), "cúp".into()],
        };
        let found = Found { hits: vec![hit], total: 1, page: 1, pages: 1, ..Found::default() };
        let search = Search { q: "\"><script>".into(), ..Search::default() };
        let html = html(&search, &found);
        assert!(html.contains("<mark>&lt;b&gt;Cúp</mark>&lt;/b&gt;"), "{html}");
        assert!(html.contains("… <mark>cúp</mark>") && !html.contains("<script>"), "{html}");
    }

    #[test]
    fn a_filter_that_is_chosen_leads_back_to_all() {
        let found = Found { categories: vec![("a".into(), 1200)], years: vec![(2026, 3)], ..Found::default() };
        let search = Search { q: "x".into(), category: Some("a".into()), page: 4, ..Search::default() };
        let html = html(&search, &found);
        assert!(html.contains("<a href=\"/tim-kiem?q=x\" aria-current=\"true\">Mục A (1.200)"), "{html}");
        assert!(
            html.contains("href=\"/tim-kiem?q=x&amp;category=a&amp;from=2026-01-01&amp;to=2026-12-31\">2026 (3)"),
            "{html}"
        );
    }
}
