-- The staff: who may look at the statistics, and who is signed in.

CREATE TABLE staff_user (
  name      TEXT    NOT NULL PRIMARY KEY,
  password  TEXT    NOT NULL,                -- argon2id, as a PHC string; nobody can read the password out of it
  sites     TEXT,                            -- ids with a space between; NULL: all sites
  made      INTEGER NOT NULL                 -- seconds
) STRICT, WITHOUT ROWID;

CREATE TABLE staff_session (
  token  BLOB    NOT NULL PRIMARY KEY,       -- SHA-256 of what the browser holds
  name   TEXT    NOT NULL REFERENCES staff_user (name),
  begun  INTEGER NOT NULL,
  seen   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX staff_session_of ON staff_session (name);
