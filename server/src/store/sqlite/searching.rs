//! The words of articles: a table of FTS5 for titles, one for everything, and one for what they say often.

use std::borrow::Cow;

use bantin_feed::{Format, Given, read};
use bantin_search::{Field, IndexedWords, Shown, Sought, words_of};
use rusqlite::Connection;

use super::{Sqlite, StoreError, known_site, signed, unsigned};
use crate::store::{Days, MISSED_DAYS, SearchStore};

/// Bits of a row's number for the article's id.
const ID_BITS: u32 = 27;
/// Bits for the hour since 1970: until 2089.
const HOUR_BITS: u32 = 20;
/// Articles whose words are made at once where there was no index.
const AT_ONCE: usize = 5_000;

const LAST_HOUR: i64 = (1 << HOUR_BITS) - 1;
const LAST_ID: i64 = (1 << ID_BITS) - 1;

/// The number of a row: its site, its hour, its article. `None` beyond 65,535 sites or 134 million articles of one.
fn number(site: i64, published: i64, id: i64) -> Option<i64> {
    let fits = (0..1 << (63 - ID_BITS - HOUR_BITS)).contains(&site) && (0..=LAST_ID).contains(&id);
    fits.then(|| (site << (ID_BITS + HOUR_BITS)) | (hour(published) << ID_BITS) | id)
}

/// What was before 1970 is of its first hour.
fn hour(published: i64) -> i64 {
    published.div_euclid(3600).clamp(0, LAST_HOUR)
}

fn table(field: Field) -> &'static str {
    match field {
        Field::Title => "search_title",
        Field::Text => "search_text",
        Field::Often => "search_often",
    }
}

/// Changes of the index that are made together. FTS5 writes out what it has gathered whenever another statement begins or a row's number
/// is smaller than the one before; one by one they would take ten times as long.
#[derive(Default)]
pub(super) struct Changes<'w> {
    gone: Vec<i64>,
    new: Vec<(i64, Cow<'w, IndexedWords>)>,
}

impl<'w> Changes<'w> {
    /// An article is found by these words from now on; there must be none of it.
    pub(super) fn put(&mut self, site: i64, published: i64, id: i64, words: Cow<'w, IndexedWords>) {
        self.new.extend(number(site, published, id).map(|number| (number, words)));
    }

    /// An article is no longer found, if it was.
    pub(super) fn take_out(&mut self, site: i64, published: i64, id: i64) {
        self.gone.extend(number(site, published, id));
    }

    /// Makes them.
    pub(super) fn make(mut self, connection: &Connection) -> Result<(), StoreError> {
        self.gone.sort_unstable();
        self.new.sort_unstable_by_key(|(number, _)| *number);
        for field in [Field::Title, Field::Text, Field::Often] {
            let table = table(field);
            let mut delete = connection.prepare_cached(&format!("DELETE FROM {table} WHERE rowid = ?1"))?;
            for number in &self.gone {
                delete.execute([number])?;
            }
            let mut insert =
                connection.prepare_cached(&format!("INSERT INTO {table} (rowid, words) VALUES (?1, ?2)"))?;
            for (number, words) in &self.new {
                let words = match field {
                    Field::Title => &words.title,
                    Field::Text => &words.text,
                    Field::Often => &words.often,
                };
                insert.execute((number, words))?;
            }
        }
        Ok(())
    }
}

/// The articles that have what is sought, the newest first, to the hour.
fn sought_in(connection: &Connection, site: i64, sought: &Sought) -> Result<Vec<u64>, StoreError> {
    let (Some(first), Some(last)) = (number(site, sought.since, 0), number(site, sought.until, LAST_ID)) else {
        return Ok(Vec::new());
    };
    // FTS5 would take it for the end of the question. No word has it.
    if sought.phrases.iter().flatten().any(|word| word.contains('\0')) {
        return Ok(Vec::new());
    }
    let table = table(sought.field);
    let mut statement = connection.prepare_cached(&format!(
        "SELECT rowid FROM {table} WHERE {table} MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid DESC LIMIT ?4"
    ))?;
    let rows = statement.query_map((asked(sought), first, last, signed(sought.limit)), |row| row.get::<_, i64>(0))?;
    rows.map(|number| Ok(unsigned(number? & LAST_ID))).collect()
}

/// A question as FTS5 reads it: each phrase in quotes, and all of them wanted.
fn asked(sought: &Sought) -> String {
    let phrases: Vec<String> =
        sought.phrases.iter().map(|words| format!("\"{}\"", words.join(" ").replace('"', "\"\""))).collect();
    let goes_on = if sought.goes_on { " *" } else { "" };
    phrases.join(" AND ") + goes_on
}

/// How many articles have each of these words, `most` at most.
fn known(connection: &Connection, site: i64, words: &[String], most: u64) -> Result<Vec<u64>, StoreError> {
    let count = |word: &String| {
        let one = Sought::of(Field::Text, vec![vec![word.clone()]], most);
        Ok(u64::try_from(sought_in(connection, site, &one)?.len()).unwrap_or(u64::MAX))
    };
    words.iter().map(count).collect()
}

