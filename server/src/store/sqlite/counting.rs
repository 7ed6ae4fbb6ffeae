//! Counting a batch of reports, within the caller's transaction.

use std::collections::HashMap;

use rusqlite::{CachedStatement, Connection, OptionalExtension as _};

use super::known::{Known, Learnt};
use super::{Outcome, Report, StoreError, site_key};
use crate::store::Refusal;
use crate::store::batch::{Hour, MOST_HOSTS, Sums, article_of, decide};

/// Counts them in their order.
pub(super) fn count(
    connection: &Connection,
    known: &Known,
    reports: &[Report],
) -> Result<(Vec<Outcome>, Learnt), StoreError> {
    let (mut looked_up, mut sums, mut knowing) = (LookedUp::new(connection), Sums::default(), known.begin());
    let mut kept = Kept::new(connection)?;
    let mut outcomes = Vec::with_capacity(reports.len());
    for report in reports {
        let Some(site) = looked_up.site(&report.site)? else {
            outcomes.push(Outcome::Refused(Refusal::Site));
            continue;
        };
        let outcome = decide(&mut knowing, site, report, |article| looked_up.refusal(site, article))?;
        kept.keep(site, report, outcome)?;
        sums.add(site, report, outcome);
        outcomes.push(outcome);
    }
    write(&sums, connection)?;
    Ok((outcomes, knowing.learnt()))
}

/// Keeps what must be known of reports after a restart.
struct Kept<'c> {
    delivered: CachedStatement<'c>,
    seen: CachedStatement<'c>,
}

impl<'c> Kept<'c> {
    fn new(connection: &'c Connection) -> Result<Self, StoreError> {
        Ok(Self {
            delivered: connection.prepare_cached("INSERT INTO delivered (site, id, at) VALUES (?1, ?2, ?3)")?,
            seen: connection.prepare_cached(
                "INSERT INTO seen (site, day, at, hash, article, view) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?,
        })
    }

    fn keep(&mut self, site: i64, report: &Report, outcome: Outcome) -> Result<(), StoreError> {
        if matches!(outcome, Outcome::Repeated | Outcome::Refused(_)) {
            return Ok(());
        }
        self.delivered.execute((site, &report.id, report.at))?;
        if let Outcome::Counted { view, .. } = outcome
            && let Some(visitor) = &report.visitor
        {
            self.seen.execute((site, report.day, report.at, visitor.hash, article_of(report), view))?;
        }
        Ok(())
    }
}

/// What the database says of sites and articles, asked once each.
struct LookedUp<'b> {
    connection: &'b Connection,
    sites: HashMap<&'b str, Option<i64>>,
    articles: HashMap<(i64, i64), Option<Refusal>>,
}

impl<'b> LookedUp<'b> {
    fn new(connection: &'b Connection) -> Self {
        Self { connection, sites: HashMap::new(), articles: HashMap::new() }
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

fn write(sums: &Sums<'_>, connection: &Connection) -> Result<(), StoreError> {
    let mut hour = connection.prepare_cached(
        "INSERT INTO hour_counts (site, day, hour, reports, visits, views, readers, pages)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (site, day, hour) DO UPDATE SET reports = reports + ?4, visits = visits + ?5, views = views + ?6,
           readers = readers + ?7, pages = pages + ?8",
    )?;
    for ((site, day, at), sum) in &sums.hours {
        let Hour { reports, visits: begun, views, readers, pages } = *sum;
        hour.execute([*site, *day, *at, reports, begun, views, readers, pages])?;
    }
    let mut site = connection.prepare_cached("UPDATE site_visits SET counted = counted + ?2 WHERE site = ?1")?;
    for (key, begun) in sums.visits() {
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
    for ((site, day, article), (views, readers)) in &sums.articles {
        of_day.execute([site, day, article, views, readers])?;
        of_all.execute([site, article, views, readers])?;
    }
    let mut left_out = connection.prepare_cached(
        "INSERT INTO left_out (site, day, reason, reports) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (site, day, reason) DO UPDATE SET reports = reports + ?4",
    )?;
    for ((site, day, reason), reports) in &sums.left_out {
        left_out.execute((site, day, reason.name(), reports))?;
    }
    for ((site, day, host), visits) in &sums.came_from {
        came_from(connection, (*site, *day), host, *visits)?;
    }
    Ok(())
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
