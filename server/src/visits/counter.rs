//! What handlers see of counting: report, mark, ask, watch.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use super::judging::{Signs, by_signs};
use super::limits::ReportLimit;
use super::paces::Paces;
use super::places::Places;
use super::watching::Watching;
use super::writer::{self, Job, Memory, Thread};
use super::{LeftOut, Online, Token, Traits, Visitor, salts::SaltCache};
use crate::clock::Clock;
use crate::settings::Settings;
use crate::store::{Outcome, Refusal, Report, Store, StoreError};

/// Reports that may wait to be counted; one more is answered 503.
const QUEUE: usize = 8_192;

/// How many of them may be of one site, so that no site makes the others wait or be refused.
const QUEUE_OF_SITE: usize = QUEUE / 4;

/// Who is asking.
#[derive(Clone, Copy, Debug)]
pub enum Seen<'r> {
    /// Somebody who may be told apart from others for a day.
    Visitor(Traits<'r>),
    /// Somebody who asked not to be (GPC, DNT).
    Nameless,
}

/// Who looks at a site's numbers.
#[derive(Clone, Copy, Debug)]
pub enum Onlooker {
    /// Somebody who may be told apart from others for a day.
    Visitor(Visitor),
    /// Somebody who asked not to be.
    Nameless,
    /// No reader: a robot, a monitor, the staff.
    LeftOut,
}

/// Who reports, as far as counting goes.
#[derive(Clone, Copy, Debug)]
pub struct Sender {
    /// `None` under GPC or DNT.
    pub visitor: Option<Visitor>,
    /// Why the report is left out.
    pub left_out: Option<LeftOut>,
}

/// Why a visit was not counted.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CountError {
    /// More reports are waiting than can be counted.
    #[error("too many visits are waiting to be counted")]
    Full,
    /// As many reports of this site are waiting as may.
    #[error("too many visits of the site are waiting to be counted")]
    SiteFull,
    /// The address reports more than one may.
    #[error("the address reports too much; it has to wait {0:?}")]
    Address(Duration),
    /// There is nothing to count it for.
    #[error("the site or article is not known")]
    Refused(Refusal),
    /// The database did not let it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Counts the visits of all sites, and knows the numbers.
pub struct Counter {
    pub(super) store: Arc<dyn Store>,
    pub(super) settings: Arc<Settings>,
    pub(super) clock: Clock,
    pub(super) watching: Watching,
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    thread: Thread,
    pub(super) memory: Arc<Memory>,
    pub(super) online: Mutex<HashMap<String, Online>>,
    salts: SaltCache,
    paces: Paces,
    limit: ReportLimit,
    waiting: Places<String>,
}

impl Counter {
    /// Starts counting. The thread it needs ends with [`stop`](Self::stop).
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(store: Arc<dyn Store>, settings: Arc<Settings>, clock: Clock) -> std::io::Result<Self> {
        let memory = Arc::<Memory>::default();
        let (jobs, queue) = mpsc::channel(QUEUE);
        let thread = writer::start(Arc::clone(&store), Arc::clone(&memory), queue)?;
        Ok(Self {
            store,
            watching: Watching::new(&settings),
            limit: ReportLimit::new(settings.server.max_reports_per_address),
            settings,
            clock,
            jobs: Mutex::new(Some(jobs)),
            thread: Mutex::new(Some(thread)),
            memory,
            online: Mutex::default(),
            salts: SaltCache::default(),
            paces: Paces::default(),
            waiting: Places::new(QUEUE_OF_SITE),
        })
    }

    /// The site's day at this moment.
    #[must_use]
    pub fn day(&self, site: &str) -> i64 {
        self.zone(site).day(self.clock.now())
    }

    /// What tokens are made for at this moment: the site's day and the hour. As long as both are the same, so is the token.
    #[must_use]
    pub fn time(&self, site: &str) -> (i64, i64) {
        (self.day(site), Token::hour_of(self.clock.now()))
    }

    fn zone(&self, site: &str) -> crate::settings::Zone {
        self.settings
            .sites
            .iter()
            .find(|known| known.id == site)
            .map_or(crate::settings::Zone::VIETNAM, |known| known.zone)
    }

