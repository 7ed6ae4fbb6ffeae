//! A look at what a source would give, field by field, storing nothing.

use bantin_feed::{Article, Detected, Given, Refused, detect, read};

use super::follow::{self, FollowError};
use super::outcome::RunError;
use super::robots::Robots;
use super::secret::Secret;
use super::{categories, history};
use crate::fetch::{Asked, Fetcher};
use crate::importing::{Document, GatherError, Place};
use crate::settings::{History, SourceSettings};

/// How many articles' own pages are read.
const FOLLOWED: usize = 3;

/// The most characters of an example.
const MOST: usize = 60;

/// A field of articles, as a source fills it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldSeen {
    /// Its name, as JSON Feed has it.
    pub name: &'static str,
    /// How many articles have it.
    pub articles: usize,
    /// What the first of them has, cut short.
    pub example: String,
}

/// A category that articles of a source have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategorySeen {
    /// Its slug there.
    pub slug: String,
    /// Its name there.
    pub name: String,
    /// How many articles have it.
    pub articles: usize,
    /// The slug that the source's map gives it; `None` where it stays what it is.
    pub becomes: Option<String>,
}

/// What the first page of a source would give.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Its format, and how that was told.
    pub detected: Detected,
    /// How many articles the page lists.
    pub listed: usize,
    /// How many of them were looked at: where their own pages have to be read, the first few.
    pub articles: usize,
    /// Where the next page is, if there is one.
    pub next: Option<String>,
    /// How much it tells.
    pub history: History,
    /// Every field.
    pub fields: Vec<FieldSeen>,
    /// Every category, the most frequent first.
    pub categories: Vec<CategorySeen>,
    /// Items that cannot be taken.
    pub refused: Vec<Refused>,
    /// What was left out or put right.
    pub notes: Vec<Refused>,
}

/// Looks at the first page of a source.
///
/// # Errors
/// When it cannot be had or read; without its credential in what is said.
pub async fn check(
    source: &SourceSettings,
    fetcher: &Fetcher,
    robots: &Robots,
    now: i64,
) -> Result<Checked, super::Trouble> {
    let secret = Secret::of(source).map_err(|error| super::Trouble(error.to_string()))?;
    let looked = look(source, &secret, fetcher, robots, now).await;
    let mut checked = looked.map_err(|error| super::Trouble(secret.kept_out_of(&error.to_string())))?;
    checked.next = checked.next.map(|next| secret.kept_out_of(&next));
    Ok(checked)
}

async fn look(
    source: &SourceSettings,
    secret: &Secret,
    fetcher: &Fetcher,
    robots: &Robots,
    now: i64,
) -> Result<Checked, RunError> {
    let address = secret.address(source)?;
    let asked = secret.asked(source, &address)?;
    if source.robots {
        robots.let_through(&address, fetcher, now).await?;
    }
    let place = Place::Web(address);
    let fetcher = fetcher.within(source.timeout);
    let document = Document::ask(&place, &asked, &fetcher).await.map_err(GatherError::from)?;
    // Nobody has asked whether it is the same.
    let Some(Document { base, bytes, pages, .. }) = document else { return Err(RunError::Lost) };
    let given = Given { base: Some(&base), pages, fields: &source.fields };
    let wrong = |error| GatherError::Feed { place: place.clone(), error };
    let reading = read(&bytes, source.format, &given).map_err(wrong)?;
    let detected = match detect(&bytes) {
        Ok(detected) if detected.format == reading.format => detected,
        _ => Detected { format: reading.format, reason: "as it is set" },
    };
    let listed = reading.feed.items.len().saturating_add(reading.unread.len());
    let mut refused = reading.refused;
    let items = if source.article.is_some() {
        let listed = reading.feed.items.into_iter().chain(reading.unread).take(FOLLOWED).collect();
        followed(listed, source, (&asked, &fetcher), robots, now, &mut refused).await
    } else {
        reading.feed.items
    };
    let items = &items;
    Ok(Checked {
        detected,
        listed,
        articles: items.len(),
        next: reading.feed.next_url.clone(),
        history: history(source, reading.format),
        fields: fields(items),
        categories: seen(items, source),
        refused,
        notes: reading.notes,
    })
}

/// Articles with what their own pages say; those that cannot be read are refused.
async fn followed(
    listed: Vec<Article>,
    source: &SourceSettings,
    (asked, fetcher): (&Asked, &Fetcher),
    robots: &Robots,
    now: i64,
    refused: &mut Vec<Refused>,
) -> Vec<Article> {
    let mut items = Vec::new();
    for article in listed {
        let id = article.id.clone();
        let read = async {
            let page = follow::own_page(&article)?;
            if source.robots {
                robots.let_through(&page, fetcher, now).await.map_err(FollowError::Robots)?;
            }
            follow::completed(article, "", source, asked, fetcher).await
        };
        match read.await {
            Ok((article, _)) => items.push(article),
            Err(error) => refused.push(Refused { place: format!("item (id {id:?})"), reason: error.to_string() }),
        }
    }
    items
}

/// Every field, as these articles fill it.
fn fields(items: &[Article]) -> Vec<FieldSeen> {
    /// What an article has in a field.
    type Of = fn(&Article) -> Option<String>;
    let all: [(&'static str, Of); 13] = [
        ("id", |article| Some(article.id.clone())),
        ("url", |article| article.url.clone()),
        ("title", |article| article.title.clone()),
        ("summary", |article| article.summary.clone()),
        ("content_html", |article| article.content_html.clone().or_else(|| article.content_text.clone())),
        ("date_published", |article| article.date_published.map(|date| date.to_rfc3339())),
        ("date_modified", |article| article.date_modified.map(|date| date.to_rfc3339())),
        ("category", |article| article.categories.first().map(|category| category.name.clone())),
        ("author", |article| article.authors.first().and_then(|author| author.name.clone())),
        ("image", |article| article.image.clone()),
        ("attachments", |article| article.attachments.first().map(|file| file.url.clone())),
        ("language", |article| article.language.clone()),
        ("views", |article| article.views.map(|views| views.to_string())),
    ];
    let seen = |(name, of): (&'static str, Of)| {
        let mut found = items.iter().filter_map(of).filter(|text| !text.trim().is_empty());
        let example = found.next();
        let articles = usize::from(example.is_some()).saturating_add(found.count());
        FieldSeen { name, articles, example: example.as_deref().map(short).unwrap_or_default() }
    };
    all.into_iter().map(seen).collect()
}

fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST { line } else { line.chars().take(MOST).chain(['…']).collect() }
}

fn seen(items: &[Article], source: &SourceSettings) -> Vec<CategorySeen> {
    let mut all: Vec<CategorySeen> = Vec::new();
    for category in items.iter().flat_map(|article| &article.categories) {
        match all.iter_mut().find(|known| known.slug == category.slug) {
            Some(known) => known.articles += 1,
            None => all.push(CategorySeen {
                slug: category.slug.clone(),
                name: category.name.clone(),
                articles: 1,
                becomes: categories::target(category, &source.categories).map(str::to_owned),
            }),
        }
    }
    all.sort_by(|one, other| other.articles.cmp(&one.articles).then_with(|| one.slug.cmp(&other.slug)));
    all
}
