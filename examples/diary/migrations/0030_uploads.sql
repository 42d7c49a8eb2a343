-- A journal that was checked and not yet handed over: the rows as they are to be, and what the
-- check found, without a value of anybody. It goes with its form, after a day.
CREATE TABLE uploads (
    id           TEXT PRIMARY KEY,
    staff        TEXT NOT NULL,
    payload      TEXT NOT NULL,
    report       TEXT NOT NULL,
    checked_at   BIGINT NOT NULL
);
CREATE INDEX uploads_by_time ON uploads (checked_at);
