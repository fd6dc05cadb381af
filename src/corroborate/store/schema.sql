-- Format 1 of a Corroborate database. Bodies are the nouns of types.py as compressed JSON (store/codec.py);
-- the plain columns are there to find them by, and for people who look in with SQL.

-- What was read, by content: never changed, never lost. All else can be made again from it.
CREATE TABLE originals (
  hash TEXT PRIMARY KEY,          -- SHA-256 of kind and text
  kind TEXT NOT NULL CHECK (kind IN ('text', 'html')),
  body BLOB NOT NULL              -- zlib of UTF-8
);

-- An original as it was met: at a path, with what its container says of it.
CREATE TABLE pages (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,       -- SHA-256 of original, path and facts: the same file met twice is one page
  path TEXT NOT NULL,
  url TEXT,
  original TEXT NOT NULL REFERENCES originals (hash),
  facts BLOB NOT NULL,            -- the Page without its text
  fingerprint TEXT NOT NULL,      -- of the program that read it last
  reason TEXT                     -- why it became no article; NULL when it did
);
CREATE INDEX pages_by_path ON pages (path);
CREATE INDEX pages_by_fingerprint ON pages (fingerprint);

CREATE TABLE articles (
  page INTEGER PRIMARY KEY REFERENCES pages (id) ON DELETE CASCADE,
  id TEXT NOT NULL,               -- the article's; two pages that are one article share it
  title TEXT,
  outlet TEXT,
  published TEXT,
  language TEXT NOT NULL,
  body BLOB NOT NULL              -- the Article without the text that its original holds
);
CREATE INDEX articles_by_id ON articles (id);

CREATE TABLE findings (
  page INTEGER PRIMARY KEY REFERENCES articles (page) ON DELETE CASCADE,
  body BLOB NOT NULL
);

-- What could not even be read.
CREATE TABLE rejected (
  path TEXT NOT NULL,
  reason TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (path, reason)
);

-- What relates the articles: rebuilt as a whole, in one transaction.
CREATE TABLE links (
  kind TEXT NOT NULL CHECK (kind IN ('reuse', 'stories', 'entities', 'claims')),
  place INTEGER NOT NULL,
  id TEXT,
  story TEXT,
  body BLOB NOT NULL,
  PRIMARY KEY (kind, place)
);

-- 'links': the key of the articles that the links were made from.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);

-- Pages of one address whose text changed.
CREATE VIEW versions AS
  SELECT DISTINCT pages.url, articles.id AS article FROM pages JOIN articles ON articles.page = pages.id
  WHERE pages.url IN (SELECT url FROM pages WHERE url IS NOT NULL GROUP BY url HAVING count(DISTINCT original) > 1);
