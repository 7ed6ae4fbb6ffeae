//! Who is online at which server: each writes its own rows, and reads the others'.

use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use super::Fault;
use super::session::Work;
use crate::store::{SiteOnline, StoreError};
use crate::visits::Visitor;

/// How far back rows are read again: a row is there only once its transaction has ended, some time after it began.
const AGAIN: Duration = Duration::from_secs(3);

/// What other servers have written.
pub(super) struct Elsewhere {
    pub(super) sites: Vec<SiteOnline>,
    /// When, by the database's clock, the newest of it was written.
    pub(super) newest: Option<SystemTime>,
}

/// Writes what is so here, and reads what others have written since `newest`. Streams count for as long as their server
/// says so: five seconds.
pub(super) fn share(
    work: &mut Work<'_>,
    server: i64,
    here: &[SiteOnline],
    newest: Option<SystemTime>,
) -> Result<Elsewhere, Fault> {
    write(work, server, here)?;
    let since = newest.and_then(|newest| newest.checked_sub(AGAIN)).unwrap_or(SystemTime::UNIX_EPOCH);
    let mut sites = HashMap::<String, SiteOnline>::new();
    let mut newest = newest;
    let rows = work.rows(
        "SELECT site.id, hash, former, at, beat FROM online JOIN site ON site.key = online.site
         WHERE server <> $1 AND beat > $2 ORDER BY at, beat",
        &[&server, &since],
    )?;
    for row in rows {
        let site = sites.entry(row.try_get(0)?).or_default();
        let former = row.try_get::<_, Option<&[u8]>>(2)?.map(hash).transpose()?;
        site.marks.push((Visitor { hash: hash(row.try_get(1)?)?, former }, row.try_get(3)?));
        newest = newest.max(Some(row.try_get(4)?));
    }
    let rows = work.rows(
        "SELECT site.id, sum(open)::bigint FROM streams JOIN site ON site.key = streams.site
         WHERE server <> $1 AND beat > now() - interval '5 seconds' GROUP BY site.id",
        &[&server],
    )?;
    for row in rows {
        sites.entry(row.try_get(0)?).or_default().streams = super::unsigned(row.try_get(1)?);
    }
    let sites = sites.into_iter().map(|(site, online)| SiteOnline { site, ..online }).collect();
    Ok(Elsewhere { sites, newest })
}

fn write(work: &mut Work<'_>, server: i64, here: &[SiteOnline]) -> Result<(), Fault> {
    let (mut sites, mut open) = (Vec::new(), Vec::new());
    let (mut of, mut hashes, mut formers, mut times) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for site in here {
        sites.push(site.site.as_str());
        open.push(super::signed(site.streams));
        for (visitor, at) in &site.marks {
            of.push(site.site.as_str());
            hashes.push(visitor.hash.as_slice());
            formers.push(visitor.former.as_ref().map(<[u8; 16]>::as_slice));
            times.push(*at);
        }
    }
    work.execute(
        "INSERT INTO streams (site, server, open, beat)
         SELECT site.key, $1, here.open, now() FROM unnest($2::text[], $3::bigint[]) AS here (site, open)
         JOIN site ON site.id = here.site
         ON CONFLICT (site, server) DO UPDATE SET open = excluded.open, beat = excluded.beat",
        &[&server, &sites, &open],
    )?;
    if !of.is_empty() {
        work.execute(
            "INSERT INTO online (site, server, hash, former, at, beat)
             SELECT site.key, $1, mark.hash, mark.former, mark.at, now()
             FROM unnest($2::text[], $3::bytea[], $4::bytea[], $5::bigint[]) AS mark (site, hash, former, at)
             JOIN site ON site.id = mark.site
             ON CONFLICT (site, server, hash) DO UPDATE SET former = excluded.former, at = excluded.at, beat = excluded.beat",
            &[&server, &of, &hashes, &formers, &times],
        )?;
    }
    Ok(())
}

/// Takes this server's streams out: it ends. Its visitors stay for the rest of their minute.
pub(super) fn end(work: &mut Work<'_>, server: i64) -> Result<(), Fault> {
    work.execute("DELETE FROM streams WHERE server = $1", &[&server])?;
    Ok(())
}

fn hash(bytes: &[u8]) -> Result<[u8; 16], Fault> {
    // Only we write there.
    bytes.try_into().map_err(|_| StoreError::Other("a hash of another length is in the database".to_owned()).into())
}
