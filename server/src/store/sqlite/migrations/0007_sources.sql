-- Sources that are fetched on a schedule, and which server is at each.

CREATE TABLE source (
  site         INTEGER NOT NULL REFERENCES site (key),
  name         TEXT    NOT NULL,
  next_at      INTEGER NOT NULL DEFAULT 0,   -- seconds: not before
  lease_by     TEXT    NOT NULL DEFAULT '',
  lease_until  INTEGER NOT NULL DEFAULT 0,   -- seconds; past: nobody is at it
  state        TEXT    NOT NULL DEFAULT '{}',
  PRIMARY KEY (site, name)
) STRICT, WITHOUT ROWID;
