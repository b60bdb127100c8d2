-- The day on which the moderators were last told what members confirmed; at most one.
CREATE TABLE suggested (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    day INTEGER NOT NULL
) STRICT;
