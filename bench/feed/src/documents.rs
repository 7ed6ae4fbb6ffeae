//! The same articles in every format, as its system writes them.

use bantin_bench_news::Article;
use bantin_feed::Format;
use quick_xml::escape::escape;
use serde_json::{Value, json};

/// How long a body is here: so that a document has some 20 MB.
pub(crate) const LONG: std::ops::Range<usize> = 1_000..2_000;

/// Who wrote all of them.
const AUTHOR: &str = "Văn phòng UBND phường";

/// A document of a format, with all articles.
pub(crate) fn document(format: Format, articles: &[Article]) -> String {
    let all = |tell: fn(&Article) -> Value| Value::from(articles.iter().map(tell).collect::<Vec<_>>());
    match format {
        Format::Auto | Format::JsonFeed => bantin_bench_news::json_feed(articles),
        Format::WordPress => all(word_press).to_string(),
        Format::SharePoint => {
            json!({ "odata.metadata": "https://a/_api/$metadata#SP.ListData", "value": all(share_point) }).to_string()
        }
        Format::Ghost => json!({ "posts": all(ghost), "meta": {"pagination": {"page": 1, "pages": 1}} }).to_string(),
        Format::Liferay => json!({ "items": all(liferay), "page": 1, "lastPage": 1, "pageSize": 10_000 }).to_string(),
        Format::Drupal => json!({ "jsonapi": {}, "data": all(drupal), "included": [
            {"type": "user--user", "id": "u", "attributes": {"display_name": AUTHOR}},
        ] })
        .to_string(),
        Format::GovUk => json!({ "results": all(gov_uk), "total": articles.len(), "start": 0 }).to_string(),
        Format::NewsArticle => json!({ "@context": "https://schema.org", "@graph": all(news_article) }).to_string(),
        Format::Rss => xml(
            "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\
             <channel><title>Tin</title><link>https://a.vn/</link><description>Tin</description>",
            articles,
            rss,
            "</channel></rss>",
        ),
        Format::Atom => xml(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Tin</title><id>a</id><updated>2026-11-12T01:05:00Z</updated>",
            articles,
            atom,
            "</feed>",
        ),
        Format::Sitemap => xml(
            "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">",
            articles,
            sitemap,
            "</urlset>",
        ),
        // Of a page 4 MB are read at most: nobody writes such a document.
        Format::Page => String::new(),
    }
}

fn xml(head: &str, articles: &[Article], tell: fn(&Article) -> String, end: &str) -> String {
    let mut text = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{head}\n");
    articles.iter().for_each(|article| text.push_str(&tell(article)));
    text + end
}

fn address(article: &Article) -> String {
    format!("https://phuong.example/tin/{}", article.number)
}

fn word_press(article: &Article) -> Value {
    json!({
        "id": article.number, "date": article.date.get(..19), "date_gmt": article.date.get(..19), "slug": format!("tin-{}", article.number),
        "status": "publish", "type": "post", "link": address(article), "title": {"rendered": article.title},
        "content": {"rendered": article.html, "protected": false}, "excerpt": {"rendered": format!("<p>{}</p>\n", article.title)},
        "author": 1, "featured_media": 0, "sticky": false, "categories": [7],
        "_embedded": {
            "author": [{"id": 1, "name": AUTHOR}],
            "wp:term": [[{"id": 7, "name": article.category, "slug": "muc", "taxonomy": "category"}]],
        },
    })
}

fn share_point(article: &Article) -> Value {
    json!({
        "Id": article.number, "Title": article.title, "Body": article.html, "Created": article.date, "Modified": article.date,
        "FileRef": format!("/tin/Lists/Tin/{}_.000", article.number), "Category": {"Title": article.category}, "Author": {"Title": AUTHOR},
    })
}

fn ghost(article: &Article) -> Value {
    json!({
        "id": format!("{:024x}", article.number), "uuid": format!("u-{}", article.number), "title": article.title, "html": article.html,
        "slug": format!("tin-{}", article.number), "url": address(article), "published_at": article.date, "updated_at": article.date,
        "featured": false, "visibility": "public", "tags": [{"name": article.category, "slug": "muc"}], "authors": [{"name": AUTHOR}],
    })
}

