//! Reading back what [`write_json_feed`](crate::write_json_feed) wrote: no guessing, and so a fraction of the code that foreign feeds take.

use crate::json::Json;
use crate::{Article, Attachment, Author, Category, Feed, Neighbour, Picture, Timestamp, Translation};

/// Reads the articles of a feed that this crate wrote, and which page of how many they are, from a parsed document.
/// Addresses are as they were written; what is said of the feed itself is left out.
///
/// `None` where the document has no `items`, which is all that is checked: it is for our own server's answers.
pub fn read_written<J: Json>(document: &J) -> Option<Feed> {
    document.get("items")?;
    let bantin = document.get("_bantin");
    let count = |key: &str| bantin.as_ref()?.count_at(key);
    Some(Feed {
        items: document.list_at("items", article),
        total: count("total"),
        page: count("page"),
        pages: count("pages"),
        ..Feed::default()
    })
}

fn article<J: Json>(item: &J) -> Option<Article> {
    let mut article = Article {
        id: item.text_at("id")?,
        url: item.text_at("url"),
        external_url: item.text_at("external_url"),
        title: item.text_at("title"),
        content_html: item.text_at("content_html"),
        content_text: item.text_at("content_text"),
        summary: item.text_at("summary"),
        image: item.text_at("image"),
        banner_image: item.text_at("banner_image"),
        date_published: date(item, "date_published"),
        date_modified: date(item, "date_modified"),
        authors: authors(item),
        language: item.text_at("language"),
        attachments: item.list_at("attachments", |file| {
            Some(Attachment {
                url: file.text_at("url")?,
                mime_type: file.text_at("mime_type").unwrap_or_default(),
                title: file.text_at("title"),
                size_in_bytes: file.count_at("size_in_bytes"),
                duration_in_seconds: file.count_at("duration_in_seconds"),
            })
        }),
        ..Article::default()
    };
    if let Some(bantin) = item.get("_bantin") {
        let slugs = bantin.list_at("categories", Json::text);
        let names = item.list_at("tags", Json::text);
        article.categories = slugs.into_iter().zip(names).map(|(slug, name)| Category { slug, name }).collect();
        article.slug = bantin.text_at("slug").unwrap_or_default();
        article.views = bantin.count_at("views");
        article.pinned = flag(&bantin, "pinned");
        article.translations = bantin.list_at("translations", |translation| {
            Some(Translation {
                language: translation.text_at("language")?,
                id: translation.text_at("id")?,
                slug: translation.text_at("slug"),
            })
        });
        article.picture = bantin.get("picture").map(|picture| Picture {
            srcset: picture.text_at("srcset").unwrap_or_default(),
            width: picture.count_at("width").unwrap_or_default(),
            height: picture.count_at("height").unwrap_or_default(),
        });
        article.newer = neighbours(&bantin, "newer");
        article.older = neighbours(&bantin, "older");
    }
    Some(article)
}

fn neighbours<J: Json>(bantin: &J, key: &str) -> Vec<Neighbour> {
    bantin.list_at(key, |neighbour| {
        Some(Neighbour {
            id: neighbour.text_at("id")?,
            title: neighbour.text_at("title").unwrap_or_default(),
            slug: neighbour.text_at("slug").unwrap_or_default(),
            date_published: date(neighbour, "date_published"),
        })
    })
}

fn authors<J: Json>(of: &J) -> Vec<Author> {
    of.list_at("authors", |author| {
        let author =
            Author { name: author.text_at("name"), url: author.text_at("url"), avatar: author.text_at("avatar") };
        (author != Author::default()).then_some(author)
    })
}

fn date<J: Json>(of: &J, key: &str) -> Option<Timestamp> {
    Timestamp::parse_rfc3339(&of.text_at(key)?)
}

fn flag<J: Json>(of: &J, key: &str) -> bool {
    of.get(key).is_some_and(|value| value.is_true())
}
