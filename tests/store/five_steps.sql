-- A store as the release with five steps wrote it.
PRAGMA application_id = 1181708148;
BEGIN TRANSACTION;
CREATE TABLE _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
);
INSERT INTO "_sqlx_migrations" VALUES(1,'what is remembered','2026-01-01 00:00:00',1,X'D3AB8D4EE7281E192CAD7A577B8F4F7B8148E5738DAD372E993089B70A4EE1FE52C09BE30001DBAB7EC7971D693EA170',1853118);
INSERT INTO "_sqlx_migrations" VALUES(2,'what was asked','2026-01-01 00:00:00',1,X'6C1EEECA442F98D57C74C8D309ED4B66E760FED801DE43455FD8D394EF31D0FE6CA5D64D28B5F7432F51DD2CAC1FE926',870634);
INSERT INTO "_sqlx_migrations" VALUES(3,'what members say of answers','2026-01-01 00:00:00',1,X'6DABF194849A8BF851D3AA219079CA26C74542217591CC6893409C74BA3B212BC350A0C9A7C439B4593139D48B8558E5',859955);
INSERT INTO "_sqlx_migrations" VALUES(4,'when moderators were told','2026-01-01 00:00:00',1,X'50D5BE7E44FAECE4C2F51EFD4153402C66D2499E9D351A2EB6F086AD7B1B26DEEB5901E3B8B668D5052B6C973BEEFF97',586724);
INSERT INTO "_sqlx_migrations" VALUES(5,'whose moderators see what','2026-01-01 00:00:00',1,X'CA2BED9F5B643D14CC96F67E6CAE91B54343961DF85125ADA0ECAF065710BD279FF5DA0B050306B98933571F6680610B',2656828);
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
INSERT INTO "asked" VALUES(19000,1,'server','skerry@bbbbbbbb','when was the lamp relit','answered','skerry','when-relit',91,2);
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
INSERT INTO "attempt" VALUES(1,1700000050,1,7,'reload','skerry.toml','done','1 fact changed');
INSERT INTO "attempt" VALUES(2,1700000060,NULL,NULL,'reload','','failed','cannot read');
CREATE TABLE content (
    sha256 BLOB PRIMARY KEY NOT NULL CHECK (length(sha256) = 32),
    bytes BLOB NOT NULL
) STRICT;
INSERT INTO "content" VALUES(X'EBA571A33721F6D5F1373F1AA37C35B43C368BD1B72CDE674F345147F36E6C06',X'666F726D6174203D203120232061');
INSERT INTO "content" VALUES(X'39ECFC848C5F973039AA93BF0C7383763901AD0DE5E0A61F9C868C86BFEBE18C',X'2320546865206C616D70');
INSERT INTO "content" VALUES(X'3EE89944150C034C1A8C959C3024CF89985C92A2940FB78745662B35E9812E2E',X'666F726D6174203D203120232062');
CREATE TABLE ignored (
    server INTEGER NOT NULL,
    text TEXT NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (server, text)
) STRICT, WITHOUT ROWID;
INSERT INTO "ignored" VALUES(1,'ferry times',19000);
CREATE TABLE plan (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    live TEXT REFERENCES version,
    fingerprint TEXT NOT NULL REFERENCES version,
    how TEXT NOT NULL,
    member INTEGER,
    at INTEGER NOT NULL,
    summary TEXT NOT NULL
) STRICT;
INSERT INTO "plan" VALUES(1,'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','rollback',-1,1700000200,'back');
CREATE TABLE release (
    number INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL REFERENCES version,
    how TEXT NOT NULL,
    member INTEGER,
    at INTEGER NOT NULL,
    summary TEXT NOT NULL
) STRICT;
INSERT INTO "release" VALUES(1,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','start',NULL,1700000000,'');
INSERT INTO "release" VALUES(2,'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','upload',7,1700000100,'1 fact changed');
CREATE TABLE suggested (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    day INTEGER NOT NULL
) STRICT;
INSERT INTO "suggested" VALUES(1,19000);
CREATE TABLE suspension (
    source TEXT NOT NULL,
    entry TEXT NOT NULL,
    member INTEGER,
    at INTEGER NOT NULL,
    PRIMARY KEY (source, entry)
) STRICT, WITHOUT ROWID;
INSERT INTO "suspension" VALUES('skerry','when-relit',7,1700000070);
CREATE TABLE version (
    fingerprint TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "version" VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','skerry@aaaaaaa');
INSERT INTO "version" VALUES('bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','skerry@bbbbbbb');
CREATE TABLE version_file (
    fingerprint TEXT NOT NULL REFERENCES version,
    kind TEXT NOT NULL CHECK (kind IN ('table', 'text')),
    name TEXT NOT NULL,
    sha256 BLOB NOT NULL REFERENCES content,
    PRIMARY KEY (fingerprint, kind, name)
) STRICT, WITHOUT ROWID;
INSERT INTO "version_file" VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','table','skerry.toml',X'EBA571A33721F6D5F1373F1AA37C35B43C368BD1B72CDE674F345147F36E6C06');
INSERT INTO "version_file" VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','text','skerry.md',X'39ECFC848C5F973039AA93BF0C7383763901AD0DE5E0A61F9C868C86BFEBE18C');
INSERT INTO "version_file" VALUES('bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','table','skerry.toml',X'3EE89944150C034C1A8C959C3024CF89985C92A2940FB78745662B35E9812E2E');
INSERT INTO "version_file" VALUES('bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','text','skerry.md',X'39ECFC848C5F973039AA93BF0C7383763901AD0DE5E0A61F9C868C86BFEBE18C');
CREATE TABLE vote (
    number INTEGER PRIMARY KEY,
    token BLOB UNIQUE CHECK (length(token) = 32),
    day INTEGER NOT NULL,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    entry TEXT NOT NULL,
    verdict TEXT NOT NULL
, server INTEGER) STRICT;
INSERT INTO "vote" VALUES(1,NULL,19000,'when','skerry','when-relit','helpful',1);
CREATE TABLE vote_key (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    bytes BLOB NOT NULL CHECK (length(bytes) = 32),
    day INTEGER NOT NULL
) STRICT;
INSERT INTO "vote_key" VALUES(1,X'0202020202020202020202020202020202020202020202020202020202020202',19000);
COMMIT;
