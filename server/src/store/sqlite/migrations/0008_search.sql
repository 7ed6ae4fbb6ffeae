-- The words of articles that are shown: of their titles, of everything, and what they say often. All are given words, no texts: `bantin-search` makes them. A row's number says its site, the hour
-- in which it was published, and its id, so that a site's newest come first without sorting.

CREATE VIRTUAL TABLE search_title USING fts5(
  words, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '='", prefix = '1 2 3');
CREATE VIRTUAL TABLE search_text USING fts5(
  words, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '='");

CREATE VIRTUAL TABLE search_often USING fts5(
  words, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '='");

-- Questions that found nothing, once several visitors have asked them on one day. No question of one visitor is kept.
CREATE TABLE search_missed (
  site   INTEGER NOT NULL REFERENCES site (key),
  words  TEXT    NOT NULL,
  day    INTEGER NOT NULL,                   -- days since 1970-01-01 in the site's zone
  asked  INTEGER NOT NULL,
  PRIMARY KEY (site, words, day)
) STRICT, WITHOUT ROWID;
