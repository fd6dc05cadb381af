"""Which referents of one story are the same: by name, surname, acronym, known alias, role."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corroborate.language.gazetteer import Gazetteer
from corroborate.text.names import PersonName, acronym_of, body_key, folded, is_acronym, person_name, same_person
from corroborate.text.tokens import tokens
from corroborate.types import EntityType, Referent

_DEFINITE = re.compile(r"^(?:the|this|that|his|her|their|its)\b|['’]s?\s", re.IGNORECASE)
_PLAIN = ("the", "a", "an")
_POLICE = frozenset(("police", "sheriff", "sheriffs", "troopers"))


@dataclass(frozen=True, slots=True)
class Node:
    """One article's referent."""

    article: str
    referent: Referent


@dataclass(slots=True)
class Cluster:
    """Referents held to be one, in the making."""

    type: EntityType
    nodes: list[Node] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    persons: list[PersonName] = field(default_factory=list)  #: the distinct names of a person
    genders: set[str] = field(default_factory=set)
    roles: list[str] = field(default_factory=list)
    iso3: str | None = None
    key: tuple[str, ...] = ()  #: names the same thing in every story: a country, a known body, a place

    @classmethod
    def of(cls, node: Node, key: tuple[str, ...] = ()) -> Cluster:
        out = cls(node.referent.type, key=key)
        out.add(node)
        return out

    def add(self, node: Node) -> None:
        referent = node.referent
        self.nodes.append(node)
        self.names[referent.name] += sum(n for _, n in referent.aliases) or 1
        if self.type == "person" and referent.named and (name := person_name(referent.name)) not in self.persons:
            self.persons.append(name)
        if referent.gender != "unknown":
            self.genders.add(referent.gender)
        self.roles += [r for r in referent.roles if r not in self.roles]
        self.iso3 = self.iso3 or referent.iso3

    def take(self, other: Cluster) -> None:
        for node in other.nodes:
            self.add(node)

    @property
    def name(self) -> str:
        """The name that most articles use in full; of as many the longer."""
        named = [n for node in self.nodes if node.referent.named for n in [node.referent.name]]
        if self.type == "person":
            named = [n for n in named if person_name(n).full] or named
        counted = Counter(named or [node.referent.name for node in self.nodes])
        return max(counted, key=lambda n: (counted[n], self.names[n], len(n), n))


