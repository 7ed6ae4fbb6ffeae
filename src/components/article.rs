//! One article, whole.

use super::card::{FIRST, Shown};
use super::{Edition, attachments, body, breadcrumb, neighbours, time};
use crate::clean_html::CleanHtml;
use crate::markup::{Element, Markup, el};
use crate::route::Route;
use crate::text::{DateForm, text};
use bantin_api::Language;
use bantin_feed::Article;

/// From how many bytes on a title is set smaller: at the usual size it would fill a phone's screen.
const LONG_TITLE: usize = 180;

/// How wide the picture above an article's body is on which screen.
const IN_ARTICLE: &str = "(min-width:1000px) 800px,min(95vw,640px)";

/// The article; `views` is shown beside its date, where counts are to be had.
#[must_use]
pub fn article(article: &Article, html: &CleanHtml, edition: &Edition, views: Markup) -> Element {
    let text = edition.text();
    let lang = edition.foreign(article.language.as_deref());
    let category = edition.main_category(article);
    let kicker = |(href, name)| el("p.kicker").with(el("a").attr("href", href).with(name));
    let summary = |summary| el("p.summary").attr("lang", lang.clone()).with(summary);
    let is_long = article.title.as_ref().is_some_and(|title| title.len() > LONG_TITLE);
    let heading = if is_long { "h1.long tabindex=-1" } else { "h1 tabindex=-1" };
    let header = el("header")
        .with(category.clone().map(kicker))
        .with(el(heading).attr("lang", lang.clone()).with(edition.title_of(article)))
        .with(byline(article, edition, views))
        .with(edition.own_page.then(|| aids(edition)))
        .with(translations(article, edition))
        .with(article.summary.clone().map(summary));
    let picture = lead_picture(article, html);
    let picture = picture.map(|picture| el("figure.lead-picture").with(picture.image(FIRST, IN_ARTICLE)));
    let body = if html.as_str().trim_ascii().is_empty() {
        el("p.notice").with(text.no_body)
    } else {
        body::body(html, lang.clone())
    };
    let original = |href| el("p.original").with(el("a").attr("href", href).with(text.original));
    el("article.article")
        .with(breadcrumb::breadcrumb(category, edition))
        .with(header)
        .with(picture)
        .with(body)
        .with(article.external_url.clone().map(original))
        .with(attachments::attachments(&article.attachments, edition))
        .with(neighbours::neighbours(&article.newer, &article.older, edition))
}

/// What can be done with it. A script does it, and where there is none the buttons are not seen.
fn aids(edition: &Edition) -> Element {
    let text = edition.text();
    let button =
        |aid: &'static str, name: &'static str| el("button.plain type=button").attr("data-aid", aid).with(name);
    el("p.aids").with(button("listen", text.listen)).with(button("share", text.share)).with(button("print", text.print))
}

/// When, by whom, corrected when, read how often.
fn byline(article: &Article, edition: &Edition, views: Markup) -> Element {
    let text = edition.text();
    let authors: Vec<_> = article.authors.iter().filter_map(|author| author.name.clone()).collect();
    let authors = (!authors.is_empty()).then(|| el("span.author").with(authors.join(", ")));
    let later = |modified: &_| article.date_published.is_none_or(|published| *modified > published);
    let updated = article
        .date_modified
        .filter(later)
        .map(|when| el("span.updated").with(text.updated).with(" ").with(time(edition.time(when, DateForm::Short))));
    let published = article.date_published.map(|when| time(edition.time(when, edition.date_form)));
    el("p.byline").with(published).with(authors).with(updated).with(views)
}

/// The article's picture, unless its body already shows one at its head.
fn lead_picture(article: &Article, html: &CleanHtml) -> Option<Shown> {
    let opening = html.as_str().trim_ascii_start();
    let has_own =
        ["<figure", "<img", "<p><img", "<div class=\"gallery\""].iter().any(|start| opening.starts_with(start));
    if has_own { None } else { Shown::of(article) }
}

/// Links to the same article in other languages, each named in its own.
fn translations(article: &Article, edition: &Edition) -> Markup {
    let link = |translation: &bantin_feed::Translation| {
        let language = Language::of_tag(&translation.language)?;
        let route = Route::Article { id: translation.id.clone(), slug: translation.slug.clone().unwrap_or_default() };
        let shown_in = if edition.addresses.languages.contains(&language) { language } else { edition.language };
        let link = el("a").attr("href", edition.addresses.href(shown_in, &route)).attr("hreflang", language.tag());
        let link = link.attr("lang", language.tag()).with(text(language).translation);
        Some(el("p.translation").with(link))
    };
    article.translations.iter().filter_map(link).collect()
}

/// The views of an article, as they stand beside its date.
#[must_use]
pub fn views(count: u64, edition: &Edition) -> Element {
    el("span.views").with(edition.text().views_sentence(count))
}
