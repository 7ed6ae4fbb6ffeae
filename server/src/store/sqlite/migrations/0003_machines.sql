-- What feeds and sitemaps ask for: the language of an article, when it changed, what translates it.

ALTER TABLE site ADD COLUMN uid TEXT NOT NULL DEFAULT '';                  -- random, and no other site's anywhere
UPDATE site SET uid = lower(hex(randomblob(16)));

ALTER TABLE article ADD COLUMN language TEXT NOT NULL DEFAULT '';          -- first part of its tag, lower case
ALTER TABLE article ADD COLUMN changed INTEGER;                            -- seconds: as its source says, else when another text came
UPDATE article SET
  language = coalesce(lower(substr(article ->> '$.items[0].language', 1,
                                   instr((article ->> '$.items[0].language') || '-', '-') - 1)), ''),
  changed = unixepoch(article ->> '$.items[0].date_modified')
WHERE json_valid(article);

ALTER TABLE article_category ADD COLUMN language TEXT NOT NULL DEFAULT ''; -- that of the article
UPDATE article_category SET language =
  (SELECT language FROM article WHERE article.site = article_category.site AND article.id = article_category.article);

CREATE TABLE article_translation (           -- only of articles that are shown
  site       INTEGER NOT NULL,
  article    INTEGER NOT NULL,
  source_id  TEXT    NOT NULL,               -- the other article, of the same source
  PRIMARY KEY (site, article, source_id),
  FOREIGN KEY (site, article) REFERENCES article (site, id)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO article_translation (site, article, source_id)
  SELECT article.site, article.id, other.value ->> '$.id'
  FROM article, json_each(article.article, '$.items[0]._bantin.translations') AS other
  WHERE article.withdrawn_at IS NULL AND json_valid(article.article) AND other.value ->> '$.id' IS NOT NULL;

-- Both hold all that is looked at: no article's text is read for a feed's order or a sitemap.
CREATE INDEX article_newest ON article (site, sort DESC, id DESC, language, slug, changed, withdrawn_at)
  WHERE withdrawn_at IS NULL;
CREATE INDEX article_category_newest ON article_category (site, slug, sort DESC, article DESC, language);