    pub(super) fn send(&self, job: Job) -> Result<(), CountError> {
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner).clone();
        jobs.ok_or(CountError::Full)?.try_send(job).map_err(|_| CountError::Full)
    }

    /// The visitor behind a request, if there is one.
    ///
    /// # Errors
    /// When the day's salt cannot be had from the database.
    pub async fn visitor(&self, seen: Seen<'_>) -> Result<Option<Visitor>, StoreError> {
        let Seen::Visitor(traits) = seen else { return Ok(None) };
        let (zone, now) = (self.zone(traits.site), self.clock.now());
        let day = zone.day(now);
        let salts = self.salts.of(&self.store, traits.site, day).await?;
        Ok(Some(Visitor::new(&traits, &salts, now - zone.midnight(day))))
    }

    /// Who looks on.
    ///
    /// # Errors
    /// As for [`Counter::visitor`].
    pub async fn onlooker(&self, seen: Seen<'_>, signs: &Signs<'_>) -> Result<Onlooker, StoreError> {
        if by_signs(signs).is_some() {
            return Ok(Onlooker::LeftOut);
        }
        Ok(self.visitor(seen).await?.map_or(Onlooker::Nameless, Onlooker::Visitor))
    }

    /// Whether an address may send one more report.
    ///
    /// # Errors
    /// [`CountError::Address`], when it reports too much.
    pub fn admit(&self, address: IpAddr) -> Result<(), CountError> {
        self.limit.report(address).map_err(CountError::Address)
    }

    /// Who sends a report.
    ///
    /// # Errors
    /// As for [`Counter::visitor`].
    pub async fn sender(&self, seen: Seen<'_>, signs: &Signs<'_>) -> Result<Sender, StoreError> {
        let visitor = self.visitor(seen).await?;
        let now = self.clock.now();
        let by_pace = || visitor.and_then(|visitor| self.paces.report(&visitor, now));
        Ok(Sender { visitor, left_out: by_signs(signs).or_else(by_pace) })
    }

    /// The last part of the address of the picture that counts a page which is sent now.
    ///
    /// # Errors
    /// When the day's salt cannot be had from the database.
    pub async fn token(&self, site: &str, article: Option<u64>, entry: bool) -> Result<String, StoreError> {
        let salts = self.salts.of(&self.store, site, self.day(site)).await?;
        Ok(Token::new(article, entry, self.clock.now()).write(site, &salts.today))
    }

    /// What was shown by the page that named this address; `None` where none of ours did within the last day.
    ///
    /// # Errors
    /// As for [`Counter::token`].
    pub async fn shown(&self, site: &str, token: &str) -> Result<Option<Token>, StoreError> {
        let salts = self.salts.of(&self.store, site, self.day(site)).await?;
        Ok(Token::read(token, site, &salts, self.clock.now()))
    }

    /// Counts one visit; when this returns it is on disk.
    ///
    /// # Errors
    /// When it was not counted.
    pub async fn count(&self, site: &str, visit: &bantin_api::Visit, sender: Sender) -> Result<Outcome, CountError> {
        let at = self.clock.now();
        let zone = self.zone(site);
        let day = zone.day(at);
        let Sender { visitor, left_out } = sender;
        let report = Report {
            site: site.to_owned(),
            id: visit.id.clone(),
            article: visit.article,
            entry: visit.entry.unwrap_or(false),
            visitor,
            came_from: visit.from.clone(),
            left_out,
            at,
            day,
            hour: (at - zone.midnight(day)).div_euclid(60 * 60),
        };
        let place = self.waiting.take(site).ok_or(CountError::SiteFull)?;
        let (answer, done) = oneshot::channel();
        self.send(Job::Count(report, answer, place))?;
        let outcome = done.await.map_err(|_| CountError::Full)??;
        if let Outcome::Refused(refusal) = outcome {
            return Err(CountError::Refused(refusal));
        }
        if left_out.is_none() {
            if let Some(visitor) = visitor {
                self.mark(site, &visitor);
            }
            self.watching.wake(site);
        }
        Ok(outcome)
    }

    pub(super) fn with_online<T>(&self, site: &str, work: impl FnOnce(&mut Online, i64) -> T) -> T {
        let mut all = self.online.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now();
        match all.get_mut(site) {
            Some(online) => work(online, now),
            None => work(all.entry(site.to_owned()).or_default(), now),
        }
    }

    /// A visitor is online.
    pub fn mark(&self, site: &str, visitor: &Visitor) {
        self.with_online(site, |online, now| online.mark(visitor, now));
    }

    /// A stream without a visitor was opened.
    pub fn enter(&self, site: &str) {
        self.with_online(site, |online, _| online.enter());
    }

    /// A stream without a visitor has ended.
    pub fn leave(&self, site: &str) {
        self.with_online(site, |online, _| online.leave());
    }

    /// Destroys what is no longer needed about visitors, of every site.
    ///
    /// # Errors
    /// When the database does not let it.
    pub fn purge(&self) -> Result<(), StoreError> {
        self.paces.forget(self.clock.now());
        self.limit.forget();
        while self.store.forget(self.clock.now())? {}
        let days: Vec<(String, i64)> =
            self.store.site_ids()?.into_iter().map(|site| (site.clone(), self.day(&site))).collect();
        self.store.destroy_salts(&days)
    }

    /// Takes no more reports, and returns when the last one is on disk.
    pub fn stop(&self) {
        drop(self.jobs.lock().unwrap_or_else(PoisonError::into_inner).take());
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread
            && thread.join().is_err()
        {
            tracing::error!("the counting thread has failed");
        }
    }
}
