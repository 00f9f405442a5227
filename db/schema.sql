-- The whole schema of a data folder (application_id 0x594A4151 “YJAQ”).
-- LOCAL tables hold what only this PC knows; numbered scripts in db/migrations change them.
-- FOLDED tables are computed from the log and have no constraint but the primary key; when this file changes they
-- are dropped, made anew and refolded, never migrated.

-- [log] ---------------------------------------------------------------------------------------------------------
CREATE TABLE IF NOT EXISTS change (
    origin  TEXT    NOT NULL,              -- device id
    seq     INTEGER NOT NULL,              -- contiguous per device, from 1
    hlc     INTEGER NOT NULL,              -- hybrid logical clock: 48 bits ms, 16 bits counter; orders only
    v       INTEGER NOT NULL,              -- version of the body's shape
    seen    TEXT,                          -- {device: seq} known when written; only where it differs from the one before
    deed    TEXT    NOT NULL,              -- one act of an officer; copy of body.deed
    officer TEXT,                          -- copy of body.officer
    at      TEXT    NOT NULL,              -- copy of body.at
    body    TEXT,                          -- canonical JSON; NULL when purged or not carried along
    salt    BLOB,
    prev    BLOB    NOT NULL,              -- hash of this device's change before, 32 zero bytes for the first
    hash    BLOB    NOT NULL,              -- SHA-256 of [v, origin, seq, hlc, seen, SHA-256(salt || body), prev]
    PRIMARY KEY (origin, seq)
);
CREATE INDEX IF NOT EXISTS change_by_deed ON change (deed);
CREATE INDEX IF NOT EXISTS change_by_hlc ON change (hlc);
CREATE INDEX IF NOT EXISTS change_with_seen ON change (origin, seq) WHERE seen IS NOT NULL;

