//! Articles' own pages, for a source whose list has little more than titles.

use bantin_feed::{Article, FeedError, Format, Given, Refused, read_article_page};
use url::Url;

use super::outcome::{Brought, RunError};
use super::robots::RobotsError;
use super::run::Fetching;
use crate::fetch::{Answer, Asked, FetchError, Fetcher};
use crate::importing::{Origin, Page, Place};
use crate::settings::SourceSettings;

/// What stands in what an article came as between what the list said of it and what its own page did.
const BETWEEN: &str = "\n\n";

/// The most articles' own pages that one run reads.
const MOST_FOLLOWED: usize = 500;

/// How long articles are young, in seconds.
const YOUNG: i64 = 14 * 86_400;

/// Why an article's own page says nothing.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// The list does not say where it is.
    #[error("the list has no address of its own page")]
    NoAddress,
    /// It cannot be had.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// Its host does not want it.
    #[error(transparent)]
    Robots(RobotsError),
    /// There is no article in it.
    #[error("{0}: {1}")]
    Feed(Url, Box<FeedError>),
}

/// Where an article's own page is.
///
/// # Errors
/// When the list does not say.
pub(super) fn own_page(article: &Article) -> Result<Url, FollowError> {
    article.url.as_deref().and_then(|url| Url::parse(url).ok()).ok_or(FollowError::NoAddress)
}

/// An article of a list (which `raw` says) with what its own page has, and what both said.
///
/// # Errors
/// When the page cannot be had or read.
pub(super) async fn completed(
    article: Article,
    raw: &str,
    source: &SourceSettings,
    asked: &Asked,
    fetcher: &Fetcher,
) -> Result<(Article, String), FollowError> {
    let page = own_page(&article)?;
    // Nobody has asked whether it is the same.
    let Answer::Whole(fetched) = fetcher.for_pages().ask(page.clone(), asked).await? else {
        return Err(FollowError::NoAddress);
    };
    let base = fetched.address.to_string();
    let fields = source.article.as_deref().unwrap_or_default();
    let given = Given { base: Some(&base), fields, ..Given::default() };
    let read = read_article_page(&fetched.bytes, Format::Auto, &given);
    let (own, said) = read.map_err(|error| FollowError::Feed(page, Box::new(error)))?;
    Ok((article.completed_by(own), [raw, &said].join(BETWEEN)))
}

/// Whether an article that came as `known` was completed when the list said the very same of it.
pub(super) fn is_known(known: &str, raw: &str) -> bool {
    known.strip_prefix(raw).is_some_and(|rest| rest.starts_with(BETWEEN))
}

/// What is needed to read articles' own pages.
pub(super) struct Following {
    asked: Asked,
    fetcher: Fetcher,
    /// Articles published since then are read again, in seconds: they are corrected most.
    again_since: i64,
    /// How many were read.
    pages: usize,
    /// How many new ones were not.
    pub(super) left: u64,
}

impl Following {
    /// Nothing read yet. When all of a source is read, what is young is read again, seen from `sweep`, the second at which that began.
    pub(super) fn new(asked: &Asked, fetcher: &Fetcher, sweep: Option<i64>) -> Self {
        Self {
            asked: asked.unconditional(),
            fetcher: fetcher.clone(),
            again_since: sweep.map_or(i64::MAX, |begun| begun.saturating_sub(YOUNG)),
            pages: 0,
            left: 0,
        }
    }
}

/// Why an article was not completed.
enum FollowedError {
    /// That is its own affair.
    Own(FollowError),
    /// Nothing more of the source can be fetched.
    Run(RunError),
}

impl From<FollowError> for FollowedError {
    fn from(error: FollowError) -> Self {
        Self::Own(error)
    }
}

impl Fetching<'_> {
    /// A page of a list whose articles have what their own pages say. Those that were completed before are left out: they are
    /// unchanged. Those whose pages cannot be read are refused, and stay what they were.
    pub(super) async fn completed(
        &self,
        mut page: Page,
        following: &mut Following,
        brought: &mut Brought,
    ) -> Result<Page, RunError> {
        let listed = std::mem::take(&mut page.feed.items).into_iter().zip(std::mem::take(&mut page.origins));
        let of_base = Origin { format: page.format, base: page.base.clone(), ..Origin::default() };
        let unread = std::mem::take(&mut page.unread).into_iter().map(|item| {
            let raw = [Some(item.id.clone()), item.date_modified.map(|date| date.to_rfc3339())];
            (item, Origin { raw: raw.into_iter().flatten().collect::<Vec<_>>().join(" "), ..of_base.clone() })
        });
        for (article, origin) in listed.chain(unread).collect::<Vec<_>>() {
            let known = self.store.raw_of_source(&self.site.id, &self.source.name, &article.id)?;
            let published = article.date_published.or(article.date_modified).map_or(i64::MAX, |date| date.unix());
            let is_known = known.is_some_and(|known| is_known(&known, &origin.raw));
            if is_known && published < following.again_since {
                brought.imported.unchanged += 1;
                continue;
            }
            if following.pages >= MOST_FOLLOWED {
                following.left += u64::from(!is_known);
                continue;
            }
            following.pages += 1;
            let id = article.id.clone();
            match self.follow(article, &origin.raw, following).await {
                Ok((article, raw)) => {
                    page.feed.items.push(article);
                    page.origins.push(Origin { raw, ..origin });
                }
                Err(FollowedError::Own(error)) => {
                    page.refused.push(Refused { place: format!("item (id {id:?})"), reason: error.to_string() });
                }
                Err(FollowedError::Run(error)) => return Err(error),
            }
        }
        Ok(page)
    }

    async fn follow(
        &self,
        article: Article,
        raw: &str,
        following: &Following,
    ) -> Result<(Article, String), FollowedError> {
        let address = own_page(&article)?;
        match self.wait_for(&Place::Web(address), following.pages).await {
            Err(RunError::Robots(error @ RobotsError::Forbidden(_))) => {
                return Err(FollowedError::Own(FollowError::Robots(error)));
            }
            Err(error) => return Err(FollowedError::Run(error)),
            Ok(()) => {}
        }
        Ok(completed(article, raw, self.source, &following.asked, &following.fetcher).await?)
    }
}
