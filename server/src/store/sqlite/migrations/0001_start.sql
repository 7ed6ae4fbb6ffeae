-- The first shape: sites, articles as they came, and the first form of counting.

CREATE TABLE site (
  key           INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  name          TEXT    NOT NULL,
  generation    INTEGER NOT NULL DEFAULT 1,  -- rises with every change of what is served, counts aside
  next_article  INTEGER NOT NULL DEFAULT 1   -- ids are never used again
) STRICT;

CREATE TABLE category (                      -- those met in articles, in the order of first meeting
  site      INTEGER NOT NULL REFERENCES site (key),
  slug      TEXT    NOT NULL,
  name      TEXT    NOT NULL,
  position  INTEGER NOT NULL,
  PRIMARY KEY (site, slug)
) STRICT, WITHOUT ROWID;

CREATE TABLE article (
  site            INTEGER NOT NULL REFERENCES site (key),
  id              INTEGER NOT NULL,
  source          TEXT    NOT NULL,
  source_id       TEXT    NOT NULL,
  format          TEXT    NOT NULL,
  base            TEXT    NOT NULL,          -- the address the document came from
  raw             TEXT    NOT NULL,          -- the item byte for byte as it came
  article         TEXT    NOT NULL,          -- the same as this program read it, uncleaned
  title           TEXT    NOT NULL,
  slug            TEXT    NOT NULL,
  date_published  TEXT,
  sort            INTEGER NOT NULL,          -- seconds: when published, else when first seen
  pinned          INTEGER NOT NULL,
  first_seen      INTEGER NOT NULL,
  withdrawn_at    INTEGER,
  PRIMARY KEY (site, id),
  UNIQUE (site, source, source_id)
) STRICT;
-- The last column only makes the index hold all that a listing looks at.
CREATE INDEX article_listing ON article (site, pinned DESC, sort DESC, id DESC, withdrawn_at) WHERE withdrawn_at IS NULL;
CREATE INDEX article_in_time ON article (site, sort, id) WHERE withdrawn_at IS NULL;

CREATE TABLE article_version (               -- what a changed article was before
  site         INTEGER NOT NULL,
  id           INTEGER NOT NULL,
  replaced_at  INTEGER NOT NULL,
  raw          TEXT    NOT NULL,
  FOREIGN KEY (site, id) REFERENCES article (site, id)
) STRICT;
CREATE INDEX article_version_of ON article_version (site, id);

CREATE TABLE article_category (              -- only of articles that are shown
  site      INTEGER NOT NULL,
  article   INTEGER NOT NULL,
  position  INTEGER NOT NULL,
  slug      TEXT    NOT NULL,
  pinned    INTEGER NOT NULL,
  sort      INTEGER NOT NULL,
  PRIMARY KEY (site, article, position),
  FOREIGN KEY (site, article) REFERENCES article (site, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_category_listing ON article_category (site, slug, pinned DESC, sort DESC, article DESC);

CREATE TABLE media (                         -- files taken over from beside a feed
  site     INTEGER NOT NULL REFERENCES site (key),
  source   TEXT    NOT NULL,
  address  TEXT    NOT NULL,                 -- as articles of that source name it
  file     TEXT    NOT NULL,                 -- below DIR/media/{site}
  size     INTEGER NOT NULL,
  PRIMARY KEY (site, source, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_run (
  site       INTEGER NOT NULL REFERENCES site (key),
  source     TEXT    NOT NULL,
  at         INTEGER NOT NULL,
  added      INTEGER NOT NULL,
  changed    INTEGER NOT NULL,
  unchanged  INTEGER NOT NULL,
  withdrawn  INTEGER NOT NULL,
  refused    INTEGER NOT NULL
) STRICT;

-- Counting. What is shown is start + counted.

CREATE TABLE site_visits (
  site     INTEGER PRIMARY KEY REFERENCES site (key),
  start    INTEGER NOT NULL DEFAULT 0,
  counted  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE day_visits (
  site     INTEGER NOT NULL REFERENCES site (key),
  day      INTEGER NOT NULL,                 -- days since 1970-01-01 in the site's zone
  counted  INTEGER NOT NULL,
  PRIMARY KEY (site, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_views (
  site     INTEGER NOT NULL,
  article  INTEGER NOT NULL,
  start    INTEGER,                          -- NULL: never set
  counted  INTEGER NOT NULL DEFAULT 0,
  readers  INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (site, article),
  FOREIGN KEY (site, article) REFERENCES article (site, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE start_audit (                   -- every start that was ever set; never deleted from
  site     INTEGER NOT NULL REFERENCES site (key),
  article  INTEGER,                          -- NULL: the site's visits
  at       INTEGER NOT NULL,
  former   INTEGER,
  start    INTEGER NOT NULL,
  by       TEXT    NOT NULL
) STRICT;

-- What follows is about visitors: short-lived, and in no backup or export.

CREATE TABLE salt (
  site   INTEGER NOT NULL REFERENCES site (key),
  day    INTEGER NOT NULL,
  bytes  BLOB    NOT NULL,
  PRIMARY KEY (site, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE delivery (                      -- ids of visits that were counted
  site  INTEGER NOT NULL REFERENCES site (key),
  id    TEXT    NOT NULL,
  at    INTEGER NOT NULL,
  PRIMARY KEY (site, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_age ON delivery (at);

CREATE TABLE visitor (                       -- last activity within a visit
  site  INTEGER NOT NULL REFERENCES site (key),
  hash  BLOB    NOT NULL,
  at    INTEGER NOT NULL,
  PRIMARY KEY (site, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX visitor_age ON visitor (at);

CREATE TABLE viewed (                        -- last view that was counted
  site     INTEGER NOT NULL REFERENCES site (key),
  article  INTEGER NOT NULL,
  hash     BLOB    NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (site, article, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX viewed_age ON viewed (at);

CREATE TABLE reader (                        -- who has read an article on a day
  site     INTEGER NOT NULL REFERENCES site (key),
  article  INTEGER NOT NULL,
  day      INTEGER NOT NULL,
  hash     BLOB    NOT NULL,
  PRIMARY KEY (site, article, day, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX reader_day ON reader (site, day);
