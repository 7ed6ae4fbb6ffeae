-- The staff: who may look at the statistics, and who is signed in.

CREATE TABLE staff_user (
  name      TEXT   PRIMARY KEY,
  password  TEXT   NOT NULL,                   -- argon2id, as a PHC string; nobody can read the password out of it
  sites     TEXT,                              -- ids with a space between; NULL: all sites
  made      BIGINT NOT NULL                    -- seconds
);

CREATE TABLE staff_session (
  token  BYTEA  PRIMARY KEY,                   -- SHA-256 of what the browser holds
  name   TEXT   NOT NULL REFERENCES staff_user (name),
  begun  BIGINT NOT NULL,
  seen   BIGINT NOT NULL
);
CREATE INDEX staff_session_of ON staff_session (name);
