"""The JSON Schema of the output contract (draft 2020-12): what every field is, its unit, and when it is null."""

from __future__ import annotations

from typing import Any

from corroborate.export import SCHEMA

Schema = dict[str, Any]

OFFSETS = "Counts Unicode code points in the article's original text (`text`, or, where that is null, the file at `path` decoded as UTF-8 with nothing changed)."


def schema() -> Schema:
    """The schema of `corroborate analyze --json`. Fields may be added in later versions; what stands here keeps its meaning."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        "title": "Corroborate output",
        "description": "News articles with what each says, and what relates them. Lists have a stable order; the same input gives the same bytes.",
        **_object(
            {
                "schema": {"const": SCHEMA, "description": "This contract's name and version."},
                "program": {"const": "corroborate", "description": "What made this."},
                "version": _text("The program's version."),
                "articles": _list(_ref("article"), "All articles that were read, by path and id."),
                "rejected": _list(_ref("rejected"), "All inputs that became no article, by path."),
                "stories": _list(_ref("story"), "Groups of articles about one happening."),
                "entities": _list(_ref("entity"), "Who and what the articles name, joined across articles."),
                "mentions": _list(_ref("mention"), "Every place that names, describes or points at an entity."),
                "quotations": _list(_ref("quotation"), "Somebody's words or view, as an article reports them."),
                "credits": _list(_ref("credit"), "Articles naming where they have something from."),
                "quantities": _list(_ref("quantity"), "Numbers, ages, times, amounts, charges that can be compared across articles."),
                "events": _list(_ref("event"), "Who did what to whom, in PLOVER terms."),
                "reuse": _list(_ref("reuse"), "Pairs of articles that share text."),
                "claims": _list(_ref("claim"), "What one or more accounts tell, and how far they agree."),
            },
        ),
        "$defs": {
            "article": _article(), "date": _date(), "rejected": _rejected(), "story": _story(), "entity": _entity(), "mention": _mention(), "quotation": _quotation(),
            "credit": _credit(), "quantity": _quantity(), "event": _event(), "party": _party(), "reuse": _reuse(), "claim": _claim(), "account": _account(),
            "difference": _difference(),
            "span": {
                "type": "array", "prefixItems": [{"type": "integer", "minimum": 0}, {"type": "integer", "minimum": 0}], "items": False, "minItems": 2,
                "description": f"Half-open [start, end). {OFFSETS}",
            },
        },
    }  # fmt: skip


def check_schema() -> Schema:
    """The schema of `corroborate check --json`."""
    results = "contradicted|disputed|supported|supported in part|related|nothing found"
    sentence = _object(
        {
            **_at("the sentence, in the draft,"),
            "text": _text("The sentence."),
            "result": _one_of(
                results,
                "contradicted: an account cannot be so if this is; disputed: others support what it contradicts; supported: an account tells all of it; in part: something in it.",
            ),
            "evidence": _list(_ref("evidence"), "What was found, contradictions first; empty where there is nothing."),
        },
    )
    evidence = _object(
        {
            "relation": _one_of("supports|contradicts|related", "What the accounts do to the sentence, or to what it tells of `about`."),
            "about": _text("The statement, or the one thing in it: people hurt, age of Ann Lee, who said it."),
            "why": _text("The reason in words; may be empty."),
            "story": _id("the story"),
            "claims": _list(_id("a claim"), "Claims in which the accounts stand."),
            "origins": {"type": "integer", "minimum": 1, "description": "Independent origins among the accounts."},
            "accounts": _list(_checked_account(), "Who tells it, where.", minItems=1),
        },
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:corroborate-check:1",
        "title": "Corroborate check",
        "description": "A draft, sentence by sentence, with the accounts that support or contradict it.",
        **_object(
            {
                "schema": {"const": "corroborate-check/1", "description": "This contract's name and version."},
                "program": {"const": "corroborate", "description": "What made this."},
                "version": _text("The program's version."),
                "stories": _list(_id("a story"), "Stories the draft was checked against, the likeliest first; none where none is about it."),
                "sentences": _list(sentence, "The sentences of the draft in order."),
            },
        ),
        "$defs": {"evidence": evidence},
    }


def _checked_account() -> Schema:
    return _object(
        {
            "article": _id("the article"),
            "outlet": _text("Who publishes it, or its file where that is not known."),
            "date": _maybe("When it was published, or null."),
            **_at("the words it rests on"),
            "text": _text("These words."),
            "value": _maybe("The value told, normalised, or null."),
            "speaker": _maybe("Who said it, as this article tells, or null."),
            "origin": _maybe("The independent origin it rests on: its name, or the id of an article where it has none."),
        },
    )


def _object(properties: Schema, optional: tuple[str, ...] = (), description: str = "") -> Schema:
    told = {"description": description} if description else {}
    return {"type": "object", **told, "properties": properties, "required": [name for name in properties if name not in optional]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list(items: Schema, description: str, **more: Any) -> Schema:
    return {"type": "array", "description": description, "items": items, **more}


def _text(description: str, **more: Any) -> Schema:
    return {"type": "string", "description": description, **more}


def _maybe(description: str, kind: str = "string") -> Schema:
    return {"type": [kind, "null"], "description": description}


def _or_null(inner: Schema, description: str) -> Schema:
    return {"description": description, "oneOf": [inner, {"type": "null"}]}


def _one_of(values: str, description: str) -> Schema:
    return {"enum": values.split("|"), "description": description}


def _at(description: str) -> Schema:
    """`start` and `end` that are always there."""
    start = {"type": "integer", "minimum": 0, "description": f"Where {description} begins. {OFFSETS}"}
    return {"start": start, "end": {"type": "integer", "minimum": 0, "description": "Where it ends (exclusive)."}}


def _perhaps_at(description: str) -> Schema:
    """`start` and `end` that are null where no words in the article show it."""
    start = {"type": ["integer", "null"], "minimum": 0, "description": f"Where {description} begins; null when it does not stand in the text."}
    return {"start": start, "end": {"type": ["integer", "null"], "minimum": 0, "description": "Where it ends (exclusive), or null."}}


def _id(of: str) -> Schema:
    return _text(f"Id of {of}.", minLength=1)


def _confidence(of: str) -> Schema:
    return {"type": "number", "minimum": 0, "maximum": 1, "description": f"How sure the program is of {of}; two decimals."}


def _article() -> Schema:
    return _object(
        {
            "id": _text("From the article's content and address; the same in every run.", minLength=1),
            "path": _text("As given, joined with what lies below it; FILE#ID for a record in a container; - for standard input."),
            "sha256": _text("Of the original bytes (of the record's bytes in a container), in hexadecimal.", pattern="^[0-9a-f]{64}$"),
            "url": _maybe("The address it was published at."),
            "text": _maybe("The text that offsets count in; null when the file at `path`, decoded as UTF-8, is that text."),
            "title": _or_null(_object({"text": _text("The headline's words."), **_perhaps_at("the headline")}), "The headline, or null."),
            "outlet": _or_null(_object({"name": _text("Its name."), "how": _text("From what it is known.")}), "Who publishes this page, or null."),
            "byline": _list(_object({"name": _text("A person's or agency's name."), **_perhaps_at("the name")}), "Who wrote it, as it says."),
            "published": _or_null(_ref("date"), "When this page was published, or null."),
            "first_published": _or_null(_ref("date"), "When its origin was published, or null."),
            "retrieved": _maybe("When it was fetched, as its container says."),
            "language": _text("ISO 639-1. Findings exist only for en."),
            "origin": _or_null(
                _object({"name": _text("Agency or outlet."), "how": _text("From what it is known; own when its own outlet wrote it."), **_perhaps_at("what tells it")}),
                "Who wrote the text first; null when the article does not tell.",
            ),
            "body": _list(_ref("span"), "What is article: sorted, disjoint."),
            "dropped": _list(_object({**_at("it"), "reason": _text("What it is: section label, share widget, comment, ...")}), "Text that is not article."),
            "html_map": _list(
                _list({"type": "integer", "minimum": 0}, "Start in text, start in HTML, length.", minItems=3, maxItems=3),
                "For HTML: stretches of the text that stand so in the source.",
            ),
            "versions": _list(_id("an article"), "Other articles here that have the same address: earlier or later texts of this page."),
            "superseded_by": _id("the latest of them, which alone is in stories and claims"),
            "changed": _object(
                {
                    "from": _id("the version before"),
                    "places": _list(
                        _list({"type": "integer", "minimum": 0}, "Start and end there, start and end here; an empty one where words came or went.", minItems=4, maxItems=4),
                        "Where the words differ, in order.",
                    ),
                },
                description="What this version changed in the one before it.",
            ),
        },
        optional=("html_map", "versions", "superseded_by", "changed"),
    )


def _date() -> Schema:
    return _object(
        {
            "value": _text("ISO 8601, cut to its precision.", pattern=r"^\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?$"),
            "precision": _one_of("year|month|day|minute", "How exact it is."),
            **_perhaps_at("the date"),
            "how": _text("From what it is known: dateline, meta tag, republishing notice, ..."),
        },
    )


def _rejected() -> Schema:
    return _object({"path": _text("The input, as given."), "reason": _text("What is wrong with it, in one line.")})


def _story() -> Schema:
    turn = _object(
        {
            "how": _one_of("joined|parted|parted from", "Another story went into it; another came out of it; it came out of another."),
            "story": _id("that other story"),
            "article": _id("the article that showed it"),
        },
    )
    origin = _object(
        {
            "name": _maybe("Who wrote it first; null when not told."),
            "articles": _list(_id("an article"), "Those that rest on it.", minItems=1),
            "why": _list(_text("A reason in words."), "Why they do."),
        },
    )
    edge = _object(
        {
            "article": _id("an article that has something from elsewhere"),
            "source": _maybe("Id of the article it has it from; null when that is not in the story."),
            "name": _text("Whom it names, or who publishes the source."),
            "kind": _one_of("copy|partial|credit|writer", "Shares its text, or passages; credits it in a sentence; names it as who wrote the whole."),
            "evidence": _list(_ref("span"), "In the article: shared passages, or the words that name it."),
            "theirs": _list(_ref("span"), "The same passages in the source, in the same order."),
            "why": _text("The same in words."),
            "circle": _list(_id("an article"), "The articles round which it comes back, where reporting is circular.", minItems=2),
        },
        optional=("circle",),
    )
    return _object(
        {
            "id": _id("the story"),
            "title": _text("A headline for it."),
            "articles": _list(_id("an article"), "The articles that tell it.", minItems=1),
            "date": _maybe("The day it happened or was first reported (ISO 8601)."),
            "origins": _list(origin, "The articles parted into independent origins: each article is in exactly one."),
            "edges": _list(edge, "Who has what from whom, with the words that show it."),
            "round_ups": _list(_id("an article"), "Those of the articles that tell of many happenings, of which this is one.", minItems=1),
            "history": _list(turn, "What happened to it as articles were added to a database.", minItems=1),
        },
        optional=("round_ups", "history"),
    )


def _entity() -> Schema:
    alias = _object({"text": _text("Words that name it."), "count": {"type": "integer", "minimum": 1, "description": "How often, over all articles."}})
    known = {"iso3": _text("ISO 3166-1 alpha-3.", pattern="^[A-Z]{3}$"), "cameo": _text("CAMEO actor code.")}
    codes = _object(known, optional=("iso3", "cameo"), description="Codes, where known.")
    return _object(
        {
            "id": _id("the entity"),
            "name": _text("The fullest name that is used of it."),
            "type": _one_of("person|organization|group|country|place|other", "What it is."),
            "aliases": _list(alias, "What it is called."),
            "codes": codes,
        },
    )


def _mention() -> Schema:
    return _object({"article": _id("the article"), **_at("the mention"), "entity": _id("the entity")})


def _quotation() -> Schema:
    cue = _object(
        {
            "text": _text("The cue's words, as they stand there."),
            **_at("the cue"),
            "lemma": _text("Its base form: say, according to."),
            "force": _one_of("says|asks|orders|denies|accuses|promises|threatens|confirms", "What the speaker does by it."),
            "medium": _one_of("said|wrote|tweeted|broadcast|document", "How it was uttered."),
            "negated": {"type": "boolean", "description": "Whether it is said not to have been uttered: did not say, never promised."},
        },
    )
    speaker = _object(
        {
            "name": _maybe("The entity's name, else the description used; null when it cannot be told."),
            "entity": _maybe("Id of the entity, or null."),
            **_perhaps_at("what names the speaker here"),
            "how": _maybe("Why it is this one, in words."),
            "confidence": _confidence("the speaker"),
            "candidates": _list(_object({"name": _text("A name."), "entity": _maybe("Id of the entity, or null.")}), "Whom it may be, when it cannot be told."),
        },
        optional=("candidates",),
    )
    return _object(
        {
            "id": _id("the quotation: from its article and span"),
            "article": _id("the article"),
            **_at("the whole attributed content, unquoted words of a mixed quotation included,"),
            "pieces": _list(_ref("span"), "The same without an interrupting cue.", minItems=1),
            "quoted": _list(_ref("span"), "The stretches inside quotation marks, without the marks; empty when indirect."),
            "kind": _one_of("direct|mixed|indirect", "Wholly, partly or not at all in quotation marks."),
            "sense": _one_of("speech|stance", "Words that were uttered, or a view, belief or plan."),
            "cue": _or_null(cue, "The words that mark it as speech, or null."),
            "speaker": _object(speaker["properties"], ("candidates",), "Who spoke."),
            "addressee": _or_null(_object(_at("whom it was said to")), "Whom it was said to, or null."),
            "within": _maybe("Id of the quotation that this one is part of, or null."),
            "via": _list(_id("a credit"), "The credits that it stands under."),
            "confidence": _confidence("it being one"),
        },
    )


def _credit() -> Schema:
    return _object(
        {
            "id": _id("the credit"),
            "article": _id("the article"),
            **_at("what names the source"),
            "name": _text("Its canonical name where known."),
            "role": _one_of("origin|according-to|told|contributed|document|photo|own", "What it is credited for."),
            "scope": _or_null(_ref("span"), "What it covers; null for the whole article."),
        },
    )


def _quantity() -> Schema:
    return _object(
        {
            "id": _id("the quantity"),
            "article": _id("the article"),
            **_at("the value"),
            "kind": _text("What it tells: killed, injured, age, time, charge, ..."),
            "low": _maybe("Least value meant; null when not numeric or unbounded.", "number"),
            "high": _maybe("Greatest value meant; null when not numeric or unbounded.", "number"),
            "value": _text("The value, normalised."),
            "unit": _text("person, year, USD, ...; may be empty."),
            "about": _text("What or whom it is told of; may be empty."),
            "approximate": {"type": "boolean", "description": "Whether the article says so: about, nearly."},
        },
    )


def _party() -> Schema:
    return _object(
        {
            "name": _text("Its name."), "entity": _maybe("Id of the entity, or null."), **_perhaps_at("what names it there"),
            "code": _maybe("CAMEO's way of coding actors: country, then sector (IRNGOV); null when neither is known."),
            "country": _maybe("ISO 3166-1 alpha-3 of the country it is or acts for, or null."),
            "sector": _maybe("What it is on the event's date: GOV, MIL, COP, LEG, JUD, REB, OPP, CVL, MED, IGO, ...; null for a country as such, and where it cannot tell."),
        },
    )  # fmt: skip


def _event() -> Schema:
    return _object(
        {
            "id": _id("the event"),
            "article": _id("the article"),
            **_at("the words that tell it"),
            "tellings": _list(_ref("span"), "Every place in the article that tells it."),
            "type": _text("PLOVER event type, one of the fifteen of its earlier edition: AGREE, CONSULT, SUPPORT, COOPERATE, AID, YIELD, REQUEST, ..."),
            "root": _maybe('CAMEO root code: "03", or null.'),
            "quad": {"enum": [1, 2, 3, 4, None], "description": "Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."},
            "mode": _maybe("PLOVER mode, or null."),
            "context": _list(_text("A PLOVER context."), "PLOVER contexts."),
            "status": _one_of("asserted|denied|possible|planned|reported", "Reported: only in somebody's words or under a credit."),
            "political": {"type": "boolean", "description": "Whether a party is a political actor: a state, its officials, rebels, ...; police and courts only in a protest."},
            "actor": _list(_ref("party"), "Who did it."),
            "recipient": _list(_ref("party"), "To whom."),
            "place": _maybe("Where, or null."),
            "where": _or_null(
                _object(
                    {
                        "precision": _one_of("city|region|country|unknown", "What kind of place it is; unknown where its name does not tell."),
                        "country": _maybe("ISO 3166-1 alpha-3, or null."),
                        "latitude": _maybe("Degrees north of a city's middle, or null.", "number"),
                        "longitude": _maybe("Degrees east, or null.", "number"),
                    },
                ),
                "Where `place` lies; null where no place is told.",
            ),
            "date": _maybe("When (ISO 8601), or null."),
            "date_precision": _one_of("day|month|year|unknown", "How exact the date is."),
            "reported_by": _maybe("Id of the quotation or credit that it stands in, or null."),
            "confidence": _confidence("it"),
        },
    )


def _reuse() -> Schema:
    passage = _list({"type": "integer", "minimum": 0}, "Start and end in a, start and end in b.", minItems=4, maxItems=4)
    return _object(
        {
            "a": _id("an article"),
            "b": _id("an article"),
            "level": _one_of("copy|partial", "Whether one text is the other's, or only parts."),
            "passages": _list(passage, "The same words in both."),
            "why": _text("In words."),
        },
    )


def _claim() -> Schema:
    return _object(
        {
            "id": _id("the claim"),
            "story": _id("the story"),
            "kind": _one_of("statement|event|quantity|attribute", "What is compared."),
            "verdict": _one_of(
                "agreed|varied|disputed|single",
                "The first that holds. disputed: the accounts contradict each other; single: all rest on one origin; varied: several origins, wording or detail differs; agreed.",
            ),
            "accounts": _list(_ref("account"), "Who tells it, where.", minItems=1),
            "differences": _list(_ref("difference"), "In what the accounts differ."),
            "origins": {"type": "integer", "minimum": 1, "description": "Independent origins: copies of one text count once, an account credited to an outlet is that outlet's."},
            "confidence": _confidence("the accounts telling the same"),
            "why": _list(_text("A reason in words."), "Why they were joined, and why this verdict."),
            "salience": {"type": "number", "description": "What matters comes first; not comparable between stories."},
        },
    )


def _account() -> Schema:
    return _object(
        {
            "article": _id("the article"),
            **_at("the statement or value, not its paragraph,"),
            "quotation": _maybe("Id of the quotation it is, or null."),
            "value": _maybe("The value told, normalised, or null."),
            "speaker": _maybe("Who said it, as this article tells, or null."),
            "origin": _maybe("The independent origin it rests on: its name, or the id of an article where it has none."),
        },
    )


def _difference() -> Schema:
    value = _object(
        {"value": _text("What these accounts have."), "accounts": _list({"type": "integer", "minimum": 0}, "Places in the claim's list of accounts.", minItems=1)},
    )
    kinds = "speaker|addressee|number|name|spelling|date|place|status|medium|wording|polarity|update"
    return _object({"kind": _one_of(kinds, "What differs."), "values": _list(value, "Each side."), "note": _text("In words; may be empty.")})
