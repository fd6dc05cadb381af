-- Format 2: what people decide, what was forgotten, what changed, and the feeds that are followed.

-- Corrections: never deleted, only undone.
CREATE TABLE decisions (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,               -- when it was taken
  undone TEXT,                    -- when it was undone; NULL while it holds
  body BLOB NOT NULL              -- the Decision
);

-- Articles whose text was removed for good. What is kept of them: that they were, and the hashes by which they are known again.
CREATE TABLE forgotten (
  original TEXT PRIMARY KEY,      -- as originals.hash was
  article TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  at TEXT NOT NULL,
  why TEXT NOT NULL
);

-- What new articles changed in what is told.
CREATE TABLE changes (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  story TEXT NOT NULL,
  claim TEXT,                     -- NULL when it is about the story as a whole
  kind TEXT NOT NULL,             -- 'new story', 'now disputed', 'second origin', ...
  title TEXT NOT NULL,            -- the story's, then
  articles TEXT NOT NULL          -- JSON: ids of the articles that brought it
);
CREATE INDEX changes_by_story ON changes (story);

CREATE TABLE feeds (
  url TEXT PRIMARY KEY,
  etag TEXT,
  modified TEXT,
  failures INTEGER NOT NULL DEFAULT 0,   -- in a row
  due REAL NOT NULL DEFAULT 0            -- seconds since 1970: not to be asked before
);
