-- The key versions that the register is hashed under. One is in force from the moment it stands
-- here: whoever changes a record hashes it under each. Look-ups go by the complete ones alone,
-- which hold every record. `proof` tells the key from another of the same number, `reading` is the
-- edition of the reading of texts that was hashed, `filled_to` is where the filling goes on.
CREATE TABLE blind_versions (
    version      BIGINT PRIMARY KEY,
    proof        TEXT NOT NULL,
    reading      BIGINT NOT NULL,
    filled_to    TEXT NOT NULL DEFAULT '',
    complete     BIGINT NOT NULL DEFAULT 0
);

-- The keyed digest of each identifier of each record; there is none of a name or a date.
CREATE TABLE blind_index (
    record_id    TEXT NOT NULL,
    ground       TEXT NOT NULL,
    version      BIGINT NOT NULL,
    digest       TEXT NOT NULL,
    PRIMARY KEY (record_id, ground, version)
);
CREATE INDEX blind_index_by_digest ON blind_index (version, digest);
