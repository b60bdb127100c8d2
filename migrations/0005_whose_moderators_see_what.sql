-- A server's moderators see what was said in their server alone. Of a vote from before, and in direct messages,
-- no server is known.
ALTER TABLE vote ADD COLUMN server INTEGER;

-- What the moderators of a server do not want to see, they alone do not see; what was ignored before is
-- hidden from all (server 0).
ALTER TABLE ignored RENAME TO ignored_by_all;
CREATE TABLE ignored (
    server INTEGER NOT NULL,
    text TEXT NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (server, text)
) STRICT, WITHOUT ROWID;
INSERT INTO ignored SELECT 0, text, day FROM ignored_by_all;
DROP TABLE ignored_by_all;
