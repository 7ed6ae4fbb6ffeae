//! A feed as JSON Feed 1.1. The writer is by hand: it needs no tree of values, and keeps the keys in
//! the order of the specification whatever features `serde_json` is built with.

use super::json_text::Json;
use crate::{Article, Author, Feed, Neighbour, plain_text};

/// Writes a feed as JSON Feed 1.1 (jsonfeed.org), on one line, keys in the order of the specification,
/// without what is missing. [`read_json_feed`](crate::read_json_feed) reads it back equal, but for the sizes of pictures:
/// those only [`read_written`](crate::read_written) takes.
///
/// A text that holds what looks like HTML is written as it is, as the specification wants; the feed or the item then has
/// `"plain": true` in its `_bantin`, so that reading it leaves the text alone. An article without content
/// is written without, although the specification wants one.
pub fn write_json_feed(feed: &Feed) -> String {
    write_json_feed_with(feed, &[])
}

/// As [`write_json_feed`], with more in the feed's `_bantin`: keys, and JSON as it is written.
pub fn write_json_feed_with(feed: &Feed, more: &[(&str, String)]) -> String {
    let mut json = Json(String::from("{"));
    json.text("version", "https://jsonfeed.org/version/1.1");
    json.text("title", &feed.title);
    json.optional("home_page_url", &feed.home_page_url);
    json.optional("feed_url", &feed.feed_url);
    json.optional("description", &feed.description);
    json.optional("user_comment", &feed.user_comment);
    json.optional("next_url", &feed.next_url);
    json.optional("icon", &feed.icon);
    json.optional("favicon", &feed.favicon);
    json.authors(&feed.authors);
    json.optional("language", &feed.language);
    json.flag("expired", feed.expired);
    let hubs = json.begin("hubs", '[');
    for hub in &feed.hubs {
        let start = json.begin("", '{');
        json.text("type", &hub.kind);
        json.text("url", &hub.url);
        json.end(start, '}');
    }
    json.end(hubs, ']');
    let bantin = json.begin("_bantin", '{');
    json.number("total", feed.total);
    json.number("page", feed.page);
    json.number("pages", feed.pages);
    let texts = [Some(&feed.title), feed.description.as_ref()];
    let names = feed.authors.iter().map(|author| author.name.as_ref());
    json.flag("plain", texts.into_iter().chain(names).any(looks_like_html));
    for (key, written) in more {
        json.key(key);
        json.0.push_str(written);
    }
    json.end(bantin, '}');
    json.key("items");
    json.0.push('[');
    for article in &feed.items {
        json.article(article);
    }
    json.0.push_str("]}");
    json.0
}

/// Whether reading a text as one of a foreign feed would change it.
fn looks_like_html(text: Option<&String>) -> bool {
    text.is_some_and(|text| plain_text(text) != *text)
}

fn any_looks_like_html(article: &Article) -> bool {
    let mut texts = vec![article.title.as_ref(), article.summary.as_ref()];
    texts.extend(article.authors.iter().map(|author| author.name.as_ref()));
    texts.extend(article.categories.iter().map(|category| Some(&category.name)));
    texts.extend(article.attachments.iter().map(|file| file.title.as_ref()));
    texts.extend(article.newer.iter().chain(&article.older).map(|article| Some(&article.title)));
    texts.into_iter().any(looks_like_html)
}

impl Json {
    fn article(&mut self, article: &Article) {
        let item = self.begin("", '{');
        self.text("id", &article.id);
        self.optional("url", &article.url);
        self.optional("external_url", &article.external_url);
        self.optional("title", &article.title);
        self.optional("content_html", &article.content_html);
        self.optional("content_text", &article.content_text);
        self.optional("summary", &article.summary);
        self.optional("image", &article.image);
        self.optional("banner_image", &article.banner_image);
        self.date("date_published", article.date_published);
        self.date("date_modified", article.date_modified);
        self.authors(&article.authors);
        let tags = self.begin("tags", '[');
        for category in &article.categories {
            self.text("", &category.name);
        }
        self.end(tags, ']');
        self.optional("language", &article.language);
        let attachments = self.begin("attachments", '[');
        for file in &article.attachments {
            let start = self.begin("", '{');
            self.text("url", &file.url);
            self.text("mime_type", &file.mime_type);
            self.optional("title", &file.title);
            self.number("size_in_bytes", file.size_in_bytes);
            self.number("duration_in_seconds", file.duration_in_seconds);
            self.end(start, '}');
        }
        self.end(attachments, ']');
        self.bantin(article);
        self.end(item, '}');
    }

    fn bantin(&mut self, article: &Article) {
        let bantin = self.begin("_bantin", '{');
        if !article.slug.is_empty() {
            self.text("slug", &article.slug);
        }
        let categories = self.begin("categories", '[');
        for category in &article.categories {
            self.text("", &category.slug);
        }
        self.end(categories, ']');
        self.number("views", article.views);
        self.flag("pinned", article.pinned);
        let translations = self.begin("translations", '[');
        for translation in &article.translations {
            let start = self.begin("", '{');
            self.text("language", &translation.language);
            self.text("id", &translation.id);
            self.optional("slug", &translation.slug);
            self.end(start, '}');
        }
        self.end(translations, ']');
        if let Some(picture) = &article.picture {
            let start = self.begin("picture", '{');
            self.text("srcset", &picture.srcset);
            self.number("width", Some(picture.width));
            self.number("height", Some(picture.height));
            self.end(start, '}');
        }
        self.neighbours("newer", &article.newer);
        self.neighbours("older", &article.older);
        self.flag("plain", any_looks_like_html(article));
        self.end(bantin, '}');
    }

    fn neighbours(&mut self, key: &str, neighbours: &[Neighbour]) {
        let list = self.begin(key, '[');
        for neighbour in neighbours {
            let start = self.begin("", '{');
            self.text("id", &neighbour.id);
            self.text("title", &neighbour.title);
            self.text("slug", &neighbour.slug);
            self.date("date_published", neighbour.date_published);
            self.end(start, '}');
        }
        self.end(list, ']');
    }

    fn authors(&mut self, authors: &[Author]) {
        let list = self.begin("authors", '[');
        for author in authors {
            let start = self.begin("", '{');
            self.optional("name", &author.name);
            self.optional("url", &author.url);
            self.optional("avatar", &author.avatar);
            self.end(start, '}');
        }
        self.end(list, ']');
    }
}
