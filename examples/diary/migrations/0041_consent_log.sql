-- The consent log (consent-model, feature `log`). An event's entry is written with the event; its
-- place in the log is given afterwards, to one entry after the other, so that events of different
-- pupils need not wait for each other.

-- Under which name a subject's events stand in the log; the name says nothing, and the row that
-- says whose it is goes with the data. A policy of its own is a history judged anew.
CREATE TABLE log_streams (
    contour      TEXT NOT NULL,
    issuer       TEXT NOT NULL,
    subject      TEXT NOT NULL,
    policy       TEXT NOT NULL,
    stream       TEXT NOT NULL,
    PRIMARY KEY (contour, issuer, subject, policy)
);

-- Salt and record are gone once erased (LG-9); what stays is what the proofs need.
CREATE TABLE log_entries (
    stream       TEXT NOT NULL,
    sequence     BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    commitment   TEXT NOT NULL,
    salt         TEXT,
    record       TEXT,
    place        BIGINT UNIQUE,
    previous     TEXT,
    PRIMARY KEY (stream, sequence)
);
CREATE INDEX log_entries_waiting ON log_entries (at, stream, sequence) WHERE place IS NULL;

-- Where the log ends: one row, held by whoever adds to it.
CREATE TABLE log_tail (
    origin       TEXT NOT NULL,
    size         BIGINT NOT NULL,
    leaf         TEXT NOT NULL
);
INSERT INTO log_tail (origin, size, leaf) VALUES ('', 0, '');

CREATE TABLE log_heads (
    size         BIGINT PRIMARY KEY,
    root         TEXT NOT NULL,
    at           TEXT NOT NULL,
    signature    TEXT NOT NULL
);
