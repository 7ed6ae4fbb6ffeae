//! Counting a batch of reports, in one transaction and a handful of statements, exactly with any number of servers.
//!
//! Each statement sees what was committed before it (READ COMMITTED), and what decides is locked first, in sorted order, so
//! that nobody waits in a circle: ids of deliveries by their own unique index (whoever inserts second waits, and finds it
//! taken), then every visitor by its row in `active`. What a visitor has read is looked at only after that, and changed only
//! by whoever holds the visitor. Sums stand in the server's own shard, which nobody else changes while it counts.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::recalled::{Hash, Recalled, Who, hashes};
use super::session::Work;
use super::{Fault, StoreError, shards};
use crate::store::batch::{Sums, article_of, decide};
use crate::store::{Outcome, Refusal, Report};

/// Counts them in their order, into this server's shard.
pub(super) fn count(work: &mut Work<'_>, shard: i64, reports: &[Report]) -> Result<Vec<Outcome>, Fault> {
    let sites = sites(work, reports)?;
    let refusals = refusals(work, &sites, reports)?;
    let mut known = Recalled::default();
    let of_site = |report: &Report| sites.get(report.site.as_str()).copied();
    let refusal = |site: i64, report: &Report| article_of(report).and_then(|id| refusals.get(&(site, id)).copied());
    let (mut wanted, mut refused) = (BTreeMap::new(), BTreeSet::new());
    for (report, site) in reports.iter().filter_map(|report| Some((report, of_site(report)?))) {
        if refusal(site, report).is_some() {
            refused.insert((site, report.id.as_str()));
        } else {
            wanted.entry((site, report.id.as_str())).or_insert(report.at);
        }
    }
    deliver(work, &mut known, &wanted, &refused)?;
    let fresh: Vec<(&Report, i64)> = reports
        .iter()
        .filter_map(|report| Some((report, of_site(report)?)))
        .filter(|(report, site)| refusal(*site, report).is_none() && report.left_out.is_none())
        .filter(|(report, site)| !crate::store::batch::Recall::was_delivered(&known, *site, &report.id))
        .collect();
    hold_visitors(work, &mut known, &fresh)?;
    look_up_readings(work, &mut known, &fresh)?;

    let (mut sums, mut outcomes) = (Sums::default(), Vec::with_capacity(reports.len()));
    for report in reports {
        let Some(site) = of_site(report) else {
            outcomes.push(Outcome::Refused(Refusal::Site));
            continue;
        };
        let outcome =
            decide(&mut known, site, report, |article| Ok::<_, Fault>(refusals.get(&(site, article)).copied()))?;
        sums.add(site, report, outcome);
        outcomes.push(outcome);
    }
    keep(work, &known)?;
    shards::add(work, shard, &sums)?;
    Ok(outcomes)
}

/// The keys of the sites that there are.
fn sites<'r>(work: &mut Work<'_>, reports: &'r [Report]) -> Result<HashMap<&'r str, i64>, Fault> {
    let named: HashSet<&str> = reports.iter().map(|report| report.site.as_str()).collect();
    let ids: Vec<&str> = named.iter().copied().collect();
    let mut keys = HashMap::new();
    for row in work.rows("SELECT id, key FROM site WHERE id = ANY($1)", &[&ids])? {
        if let Some(id) = named.get(row.try_get::<_, &str>(0)?) {
            keys.insert(*id, row.try_get(1)?);
        }
    }
    Ok(keys)
}

