-- Counting by hours and days, what is left out and why, where readers came from; and what is known of visitors for a
-- short while, in the order in which it came: appending touches one page where a tree of random keys touches one for each row.

CREATE TABLE hour_counts (                   -- reports = views + pages + left out
  site     INTEGER NOT NULL REFERENCES site (key),
  day      INTEGER NOT NULL,                 -- days since 1970-01-01 in the site's zone; 0: before days were kept
  hour     INTEGER NOT NULL,                 -- 0 to 23 in the site's zone; -1: not known
  reports  INTEGER NOT NULL DEFAULT 0,
  visits   INTEGER NOT NULL DEFAULT 0,
  views    INTEGER NOT NULL DEFAULT 0,
  readers  INTEGER NOT NULL DEFAULT 0,
  pages    INTEGER NOT NULL DEFAULT 0,       -- that are no article
  PRIMARY KEY (site, day, hour)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_day (
  site     INTEGER NOT NULL,
  day      INTEGER NOT NULL,                 -- as above
  article  INTEGER NOT NULL,
  views    INTEGER NOT NULL,
  readers  INTEGER NOT NULL,
  PRIMARY KEY (site, day, article),
  FOREIGN KEY (site, article) REFERENCES article (site, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_day_of ON article_day (site, article);

CREATE TABLE left_out (
  site     INTEGER NOT NULL REFERENCES site (key),
  day      INTEGER NOT NULL,
  reason   TEXT    NOT NULL,
  reports  INTEGER NOT NULL,
  PRIMARY KEY (site, day, reason)
) STRICT, WITHOUT ROWID;

CREATE TABLE came_from (                     -- visits that began with a link on another site
  site    INTEGER NOT NULL REFERENCES site (key),
  day     INTEGER NOT NULL,
  host    TEXT    NOT NULL,                  -- empty: all beyond those that are named
  visits  INTEGER NOT NULL,
  PRIMARY KEY (site, day, host)
) STRICT, WITHOUT ROWID;

-- What was counted before is the days' sum too.
INSERT INTO hour_counts (site, day, hour, reports, visits)
  SELECT site, day, -1, 0, counted FROM day_visits;
INSERT INTO article_day (site, day, article, views, readers)
  SELECT site, 0, article, counted, readers FROM article_views WHERE counted > 0;
INSERT INTO hour_counts (site, day, hour, reports, visits, views, readers)
  SELECT site, 0, -1, views, counted - visits, views, readers FROM (
    SELECT site, counted,
      (SELECT coalesce(sum(visits), 0) FROM hour_counts WHERE hour_counts.site = site_visits.site) AS visits,
      (SELECT coalesce(sum(counted), 0) FROM article_views WHERE article_views.site = site_visits.site) AS views,
      (SELECT coalesce(sum(readers), 0) FROM article_views WHERE article_views.site = site_visits.site) AS readers
    FROM site_visits)
  WHERE views > 0 OR counted > visits;
DROP TABLE day_visits;

ALTER TABLE start_audit ADD COLUMN reason TEXT NOT NULL DEFAULT '';

-- About visitors: in no backup or export.

CREATE TABLE delivered (                     -- ids of reports that were taken
  number  INTEGER PRIMARY KEY,
  site    INTEGER NOT NULL,
  id      TEXT    NOT NULL,
  at      INTEGER NOT NULL
) STRICT;
INSERT INTO delivered (site, id, at) SELECT site, id, at FROM delivery ORDER BY at;

CREATE TABLE seen (                          -- what each of them said
  number   INTEGER PRIMARY KEY,
  site     INTEGER NOT NULL,
  day      INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  hash     BLOB    NOT NULL,
  article  INTEGER,
  view     INTEGER NOT NULL                  -- 1: a view of it; 0: none; 2: read on that day, no more is known
) STRICT;
INSERT INTO seen (site, day, at, hash, article, view)
  SELECT site, 0, at, hash, NULL, 0 FROM visitor
  UNION ALL SELECT site, 0, at, hash, article, 1 FROM viewed
  UNION ALL SELECT site, day, (day + 1) * 86400, hash, article, 2 FROM reader;

DROP TABLE delivery;
DROP TABLE visitor;
DROP TABLE viewed;
DROP TABLE reader;
