"""Bringing a database's links up to what is stored: only the stories that new articles touch are worked again.

What was added is met by index with what shares text or tells the same, the stories it joins are grouped again, and their links replace the old ones. Everything
is compared anew where the program or a correction changed, and while an archive is small or has grown by a quarter; then, too, a story that is made from the same
as before keeps its links. What was begun and not ended is done anew from the start: until it ends, the links that are stored count as none.

A database of more articles than `Config.at_once` is never held as a whole: a sample of it, spread over its time, is related in memory; the rest is added to it in
portions, by date, each in one transaction, so that a run that was stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial

from corroborate.config import Config
from corroborate.pipeline import Told, relate_story, reuse_within
from corroborate.relate.decisions import correct_entities, correct_findings, correct_stories
from corroborate.relate.entities import Part, entities_of
from corroborate.relate.entity_codes import with_codes
from corroborate.relate.growing import Members, grown, grown_by, stories_of
from corroborate.relate.online import due
from corroborate.relate.reuse import shares_of, stock_of
from corroborate.relate.signs import Signs, packed, unpacked
from corroborate.relate.versions import address, current, heirs
from corroborate.store import Store
from corroborate.store.codec import dumps, loads
from corroborate.store.index import Index
from corroborate.store.relations import Made
from corroborate.types import Article, Decision, Entity, Findings, Links, Reuse, Story

PORTION = 100  #: articles that are added in one transaction: others who write wait no longer than that takes

Leaving = Callable[[Made], None]

WIDE = ("same_name", "not_mention")  #: corrections that reach into the entities of many stories


@dataclass(frozen=True, slots=True)
class Program:
    """What links depend on besides the articles."""

    findings: str  #: stands for what makes findings
    relating: str  #: stands for what relates them
    config: Config
    decisions: tuple[Decision, ...]  #: those that hold

    @property
    def archive(self) -> str:
        return _digest(self.findings, self.relating)

    @property
    def links(self) -> str:
        return _digest(self.archive, *map(repr, self.decisions))

    def story(self, story: Story, members: Members, reuse: Sequence[Reuse]) -> str:
        """Stands for all that the links of one story are made from."""
        hashes = {a.sha256 for a, _ in members}
        meant = [repr(d) for d in self.decisions if d.kind in WIDE or any(p.sha256 in hashes for p in d.places)]
        return _digest(self.archive, repr(story), *(f"{a.id} {a.path}" for a, _ in members), *map(repr, reuse), *meant)


def update(store: Store, program: Program, leaving: Leaving | None = None) -> tuple[str, ...]:
    """Relate what *store* holds and was not related yet; the ids of stories that are new or have other articles than before, in order.

    *leaving* is given each story that is replaced, as it was.
    """
    new = store.relations.unrelated()
    whole, wide = store.relations.are(program.links), any(d.kind in WIDE for d in program.decisions)
    fits = wide or store.size()[0] <= program.config.at_once
    if whole and not new:
        changed: tuple[str, ...] = ()
    elif fits and (wide or not whole or _due(store, program, len(new))):
        changed = _all(store, program, None, leaving)
    else:
        changed = tuple(dict.fromkeys(_beyond(store, program, leaving, whole=whole, fits=fits)))
    store.relations.merge(_merge)
    return changed


def _beyond(store: Store, program: Program, leaving: Leaving | None, *, whole: bool, fits: bool) -> Iterator[str]:
    """The same where not all are compared in memory. *whole*: the links that are stored are as this program makes them; *fits*: all could be held."""
    before: Mapping[str, str] = {}
    if not whole:
        with _archive(store) as archive:
            same, before = archive.program() == program.archive, archive.all_stories()
        if same and not store.relations.none():
            yield from _again(store, program, sorted(set(before.values())))
        else:
            store.relations.restart()
            yield from _all(store, program, _spread(store.relations.dated(), program.config.at_once), leaving)
    new = store.relations.unrelated()
    if not fits and new and _due(store, program, len(new)):
        _restock(store, program)
    for start in range(0, len(new), PORTION):
        yield from _few(store, program, new[start : start + PORTION], before, leaving)


def _spread(ids: Sequence[str], most: int) -> list[str]:
    """At most so many of *ids*, evenly."""
    return [ids[n * len(ids) // most] for n in range(most)] if len(ids) > most else list(ids)


def _restock(store: Store, program: Program) -> None:
    """Learn anew from a sample, spread over time, which runs of words are everybody's."""
    members = _members(store, program, _spread(store.relations.dated(), program.config.at_once))
    stock = stock_of([a for a, _ in members], [f for _, f in members], program.config)
    with _archive(store) as archive:
        archive.restock(stock.tolist())


