//! schema.org's NewsArticle and its like as JSON-LD (schema.org/NewsArticle): by itself, or inside of a web page.

use super::retold::{Item, Retold, Told, each, picture, text_at};
use crate::{FeedError, Given};
use serde_json::Value;

/// What is an article. schema.org knows more; these are what sites write.
const ARTICLES: [&str; 12] = [
    "Article",
    "NewsArticle",
    "BlogPosting",
    "Report",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "ReviewNewsArticle",
    "SpecialAnnouncement",
    "LiveBlogPosting",
    "SocialMediaPosting",
];

/// Where further things are within a thing.
const WITHIN: [&str; 9] = [
    "@graph",
    "itemListElement",
    "item",
    "mainEntity",
    "dataFeedElement",
    "blogPost",
    "hasPart",
    "blogPosts",
    "articles",
];

/// How deep articles lie within others, at most.
const DEEPEST: usize = 8;

/// Why a document is taken for one.
pub(crate) fn is(document: &Value) -> Option<&'static str> {
    let context = |one: &Value| {
        let context = one.get("@context");
        let named = |context: &Value| context.as_str().is_some_and(|name| name.contains("schema.org"));
        context.is_some_and(|context| {
            named(context)
                || context.as_array().is_some_and(|all| all.iter().any(named))
                || context.get("@vocab").is_some_and(named)
        })
    };
    let any = match document {
        Value::Array(all) => all.iter().any(context),
        one => context(one),
    };
    any.then_some("JSON-LD of schema.org")
}

/// Retells the articles of a document of JSON-LD.
pub(crate) fn retell<'d>(document: &'d Value, given: &Given<'_>) -> Result<Retold<'d>, FeedError> {
    let mut found = Vec::new();
    gather(document, 0, &mut found);
    if found.is_empty() {
        return Err(FeedError::other("schema.org", "an Article, NewsArticle or a list of them", document));
    }
    let items = found.into_iter().map(|article| Item::of_json(article, given, "headline", tell)).collect();
    Ok(Retold { items, ..Retold::default() })
}

/// The texts of the JSON-LD in a web page, each by itself.
pub(crate) fn in_page(page: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some((_, from)) = rest.split_once("<script") {
        let Some((attributes, text)) = from.split_once('>') else { break };
        let Some((text, behind)) = text.split_once("</script") else { break };
        if attributes.to_ascii_lowercase().contains("application/ld+json") {
            found.push(text.trim());
        }
        rest = behind;
    }
    found
}

fn gather<'d>(value: &'d Value, depth: usize, found: &mut Vec<&'d Value>) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(all) => all.iter().for_each(|one| gather(one, depth + 1, found)),
        Value::Object(object) => {
            if is_a(value, &ARTICLES) {
                found.push(value);
                return;
            }
            WITHIN.iter().filter_map(|key| object.get(*key)).for_each(|inner| gather(inner, depth + 1, found));
        }
        _ => {}
    }
}

/// Whether a thing is of one of these types, with their namespace or without.
fn is_a(thing: &Value, types: &[&str]) -> bool {
    let named = |kind: &Value| {
        kind.as_str().is_some_and(|kind| types.contains(&kind.rsplit(['/', ':']).next().unwrap_or_default()))
    };
    match thing.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(named),
        Some(kind) => named(kind),
        None => false,
    }
}

fn tell(article: &Value, told: &mut Told) -> Result<(), &'static str> {
    let address = address(article);
    if let Some(address) = &address {
        told.set("url", address.as_str());
    }
    match text_at(article, "@id").or_else(|| text_at(article, "identifier")) {
        Some(id) => told.set("id", id),
        None => told.set("id", address.unwrap_or_default()),
    }
    told.copy("title", article, "name");
    told.copy("title", article, "headline");
    told.copy_all(
        article,
        &[
            ("summary", "description"),
            ("content_text", "articleBody"),
            ("date_published", "datePublished"),
            ("date_modified", "dateModified"),
            ("language", "inLanguage"),
        ],
    );
    if !told.has("content_text") {
        told.copy("content_text", article, "text");
    }
    if let Some(found) = article.get("image").or_else(|| article.get("thumbnailUrl")).and_then(picture) {
        told.set("image", found);
    }
    for author in each(article.get("author")) {
        told.author(author.as_str().or_else(|| text_at(author, "name")));
    }
    for section in each(article.get("articleSection")) {
        if let Some(name) = section.as_str() {
            told.category(name, None);
        }
    }
    for file in each(article.get("associatedMedia")) {
        if let Some(address) = text_at(file, "contentUrl").or_else(|| text_at(file, "url")) {
            told.file(address, file.get("name").cloned(), file.get("encodingFormat").cloned(), Value::Null);
        }
    }
    let is_view = |one: &&Value| {
        let told = each(one.get("interactionType")).iter();
        let mut kinds = told.flat_map(|told| [Some(told), told.get("@type"), told.get("@id")]).flatten();
        kinds.any(|kind| {
            let kind = kind.as_str().unwrap_or_default();
            ["ReadAction", "ViewAction", "WatchAction"].iter().any(|known| kind.ends_with(known))
        })
    };
    if let Some(count) = each(article.get("interactionStatistic")).iter().find(is_view) {
        told.set_own("views", count.get("userInteractionCount").cloned().unwrap_or_default());
    }
    Ok(())
}

/// Where it is shown: its own address, or the page that it is the main thing of.
fn address(article: &Value) -> Option<String> {
    let page = article.get("mainEntityOfPage");
    let page = page.and_then(|page| page.as_str().or_else(|| text_at(page, "@id")).or_else(|| text_at(page, "url")));
    let own = article.get("url").and_then(|own| own.as_str().or_else(|| text_at(own, "@id")));
    own.or(page).map(str::to_owned)
}
