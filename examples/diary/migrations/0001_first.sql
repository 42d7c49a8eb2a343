-- One text for SQLite and PostgreSQL: TEXT and BIGINT are the types that both, and the one driver
-- that speaks to both, read alike. Moments are Unix seconds, yes and no are 1 and 0.

-- The register of pupils as the school keeps it: raw text, read by esia-matching.
CREATE TABLE records (
    id           TEXT PRIMARY KEY,
    snils        TEXT NOT NULL,
    last_name    TEXT NOT NULL,
    first_name   TEXT NOT NULL,
    middle_name  TEXT NOT NULL,
    birth_date   TEXT NOT NULL,
    cert_series  TEXT NOT NULL,
    cert_number  TEXT NOT NULL,
    class        TEXT NOT NULL
);

-- Rises with every change of the register, so that no instance goes on with an old one.
CREATE TABLE register_version (version BIGINT NOT NULL);
INSERT INTO register_version (version) VALUES (0);

-- A sign-in that a browser has begun: `state` and the browser's cookie, both hashed; used once.
CREATE TABLE sign_ins (
    state_hash   TEXT PRIMARY KEY,
    browser_hash TEXT NOT NULL,
    pending      TEXT NOT NULL,
    expires_at   BIGINT NOT NULL
);

-- The first match binds a subject to a record; in one contour a record has one subject at a time.
-- A binding that the register contradicts opens nothing until it agrees again or the school clears
-- it.
CREATE TABLE bindings (
    contour      TEXT NOT NULL,
    issuer       TEXT NOT NULL,
    subject      TEXT NOT NULL,
    record_id    TEXT NOT NULL,
    bound_at     BIGINT NOT NULL,
    contradicted BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (contour, issuer, subject),
    UNIQUE (contour, record_id)
);

-- Open logins. The cookie is random and kept hashed; `person` is what ESIA verified, as JSON.
CREATE TABLE logins (
    cookie_hash  TEXT PRIMARY KEY,
    contour      TEXT NOT NULL,
    issuer       TEXT NOT NULL,
    subject      TEXT NOT NULL,
    record_id    TEXT NOT NULL,
    epoch        BIGINT NOT NULL,
    person       TEXT NOT NULL,
    opened_at    BIGINT NOT NULL,
    seen_at      BIGINT NOT NULL
);
CREATE INDEX logins_of_subject ON logins (contour, issuer, subject);

-- What happened to a pupil's consent, in order; the state is the fold of these.
CREATE TABLE consent_events (
    contour      TEXT NOT NULL,
    issuer       TEXT NOT NULL,
    subject      TEXT NOT NULL,
    position     BIGINT NOT NULL,
    at           TEXT NOT NULL,
    event        TEXT NOT NULL,
    news_id      TEXT,
    PRIMARY KEY (contour, issuer, subject, position),
    UNIQUE (contour, issuer, subject, news_id)
);

-- What the machine starts from, when the platform was last heard, and of what moment it spoke.
CREATE TABLE consent_subjects (
    contour         TEXT NOT NULL,
    issuer          TEXT NOT NULL,
    subject         TEXT NOT NULL,
    set_up          TEXT NOT NULL,
    checked_at      BIGINT NOT NULL,
    as_of           TEXT NOT NULL,
    PRIMARY KEY (contour, issuer, subject)
);
