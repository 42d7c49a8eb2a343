-- Which door a begun sign-in goes through: pupil or parent.
ALTER TABLE sign_ins ADD COLUMN entrance TEXT NOT NULL DEFAULT 'pupil';

-- Enrolments: the school, the year, whether it is in force, and the pupil whom several enrolments
-- share. The version rises with every change of the row.
ALTER TABLE records ADD COLUMN school TEXT NOT NULL DEFAULT '';
ALTER TABLE records ADD COLUMN school_year TEXT NOT NULL DEFAULT '';
ALTER TABLE records ADD COLUMN enrolment TEXT NOT NULL DEFAULT 'active';
ALTER TABLE records ADD COLUMN pupil TEXT;
ALTER TABLE records ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- Open logins of parents: what ESIA verified of the person, and its answer about the children.
CREATE TABLE parent_logins (
    cookie_hash  TEXT PRIMARY KEY,
    contour      TEXT NOT NULL,
    issuer       TEXT NOT NULL,
    subject      TEXT NOT NULL,
    person       TEXT NOT NULL,
    kids         TEXT NOT NULL,
    opened_at    BIGINT NOT NULL,
    seen_at      BIGINT NOT NULL
);

-- The lessons of a class, day by day.
CREATE TABLE lessons (
    class        TEXT NOT NULL,
    day          TEXT NOT NULL,
    number       BIGINT NOT NULL,
    subject      TEXT NOT NULL,
    homework     TEXT NOT NULL,
    PRIMARY KEY (class, day, number)
);

CREATE TABLE marks (
    record_id    TEXT NOT NULL,
    day          TEXT NOT NULL,
    number       BIGINT NOT NULL,
    mark         BIGINT NOT NULL,
    PRIMARY KEY (record_id, day, number)
);

-- A refusal, as staff may look into it by its support code, and the appeal that came of it. The
-- code is kept hashed; what ESIA said of the person goes with the row when it expires.
CREATE TABLE cases (
    id           TEXT PRIMARY KEY,
    code_hash    TEXT NOT NULL UNIQUE,
    about        TEXT NOT NULL,
    contour      TEXT NOT NULL,
    issuer       TEXT NOT NULL,
    subject      TEXT NOT NULL,
    person       TEXT NOT NULL,
    decision     TEXT NOT NULL,
    opened_at    BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    appealed_at  BIGINT,
    contact      TEXT NOT NULL DEFAULT '',
    words        TEXT NOT NULL DEFAULT '',
    closed_at    BIGINT
);
CREATE INDEX cases_of_subject ON cases (contour, issuer, subject);
CREATE INDEX cases_appealed ON cases (appealed_at);

-- Staff (сотрудники). A password is kept as an Argon2 hash.
CREATE TABLE staff (
    login         TEXT PRIMARY KEY,
    name          TEXT NOT NULL,
    role          TEXT NOT NULL,
    password_hash TEXT NOT NULL
);

CREATE TABLE staff_logins (
    cookie_hash  TEXT PRIMARY KEY,
    login        TEXT NOT NULL,
    opened_at    BIGINT NOT NULL,
    seen_at      BIGINT NOT NULL
);

-- Wrong passwords of late; too many of them close a login for a while.
CREATE TABLE staff_tries (
    id           TEXT PRIMARY KEY,
    login        TEXT NOT NULL,
    at           BIGINT NOT NULL
);
CREATE INDEX staff_tries_of_login ON staff_tries (login, at);

-- A change of the register: who proposed it, who decided, and the rows as they are to be, as
-- JSON. One form makes one change, however often it is sent.
CREATE TABLE changes (
    id           TEXT PRIMARY KEY,
    form         TEXT NOT NULL UNIQUE,
    kind         TEXT NOT NULL,
    record_id    TEXT NOT NULL,
    case_id      TEXT NOT NULL,
    ground       TEXT NOT NULL,
    payload      TEXT NOT NULL,
    status       TEXT NOT NULL,
    proposed_by  TEXT NOT NULL,
    proposed_at  BIGINT NOT NULL,
    decided_by   TEXT NOT NULL DEFAULT '',
    decided_at   BIGINT
);
CREATE INDEX changes_by_status ON changes (status, proposed_at);

-- Every change and every look, without a value of anybody.
CREATE TABLE desk_events (
    id           TEXT PRIMARY KEY,
    at           BIGINT NOT NULL,
    staff        TEXT NOT NULL,
    act          TEXT NOT NULL,
    record_id    TEXT NOT NULL,
    case_id      TEXT NOT NULL,
    change_id    TEXT NOT NULL
);
CREATE INDEX desk_events_by_time ON desk_events (at);
CREATE INDEX desk_events_of_record ON desk_events (record_id, at);
