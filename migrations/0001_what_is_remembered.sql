-- “Foot”: by this a store is told from the database of another program.
PRAGMA application_id = 1181708148;

-- Bytes of files by their SHA-256: most files are the same in many versions.
CREATE TABLE content (
    sha256 BLOB PRIMARY KEY NOT NULL CHECK (length(sha256) = 32),
    bytes BLOB NOT NULL
) STRICT;

-- A version of the knowledge, by the fingerprint of what it was loaded from.
CREATE TABLE version (
    fingerprint TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE version_file (
    fingerprint TEXT NOT NULL REFERENCES version,
    kind TEXT NOT NULL CHECK (kind IN ('table', 'text')),
    name TEXT NOT NULL,
    sha256 BLOB NOT NULL REFERENCES content,
    PRIMARY KEY (fingerprint, kind, name)
) STRICT, WITHOUT ROWID;

-- Each time that a version went live. Here and below, the operator is who is no member.
CREATE TABLE release (
    number INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL REFERENCES version,
    how TEXT NOT NULL,
    member INTEGER,
    at INTEGER NOT NULL,
    summary TEXT NOT NULL
) STRICT;

-- The release that is under way while the files on disk are replaced; at most one.
CREATE TABLE plan (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    live TEXT REFERENCES version,
    fingerprint TEXT NOT NULL REFERENCES version,
    how TEXT NOT NULL,
    member INTEGER,
    at INTEGER NOT NULL,
    summary TEXT NOT NULL
) STRICT;

-- Who tried what, and what came of it.
CREATE TABLE attempt (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    server INTEGER,
    member INTEGER,
    action TEXT NOT NULL,
    target TEXT NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;

-- Entries that are not to be said until they are restored.
CREATE TABLE suspension (
    source TEXT NOT NULL,
    entry TEXT NOT NULL,
    member INTEGER,
    at INTEGER NOT NULL,
    PRIMARY KEY (source, entry)
) STRICT, WITHOUT ROWID;
