//! The words of articles: PostgreSQL's own full text, given words that were made here.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use bantin_feed::{Format, Given, read};
use bantin_search::{Field, IndexedWords, Shown, Sought, words_of};

use super::session::{How, Work};
use super::{Fault, Postgres, StoreError, can_be_there, signed, unsigned};
use crate::store::{Days, MISSED_DAYS, SearchStore};

/// Places of one word that PostgreSQL keeps.
const PLACES: usize = 255;

/// Articles whose words are made at once where there was no index.
const AT_ONCE: i64 = 500;

/// The word that all articles of a site have.
fn word_of_site(site: i64) -> String {
    format!("=site{site}")
}

/// Words with their places, as PostgreSQL writes them.
fn vector(site: i64, words: &str) -> String {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, word) in (1..).zip(words.split_whitespace()) {
        places.entry(word).or_default().push(place);
    }
    let mut vector = quoted(&word_of_site(site));
    for (word, places) in places {
        vector.push(' ');
        vector.push_str(&quoted(word));
        for (at, place) in places.iter().take(PLACES).filter(|place| **place < 16_383).enumerate() {
            let separator = if at == 0 { ':' } else { ',' };
            // Writing to a string cannot fail.
            let _ = write!(vector, "{separator}{place}");
        }
    }
    vector
}

fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\\', "\\\\").replace('\'', "''"))
}

/// A question as PostgreSQL reads it.
fn asked(site: i64, sought: &Sought) -> String {
    let last = sought.phrases.len();
    let phrase = |(at, words): (usize, &Vec<String>)| {
        let mut quoted: Vec<String> = words.iter().map(|word| quoted(word)).collect();
        if sought.goes_on
            && at == last
            && let Some(word) = quoted.last_mut()
        {
            word.push_str(":*");
        }
        format!("({})", quoted.join(" <-> "))
    };
    let phrases: Vec<String> = (1..).zip(&sought.phrases).map(phrase).collect();
    format!("{} & {}", quoted(&word_of_site(site)), phrases.join(" & "))
}

/// Puts the words of an article in, in the place of those that are there.
pub(super) fn put(work: &mut Work<'_>, site: i64, sort: i64, id: i64, words: &IndexedWords) -> Result<(), Fault> {
    work.execute(
        "INSERT INTO search (site, article, sort, title, words, often)
         VALUES ($1, $2, $3, $4::text::tsvector, $5::text::tsvector, $6::text::tsvector)
         ON CONFLICT (site, article) DO UPDATE
         SET sort = excluded.sort, title = excluded.title, words = excluded.words, often = excluded.often",
        &[&site, &id, &sort, &vector(site, &words.title), &vector(site, &words.text), &vector(site, &words.often)],
    )?;
    Ok(())
}

/// Takes the words of an article out, if there are any.
pub(super) fn take_out(work: &mut Work<'_>, site: i64, id: i64) -> Result<(), Fault> {
    work.execute("DELETE FROM search WHERE site = $1 AND article = $2", &[&site, &id])?;
    Ok(())
}

/// The articles that have what is sought, the newest first.
fn sought_in(work: &mut Work<'_>, site: i64, sought: &Sought) -> Result<Vec<u64>, Fault> {
    let column = match sought.field {
        Field::Title => "title",
        Field::Text => "words",
        Field::Often => "often",
    };
    let rows = work.rows(
        &format!(
            "SELECT article FROM search WHERE site = $1 AND {column} @@ $2::text::tsquery AND sort BETWEEN $3 AND $4
             ORDER BY sort DESC, article DESC LIMIT $5"
        ),
        &[&site, &asked(site, sought), &sought.since, &sought.until, &signed(sought.limit)],
    )?;
    rows.iter().map(|row| Ok(unsigned(row.try_get(0)?))).collect()
}

/// How many articles have each of these words, `most` at most.
fn known(work: &mut Work<'_>, site: i64, words: &[String], most: u64) -> Result<Vec<u64>, Fault> {
    let asked: Vec<String> =
        words.iter().map(|word| asked(site, &Sought::of(Field::Text, vec![vec![word.clone()]], most))).collect();
    let rows = work.rows(
        "SELECT (SELECT count(*) FROM (SELECT 1 FROM search WHERE site = $1 AND words @@ asked.query::tsquery LIMIT $3) AS met)
         FROM unnest($2::text[]) WITH ORDINALITY AS asked (query, place) ORDER BY place",
        &[&site, &asked, &signed(most)],
    )?;
    rows.iter().map(|row| Ok(unsigned(row.try_get(0)?))).collect()
}

