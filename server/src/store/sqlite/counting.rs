//! Counting a batch of reports, within the caller's transaction. Numbers are summed up first, so that a row that many
//! reports change is written once.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _};

use super::known::{Knowing, Known, Learnt};
use super::{Outcome, Report, StoreError, signed, site_key};
use crate::store::Refusal;
use crate::visits::{LeftOut, rules};

/// How many hosts a day that readers came from are told apart at one site.
const MOST_HOSTS: i64 = 200;

/// Counts them in their order.
pub(super) fn count(
    connection: &Connection,
    known: &Known,
    reports: &[Report],
) -> Result<(Vec<Outcome>, Learnt), StoreError> {
    let mut batch = Batch { connection, sites: HashMap::new(), articles: HashMap::new(), sums: Sums::default() };
    let mut knowing = known.begin();
    let outcomes = reports.iter().map(|report| batch.count(&mut knowing, report)).collect::<Result<_, _>>()?;
    batch.sums.write(connection)?;
    Ok((outcomes, knowing.learnt()))
}

struct Batch<'b> {
    connection: &'b Connection,
    /// Each looked up once.
    sites: HashMap<&'b str, Option<i64>>,
    articles: HashMap<(i64, i64), Option<Refusal>>,
    sums: Sums<'b>,
}

#[derive(Default)]
struct Sums<'b> {
    hours: HashMap<(i64, i64, i64), Hour>,
    /// Views and readers.
    articles: HashMap<(i64, i64, i64), (i64, i64)>,
    left_out: HashMap<(i64, i64, LeftOut), i64>,
    came_from: HashMap<(i64, i64, &'b str), i64>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Hour {
    reports: i64,
    visits: i64,
    views: i64,
    readers: i64,
    pages: i64,
}

impl<'b> Batch<'b> {
    fn count(&mut self, knowing: &mut Knowing<'_>, report: &'b Report) -> Result<Outcome, StoreError> {
        let Some(site) = self.site(&report.site)? else { return Ok(Outcome::Refused(Refusal::Site)) };
        if knowing.was_delivered(site, &report.id) {
            return Ok(Outcome::Repeated);
        }
        let article = report.article.map(signed);
        if let Some(id) = article
            && let Some(refusal) = self.refusal(site, id)?
        {
            return Ok(Outcome::Refused(refusal));
        }
        self.deliver(knowing, site, report)?;
        let outcome = match report.left_out {
            Some(reason) => Outcome::LeftOut(reason),
            None => self.read(knowing, site, report, article)?,
        };
        self.sums.add((site, report, article), outcome);
        Ok(outcome)
    }

