"""Coded events for other programs: PLOVER as JSON Lines, tables of events and mentions like GDELT's, CSV, and the network of actors as GraphML."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any
from xml.sax.saxutils import quoteattr

from corroborate.export import finding_ids
from corroborate.types import ActorCode, Analysis, Article, Claim, Entity, Event, Findings, Where

FORMATS = ("plover", "gdelt", "mentions", "csv", "graphml")
GEO = {"country": 1, "region": 2, "city": 4}  #: GDELT's types of places; a region may be of any country here, 0 is unknown
EVENTS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "Actor1Code", "Actor1Name", "Actor1CountryCode", "Actor1Type1Code", "Actor2Code", "Actor2Name", "Actor2CountryCode",
    "Actor2Type1Code", "EventRootCode", "QuadClass", "NumMentions", "NumSources", "NumArticles", "ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_CountryCode",
    "ActionGeo_Lat", "ActionGeo_Long", "DATEADDED", "SOURCEURL", "PloverType", "Status", "Verdict",
)  # fmt: skip
MENTIONS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "SentenceID", "ActionCharOffset", "InRawText", "Confidence",
)  # fmt: skip
COLUMNS = (
    "event", "story", "claim", "date", "date_precision", "type", "root", "quad", "mode", "context", "status", "political", "actor", "actor_code", "recipient", "recipient_code",
    "place", "country", "latitude", "longitude", "outlet", "published", "path", "start", "end", "words", "reported_by", "confidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or recipient as other programs see it. *key* is the same for one entity in all articles."""

    key: str
    name: str
    type: str
    code: ActorCode


NOBODY = Party("", "", "", ActorCode())


@dataclass(frozen=True, slots=True)
class Coded:
    """An event with what stands around it."""

    id: str
    story: str | None
    claim: Claim | None  #: that it is an account of, where several articles tell it
    article: Article
    sentence: int  #: its number among the article's sentences, from 1; 0 where it stands in none
    event: Event
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    speaker: str | None  #: who is quoted, where it stands in somebody's words

    @property
    def happening(self) -> str:
        """The id of what happened: the claim's where several articles tell it."""
        return self.claim.id if self.claim else self.id

    @property
    def words(self) -> str:
        return " ".join(self.article[self.event.span].split())

    @property
    def outlet(self) -> str:
        return self.article.outlet.name if self.article.outlet else ""

    @property
    def published(self) -> str:
        return (self.article.date or "")[:10]

    @property
    def where(self) -> Where:
        return self.event.where or Where()


def coded_events(analysis: Analysis, *, story: str | None = None, political: bool = False) -> list[Coded]:
    """The events of *analysis* by path and place: of one *story* if its id is given, only *political* ones if asked for."""
    entity_of = {referent: e for e in analysis.links.entities for referent in e.referents}
    story_of = {a: s.id for s in analysis.links.stories for a in s.articles}
    claims = {(a.article, a.span): c for c in analysis.links.claims if c.kind == "event" for a in c.accounts}
    out = []
    for article, found in sorted(zip(analysis.articles, analysis.findings, strict=True), key=lambda pair: (pair[0].path, pair[0].id)):
        ids = finding_ids(found.article, "event", [e.span for e in found.events])
        for event, id_ in zip(found.events, ids, strict=True):
            if (story is None or story_of.get(article.id) == story) and (event.political or not political):
                actors = _parties(found, event.actor, event.actor_codes, entity_of, story_of)
                recipients = _parties(found, event.recipient, event.recipient_codes, entity_of, story_of)
                speaker = found.quotations[event.reported_by].speaker.name if event.reported_by is not None else None
                sentence = next((i for i, s in enumerate(found.sentences, 1) if s.covers(event.span)), 0)
                out.append(Coded(id_, story_of.get(article.id), claims.get((article.id, event.span)), article, sentence, event, actors, recipients, speaker))
    return out


