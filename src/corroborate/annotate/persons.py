"""Names of persons gathered into figures: full names first, then surnames and given names alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from corroborate.annotate.figures import Figure, Seen, title_gender
from corroborate.annotate.roles import read_role, role_match, titles_in
from corroborate.language import Token
from corroborate.language.gazetteer import Gazetteer, Gender
from corroborate.text.names import PersonName, folded, person_name


class Persons:
    """Who is who among the persons that an article names."""

    def __init__(self, seen: Sequence[Seen], figures: list[Figure], names: Gazetteer) -> None:
        self._names = names
        self._figures = figures
        self._by_family: dict[str, list[Figure]] = defaultdict(list)
        self._by_given: dict[str, list[Figure]] = defaultdict(list)
        self.of: dict[int, tuple[Figure, str]] = {}  #: mention index → figure, and why
        self._full([s for s in seen if person_name(s.text).full])
        self._bare([s for s in seen if not person_name(s.text).full])

    def _full(self, seen: Sequence[Seen]) -> None:
        """The longest names first, so that "Ana Ruiz" finds "Ana M. Ruiz" and not the other way round."""
        for s in sorted(seen, key=lambda s: (-len(person_name(s.text).given), s.index)):
            name = person_name(s.text)
            fitting = [f for f in self._candidates(name) if f.answers_to(name, self._names) and self._agrees(f, s)]
            figure = self._most(fitting, s) if fitting else self._new(name)
            if name not in figure.persons:
                figure.persons.append(name)
            self._note(figure, s, "the full name")

    def _candidates(self, name: PersonName) -> list[Figure]:
        same = self._by_family[name.last]
        # A slip of the pen in the family name, or a second family name left off, is looked for among those of one given name.
        more = [f for f in self._by_given[name.given[0]] if f not in same] if name.given else []
        return [*same, *more]

    def _new(self, name: PersonName) -> Figure:
        figure = Figure(len(self._figures), "person", named=True)
        self._figures.append(figure)
        self._by_family[name.last].append(figure)
        if name.given:
            for given in (name.given[0], *sorted(self._names.short.get(name.given[0], ()))):
                self._by_given[given].append(figure)
        return figure

    def _bare(self, seen: Iterable[Seen]) -> None:
        for s in seen:
            name = person_name(s.text)
            figure, how = self._named_by(name, s)
            if figure is None:
                figure, how = self._new(name), "the only name given"
            self._note(figure, s, how)

    def _named_by(self, name: PersonName, s: Seen) -> tuple[Figure | None, str]:
        for known, how in ((self._by_family[name.last], "surname of"), (self._by_given[name.family], "given name of")):
            fitting = [f for f in known if self._agrees(f, s) and not (name.generation and any(p.generation and p.generation != name.generation for p in f.persons))]
            if how == "given name of":
                fitting = [f for f in fitting if f.persons and self._kin_agrees(f, s)]
            if fitting:
                figure = self._most(fitting, s)
                first = figure.seen[0] if figure.seen else s
                many = f", of the {len(known)} so named the one meant here" if len(fitting) > 1 else ""
                return figure, f"{how} {first.text}{many}"
        return None, ""

    def _agrees(self, figure: Figure, s: Seen) -> bool:
        """Whether titles before the name fit: "Mrs. Moss" is no man."""
        gender = title_gender(self._title(s), self._names)
        return gender == "unknown" or figure.gender in ("unknown", gender)

    def _kin_agrees(self, figure: Figure, s: Seen) -> bool:
        """ "His daughter Ana" is not the mother Ana Ruiz, nor anyone whom the article has not named yet."""
        kin = next((t.lemma.lower() for t in self._title(s) if t.lemma.lower() in self._names.grammar["kin"]), None)
        if kin is None:
            return True
        told = {r.noun for r in figure.roles if r.noun in self._names.grammar["kin"]}
        if told:
            return any(kin == r or kin in self._names.covers.get(r, ()) or r in self._names.covers.get(kin, ()) for r in told)
        return any(o.index < s.index for o in figure.seen)

    def _title(self, s: Seen) -> tuple[Token, ...]:
        return tuple(t for t in s.words if t.span.end <= s.mention.head.start)

    def _most(self, fitting: Sequence[Figure], s: Seen) -> Figure:
        """Of several that a name fits: whose role is told before it, then whom the article names most, then last."""
        if len(fitting) == 1:
            return fitting[0]
        role = read_role(self._title(s), self._names)

        gender = title_gender(self._title(s), self._names)

        def weight(figure: Figure) -> tuple[bool, float, int, int, int]:
            fits = max((role_match(role, r, self._names) for r in figure.roles), default=0.0) if role else 0.0
            exact = sum(n for form, n in figure.names.items() if folded(form) == folded(s.text))
            last = max((o.index for o in figure.seen if o.index < s.index), default=-1)
            return gender == figure.gender != "unknown", fits, exact, len(figure.seen), last

        return max(fitting, key=lambda f: (*weight(f), -f.id))

    def _note(self, figure: Figure, s: Seen, how: str) -> None:
        figure.names[s.text] += 1
        figure.seen.append(s)
        self.of[s.index] = (figure, how)
        title = self._title(s)
        gender = title_gender(title, self._names)
        figure.vote(gender, 3)
        name = person_name(s.text)
        if name.full and figure.guess == "unknown":
            figure.guess = self._given_gender(s.text)
        elif not name.full:
            figure.hint = self._names.given(s.text) or "unknown"
        for end in (*[i for i, _ in titles_in(title, self._names)][1:], len(title)):
            role = read_role(title[:end], self._names)
            if role is not None and role not in figure.roles:
                figure.roles.append(role)

    def _given_gender(self, text: str) -> Gender:
        """From the first given name that tells one; "L. Ana Moss" goes by the second."""
        told = (self._names.given(word) for word in text.replace("-", " ").split()[:-1])
        return next((gender for gender in told if gender in ("male", "female")), "unknown")