/// Why articles are not counted, of those that are not.
fn refusals(
    work: &mut Work<'_>,
    sites: &HashMap<&str, i64>,
    reports: &[Report],
) -> Result<HashMap<(i64, i64), Refusal>, Fault> {
    let named = |report: &Report| Some((*sites.get(report.site.as_str())?, article_of(report)?));
    let mut refusals: HashMap<(i64, i64), Refusal> =
        reports.iter().filter_map(named).map(|article| (article, Refusal::Article)).collect();
    if refusals.is_empty() {
        return Ok(refusals);
    }
    let (of, ids): (Vec<i64>, Vec<i64>) = refusals.keys().copied().unzip();
    let rows = work.rows(
        "SELECT article.site, article.id, withdrawn_at IS NOT NULL
         FROM unnest($1::bigint[], $2::bigint[]) AS named (site, id)
         JOIN article ON article.site = named.site AND article.id = named.id",
        &[&of, &ids],
    )?;
    for row in rows {
        let article: (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        if row.try_get(2)? {
            refusals.insert(article, Refusal::Withdrawn);
        } else {
            refusals.remove(&article);
        }
    }
    Ok(refusals)
}

/// Takes the ids that have not come before, and learns which have.
fn deliver(
    work: &mut Work<'_>,
    known: &mut Recalled,
    wanted: &BTreeMap<(i64, &str), i64>,
    refused: &BTreeSet<(i64, &str)>,
) -> Result<(), Fault> {
    let (mut sites, mut ids, mut times) = (Vec::new(), Vec::new(), Vec::new());
    for ((site, id), at) in wanted {
        sites.push(*site);
        ids.push(*id);
        times.push(*at);
    }
    if !ids.is_empty() {
        let rows = work.rows(
            "INSERT INTO delivered (site, id, at)
             SELECT site, id, at FROM unnest($1::bigint[], $2::text[], $3::bigint[]) AS report (site, id, at)
             ORDER BY site, id
             ON CONFLICT (site, id) DO NOTHING RETURNING site, id",
            &[&sites, &ids, &times],
        )?;
        let mut before: BTreeSet<(i64, &str)> = wanted.keys().copied().collect();
        for row in &rows {
            before.remove(&(row.try_get(0)?, row.try_get(1)?));
        }
        for (site, id) in before {
            known.was_delivered_before(site, id.to_owned());
        }
    }
    // Of an id that came only with articles that are refused now, it is looked up.
    let (sites, ids): (Vec<i64>, Vec<&str>) = refused.iter().filter(|key| !wanted.contains_key(key)).copied().unzip();
    if !ids.is_empty() {
        let rows = work.rows(
            "SELECT delivered.site, delivered.id FROM unnest($1::bigint[], $2::text[]) AS report (site, id)
             JOIN delivered ON delivered.site = report.site AND delivered.id = report.id",
            &[&sites, &ids],
        )?;
        for row in rows {
            known.was_delivered_before(row.try_get(0)?, row.try_get(1)?);
        }
    }
    Ok(())
}

/// Holds every visitor of the batch until it ends, and learns when each was last active.
fn hold_visitors(work: &mut Work<'_>, known: &mut Recalled, fresh: &[(&Report, i64)]) -> Result<(), Fault> {
    let visitors: BTreeSet<Who> = fresh
        .iter()
        .flat_map(|(report, site)| report.visitor.iter().flat_map(hashes).map(move |hash| (*site, hash)))
        .collect();
    if visitors.is_empty() {
        return Ok(());
    }
    let (sites, hashes): (Vec<i64>, Vec<&[u8]>) = visitors.iter().map(|(site, hash)| (*site, hash.as_slice())).unzip();
    // What is written is what was there: the row is made, or locked, and says what it has.
    let rows = work.rows(
        "INSERT INTO active (site, hash)
         SELECT site, hash FROM unnest($1::bigint[], $2::bytea[]) AS visitor (site, hash) ORDER BY site, hash
         ON CONFLICT (site, hash) DO UPDATE SET at = active.at RETURNING site, hash, at",
        &[&sites, &hashes],
    )?;
    for row in rows {
        if let Some(at) = row.try_get::<_, Option<i64>>(2)? {
            known.was_active((row.try_get(0)?, hash(row.try_get(1)?)?), at);
        }
    }
    Ok(())
}

/// Learns what the visitors that are held have read.
fn look_up_readings(work: &mut Work<'_>, known: &mut Recalled, fresh: &[(&Report, i64)]) -> Result<(), Fault> {
    let mut wanted = BTreeSet::new();
    for (report, site) in fresh {
        if let (Some(article), Some(visitor)) = (article_of(report), &report.visitor) {
            wanted.extend(hashes(visitor).map(|hash| (*site, article, hash)));
        }
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let (mut sites, mut articles, mut hashes) = (Vec::new(), Vec::new(), Vec::new());
    for (site, article, hash) in &wanted {
        sites.push(*site);
        articles.push(*article);
        hashes.push(hash.as_slice());
    }
    let rows = work.rows(
        "SELECT reading.site, reading.article, reading.hash, day, at
         FROM unnest($1::bigint[], $2::bigint[], $3::bytea[]) AS wanted (site, article, hash)
         JOIN reading ON reading.site = wanted.site AND reading.article = wanted.article AND reading.hash = wanted.hash",
        &[&sites, &articles, &hashes],
    )?;
    for row in rows {
        let reading = (row.try_get(0)?, row.try_get(1)?, hash(row.try_get(2)?)?);
        known.had_read(reading, row.try_get(3)?, row.try_get(4)?);
    }
    Ok(())
}

/// Keeps what the batch has added to what is known of visitors.
fn keep(work: &mut Work<'_>, known: &Recalled) -> Result<(), Fault> {
    if !known.active_now.is_empty() {
        let (mut sites, mut hashes, mut times) = (Vec::new(), Vec::new(), Vec::new());
        for ((site, hash), at) in &known.active_now {
            sites.push(*site);
            hashes.push(hash.as_slice());
            times.push(*at);
        }
        work.execute(
            "UPDATE active SET at = now_active.at
             FROM unnest($1::bigint[], $2::bytea[], $3::bigint[]) AS now_active (site, hash, at)
             WHERE active.site = now_active.site AND active.hash = now_active.hash",
            &[&sites, &hashes, &times],
        )?;
    }
    if !known.viewed_now.is_empty() {
        let (mut sites, mut articles, mut hashes) = (Vec::new(), Vec::new(), Vec::new());
        let (mut days, mut times) = (Vec::new(), Vec::new());
        for (((site, article, hash), day), at) in &known.viewed_now {
            sites.push(*site);
            articles.push(*article);
            hashes.push(hash.as_slice());
            days.push(*day);
            times.push(*at);
        }
        work.execute(
            "INSERT INTO reading (site, article, hash, day, at)
             SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::bigint[], $5::bigint[])
             ON CONFLICT (site, article, hash, day) DO UPDATE SET at = excluded.at",
            &[&sites, &articles, &hashes, &days, &times],
        )?;
    }
    Ok(())
}

fn hash(bytes: &[u8]) -> Result<Hash, Fault> {
    // Only we write there.
    bytes.try_into().map_err(|_| StoreError::Other("a hash of another length is in the database".to_owned()).into())
}
