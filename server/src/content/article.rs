//! A single article as JSON Feed 1.1: everything, with its body cleaned.

use std::sync::Arc;

use bantin_feed::{
    Article, Attachment, Author, Category, Feed, Format, Given, Neighbour, Timestamp, Translation, read,
    write_json_feed,
};

use super::addresses::Addresses;
use super::old_address::main_category;
use super::pieces::{Holes, Pieces};
use super::{Context, Found, Missing, Ready};
use crate::clean::{self, is_allowed, with_sizes};
use crate::store::{ArticleRow, NeighbourRow, Store, StoreError};

/// Articles before and after.
const NEIGHBOURS: usize = 5;

pub(super) fn make(store: &Arc<dyn Store>, context: &Context, id: u64) -> Result<Found, StoreError> {
    let site = &context.site;
    let Some(row) = store.article(&site.site.id, id)? else { return Ok(Found::Nothing(Missing::Article)) };
    let found = prepared(store, context, &row);
    if row.withdrawn {
        return Ok(Found::Withdrawn(main_category(site, found.as_ref().map(|(article, _)| article))));
    }
    let Some((article, addresses)) = found else { return Ok(Found::Nothing(Missing::Article)) };
    let around = store.neighbours(&site.site.id, id, NEIGHBOURS)?;
    let holes = Holes::fresh();
    let article = Article {
        views: Some(holes.number(0)),
        content_html: article.content_html.as_deref().map(|html| body(html, article.language.as_deref(), addresses)),
        translations: translations(store, context, &row, &article)?,
        newer: around.newer.into_iter().map(neighbour).collect(),
        older: around.older.into_iter().map(neighbour).collect(),
        ..article
    };
    let feed = Feed {
        title: site.site.name.clone(),
        home_page_url: Some(site.settings.root()),
        feed_url: Some(format!("{}/articles/{id}", site.api())),
        language: site.site.languages.first().map(|language| language.tag().to_owned()),
        items: vec![article],
        ..Feed::default()
    };
    let pieces = Pieces::cut(write_json_feed(&feed), holes, &[id]);
    Ok(Found::Ready(Arc::new(Ready {
        generation: context.generation,
        pieces,
        title: row.title,
        slug: row.slug,
        missed: None,
    })))
}

/// A body that can be sent.
fn body(html: &str, language: Option<&str>, addresses: Addresses) -> String {
    let known = addresses.clone();
    let html = clean::body(html, language, move |found| addresses.body(found));
    with_sizes(&html, |address| known.picture(address))
}

/// The article under our id and address, with addresses that lead somewhere. Its body is not cleaned yet.
pub(super) fn prepared(store: &Arc<dyn Store>, context: &Context, row: &ArticleRow) -> Option<(Article, Addresses)> {
    let read = match read(row.article.as_bytes(), Format::JsonFeed, &Given::default()) {
        Ok(reading) => reading.feed.items.into_iter().next(),
        Err(error) => {
            tracing::error!(article = row.id, %error, "a stored article cannot be read");
            None
        }
    };
    let article = read?;
    let addresses = Addresses::new(store, context, &row.source, &row.base, article.url.as_deref());
    let field = |address: &String| addresses.field(address).map(|(address, _)| address).filter(|to| is_allowed(to));
    let attachments = article.attachments.iter().filter_map(|attachment| {
        let (url, size) = addresses.field(&attachment.url)?;
        let known = attachment.size_in_bytes.filter(|size| *size > 0);
        is_allowed(&url).then(|| Attachment { url, size_in_bytes: known.or(size), ..attachment.clone() })
    });
    let authors = article.authors.iter().map(|author| Author {
        name: author.name.clone(),
        url: author.url.as_ref().and_then(field),
        avatar: author.avatar.as_ref().and_then(field),
    });
    let image = article.image.as_ref().and_then(field);
    let banner_image = article.banner_image.as_ref().and_then(field);
    let shown = Article {
        picture: image.as_ref().or(banner_image.as_ref()).and_then(|address| addresses.picture(address)),
        id: row.id.to_string(),
        url: Some(context.site.page_of(row.id, &row.slug)),
        external_url: article.external_url.as_ref().and_then(field),
        image,
        banner_image,
        attachments: attachments.collect(),
        authors: authors.collect(),
        categories: article.categories.iter().map(|category| named(context, category)).collect(),
        slug: row.slug.clone(),
        ..article.clone()
    };
    Some((shown, addresses))
}

/// The name that the site's menu has wins over the source's.
fn named(context: &Context, category: &Category) -> Category {
    let known = context.site.category(&category.slug).map(|known| known.name.clone());
    Category { slug: category.slug.clone(), name: known.unwrap_or_else(|| category.name.clone()) }
}

/// Translations that the same source has given us too, under our ids.
fn translations(
    store: &Arc<dyn Store>,
    context: &Context,
    row: &ArticleRow,
    article: &Article,
) -> Result<Vec<Translation>, StoreError> {
    let mut known = Vec::new();
    for translation in &article.translations {
        if let Some(other) = store.article_of_source(&context.site.site.id, &row.source, &translation.id)? {
            known.push(Translation {
                language: translation.language.clone(),
                id: other.id.to_string(),
                slug: Some(other.slug),
            });
        }
    }
    Ok(known)
}

fn neighbour(row: NeighbourRow) -> Neighbour {
    Neighbour {
        id: row.id.to_string(),
        title: row.title,
        slug: row.slug,
        date_published: row.date_published.as_deref().and_then(Timestamp::parse_rfc3339),
    }
}
