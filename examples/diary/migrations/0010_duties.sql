-- What an event obliges the diary to do, written together with the event: what was acknowledged is
-- done even if the instance that promised it is gone (R-82, I-46). A duty that cannot be met in
-- time is a task for the school's staff.
CREATE TABLE duties (
    contour   TEXT NOT NULL,
    issuer    TEXT NOT NULL,
    subject   TEXT NOT NULL,
    position  BIGINT NOT NULL,
    kind      TEXT NOT NULL,
    episode   BIGINT NOT NULL,
    due_at    BIGINT NOT NULL,
    tries     BIGINT NOT NULL DEFAULT 0,
    done_at   BIGINT,
    PRIMARY KEY (contour, issuer, subject, position, kind)
);
CREATE INDEX duties_open ON duties (due_at) WHERE done_at IS NULL;
