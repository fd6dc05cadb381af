"""Who is who: within one story, and across stories.

What a story's articles name is joined first within the story (`parts_of`), which depends on its articles alone. Parts of different stories are joined after
(`entities_of`), and only those that share a key, so that a story that changed leaves the entities of all other keys as they were.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corroborate.config import Config
from corroborate.language.gazetteer import gazetteer
from corroborate.relate.entity_codes import coded, codes_told
from corroborate.relate.identity import Cluster, Node, Same
from corroborate.text.names import folded, person_name, same_person
from corroborate.types import Article, Entity, EntityType, Findings, Referent, Story


@dataclass(frozen=True, slots=True)
class Named:
    """One article's referent, with what is needed to join it with others when its article is not at hand."""

    article: str
    referent: Referent
    date: str  #: of the article; "" when unknown
    codes: tuple[tuple[str, int], ...] = ()  #: whom it acts for, as that article's events have it, with how often


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody or something as one story tells of it."""

    type: EntityType
    named: tuple[Named, ...]
    key: tuple[str, ...] = ()  #: names the same thing in every story: a country, a known body, a place
    across: tuple[str, ...] = ()  #: only parts that have the same can be one; empty: no other story's can


def resolve_entities(articles: Sequence[Article], findings: Sequence[Findings], stories: Sequence[Story], config: Config) -> tuple[Entity, ...]:
    """The entities that the articles name, in order of the first article (by id) that names them.

    Within a story referents join by name, surname, acronym and role where that leaves no doubt; across stories only countries and widely known bodies, places of
    one name, and persons of the same full name whose roles agree. Two people are never joined on a surname alone when the story has two of that name.
    """
    by_id, found = {a.id: a for a in articles}, {f.article: f for f in findings}
    groups = ([i for i in group if i in found] for group in _groups(stories, findings))
    return entities_of(parts_of([by_id[i] for i in g if i in by_id], [found[i] for i in g], config) for g in groups)


def _groups(stories: Sequence[Story], findings: Sequence[Findings]) -> Iterator[Sequence[str]]:
    """The articles of each story, and each article that is in none; in order of the smallest id of a story."""
    told = {a for s in stories for a in s.articles}
    yield from ((f.article,) for f in sorted(findings, key=lambda f: f.article) if f.article not in told)
    yield from (s.articles for s in sorted(stories, key=lambda s: min(s.articles)))


def parts_of(articles: Sequence[Article], findings: Sequence[Findings], config: Config) -> tuple[Part, ...]:
    """Who is who within one story, whose *articles* and *findings* these are."""
    nodes = sorted((Node(f.article, r) for f in findings for r in f.referents if r.aliases), key=lambda n: (n.article, n.referent.id))
    dates, codes = {a.id: a.date or "" for a in articles}, codes_told(findings)

    def named(node: Node) -> Named:
        told = codes.get((node.article, node.referent.id), Counter())
        return Named(node.article, node.referent, dates.get(node.article, ""), tuple(sorted(told.items())))

    clusters = Same(nodes, gazetteer(config.data)).clusters()
    return tuple(Part(c.type, tuple(map(named, c.nodes)), c.key, c.key or _full_name(c)) for c in clusters)


def entities_of(stories: Iterable[Sequence[Part]]) -> tuple[Entity, ...]:
    """The entities that the parts of stories make, with whom they act for, in order of the first article (by id) that names them.

    *stories* come in order of their smallest article's id. Parts of different `across` can be given together or apart.
    """
    dates: dict[str, str] = {}
    codes: dict[tuple[str, int], Counter[str]] = {}
    joined: list[Cluster] = []
    at: dict[tuple[str, ...], list[Cluster]] = defaultdict(list)
    for parts in stories:
        new: list[tuple[tuple[str, ...], Cluster]] = []
        for part in parts:
            dates.update((n.article, n.date) for n in part.named)
            codes.update(((n.article, n.referent.id), Counter(dict(n.codes))) for n in part.named if n.codes)
            cluster = _cluster(part)
            same = next((c for c in at[part.across] if part.key or _agree(c, cluster)), None) if part.across else None
            if same is not None:
                same.take(cluster)
            else:
                joined.append(cluster)
                new.append((part.across, cluster))
        for across, cluster in new:
            if across:
                at[across].append(cluster)
    return coded(sorted((_entity(c, dates) for c in joined), key=lambda e: (e.referents[0], e.id)), codes)


def _cluster(part: Part) -> Cluster:
    out = Cluster(part.type, key=part.key)
    for named in part.named:
        out.add(Node(named.article, named.referent))
    return out


def _full_name(cluster: Cluster) -> tuple[str, ...]:
    if cluster.type != "person" or not any(p.full for p in cluster.persons):
        return ()
    name = person_name(max((n for n in cluster.names if person_name(n).full), key=lambda n: (cluster.names[n], n)))
    return ("person", name.given[0], name.family, name.generation)


def _agree(a: Cluster, b: Cluster) -> bool:
    """Whether two of one full name are one person: they share a role or a country, or the name is a rare one of three words."""
    if not all(same_person(p, q, {}) for p in a.persons for q in b.persons):
        return False
    roles_a, roles_b = ({w for r in c.roles for w in r.split()} for c in (a, b))
    if roles_a & roles_b:
        return True
    if a.iso3 and a.iso3 == b.iso3:
        return True
    return not (roles_a and roles_b) and any(len(p.given) > 1 for p in a.persons) and any(len(p.given) > 1 for p in b.persons)


def _entity(cluster: Cluster, dates: dict[str, str]) -> Entity:
    name = cluster.name
    earliest = min(cluster.nodes, key=lambda n: (dates.get(n.article, "") or "9", n.article))
    told = "" if cluster.key else earliest.article
    id_ = hashlib.sha256(f"{cluster.type}:{folded(name) or name}:{told}".encode()).hexdigest()[:12]
    aliases: Counter[str] = Counter()
    for node in cluster.nodes:
        aliases.update(dict(node.referent.aliases))
    return Entity(
        id=id_,
        name=name,
        type=cluster.type,
        aliases=tuple(sorted(aliases.items(), key=lambda a: (-a[1], a[0]))),
        referents=tuple(sorted((n.article, n.referent.id) for n in cluster.nodes)),
        iso3=cluster.iso3,
    )
