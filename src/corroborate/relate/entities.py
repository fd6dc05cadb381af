"""Who is who across articles."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from corroborate.config import Config
from corroborate.language.gazetteer import gazetteer
from corroborate.relate.identity import Cluster, Node, Same
from corroborate.text.names import folded, person_name, same_person
from corroborate.types import Article, Entity, Findings, Story


def resolve_entities(articles: Sequence[Article], findings: Sequence[Findings], stories: Sequence[Story], config: Config) -> tuple[Entity, ...]:
    """The entities that the articles name, in order of the first article (by id) that names them.

    Within a story referents join by name, surname, acronym and role where that leaves no doubt; across stories only countries and widely known bodies, places of
    one name, and persons of the same full name whose roles agree. Two people are never joined on a surname alone when the story has two of that name.
    """
    names = gazetteer(config.data)
    nodes = sorted((Node(f.article, r) for f in findings for r in f.referents if r.aliases), key=lambda n: (n.article, n.referent.id))
    joined = _across([Same(group, names).clusters() for group in _by_story(nodes, stories)])
    dates = {a.id: a.date or "" for a in articles}
    return tuple(sorted((_entity(c, dates) for c in joined), key=lambda e: (e.referents[0], e.id)))


def _by_story(nodes: Sequence[Node], stories: Sequence[Story]) -> Iterator[list[Node]]:
    """The referents of each story, and of each article that is in none."""
    story_of = {a: i for i, s in enumerate(sorted(stories, key=lambda s: min(s.articles))) for a in s.articles}
    groups: dict[tuple[int, str], list[Node]] = defaultdict(list)
    for node in nodes:
        groups[(story_of[node.article], "") if node.article in story_of else (-1, node.article)].append(node)
    for key in sorted(groups):
        yield groups[key]


def _across(groups: Sequence[Sequence[Cluster]]) -> list[Cluster]:
    """Clusters of different stories that are one: by key where they have one, persons by full name and role."""
    out: list[Cluster] = []
    at: dict[tuple[str, ...], list[Cluster]] = defaultdict(list)
    for clusters in groups:
        new: list[tuple[tuple[str, ...], Cluster]] = []
        for cluster in clusters:
            key = cluster.key or _full_name(cluster)
            same = next((c for c in at[key] if cluster.key or _agree(c, cluster)), None) if key else None
            if same is not None:
                same.take(cluster)
            else:
                out.append(cluster)
                new.append((key, cluster))
        for key, cluster in new:
            if key:
                at[key].append(cluster)
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
