//! What a page is, in the words of schema.org, as JSON-LD.

use bantin::components::Edition;
use bantin::route::Route;
use bantin_feed::Article;
use serde_json::{Value, json};

use super::answers::in_script;
use super::head::Head;
use super::shown::Shown;

/// Search engines show no more of a headline.
const HEADLINE: usize = 110;

/// The scripts, as HTML.
pub(super) fn scripts(head: &Head<'_>) -> String {
    let article = head.article().map(|article| news_article(head, article));
    let said = article.into_iter().chain(breadcrumb(head));
    said.map(|data| format!("<script type=\"application/ld+json\">{}</script>", in_script(&data.to_string()))).collect()
}

/// <https://schema.org/NewsArticle>
fn news_article(head: &Head<'_>, article: &Article) -> Value {
    let edition = head.edition;
    let site = json!({
        "@type": "GovernmentOrganization",
        "name": edition.site.name,
        "url": head.whole(&edition.href(&Route::Home)),
    });
    let authors: Vec<Value> = article
        .authors
        .iter()
        .filter_map(|author| author.name.as_ref())
        .map(|name| json!({ "@type": "Person", "name": name }))
        .collect();
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": edition.title_of(article).chars().take(HEADLINE).collect::<String>(),
        "url": head.canonical(),
        "mainEntityOfPage": head.canonical(),
        "author": if authors.is_empty() { site.clone() } else { authors.into() },
        "publisher": site,
    });
    let modified = article.date_modified.or(article.date_published);
    let known = [
        ("description", head.description().map(Value::from)),
        ("image", head.picture().map(|picture| json!([picture.address]))),
        ("datePublished", article.date_published.map(|when| when.to_rfc3339().into())),
        ("dateModified", modified.map(|when| when.to_rfc3339().into())),
        ("articleSection", edition.main_category(article).map(|(_, name)| name.into())),
        ("inLanguage", article.language.clone().map(Value::from)),
    ];
    if let Some(data) = data.as_object_mut() {
        data.extend(known.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))));
    }
    data
}

/// <https://schema.org/BreadcrumbList>; the front page has none.
fn breadcrumb(head: &Head<'_>) -> Option<Value> {
    let edition = head.edition;
    let mut steps = vec![(edition.href(&Route::Home), edition.text().home.to_owned())];
    match head.shown {
        Shown::Home { .. } | Shown::Search(..) | Shown::DeadEnd(..) => return None,
        Shown::HowCounted => steps.push((edition.href(head.route), edition.text().how_counted.to_owned())),
        Shown::Category { slug, .. } => steps.push(category(edition, slug)),
        Shown::Article(_, whole) => {
            steps.extend(edition.main_category(&whole.article));
            steps.push((edition.href(head.route), edition.title_of(&whole.article)));
        }
    }
    let item = |(at, (href, name)): (usize, (String, String))| json!({ "@type": "ListItem", "position": at + 1, "name": name, "item": head.whole(&href) });
    let items: Vec<Value> = steps.into_iter().enumerate().map(item).collect();
    Some(json!({ "@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items }))
}

fn category(edition: &Edition, slug: &str) -> (String, String) {
    (edition.category_href(slug), edition.category_name(slug, slug))
}