/// What every article that is shown is filtered by.
fn shown_in(work: &mut Work<'_>, site: i64) -> Result<Vec<Shown>, Fault> {
    let rows = work.rows(
        "SELECT id, sort, pinned, language,
           ARRAY(SELECT slug FROM article_category AS of
                 WHERE of.site = article.site AND of.article = article.id ORDER BY position)
         FROM article WHERE site = $1 AND withdrawn_at IS NULL ORDER BY id",
        &[&site],
    )?;
    let row = |row: &postgres::Row| -> Result<Shown, Fault> {
        Ok(Shown {
            id: unsigned(row.try_get(0)?),
            published: row.try_get(1)?,
            pinned: row.try_get(2)?,
            language: row.try_get(3)?,
            categories: row.try_get(4)?,
        })
    };
    rows.iter().map(row).collect()
}

impl SearchStore for Postgres {
    fn sought(&self, site: &str, sought: &Sought) -> Result<Vec<u64>, StoreError> {
        if !sought.phrases.iter().flatten().all(|word| can_be_there(word)) {
            return Ok(Vec::new());
        }
        let sought = sought.clone();
        self.of_site(How::Plainly, site, move |work, site| sought_in(work, site, &sought))
    }

    fn words_known(&self, site: &str, words: &[String], most: u64) -> Result<Vec<u64>, StoreError> {
        let words = words.to_vec();
        self.of_site(How::Plainly, site, move |work, site| known(work, site, &words, most))
    }

    fn shown(&self, site: &str) -> Result<Vec<Shown>, StoreError> {
        self.of_site(How::Plainly, site, shown_in)
    }

    fn note_missed(&self, site: &str, day: i64, words: &str, visitors: u64) -> Result<(), StoreError> {
        if !can_be_there(words) {
            return Ok(());
        }
        let words = words.to_owned();
        self.of_site(How::Whole, site, move |work, site| {
            work.execute(
                "INSERT INTO search_missed AS known (site, words, day, asked) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (site, words, day) DO UPDATE SET asked = known.asked + excluded.asked",
                &[&site, &words, &day, &signed(visitors)],
            )?;
            let oldest = day.saturating_sub(MISSED_DAYS);
            work.execute("DELETE FROM search_missed WHERE site = $1 AND day < $2", &[&site, &oldest])?;
            Ok(())
        })
    }

    fn missed(&self, site: &str, days: &Days, most: u64) -> Result<Vec<(String, u64)>, StoreError> {
        let (first, last) = (*days.start(), *days.end());
        self.of_site(How::Plainly, site, move |work, site| {
            let rows = work.rows(
                "SELECT words, sum(asked)::bigint FROM search_missed WHERE site = $1 AND day BETWEEN $2 AND $3
                 GROUP BY words ORDER BY sum(asked) DESC, words COLLATE \"C\" LIMIT $4",
                &[&site, &first, &last, &signed(most)],
            )?;
            rows.iter().map(|row| Ok((row.try_get(0)?, unsigned(row.try_get(1)?)))).collect()
        })
    }
}

/// Puts in what was imported before there was an index.
pub(super) fn fill(work: &mut Work<'_>) -> Result<(), Fault> {
    let (mut site, mut id) = (0_i64, 0_i64);
    loop {
        let rows = work.rows(
            "SELECT site, id, sort, article FROM article WHERE withdrawn_at IS NULL AND (site, id) > ($1, $2)
             ORDER BY site, id LIMIT $3",
            &[&site, &id, &AT_ONCE],
        )?;
        let Some(last) = rows.last() else { return Ok(()) };
        (site, id) = (last.try_get(0)?, last.try_get(1)?);
        for row in &rows {
            let article: String = row.try_get(3)?;
            // One that cannot be read is not shown either.
            let read = read(article.as_bytes(), Format::JsonFeed, &Given::default());
            if let Some(article) = read.ok().and_then(|reading| reading.feed.items.into_iter().next()) {
                put(work, row.try_get(0)?, row.try_get(2)?, row.try_get(1)?, &words_of(&article))?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_as_postgresql_reads_them() {
        assert_eq!(vector(7, "lich cup lich =lichj"), "'=site7' '=lichj':4 'cup':2 'lich':1,3");
        assert_eq!(vector(7, "l'a\\b"), "'=site7' 'l''a\\\\b':1");
        let phrases = vec![vec!["cup".to_owned(), "nuoc".to_owned()], vec!["li".to_owned()]];
        let sought = Sought { goes_on: true, ..Sought::of(Field::Title, phrases, 1) };
        assert_eq!(asked(7, &sought), "'=site7' & ('cup' <-> 'nuoc') & ('li':*)");
    }
}
