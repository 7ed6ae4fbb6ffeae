//! A feed of any format, made of a site's newest articles.

use bantin::components::Edition;
use bantin::route::{FeedAddress, FeedFormat, Route};

use super::channel::{Channel, Entry};
use super::hole::Hole;
use super::urn::urn;
use super::{atom, json_feed, rss};
use crate::content::{Holes, Marks, NewestArticles, Pieces, SiteContent};
use crate::render::edition;

/// Articles on a page of a feed.
pub(super) const PER_FEED: u64 = 30;

/// The place of the origin among the holes; that of each article's views follows.
pub(super) const ORIGIN: usize = 0;

/// The document, and when any of it was last another than before. Addresses of the site begin with what `marks` has for the
/// origin. `None` where there is no such category.
pub(super) fn feed(
    site: &SiteContent,
    address: &FeedAddress,
    number: u64,
    newest: NewestArticles,
    marks: &Marks,
) -> Option<(Pieces<Hole>, Option<i64>)> {
    let edition = edition(site, address.language);
    let ids: Vec<u64> = newest.articles.iter().filter_map(|(article, _)| article.id.parse().ok()).collect();
    let mut channel = channel(site, &edition, address, number, newest, &marks.at(ORIGIN))?;
    let changed = channel.changed;
    let text = match address.format {
        FeedFormat::Rss => rss::write(&channel),
        FeedFormat::Atom => atom::write(&channel),
        FeedFormat::Json => {
            let holes = Holes::fresh();
            for (place, entry) in channel.entries.iter_mut().enumerate() {
                entry.article.views = Some(holes.number(place));
            }
            let mut text = json_feed::write(channel);
            for place in 0..ids.len() {
                text = text.replacen(&holes.number(place).to_string(), &marks.at(ORIGIN + 1 + place), 1);
            }
            text
        }
    };
    let holes: Vec<Hole> = [Hole::Origin].into_iter().chain(ids.into_iter().map(Hole::Views)).collect();
    Some((Pieces::cut_at(text, marks, &holes), changed))
}

fn channel(
    site: &SiteContent,
    edition: &Edition,
    address: &FeedAddress,
    number: u64,
    newest: NewestArticles,
    origin: &str,
) -> Option<Channel> {
    let category = match &address.category {
        None => None,
        Some(slug) => Some(edition.name_of(site.category(slug)?)),
    };
    let language = address.language.tag();
    let own = format!("{origin}{}", address.href(&edition.addresses));
    let page = |number: u64| if number == 1 { own.clone() } else { format!("{own}?page={number}") };
    let entries: Vec<Entry> = newest
        .articles
        .into_iter()
        .map(|(article, changed)| {
            let route = Route::Article { id: article.id.clone(), slug: article.slug.clone() };
            let link = format!("{origin}{}", edition.href(&route));
            Entry {
                id: urn(&site.uid, &["article", &article.id]),
                title: edition.title_of(&article),
                link,
                changed,
                article,
            }
        })
        .collect();
    Some(Channel {
        id: urn(&site.uid, &["feed", language, address.category.as_deref().unwrap_or_default()]),
        title: edition.title(category.as_deref()),
        site: site.site.name.clone(),
        language,
        page: format!("{origin}{}", edition.href(&address.page())),
        own: page(number),
        // Among plain files a query leads nowhere else.
        next: (number < newest.pages && !site.settings.exported).then(|| page(number + 1)),
        icon: format!("{origin}{}icon-512.png", edition.addresses.base),
        changed: entries.iter().map(|entry| entry.changed).max(),
        entries,
        total: newest.total,
        number,
        pages: newest.pages,
    })
}
