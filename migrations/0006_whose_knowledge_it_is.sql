-- A server may have knowledge of its own, with its own history, suspensions and audit trail. The owner is that
-- server, or 0 for the knowledge that all others share.
ALTER TABLE release ADD COLUMN owner INTEGER NOT NULL DEFAULT 0;
CREATE INDEX release_by_owner ON release (owner, number);
ALTER TABLE attempt ADD COLUMN owner INTEGER NOT NULL DEFAULT 0;

-- At most one release of each is under way.
ALTER TABLE plan RENAME TO shared_plan;
CREATE TABLE plan (
    owner INTEGER PRIMARY KEY,
    live TEXT REFERENCES version,
    fingerprint TEXT NOT NULL REFERENCES version,
    how TEXT NOT NULL,
    member INTEGER,
    at INTEGER NOT NULL,
    summary TEXT NOT NULL
) STRICT;
INSERT INTO plan SELECT 0, live, fingerprint, how, member, at, summary FROM shared_plan;
DROP TABLE shared_plan;

ALTER TABLE suspension RENAME TO shared_suspension;
CREATE TABLE suspension (
    owner INTEGER NOT NULL,
    source TEXT NOT NULL,
    entry TEXT NOT NULL,
    member INTEGER,
    at INTEGER NOT NULL,
    PRIMARY KEY (owner, source, entry)
) STRICT, WITHOUT ROWID;
INSERT INTO suspension SELECT 0, source, entry, member, at FROM shared_suspension;
DROP TABLE shared_suspension;
