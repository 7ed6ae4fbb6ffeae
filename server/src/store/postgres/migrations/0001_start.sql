-- The first shape: what SQLite's migrations 1 to 5 make, for several servers at once. Plain SQL; sums that every report
-- changes stand in shards, one for each server that counts, so that no server waits for another's row.

CREATE TABLE site (
  key           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id            TEXT   NOT NULL UNIQUE,
  name          TEXT   NOT NULL,
  uid           TEXT   NOT NULL,               -- random, and no other site's anywhere
  generation    BIGINT NOT NULL DEFAULT 1,     -- rises with every change of what is served, counts aside
  next_article  BIGINT NOT NULL DEFAULT 1      -- ids are never used again
);

CREATE TABLE category (                        -- those met in articles, in the order of first meeting
  site      BIGINT NOT NULL REFERENCES site (key),
  slug      TEXT   NOT NULL,
  name      TEXT   NOT NULL,
  position  BIGINT NOT NULL,
  PRIMARY KEY (site, slug)
);

CREATE TABLE article (
  site            BIGINT  NOT NULL REFERENCES site (key),
  id              BIGINT  NOT NULL,
  source          TEXT    NOT NULL,
  source_id       TEXT    NOT NULL,
  format          TEXT    NOT NULL,
  base            TEXT    NOT NULL,            -- the address the document came from
  raw             TEXT    NOT NULL,            -- the item byte for byte as it came
  article         TEXT    NOT NULL,            -- the same as this program read it, uncleaned
  title           TEXT    NOT NULL,
  slug            TEXT    NOT NULL,
  date_published  TEXT,
  sort            BIGINT  NOT NULL,            -- seconds: when published, else when first seen
  pinned          BOOLEAN NOT NULL,
  first_seen      BIGINT  NOT NULL,
  language        TEXT    NOT NULL,            -- first part of its tag, lower case
  changed         BIGINT,                      -- seconds: as its source says, else when another text came
  withdrawn_at    BIGINT,
  PRIMARY KEY (site, id),
  UNIQUE (site, source, source_id)
);
CREATE INDEX article_listing ON article (site, pinned DESC, sort DESC, id DESC) WHERE withdrawn_at IS NULL;
CREATE INDEX article_in_time ON article (site, sort, id) WHERE withdrawn_at IS NULL;
-- In an old address the letter case of an id may be another.
CREATE INDEX article_of_source ON article (site, source, lower(source_id COLLATE "C"));

CREATE TABLE article_version (                 -- what a changed article was before
  site         BIGINT NOT NULL,
  id           BIGINT NOT NULL,
  replaced_at  BIGINT NOT NULL,
  raw          TEXT   NOT NULL,
  FOREIGN KEY (site, id) REFERENCES article (site, id)
);
CREATE INDEX article_version_of ON article_version (site, id);

CREATE TABLE article_category (                -- only of articles that are shown
  site      BIGINT  NOT NULL,
  article   BIGINT  NOT NULL,
  position  BIGINT  NOT NULL,
  slug      TEXT    NOT NULL,
  pinned    BOOLEAN NOT NULL,
  sort      BIGINT  NOT NULL,
  language  TEXT    NOT NULL,                  -- that of the article
  PRIMARY KEY (site, article, position),
  FOREIGN KEY (site, article) REFERENCES article (site, id)
);
CREATE INDEX article_category_listing ON article_category (site, slug, pinned DESC, sort DESC, article DESC);
CREATE INDEX article_category_newest ON article_category (site, slug, sort DESC, article DESC);

CREATE TABLE article_translation (             -- only of articles that are shown
  site       BIGINT NOT NULL,
  article    BIGINT NOT NULL,
  source_id  TEXT   NOT NULL,                  -- the other article, of the same source
  PRIMARY KEY (site, article, source_id),
  FOREIGN KEY (site, article) REFERENCES article (site, id)
);

CREATE TABLE media (                           -- files taken over from beside a feed, or from the web
  site     BIGINT NOT NULL REFERENCES site (key),
  source   TEXT   NOT NULL,
  address  TEXT   NOT NULL,                    -- as articles of that source name it; of the web, whole
  file     TEXT   NOT NULL,                    -- below DIR/media/{site}
  size     BIGINT NOT NULL,
  width    BIGINT,                             -- in pixels, as it is shown; NULL: no picture, or not looked at
  height   BIGINT,
  still    BOOLEAN,                            -- whether it can be shown in other sizes: it does not move
  PRIMARY KEY (site, source, address)
);

CREATE TABLE import_run (
  site       BIGINT NOT NULL REFERENCES site (key),
  source     TEXT   NOT NULL,
  at         BIGINT NOT NULL,
  added      BIGINT NOT NULL,
  changed    BIGINT NOT NULL,
  unchanged  BIGINT NOT NULL,
  withdrawn  BIGINT NOT NULL,
  refused    BIGINT NOT NULL
);

-- Where the site that was there before had its pages. Addresses are in their normal form.

CREATE TABLE old_address (                     -- as the operator has listed them
  site     BIGINT NOT NULL REFERENCES site (key),
  address  TEXT   NOT NULL,
  target   TEXT   NOT NULL,                    -- a path of ours below the base, or `gone`
  PRIMARY KEY (site, address)
);

CREATE TABLE article_address (                 -- as articles came with them; kept when an article changes its address
  site     BIGINT NOT NULL,
  address  TEXT   NOT NULL,
  article  BIGINT NOT NULL,
  PRIMARY KEY (site, address, article),
  FOREIGN KEY (site, article) REFERENCES article (site, id)
);

