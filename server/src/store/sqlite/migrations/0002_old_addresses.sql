-- Where the site that was there before had its pages. Addresses are in their normal form.

CREATE TABLE old_address (                   -- as the operator has listed them
  site     INTEGER NOT NULL REFERENCES site (key),
  address  TEXT    NOT NULL,
  target   TEXT    NOT NULL,                 -- a path of ours below the base, or `gone`
  PRIMARY KEY (site, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_address (               -- as articles came with them; kept when an article changes its address
  site     INTEGER NOT NULL,
  address  TEXT    NOT NULL,
  article  INTEGER NOT NULL,
  PRIMARY KEY (site, address, article),
  FOREIGN KEY (site, article) REFERENCES article (site, id)
) STRICT, WITHOUT ROWID;

-- In an old address the letter case of an id may be another.
CREATE INDEX article_of_source ON article (site, source, source_id COLLATE NOCASE);
