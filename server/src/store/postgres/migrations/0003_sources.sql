-- Sources that are fetched on a schedule, and which server is at each.

CREATE TABLE source (
  site         BIGINT NOT NULL REFERENCES site (key),
  name         TEXT   NOT NULL,
  next_at      BIGINT NOT NULL DEFAULT 0,      -- seconds: not before
  lease_by     TEXT   NOT NULL DEFAULT '',
  lease_until  BIGINT NOT NULL DEFAULT 0,      -- seconds; past: nobody is at it
  state        TEXT   NOT NULL DEFAULT '{}',
  PRIMARY KEY (site, name)
);
