-- What a member said of an answer. The token is a keyed hash of the member, the words and the entry: it
-- counts each of them once, and lets them find their own. Without the key, it names nobody; when the
-- key is replaced, it is taken away.
CREATE TABLE vote (
    number INTEGER PRIMARY KEY,
    token BLOB UNIQUE CHECK (length(token) = 32),
    day INTEGER NOT NULL,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    entry TEXT NOT NULL,
    verdict TEXT NOT NULL
) STRICT;

-- The key of the tokens; at most one.
CREATE TABLE vote_key (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    bytes BLOB NOT NULL CHECK (length(bytes) = 32),
    day INTEGER NOT NULL
) STRICT;
