"""Decisions: made from what a person says, kept, and applied at once to the stories they touch. `relate` applies them whenever all is related anew."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any, get_args

from corroborate.config import Config
from corroborate.desk.library import Library, corrections
from corroborate.errors import UsageError
from corroborate.pipeline import relate_within
from corroborate.relate.decisions import correct_findings, correct_stories
from corroborate.types import Decision, DecisionKind, Entity, Place, Story

KINDS: tuple[str, ...] = get_args(DecisionKind)
MOST_STORIES = 40  #: a decision about somebody who is in more stories than this is applied to those it was made in; to the others when all is related anew
LONGEST = 1000  #: characters of a name or reason

#: Of each kind: how many places it has, and how many names.
SHAPE = {"not_mention": ((1, 1), (0, 1)), "same_name": ((0, 2), (2, 2)), "speaker": ((1, 1), (0, 1)), "not_same_claim": ((2, 2), (0, 0)), "not_in_story": ((2, 2), (0, 0))}


def now() -> str:
    """The time as decisions and changes carry it: UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def decision(kind: str, places: Sequence[Place], names: Sequence[str] = (), *, who: str = "", why: str = "", when: str | None = None) -> Decision:
    """A new decision. Raises `UsageError` for one that cannot be."""
    made = _checked({"kind": kind, "places": [asdict(p) for p in places], "names": list(names), "who": who, "why": why, "when": when or now()})
    return replace(made, id=_id(made))


def as_line(made: Decision) -> str:
    """A decision as a line of JSON, to be shared."""
    return json.dumps(asdict(made), ensure_ascii=False)


def from_lines(lines: Iterable[str]) -> list[Decision]:
    """Decisions from such lines; empty ones are passed over. Raises `UsageError` with the number of the first line that is none."""
    out = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                out.append(_checked(json.loads(line)))
            except (ValueError, UsageError) as error:
                raise UsageError(f"line {number}", error.fault if isinstance(error, UsageError) else "not JSON") from error
    return out


def _checked(told: Any) -> Decision:
    fault = _fault(told)
    if fault:
        raise UsageError("decision", fault)
    places = tuple(Place(p["sha256"], p["start"], p["end"]) for p in told["places"])
    made = Decision("", told["kind"], places, tuple(told["names"]), told.get("who") or "", told["when"], told.get("why") or "", told.get("undone"))
    return replace(made, id=_id(made))


def _fault(told: Any) -> str:
    """What is wrong with a decision as JSON; empty when nothing is."""
    if not isinstance(told, dict) or told.get("kind") not in KINDS:
        return f"kind is none of {', '.join(KINDS)}"
    places, names = told.get("places"), told.get("names")
    if not isinstance(places, list) or not all(map(_is_place, places)) or not isinstance(names, list) or not all(_is_text(n) and n for n in names):
        return "places or names are not as they should be"
    (least, most), (few, many) = SHAPE[told["kind"]]
    if not least <= len(places) <= most or not few <= len(names) <= many:
        return f"{told['kind']} takes {most} places and {many} names"
    if not all(_is_text(told.get(key) or "") for key in ("who", "why")) or not _is_time(told.get("when")) or not (told.get("undone") is None or _is_time(told["undone"])):
        return "who, when or why are not as they should be"
    return ""


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST and value.isprintable()


def _is_place(value: Any) -> bool:
    if not isinstance(value, dict) or not _is_text(value.get("sha256")):
        return False
    start, end = value.get("start"), value.get("end")
    return type(start) is int and type(end) is int and 0 <= start <= end < 2**31


