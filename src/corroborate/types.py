"""The nouns. Read this first.

An `Article` is text with what is known of its publication. `Findings` is all that one article says (mentions, quotations,
credits, quantities, events), each pointing at its words. `Links` is what relates many articles (reuse, stories, entities,
origins, claims). Nothing here copies text: a finding holds a `Span`, and `article[span]` gives the words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from corroborate.text.spans import Span

__all__ = ["Span"]

# ---------------------------------------------------------------------------------------------------------------- ingest


@dataclass(frozen=True, slots=True)
class Page:
    """One input as a reader hands it over: text or HTML, and what its container says of it."""

    path: str  #: as one could open it from the working directory; `FILE#ID` inside a container
    sha256: str  #: of the original bytes (of a container: of this record's bytes)
    text: str | None = None  #: the decoded text, nothing changed; `None` when `html` is given
    html: str | None = None  #: the decoded HTML source; `None` for plain text
    verbatim: bool = False  #: the file at `path`, read as UTF-8, is `text`: the output need not carry it
    url: str | None = None  #: the address it was published at, where known
    outlet: str | None = None  #: who published it, as the container says
    title: str | None = None  #: its title, as the container says
    date: str | None = None  #: when it was published, as the container says (any readable form)
    retrieved: str | None = None  #: when it was fetched, as the container says
    order: int = 0  #: a record's place in its container


@dataclass(frozen=True, slots=True)
class Title:
    """The headline; `span` is `None` when it came from outside the text (a container, a meta tag)."""

    text: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes a page. *how* says from what we know it: "url", "container", "site title", "notice", …"""

    name: str
    how: str


@dataclass(frozen=True, slots=True)
class Author:
    """A name in the byline; `span` is `None` when it came from a meta tag."""

    name: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date with its precision and the words or tag it came from."""

    value: str  #: ISO 8601, cut to its precision: "2014", "2014-09", "2014-09-17", "2014-09-17T14:10"
    precision: Literal["year", "month", "day", "minute"]
    span: Span | None
    how: str  #: "dateline", "republishing notice", "source line", "meta tag", "container", …


@dataclass(frozen=True, slots=True)
class WrittenBy:
    """Who wrote the text first, as the article itself tells (`Article.origin`)."""

    name: str
    how: str  #: "byline", "source line", "dateline agency", "copyright", "told (sign)", "own", …
    span: Span | None


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text that is not article, and why."""

    span: Span
    reason: str  #: "section label", "share widget", "comment", "photo caption", "notice", "other language", …


@dataclass(frozen=True, slots=True)
class Article:
    """A text with what is known of its publication. `article[span]` gives the words."""

    id: str  #: from content and address; stable across runs
    path: str  #: see `Page.path`
    sha256: str  #: see `Page.sha256`
    text: str  #: the original text that all offsets count in
    body: tuple[Span, ...]  #: what is article: sorted, disjoint; paragraphs may share one span
    dropped: tuple[Dropped, ...] = ()  #: all else, with reasons; title, byline and dates are among neither
    verbatim: bool = False  #: see `Page.verbatim`
    html: str | None = None  #: the HTML source, where there is one
    html_map: tuple[tuple[int, int, int], ...] = ()  #: (start in text, start in html, length) stretches that are the same
    url: str | None = None
    title: Title | None = None
    outlet: Outlet | None = None
    byline: tuple[Author, ...] = ()
    published: DateFound | None = None  #: when this page was published
    first_published: DateFound | None = None  #: when its origin was
    retrieved: str | None = None
    language: str = "en"  #: ISO 639-1; findings exist only for "en"
    origin: WrittenBy | None = None
    dateline: Span | None = None  #: "GENEVA (AFP) —" at the head of the body, dash included; still part of `body`

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    @property
    def date(self) -> str | None:
        """The day that "Monday" in the text counts from: first publication if known, else publication (ISO)."""
        found = self.first_published or self.published
        return found.value if found else None


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that could not become an article: one line for the user."""

    path: str
    reason: str


# -------------------------------------------------------------------------------------------------------------- findings

EntityType = Literal["person", "organization", "group", "country", "place", "other"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words in an article that name, describe or point at someone or something."""

    span: Span  #: the whole phrase: "the country's foreign minister", "she", "Ana Lund"
    head: Span  #: the naming part: the name without title or apposition; the head noun of a description
    form: Literal["name", "nominal", "pronoun"]
    type: EntityType
    referent: int | None = None  #: index into `Findings.referents`; `None` where we cannot tell
    how: str = ""  #: why it was linked to that referent, in words a reader understands
    rivals: tuple[int, ...] = ()  #: other referents that it may nearly as well mean


