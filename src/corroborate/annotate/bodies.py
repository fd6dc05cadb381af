"""Names of bodies, countries and places gathered into figures: acronyms, short forms, known aliases."""

from __future__ import annotations

from collections.abc import Sequence

from corroborate.annotate.figures import Figure, Seen
from corroborate.language.gazetteer import Gazetteer, Known
from corroborate.text.names import acronym_of, body_key, folded, is_acronym
from corroborate.text.tokens import tokens

_POLICE = frozenset(("police", "sheriff", "sheriffs", "troopers"))


class Bodies:
    """Which names of bodies and places mean the same in this article."""

    def __init__(self, seen: Sequence[Seen], figures: list[Figure], names: Gazetteer) -> None:
        self._names = names
        self._figures = figures
        self._by_key: dict[tuple[str, ...], Figure] = {}
        self._by_acronym: dict[str, Figure] = {}
        self.of: dict[int, tuple[Figure, str]] = {}
        # Longer names first: "State Police" is looked for among those that end in it.
        for s in sorted(seen, key=lambda s: (-len(body_key(s.text)), s.index)):
            self._add(s)

    def _known(self, text: str) -> Known | None:
        words = [t.of(text) for t in tokens(text)]
        found = self._names.find(words, 0)
        return found[1] if found and found[0] == len(words) else None

    def _add(self, s: Seen) -> None:
        known = self._known(s.text)
        if s.mention.type == "country" and known is not None:
            key, how = (known.iso3 or "", "country"), "a name of the country"
        elif known is not None and known.use in ("body", "region"):
            key, how = ("known", known.name), "a name of it that is widely known"
        elif s.mention.type == "place":
            key, how = ("place", folded(s.text)), "the name"
        else:
            figure, how = self._unknown(s)
            self._note(figure or self._of_key(body_key(s.text), s, known), s, how)
            return
        self._note(self._of_key(key, s, known), s, "the name" if known is not None and s.text == known.name else how)

    def _unknown(self, s: Seen) -> tuple[Figure | None, str]:
        """A body that no table knows: the same name, the letters of a longer one, or its end."""
        key = body_key(s.text)
        if key in self._by_key:
            return self._by_key[key], "the name"
        if is_acronym(s.text) and s.text.replace(".", "") in self._by_acronym:
            return self._by_acronym[s.text.replace(".", "")], "the first letters of its name"
        if s.mention.type != "other" or len(key) > 1 or self._after_the(s):
            return self._ending(key, s), "the end of its name"
        return None, "the name"

    def _of_key(self, key: tuple[str, ...], s: Seen, known: Known | None) -> Figure:
        figure = self._by_key.get(key)
        if figure is None:
            figure = Figure(len(self._figures), s.mention.type, named=True, key=key if key[0] not in ("known", "place") else body_key(s.text))
            self._figures.append(figure)
            self._by_key[key] = figure
            if known is not None and known.use != "people" and not (known.type == "country" and s.mention.type == "place"):
                figure.canonical, figure.iso3 = known.name, known.iso3
            elif known is not None and s.mention.type != "group":
                figure.iso3 = known.iso3
            if s.mention.type not in ("place", "country"):
                letters = acronym_of(s.text)
                if len(letters) > 1:
                    self._by_acronym.setdefault(letters, figure)
                    self._by_acronym.setdefault(letters.removesuffix("D"), figure)  # "HCPD" is also written "HCP"
        return figure

    def _ending(self, key: tuple[str, ...], s: Seen) -> Figure | None:
        """The one longer name that ends in these words: "State Police" → "Alden State Police"; of "the Courier" the last named."""
        fitting = [f for k, f in self._by_key.items() if len(k) > len(key) and k[-len(key) :] == key and k[0] not in ("place",) and f.type not in ("place", "country")]
        fitting = list({f.id: f for f in fitting}.values())
        if not fitting or (len(key) == 1 and not self._after_the(s)):
            return None
        if len(fitting) > 1:
            earlier = [f for f in fitting if any(o.index < s.index for o in f.seen)]
            return max(earlier or fitting, key=lambda f: max((o.index for o in f.seen if o.index < s.index), default=-1))
        return fitting[0]

    def _after_the(self, s: Seen) -> bool:
        before = s.sentence.tokens[s.words[0].i - 1] if s.words and s.words[0].i else None
        return s.phrase.lower().startswith("the ") or (before is not None and before.text.lower() == "the")

    def _note(self, figure: Figure, s: Seen, how: str) -> None:
        figure.names[s.text] += 1
        figure.seen.append(s)
        if s.mention.type == "organization" and figure.type in ("other", "place") and figure.canonical == "":
            figure.type = "organization"
        self.of[s.index] = (figure, how)


def is_police(figure: Figure) -> bool:
    """Whether a body is a police force or a sheriff's office."""
    words = {w for name in figure.names for w in folded(name).split()} | set(folded(figure.canonical).split())
    return bool(words & _POLICE)
