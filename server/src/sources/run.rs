//! One source, fetched once: asked whether there is anything new, read page by page as far as there is, taken in.

use std::collections::HashSet;
use std::path::Path;

use bantin_feed::Field;
use sha2::{Digest as _, Sha256};

use super::follow::Following;
use super::outcome::{Brought, RunError, Trouble};
use super::robots::Robots;
use super::schedule::due;
use super::secret::Secret;
use super::{categories, history};
use crate::clock::Clock;
use crate::fetch::Fetcher;
use crate::importing::{Found, Intake, OnTheWeb, Page, Place, RefusedItem, Walk, Way, name_site};
use crate::settings::{History, SiteSettings, SourceSettings};
use crate::store::{ImportBatch, Imported, LeaseWanted, Leased, SourceState, Store, StoreError};

/// The most pages of one source.
const MOST_PAGES: usize = 2_000;

/// The most bytes of all pages of one source.
const MOST_BYTES: usize = 512 << 20;

/// How long a source is somebody's who says nothing, in seconds: longer than one page and its files may take.
const LEASE: i64 = 900;

/// That so many articles go at once is nothing special.
const FEW: usize = 20;

/// What is needed to fetch a source.
pub struct Fetching<'f> {
    /// The site.
    pub site: &'f SiteSettings,
    /// The source.
    pub source: &'f SourceSettings,
    /// Where its articles go.
    pub store: &'f dyn Store,
    /// The way out.
    pub fetcher: &'f Fetcher,
    /// What hosts let programs fetch.
    pub robots: &'f Robots,
    /// The folder of everything that is stored.
    pub data: &'f Path,
    /// The time.
    pub clock: &'f Clock,
    /// Who leased it.
    pub by: &'f str,
}

/// Leases a source for `by`; one that somebody wants `early` need not be due.
///
/// # Errors
/// When the database does not let it.
pub fn lease(
    store: &dyn Store,
    (site, source): (&str, &str),
    by: &str,
    now: i64,
    early: bool,
) -> Result<Leased, StoreError> {
    store.lease_source(site, &LeaseWanted { source, by, now, until: now.saturating_add(LEASE), early })
}

