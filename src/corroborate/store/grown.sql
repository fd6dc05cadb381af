-- Format 4: what links are made from, story by story, so that those whom a new article does not touch stay as they are. Made anew when it is lost.

-- Articles whose links are made, earlier versions of a page too; the address tells which are one page.
CREATE TABLE version (article TEXT PRIMARY KEY, address TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX version_by_address ON version (address);

-- Runs of words that find articles which share text (met.number), and those runs that are everybody's.
CREATE TABLE shingle (key INTEGER, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;
CREATE TABLE stock (key INTEGER PRIMARY KEY);

-- What a story's links were made from (key), and the story of the archive that it is, or is a part of (root).
CREATE TABLE made (story TEXT PRIMARY KEY, root TEXT NOT NULL, key TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX made_by_root ON made (root);

-- Who is who within each story; parts of one key may be one entity.
CREATE TABLE part (story TEXT, place INTEGER, key TEXT NOT NULL, first TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (story, place)) WITHOUT ROWID;
CREATE INDEX part_by_key ON part (key, first, story, place);

-- Keys whose parts changed since their entities were made.
CREATE TABLE unmerged (key TEXT PRIMARY KEY) WITHOUT ROWID;

-- links.id and links.story hold, of what two articles share, the two; links.story holds, of an entity, the key of its parts.
CREATE INDEX IF NOT EXISTS links_by_id ON links (kind, id);
CREATE INDEX IF NOT EXISTS links_by_story ON links (kind, story);
