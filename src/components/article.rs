//! One article, whole.

use super::{Edition, attachments, body, breadcrumb, neighbours};
use crate::clean_html::CleanHtml;
use crate::route::Route;
use crate::text::DateForm;
use bantin_api::Language;
use bantin_feed::Article;
use leptos::prelude::*;

/// The article; `views` is shown beside its date, where counts are to be had.
#[must_use]
pub fn article<V: IntoView + 'static>(
    article: &Article,
    html: &CleanHtml,
    edition: &Edition,
    views: V,
) -> impl IntoView + use<V> {
    let text = edition.text();
    let lang = edition.foreign(article.language.as_deref());
    let title = article.title.clone().unwrap_or_else(|| text.untitled.to_owned());
    let category = article
        .categories
        .first()
        .map(|c| (edition.category_href(&c.slug), edition.category_name(&c.slug, &c.name)));
    let published = article.date_published.map(|when| edition.time(when, edition.date_form));
    let updated = article
        .date_modified
        .filter(|modified| article.date_published.is_none_or(|published| *modified > published))
        .map(|when| edition.time(when, DateForm::Short));
    let authors: Vec<_> = article.authors.iter().filter_map(|author| author.name.clone()).collect();
    let original = article.external_url.clone();
    view! {
        <article class="article">
            {breadcrumb::breadcrumb(category.clone(), edition)}
            <header>
                {category.map(|(href, name)| view! { <p class="kicker"><a href=href>{name}</a></p> })}
                <h1 tabindex="-1" lang=lang.clone()>{title}</h1>
                <p class="byline">
                    {published.map(|(machine, human)| view! { <time datetime=machine>{human}</time> })}
                    {(!authors.is_empty()).then(|| view! { <span class="author">{authors.join(", ")}</span> })}
                    {updated.map(|(machine, human)| view! {
                        <span class="updated">{text.updated}" "<time datetime=machine>{human}</time></span>
                    })}
                    {views}
                </p>
                {translations(article, edition)}
                {article.summary.clone().map(|summary| view! { <p class="summary" lang=lang.clone()>{summary}</p> })}
            </header>
            {lead_picture(article, html).map(|picture| view! {
                <figure class="lead-picture"><img src=picture alt="" width="1200" height="800"/></figure>
            })}
            {if html.as_str().trim().is_empty() {
                view! { <p class="notice">{text.no_body}</p> }.into_any()
            } else {
                body::body(html, lang).into_any()
            }}
            {original.map(|href| view! { <p class="original"><a href=href>{text.original}</a></p> })}
            {attachments::attachments(&article.attachments, edition)}
            {neighbours::neighbours(&article.newer, &article.older, edition)}
        </article>
    }
}

/// The article's picture, unless its body already shows one at its head.
fn lead_picture(article: &Article, html: &CleanHtml) -> Option<String> {
    let opening = html.as_str().trim_start();
    let has_own = opening.starts_with("<figure") || opening.starts_with("<img") || opening.starts_with("<p><img");
    article.image.clone().or_else(|| article.banner_image.clone()).filter(|_| !has_own)
}

/// Links to the same article in other languages, each named in its own.
fn translations(article: &Article, edition: &Edition) -> impl IntoView + use<> {
    let links = article.translations.iter().filter_map(|translation| {
        let language = Language::of_tag(&translation.language)?;
        let route = Route::Article {
            id: translation.id.clone(),
            slug: translation.slug.clone().unwrap_or_default(),
        };
        let shown_in = if edition.addresses.languages.contains(&language) { language } else { edition.language };
        let href = edition.addresses.href(shown_in, &route);
        let name = crate::text::text(language).translation;
        Some(view! { <p class="translation"><a href=href hreflang=language.tag() lang=language.tag()>{name}</a></p> })
    });
    links.collect_view()
}

/// The views of an article, as they stand beside its date.
#[must_use]
pub fn views(count: u64, edition: &Edition) -> impl IntoView + use<> {
    view! { <span class="views">{edition.text().views_sentence(count)}</span> }
}