class Same:
    """Joins the referents of one story, surest first."""

    def __init__(self, nodes: Sequence[Node], names: Gazetteer) -> None:
        self._names = names
        self._clusters: list[Cluster] = []
        self._by_key: dict[tuple[str, ...], Cluster] = {}
        self._families: dict[str, list[Cluster]] = defaultdict(list)
        left: list[Node] = []
        for node in nodes:
            if not self._keyed(node):
                left.append(node)
        persons = [n for n in left if n.referent.type == "person" and n.referent.named]
        self._full([n for n in persons if person_name(n.referent.name).full])
        self._bare([n for n in persons if not person_name(n.referent.name).full])
        self._bodies([n for n in left if n.referent.type != "person" and n.referent.named])
        self._described([n for n in left if not n.referent.named])

    def clusters(self) -> list[Cluster]:
        return self._clusters

    def _start(self, node: Node, key: tuple[str, ...] = ()) -> Cluster:
        cluster = Cluster.of(node, key)
        self._clusters.append(cluster)
        return cluster

    # ----------------------------------------------------------------------------------------------------- known names

    def _keyed(self, node: Node) -> bool:
        """Countries, known bodies and places join on a key that holds in every story."""
        key = self._key(node.referent)
        if key is None:
            return False
        if key in self._by_key:
            self._by_key[key].add(node)
        else:
            self._by_key[key] = self._start(node, key)
        return True

    def _key(self, referent: Referent) -> tuple[str, ...] | None:
        if referent.type == "person" or not referent.named:
            return None
        if referent.type == "country" and referent.iso3:
            return ("country", referent.iso3)
        words = [t.of(referent.name) for t in tokens(referent.name)]
        found = self._names.find(words, 0)
        if found and found[0] == len(words) and found[1].use == "body":
            return ("body", found[1].name)
        return ("place", folded(referent.name)) if referent.type == "place" else None

    # --------------------------------------------------------------------------------------------------------- persons

    def _full(self, nodes: Iterable[Node]) -> None:
        """Full names, the fullest first: one joins the cluster none of whose names it conflicts with, if there is but one."""
        for node in sorted(nodes, key=lambda n: (-len(person_name(n.referent.name).given), n.article, n.referent.id)):
            name = person_name(node.referent.name)
            fitting = [c for c in self._near(name) if self._can_be(c, name, node)]
            if len(fitting) == 1:
                fitting[0].add(node)
            else:
                exact = [c for c in fitting if name in c.persons]
                cluster = exact[0] if len(exact) == 1 else self._start(node)
                if len(exact) == 1:
                    cluster.add(node)
                fitting = [cluster]
            self._index(fitting[0], name)

    def _near(self, name: PersonName) -> list[Cluster]:
        return list({id(c): c for key in (name.last, f"given {name.given[0]}") for c in self._families[key]}.values())

    def _index(self, cluster: Cluster, name: PersonName) -> None:
        for key in (name.last, *([f"given {name.given[0]}"] if name.given else [])):
            if not any(c is cluster for c in self._families[key]):
                self._families[key].append(cluster)

    def _can_be(self, cluster: Cluster, name: PersonName, node: Node) -> bool:
        if any(n.article == node.article for n in cluster.nodes):
            return False  # one article told the two apart
        genders = cluster.genders | ({node.referent.gender} - {"unknown"})
        return len(genders) < 2 and all(same_person(name, p, self._names.short) for p in cluster.persons)

    def _bare(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            name = person_name(node.referent.name)
            known = [c for c in self._families[name.last] if self._can_be(c, name, node)]
            full = [c for c in known if any(p.full for p in c.persons)]
            chosen = _only(full) or self._foremost(full, node) if full else _only(known)
            if chosen is not None:
                chosen.add(node)
            else:
                self._index(self._start(node), name)

    def _foremost(self, fitting: Sequence[Cluster], node: Node) -> Cluster | None:
        """Of several of one surname the one whose role the article tells, else the one named far oftener than the others."""
        roles = {w for r in node.referent.roles for w in r.split()} - set(_PLAIN)
        in_role = [c for c in fitting if roles & {w for r in c.roles for w in r.split()}]
        if len(in_role) == 1:
            return in_role[0]
        most = sorted(fitting, key=lambda c: -sum(c.names.values()))
        return most[0] if len(most) > 1 and sum(most[0].names.values()) >= 4 * sum(most[1].names.values()) else None

    # ---------------------------------------------------------------------------------------------------------- bodies

    def _bodies(self, nodes: Iterable[Node]) -> None:
        """Bodies by the words of their names, acronyms, and the end of a longer name that only one has."""
        made: dict[tuple[str, ...], Cluster] = {}
        letters: dict[str, list[Cluster]] = defaultdict(list)
        for node in sorted(nodes, key=lambda n: (-len(body_key(n.referent.name)), n.article, n.referent.id)):
            key = body_key(node.referent.name)
            cluster = made.get(key)
            if cluster is None and is_acronym(node.referent.name):
                cluster = _only(letters[node.referent.name.replace(".", "")])
            if cluster is None and len(key) > 1:
                cluster = _only(list({id(c): c for k, c in made.items() if len(k) > len(key) and k[-len(key) :] == key}.values()))
            if cluster is None or not _kinds_agree(cluster.type, node.referent.type) or any(n.article == node.article for n in cluster.nodes):
                cluster = self._start(node)
            else:
                cluster.add(node)
            made.setdefault(key, cluster)
            initial = acronym_of(node.referent.name)
            if len(initial) > 1 and not any(c is cluster for c in letters[initial]):
                letters[initial].append(cluster)

    # ---------------------------------------------------------------------------------------------------- descriptions

    def _described(self, nodes: Sequence[Node]) -> None:
        by_role = self._roles()
        groups: dict[tuple[str, ...], Cluster] = {}
        for node in nodes:
            referent = node.referent
            cluster = self._in_role(node, by_role) if referent.type == "person" else self._force(node)
            key = (referent.type, folded(referent.name))
            if cluster is None and referent.type != "person" and not _indefinite(referent.name):
                cluster = groups.get(key)
            if cluster is None and referent.type == "person" and " of " in referent.name:
                cluster = groups.get(key)  # "mother of Ana Ruiz"
            if cluster is not None and not any(n.article == node.article for n in cluster.nodes):
                cluster.add(node)
            else:
                groups.setdefault(key, self._start(node))

    def _roles(self) -> dict[str, list[Cluster]]:
        """Named persons by the descriptions that articles give of them."""
        out: dict[str, list[Cluster]] = defaultdict(list)
        for cluster in self._clusters:
            if cluster.type == "person":
                for role in dict.fromkeys(_role_key(r) for r in cluster.roles):
                    out[role].append(cluster)
        return out

    def _in_role(self, node: Node, by_role: dict[str, list[Cluster]]) -> Cluster | None:
        """The one named person whom another article calls what this one only describes: "Iran's supreme leader", "mother of Ana Ruiz"."""
        definite = [t for t, _ in node.referent.aliases if _DEFINITE.search(t)] or (" of " in node.referent.name)
        if not definite:
            return None
        for role in (*node.referent.roles, node.referent.name):
            key = _role_key(role)
            if len(key.split()) < 2:
                continue
            fitting = [c for c in by_role.get(key, []) if node.referent.gender == "unknown" or not c.genders or node.referent.gender in c.genders]
            if len(fitting) == 1 and not any(n.article == node.article for n in fitting[0].nodes):
                return fitting[0]
        return None

    def _force(self, node: Node) -> Cluster | None:
        """Plain "police" are the one force that the story names."""
        if node.referent.type != "organization" or folded(node.referent.name) not in ("police", "the police", "local police"):
            return None
        forces = [c for c in self._clusters if c.type == "organization" and any(set(folded(n).split()) & _POLICE and len(folded(n).split()) > 1 for n in c.names)]
        return forces[0] if len(forces) == 1 and not any(n.article == node.article for n in forces[0].nodes) else None


def _only(clusters: Sequence[Cluster]) -> Cluster | None:
    return clusters[0] if len(clusters) == 1 else None


def _kinds_agree(a: EntityType, b: EntityType) -> bool:
    return a == b or {a, b} <= {"organization", "group", "other"} or {a, b} <= {"place", "other"}


def _indefinite(name: str) -> bool:
    return bool(re.match(r"(?:an?|another|some|one|two|three|four|five|six|several|many|more|other|most|\d)\b", name, re.IGNORECASE))


def _role_key(role: str) -> str:
    return " ".join(w for w in folded(role.replace("'s", "").replace("’s", "")).split() if w not in _PLAIN)


