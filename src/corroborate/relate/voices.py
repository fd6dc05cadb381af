"""Whether two accounts give words to the same speaker, to two who may speak for one another, or to two others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Literal

from corroborate.outlets import Directory
from corroborate.types import Entity, Findings, Quotation, Referent

SPOKESMEN = frozenset(("spokesman", "spokeswoman", "spokesperson", "secretary", "aide", "adviser", "advisor", "attorney", "lawyer", "representative", "manager"))
Likeness = Literal["same", "kin", "apart", "other", "unknown"]


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as far as accounts can be compared by it."""

    entity: str | None  #: `Entity.id`, where resolved
    name: str  #: as a reader knows them
    named: bool  #: a name, not a description
    person: bool
    words: frozenset[str]  #: the words of names, descriptions and roles, lower case
    vague: bool  #: "officials", "authorities": may be anyone in office
    confidence: float  #: of the article's having told whose words they are


def voice(
    findings: Findings, quotation: Quotation, entity_of: Mapping[tuple[str, int], Entity], roles: Mapping[str, Set[str]], table: Mapping[str, Any], outlets: Directory
) -> Voice | None:
    """The voice of *quotation*; `None` where the article does not tell whose words they are. An outlet that speaks passes on another's words: it is vague."""
    speaker = quotation.speaker
    referent = findings.referents[speaker.referent] if speaker.referent is not None and speaker.referent < len(findings.referents) else None
    name = speaker.name or (referent.name if referent else None)
    if not name:
        return None
    entity = entity_of.get((findings.article, referent.id)) if referent else None
    type_ = entity.type if entity else referent.type if referent else "other"
    known = entity.name if entity else name
    vague = bool(_words([known]) & set(table.get("vague", ()))) or outlets.named(name) is not None
    words = _words(_said_of(name, referent, entity, roles))
    return Voice(entity.id if entity else None, known, bool(referent and referent.named), type_ == "person", words, vague, speaker.confidence)


def _said_of(name: str, referent: Referent | None, entity: Entity | None, roles: Mapping[str, Set[str]]) -> list[str]:
    own = [*referent.roles, *(a for a, _ in referent.aliases)] if referent else []
    return [name, *own, *(sorted(roles.get(entity.id, ())) if entity else ())]


def _words(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(w.strip(".,'’").removesuffix("'s").removesuffix("’s") for text in texts for w in text.lower().split())


def known_roles(entities: Sequence[Entity], referents: Mapping[tuple[str, int], Referent]) -> dict[str, frozenset[str]]:
    """Per entity, the roles and surface forms that any article gives."""
    return {e.id: frozenset([r for key in e.referents if key in referents for r in referents[key].roles] + [a for a, _ in e.aliases]) for e in entities}


def alike(a: Voice | None, b: Voice | None) -> Likeness:
    """How the speakers of two accounts relate. "kin": a body and its officer, or one too vague to tell; "other": two people; "apart": not the same, though not two people."""
    if a is None or b is None:
        return "unknown"
    if (a.entity is not None and a.entity == b.entity) or a.name.lower() == b.name.lower():
        return "same"
    if a.vague or b.vague or _speaks_for(a, b) or _speaks_for(b, a) or _spokesman(a, b) or _spokesman(b, a):
        return "kin"
    if _maybe_one(a.name.lower().split(), b.name.lower().split()):
        return "unknown"
    return "other" if a.person and b.person and a.named and b.named else "apart"


def _spokesman(principal: Voice, officer: Voice) -> bool:
    """A senator and the spokesman for that senator."""
    return principal.person and officer.person and principal.name.lower().split()[-1] in officer.words and not officer.words.isdisjoint(SPOKESMEN)


def _maybe_one(a: Sequence[str], b: Sequence[str]) -> bool:
    """Two of one surname may be one person named twice: "Brandl", "I. Brandl" and "Ivo Brandl", but not "Ann Lee" and "Bob Lee"."""
    return a[-1:] == b[-1:] and (len(a) == 1 or len(b) == 1 or a[0][0] == b[0][0])


def _speaks_for(body: Voice, officer: Voice) -> bool:
    """A ministry and its press secretary; the police and the police captain."""
    return not body.person and bool(body.words) and any(set(n.split()) <= officer.words for n in (body.name.lower().removeprefix("the "),))
