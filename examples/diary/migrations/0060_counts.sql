-- How often something was done that nobody may do without end: one row for each window of time. The
-- name of whoever did it is kept hashed and goes with the window.
CREATE TABLE counts (
    what     TEXT NOT NULL,
    whose    TEXT NOT NULL,
    since    BIGINT NOT NULL,
    ends_at  BIGINT NOT NULL,
    number   BIGINT NOT NULL,
    PRIMARY KEY (what, whose, since)
);
CREATE INDEX counts_by_end ON counts (ends_at);

DROP TABLE staff_tries;