fn liferay(article: &Article) -> Value {
    json!({
        "id": article.number, "title": article.title, "description": article.title, "datePublished": article.date,
        "dateModified": article.date, "friendlyUrlPath": format!("tin-{}", article.number), "creator": {"name": AUTHOR},
        "contentStructureId": 9, "taxonomyCategoryBriefs": [{"taxonomyCategoryId": 7, "taxonomyCategoryName": article.category}],
        "contentFields": [{"name": "NoiDung", "dataType": "string", "contentFieldValue": {"data": article.html}}],
    })
}

fn drupal(article: &Article) -> Value {
    json!({
        "type": "node--tin", "id": format!("n-{}", article.number),
        "attributes": {
            "drupal_internal__nid": article.number, "title": article.title, "status": true, "created": article.date, "changed": article.date,
            "path": {"alias": format!("/tin/tin-{}", article.number)}, "body": {"value": "", "processed": article.html, "summary": article.title},
        },
        "relationships": {"uid": {"data": {"type": "user--user", "id": "u"}}},
    })
}

fn gov_uk(article: &Article) -> Value {
    json!({
        "title": article.title, "link": format!("/tin/{}", article.number), "description": article.html, "public_timestamp": article.date,
        "organisations": [{"title": AUTHOR}],
    })
}

fn news_article(article: &Article) -> Value {
    json!({
        "@type": "NewsArticle", "@id": address(article), "url": address(article), "headline": article.title, "articleBody": article.html,
        "datePublished": article.date, "dateModified": article.date, "articleSection": article.category,
        "author": {"@type": "Organization", "name": AUTHOR},
    })
}

fn rss(article: &Article) -> String {
    let (title, address, html) = (escape(&article.title), address(article), escape(&article.html));
    format!(
        "<item><title>{title}</title><link>{address}</link><guid>{address}</guid><pubDate>Thu, 12 Nov 2026 01:05:00 +0000</pubDate>\
         <category>{}</category><dc:creator>{AUTHOR}</dc:creator><description>{title}</description><content:encoded>{html}</content:encoded></item>\n",
        escape(article.category)
    )
}

fn atom(article: &Article) -> String {
    let (title, address, html) = (escape(&article.title), address(article), escape(&article.html));
    format!(
        "<entry><id>{address}</id><title>{title}</title><link href=\"{address}\"/><published>{date}</published><updated>{date}</updated>\
         <category term=\"{}\"/><author><name>{AUTHOR}</name></author><content type=\"html\">{html}</content></entry>\n",
        escape(article.category),
        date = article.date
    )
}

fn sitemap(article: &Article) -> String {
    format!(
        "<url><loc>{}</loc><lastmod>{date}</lastmod><news:news><news:publication><news:name>Tin</news:name><news:language>vi</news:language>\
         </news:publication><news:publication_date>{date}</news:publication_date><news:title>{}</news:title></news:news></url>\n",
        address(article),
        escape(&article.title),
        date = article.date
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::formats;
    use bantin_feed::{Given, detect, read};

    #[test]
    fn every_document_is_told_by_its_bytes_and_read_whole() {
        let _alone = crate::ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let articles = bantin_bench_news::articles(LONG);
        let some = articles.get(..50).unwrap();
        for format in formats() {
            let document = document(format, some);
            assert_eq!(detect(document.as_bytes()).map(|found| found.format), Ok(format), "{format}");
            let reading = read(document.as_bytes(), format, &Given::default()).unwrap();
            assert_eq!((reading.feed.items.len(), reading.refused), (50, vec![]), "{format}");
            let last = reading.feed.items.last().unwrap();
            assert_eq!(last.title.as_deref(), Some(some[49].title.as_str()), "{format}");
            assert!(last.date_published.is_some(), "{format}");
        }
    }
}