-- [local] -------------------------------------------------------------------------------------------------------
CREATE TABLE IF NOT EXISTS local (
    name  TEXT PRIMARY KEY,                -- device, letter, town, last_officer, folded_schema, demo_day, …
    value TEXT
);
CREATE TABLE IF NOT EXISTS draft (
    id       TEXT PRIMARY KEY,             -- the id the record will have
    kind     TEXT NOT NULL,
    base     TEXT,                         -- deed whose undoing brought it back, or NULL
    body     TEXT NOT NULL,
    sum      TEXT NOT NULL,                -- SHA-256 of body: no chain holds a draft
    saved_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS number_series (
    prefix TEXT    NOT NULL,               -- 永城东安检
    year   INTEGER NOT NULL,
    letter TEXT    NOT NULL,
    last   INTEGER NOT NULL,
    PRIMARY KEY (prefix, year, letter)
);
CREATE TABLE IF NOT EXISTS site_import (
    deed    TEXT PRIMARY KEY,              -- the deed that brought the ledger in
    file    TEXT NOT NULL,
    sha     TEXT NOT NULL,
    at      TEXT NOT NULL,
    summary TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS complaint (          -- 举报登记: never in the log, never sent anywhere, found by no search
    id          TEXT PRIMARY KEY,
    number      TEXT NOT NULL,
    received_on TEXT NOT NULL,
    answered_on TEXT,
    voided      INTEGER NOT NULL DEFAULT 0,
    body        TEXT NOT NULL,
    saved_at    TEXT NOT NULL
);

-- [folded] ------------------------------------------------------------------------------------------------------
CREATE TABLE head (                        -- up to which number the changes of a device are here without a gap
    origin     TEXT PRIMARY KEY,
    contiguous INTEGER NOT NULL
);
CREATE TABLE touch (                       -- which changes bear on which record
    kind   TEXT    NOT NULL,
    id     TEXT    NOT NULL,
    origin TEXT    NOT NULL,
    seq    INTEGER NOT NULL,
    PRIMARY KEY (kind, id, origin, seq)
) WITHOUT ROWID;
CREATE INDEX touch_by_change ON touch (origin, seq);
CREATE TABLE rival (                       -- values that lost to a change that had not seen them (冲突)
    kind   TEXT    NOT NULL,
    id     TEXT    NOT NULL,
    field  TEXT    NOT NULL,               -- "*" for a whole version
    origin TEXT    NOT NULL,
    seq    INTEGER NOT NULL,
    value  TEXT    NOT NULL,
    PRIMARY KEY (kind, id, field, origin, seq)
) WITHOUT ROWID;
CREATE TABLE parallel (                    -- 并行修改: neither had seen the other, different fields
    kind   TEXT    NOT NULL,
    id     TEXT    NOT NULL,
    origin TEXT    NOT NULL,
    seq    INTEGER NOT NULL,
    PRIMARY KEY (kind, id, origin, seq)
) WITHOUT ROWID;

-- Every kind has: id, its columns, version (of a whole), voided (0/1), changed (hlc of the last change), body (JSON).
CREATE TABLE office (id TEXT PRIMARY KEY, version INTEGER, voided INTEGER, changed INTEGER, body TEXT);
CREATE TABLE device (
    id TEXT PRIMARY KEY, letter TEXT, town TEXT, version INTEGER, voided INTEGER, changed INTEGER, body TEXT
);
CREATE TABLE officer (
    id TEXT PRIMARY KEY, name TEXT, inactive INTEGER, version INTEGER, voided INTEGER, changed INTEGER, body TEXT
);
CREATE TABLE site (
    id TEXT PRIMARY KEY, name TEXT, uscc TEXT, village TEXT, sector TEXT, risk_level TEXT, operating_state TEXT,
    principal TEXT, address TEXT, permit_until TEXT, version INTEGER, voided INTEGER, changed INTEGER, body TEXT
);
CREATE INDEX site_by_permit ON site (permit_until) WHERE permit_until IS NOT NULL AND voided = 0;
CREATE INDEX site_by_uscc ON site (uscc);
CREATE INDEX site_by_name ON site (voided, name);
CREATE INDEX site_by_village ON site (voided, village, name);
CREATE INDEX site_by_sector ON site (voided, sector, name);
CREATE INDEX site_by_risk ON site (voided, risk_level, name);
CREATE INDEX site_by_state ON site (voided, operating_state, name);
CREATE TABLE inspection (
    id TEXT PRIMARY KEY, site_id TEXT, nature TEXT, category TEXT, began_at TEXT, campaign_id TEXT,
    version INTEGER, voided INTEGER, changed INTEGER, hazard_count INTEGER, people TEXT, signed TEXT, body TEXT
);
CREATE INDEX inspection_by_site ON inspection (site_id, began_at);
CREATE INDEX inspection_by_campaign ON inspection (campaign_id, began_at) WHERE campaign_id IS NOT NULL;
CREATE INDEX inspection_refused ON inspection (began_at) WHERE signed = 'refused' AND voided = 0;
CREATE INDEX inspection_by_time ON inspection (voided, began_at, site_id, nature, category, hazard_count, version);
CREATE TABLE hazard (
    id TEXT PRIMARY KEY, site_id TEXT, inspection_id TEXT, found_on TEXT, number TEXT, finding TEXT, state TEXT,
    grade TEXT, source TEXT, due_on TEXT, open INTEGER, act TEXT, act_on TEXT, waits_since TEXT, closed_on TEXT,
    handed_on TEXT, answered_on TEXT, doubtful INTEGER, doubts INTEGER, version INTEGER, voided INTEGER, changed INTEGER, body TEXT
);
CREATE INDEX hazard_by_site ON hazard (site_id, state);
CREATE INDEX hazard_by_inspection ON hazard (inspection_id);
CREATE INDEX hazard_by_finding ON hazard (finding) WHERE finding IS NOT NULL;
-- one partial index for each tab of the ledger (store/questions_due.py names them)
CREATE INDEX hazard_by_act ON hazard (act_on, act, site_id) WHERE act_on IS NOT NULL AND voided = 0;
CREATE INDEX hazard_waiting ON hazard (waits_since, id) WHERE waits_since IS NOT NULL AND voided = 0;
CREATE INDEX hazard_open ON hazard (found_on, id) WHERE open = 1 AND voided = 0;
CREATE INDEX hazard_reported ON hazard (act_on, id) WHERE state = 'reported' AND voided = 0;
CREATE INDEX hazard_grave ON hazard (found_on DESC, id) WHERE grade IN ('suspected_major', 'major') AND open = 1 AND voided = 0;
CREATE INDEX hazard_clue ON hazard (act_on, id) WHERE grade = 'clue' AND open = 1 AND voided = 0;
CREATE INDEX hazard_closed ON hazard (closed_on DESC, id)
    WHERE state IN ('closed', 'deregistered') AND grade IS NOT 'clue' AND voided = 0;
CREATE INDEX hazard_all ON hazard (found_on DESC, id) WHERE state <> 'reported' AND voided = 0;
CREATE INDEX hazard_counted ON hazard (found_on)
    WHERE state NOT IN ('reported', 'dismissed', 'withdrawn', 'merged') AND voided = 0;
CREATE INDEX hazard_ended ON hazard (closed_on, found_on, state) WHERE closed_on IS NOT NULL AND voided = 0;
CREATE INDEX hazard_by_handed ON hazard (handed_on, answered_on) WHERE handed_on IS NOT NULL AND voided = 0;
CREATE TABLE reinspection (
    id TEXT PRIMARY KEY, site_id TEXT, began_at TEXT, original_id TEXT, version INTEGER, voided INTEGER,
    changed INTEGER, signed TEXT, body TEXT
);
CREATE INDEX reinspection_by_site ON reinspection (site_id, began_at);
CREATE INDEX reinspection_by_time ON reinspection (voided, began_at);
CREATE TABLE field_sheet (
    id TEXT PRIMARY KEY, site_id TEXT, inspection_id TEXT, number TEXT, printed_at TEXT, campaign_id TEXT, state TEXT,
    version INTEGER, voided INTEGER, changed INTEGER, body TEXT
);
CREATE INDEX field_sheet_by_state ON field_sheet (voided, state, printed_at);
CREATE INDEX field_sheet_by_inspection ON field_sheet (inspection_id);
CREATE INDEX field_sheet_by_number ON field_sheet (number);
CREATE TABLE filing (
    id TEXT PRIMARY KEY, number TEXT, subject_kind TEXT, subject_id TEXT, site_id TEXT, complete INTEGER,
    version INTEGER, voided INTEGER, changed INTEGER, body TEXT
);
CREATE INDEX filing_by_number ON filing (number);
CREATE INDEX filing_by_subject ON filing (subject_id);
CREATE TABLE campaign (
    id TEXT PRIMARY KEY, name TEXT, begins_on TEXT, ends_on TEXT, version INTEGER, voided INTEGER, changed INTEGER,
    body TEXT
);
CREATE TABLE objection (
    id TEXT PRIMARY KEY, inspection_id TEXT, site_id TEXT, received_on TEXT, answered_on TEXT, version INTEGER,
    voided INTEGER, changed INTEGER, body TEXT
);
CREATE INDEX objection_open ON objection (received_on) WHERE answered_on IS NULL AND voided = 0;
CREATE TABLE authority (
    id TEXT PRIMARY KEY, document TEXT, valid_from TEXT, valid_until TEXT, version INTEGER, voided INTEGER,
    changed INTEGER, body TEXT
);
CREATE TABLE terms (
    id TEXT PRIMARY KEY, version INTEGER, voided INTEGER, changed INTEGER, body TEXT
);
CREATE TABLE missed_visit (
    id TEXT PRIMARY KEY, site_id TEXT, arrived_at TEXT, reason TEXT, next_on TEXT, version INTEGER, voided INTEGER,
    changed INTEGER, body TEXT
);
CREATE INDEX missed_visit_by_site ON missed_visit (site_id, arrived_at);
CREATE INDEX missed_visit_again ON missed_visit (next_on) WHERE next_on IS NOT NULL AND voided = 0;
CREATE TABLE phrase (
    id TEXT PRIMARY KEY, text TEXT, item TEXT, version INTEGER, voided INTEGER, changed INTEGER, body TEXT
);
CREATE TABLE photo_use (                   -- where a photo is used, to notice the same one twice
    sha  TEXT NOT NULL,
    kind TEXT NOT NULL,
    id   TEXT NOT NULL,
    PRIMARY KEY (sha, kind, id)
) WITHOUT ROWID;
CREATE INDEX photo_use_by_record ON photo_use (kind, id);
CREATE TABLE paper (
    id TEXT PRIMARY KEY, paper TEXT, subject_kind TEXT, subject_id TEXT, site_id TEXT, number TEXT, check_code TEXT, pdf TEXT,
    version INTEGER, voided INTEGER, changed INTEGER, body TEXT
);
CREATE INDEX paper_by_subject ON paper (subject_id, paper);
CREATE INDEX paper_by_number ON paper (number);
CREATE TABLE pack (
    id TEXT PRIMARY KEY, pack TEXT, name TEXT, version INTEGER, pack_version TEXT, valid_from TEXT, blob TEXT,
    voided INTEGER, changed INTEGER, body TEXT
);
CREATE TABLE found (rowid INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL);
CREATE UNIQUE INDEX found_by_id ON found (kind, id);
-- characters split by spaces: phrases then find any part of a word, 1 character or 20
CREATE VIRTUAL TABLE search_site USING fts5 (words, initials, tokenize = 'unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE search_hazard USING fts5 (words, initials, tokenize = 'unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE search_paper USING fts5 (words, initials, tokenize = 'unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE search_officer USING fts5 (words, initials, tokenize = 'unicode61 remove_diacritics 0');
