-- What articles of an archive are found by, and the stories they are in; made anew from the articles when it is lost.
CREATE TABLE IF NOT EXISTS met (article INTEGER PRIMARY KEY, day INTEGER NOT NULL, story INTEGER, signs BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS met_by_story ON met (story);
CREATE TABLE IF NOT EXISTS found_by (key INTEGER, day INTEGER, article INTEGER, PRIMARY KEY (key, day, article)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS frequency (term INTEGER PRIMARY KEY, articles INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS likely (a INTEGER, b INTEGER, p REAL NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reused (a INTEGER, b INTEGER, level TEXT NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
-- A story that went into another ('joined') or came out of one ('parted'), and the article that showed it.
CREATE TABLE IF NOT EXISTS history (article INTEGER, story INTEGER, how TEXT CHECK (how IN ('joined', 'parted')), other INTEGER, PRIMARY KEY (article, how, other)) WITHOUT ROWID;