@dataclass(frozen=True, slots=True)
class Referent:
    """Someone or something one article speaks of; gathers that article's mentions. Entities join referents across articles."""

    id: int  #: index into `Findings.referents`
    name: str  #: the fullest name here, titles left off: "Per J. Strand"; a description where no name is given
    type: EntityType
    named: bool  #: whether any mention is a name
    gender: Literal["male", "female", "unknown"] = "unknown"
    plural: bool = False
    roles: tuple[str, ...] = ()  #: descriptions given here, lower case, without articles: "secretary of state"
    aliases: tuple[tuple[str, int], ...] = ()  #: surface forms that name it here, with counts (pronouns left out)
    iso3: str | None = None  #: a country's code, or the country a body or office belongs to, where plain


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that mark speech: "said", "according to", "in a statement"."""

    span: Span
    lemma: str  #: "say", "according to"
    force: str = "says"  #: says|asks|orders|denies|accuses|promises|threatens|confirms
    medium: str = "said"  #: said|wrote|tweeted|broadcast|document
    negated: bool = False  #: "did not say", "never promised"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke, as far as the article tells."""

    span: Span | None  #: the words that name the speaker at this quotation ("she"); `None` when none do
    referent: int | None  #: index into `Findings.referents`; `None` when it cannot be told
    name: str | None  #: that referent's name, or the description used ("the official")
    how: str = ""  #: the reason in words: "subject of said", "pronoun; the only woman named since …"
    confidence: float = 1.0
    candidates: tuple[int, ...] = ()  #: referents it may be, when it cannot be told


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words or view as an article reports it. `span` covers the whole attributed content, marks not included at its ends."""

    span: Span
    pieces: tuple[Span, ...]  #: the same without an interrupting cue
    quoted: tuple[Span, ...]  #: the stretches inside quotation marks, without the marks; empty when indirect
    kind: Literal["direct", "mixed", "indirect"]
    sense: Literal["speech", "stance"] = "speech"
    cue: Cue | None = None
    speaker: Speaker = field(default_factory=lambda: Speaker(None, None, None))
    addressee: Span | None = None  #: "told *Fox News*"
    within: int | None = None  #: index into `Findings.quotations` of the quotation this one is part of
    confidence: float = 1.0


CreditRole = Literal["origin", "according-to", "told", "contributed", "document", "photo", "own"]


@dataclass(frozen=True, slots=True)
class Credit:
    """An article naming where it has something from."""

    span: Span  #: the words that name the source: "Reuters", "the Post"
    name: str  #: canonical name where known: "The Washington Post", "Agence France-Presse"
    role: CreditRole
    scope: Span | None = None  #: what it covers: a sentence or quotation; `None` for the whole article


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, age, date, time, amount, name or charge that an article gives for something, to be compared across articles."""

    span: Span  #: the words of the value: "at least 12", "9-month-old", "2:45 p.m.", "hip"
    kind: str  #: what it tells, a key shared across articles: "killed", "injured", "age", "shots", "time", "charge", …
    low: float | None = None  #: least value meant; `None` when not numeric or unbounded below
    high: float | None = None  #: greatest value meant; `None` when not numeric or unbounded above
    value: str = ""  #: normalised value as text: "12", "at least 12", "2014-09-15", "second-degree murder"
    unit: str = ""  #: "person", "year", "USD", "" …
    about: str = ""  #: what it is told of, normalised: the counted noun ("shot"), or the person's name for ages and charges
    referent: int | None = None  #: the referent it is told of, where known
    sentence: Span | None = None  #: the sentence it stands in
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """Where a place lies, as exactly as its name tells."""

    precision: Literal["city", "region", "country", "unknown"] = "unknown"
    country: str | None = None  #: ISO 3166-1 alpha-3
    latitude: float | None = None  #: degrees; of a city's middle
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class ActorCode:
    """Whom a party of an event acts for, as far as words, role and date tell."""

    country: str | None = None  #: ISO 3166-1 alpha-3
    sector: str | None = None  #: "GOV", "MIL", "REB", "IGO", …; `None` for a country as such, or unknown

    @property
    def code(self) -> str | None:
        """CAMEO's way: country, then sector; `None` when neither is known."""
        return (self.country or "") + (self.sector or "") or None


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom (PLOVER)."""

    span: Span  #: the words that tell it
    tellings: tuple[Span, ...]  #: every place in the article that tells it
    type: str  #: "AGREE", "CONSULT", …
    status: Literal["asserted", "denied", "possible", "planned", "reported"]
    actor: tuple[tuple[Span | None, int | None, str], ...] = ()  #: (words, referent, name)
    recipient: tuple[tuple[Span | None, int | None, str], ...] = ()
    mode: str | None = None
    context: tuple[str, ...] = ()
    place: str | None = None
    date: str | None = None
    reported_by: int | None = None  #: index into `Findings.quotations`
    confidence: float = 1.0
    root: str | None = None  #: CAMEO root code: "03"
    actor_codes: tuple[ActorCode, ...] = ()  #: one for each of `actor`
    recipient_codes: tuple[ActorCode, ...] = ()  #: one for each of `recipient`
    quad: int | None = None  #: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
    political: bool = False  #: whether a party is a political actor: a state, its officials, a party, rebels, an international body, …
    date_precision: Literal["day", "month", "year", "unknown"] = "unknown"
    where: Where | None = None  #: where `place` lies


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence's worth of a quotation, or a sentence of the article's own: the unit that claims compare."""

    span: Span
    quotation: int | None  #: index into `Findings.quotations`; `None` for the outlet's own sentence
    vector: bytes  #: its meaning: 384 numbers, float16 little-endian, unit length
    predicates: tuple[Span, ...] = ()  #: the words that say what it is mainly about: verbs, or nouns and adjectives where nothing is done
    bonds: tuple[tuple[Span, Span], ...] = ()  #: its words of weight, each with the one that it hangs on: (governor, dependent)
    doers: tuple[tuple[Span, Span], ...] = ()  #: its verbs, each with one who does it
    targets: tuple[tuple[Span, Span], ...] = ()  #: its verbs, each with one to whom it is done, or a thing


