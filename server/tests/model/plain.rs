//! The design's words as a plain program: lists that are searched from end to end, nothing clever, nothing shared with the
//! server.

use std::collections::BTreeMap;

use super::steps::Report;

const MINUTES_30: i64 = 30 * 60;
const DAY: i64 = 24 * 60 * 60;
const ZONE: i64 = 7 * 60 * 60;

/// What a purge leaves of reports' ids and of readings: 49 hours, and a day and a half hour.
const IDS_KEPT: i64 = 49 * 60 * 60;
const READINGS_KEPT: i64 = DAY + MINUTES_30;

/// A visitor under the salt of one day.
type Name = (u8, u64);

#[derive(Clone, Debug)]
struct Reading {
    day: i64,
    at: i64,
    name: Name,
    article: Option<u64>,
    is_view: bool,
}

#[derive(Default)]
pub struct Model {
    pub now: i64,
    pub visits: u64,
    taken: Vec<(String, i64, Report)>,
    visits_of_day: BTreeMap<i64, u64>,
    articles: BTreeMap<u64, (u64, u64)>,
    totals: (u64, u64, u64),
    left_out: BTreeMap<&'static str, u64>,
    salts: BTreeMap<i64, u64>,
    /// The salts that are known without the database: of which day, that day's, and the one before.
    salts_in_use: Option<(i64, u64, Option<u64>)>,
    next_salt: u64,
    /// What would be read after a restart, and what is known now.
    written: Vec<Reading>,
    known: Vec<Reading>,
    /// The latest time at which anything was destroyed.
    purged: Option<i64>,
}

impl Model {
    pub fn new(now: i64) -> Self {
        Self { now, ..Self::default() }
    }

    pub fn id(&self, number: usize) -> String {
        format!("model-delivery-{number:06}")
    }

    fn day(&self) -> i64 {
        (self.now + ZONE).div_euclid(DAY)
    }

    pub fn today(&self) -> u64 {
        self.visits_of_day.get(&self.day()).copied().unwrap_or_default()
    }

    pub fn article(&self, article: u64) -> (u64, u64) {
        self.articles.get(&article).copied().unwrap_or_default()
    }

    pub fn reports(&self) -> (u64, u64, u64, Vec<(&'static str, u64)>) {
        let (reports, views, pages) = self.totals;
        (reports, views, pages, self.left_out.iter().map(|(reason, reports)| (*reason, *reports)).collect())
    }

    /// One that was taken within the last 48 hours, and that no purge may have forgotten.
    pub fn a_recent_one(&self, which: usize) -> Option<(String, Report)> {
        let latest = self.purged.unwrap_or(self.now).max(self.now);
        let recent = self.taken.iter().rev().filter(|(_, at, _)| latest - at < 48 * 60 * 60);
        recent.skip(which).map(|(id, _, report)| (id.clone(), report.clone())).next()
    }

    pub fn report(&mut self, id: &str, report: &Report) {
        // Whoever has a name is looked up before anything else is known of the report.
        let names = if report.nameless { None } else { Some(self.names(report.visitor)) };
        if self.taken.iter().any(|(taken, ..)| taken == id) {
            return;
        }
        self.taken.push((id.to_owned(), self.now, report.clone()));
        self.totals.0 += 1;
        if report.robot {
            *self.left_out.entry("robot").or_default() += 1;
            return;
        }
        let (begins_visit, is_view, is_reader) = match names {
            None => (report.entry, report.article.is_some(), false),
            Some((own, former)) => self.read(report.article, own, former),
        };
        if begins_visit {
            self.visits += 1;
            *self.visits_of_day.entry(self.day()).or_default() += 1;
        }
        match report.article {
            Some(article) if is_view => {
                let numbers = self.articles.entry(article).or_default();
                numbers.0 += 1;
                numbers.1 += u64::from(is_reader);
                self.totals.1 += 1;
            }
            Some(_) => *self.left_out.entry("again").or_default() += 1,
            None => self.totals.2 += 1,
        }
    }

    fn read(&mut self, article: Option<u64>, own: Name, former: Option<Name>) -> (bool, bool, bool) {
        let is_same = |reading: &&Reading| reading.name == own || Some(reading.name) == former;
        let is_over = |last: Option<i64>| last.is_none_or(|last| self.now - last >= MINUTES_30);
        let begins_visit = is_over(self.known.iter().filter(is_same).map(|reading| reading.at).max());
        let of_article = |reading: &&Reading| reading.is_view && reading.article == article;
        let last_view = self.known.iter().filter(is_same).filter(of_article).map(|reading| reading.at).max();
        let is_view = article.is_some() && is_over(last_view);
        let day = self.day();
        let had_read = self.known.iter().filter(of_article).any(|reading| reading.day == day && reading.name == own);
        let reading = Reading { day, at: self.now, name: own, article, is_view };
        self.written.push(reading.clone());
        self.known.push(reading);
        (begins_visit, is_view, is_view && !had_read)
    }

    fn names(&mut self, visitor: u8) -> (Name, Option<Name>) {
        let day = self.day();
        if self.salts_in_use.is_none_or(|(of, ..)| of != day) {
            let next = self.next_salt;
            let today = *self.salts.entry(day).or_insert(next);
            self.next_salt += 1;
            self.salts_in_use = Some((day, today, self.salts.get(&(day - 1)).copied()));
        }
        let (_, today, yesterday) = self.salts_in_use.unwrap();
        let is_just_after_midnight = (self.now + ZONE).rem_euclid(DAY) < MINUTES_30;
        ((visitor, today), yesterday.filter(|_| is_just_after_midnight).map(|salt| (visitor, salt)))
    }

    pub fn purge(&mut self) {
        let (now, day) = (self.now, self.day());
        self.purged = Some(self.purged.map_or(now, |purged| purged.max(now)));
        self.salts.retain(|of, _| *of >= day - 1);
        self.written.retain(|reading| reading.at > now - READINGS_KEPT);
        for reading in &mut self.known {
            // What ended long ago is no longer looked at; that it was read on its day is known a little longer.
            if reading.at <= now - MINUTES_30 {
                reading.at = i64::MIN / 2;
            }
        }
        self.known.retain(|reading| reading.day >= now.div_euclid(DAY) - 1);
    }

    pub fn restart(&mut self) {
        self.salts_in_use = None;
        self.known = self.written.clone();
        let kept = self.purged.unwrap_or(i64::MIN / 2) - IDS_KEPT;
        self.taken.retain(|(_, at, _)| *at > kept);
    }
}
