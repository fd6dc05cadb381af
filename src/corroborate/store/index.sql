-- Format 3: what articles are found by when another is added, and the stories they are in; made anew from the articles when the program changes, save for the stories' ids.
CREATE TABLE met (
  number INTEGER PRIMARY KEY,     -- in order of arrival
  article TEXT NOT NULL UNIQUE,   -- articles.id
  since TEXT NOT NULL,            -- its date; '9999' when unknown
  day INTEGER NOT NULL,           -- the same as an ordinal; 0
  story TEXT,
  norm REAL NOT NULL,             -- the length of its weighed words
  signs BLOB NOT NULL
);
CREATE INDEX met_by_story ON met (story);
CREATE TABLE found_by (key INTEGER, day INTEGER, number INTEGER, PRIMARY KEY (key, day, number)) WITHOUT ROWID;
CREATE TABLE frequency (term INTEGER PRIMARY KEY, articles INTEGER NOT NULL);
CREATE TABLE likely (a INTEGER, b INTEGER, p REAL NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TABLE reused (a INTEGER, b INTEGER, level TEXT NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;

-- Stories that went into another ('joined') or came out of one ('parted'), and the article that showed it.
CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  story TEXT NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('joined', 'parted')),
  other TEXT NOT NULL,
  article TEXT NOT NULL
);
CREATE INDEX history_by_story ON history (story);
CREATE INDEX history_by_other ON history (other);
