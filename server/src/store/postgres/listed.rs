//! What feeds and sitemaps ask for: the newest articles of a language, and all that is shown without its texts.

use postgres::Row;

use super::session::Work;
use super::{Fault, articles, signed, unsigned};
use crate::store::{ListedRow, Listing, Newest, NewsRow, Tongue};

/// Whether the language is among the tags of $2 is as $3 says.
const TONGUE: &str = "(language = ANY($2)) = $3";

pub(super) fn newest(work: &mut Work<'_>, site: i64, which: &Newest) -> Result<Listing, Fault> {
    let (tags, among) = match &which.tongue {
        Tongue::In(tag) => (std::slice::from_ref(tag), true),
        Tongue::NotIn(tags) => (tags.as_slice(), false),
    };
    let (limit, offset) = (signed(which.limit), signed(which.offset));
    match &which.category {
        None => {
            let of = format!("FROM article WHERE site = $1 AND withdrawn_at IS NULL AND {TONGUE}");
            let total = work.number(&format!("SELECT count(*) {of}"), &[&site, &tags, &among])?;
            let ids = format!("SELECT id {of} ORDER BY sort DESC, id DESC LIMIT $4 OFFSET $5");
            articles::page(work, site, total, (&ids, &[&site, &tags, &among, &limit, &offset]))
        }
        Some(slug) => {
            let of = format!("FROM article_category WHERE site = $1 AND slug = $4 AND {TONGUE}");
            let total = work.number(&format!("SELECT count(*) {of}"), &[&site, &tags, &among, slug])?;
            let ids = format!("SELECT article {of} ORDER BY sort DESC, article DESC LIMIT $5 OFFSET $6");
            articles::page(work, site, total, (&ids, &[&site, &tags, &among, slug, &limit, &offset]))
        }
    }
}

pub(super) fn all(work: &mut Work<'_>, site: i64) -> Result<Vec<ListedRow>, Fault> {
    let rows = work.rows(
        "SELECT id, slug, language, greatest(sort, coalesce(changed, sort)) FROM article
         WHERE site = $1 AND withdrawn_at IS NULL ORDER BY sort, id",
        &[&site],
    )?;
    let listed = |row: &Row| -> Result<_, Fault> {
        let (id, slug) = (unsigned(row.try_get(0)?), row.try_get(1)?);
        Ok(ListedRow { id, slug, language: row.try_get(2)?, changed: row.try_get(3)? })
    };
    rows.iter().map(listed).collect()
}

pub(super) fn translations(work: &mut Work<'_>, site: i64) -> Result<Vec<(u64, u64)>, Fault> {
    let rows = work.rows(
        "SELECT own.id, other.id FROM article_translation AS said
         JOIN article AS own ON own.site = said.site AND own.id = said.article
         JOIN article AS other ON other.site = own.site AND other.source = own.source
           AND other.source_id = said.source_id AND other.withdrawn_at IS NULL
         WHERE said.site = $1 ORDER BY own.id, other.id",
        &[&site],
    )?;
    rows.iter().map(|row| Ok((unsigned(row.try_get(0)?), unsigned(row.try_get(1)?)))).collect()
}

/// `of`: from when, until when, how many at most.
pub(super) fn news(work: &mut Work<'_>, site: i64, of: [i64; 3]) -> Result<Vec<NewsRow>, Fault> {
    let [since, until, limit] = of;
    let rows = work.rows(
        "SELECT id, slug, language, title, sort FROM article
         WHERE site = $1 AND withdrawn_at IS NULL AND sort BETWEEN $2 AND $3
         ORDER BY sort DESC, id DESC LIMIT $4",
        &[&site, &since, &until, &limit],
    )?;
    let news = |row: &Row| -> Result<_, Fault> {
        Ok(NewsRow {
            id: unsigned(row.try_get(0)?),
            slug: row.try_get(1)?,
            language: row.try_get(2)?,
            title: row.try_get(3)?,
            published: row.try_get(4)?,
        })
    };
    rows.iter().map(news).collect()
}
