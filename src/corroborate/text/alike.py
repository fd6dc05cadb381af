"""Words that two outlets use for one thing: see `data/alike.toml`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass

from corroborate.text.words import stem


@dataclass(frozen=True, slots=True)
class Alike:
    """Per stem the sets of words that it stands in."""

    sets: Mapping[str, Set[str]]

    @classmethod
    def of(cls, table: Mapping[str, str]) -> Alike:
        """From the table as read: lines of words, under any key."""
        found: dict[str, set[str]] = defaultdict(set)
        for key, lines in sorted(table.items()):
            for number, line in enumerate(lines.split("\n")):
                for word in line.split():
                    found[stem(word)].add(f"{key}:{number}")
        return cls(found)

    def meanings(self, word: str) -> frozenset[str]:
        """The stem *word* itself and the sets it stands in."""
        return frozenset((word, *self.sets.get(word, ())))
