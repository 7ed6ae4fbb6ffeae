//! The same articles as the manuals of FTS5 and PostgreSQL show it: titles and texts as they are, diacritics removed by the engine.

use std::path::Path;

use anyhow::{Context, Result};
use bantin_feed::{Article, plain_text};
use bantin_scratch_postgres::Instance;
use rusqlite::Connection;

/// An article's id, title and text.
pub(crate) fn texts(article: &Article) -> (&str, &str, String) {
    let body = article.content_html.as_deref().map(plain_text).or_else(|| article.content_text.clone());
    let text = [article.summary.clone().unwrap_or_default(), body.unwrap_or_default()].join(" ");
    (&article.id, article.title.as_deref().unwrap_or_default(), text)
}

/// FTS5 with `unicode61 remove_diacritics 2`, ranked by bm25.
pub(crate) struct Fts5(pub(crate) Connection);

impl Fts5 {
    /// Puts articles into a new database at a path.
    pub(crate) fn with(path: &Path, articles: &[Article]) -> Result<Self> {
        let mut connection = Connection::open(path)?;
        connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
        connection.execute_batch(
            "CREATE VIRTUAL TABLE plain USING fts5(id UNINDEXED, title, body, tokenize = 'unicode61 remove_diacritics 2')",
        )?;
        let whole = connection.transaction()?;
        {
            let mut insert = whole.prepare("INSERT INTO plain (id, title, body) VALUES (?1, ?2, ?3)")?;
            for article in articles {
                insert.execute(texts(article))?;
            }
        }
        whole.commit()?;
        Ok(Self(connection))
    }

    /// The ids that are found, the best first.
    pub(crate) fn find(&self, typed: &str) -> Result<Vec<String>> {
        let mut statement =
            self.0.prepare_cached("SELECT id FROM plain WHERE plain MATCH ?1 ORDER BY rank LIMIT 100")?;
        let rows = statement.query_map([question(typed)], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// A question as FTS5 reads it: words and phrases, all of them wanted.
pub(crate) fn question(typed: &str) -> String {
    let mut parts = Vec::new();
    for (at, part) in typed.split('"').enumerate() {
        if at % 2 == 1 {
            parts.push(format!("\"{part}\""));
        } else {
            parts.extend(part.split_whitespace().map(|word| format!("\"{word}\"")));
        }
    }
    parts.join(" AND ")
}

/// PostgreSQL's full text with `unaccent`, ranked by `ts_rank_cd`.
pub(crate) struct Unaccent {
    client: postgres::Client,
    _instance: Instance,
}

impl Unaccent {
    /// Puts articles into a new database; `None` where there is no PostgreSQL, or it lacks `unaccent`.
    pub(crate) fn with(articles: &[Article]) -> Result<Option<Self>> {
        let Some(programs) = std::env::var_os("BANTIN_POSTGRES") else { return Ok(None) };
        let instance = Instance::start(Path::new(&programs), false)?;
        let mut client = instance.connect("postgres")?;
        if client.batch_execute("CREATE EXTENSION unaccent").is_err() {
            return Ok(None);
        }
        client.batch_execute(
            "CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple);
             ALTER TEXT SEARCH CONFIGURATION plain ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;
             CREATE TABLE plain (id TEXT, words TSVECTOR); CREATE INDEX ON plain USING gin (words)",
        )?;
        for article in articles {
            let (id, title, text) = texts(article);
            client.execute(
                "INSERT INTO plain VALUES ($1, setweight(to_tsvector('plain', $2), 'A') || to_tsvector('plain', $3))",
                &[&id, &title, &text],
            )?;
        }
        Ok(Some(Self { client, _instance: instance }))
    }

    /// The ids that are found, the best first.
    pub(crate) fn find(&mut self, typed: &str) -> Result<Vec<String>> {
        let rows = self.client.query(
            "SELECT id FROM plain, websearch_to_tsquery('plain', $1) AS asked WHERE words @@ asked
             ORDER BY ts_rank_cd(words, asked) DESC LIMIT 100",
            &[&typed],
        );
        rows.context("asking PostgreSQL")?.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }
}
