//! One article in a listing: as the lead, as a story of the second row, as a line of a list.

use super::Edition;
use crate::route::Route;
use crate::text::DateForm;
use bantin_feed::Article;
use leptos::prelude::*;

/// What a listing shows of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// The article's own page.
    pub href: String,
    /// The headline.
    pub title: String,
    /// The language of headline and summary, where it is not the page's.
    pub lang: Option<String>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// The picture's address.
    pub picture: Option<String>,
    /// When it was published: for machines, for people.
    pub time: Option<(String, String)>,
    /// The main category: its address and name.
    pub category: Option<(String, String)>,
    /// The word for articles that are kept at the top, where this is one.
    pub pinned: Option<&'static str>,
}

impl Card {
    /// The card of an article in an edition.
    #[must_use]
    pub fn of(article: &Article, edition: &Edition) -> Self {
        let title = article.title.clone().unwrap_or_else(|| edition.text().untitled.to_owned());
        let route = Route::Article { id: article.id.clone(), slug: article.slug.clone() };
        Self {
            href: edition.href(&route),
            title,
            lang: edition.foreign(article.language.as_deref()),
            summary: article.summary.clone(),
            picture: article.image.clone().or_else(|| article.banner_image.clone()),
            time: article.date_published.map(|when| edition.time(when, DateForm::Day)),
            category: article
                .categories
                .first()
                .map(|c| (edition.category_href(&c.slug), edition.category_name(&c.slug, &c.name))),
            pinned: article.pinned.then_some(edition.text().pinned),
        }
    }
}

/// The story that opens the front page, with a large picture.
#[must_use]
pub fn lead(card: Card) -> impl IntoView {
    view! {
        <article class="lead" class:bare=card.picture.is_none() lang=card.lang.clone()>
            {card.picture.clone().map(|picture| figure(card.href.clone(), picture, "eager"))}
            <div class="lead-text">
                {kicker(&card)}
                <h2 class="headline"><a href=card.href.clone()>{card.title.clone()}</a></h2>
                {card.summary.clone().map(|summary| view! { <p class="summary">{summary}</p> })}
            </div>
        </article>
    }
}

/// A story with a picture above its headline.
#[must_use]
pub fn story(card: Card) -> impl IntoView {
    view! {
        <article class="story" lang=card.lang.clone()>
            {card.picture.clone().map(|picture| figure(card.href.clone(), picture, "lazy"))}
            {kicker(&card)}
            <h3 class="headline"><a href=card.href.clone()>{card.title.clone()}</a></h3>
            {card.picture.is_none().then(|| card.summary.clone().map(|summary| view! { <p class="summary">{summary}</p> }))}
        </article>
    }
}

/// A line of a list: headline and summary, the picture small beside them.
#[must_use]
pub fn row(card: Card) -> impl IntoView {
    view! {
        <article class="row" lang=card.lang.clone()>
            <div class="row-text">
                {kicker(&card)}
                <h3 class="headline"><a href=card.href.clone()>{card.title.clone()}</a></h3>
                {card.summary.clone().map(|summary| view! { <p class="summary">{summary}</p> })}
            </div>
            {card.picture.clone().map(|picture| figure(card.href.clone(), picture, "lazy"))}
        </article>
    }
}

/// A headline and its date, nothing more.
#[must_use]
pub fn brief(card: Card) -> impl IntoView {
    view! {
        <article class="brief" lang=card.lang.clone()>
            <h3 class="headline"><a href=card.href.clone()>{card.title.clone()}</a></h3>
            {card.time.map(|(machine, human)| view! { <time datetime=machine>{human}</time> })}
        </article>
    }
}

/// The picture is a second way to the article, so it is hidden from the keyboard and from screen readers.
fn figure(href: String, picture: String, loading: &'static str) -> impl IntoView {
    view! {
        <a class="picture" href=href tabindex="-1" aria-hidden="true">
            <img src=picture alt="" width="1200" height="800" loading=loading decoding="async"/>
        </a>
    }
}

fn kicker(card: &Card) -> impl IntoView + use<> {
    view! {
        <p class="kicker">
            {card.pinned.map(|pinned| view! { <strong class="pinned">{pinned}</strong> })}
            {card.category.clone().map(|(href, name)| view! { <a href=href>{name}</a> })}
            {card.time.clone().map(|(machine, human)| view! { <time datetime=machine>{human}</time> })}
        </p>
    }
}