def _parties(
    found: Findings, told: Sequence[tuple[object, int | None, str]], codes: Sequence[ActorCode], entity_of: Mapping[tuple[str, int], Entity], story_of: Mapping[str, str]
) -> tuple[Party, ...]:
    """One side; who has no name, "protesters", is somebody else in another story."""
    out = []
    for (_, referent, given), code in zip(told, codes or [ActorCode()] * len(told), strict=True):
        entity = entity_of.get((found.article, referent)) if referent is not None else None
        name = " ".join(given.split())
        key = f"{story_of.get(found.article, found.article)}:{name.lower()}"
        out.append(Party(entity.id, entity.name, entity.type, code) if entity else Party(key, name, "described", code))
    return tuple(out)


def exported(events: Sequence[Coded], form: str) -> Iterator[str]:
    """*events* as text in pieces, in one of `FORMATS`."""
    makers = {"plover": plover_lines, "gdelt": gdelt_events, "mentions": gdelt_mentions, "csv": csv_rows, "graphml": graphml}
    return makers[form](events)


def plover_lines(events: Sequence[Coded]) -> Iterator[str]:
    """An event a line, with the names of the codebook's fields."""
    for c in events:
        e = c.event
        line = {
            "id": c.id, "event_id": c.happening, "event_type": e.type, "event_mode": [e.mode] if e.mode else [], "event_context": list(e.context), "quad": e.quad,
            "cameo_root": e.root, "status": e.status, "political": e.political, "event_date": e.date, "date_precision": e.date_precision,
            "actor": [_as_json(p) for p in c.actors], "recipient": [_as_json(p) for p in c.recipients],
            "location": e.place, "location_precision": c.where.precision, "country": c.where.country, "latitude": c.where.latitude, "longitude": c.where.longitude,
            "story": c.story, "verdict": c.claim.verdict if c.claim else None, "source": c.outlet or None, "url": c.article.url, "path": c.article.path,
            "publication_date": c.published or None, "start": e.span.start, "end": e.span.end, "text": c.words, "reported_by": c.speaker, "confidence": round(e.confidence, 2),
        }  # fmt: skip
        yield json.dumps(line, ensure_ascii=False) + "\n"


def _as_json(party: Party) -> dict[str, Any]:
    return {"name": party.name, "code": party.code.code, "country": party.code.country, "sector": party.code.sector, "entity": party.key if party.type != "described" else None}


def gdelt_events(events: Sequence[Coded]) -> Iterator[str]:
    """A happening and pair of parties a row, with GDELT's names of columns and ours after them; told of by how many outlets and articles."""
    together: dict[str, list[Coded]] = {}
    for c in events:
        together.setdefault(c.happening, []).append(c)
    yield "\t".join(EVENTS) + "\n"
    for id_, told in together.items():
        first = told[0]
        pairs = list(product(first.actors or (NOBODY,), first.recipients or (NOBODY,)))
        for n, (a, b) in enumerate(pairs):
            yield _row(_gdelt(f"{id_}-{n + 1}" if len(pairs) > 1 else id_, a, b, told))


def _gdelt(id_: str, a: Party, b: Party, told: Sequence[Coded]) -> list[object]:
    first, e = told[0], told[0].event
    day = (e.date or first.published).replace("-", "")[:8]
    where = first.where
    return [
        id_, day, day[:6], day[:4], a.code.code, a.name, a.code.country, a.code.sector, b.code.code, b.name, b.code.country, b.code.sector, e.root, e.quad,
        sum(len(c.event.tellings) for c in told), len({c.outlet or c.article.id for c in told}), len({c.article.id for c in told}),
        GEO.get(where.precision, 0), e.place, where.country, where.latitude, where.longitude, first.published.replace("-", ""), first.article.url or first.article.path,
        e.type, e.status, first.claim.verdict if first.claim else None,
    ]  # fmt: skip