/// What every article that is shown is filtered by, from indexes alone.
fn shown_in(connection: &Connection, site: i64) -> Result<Vec<Shown>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, sort, language FROM article INDEXED BY article_newest WHERE site = ?1 AND withdrawn_at IS NULL",
    )?;
    let rows = statement.query_map([site], |row| {
        let (id, published, language) = (unsigned(row.get(0)?), row.get(1)?, row.get(2)?);
        Ok(Shown { id, published, language, ..Shown::default() })
    })?;
    let mut shown: Vec<Shown> = rows.collect::<Result<_, _>>()?;
    shown.sort_unstable_by_key(|row| row.id);
    let mut statement = connection.prepare_cached(
        "SELECT id FROM article INDEXED BY article_listing WHERE site = ?1 AND pinned = 1 AND withdrawn_at IS NULL",
    )?;
    for id in statement.query_map([site], |row| row.get::<_, i64>(0))? {
        let id = unsigned(id?);
        if let Ok(at) = shown.binary_search_by_key(&id, |row| row.id)
            && let Some(row) = shown.get_mut(at)
        {
            row.pinned = true;
        }
    }
    let mut statement = connection
        .prepare_cached("SELECT article, slug FROM article_category WHERE site = ?1 ORDER BY article, position")?;
    let mut categories = statement.query([site])?;
    let mut at = 0;
    while let Some(row) = categories.next()? {
        let article = unsigned(row.get(0)?);
        while shown.get(at).is_some_and(|known| known.id < article) {
            at += 1;
        }
        if let Some(known) = shown.get_mut(at).filter(|known| known.id == article) {
            known.categories.push(row.get(1)?);
        }
    }
    Ok(shown)
}

impl SearchStore for Sqlite {
    fn sought(&self, site: &str, sought: &Sought) -> Result<Vec<u64>, StoreError> {
        self.read(|reader| sought_in(reader, known_site(reader, site)?, sought))
    }

    fn words_known(&self, site: &str, words: &[String], most: u64) -> Result<Vec<u64>, StoreError> {
        self.read_at_once(|reader| known(reader, known_site(reader, site)?, words, most))
    }

    fn shown(&self, site: &str) -> Result<Vec<Shown>, StoreError> {
        self.read_at_once(|reader| shown_in(reader, known_site(reader, site)?))
    }

    fn note_missed(&self, site: &str, day: i64, words: &str, visitors: u64) -> Result<(), StoreError> {
        self.write(|transaction| {
            let site = known_site(transaction, site)?;
            transaction.execute(
                "INSERT INTO search_missed (site, words, day, asked) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (site, words, day) DO UPDATE SET asked = asked + excluded.asked",
                (site, words, day, signed(visitors)),
            )?;
            transaction.execute(
                "DELETE FROM search_missed WHERE site = ?1 AND day < ?2",
                (site, day.saturating_sub(MISSED_DAYS)),
            )?;
            Ok(())
        })
    }

    fn missed(&self, site: &str, days: &Days, most: u64) -> Result<Vec<(String, u64)>, StoreError> {
        self.read(|reader| {
            let mut statement = reader.prepare_cached(
                "SELECT words, sum(asked) FROM search_missed WHERE site = ?1 AND day BETWEEN ?2 AND ?3
                 GROUP BY words ORDER BY sum(asked) DESC, words LIMIT ?4",
            )?;
            let wanted = (known_site(reader, site)?, days.start(), days.end(), signed(most));
            let rows = statement.query_map(wanted, |row| Ok((row.get(0)?, unsigned(row.get(1)?))))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

/// Puts in what was imported before there was an index.
pub(super) fn fill(connection: &Connection) -> Result<(), StoreError> {
    let mut all = connection.prepare("SELECT site, id, sort, article FROM article WHERE withdrawn_at IS NULL")?;
    let mut rows = all.query([])?;
    let mut changes = Changes::default();
    while let Some(row) = rows.next()? {
        let (site, id, sort, article): (i64, i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        // One that cannot be read is not shown either.
        let read = read(article.as_bytes(), Format::JsonFeed, &Given::default());
        if let Some(article) = read.ok().and_then(|reading| reading.feed.items.into_iter().next()) {
            changes.put(site, sort, id, Cow::Owned(words_of(&article)));
        }
        if changes.new.len() >= AT_ONCE {
            std::mem::take(&mut changes).make(connection)?;
        }
    }
    changes.make(connection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rows_number_says_its_site_and_its_hour_first() {
        let number = |site, published, id| number(site, published, id).unwrap();
        let order = [
            number(1, i64::MIN, 0),
            number(1, 0, 5),
            number(1, 3600, 4),
            number(1, 1_800_000_000, 1),
            number(1, i64::MAX, LAST_ID),
            number(2, i64::MIN, 0),
        ];
        assert!(order.is_sorted_by(|one, other| one < other), "{order:?}");
        assert_eq!(super::number(1 << 16, 0, 0), None);
        assert_eq!(super::number(1, 0, LAST_ID + 1), None);
    }
}