def _again(store: Store, program: Program, roots: Sequence[str]) -> Iterator[str]:
    """Make the links of the archive's stories *roots* anew where they were made from something else: a correction changed."""
    for start in range(0, len(roots), PORTION):
        some = roots[start : start + PORTION]
        last = start + PORTION >= len(roots)
        before = {m.story.id: m.key for m in map(store.relations.made, some) if m is not None}
        with _archive(store) as archive:
            made = list(_made_of(store, program, archive, some, ()))
            store.relations.replace(program.links if last else None, some, made)
        yield from (m.story.id for m in made if before.get(m.story.id) != m.key)


def _archive(store: Store) -> AbstractContextManager[Index[Signs]]:
    return store.index(terms=lambda s: s.terms.tolist(), pack=packed, unpack=unpacked)


def _made_of(store: Store, program: Program, archive: Index[Signs], roots: Sequence[str], reuse: Sequence[Reuse]) -> Iterator[Made]:
    """The links of the archive's stories *roots*, one at a time. *reuse*: what is not stored yet."""
    fetch = partial(_members, store, program)
    for story in stories_of(archive, roots, fetch, program.config):
        yield from _made(store, program, story, [*store.relations.reuse_of(story.articles), *reuse], fetch(story.articles))


def links_of(store: Store, stories: Sequence[str]) -> Links:
    """The links of some stories alone, as they are kept."""
    made = [m for m in map(store.relations.made, stories) if m is not None]
    articles = sorted({a for m in made for a in m.story.articles})
    claims = tuple(c for m in made for c in m.claims)
    return ordered(Links(tuple(store.relations.reuse_of(articles)), tuple(m.story for m in made), tuple(store.relations.entities_of(stories, articles)), claims))


def ordered(links: Links) -> Links:
    """*links* in the order in which `relate` makes them."""
    stories = sorted(links.stories, key=lambda s: (s.date or "", s.id))
    at = {s.id: n for n, s in enumerate(stories)}
    return Links(
        tuple(sorted(links.reuse, key=lambda r: (r.a, r.b))), tuple(stories), tuple(sorted(links.entities, key=lambda e: (e.referents[0], e.id))),
        tuple(sorted(links.claims, key=lambda c: at[c.story])),
    )


def _due(store: Store, program: Program, more: int) -> bool:
    with _archive(store) as archive:
        return archive.program() != program.archive or due(archive.settled(), archive.size() + more)


def _few(store: Store, program: Program, new: Sequence[str], before: Mapping[str, str], leaving: Leaving | None) -> tuple[str, ...]:
    """Add a few articles, all in one transaction. *before*: the stories that articles were in, where they have left them."""
    fetch = partial(_members, store, program)
    coming = fetch(new)
    versions = fetch(sorted({*new, *store.relations.at(address(a) for a, _ in coming)}))
    everyone = [a for a, _ in versions]
    latest = {a.id for a in current(everyone, [f for _, f in versions])[0]}
    past = [m for m in versions if m[0].id not in latest]
    with _archive(store) as archive:
        found = grown_by(archive, [m for m in coming if m[0].id in latest], past, heirs(everyone), fetch, program.config, before)
        changed = sorted(found.changed)
        made = list(_made_of(store, program, archive, changed, found.reuse))
        _leave(store, changed, leaving, {})
        store.relations.replace(program.links, changed, made, reuse=found.reuse, without=[a.id for a, _ in past], addresses=[(a.id, address(a)) for a, _ in coming])
    return tuple(m.story.id for m in made)


