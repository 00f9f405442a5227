-- 举报登记: a register of this PC alone; never in the log, never sent anywhere, found by no search.
CREATE TABLE IF NOT EXISTS complaint (
    id          TEXT PRIMARY KEY,
    number      TEXT NOT NULL,
    received_on TEXT NOT NULL,
    answered_on TEXT,
    voided      INTEGER NOT NULL DEFAULT 0,
    body        TEXT NOT NULL,
    saved_at    TEXT NOT NULL
);