def _is_time(value: Any) -> bool:
    try:
        return isinstance(value, str) and len(value) <= 40 and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _id(made: Decision) -> str:
    """From what was decided, by whom and when: the same from a colleague is the same."""
    return hashlib.sha256(repr((made.kind, made.places, made.names, made.who, made.when)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


# ------------------------------------------------------------------------------------------------------------ applied at once


def decide(library: Library, made: Decision, config: Config) -> None:
    """Keep a decision, and relate the stories it touches anew."""
    with library.writing:
        library.shelves.records.decide([made])
        relate_again(library, made, config)


def undo(library: Library, id_: str, config: Config) -> Decision | None:
    """Undo a decision; `None` if there is none that holds."""
    with library.writing:
        undone = library.shelves.records.undo(id_, now())
        if undone is not None:
            relate_again(library, undone, config)
    return undone


def take_over(library: Library, told: Sequence[Decision], config: Config) -> int:
    """Keep decisions that were shared, and apply them. How many were new."""
    with library.writing:
        new = library.shelves.records.decide(told)
        for made in told if new else ():
            relate_again(library, made, config)
    return new


def relate_again(library: Library, made: Decision, config: Config) -> None:
    """Relate the stories that a decision touches as all decisions now have it."""
    shelves, decisions = library.shelves, library.shelves.records.decisions()
    old = _touched(library, made)
    if not old:
        return
    ids = sorted({a for s in old for a in s.articles})
    found = shelves.articles(ids)
    articles = [a for a, _ in found]
    findings = correct_findings(decisions, articles, [f for _, f in found])
    stories = correct_stories(decisions, list(_together(old, made, {a.id: a.sha256 for a in articles})), articles)
    links = relate_within(stories, shelves.reuse(ids), articles, findings, config, decisions)
    entities = _as_before(links.entities, shelves.entities_of(ids), set(ids))
    shelves.replace_links([s.id for s in old], links.stories, entities, links.claims, corrections(decisions))


def _touched(library: Library, made: Decision) -> list[Story]:
    shelves = library.shelves
    articles = shelves.ids_of([p.sha256 for p in made.places])
    ids = shelves.story_ids(articles)
    if made.kind == "same_name":
        named = [e for e in shelves.entities_of(articles) if e.name in made.names] or [e for n in made.names for e in shelves.entities_named(n)]
        more = shelves.story_ids(sorted({a for e in named for a, _ in e.referents}))
        ids = sorted({*ids, *more}) if len(more) <= MOST_STORIES else ids
    return [found[0] for found in map(shelves.story, ids) if found]


def _together(stories: Sequence[Story], made: Decision, hashes: dict[str, str]) -> Iterator[Story]:
    """*stories*; an article that was taken out and is alone goes back when that is undone."""
    if made.kind != "not_in_story" or made.undone is None:
        yield from stories
        return
    out, home = made.places[0].sha256, made.places[1].sha256
    lone = [s for s in stories if {hashes.get(a) for a in s.articles} == {out}]
    there = next((s for s in stories if s not in lone and any(hashes.get(a) == home for a in s.articles)), None)
    if there is None:
        yield from stories
        return
    yield from (s for s in stories if s is not there and s not in lone)
    yield replace(there, articles=tuple(sorted({*there.articles, *(a for s in lone for a in s.articles)})))


def _as_before(new: Sequence[Entity], old: Sequence[Entity], here: set[str]) -> list[Entity]:
    """Entities of some articles under the ids that they had, with the referents they have in other articles."""
    left = {e.id: e for e in old}
    out = []
    for entity in new:
        mine = set(entity.referents)
        held = sorted((e for e in left.values() if mine & set(e.referents)), key=lambda e: (-len(mine & set(e.referents)), e.id))
        for known in held:
            del left[known.id]
        outside = {r for e in held for r in e.referents if r[0] not in here}
        aliases = held[0].aliases if outside else entity.aliases
        out.append(replace(entity, id=held[0].id if held else entity.id, referents=tuple(sorted(mine | outside)), aliases=aliases))
    for entity in left.values():
        outside = {r for r in entity.referents if r[0] not in here}
        if outside:
            out.append(replace(entity, referents=tuple(sorted(outside))))
    return out
