-- The catalogue: what articles and links hold, arranged for looking up. Made from them, and made anew when it is lost or its layout changes.
CREATE TABLE IF NOT EXISTS seen (page INTEGER PRIMARY KEY, article TEXT NOT NULL, sha256 TEXT NOT NULL, stamp TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS seen_by_hash ON seen (sha256);
CREATE TABLE IF NOT EXISTS passage (
  id INTEGER PRIMARY KEY, page INTEGER, story TEXT, kind TEXT NOT NULL, article TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  number INTEGER, referent INTEGER, claim TEXT, day TEXT, outlet TEXT, speaker TEXT
);
CREATE INDEX IF NOT EXISTS passage_by_page ON passage (page);
CREATE INDEX IF NOT EXISTS passage_by_story ON passage (story) WHERE story IS NOT NULL;
CREATE INDEX IF NOT EXISTS passage_by_referent ON passage (article, referent) WHERE kind = 'quotation';
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (text, speaker, outlet, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TABLE IF NOT EXISTS act (
  page INTEGER NOT NULL, article TEXT NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, day TEXT,
  actor INTEGER, actor_name TEXT NOT NULL, recipient INTEGER, recipient_name TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS act_by_page ON act (page);
CREATE INDEX IF NOT EXISTS act_by_article ON act (article);
CREATE TABLE IF NOT EXISTS credited (page INTEGER NOT NULL, article TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS credited_by_page ON credited (page);
CREATE INDEX IF NOT EXISTS credited_by_article ON credited (article);

CREATE TABLE IF NOT EXISTS story_row (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, day TEXT NOT NULL, articles INTEGER NOT NULL, origins INTEGER NOT NULL,
  disputed INTEGER NOT NULL, varied INTEGER NOT NULL, agreed INTEGER NOT NULL, single INTEGER NOT NULL, version TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS story_newest ON story_row (day, id);
CREATE INDEX IF NOT EXISTS story_most_disputed ON story_row (disputed, day, id);
CREATE TABLE IF NOT EXISTS story_article (story TEXT NOT NULL, article TEXT NOT NULL, origin TEXT, carriers INTEGER NOT NULL, PRIMARY KEY (story, article)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS story_of_article ON story_article (article);
CREATE TABLE IF NOT EXISTS account (
  story TEXT NOT NULL, claim TEXT NOT NULL, kind TEXT NOT NULL, verdict TEXT NOT NULL, number INTEGER NOT NULL, article TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, quotation INTEGER
);
CREATE INDEX IF NOT EXISTS account_by_story ON account (story);
CREATE INDEX IF NOT EXISTS account_by_article ON account (article);
CREATE INDEX IF NOT EXISTS account_by_claim ON account (claim);
CREATE TABLE IF NOT EXISTS entity_row (id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, articles INTEGER NOT NULL, said INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS entity_by_said ON entity_row (said, id);
CREATE INDEX IF NOT EXISTS entity_by_name ON entity_row (name);
-- The key's columns first: SQLite before 3.41 finds fault with the check of a table that has them elsewhere.
CREATE TABLE IF NOT EXISTS entity_referent (article TEXT NOT NULL, referent INTEGER NOT NULL, entity TEXT NOT NULL, PRIMARY KEY (article, referent)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS referents_of_entity ON entity_referent (entity, article);
CREATE TABLE IF NOT EXISTS reuse_pair (a TEXT NOT NULL, b TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
-- Finished pages of stories, so that a desk that starts need not make them again.
CREATE TABLE IF NOT EXISTS finished (story TEXT PRIMARY KEY, version TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS links_by_id ON links (kind, id);
CREATE INDEX IF NOT EXISTS links_by_story ON links (kind, story);
CREATE INDEX IF NOT EXISTS articles_by_outlet ON articles (outlet, published);
