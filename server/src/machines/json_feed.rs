//! JSON Feed 1.1, <https://www.jsonfeed.org/version/1.1/>.

use bantin_feed::{Article, Author, Feed, write_json_feed};

use super::channel::{Channel, Entry};

/// The document. Ids and `_bantin` are those of the API, so that another server can import it.
pub(super) fn write(channel: Channel) -> String {
    let author = Author { name: Some(channel.site), url: Some(channel.page.clone()), avatar: None };
    write_json_feed(&Feed {
        title: channel.title,
        home_page_url: Some(channel.page),
        feed_url: Some(channel.own),
        next_url: channel.next,
        icon: Some(channel.icon),
        authors: vec![author],
        language: Some(channel.language.to_owned()),
        total: Some(channel.total),
        page: Some(channel.number),
        pages: Some(channel.pages),
        items: channel.entries.into_iter().map(item).collect(),
        ..Feed::default()
    })
}

fn item(entry: Entry) -> Article {
    let Entry { title, link, article, .. } = entry;
    // An item must have content.
    let has_none = article.content_html.is_none() && article.content_text.is_none();
    let content_text = if has_none { article.summary.clone().or(Some(title)) } else { article.content_text };
    Article { url: Some(link), content_text, ..article }
}
