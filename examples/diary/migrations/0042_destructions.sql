-- What was destroyed, about whom by the register's own key, and why: written with the destruction,
-- and kept when the data is gone (152-FZ art. 21, Roskomnadzor order 179).
CREATE TABLE destructions (
    id           TEXT PRIMARY KEY,
    at           BIGINT NOT NULL,
    record_id    TEXT NOT NULL,
    streams      TEXT NOT NULL,
    reason       TEXT NOT NULL,
    categories   TEXT NOT NULL,
    entries      TEXT NOT NULL,
    act          TEXT NOT NULL DEFAULT ''
);
CREATE INDEX destructions_of_act ON destructions (act);

-- The acts (акты об уничтожении): which head of the consent log they name, and whether the document
-- has been written.
CREATE TABLE destruction_acts (
    id           TEXT PRIMARY KEY,
    at           BIGINT NOT NULL,
    head_size    BIGINT NOT NULL,
    written      BIGINT NOT NULL DEFAULT 0
);
