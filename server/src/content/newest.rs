//! The newest articles of a language with their bodies, for feeds: cleaned, and every address whole.

use std::sync::Arc;

use bantin_api::Language;
use bantin_feed::{Article, Attachment, Author};

use super::article::prepared;
use super::{Content, Context, SiteContent, on_a_thread};
use crate::clean;
use crate::store::{Newest, StoreError};

/// Which of a site's newest articles are wanted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NewestOf {
    /// Only articles in this language.
    pub language: Language,
    /// Only articles of this category.
    pub category: Option<String>,
    /// From 1.
    pub page: u64,
    /// Articles on a page.
    pub per_page: u64,
}

/// One page of a site's newest articles.
pub struct NewestArticles {
    /// Each article, and when it was last another than before, in seconds.
    pub articles: Vec<(Article, i64)>,
    /// How many there are on all pages.
    pub total: u64,
    /// How many pages there are, at least 1.
    pub pages: u64,
}

impl Content {
    /// The newest articles of a site as it was at `generation`, newest first whatever is pinned. Addresses of the site begin
    /// with `origin`. `None` where there is no such site or page.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn newest(
        self: &Arc<Self>,
        (site, generation): (&str, u64),
        wanted: NewestOf,
        origin: String,
    ) -> Result<Option<NewestArticles>, StoreError> {
        let (this, site) = (Arc::clone(self), site.to_owned());
        let turn = super::turn(&self.making).await?;
        let made = on_a_thread(move || {
            let Some(context) = this.context(&site, generation)? else { return Ok(None) };
            this.newest_now(&context, &wanted, &origin)
        });
        let made = made.await;
        drop(turn);
        made
    }

    fn newest_now(
        &self,
        context: &Context,
        wanted: &NewestOf,
        origin: &str,
    ) -> Result<Option<NewestArticles>, StoreError> {
        let site = &context.site;
        let which = Newest {
            category: wanted.category.clone(),
            tongue: site.tongue(wanted.language),
            offset: wanted.page.saturating_sub(1).saturating_mul(wanted.per_page),
            limit: wanted.per_page,
        };
        let listing = self.store.newest(&site.site.id, &which)?;
        let pages = listing.total.div_ceil(wanted.per_page).max(1);
        if wanted.page > pages {
            return Ok(None);
        }
        let whole = |row| {
            let (article, addresses) = prepared(&self.store, context, row)?;
            let origin = origin.to_owned();
            let to = origin.clone();
            let content_html = article.content_html.as_deref().map(|html| {
                clean::body(html, article.language.as_deref(), move |found| {
                    addresses.body(found).map(|address| with_origin(&address, &to))
                })
            });
            Some((with_whole_addresses(Article { content_html, ..article }, &origin), row.changed))
        };
        let articles = listing.articles.iter().filter_map(whole).collect();
        Ok(Some(NewestArticles { articles, total: listing.total, pages }))
    }
}

fn with_whole_addresses(article: Article, origin: &str) -> Article {
    let whole = |address: String| with_origin(&address, origin);
    let author = |author: Author| Author { url: author.url.map(whole), avatar: author.avatar.map(whole), ..author };
    let attachment = |file: Attachment| Attachment { url: whole(file.url), ..file };
    Article {
        url: article.url.map(whole),
        external_url: article.external_url.map(whole),
        image: article.image.map(whole),
        banner_image: article.banner_image.map(whole),
        authors: article.authors.into_iter().map(author).collect(),
        attachments: article.attachments.into_iter().map(attachment).collect(),
        // Its sizes are for our own pages.
        picture: None,
        ..article
    }
}

/// A reader of feeds shows an article outside the site: what is relative leads nowhere there.
fn with_origin(address: &str, origin: &str) -> String {
    if address.starts_with("//") {
        format!("https:{address}")
    } else if address.starts_with('/') {
        format!("{origin}{address}")
    } else {
        address.to_owned()
    }
}

impl SiteContent {
    /// The language that an article belongs to whose tag begins with `tongue`: the site's own where it offers no such.
    #[must_use]
    pub fn language_of(&self, tongue: &str) -> Language {
        let first = self.site.languages.first().copied().unwrap_or_default();
        Language::of_tag(tongue).filter(|language| self.site.languages.contains(language)).unwrap_or(first)
    }

    /// Which articles belong to a language: the very ones of which [`language_of`](Self::language_of) says so.
    fn tongue(&self, language: Language) -> crate::store::Tongue {
        let mut others = self.site.languages.iter().skip(1).map(|other| other.tag().to_owned());
        if self.site.languages.first() == Some(&language) {
            crate::store::Tongue::NotIn(others.collect())
        } else {
            crate::store::Tongue::In(others.find(|tag| tag == language.tag()).unwrap_or_default())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_below_the_root_gets_the_origin() {
        let whole = |address: &str| with_origin(address, "https://a.vn");
        assert_eq!(whole("/media/a.jpg"), "https://a.vn/media/a.jpg");
        assert_eq!(whole("//cdn.vn/a.jpg"), "https://cdn.vn/a.jpg");
        assert_eq!(whole("https://b.vn/"), "https://b.vn/");
        assert_eq!(whole("mailto:a@b.vn"), "mailto:a@b.vn");
    }
}