    /// What a reading is.
    fn read(
        &self,
        knowing: &mut Knowing<'_>,
        site: i64,
        report: &Report,
        article: Option<i64>,
    ) -> Result<Outcome, StoreError> {
        let Some(visitor) = &report.visitor else {
            return Ok(Outcome::Counted { visit: report.entry, view: article.is_some(), reader: false });
        };
        let visit = rules::begins_visit(report.at, knowing.activity(site, visitor, report.at));
        let view = article.filter(|id| rules::is_view(report.at, knowing.last_view(site, *id, visitor)));
        let reader = view.is_some_and(|id| knowing.view(site, id, visitor, (report.at, report.day)));
        self.connection
            .prepare_cached("INSERT INTO seen (site, day, at, hash, article, view) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute((site, report.day, report.at, visitor.hash, article, view.is_some()))?;
        Ok(Outcome::Counted { visit, view: view.is_some(), reader })
    }

    fn deliver(&self, knowing: &mut Knowing<'_>, site: i64, report: &Report) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("INSERT INTO delivered (site, id, at) VALUES (?1, ?2, ?3)")?
            .execute((site, &report.id, report.at))?;
        knowing.deliver(site, &report.id, report.at);
        Ok(())
    }

    fn site(&mut self, id: &'b str) -> Result<Option<i64>, StoreError> {
        if let Some(known) = self.sites.get(id) {
            return Ok(*known);
        }
        let key = site_key(self.connection, id)?;
        self.sites.insert(id, key);
        Ok(key)
    }

    fn refusal(&mut self, site: i64, article: i64) -> Result<Option<Refusal>, StoreError> {
        if let Some(known) = self.articles.get(&(site, article)) {
            return Ok(*known);
        }
        let mut statement = self
            .connection
            .prepare_cached("SELECT withdrawn_at IS NOT NULL FROM article WHERE site = ?1 AND id = ?2")?;
        let refusal = match statement.query_row([site, article], |row| row.get(0)).optional()? {
            None => Some(Refusal::Article),
            Some(true) => Some(Refusal::Withdrawn),
            Some(false) => None,
        };
        self.articles.insert((site, article), refusal);
        Ok(refusal)
    }
}

impl<'b> Sums<'b> {
    fn add(&mut self, (site, report, article): (i64, &'b Report, Option<i64>), outcome: Outcome) {
        let hour = self.hours.entry((site, report.day, report.hour)).or_default();
        hour.reports += 1;
        let left_out = match outcome {
            Outcome::Counted { visit, view, reader } => {
                let (view, reader) = (i64::from(view), i64::from(reader));
                hour.visits += i64::from(visit);
                hour.views += view;
                hour.readers += reader;
                hour.pages += i64::from(article.is_none());
                if visit && let Some(host) = &report.came_from {
                    *self.came_from.entry((site, report.day, host)).or_default() += 1;
                }
                if let Some(article) = article.filter(|_| view > 0) {
                    let sum = self.articles.entry((site, report.day, article)).or_default();
                    *sum = (sum.0 + view, sum.1 + reader);
                }
                article.filter(|_| view == 0).map(|_| LeftOut::Again)
            }
            Outcome::LeftOut(reason) => Some(reason),
            Outcome::Repeated | Outcome::Refused(_) => None,
        };
        if let Some(reason) = left_out {
            *self.left_out.entry((site, report.day, reason)).or_default() += 1;
        }
    }

    fn write(&self, connection: &Connection) -> Result<(), StoreError> {
        let mut visits = HashMap::<i64, i64>::new();
        let mut hour = connection.prepare_cached(
            "INSERT INTO hour_counts (site, day, hour, reports, visits, views, readers, pages)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (site, day, hour) DO UPDATE SET reports = reports + ?4, visits = visits + ?5, views = views + ?6,
               readers = readers + ?7, pages = pages + ?8",
        )?;
        for ((site, day, at), sum) in &self.hours {
            let Hour { reports, visits: begun, views, readers, pages } = *sum;
            hour.execute([*site, *day, *at, reports, begun, views, readers, pages])?;
            *visits.entry(*site).or_default() += begun;
        }
        let mut site = connection.prepare_cached("UPDATE site_visits SET counted = counted + ?2 WHERE site = ?1")?;
        for (key, begun) in visits.iter().filter(|(_, begun)| **begun > 0) {
            site.execute([key, begun])?;
        }
        let mut of_day = connection.prepare_cached(
            "INSERT INTO article_day (site, day, article, views, readers) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (site, day, article) DO UPDATE SET views = views + ?4, readers = readers + ?5",
        )?;
        let mut of_all = connection.prepare_cached(
            "INSERT INTO article_views (site, article, counted, readers) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (site, article) DO UPDATE SET counted = counted + ?3, readers = readers + ?4",
        )?;
        for ((site, day, article), (views, readers)) in &self.articles {
            of_day.execute([site, day, article, views, readers])?;
            of_all.execute([site, article, views, readers])?;
        }
        let mut left_out = connection.prepare_cached(
            "INSERT INTO left_out (site, day, reason, reports) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (site, day, reason) DO UPDATE SET reports = reports + ?4",
        )?;
        for ((site, day, reason), reports) in &self.left_out {
            left_out.execute((site, day, reason.name(), reports))?;
        }
        for ((site, day, host), visits) in &self.came_from {
            came_from(connection, (*site, *day), host, *visits)?;
        }
        Ok(())
    }
}

/// Hosts are named by visitors' browsers: beyond a number of them, they are one.
fn came_from(connection: &Connection, (site, day): (i64, i64), host: &str, visits: i64) -> Result<(), StoreError> {
    let mut named = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM came_from WHERE site = ?1 AND day = ?2 AND host = ?3)
           OR (SELECT count(*) FROM came_from WHERE site = ?1 AND day = ?2) < ?4",
    )?;
    let is_named: bool = named.query_row((site, day, host, MOST_HOSTS), |row| row.get(0))?;
    connection
        .prepare_cached(
            "INSERT INTO came_from (site, day, host, visits) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (site, day, host) DO UPDATE SET visits = visits + ?4",
        )?
        .execute((site, day, if is_named { host } else { "" }, visits))?;
    Ok(())
}
