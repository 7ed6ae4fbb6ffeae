//! For any article and any language: what the server prints is parsed to the very nodes that the browser builds, and what
//! the browser reads of the server's answer is shown as the server shows it.

use super::frame::{frame, whole};
use super::{Edition, article, front, listing, notice};
use crate::clean_html::CleanHtml;
use crate::data::{Listing, Whole};
use crate::error::LoadError;
use crate::markup::Markup;
use crate::markup::tree::{built, parsed};
use crate::route::{Addresses, Route};
use crate::text::DateForm;
use bantin_api::{Language, Site};
use bantin_feed::{Article, Attachment, Author, Category, Feed, Neighbour, Picture, Timestamp, Translation};
use bantin_feed::{read_written, write_json_feed};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;
use std::sync::Arc;

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zăâđêôơưA-ZỄỘ]{1,8}",
        select(vec![
            " ",
            "<b>",
            "</p>",
            "&amp;",
            "&lt",
            "<",
            "&",
            "\"",
            "'",
            "\r\n",
            "\r",
            "\t",
            "<!--",
            "]]>",
            "</script>"
        ])
        .prop_map(str::to_owned),
        "\\PC",
    ];
    vec(piece, 1..6).prop_map(|pieces| pieces.concat()).prop_filter("blank", |text| !text.trim().is_empty())
}

fn slug() -> impl Strategy<Value = String> {
    "[a-z0-9][a-z0-9-]{0,12}"
}

fn date() -> impl Strategy<Value = Timestamp> {
    (0..4_000_000_000_i64).prop_map(|unix| Timestamp::new(unix, 420))
}

/// Bodies as a cleaner leaves them.
fn body() -> impl Strategy<Value = String> {
    let block = select(vec![
        "<p>Một đoạn &amp; <strong>chữ đậm</strong></p>",
        "<p><img src=\"/a.jpg\" alt=\"\"></p>",
        "<figure><img src=\"/b.jpg\" alt=\"b\"><figcaption>B</figcaption></figure>",
        "<table><tbody><tr><td>1</td></tr></tbody></table>",
        "<h1>A</h1>",
        "<h4>B</h4>",
        "<ul><li>a</li><li>b</li></ul>",
        "<details open=\"\"><summary>a</summary>b</details>",
        "chữ trần ",
    ]);
    vec(block, 0..6).prop_map(|blocks| blocks.concat())
}

fn an_article() -> impl Strategy<Value = Article> {
    let author = of(text()).prop_map(|name| Author { name, ..Author::default() });
    let category = (slug(), text()).prop_map(|(slug, name)| Category { slug, name });
    let file = (slug(), "[a-z]{1,5}/[a-z]{1,5}", of(text()), of(any::<u32>())).prop_map(|(name, kind, title, size)| {
        Attachment {
            url: format!("/media/{name}.pdf?a=1&b=\"2\""),
            mime_type: kind,
            title,
            size_in_bytes: size.map(u64::from),
            duration_in_seconds: None,
        }
    });
    let neighbour = || {
        let one = (slug(), text(), slug(), of(date()));
        vec(one.prop_map(|(id, title, slug, date_published)| Neighbour { id, title, slug, date_published }), 0..3)
    };
    let language = || select(vec!["vi", "en", "fr", "vi-VN"]);
    let translation = (language(), slug(), of(slug())).prop_map(|(language, id, slug)| Translation {
        language: language.to_owned(),
        id,
        slug,
    });
    (
        (slug(), slug(), of(text()), of(text()), body(), of(language())),
        (of(slug()), of(slug()), of(slug()), of(date()), of(date()), any::<bool>()),
        (vec(author, 0..3), vec(category, 0..3), vec(file, 0..3), vec(translation, 0..3), neighbour(), neighbour()),
        of((text(), any::<u32>(), any::<u32>())),
    )
        .prop_map(|((id, slug, title, summary, html, language), b, c, picture)| Article {
            id,
            slug,
            title,
            summary,
            content_html: (!html.is_empty()).then_some(html),
            language: language.map(str::to_owned),
            image: b.0,
            banner_image: b.1,
            picture: picture.map(|(srcset, width, height)| Picture {
                srcset,
                width: width.into(),
                height: height.into(),
            }),
            external_url: b.2,
            date_published: b.3,
            date_modified: b.4,
            pinned: b.5,
            authors: c.0,
            categories: c.1,
            attachments: c.2,
            translations: c.3,
            newer: c.4,
            older: c.5,
            ..Article::default()
        })
}

