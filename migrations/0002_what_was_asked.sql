-- What was asked on a day, and how often. Nobody is named: no member, no message, no words but those
-- that are left when what may tell of somebody has been struck out.
CREATE TABLE asked (
    day INTEGER NOT NULL,
    server INTEGER NOT NULL,
    channel TEXT NOT NULL,
    version TEXT NOT NULL,
    text TEXT NOT NULL,
    outcome TEXT NOT NULL,
    source TEXT NOT NULL,
    entry TEXT NOT NULL,
    percent INTEGER NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (day, server, channel, version, text, outcome, source, entry, percent)
) STRICT, WITHOUT ROWID;

-- Questions that moderators do not want to see among the unanswered.
CREATE TABLE ignored (
    text TEXT PRIMARY KEY NOT NULL,
    day INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