def _all(store: Store, program: Program, ids: Sequence[str] | None, leaving: Leaving | None) -> tuple[str, ...]:
    """Relate all articles that are stored, or those of *ids* alone, in memory: they replace whatever links there are."""
    done = list(store.results(program.findings)) if ids is None else store.articles(sorted(ids))
    everyone = [a for a, _ in done]
    findings = correct_findings(program.decisions, everyone, [f for _, f in done])
    articles, findings = current(everyone, findings)
    shares = shares_of(articles, findings, program.config)
    with _archive(store) as archive:
        store.relations.doubt()
        stories = grown(archive, program.archive, heirs(everyone), articles, findings, shares.reuse, program.config)
        numbers = archive.numbers()
        archive.remark(shares.stock.tolist(), {numbers[a.id]: m.tolist() for a, m in zip(articles, shares.marks, strict=True)})
    by_id = dict(zip((a.id for a in articles), zip(articles, findings, strict=True), strict=True))
    within = reuse_within(stories, shares.reuse)
    before = store.relations.keys()
    made = [m for s in stories for m in _made(store, program, s, within.get(s.id, ()), [by_id[i] for i in s.articles])]
    wide = any(d.kind in WIDE for d in program.decisions)
    entities = _corrected(made, program, articles, findings) if wide else None
    _leave(store, None, leaving, {m.story.id: m.key for m in made})
    store.relations.replace(program.links, None, made, reuse=shares.reuse, addresses=[(a.id, address(a)) for a in everyone], entities=entities)
    return tuple(m.story.id for m in made if before.get(m.story.id) != m.key)


def _leave(store: Store, roots: Sequence[str] | None, leaving: Leaving | None, staying: Mapping[str, str]) -> None:
    """Show *leaving* what is about to be replaced by something else than is *staying* (keys by story)."""
    for kept in store.relations.of(roots) if leaving is not None else ():
        if leaving is not None and staying.get(kept.story.id) != kept.key:
            leaving(kept)


def _corrected(made: Sequence[Made], program: Program, articles: Sequence[Article], findings: Sequence[Findings]) -> tuple[Entity, ...]:
    """All entities, with the corrections that reach into many stories."""
    parts = [[loads(Part, body) for _, body in m.parts] for m in sorted(made, key=lambda m: min(m.story.articles))]
    return with_codes(correct_entities(program.decisions, entities_of(parts), articles, findings), findings)


def _made(store: Store, program: Program, root: Story, reuse: Sequence[Reuse], members: Members) -> list[Made]:
    """The links of one story of the archive, which corrections may part."""
    by_id = {a.id: (a, f) for a, f in members}
    stories = correct_stories(program.decisions, [root], [a for a, _ in members])
    return [_story(store, program, root.id, s, [by_id[i] for i in s.articles], [r for r in reuse if {r.a, r.b} <= set(s.articles)]) for s in stories]


def _story(store: Store, program: Program, root: str, story: Story, members: Members, reuse: Sequence[Reuse]) -> Made:
    """The links of one story, as they are kept where it was made from the same."""
    key = program.story(story, members, reuse)
    kept = store.relations.made(story.id)
    if kept is not None and (kept.key, kept.root) == (key, root):
        return kept
    return _as_kept(relate_story(story, reuse, members, program.config, program.decisions), root, key)


def _as_kept(told: Told, root: str, key: str) -> Made:
    def group(part: Part) -> str:
        return "\x1f".join(part.across) if part.across else f"alone {told.story.id}"

    return Made(told.story, told.claims, root, key, tuple((group(p), dumps(p)) for p in told.parts))


def _merge(stories: Sequence[Sequence[bytes]]) -> tuple[Entity, ...]:
    return entities_of([loads(Part, body) for body in bodies] for bodies in stories)


def _members(store: Store, program: Program, ids: Sequence[str]) -> Members:
    """Articles with their findings as people corrected them."""
    found = store.articles(ids)
    articles = [a for a, _ in found]
    return list(zip(articles, correct_findings(program.decisions, articles, [f for _, f in found]), strict=True))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