@dataclass(frozen=True, slots=True)
class Findings:
    """All that one article says. Depends on that article alone."""

    article: str  #: `Article.id`
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    referents: tuple[Referent, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    credits: tuple[Credit, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()


# ----------------------------------------------------------------------------------------------------------------- links


@dataclass(frozen=True, slots=True)
class Passage:
    """The same words in two articles."""

    a: Span
    b: Span


@dataclass(frozen=True, slots=True)
class Reuse:
    """Two articles share text that is more than common quotations and notices."""

    a: str  #: article id; a < b
    b: str
    level: Literal["copy", "partial"]
    passages: tuple[Passage, ...]
    why: str = ""  #: "shares 71 % of its text"


@dataclass(frozen=True, slots=True)
class Origin:
    """Articles that rest on one first text. *name* is `None` when the text does not tell who wrote it."""

    name: str | None
    articles: tuple[str, ...]
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """That an article of a story has something from elsewhere, with the words that show it."""

    article: str
    source: str | None  #: the article it has it from; `None` when that is not in the story
    name: str  #: whom it names, or who publishes *source*
    kind: Literal["copy", "partial", "credit", "writer"]  #: shares its text, or passages; credits it in a sentence; names it as who wrote the whole
    evidence: tuple[Span, ...]  #: in *article*: shared passages, or the words that name it
    theirs: tuple[Span, ...] = ()  #: shared passages in *source*, parallel to *evidence*
    why: str = ""
    circle: tuple[str, ...] = ()  #: the articles round which it comes back, where reporting is circular


@dataclass(frozen=True, slots=True)
class Turn:
    """What happened to a story as articles were added to a database."""

    how: Literal["joined", "parted", "parted from"]  #: another story went into it; another came out of it; it came out of another
    story: str  #: that other story's id
    article: str  #: the article that showed it


@dataclass(frozen=True, slots=True)
class Story:
    """The articles about one happening."""

    id: str
    title: str
    articles: tuple[str, ...]
    date: str | None
    origins: tuple[Origin, ...] = ()  #: a partition of `articles`
    edges: tuple[Edge, ...] = ()  #: who has what from whom
    round_ups: tuple[str, ...] = ()  #: those of `articles` that tell of many happenings, of which this is one
    history: tuple[Turn, ...] = ()  #: in order; empty unless articles were added to a database bit by bit


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what several articles name."""

    id: str
    name: str
    type: EntityType
    aliases: tuple[tuple[str, int], ...]  #: surface forms with counts over all articles
    referents: tuple[tuple[str, int], ...]  #: (article id, referent id)
    iso3: str | None = None
    cameo: str | None = None


Verdict = Literal["agreed", "varied", "disputed", "single"]


@dataclass(frozen=True, slots=True)
class Account:
    """One article's telling of a claim."""

    article: str
    span: Span  #: the statement or value itself, not its paragraph
    quotation: int | None = None  #: index into that article's quotations
    value: str | None = None
    speaker: str | None = None
    origin: str | None = None  #: the independent origin it rests on: a name, or an article id where none is named


@dataclass(frozen=True, slots=True)
class Difference:
    """How accounts of one claim differ."""

    kind: str  #: speaker|addressee|number|name|spelling|date|place|status|medium|wording|polarity|update
    values: tuple[tuple[str, tuple[int, ...]], ...]  #: (value, indices into `Claim.accounts`)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one or more accounts tell, and how far they agree."""

    id: str
    story: str
    kind: Literal["statement", "event", "quantity", "attribute"]
    verdict: Verdict
    accounts: tuple[Account, ...]
    origins: int
    differences: tuple[Difference, ...] = ()
    confidence: float = 1.0
    why: tuple[str, ...] = ()
    salience: float = 0.0  #: what matters comes first; not comparable between stories


@dataclass(frozen=True, slots=True)
class Links:
    """What relates many articles."""

    reuse: tuple[Reuse, ...] = ()
    stories: tuple[Story, ...] = ()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()


# ------------------------------------------------------------------------------------------------------------- decisions

DecisionKind = Literal["not_mention", "same_name", "speaker", "not_same_claim", "not_in_story"]


@dataclass(frozen=True, slots=True)
class Place:
    """Words that a decision is about, so that it outlives a new analysis and can be shared."""

    sha256: str  #: `Article.sha256`
    start: int  #: in the article's text; 0 with *end* 0 for the article as a whole
    end: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person corrected. What *places* and *names* are depends on *kind*:

    - `not_mention`: one place, a mention that does not mean whom it was linked to (`names`: that one, for readers).
    - `same_name`: two places that name one person or body, or none; `names`: both names, the one to show first.
    - `speaker`: one place, a quotation; `names`: who spoke, or nothing when nobody can tell.
    - `not_same_claim`: two accounts that do not tell the same.
    - `not_in_story`: an article, then one of the story that it does not tell (offsets 0).
    """

    id: str  #: of what was decided, by whom and when
    kind: DecisionKind
    places: tuple[Place, ...]
    names: tuple[str, ...]
    who: str
    when: str  #: ISO 8601, UTC: "2031-03-04T10:15:30Z"
    why: str = ""
    undone: str | None = None  #: when it was undone; `None` while it holds


@dataclass(frozen=True, slots=True)
class Analysis:
    """A whole result: every export and page is a view of it."""

    articles: tuple[Article, ...]
    findings: tuple[Findings, ...]  #: one an article, in the same order
    links: Links
    rejected: tuple[Rejected, ...] = ()
