//! Addresses of the old site: those that were listed, and those that articles came with.

use std::collections::{HashMap, HashSet};

use super::session::Work;
use super::{Fault, articles, unsigned};
use crate::store::{ArticleRow, ListTaken};

/// Takes a list in; one that is `complete` also takes out what it does not have.
pub(super) fn take_list(
    work: &mut Work<'_>,
    site: i64,
    list: &[(String, String)],
    complete: bool,
) -> Result<ListTaken, Fault> {
    let mut taken = ListTaken::default();
    let mut known: HashMap<String, String> = listed(work, site)?.into_iter().collect();
    let mut changed = HashMap::new();
    for (address, target) in list {
        match known.insert(address.clone(), target.clone()) {
            Some(before) if before == *target => taken.unchanged += 1,
            Some(_) => taken.changed += 1,
            None => taken.new += 1,
        }
        changed.insert(address, target);
    }
    let (addresses, targets): (Vec<&String>, Vec<&String>) = changed.into_iter().unzip();
    work.execute(
        "INSERT INTO old_address (site, address, target) SELECT $1, address, target
           FROM unnest($2::text[], $3::text[]) AS entry (address, target)
         ON CONFLICT (site, address) DO UPDATE SET target = excluded.target",
        &[&site, &addresses, &targets],
    )?;
    if complete {
        let present: HashSet<&str> = list.iter().map(|(address, _)| address.as_str()).collect();
        let gone: Vec<&String> = known.keys().filter(|address| !present.contains(address.as_str())).collect();
        taken.removed =
            work.execute("DELETE FROM old_address WHERE site = $1 AND address = ANY($2)", &[&site, &gone])?;
    }
    Ok(taken)
}

pub(super) fn listed(work: &mut Work<'_>, site: i64) -> Result<Vec<(String, String)>, Fault> {
    let rows = work.rows("SELECT address, target FROM old_address WHERE site = $1", &[&site])?;
    let list = rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?)));
    let mut list: Vec<(String, String)> = list.collect::<Result<_, Fault>>()?;
    // By bytes, whatever order the database's language has.
    list.sort();
    Ok(list)
}

pub(super) fn target(work: &mut Work<'_>, site: i64, address: &str) -> Result<Option<String>, Fault> {
    let row = work.row("SELECT target FROM old_address WHERE site = $1 AND address = $2", &[&site, &address])?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

/// How many of a site's articles came with an old address.
pub(super) fn count(work: &mut Work<'_>, site: i64) -> Result<u64, Fault> {
    Ok(unsigned(work.number("SELECT count(*) FROM article_address WHERE site = $1", &[&site])?))
}

/// Of several articles with one address, one that is shown, then the last that came.
pub(super) fn article_at(work: &mut Work<'_>, site: i64, address: &str) -> Result<Option<ArticleRow>, Fault> {
    let which = "site = $1 AND id IN (SELECT article FROM article_address WHERE site = $1 AND address = $2)
         ORDER BY withdrawn_at IS NOT NULL, id DESC LIMIT 1";
    articles::one(work, which, &[&site, &address])
}

/// As [`article_at`], of a source's id in any letter case.
pub(super) fn article_of(
    work: &mut Work<'_>,
    site: i64,
    source: &str,
    source_id: &str,
) -> Result<Option<ArticleRow>, Fault> {
    let which = r#"site = $1 AND source = $2 AND lower(source_id COLLATE "C") = lower($3::text COLLATE "C")
         ORDER BY withdrawn_at IS NOT NULL, id DESC LIMIT 1"#;
    articles::one(work, which, &[&site, &source, &source_id])
}

/// Keeps the addresses that an article came with, and those that it came with before.
pub(super) fn keep(work: &mut Work<'_>, site: i64, article: i64, addresses: &[String]) -> Result<(), Fault> {
    if addresses.is_empty() {
        return Ok(());
    }
    work.execute(
        "INSERT INTO article_address (site, address, article) SELECT $1, address, $2 FROM unnest($3::text[]) AS entry (address)
         ON CONFLICT DO NOTHING",
        &[&site, &article, &addresses],
    )?;
    Ok(())
}