def gdelt_mentions(events: Sequence[Coded]) -> Iterator[str]:
    """Each telling of each event in each article as a row."""
    yield "\t".join(MENTIONS) + "\n"
    for c in events:
        day = (c.event.date or c.published).replace("-", "")
        for span in c.event.tellings:
            kind = 1 if c.article.url else 2  # from the web, or by citation only
            identifier = c.article.url or c.article.path
            sure = round(100 * c.event.confidence)
            yield _row([c.happening, day, c.published.replace("-", ""), kind, c.outlet, identifier, c.sentence, span.start, int(c.event.status != "reported"), sure])


def _row(values: Sequence[object]) -> str:
    return "\t".join("" if v is None else " ".join(str(v).split()) for v in values) + "\n"


def csv_rows(events: Sequence[Coded]) -> Iterator[str]:
    """An event a row, with a header, for a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for c in events:
        e = c.event
        writer.writerow(map(_cell, (
            c.id, c.story, c.claim.id if c.claim else None, e.date, e.date_precision, e.type, e.root, e.quad, e.mode, " ".join(e.context), e.status, "yes" if e.political else "no",
            _names(c.actors), _codes(c.actors), _names(c.recipients), _codes(c.recipients), e.place, c.where.country, c.where.latitude, c.where.longitude,
            c.outlet, c.published, c.article.path, e.span.start, e.span.end, c.words, c.speaker, round(e.confidence, 2),
        )))  # fmt: skip
    yield out.getvalue()


def _cell(value: object) -> object:
    """A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _names(parties: Sequence[Party]) -> str:
    return "; ".join(p.name for p in parties)


def _codes(parties: Sequence[Party]) -> str:
    return "; ".join(p.code.code or "" for p in parties).strip("; ")


def graphml(events: Sequence[Coded]) -> Iterator[str]:
    """Who did what to whom as a directed graph: parties, and between two of them an edge for each type of event with how often it was told."""
    nodes, edges = network(events)
    of_node, of_edge = (("name", "string"), ("type", "string"), ("code", "string")), (("event", "string"), ("quad", "int"), ("weight", "int"), ("articles", "int"))
    keys = [*(("node", *k) for k in of_node), *(("edge", *k) for k in of_edge)]
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield from (f'<key id="{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n' for of, name, kind in keys)
    yield '<graph id="events" edgedefault="directed">\n'
    number = {key: f"n{i}" for i, key in enumerate(nodes)}
    for key, party in nodes.items():
        yield f'<node id="{number[key]}">{_data("name", party.name)}{_data("type", party.type)}{_data("code", party.code.code)}</node>\n'
    for i, ((a, b, type_), told) in enumerate(edges.items()):
        data = _data("event", type_) + _data("quad", told[0].event.quad) + _data("weight", len({c.happening for c in told})) + _data("articles", len({c.article.id for c in told}))
        yield f'<edge id="e{i}" source="{number[a]}" target="{number[b]}">{data}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _data(key: str, value: object) -> str:
    return f"<data key={quoteattr(key)}>{_xml(str(value))}</data>" if value is not None else ""


def _xml(text: str) -> str:
    """Text that XML can hold: control characters of scraped pages are left out."""
    held = "".join(ch for ch in text if ch >= " " or ch in "\t\n")
    return held.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def network(events: Sequence[Coded]) -> tuple[dict[str, Party], dict[tuple[str, str, str], list[Coded]]]:
    """The parties of events that have both sides, by key, and the events between two of them, by actor, recipient and type."""
    nodes: dict[str, Party] = {}
    edges: dict[tuple[str, str, str], list[Coded]] = {}
    for c in events:
        for a, b in product(c.actors, c.recipients):
            if a.key != b.key:
                nodes.setdefault(a.key, a)
                nodes.setdefault(b.key, b)
                edges.setdefault((a.key, b.key, c.event.type), []).append(c)
    return nodes, edges
