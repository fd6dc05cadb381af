"""A small analysis made by hand, with something in every field: what is shown of it depends on no rule of language."""

from __future__ import annotations

from corroborate.text.spans import Span
from corroborate.types import (
    Account,
    Analysis,
    Article,
    Claim,
    Credit,
    Cue,
    Difference,
    Entity,
    Event,
    Findings,
    Links,
    Origin,
    Outlet,
    Quantity,
    Quotation,
    Referent,
    Rejected,
    Speaker,
    Story,
)

TEXT = "“It sank,” Holm said, Reuters reported. At least 3 were hurt."
QUOTATION = Quotation(
    Span(1, 9), (Span(1, 9),), (Span(1, 9),), "direct", cue=Cue(Span(16, 20), "say"), speaker=Speaker(Span(11, 15), 0, "Holm", "subject of said")
)
FINDINGS = Findings(
    "a",
    referents=(Referent(0, "Holm", "person", True), Referent(1, "the mate", "person", False)),
    quotations=(QUOTATION, Quotation(Span(1, 3), (Span(1, 3),), (), "indirect", within=0, speaker=Speaker(None, None, None, candidates=(0, 1)))),
    credits=(Credit(Span(22, 29), "Reuters", "according-to", Span(1, 38)), Credit(Span(22, 29), "Reuters", "origin")),
    quantities=(Quantity(Span(40, 50), "injured", low=3, high=float("inf"), value="at least 3"),),
    events=(Event(Span(4, 8), (Span(4, 8),), "ACCIDENT", "reported", actor=((Span(11, 15), 0, "Holm"),), reported_by=0),),
)
ARTICLE = Article("a", "b/a.txt", "0" * 64, TEXT, (Span(0, len(TEXT)),), verbatim=True, outlet=Outlet("The Harbour Times", "url"))
OTHER = Article("b", "a/b.txt", "1" * 64, TEXT, (Span(0, len(TEXT)),), url="https://ledger.example/1")
CLAIM = Claim(
    "c", "s", "statement", "disputed", (Account("a", Span(1, 9), 0, speaker="Greta Holm"), Account("b", Span(1, 9), value="=1+1")), 2,
    (Difference("speaker", (("Holm", (0,)), ("Brandl", (1,)))),), 0.876,
)  # fmt: skip
ANALYSIS = Analysis(
    (ARTICLE, OTHER),
    (FINDINGS, Findings("b")),
    Links(
        stories=(Story("s", "Ship, sunk", ("a", "b"), "2031-03-04", (Origin("Reuters", ("a",)), Origin(None, ("b",)))),),
        entities=(Entity("e", "Greta Holm", "person", (("Holm", 2),), (("a", 0),), iso3="NOR"),),
        claims=(CLAIM,),
    ),
    (Rejected("z", "empty file"), Rejected("a", "empty file")),
)