impl Fetching<'_> {
    /// Fetches the source, of which `known` is known, and gives its lease back: what it brought, and when it is due again.
    ///
    /// # Errors
    /// When it did not work wholly; what came before that is taken in, and that it did not work is kept.
    pub async fn run(&self, known: SourceState) -> (Result<Brought, Trouble>, i64) {
        let mut state = known;
        let settings = fingerprint(self.source);
        if state.settings != settings {
            state = SourceState { settings, ..SourceState::default() };
        }
        let mut brought = Brought::default();
        // Without its credential nothing of it can be said by mistake.
        let (secret, done) = match Secret::of(self.source) {
            Ok(secret) => {
                let done = self.take(&secret, &mut state, &mut brought).await;
                (secret, done)
            }
            Err(error) => (Secret::default(), Err(error.into())),
        };
        let now = self.clock.now();
        state.tried = Some(now);
        // Where the source says that nothing is new, what was refused of it still is.
        if done.is_err() || brought.pages > 0 {
            state.remarks = brought.remarks.iter().map(|remark| secret.kept_out_of(remark)).collect();
            state.refused = brought.refused;
        }
        let Imported { new, changed, withdrawn, .. } = brought.imported;
        if new + changed + withdrawn > 0 {
            (state.new, state.changed, state.withdrawn, state.brought) = (new, changed, withdrawn, Some(now));
        }
        let wish = match &done {
            Ok(()) => {
                (state.worked, state.failures, state.trouble) = (Some(now), 0, None);
                None
            }
            Err(error) => {
                state.failures = state.failures.saturating_add(1);
                state.trouble = Some(secret.kept_out_of(&error.to_string()));
                // What was said of the first page must not hide what the others have.
                (state.etag, state.last_modified) = (None, None);
                error.wish()
            }
        };
        let next = due(now, self.source.every, state.failures, wish, chance());
        let put = self.store.put_source(&self.site.id, (&self.source.name, self.by), next, &state);
        let done = match (done, put) {
            (Err(error), _) => Err(error),
            (Ok(()), Ok(true)) => Ok(brought),
            (Ok(()), Ok(false)) => Err(RunError::Lost),
            (Ok(()), Err(error)) => Err(error.into()),
        };
        (done.map_err(|error: RunError| Trouble(secret.kept_out_of(&error.to_string()))), next)
    }

    async fn take(&self, secret: &Secret, state: &mut SourceState, brought: &mut Brought) -> Result<(), RunError> {
        let begun = self.clock.now();
        let sweep = i64::try_from(self.source.sweep.as_secs()).unwrap_or(i64::MAX);
        let all = state.swept.is_none_or(|swept| begun.saturating_sub(swept) >= sweep);
        let address = secret.address(self.source)?;
        let mut asked = secret.asked(self.source, &address)?;
        if !all {
            (asked.etag, asked.last_modified) = (state.etag.clone(), state.last_modified.clone());
        }
        let way = Way {
            format: self.source.format,
            fields: self.source.fields.clone(),
            asked,
            most_pages: MOST_PAGES,
            most_bytes: MOST_BYTES,
        };
        let fetcher = self.fetcher.within(self.source.timeout);
        let mut walk = Walk::new(Place::Web(address), &way, &fetcher);
        let mut intake = Intake::open(self.store, &self.site.id, &self.source.name, self.data)?;
        intake.on_the_web = OnTheWeb { pictures: self.source.pictures, attachments: self.source.attachments };
        let (mut whole, mut format, mut validators) = (true, None, (None, None));
        let mut following = Following::new(&way.asked, &fetcher, all.then_some(begun));
        while let Some(ahead) = walk.ahead().cloned() {
            self.wait_for(&ahead, brought.pages).await?;
            let page = match walk.step().await {
                Some(Ok(Found::Page(page))) => *page,
                Some(Ok(Found::Same)) => return Ok(()),
                Some(Err(error)) => return Err(error.into()),
                None => break,
            };
            brought.pages += 1;
            whole &= page.refused.is_empty() && page.stopped.is_none();
            if page.number == 1 {
                format = Some(page.format);
                validators = page.validators.clone();
                state.format = page.format.to_string();
                name_site(self.store, &self.site.id, self.site.name.as_deref(), &page.feed.title)?;
            }
            let page = match &self.source.article {
                Some(_) => self.completed(page, &mut following, brought).await?,
                None => page,
            };
            let done = self.take_page(page, secret, &mut intake, brought).await?;
            whole &= done.refused == 0;
            if !all && done.imported.new + done.imported.changed == 0 {
                break;
            }
        }
        (state.etag, state.last_modified) = validators;
        if all {
            let full = format.is_some_and(|format| history(self.source, format) == History::Full);
            let met: Vec<String> = walk.met().cloned().collect();
            if full && (!whole || following.left > 0) {
                brought.remark("nothing is withdrawn: not everything could be read".to_owned());
            } else if full && !met.is_empty() {
                self.withdraw_others(met, state, brought)?;
            }
            // What is left is gone on with the next time, as what is there already is passed over.
            state.swept = if following.left > 0 { state.swept } else { Some(begun) };
        }
        if following.left > 0 {
            brought.remark(format!("{} articles' own pages are left for the next time", following.left));
        }
        Ok(())
    }

    /// Withdraws what the source no longer has. That most of it is gone is believed only when it is so twice: far more often a source
    /// is broken for a while.
    fn withdraw_others(
        &self,
        met: Vec<String>,
        state: &mut SourceState,
        brought: &mut Brought,
    ) -> Result<(), RunError> {
        let shown = self.store.shown_of_source(&self.site.id, &self.source.name)?;
        let there: HashSet<&String> = met.iter().collect();
        let missing = shown.iter().filter(|id| !there.contains(id)).count();
        let most = missing > FEW && missing > shown.len() / 2;
        let believed = !most || state.lacks_most;
        state.lacks_most = most && !believed;
        if believed {
            let last = ImportBatch { complete: true, still_there: met, ..self.batch() };
            brought.imported.withdrawn += self.store.import(&self.site.id, &last)?.withdrawn;
        } else {
            let all = shown.len();
            brought.remark(format!(
                "{missing} of {all} articles are no longer there; they are withdrawn if it is still so when all of it is read again"
            ));
        }
        Ok(())
    }

    /// Waits until the next page may be asked for, and keeps the source leased.
    pub(super) async fn wait_for(&self, ahead: &Place, pages: usize) -> Result<(), RunError> {
        if let (true, Place::Web(address)) = (self.source.robots, ahead) {
            let pause = self.robots.let_through(address, self.fetcher, self.clock.now()).await?;
            if pages > 0 {
                tokio::time::sleep(pause).await;
            }
        }
        let until = self.clock.now().saturating_add(LEASE);
        let held = self.store.hold_source(&self.site.id, &self.source.name, self.by, until)?;
        if held { Ok(()) } else { Err(RunError::Lost) }
    }

    async fn take_page(
        &self,
        page: Page,
        secret: &Secret,
        intake: &mut Intake,
        brought: &mut Brought,
    ) -> Result<Brought, RunError> {
        let mut done = Brought::default();
        let map = &self.source.categories;
        let mut items = page.feed.items;
        for item in &mut items {
            item.categories = categories::mapped(std::mem::take(&mut item.categories), map, &self.site.categories);
        }
        let mut origins = page.origins;
        for origin in &mut origins {
            origin.base = secret.kept_out_of(&origin.base);
        }
        let prepared = intake.prepare(items, origins, self.fetcher).await?;
        done.refused = u64::try_from(page.refused.len().saturating_add(prepared.refused.len())).unwrap_or(u64::MAX);
        let of_file = |RefusedItem { item, reason }| format!("{item}: {reason}");
        let refused = page.refused.into_iter().chain(prepared.refused).map(|item| format!("refused {}", item.told()));
        let notes = page.notes.into_iter().map(|note| note.told()).chain(prepared.notes.into_iter().map(of_file));
        refused.chain(page.stopped).chain(notes).for_each(|remark| brought.remark(remark));
        let batch =
            ImportBatch { articles: prepared.articles, media: prepared.media, refused: done.refused, ..self.batch() };
        done.imported = self.store.import(&self.site.id, &batch)?;
        brought.refused = brought.refused.saturating_add(done.refused);
        let (sum, more) = (&mut brought.imported, done.imported);
        sum.new += more.new;
        sum.changed += more.changed;
        sum.unchanged += more.unchanged;
        Ok(done)
    }

    fn batch(&self) -> ImportBatch {
        ImportBatch { source: self.source.name.clone(), now: self.clock.now(), quiet: true, ..ImportBatch::default() }
    }
}

/// What of the settings decides what a source's answers mean.
fn fingerprint(source: &SourceSettings) -> String {
    let SourceSettings { address, format, fields, article, categories, pictures, attachments, .. } = source;
    let keys = |fields: &[(Field, String)]| -> Vec<(&str, String)> {
        fields.iter().map(|(field, place)| (field.key(), place.clone())).collect()
    };
    let article = article.as_deref().map(keys);
    let said =
        format!("{address}\n{format}\n{:?}\n{article:?}\n{categories:?}\n{pictures:?}\n{attachments:?}", keys(fields));
    Sha256::digest(said).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// A number that is another each time; without randomness all sources are asked in the same second, which works too.
fn chance() -> u8 {
    let mut byte = [0];
    getrandom::fill(&mut byte).map_or(0, |()| u8::from_le_bytes(byte))
}