-- Counting. What is shown is start + the sum over all shards. Days are those of the site's zone, since 1970-01-01.

CREATE TABLE shard (                           -- whose sums are folded into shard 0 once its server has been gone for a day
  shard  BIGINT      PRIMARY KEY,
  seen   TIMESTAMPTZ NOT NULL
);

CREATE TABLE site_start (
  site   BIGINT PRIMARY KEY REFERENCES site (key),
  start  BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE site_counted (
  site     BIGINT NOT NULL,
  shard    BIGINT NOT NULL,
  visits   BIGINT NOT NULL,
  batches  BIGINT NOT NULL,                    -- how often anything was counted: tells other servers that something was
  PRIMARY KEY (site, shard)
);

CREATE TABLE article_start (
  site     BIGINT NOT NULL,
  article  BIGINT NOT NULL,
  start    BIGINT NOT NULL,
  PRIMARY KEY (site, article),
  FOREIGN KEY (site, article) REFERENCES article (site, id)
);

CREATE TABLE article_counted (
  site     BIGINT NOT NULL,
  article  BIGINT NOT NULL,
  shard    BIGINT NOT NULL,
  views    BIGINT NOT NULL,
  readers  BIGINT NOT NULL,
  PRIMARY KEY (site, article, shard)
);

CREATE TABLE hour_counts (                     -- reports = views + pages + left out
  site     BIGINT NOT NULL,
  day      BIGINT NOT NULL,
  hour     BIGINT NOT NULL,                    -- 0 to 23 in the site's zone; -1: not known
  shard    BIGINT NOT NULL,
  reports  BIGINT NOT NULL,
  visits   BIGINT NOT NULL,
  views    BIGINT NOT NULL,
  readers  BIGINT NOT NULL,
  pages    BIGINT NOT NULL,                    -- that are no article
  PRIMARY KEY (site, day, hour, shard)
);

CREATE TABLE article_day (
  site     BIGINT NOT NULL,
  day      BIGINT NOT NULL,
  article  BIGINT NOT NULL,
  shard    BIGINT NOT NULL,
  views    BIGINT NOT NULL,
  readers  BIGINT NOT NULL,
  PRIMARY KEY (site, day, article, shard)
);

CREATE TABLE left_out (
  site     BIGINT NOT NULL,
  day      BIGINT NOT NULL,
  reason   TEXT   NOT NULL,
  shard    BIGINT NOT NULL,
  reports  BIGINT NOT NULL,
  PRIMARY KEY (site, day, reason, shard)
);

CREATE TABLE came_from (                       -- visits that began with a link on another site
  site    BIGINT NOT NULL,
  day     BIGINT NOT NULL,
  host    TEXT   NOT NULL,                     -- empty: all beyond those that are named
  shard   BIGINT NOT NULL,
  visits  BIGINT NOT NULL,
  PRIMARY KEY (site, day, host, shard)
);

CREATE TABLE start_audit (                     -- every start that was ever set; never deleted from
  number   BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  site     BIGINT NOT NULL REFERENCES site (key),
  article  BIGINT,                             -- NULL: the site's visits
  at       BIGINT NOT NULL,
  former   BIGINT,
  start    BIGINT NOT NULL,
  by       TEXT   NOT NULL,
  reason   TEXT   NOT NULL DEFAULT ''
);

-- Random ids of reports that were taken. They say nothing of visitors and must outlive a crash: logged, unlike what follows.
CREATE TABLE delivered (
  site  BIGINT NOT NULL,
  id    TEXT   NOT NULL,
  at    BIGINT NOT NULL,
  PRIMARY KEY (site, id)
);
CREATE INDEX delivered_age ON delivered (at);

-- About visitors: in no log of the database, no replica, no backup. A crash empties them, which costs only that visitors of
-- the last half hour are counted again.

CREATE TABLE turn (                            -- rows to be locked by whoever must be alone
  what  TEXT PRIMARY KEY
);
INSERT INTO turn (what) VALUES ('salts');

CREATE UNLOGGED TABLE salt (
  site   BIGINT NOT NULL,
  day    BIGINT NOT NULL,
  bytes  BYTEA  NOT NULL,
  PRIMARY KEY (site, day)
);

CREATE UNLOGGED TABLE active (                 -- whoever counts a visitor holds its row
  site  BIGINT NOT NULL,
  hash  BYTEA  NOT NULL,
  at    BIGINT,                                -- the last activity within a visit; NULL: none
  PRIMARY KEY (site, hash)
);

CREATE UNLOGGED TABLE reading (                -- who has read an article on a day
  site     BIGINT NOT NULL,
  article  BIGINT NOT NULL,
  hash     BYTEA  NOT NULL,
  day      BIGINT NOT NULL,
  at       BIGINT NOT NULL,                    -- the last view
  PRIMARY KEY (site, article, hash, day)
);
CREATE INDEX reading_age ON reading (at);

CREATE UNLOGGED TABLE online (                 -- each server writes its own rows
  site    BIGINT      NOT NULL,
  server  BIGINT      NOT NULL,
  hash    BYTEA       NOT NULL,
  former  BYTEA,                               -- the same visitor under the salt of the day before
  at      BIGINT      NOT NULL,
  beat    TIMESTAMPTZ NOT NULL,                -- when it was written, by the database's clock
  PRIMARY KEY (site, server, hash)
);

CREATE UNLOGGED TABLE streams (                -- open streams without a visitor
  site    BIGINT      NOT NULL,
  server  BIGINT      NOT NULL,
  open    BIGINT      NOT NULL,
  beat    TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (site, server)
);
