-- The words of articles that are shown. They are made by `bantin-search`, not by a configuration of PostgreSQL's.

CREATE TABLE search (
  site     BIGINT   NOT NULL,
  article  BIGINT   NOT NULL,
  sort     BIGINT   NOT NULL,                  -- that of the article
  title    TSVECTOR NOT NULL,
  words    TSVECTOR NOT NULL,                  -- of everything, the title too
  often    TSVECTOR NOT NULL,                  -- what it says often
  PRIMARY KEY (site, article),
  FOREIGN KEY (site, article) REFERENCES article (site, id)
);
-- Each holds a word that says the site: another site's articles are never looked at.
CREATE INDEX search_title ON search USING gin (title);
CREATE INDEX search_words ON search USING gin (words);
CREATE INDEX search_often ON search USING gin (often);

-- Questions that found nothing, once several visitors have asked them on one day. No question of one visitor is kept.
CREATE TABLE search_missed (
  site   BIGINT NOT NULL REFERENCES site (key),
  words  TEXT   NOT NULL,
  day    BIGINT NOT NULL,                      -- days since 1970-01-01 in the site's zone
  asked  BIGINT NOT NULL,
  PRIMARY KEY (site, words, day)
);