fn edition() -> impl Strategy<Value = Edition> {
    let languages =
        select(vec![vec![Language::Vi], vec![Language::Vi, Language::En], vec![Language::En, Language::Vi]]);
    let form = select(vec![DateForm::Long, DateForm::Short, DateForm::Day]);
    let categories = vec((slug(), text(), of(text())), 0..4);
    (languages, form, any::<bool>(), text(), categories).prop_map(|(languages, date_form, last, name, categories)| {
        let language = if last { languages.last() } else { languages.first() };
        let categories =
            categories.into_iter().map(|(slug, name, name_en)| bantin_api::Category { slug, name, name_en }).collect();
        let site = Site { id: "demo".into(), name, url: None, languages: languages.clone(), categories };
        let language = language.copied().unwrap_or_default();
        let addresses = Arc::new(Addresses::paths("/tin/", &languages));
        Edition { site: Arc::new(site), language, addresses, date_form, own_page: true }
    })
}

fn printed(markup: &Markup) -> String {
    let mut html = String::new();
    markup.print(&mut html);
    html
}

/// As it comes to the browser.
fn sent(articles: &[Article]) -> Feed {
    let feed = Feed { items: articles.to_vec(), pages: Some(3), ..Feed::default() };
    let document: Value = serde_json::from_str(&write_json_feed(&feed)).unwrap();
    read_written(&&document).unwrap()
}

fn article_page(article: &Article, html: &str, edition: &Edition) -> Markup {
    let route = Route::Article { id: article.id.clone(), slug: article.slug.clone() };
    let views = article::views(1_674, edition).into();
    let main = article::article(article, &CleanHtml::from_cleaner(html.to_owned()), edition, views);
    whole(frame(edition, &route, main.into(), None, "/feed.json".into())).into()
}

fn listing_page(listing: &Listing, edition: &Edition) -> Markup {
    let shown: Vec<_> = listing.articles.iter().collect();
    let parts: [Markup; 4] = [
        listing::head("a", edition),
        listing::listing("a", listing, edition).into(),
        front::opening(&listing.articles, edition),
        front::stack(&shown, edition),
    ];
    parts.into()
}

proptest! {
    #[test]
    fn an_article_is_the_same_tree(article in an_article(), edition in edition()) {
        let html = article.content_html.clone().unwrap_or_default();
        let here = article_page(&article, &html, &edition);
        prop_assert_eq!(parsed(&printed(&here)), built(&here));
        let there = Whole::of(sent(&[article])).unwrap();
        let there = article_page(&there.article, there.body.as_str(), &edition);
        prop_assert_eq!(printed(&there), printed(&here));
    }

    #[test]
    fn a_withdrawn_article_leads_on_by_the_same_tree(category in of(text()), edition in edition()) {
        let here: Markup = notice::dead_end(LoadError::Withdrawn, category.as_deref(), &edition).into();
        let html = printed(&here);
        prop_assert_eq!(parsed(&html), built(&here));
        prop_assert_eq!(html.matches("<a ").count(), 1 + usize::from(category.is_some()));
    }

    #[test]
    fn a_listing_is_the_same_tree(articles in vec(an_article(), 0..6), edition in edition()) {
        let there = Listing::of(sent(&articles), 2);
        let here = Listing { articles, page: 2, pages: 3 };
        let (here, there) = (listing_page(&here, &edition), listing_page(&there, &edition));
        prop_assert_eq!(parsed(&printed(&here)), built(&here));
        prop_assert_eq!(printed(&there), printed(&here));
    }
}
